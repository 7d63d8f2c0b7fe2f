// Events of EventBridge: of your own applications, and of the clock.
import { account, arn, json, region, template, text } from './template.ts'

export const scheduleTemplates = [
  template('eventbridge', {
    group: 'EventBridge and schedules',
    title: 'EventBridge',
    summary: 'An event on a bus matched a rule.',
    triggers: ['eventbridge'],
    fields: {
      source: text('Source', 'com.example.shop'),
      type: text('Detail type', 'Order Placed'),
      detail: json('Detail', { order: 42 }),
    },
    build: ({ source, type, detail }, make) => ({
      version: '0',
      id: make.id(),
      'detail-type': type,
      source,
      account,
      time: make.iso(),
      region,
      resources: [],
      detail,
    }),
  }),
  template('scheduled', {
    group: 'EventBridge and schedules',
    title: 'Scheduled event',
    summary: 'A rule with a rate or a cron expression came due.',
    triggers: ['cloudwatch-events'],
    fields: { rule: text('Rule', 'every-morning') },
    build: ({ rule }, make) => ({
      version: '0',
      id: make.id(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account,
      time: make.iso().replace(/\.\d+Z$/, 'Z'),
      region,
      resources: [arn('events', `rule/${rule}`)],
      detail: {},
    }),
  }),
]
