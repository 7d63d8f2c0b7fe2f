// A dialog of the browser's own, with its focus and its Escape.
import { useEffect, useRef, type ReactNode } from 'react'
import './dialog.css'

type Props = {
  title: string
  onClose: () => void
  children: ReactNode
  /** `null`: what is in it has the button that closes, in a form of the method dialog. */
  closeLabel?: string | null
  className?: string
  /** Buttons beside the one that closes. */
  actions?: ReactNode
}

export function Dialog({ title, onClose, children, closeLabel = 'Close', className, actions }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      className={className}
      aria-label={title}
      onClose={onClose}
      onClick={({ target }) => target === dialog.current && dialog.current.close()}
    >
      <div className="dialog-body">
        <h2>{title}</h2>
        {children}
        {closeLabel !== null && (
          <form method="dialog" className="dialog-end">
            <button className="outline">{closeLabel}</button>
            {actions}
          </form>
        )}
      </div>
    </dialog>
  )
}
