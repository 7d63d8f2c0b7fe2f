// The folds of entries into what happened; the second door to this package.
export * from './find-row.ts'
export * from './function-model.ts'
export * from './invocation.ts'
export * from './log-line.ts'
export * from './rows.ts'
export * from './session.ts'
export * from './state.ts'
