// A runtime that was started by hand: what is attached now, since when, from which process, and how to attach another.
import { usePage } from '../../store.ts'
import { AttachLines } from '../../ui/attach-lines.tsx'
import { elapsed } from '../../model/format.ts'
import { useSecond } from '../../ui/use-second.ts'

export function Attached({ name }: { name: string }) {
  const environments = usePage((page) => page.session.functions.get(name)?.environments)
  usePage((page) => page.revision)
  const now = useSecond()
  const here = [...(environments?.values() ?? [])].filter(({ attached, state }) => attached && state !== 'gone')
  return (
    <div className="attached">
      <p>
        The runtime of this function is started elsewhere: its code is there, and what it prints goes to the terminal
        that it was started in.
      </p>
      {here.length === 0 ? (
        <p className="quiet">No runtime is attached now. An invocation waits ten seconds for one.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>Attached now</th>
              <th>Since</th>
              <th>Process</th>
            </tr>
          </thead>
          <tbody>
            {here.map(({ name: environment, createdAt, peer }) => (
              <tr key={environment}>
                <td className="mono">{environment.split('@')[1] ?? environment}</td>
                <td>{createdAt === undefined ? '' : elapsed(now - createdAt)}</td>
                <td className="mono" title={peer?.command.join(' ')}>
                  {peer === undefined ? 'not known' : `${peer.pid} ${peer.command.join(' ')}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h3>Attach another</h3>
      <AttachLines name={name} />
    </div>
  )
}
