// A runtime that is a command (emulator mode): what is started, where, and how callers reach it.
import type { FunctionDefinition } from '@playground/protocol'

type Props = { definition: FunctionDefinition; command: NonNullable<FunctionDefinition['command']> }

export function Command({ definition: { name, handler }, command: { words, folder } }: Props) {
  return (
    <div className="attached">
      <p>The runtime of this function is the command that the emulator was started with: its code is where that is.</p>
      <table>
        <tbody>
          {[
            ['Command', words.join(' ')],
            ['Folder', folder],
            ...(handler === undefined ? [] : [['Handler', handler]]),
          ].map(([what, value]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td className="mono">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">Callers reach it as {name}, or as function. Start the emulator again to run other code.</p>
    </div>
  )
}
