// Events of nobody's shape: whatever the function expects.
import { json, template } from './template.ts'

export const plainTemplates = [
  template('custom', {
    group: 'Plain',
    title: 'Your own',
    summary: 'Any JSON object: what an SDK or the CLI sends.',
    fields: { event: json('Event', { name: 'Ada' }) },
    build: ({ event }) => event,
  }),
]
