// Finds the function that `_HANDLER` names: `path/to/file.export`, with as many dots after the file as the export has.
import { stat } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Tried in this order (Developer Guide, nodejs-handler): a file without an extension first, as it is named. */
const extensions = ['', '.js', '.mjs', '.cjs']

/** Throws errors whose names say what is wrong: `Runtime.MalformedHandlerName`, `Runtime.ImportModuleError`... */
export async function loadHandler(root, name = '') {
  const slash = name.lastIndexOf('/')
  const [file, ...path] = name.slice(slash + 1).split('.')
  if (!file || path.length === 0 || path.some((part) => part === '')) {
    throw named('Runtime.MalformedHandlerName', `The handler "${name}" is not of the form file.export`)
  }
  if (name.split('/').includes('..'))
    throw named('Runtime.MalformedHandlerName', `The handler "${name}" leaves the function's folder`)
  const module = await importModule(root, name.slice(0, slash + 1) + file)
  const handler = findExport(module, path) ?? findExport(module.default, path)
  if (handler === undefined) throw named('Runtime.HandlerNotFound', `${name} is undefined or not exported`)
  if (typeof handler !== 'function') throw named('Runtime.HandlerNotFound', `${name} is not a function`)
  return handler
}

async function importModule(root, stem) {
  const full = resolve(root, stem)
  if (!full.startsWith(resolve(root) + sep))
    throw named('Runtime.MalformedHandlerName', `${stem} leaves the function's folder`)
  for (const extension of extensions) {
    const file = full + extension
    if (!(await isFile(file))) continue
    try {
      return await import(pathToFileURL(file).href)
    } catch (error) {
      if (error instanceof SyntaxError)
        throw named('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`, error)
      if (error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'MODULE_NOT_FOUND')
        throw named('Runtime.ImportModuleError', `Error: ${error.message}`, error)
      throw error
    }
  }
  throw named('Runtime.ImportModuleError', `Error: Cannot find module '${stem}'`)
}

function findExport(module, path) {
  return path.reduce((value, part) => value?.[part], module)
}

async function isFile(path) {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

/** An error of the runtime's own, with the stack of what caused it. */
function named(name, message, cause) {
  const error = new Error(message)
  error.name = name
  if (cause?.stack !== undefined) error.stack = cause.stack
  return error
}
