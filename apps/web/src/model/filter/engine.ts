// What a filter needs to be read and to be held against rows; loaded with the first one.
export { HeadSearch } from './head-search.ts'
export { matches } from './match.ts'
export { parseFilter } from './parse.ts'
