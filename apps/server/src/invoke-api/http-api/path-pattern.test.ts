import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closer, fitOf, globFit, isSpelledOut, type Fit } from './path-pattern.ts'

describe('a pattern of API Gateway', () => {
  it.each<[string, string, Record<string, string> | undefined]>([
    ['/', '/', {}],
    ['/items', '/items', {}],
    ['/items', '/Items', undefined],
    ['/items', '/items/', undefined],
    ['/items', '/', undefined],
    ['/items', '//items', undefined],
    ['/items/{id}', '/items/1', { id: '1' }],
    ['/items/{id}', '/items/a%20b', { id: 'a%20b' }],
    ['/items/{id}', '/items/a%2Fb', { id: 'a%2Fb' }],
    ['/items/{id}', '/items/', undefined],
    ['/items/{id}', '/items', undefined],
    ['/items/{id}', '/items/1/2', undefined],
    ['/{a}/x/{b}', '/1/x/2', { a: '1', b: '2' }],
    ['/{proxy+}', '/a', { proxy: 'a' }],
    ['/{proxy+}', '/a/b//c/', { proxy: 'a/b//c/' }],
    ['/{proxy+}', '/', undefined],
    ['/files/{path+}', '/files/a/b', { path: 'a/b' }],
    ['/files/{path+}', '/files', undefined],
    ['/files/{path+}', '/files/', undefined],
    ['/caf\u00e9', '/caf%C3%A9', {}],
    ['/100%', '/100%', {}],
    ['/{x}y', '/zy', undefined],
    ['$default', '/', {}],
    ['$default', '/any//thing', {}],
  ])('%s takes %s: %j', (pattern, path, parameters) => {
    expect(fitOf(pattern, path)?.parameters).toEqual(parameters)
  })

  it('fits the more closely the more of it is spelled out, from the left', () => {
    const patterns = ['$default', '/{proxy+}', '/{a}/{b}', '/{a}/x', '/x/{proxy+}', '/x/{b}', '/x/x']
    const fits = patterns.map((pattern) => fitOf(pattern, '/x/x')!)
    const sorted = fits.toReversed().toSorted(closer)
    expect(sorted.map((fit) => patterns[fits.indexOf(fit)])).toEqual([
      '/x/x',
      '/x/{b}',
      '/x/{proxy+}',
      '/{a}/x',
      '/{a}/{b}',
      '/{proxy+}',
      '$default',
    ])
    expect(fits.map(isSpelledOut)).toEqual([false, false, true, true, false, true, true])
  })

  it('has an order in which no two disagree', () => {
    const fit = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 }).map((rank): Fit => {
      return { rank, parameters: {} }
    })
    fc.assert(
      fc.property(fit, fit, (a, b) => {
        expect(Math.sign(closer(a, b)) + Math.sign(closer(b, a))).toBe(0)
      }),
    )
  })
})

describe('a pattern of a load balancer', () => {
  it.each([
    ['/img/*', '/img/', true],
    ['/img/*', '/img/a/b.png', true],
    ['/img/*', '/img', false],
    ['/img/*/pics', '/img/a/b/pics', true],
    ['/a?c', '/abc', true],
    ['/a?c', '/ac', false],
    ['/a?c', '/a/c', true],
    ['*', '/whatever', true],
    ['/*.php', '/a/b.php', true],
    ['/*.php', '/a/b.phpx', false],
    ['/a', '/A', false],
    ['/a.c', '/abc', false],
    ['/{id}', '/1', false],
  ])('%s takes %s: %s', (pattern, path, takes) => {
    expect(globFit(pattern, path) !== undefined).toBe(takes)
  })

  it('means what the same regular expression does', () => {
    const piece = fc.constantFrom('a', 'b', '/', '*', '?', '.')
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 })
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), letters, (pieces, text) => {
        const source = pieces.map((one) => (one === '*' ? '.*' : one === '?' ? '.' : one === '.' ? '\\.' : one))
        expect(globFit(pieces.join(''), text) !== undefined).toBe(new RegExp(`^${source.join('')}$`).test(text))
      }),
    )
  })

  it('is as quick with many stars', () => {
    expect(globFit('*a'.repeat(60) + 'b', 'a'.repeat(20_000))).toBeUndefined()
  })
})
