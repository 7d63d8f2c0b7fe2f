// Variables that a runtime is started with, and how a shell takes them.

export type Variable = [name: string, value: string]

/** What programs that are built on AWS's client for Rust read when they start. */
export function rustNeeds(name: string): Variable[] {
  return [
    ['AWS_LAMBDA_FUNCTION_NAME', name],
    ['AWS_LAMBDA_FUNCTION_VERSION', '$LATEST'],
    ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE', '128'],
  ]
}

/** For a shell of Unix. */
export function assignment([name, value]: Variable): string {
  return `${name}=${value.includes('$') ? `'${value}'` : value}`
}
