// The JSON Schema of a kind of event (draft 7), as editors use it. All of them come with the first that is asked for.
import type { EventId } from './types.ts'

export async function schemaOf(id: EventId): Promise<object> {
  const { default: schemas } = await import('./schemas.json', { with: { type: 'json' } })
  return schemas[id]
}
