// All keys.
import { Dialog } from '../../ui/dialog.tsx'
import { invokeKeys, saveKeys } from '../../ui/keys.ts'

const keys: [string, string][] = [
  [invokeKeys, 'invoke, also from inside an editor'],
  [saveKeys, 'save the runtime’s source'],
  ['j  k', 'next and previous row'],
  ['n  N', 'next and previous error'],
  ['f  End', 'follow what happens'],
  ['x', 'explanations on or off'],
  ['Enter', 'from a row to the inspector; Esc comes back'],
  ['F6', 'round the regions'],
  ['?', 'this list'],
]

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
