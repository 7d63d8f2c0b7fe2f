// Why a finding matters on Lambda, what mends it, and where AWS says so.
import { ruleOf } from '@playground/protocol/findings'
import { ExternalLink } from 'lucide-react'
import './finding-reasons.css'

export function FindingReasons({ rule: id }: { rule: string }) {
  const rule = ruleOf(id)
  if (rule === undefined) return null
  const { why, mend, reference } = rule
  return (
    <dl className="finding-reasons">
      <div>
        <dt>Why</dt>
        <dd>{why}</dd>
      </div>
      <div>
        <dt>What to do</dt>
        <dd>{mend}</dd>
      </div>
      <div>
        <dt>Reference</dt>
        <dd>
          <a className="link" href={reference.url} target="_blank" rel="noopener noreferrer">
            {reference.title}
            <ExternalLink size={11} aria-label="opens a new tab, and needs the network" />
          </a>
        </dd>
      </div>
    </dl>
  )
}
