// What Vite gives to tests, whose types this package does not have.
interface ImportMeta {
  glob<T>(pattern: string, options: { eager: true }): Record<string, T>
}
