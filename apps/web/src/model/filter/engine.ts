// What a filter needs to be read and to be held against rows; loaded with the first one.
import { HeadSearch } from './head-search.ts'
import { matches } from './match.ts'
import { parseFilter } from './parse.ts'

export const filterEngine = { parseFilter, matches, headSearch: HeadSearch.for }
