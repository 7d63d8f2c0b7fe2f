// The addresses of a function's URL.

export type FunctionUrls = {
  /** With the function's name in the path, without a slash at the end. */
  path: string
  /** With the name in the host, as browsers take it; undefined where it cannot be one. */
  host: string | undefined
}

/** Both forms of a function's URL. `address`: `host:port` of the listener. */
export function functionUrls(address: string, name: string): FunctionUrls {
  const port = /:(\d+)$/.exec(address)?.[1] ?? ''
  // A label of a host name has at most 63 characters, in any case of letters, and no underscore that all clients take.
  const legal = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)
  return { path: `http://${address}/${name}`, host: legal ? `http://${name}.localhost:${port}` : undefined }
}
