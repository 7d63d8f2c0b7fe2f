// The folds of entries into what happened, for page, terminal and exports.
export { applyToState, emptyState, stateSchema, type State } from './state.ts'
