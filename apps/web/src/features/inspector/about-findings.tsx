// What the rules found about the row that is selected: in a sentence each, with the reasons folded.
import { levelWords } from '../../model/finding-words.ts'
import type { Found } from '../../model/findings.ts'
import { FindingMark } from '../../ui/finding-mark.tsx'
import { FindingReasons } from '../../ui/finding-reasons.tsx'
import './about-findings.css'

/** More of them about one exchange say nothing new. */
const most = 20

export function AboutFindings({ findings }: { findings: readonly Found[] }) {
  return (
    <ul className="about-findings" aria-label="Findings about it">
      {findings.slice(0, most).map((found) => (
        <li key={`${found.rule} ${found.seq} ${found.seen}`} className={found.level}>
          <h2>
            <FindingMark level={found.level} />
            {found.title}
            <span className="figure">{levelWords[found.level].one}</span>
          </h2>
          <p>{found.seen}</p>
          <p className="expected">
            <span>Expected:</span> {found.expected}
          </p>
          <details>
            <summary>Why it matters, and what to do</summary>
            <FindingReasons rule={found.rule} />
          </details>
        </li>
      ))}
    </ul>
  )
}
