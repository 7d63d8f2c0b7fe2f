// Above the findings: which of them are shown, and how far the rules are.
import type { Found } from '../../model/findings.ts'
import { levels } from '../../model/finding-groups.ts'
import { levelWords } from '../../model/finding-words.ts'
import { environmentWord } from '../../model/format.ts'
import { toggled } from '../../model/toggled.ts'
import { FindingMark } from '../../ui/finding-mark.tsx'
import { useFindingsView } from './findings-view.ts'
import { Progress } from './progress.tsx'

type Props = { findings: readonly Found[]; environments: readonly string[]; environment: string | undefined }

export function FindingsBar({ findings, environments, environment }: Props) {
  const { hidden } = useFindingsView()
  return (
    <div className="findings-bar">
      <div role="group" aria-label="Levels that are shown">
        {levels.map((level) => {
          const { many, meaning } = levelWords[level]
          const count = findings.filter((found) => found.level === level).length
          return (
            <button
              key={level}
              type="button"
              className="level"
              aria-pressed={!hidden.has(level)}
              title={`${many}: ${meaning}. Click to ${hidden.has(level) ? 'show' : 'leave out'}.`}
              onClick={() => useFindingsView.setState({ hidden: toggled(hidden, level) })}
            >
              <FindingMark level={level} />
              {many}
              <span className="count">{count.toLocaleString('en')}</span>
            </button>
          )
        })}
      </div>
      {environments.length > 1 && (
        <select
          aria-label="Environment"
          value={environment ?? ''}
          onChange={({ target }) => useFindingsView.setState({ environment: target.value || undefined })}
        >
          <option value="">All environments</option>
          {environments.map((name) => (
            <option key={name} value={name}>
              {environmentWord(name)}
            </option>
          ))}
        </select>
      )}
      <Progress />
    </div>
  )
}
