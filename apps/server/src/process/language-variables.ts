// Where each language looks for code: the function's and its layers', by variables that Lambda sets, and some that stand for its images.
import { identifierOf, type FunctionDefinition } from '@playground/protocol'
import type { Places } from './places.ts'

/** Of a managed runtime; one that the function brings along gets the layers of languages that it may be written in. */
export function languageVariables(definition: FunctionDefinition, places: Places): Record<string, string> {
  const { runtime } = definition
  if (runtime === 'provided' || runtime === 'attached') return { ...nodejs(places), ...python(places) }
  return { AWS_EXECUTION_ENV: `AWS_Lambda_${identifierOf(definition)}`, ...ofLanguage(definition, runtime, places) }
}

function ofLanguage(
  { managed }: FunctionDefinition,
  runtime: Exclude<FunctionDefinition['runtime'], 'provided' | 'attached'>,
  places: Places,
): Record<string, string> {
  const [, major = '', minor = ''] = /(\d+)\.(\d+)/.exec(managed?.toolchain ?? '') ?? []
  switch (runtime) {
    case 'nodejs':
      return nodejs(places, `node${major}/`, `${places.runtimes}/node_modules`)
    case 'python':
      return python(places, `lib/python${major}.${minor}/site-packages`)
    case 'ruby':
      return {
        RUBYLIB: listOf(places.task, ...inLayers(places, 'ruby/lib')),
        GEM_PATH: listOf(
          `${places.task}/vendor/bundle/ruby/${major}.${minor}.0`,
          ...inLayers(places, `ruby/gems/${major}.${minor}.0`),
        ),
      }
    case 'java':
      return { CLASSPATH: classPath(places) }
    case 'dotnet':
      return {}
  }
}

function nodejs(places: Places, version?: string, own?: string): Record<string, string> {
  const modules = places.opt.flatMap((layer) =>
    [...(version === undefined ? [] : [version]), ''].map((below) => `${layer}/nodejs/${below}node_modules`),
  )
  return ifAny('NODE_PATH', ...modules, ...(own === undefined ? [] : [own]))
}

function python(places: Places, site?: string): Record<string, string> {
  const packages = places.opt.flatMap((layer) => [
    ...(site === undefined ? [] : [`${layer}/python/${site}`]),
    `${layer}/python`,
  ])
  return ifAny('PYTHONPATH', ...packages)
}

/** Classes and jars as they are deployed, `lib` as in a deployment package, and what Maven makes in a folder `target`. */
function classPath({ task, ...places }: Places): string {
  const own = [task, `${task}/classes`, `${task}/lib/*`, `${task}/dependency/*`, `${task}/*`]
  return listOf(...own, ...inLayers(places, 'java/lib/*'))
}

function inLayers({ opt }: Pick<Places, 'opt'>, below: string): string[] {
  return opt.map((layer) => `${layer}/${below}`)
}

function ifAny(name: string, ...paths: string[]): Record<string, string> {
  return paths.length === 0 ? {} : { [name]: listOf(...paths) }
}

/** Paths as a variable has them. */
export function listOf(...paths: string[]): string {
  return paths.filter((path) => path !== '').join(':')
}
