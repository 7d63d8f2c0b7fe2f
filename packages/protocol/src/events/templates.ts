// All templates, in the order of their groups.
import { authorizerTemplates } from './authorizers.ts'
import { deliveryTemplates } from './delivery.ts'
import { deviceTemplates } from './devices.ts'
import { edgeTemplates } from './edge.ts'
import { graphqlTemplates } from './graphql.ts'
import { httpTemplates } from './http.ts'
import { identityTemplates } from './identity.ts'
import { operationTemplates } from './operations.ts'
import { plainTemplates } from './plain.ts'
import { queueTemplates } from './queues.ts'
import { scheduleTemplates } from './schedules.ts'
import { storageTemplates } from './storage.ts'
import { streamTemplates } from './streams.ts'
import type { EventTemplate } from './template.ts'

export const eventTemplates: readonly EventTemplate[] = [
  ...plainTemplates,
  ...httpTemplates,
  ...authorizerTemplates,
  ...graphqlTemplates,
  ...edgeTemplates,
  ...queueTemplates,
  ...streamTemplates,
  ...storageTemplates,
  ...scheduleTemplates,
  ...operationTemplates,
  ...deliveryTemplates,
  ...identityTemplates,
  ...deviceTemplates,
]
