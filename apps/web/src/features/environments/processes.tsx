// The process tree of an environment.
import { environmentTransitions } from '@playground/protocol'
import type { EnvironmentModel } from '@playground/protocol/model'
import { processTree, processWord, shortCommand, type TreeRow } from '../../model/process-tree.ts'

export function Processes({ environment }: { environment: EnvironmentModel }) {
  const { attached, peer, figures, frozenAt, state } = environment
  if (attached)
    return (
      <div className="env-processes">
        <p className="quiet">
          {peer === undefined ? (
            'Its process is not known.'
          ) : (
            <span className="mono" title={peer.command.join(' ')}>
              {peer.pid} {shortCommand(peer.command.join(' '))}
            </span>
          )}{' '}
          It was started outside of the playground.
        </p>
      </div>
    )
  const rows = processTree(environment)
  if (rows === undefined || rows.length === 0)
    return (
      <div className="env-processes">
        <p className="quiet">
          {rows === undefined
            ? '— Processes are listed when it works.'
            : `No processes. ${environmentTransitions[state].meaning}`}
        </p>
      </div>
    )
  return (
    <div className="env-processes">
      <table>
        <thead>
          <tr>
            <th scope="col">pid</th>
            <th scope="col">process</th>
            <th scope="col">state</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.pid}>
              <td className="mono">{row.pid}</td>
              <td className="env-command" title={listedTitle(row)}>
                {row.depth > 0 && (
                  <span
                    className="env-branch"
                    style={{ marginLeft: (Math.min(row.depth, 8) - 1) * 12 }}
                    aria-hidden="true"
                  />
                )}
                <span className="visually-hidden">{row.depth > 0 ? `child at depth ${row.depth}: ` : ''}</span>
                {row.role !== undefined && (
                  <span className={`chip ${row.role === 'runtime' ? 'blue' : 'violet'}`}>{row.role}</span>
                )}
                <span className="mono">
                  {row.listed === undefined ? 'just started' : shortCommand(row.listed.command)}
                </span>
              </td>
              <td>{processWord(row, frozenAt !== undefined)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {(figures?.leftOut ?? 0) > 0 && <p className="quiet">and {figures?.leftOut} more</p>}
    </div>
  )
}

function listedTitle({ listed }: TreeRow): string | undefined {
  if (listed === undefined) return undefined
  const memory = listed.memoryMb === undefined ? '' : `\n${listed.memoryMb.toFixed(1)} MB when it was first seen`
  return `${listed.command}${memory}`
}
