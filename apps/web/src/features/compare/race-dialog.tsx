// Races two functions: which ones, cold or warm, and how often; then it opens what came of it side by side.
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { shutDown } from '../../control/shut-down.ts'
import { isJson } from '../../model/is-json.ts'
import { usePage } from '../../store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { show } from '../../url-state.ts'
import { race, type RaceParts } from './race.ts'
import './race.css'

type Props = {
  name: string | undefined
  event: string
  onSend: RaceParts['send']
  onClose: () => void
}

/** What ships is what one races first. */
const shipped = ['hello-bash', 'hello-node']

export function RaceDialog({ name, event, onSend, onClose }: Props) {
  const functions = usePage((page) => page.present.state.functions)
  const phase = usePage((page) => page.connection.phase)
  const names = Object.keys(functions)
  const [first, setFirst] = useState(name ?? names[0] ?? '')
  const [second, setSecond] = useState(
    () => [...shipped, ...names].find((one) => one !== first && one in functions) ?? '',
  )
  const [cold, setCold] = useState(true)
  const [warm, setWarm] = useState(true)
  const [rounds, setRounds] = useState(1)
  const [progress, setProgress] = useState<string | undefined>()
  const [problem, setProblem] = useState<string | undefined>()
  const giveUp = useRef(new AbortController())
  const body = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const controller = new AbortController()
    giveUp.current = controller
    return () => controller.abort()
  }, [])
  const whyNot =
    phase === 'recorded'
      ? 'This is a recorded session: nothing runs in it. Open the page without it to race.'
      : phase !== 'live' && phase !== 'behind'
        ? 'The playground is not connected.'
        : names.length < 2
          ? 'There is one function only. Add another to race it against.'
          : first === second
            ? 'Choose two different functions.'
            : !cold && !warm
              ? 'Choose cold, warm or both.'
              : undefined
  const start = async (submit: FormEvent) => {
    submit.preventDefault()
    const { signal } = giveUp.current
    setProblem(undefined)
    setProgress('It begins')
    const parts: RaceParts = {
      send: onSend,
      shutDown,
      session: () => usePage.getState().present,
      until: (holds, patienceMs) => until(holds, patienceMs, signal),
      tell: setProgress,
      newId: () => crypto.randomUUID(),
    }
    try {
      const pairs = await race({ functions: [first, second], event, cold, warm, rounds }, parts)
      if (signal.aborted) return
      body.current?.closest('dialog')?.close()
      show({ function: first, compared: pairs }, 'push')
    } catch (reason) {
      if (signal.aborted) return
      setProblem(reason instanceof Error ? reason.message : String(reason))
      setProgress(undefined)
    }
  }
  return (
    <Dialog
      title="Race two functions"
      closeLabel={progress === undefined ? 'Close' : 'Give up'}
      onClose={onClose}
      actions={
        <button
          type="submit"
          form="race"
          className="primary"
          disabled={whyNot !== undefined || progress !== undefined}
          title={whyNot}
        >
          Race
        </button>
      }
    >
      <form id="race" ref={body} className="race" onSubmit={(submit) => void start(submit)}>
        <p>
          Both get the event that stands in the editor, at the same moment. Then their invocations stand side by side.
        </p>
        <div className="race-functions">
          <Choice label="A" value={first} names={names} onChange={setFirst} />
          <span aria-hidden="true">against</span>
          <Choice label="B" value={second} names={names} onChange={setSecond} />
        </div>
        <fieldset>
          <legend>How</legend>
          <label className="choice">
            <input type="checkbox" checked={cold} onChange={({ target }) => setCold(target.checked)} />
            <span>
              Cold <small>environments that are there are shut down first, so that both have their Init</small>
            </span>
          </label>
          <label className="choice">
            <input type="checkbox" checked={warm} onChange={({ target }) => setWarm(target.checked)} />
            <span>
              Warm{' '}
              <small>in an environment that waits; where there is none, one call that does not count makes it</small>
            </span>
          </label>
        </fieldset>
        <fieldset>
          <legend>How often</legend>
          {[1, 5].map((count) => (
            <label key={count} className="choice">
              <input type="radio" name="rounds" checked={rounds === count} onChange={() => setRounds(count)} />
              <span>{count === 1 ? 'Once' : `${count} times each, and compare the medians`}</span>
            </label>
          ))}
        </fieldset>
        {!isJson(event) && <p>The event is no JSON. It is sent as it is.</p>}
        {problem !== undefined && (
          <p className="race-problem" role="alert">
            {problem}
          </p>
        )}
        <p role="status">{progress === undefined ? (whyNot ?? '') : `${progress}…`}</p>
      </form>
    </Dialog>
  )
}

type ChoiceProps = { label: string; value: string; names: readonly string[]; onChange: (name: string) => void }

function Choice({ label, value, names, onChange }: ChoiceProps) {
  return (
    <label className="race-choice">
      <b className="letter">{label}</b>
      <select aria-label={`Function ${label}`} value={value} onChange={({ target }) => onChange(target.value)}>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  )
}

/** Looks again whenever the session grew. */
function until(holds: Parameters<RaceParts['until']>[0], patienceMs: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Error('The race was given up.'))
    if (holds(usePage.getState().present)) return resolve(true)
    const end = (then: () => void) => {
      stop()
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      then()
    }
    const onAbort = () => end(() => reject(new Error('The race was given up.')))
    const timer = setTimeout(() => end(() => resolve(false)), patienceMs)
    const stop = usePage.subscribe(({ present }) => holds(present) && end(() => resolve(true)))
    signal.addEventListener('abort', onAbort)
  })
}
