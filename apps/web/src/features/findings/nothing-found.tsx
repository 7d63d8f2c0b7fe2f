// Where nothing was found: that this is a result, and what was looked for.
import { rules } from '@playground/protocol/findings'
import type { FunctionModel } from '@playground/protocol/model'
import { levels } from '../../model/finding-groups.ts'
import { levelWords, times } from '../../model/finding-words.ts'
import { usePage } from '../../store.ts'
import { FindingMark } from '../../ui/finding-mark.tsx'
import { isLooking } from './progress.tsx'

export function NothingFound({ fn }: { fn: FunctionModel | undefined }) {
  usePage((page) => page.revision)
  const looking = usePage((page) => isLooking(page.looked))
  const exchanges = fn?.overview.exchanges ?? 0
  return (
    <div className="nothing-found">
      {exchanges === 0 ? (
        <>
          <h2>Nothing to look at yet</h2>
          <p>
            Invoke the function: {rules.length} rules look at every exchange as it happens, and what breaks the
            protocol, comes near a limit or costs time is listed here, with what was expected, why it matters on Lambda,
            and where AWS says so.
          </p>
        </>
      ) : (
        <>
          <h2>{looking ? `Nothing found so far` : `Nothing found in ${times(exchanges, 'exchange')}`}</h2>
          <p>
            {looking
              ? 'The rules are still looking at the session.'
              : `${rules.length} rules looked at all of them. By everything that they know, what runs here would do on Lambda what it did here.`}
          </p>
        </>
      )}
      <details>
        <summary>What is looked for: {rules.length} rules</summary>
        {levels.map((level) => (
          <div key={level} className="rules-of-level">
            <h3>
              <FindingMark level={level} />
              {levelWords[level].many} <span>{levelWords[level].meaning}</span>
            </h3>
            <ul>
              {rules
                .filter((rule) => rule.level === level)
                .map(({ id, title, why }) => (
                  <li key={id} title={why}>
                    {title}
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </details>
    </div>
  )
}
