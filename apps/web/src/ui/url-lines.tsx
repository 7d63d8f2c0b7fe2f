// A function's URL in both its forms, to copy or to open.
import { functionUrls } from '../model/http-call/function-urls.ts'
import { usePage } from '../store.ts'
import { CopyLine } from './copy-line.tsx'
import './attach-lines.css'

export function UrlLines({ name }: { name: string }) {
  const address = usePage((page) => page.functionUrlAddress)
  if (address === undefined) return null
  const { path, host } = functionUrls(address, name)
  return (
    <div className="url-lines" role="group" aria-label="URL of the function">
      <CopyLine text={`${path}/`} />
      {host !== undefined && <CopyLine text={`${host}/`} />}
    </div>
  )
}
