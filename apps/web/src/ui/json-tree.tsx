// JSON as a tree that folds: the first levels open, long lists a hundred at a time.
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { jsonNodes, summary, type JsonNode } from '../model/json-nodes.ts'
import './json-tree.css'

/** Levels that are open to begin with. */
const openLevels = 2
const atOnce = 100

/** Text that is no JSON shows as it is. */
export function JsonTree({ text }: { text: string }) {
  const node = useMemo(() => jsonNodes(text), [text])
  if (node === undefined) return <pre>{text}</pre>
  return (
    <div className="json-tree" role="tree" aria-label="Body" tabIndex={0}>
      <Node name={undefined} node={node} level={1} />
    </div>
  )
}

function Node({ name, node, level }: { name: string | undefined; node: JsonNode; level: number }) {
  const nested = node.kind === 'object' || node.kind === 'array'
  const children = nested ? node.children : []
  const [open, setOpen] = useState(level <= openLevels && children.length <= atOnce)
  const [shown, setShown] = useState(atOnce)
  const label = name === undefined ? null : <span className="json-name">{name}</span>
  const indent = { paddingLeft: (level - 1) * 14 + (nested ? 0 : 16) }
  if (!nested)
    return (
      <div role="treeitem" aria-level={level} className="json-line" style={indent}>
        {label}
        {label !== null && ': '}
        <span className={node.kind === 'string' ? 'json-string' : 'json-number'}>{node.text}</span>
      </div>
    )
  return (
    <div role="treeitem" aria-level={level} aria-expanded={open}>
      <button type="button" className="json-line" style={indent} onClick={() => setOpen(!open)}>
        {open ? <ChevronDown size={12} /> : <ChevronRight size={12} />}
        <span>
          {label}
          {label !== null && ': '}
          {open ? (
            <span className="quiet">
              {node.kind === 'array' ? `[${children.length}]` : children.length === 0 ? '{}' : ''}
            </span>
          ) : (
            <span className="quiet">{summary(node)}</span>
          )}
        </span>
      </button>
      {open && (
        <div role="group">
          {children.slice(0, shown).map(({ name: inner, node: child }, index) => (
            <Node key={index} name={inner ?? String(index)} node={child} level={level + 1} />
          ))}
          {children.length > shown && (
            <button type="button" className="link json-more" onClick={() => setShown(shown + 10 * atOnce)}>
              {(children.length - shown).toLocaleString('en')} more
            </button>
          )}
        </div>
      )}
    </div>
  )
}
