// Telemetry as Lambda tells it: the fold of an environment's entries, the forms of each schema version, the log in JSON.
export * from './events.ts'
export * from './fold.ts'
export * from './log-lines.ts'
export * from './render.ts'
