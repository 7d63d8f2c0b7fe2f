// The four parts in a line, each in a few words, and a way to it: what came of the call is in sight at once.
import { bytes } from '../../model/format.ts'
import type { CallParts } from './use-parts.ts'

export function PartsStrip({ parts, onGo }: { parts: CallParts; onGo: (part: number) => void }) {
  const { request, event, result, response, failed } = parts
  const type = response?.heads.find(([name]) => name.toLowerCase() === 'content-type')?.[1].split(';')[0]
  const said: [string, string][] = [
    ['Request', request?.first ?? '…'],
    ['Event', event === undefined ? 'none' : `payload 2.0 · ${bytes(event.bytes)}`],
    [failed ? 'Error' : 'Result', result === undefined ? 'none' : bytes(result.bytes)],
    ['Response', response === undefined ? '…' : `${response.status}${type === undefined ? '' : ` ${type}`}`],
  ]
  return (
    <ol className="http-strip" aria-label="Steps of the call">
      {said.map(([title, words], index) => (
        <li key={title}>
          <button type="button" onClick={() => onGo(index + 1)} title={words}>
            <i aria-hidden="true">{index + 1}</i>
            <b>{title}</b>
            <span
              className={
                index === 3 && response !== undefined ? (response.status < 400 ? 'well' : 'failed') : undefined
              }
            >
              {words}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
