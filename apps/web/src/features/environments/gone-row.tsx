// An environment that is gone, as a line.
import type { EnvironmentModel, FunctionModel } from '@playground/protocol/model'
import { environmentWords, shortHash } from '../../model/environment-words.ts'
import { environmentWord } from '../../model/format.ts'
import { show } from '../../url-state.ts'

export function GoneRow({ fn, environment, now }: { fn: FunctionModel; environment: EnvironmentModel; now: number }) {
  const { figures, codeHash, name, attached } = environment
  const served = figures === undefined ? '—' : figures.served
  const last = () => fn.rows.findLast((row) => row.environment === name)?.seq
  return (
    <li>
      <button
        type="button"
        className="link"
        title="Select its last row"
        onClick={() => show({ selected: last() }, 'push')}
      >
        {environmentWord(name)}
      </button>
      <span>
        served {served}
        {!attached && ` · ${times(figures?.coldStarts, 'cold start')} · ${times(figures?.freezes, 'freeze')}`} · code{' '}
        <span className="mono">{shortHash(codeHash)}</span>
      </span>
      <span className="quiet">{environmentWords(fn, environment, now).doing}</span>
    </li>
  )
}

function times(count: number | undefined, what: string): string {
  return `${count ?? '—'} ${what}${count === 1 ? '' : 's'}`
}
