// What the form says about the ways in which a function is called: its URL, asynchronous invocations, streaming and aliases.
import { functionLimits, urlAuthTypes, urlInvokeModes } from '@playground/protocol'
import type { FieldGroup } from './advanced-fields.ts'

const { retryAttempts, eventAgeSeconds, corsMaxAgeSeconds } = functionLimits

export const callingGroups: readonly FieldGroup[] = [
  {
    title: 'Function URL',
    fields: [
      {
        name: 'url.authType',
        label: 'Who may call',
        kind: 'choice',
        choices: urlAuthTypes,
        byDefault: 'NONE',
        help: 'AWS_IAM refuses calls that are not signed. The signature is not verified here.',
      },
      {
        name: 'url.invokeMode',
        label: 'Responses',
        kind: 'choice',
        choices: urlInvokeModes,
        byDefault: 'BUFFERED',
        help: 'RESPONSE_STREAM sends each piece as it comes, and takes no statusCode from a whole result.',
      },
    ],
  },
  {
    title: 'Function URL: pages of other origins (CORS)',
    fields: [
      {
        name: 'url.cors.allowOrigins',
        label: 'Origins',
        kind: 'lines',
        byDefault: 'None',
        help: 'One a line, such as https://example.com, or * for all.',
      },
      {
        name: 'url.cors.allowMethods',
        label: 'Methods',
        kind: 'lines',
        byDefault: 'None',
        help: 'One a line, or * for all.',
      },
      {
        name: 'url.cors.allowHeaders',
        label: 'May send',
        kind: 'lines',
        byDefault: 'None',
        help: 'Headers of the request, one a line.',
      },
      {
        name: 'url.cors.exposeHeaders',
        label: 'May read',
        kind: 'lines',
        byDefault: 'None',
        help: 'Headers of the response, one a line.',
      },
      {
        name: 'url.cors.allowCredentials',
        label: 'Cookies',
        kind: 'flag',
        byDefault: false,
        help: 'Pages may send cookies, and read the answer all the same.',
      },
      {
        name: 'url.cors.maxAge',
        label: 'Kept for',
        kind: 'number',
        unit: 'seconds',
        byDefault: '0',
        help: `How long a browser asks no more. ${corsMaxAgeSeconds.min} to ${corsMaxAgeSeconds.max.toLocaleString('en')}.`,
      },
    ],
  },
  {
    title: 'Asynchronous invocations',
    fields: [
      {
        name: 'async.maximumRetryAttempts',
        label: 'Retries',
        kind: 'number',
        unit: 'attempts',
        byDefault: String(retryAttempts.default),
        help: `After the first, where the function fails. ${retryAttempts.min} to ${retryAttempts.max}.`,
      },
      {
        name: 'async.maximumEventAge',
        label: 'Oldest event',
        kind: 'number',
        unit: 'seconds',
        byDefault: String(eventAgeSeconds.default),
        help: `Events that wait longer are given up. ${eventAgeSeconds.min} to ${eventAgeSeconds.max.toLocaleString('en')}.`,
      },
      {
        name: 'async.onSuccess',
        label: 'On success',
        kind: 'destination',
        byDefault: 'Nowhere',
        help: 'Where a record of it goes: function:NAME, or file:PATH, to which a line is added.',
      },
      {
        name: 'async.onFailure',
        label: 'On failure',
        kind: 'destination',
        byDefault: 'Nowhere',
        help: 'The same, once the last attempt has failed or the event is too old.',
      },
      {
        name: 'async.shortWaits',
        label: 'Short waits',
        kind: 'flag',
        byDefault: false,
        help: 'Lambda waits 1 minute before the second attempt, and 2 before the third. With this it is a sixtieth: 1 and 2 seconds.',
      },
    ],
  },
  {
    title: 'Streams and versions',
    fields: [
      {
        name: 'streamLimit',
        label: 'Bandwidth',
        kind: 'flag',
        byDefault: true,
        help: 'Streamed responses are no faster than Lambda’s: 6 MB at once, then 2 MB a second.',
      },
      {
        name: 'aliases',
        label: 'Aliases',
        kind: 'lines',
        byDefault: 'None',
        help: 'One a line: its name, a colon, and the number of a published version or $LATEST, such as live: 3.',
      },
    ],
  },
]
