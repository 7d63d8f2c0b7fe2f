// Events that Lambda gets from AWS's services, made from a few fields: for the page, and for the command line.
export { buildEvent, type FieldProblem } from './build.ts'
export { kindOf } from './kind-of.ts'
export { schemaOf } from './schema-of.ts'
export { account, region } from './template.ts'
export type { EventGroup, EventTemplate, Field } from './template.ts'
export { eventTemplates } from './templates.ts'
export type { EventId } from './types.ts'
