// Where a function is called by HTTP: its URL in both its forms, and its routes, to copy.
import { functionUrls } from '../model/http-call/function-urls.ts'
import { routeUrls } from '../model/http-call/route-urls.ts'
import { usePage } from '../store.ts'
import { CopyLine } from './copy-line.tsx'
import './attach-lines.css'

export function UrlLines({ name }: { name: string }) {
  const address = usePage((page) => page.functionUrlAddress)
  const api = usePage((page) => page.apiAddress)
  const routes = usePage((page) => page.session.state.functions[name]?.calling.routes)
  if (address === undefined) return null
  const { path, host } = functionUrls(address, name)
  return (
    <>
      <div className="url-lines" role="group" aria-label="URL of the function">
        <CopyLine text={`${path}/`} />
        {host !== undefined && <CopyLine text={`${host}/`} />}
      </div>
      {api !== undefined && routes !== undefined && routes.length > 0 && (
        <div className="url-lines" role="group" aria-label="Routes of the function">
          {routeUrls(api, routes).map(({ method, url }) => (
            <CopyLine key={`${method} ${url}`} before={method} text={url} />
          ))}
        </div>
      )}
    </>
  )
}
