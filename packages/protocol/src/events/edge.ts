// Events of CloudFront, for functions at the edge.
import { methods, sourceIp, userAgent } from './request.ts'
import { base64, choice, template, text } from './template.ts'

const cloudFrontHeaders = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [{ key: name, value }]]))

const cloudFront = {
  path: text('Path', '/index.html'),
  query: text('Query', ''),
  when: choice('When', ['viewer', 'origin'] as const, 'before or behind the cache'),
}

export const edgeTemplates = [
  template('cloudfront-request', {
    group: 'HTTP',
    title: 'CloudFront request (Lambda@Edge)',
    summary: 'CloudFront got a request, or is about to ask the origin.',
    triggers: ['cloudfront-request'],
    fields: { ...cloudFront, method: choice('Method', methods), body: text('Body', '', 'empty for none') },
    build: ({ path, query, when, method, body }, make) => ({
      Records: [
        {
          cf: {
            config: {
              distributionDomainName: 'shop.example.com',
              distributionId: `E${make.hex(13).toUpperCase()}`,
              eventType: `${when}-request`,
              requestId: make.hex(32),
            },
            request: {
              clientIp: sourceIp,
              method,
              uri: path,
              querystring: query,
              headers: cloudFrontHeaders({ Host: 'shop.example.com', 'User-Agent': userAgent }),
              ...(body === ''
                ? {}
                : {
                    body: {
                      action: 'read-only' as const,
                      data: base64(body),
                      encoding: 'base64' as const,
                      inputTruncated: false,
                    },
                  }),
            },
          },
        },
      ],
    }),
  }),
  template('cloudfront-response', {
    group: 'HTTP',
    title: 'CloudFront response (Lambda@Edge)',
    summary: 'CloudFront got the origin’s response, or is about to answer the viewer.',
    triggers: ['cloudfront-response'],
    fields: { ...cloudFront, status: text('Status', '200') },
    build: ({ path, query, when, status }, make) => ({
      Records: [
        {
          cf: {
            config: {
              distributionDomainName: 'shop.example.com',
              distributionId: `E${make.hex(13).toUpperCase()}`,
              eventType: `${when}-response`,
              requestId: make.hex(32),
            },
            request: {
              clientIp: sourceIp,
              method: 'GET',
              uri: path,
              querystring: query,
              headers: cloudFrontHeaders({ 'User-Agent': userAgent }),
            },
            response: {
              status,
              statusDescription: status === '200' ? 'OK' : '',
              headers: cloudFrontHeaders({ 'Content-Type': 'text/html', Server: 'example' }),
            },
          },
        },
      ],
    }),
  }),
]
