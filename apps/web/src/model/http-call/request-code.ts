// An HTTP request as something to run elsewhere: in a shell, or in JavaScript.
import type { HttpRequest } from '@playground/protocol'

/** `url`: the function's, without a slash at its end. */
export function asCurl({ method, target, heads, body, base64 }: HttpRequest, url: string): string {
  const parts = ['curl -i']
  if (method === 'HEAD') parts.push('--head')
  else if (method !== (body === '' ? 'GET' : 'POST')) parts.push(`-X ${method}`)
  for (const [name, value] of heads) parts.push(`-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`)
  if (body !== '') {
    // Curl would call it a form.
    if (!has(heads, 'content-type')) parts.push("-H 'content-type:'")
    parts.push(base64 === true ? '--data-binary @-' : `--data-raw ${quote(body)}`)
  }
  // Without it curl takes brackets and braces for patterns.
  if (/[[\]{}]/.test(target)) parts.push('--globoff')
  parts.push('--path-as-is', quote(`${url}${target}`))
  const line = parts.join(' ')
  return body !== '' && base64 === true ? `printf %s ${quote(body)} | base64 -d | ${line}` : line
}

export function asFetch({ method, target, heads, body, base64 }: HttpRequest, url: string): string {
  const bytes = `Uint8Array.from(atob(${JSON.stringify(body)}), (letter) => letter.charCodeAt(0))`
  const options = [
    `  method: ${JSON.stringify(method)},`,
    ...(heads.length === 0
      ? []
      : [
          '  headers: [',
          ...heads.map((head) => `    [${head.map((part) => JSON.stringify(part)).join(', ')}],`),
          '  ],',
        ]),
    ...(body === '' ? [] : [`  body: ${base64 === true ? bytes : JSON.stringify(body)},`]),
  ]
  return `const response = await fetch(${JSON.stringify(`${url}${target}`)}, {
${options.join('\n')}
})
console.log(response.status, await response.text())
`
}

function has(heads: HttpRequest['heads'], name: string): boolean {
  return heads.some(([one]) => one.toLowerCase() === name)
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
