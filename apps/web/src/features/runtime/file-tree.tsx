// The files of a function, folders before files, each folder to be folded.
import { ChevronDown, ChevronRight, FileText } from 'lucide-react'
import { useState } from 'react'
import { treeOf, type TreeNode } from './tree-of.ts'

type Props = {
  paths: readonly string[]
  current: string | undefined
  unsaved: readonly string[]
  onOpen: (path: string) => void
}

export function FileTree(props: Props) {
  return (
    <div className="file-tree" role="tree" aria-label="Files">
      {treeOf(props.paths).map((node) => (
        <Node key={node.path} node={node} level={1} {...props} />
      ))}
    </div>
  )
}

function Node({ node, level, ...props }: Props & { node: TreeNode; level: number }) {
  const [open, setOpen] = useState(level < 2)
  const { current, unsaved, onOpen } = props
  const indent = { paddingLeft: 8 + (level - 1) * 14 }
  if (node.children === undefined)
    return (
      <button
        type="button"
        role="treeitem"
        aria-level={level}
        aria-selected={node.path === current}
        style={indent}
        onClick={() => onOpen(node.path)}
      >
        <FileText size={12} />
        <span>{node.name}</span>
        {unsaved.includes(node.path) && <i className="unsaved" title="Not saved" />}
      </button>
    )
  return (
    <div role="treeitem" aria-level={level} aria-expanded={open} aria-selected={false}>
      <button type="button" tabIndex={0} style={indent} onClick={() => setOpen(!open)}>
        {open ? <ChevronDown size={12} /> : <ChevronRight size={12} />}
        <span>{node.name}</span>
      </button>
      {open && (
        <div role="group">
          {node.children.map((child) => (
            <Node key={child.path} node={child} level={level + 1} {...props} />
          ))}
        </div>
      )}
    </div>
  )
}
