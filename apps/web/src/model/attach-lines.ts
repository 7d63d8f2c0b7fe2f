// How a runtime of one's own is pointed at the playground, shell by shell.

export type AttachLine = { shell: string; text: string }

/** `address`: host and port with the function's name behind it, or without where a client takes no path. */
export function attachLines(address: string): AttachLine[] {
  return [
    { shell: 'bash, zsh', text: `AWS_LAMBDA_RUNTIME_API=${address} ./bootstrap` },
    { shell: 'fish', text: `env AWS_LAMBDA_RUNTIME_API=${address} ./bootstrap` },
    { shell: 'PowerShell', text: `$env:AWS_LAMBDA_RUNTIME_API = '${address}'; ./bootstrap` },
    { shell: 'Go', text: `AWS_LAMBDA_RUNTIME_API=${address} go run .` },
    { shell: 'Rust', text: `AWS_LAMBDA_RUNTIME_API=${address} cargo run` },
  ]
}
