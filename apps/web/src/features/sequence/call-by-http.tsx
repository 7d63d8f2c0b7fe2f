// Where the function can be called by HTTP, while nothing has called it yet: at its routes where it has some, else at its URL.
import type { FunctionDefinition } from '@playground/protocol'
import { Fragment } from 'react'
import { functionUrls } from '../../model/http-call/function-urls.ts'
import { routeUrls } from '../../model/http-call/route-urls.ts'
import { usePage } from '../../store.ts'

/** More are in the dialog of addresses. */
const shown = 3

export function CallByHttp({ definition: { name, calling } }: { definition: FunctionDefinition }) {
  const urls = usePage((page) => page.functionUrlAddress)
  const api = usePage((page) => page.apiAddress)
  const routes = api === undefined ? [] : routeUrls(api, calling.routes)
  if (routes.length > 0)
    return (
      <p className="quiet of-url">
        Or call {routes.length === 1 ? 'its route' : 'one of its routes'}:{' '}
        {routes.slice(0, shown).map(({ method, url }) => (
          <Fragment key={`${method} ${url}`}>
            <br />
            <code>
              {method} {url}
            </code>
          </Fragment>
        ))}
        {routes.length > shown && ` and ${routes.length - shown} more`}
      </p>
    )
  if (urls === undefined) return null
  const url = `${functionUrls(urls, name).path}/`
  return (
    <p className="quiet of-url">
      Or call its URL, with a browser or any client of HTTP:{' '}
      <a className="link mono" href={url} target="_blank" rel="noopener noreferrer">
        {url}
      </a>
    </p>
  )
}
