// How to attach a runtime that one starts oneself.
import { useState } from 'react'
import { usePage } from '../../store.ts'
import { AttachLines } from '../../ui/attach-lines.tsx'
import { CopyLine } from '../../ui/copy-line.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { UrlLines } from '../../ui/url-lines.tsx'
import './attach-dialog.css'

export function AttachDialog({ onClose }: { onClose: () => void }) {
  const address = usePage((page) => page.attachAddress) ?? ''
  const [name, setName] = useState('mine')
  const legal = /^[a-zA-Z0-9-_]{1,64}$/.test(name)
  return (
    <Dialog title="Attach your own runtime" className="attach-dialog" onClose={onClose}>
      <p>
        Start your runtime by hand or under a debugger, with this address for its Runtime API. Its function appears here
        as soon as it asks for work.
      </p>
      <label>
        Function{' '}
        <input value={name} onChange={({ target }) => setName(target.value)} aria-invalid={!legal} spellCheck={false} />
      </label>
      {legal ? (
        <AttachLines name={name} />
      ) : (
        <p className="problem">A name has 1 to 64 letters, digits, hyphens or underscores.</p>
      )}
      <details className="attach-more">
        <summary>More environments, a client that takes no path, its URL</summary>
        <p>
          A second environment of the same function has the address {address}/{legal ? name : 'NAME'}/2.
        </p>
        <p>
          For a client that takes no path in this variable (Java, .NET, the Web Adapter), leave the path out: the
          function is then called “attached”.
        </p>
        <CopyLine text={`AWS_LAMBDA_RUNTIME_API=${address} ./bootstrap`} />
        {legal && (
          <>
            <p>Once it is there, it can be called by HTTP as well, at its URL:</p>
            <UrlLines name={name} />
          </>
        )}
      </details>
    </Dialog>
  )
}
