// Settings that a project gives, checked as those of function.json are: what is not legal is left out and told.
import { checkSettings, type FunctionSettings, type ProjectNote } from '@playground/protocol'
import type { Place } from './tree.ts'

/** `called`: the project's word for it, as `Timeout`. */
export type Given = { value: unknown; place: Place; called: string }
export type SettingName = Exclude<keyof FunctionSettings, '$schema' | 'name' | 'variables' | 'routes'>

type Settings = {
  single: Map<SettingName, Given>
  variables: Map<string, Given>
  routes: Given[]
}

export function legalSettings(given: Settings): { settings: FunctionSettings; problems: ProjectNote[] } {
  const single = new Map(given.single)
  const variables = new Map(given.variables)
  let routes = [...given.routes]
  const problems: ProjectNote[] = []

  for (;;) {
    const candidate = {
      ...Object.fromEntries([...single].map(([name, { value }]) => [name, value])),
      ...(variables.size === 0 ? {} : { variables: valuesOf(variables) }),
      ...(routes.length === 0 ? {} : { routes: routes.map(({ value }) => value) }),
    }
    const checked = checkSettings(JSON.stringify(candidate))
    if (checked.problems.length === 0) return { settings: checked.settings, problems }
    const wrongRoutes = new Set<Given>()
    for (const { path, message } of checked.problems) {
      const [first, second, ...rest] = path as [string, string?, ...string[]]
      const tell = ({ place, called }: Given, below: string[]) =>
        problems.push({ ...place, message: `${[called, ...below].join('.')} ${message}.` })
      if (first === 'routes') {
        const wrong = second === undefined ? routes : [routes[Number(second)]!]
        tell(wrong[0]!, rest)
        for (const route of wrong) wrongRoutes.add(route)
      } else if (first === 'variables') {
        tell(variables.get(second ?? '') ?? { ...[...variables.values()][0]!, called: 'The variables' }, [])
        if (second === undefined) variables.clear()
        else variables.delete(second)
      } else if (single.has(first as SettingName)) {
        tell(single.get(first as SettingName)!, second === undefined ? [] : [second, ...rest])
        single.delete(first as SettingName)
      }
    }
    routes = routes.filter((route) => !wrongRoutes.has(route))
  }
}

function valuesOf(given: Map<string, Given>): Record<string, unknown> {
  return Object.fromEntries([...given].map(([name, { value }]) => [name, value]))
}
