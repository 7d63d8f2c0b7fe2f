// What Lambda does between two parts of a call, in words.
import type { Step } from '../../model/http-call/step.ts'

type Props = { label: string; steps: readonly Step[]; way: '→' | '←' }

export function Steps({ label, steps, way }: Props) {
  return (
    <div className={`http-steps ${way === '→' ? 'to-event' : 'to-response'}`}>
      <p className="way" aria-hidden="true">
        <span>Lambda</span> {way}
      </p>
      <ul aria-label={label}>
        {steps.map(({ how, title, words }) => (
          <li key={title} className={`of-${how}`}>
            <b>{title}</b>
            <span>{words}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
