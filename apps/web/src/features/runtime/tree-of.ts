// Paths as a tree of folders and files.

export type TreeNode = { name: string; path: string; children?: TreeNode[] }

/** Folders come before files, each in the order of the alphabet. */
export function treeOf(paths: readonly string[]): TreeNode[] {
  const root: TreeNode[] = []
  for (const path of paths) {
    const parts = path.split('/')
    let level = root
    for (const [depth, name] of parts.entries()) {
      const here = parts.slice(0, depth + 1).join('/')
      if (depth === parts.length - 1) level.push({ name, path: here })
      else {
        let folder = level.find((node) => node.path === here && node.children !== undefined)
        if (folder === undefined) level.push((folder = { name, path: here, children: [] }))
        level = folder.children!
      }
    }
  }
  return sorted(root)
}

function sorted(nodes: TreeNode[]): TreeNode[] {
  for (const { children } of nodes) if (children !== undefined) sorted(children)
  return nodes.sort(
    (a, b) => Number(b.children !== undefined) - Number(a.children !== undefined) || a.name.localeCompare(b.name),
  )
}
