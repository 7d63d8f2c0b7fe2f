import { describe, expect, it } from 'vitest'
import { newRoute, routeRows, routesText } from './route-rows.ts'
import { isClean, problemsOf, rebased, textWith, valuesOf, type FormValues } from './settings-text.ts'

const text = `{
    "$schema": "https://example.org/function.json",
    "timeout":   3,
    "name": "shop",
    "own": [1, 2],
    "variables": { "AA": "1",
      "BB": "2" }
}
`

function changed(from: string, change: (values: FormValues) => Partial<FormValues>): string {
  const values = valuesOf(from)!
  return textWith(from, { ...values, ...change(values) })
}
const row = (name: string, value: string, was?: string) => ({ id: name.length + 100, was, name, value })

describe('the form of a text', () => {
  it('holds what the file says, and nothing where it is silent', () => {
    expect(valuesOf(text)).toMatchObject({ name: 'shop', timeout: '3', memory: '', description: '' })
    expect(valuesOf(text)?.variables).toMatchObject([
      { was: 'AA', name: 'AA', value: '1' },
      { was: 'BB', name: 'BB', value: '2' },
    ])
  })
  it('is empty for a file that is not there, and none for what is no JSON object', () => {
    expect(valuesOf('')).toMatchObject({ name: '', variables: [] })
    expect([valuesOf('{'), valuesOf('[]'), valuesOf('null')]).toEqual([undefined, undefined, undefined])
  })
  it('shows what is of the wrong type as it is written', () => {
    expect(valuesOf('{"timeout": "5", "description": 7, "variables": ["x"]}')).toMatchObject({
      timeout: '"5"',
      description: '7',
      variables: [],
    })
  })
})

describe('settings that are no plain text', () => {
  const said = '{ "freeze": false, "layers": ["a", "b"], "logFormat": "JSON", "maxConcurrency": 4 }'

  it('are shown as they are typed, and written as what they are', () => {
    expect(valuesOf(said)).toMatchObject({
      freeze: 'false',
      layers: 'a\nb',
      logFormat: 'JSON',
      maxConcurrency: '4',
      debug: '',
    })
    const text = changed('{}', () => ({ debug: 'true', layers: '../common\n\n', provisioned: '2' }))
    expect(JSON.parse(text)).toEqual({ debug: true, layers: ['../common'], provisioned: 2 })
  })
  it('are gone where they are as by default', () => {
    expect(JSON.parse(changed(said, () => ({ freeze: '', layers: '' })))).toEqual({
      logFormat: 'JSON',
      maxConcurrency: 4,
    })
  })
  it('are judged as the server judges them, also where they do not go together', () => {
    const values = valuesOf('{}')!
    expect(problemsOf('{}', { ...values, provisioned: '1', snapStart: 'true' }, []).fields.snapStart).toMatch(
      /^Cannot be used with provisioned/,
    )
    expect(problemsOf('{}', { ...values, layers: 'a\nb\nc\nd\ne\nf' }, []).fields.layers).toBe(
      'Must be at most 5 folders.',
    )
    expect(problemsOf('{"freeze": "no"}', valuesOf('{"freeze": "no"}')!, []).fields.freeze).toBe(
      'Must be true or false.',
    )
  })
})

describe('the text of a form', () => {
  it('is the same to the letter where nothing was changed', () => {
    expect(changed(text, () => ({}))).toBe(text)
  })
  it('differs in the value that was changed alone', () => {
    expect(changed(text, () => ({ timeout: '30' }))).toBe(text.replace('3,', '30,'))
    expect(changed(text, () => ({ name: 'a "b"' }))).toBe(text.replace('"shop"', '"a \\"b\\""'))
  })
  it('gains a setting with the indent and the line ends of the file', () => {
    expect(changed(text, () => ({ memory: '256' }))).toBe(text.replace('"2" }', '"2" },\n    "memory": 256'))
    expect(changed('{ "timeout": 3 }', () => ({ memory: '256', variables: [row('AA', '')] }))).toBe(
      '{ "timeout": 3, "memory": 256, "variables": {"AA":""} }',
    )
    expect(changed('{\r\n\t"timeout": 3\r\n}\r\n', () => ({ memory: '256' }))).toBe(
      '{\r\n\t"timeout": 3,\r\n\t"memory": 256\r\n}\r\n',
    )
  })
  it('loses a setting that was emptied', () => {
    expect(JSON.parse(changed(text, () => ({ timeout: '', variables: [] })))).toEqual({
      $schema: 'https://example.org/function.json',
      name: 'shop',
      own: [1, 2],
    })
  })
  it('keeps its form when the first, one between or the last is emptied', () => {
    const three = '{\n  "name": "x",\n  "timeout": 3,\n  "memory": 256\n}'
    expect(changed(three, () => ({ name: '' }))).toBe('{\n  "timeout": 3,\n  "memory": 256\n}')
    expect(changed(three, () => ({ timeout: '' }))).toBe('{\n  "name": "x",\n  "memory": 256\n}')
    expect(changed(three, () => ({ memory: '' }))).toBe('{\n  "name": "x",\n  "timeout": 3\n}')
    expect(changed('{\n  "name": "x"\n}', () => ({ name: '' }))).toBe('{}')
  })
  it('begins a file that is not there', () => {
    expect(changed('', () => ({ timeout: '10', variables: [row('STAGE', 'dev')] }))).toBe(
      '{\n  "timeout": 10,\n  "variables": {\n    "STAGE": "dev"\n  }\n}\n',
    )
    expect(changed('', () => ({}))).toBe('')
  })
  it('holds a number only where one is written', () => {
    const timeout = (typed: string) => JSON.parse(changed('{}', () => ({ timeout: typed }))) as { timeout: unknown }
    expect(['5', '1.5', '-1', '5s', '05', '1.', 'Infinity'].map((typed) => timeout(typed).timeout)).toEqual([
      5,
      1.5,
      -1,
      '5s',
      '05',
      '1.',
      'Infinity',
    ])
  })
  it('keeps variables where they stand when they get another name or value, even each other’s', () => {
    const swapped = changed(text, () => ({ variables: [row('BB', '1', 'AA'), row('AA', 'two', 'BB')] }))
    expect(swapped).toContain('{ "BB": "1",\n      "AA": "two" }')
  })
  it('loses and gains variables, and takes no row that nothing was typed into', () => {
    const next = changed(text, () => ({ variables: [row('BB', '2', 'BB'), row('CC', ''), row('', '')] }))
    expect((JSON.parse(next) as { variables: unknown }).variables).toEqual({ BB: '2', CC: '' })
  })
})

describe('settings within settings', () => {
  const said = `{
  "url": { "authType": "AWS_IAM", "own": [1, { "a": 2 }], "cors": { "allowOrigins": ["*"], "maxAge": 60 } },
  "async": { "maximumRetryAttempts": 1 },
  "aliases": { "live": "3", "next": "$LATEST" },
  "streamLimit": false
}
`

  it('are shown by their path, lists and aliases a line each', () => {
    expect(valuesOf(said)).toMatchObject({
      'url.authType': 'AWS_IAM',
      'url.invokeMode': '',
      'url.cors.allowOrigins': '*',
      'url.cors.maxAge': '60',
      'async.maximumRetryAttempts': '1',
      aliases: 'live: 3\nnext: $LATEST',
      streamLimit: 'false',
    })
  })
  it('are written where they belong, beside what the form does not know', () => {
    expect(changed(said, () => ({ 'url.invokeMode': 'RESPONSE_STREAM', 'async.onFailure': 'function:dead' }))).toBe(
      said
        .replace('"maxAge": 60 } }', '"maxAge": 60 }, "invokeMode": "RESPONSE_STREAM" }')
        .replace('"maximumRetryAttempts": 1', '"maximumRetryAttempts": 1, "onFailure": "function:dead"'),
    )
    expect(changed('{}', () => ({ 'url.cors.allowMethods': 'GET\nPUT', aliases: 'live: 2' }))).toBe(
      '{\n  "url": {\n    "cors": {\n      "allowMethods": [\n        "GET",\n        "PUT"\n      ]\n    }\n  },\n  "aliases": {\n    "live": "2"\n  }\n}',
    )
  })
  it('leave no empty object behind, and no other member of theirs', () => {
    const next = changed(said, () => ({
      'url.cors.allowOrigins': '',
      'url.cors.maxAge': '',
      'async.maximumRetryAttempts': '',
      aliases: '',
    }))
    expect(JSON.parse(next)).toEqual({ url: { authType: 'AWS_IAM', own: [1, { a: 2 }] }, streamLimit: false })
  })
  it('take the place of what is no object, and only when they are set', () => {
    const wrong = '{ "async": 7 }'
    expect(changed(wrong, () => ({ memory: '256' }))).toBe('{ "async": 7, "memory": 256 }')
    expect(JSON.parse(changed(wrong, () => ({ 'async.shortWaits': 'true' })))).toEqual({ async: { shortWaits: true } })
  })
  it('of aliases that are no texts stay as they are until they are changed', () => {
    const odd = '{ "aliases": { "live": 3 } }'
    expect(valuesOf(odd)?.aliases).toBe('{"live":3}')
    expect(changed(odd, () => ({ memory: '256' }))).toBe('{ "aliases": { "live": 3 }, "memory": 256 }')
    expect(JSON.parse(changed(odd, () => ({ aliases: '{"live":"3"}' })))).toEqual({ aliases: { live: '3' } })
  })
  it('say what is wrong at their field', () => {
    const change = {
      'url.authType': 'ANYBODY',
      'url.cors.maxAge': '90000',
      'async.onFailure': 'queue',
      'async.maximumEventAge': '5',
      aliases: 'live: three\nlate',
    }
    const found = problemsOf(said, { ...valuesOf(said)!, ...change }, [])
    expect(found.fields).toEqual({
      'url.authType': 'Must be one of NONE, AWS_IAM.',
      'url.cors.maxAge': 'Must be at most 86400 seconds.',
      'async.onFailure': 'Must be function:NAME or file:PATH.',
      'async.maximumEventAge': 'Must be at least 60 seconds.',
      aliases: 'live: must be $LATEST or the number of a published version, as a string.',
    })
    expect(found.others).toEqual([{ line: 2, text: '"url.own" is not a setting of a function URL.' }])
  })
})

describe('problems', () => {
  const problems = (from: string, change: Partial<FormValues>, taken: string[] = []) =>
    problemsOf(from, { ...valuesOf(from)!, ...change }, taken)

  it('stand at their field, in the words of the server', () => {
    const found = problems(text, { timeout: '901', memory: 'much', name: 'a b' })
    expect(found.fields).toEqual({
      timeout: 'Must be at most 900 seconds.',
      memory: 'Must be a number of MB.',
      name: 'Must be 1 to 64 letters, digits, hyphens or underscores.',
    })
    expect(isClean(found)).toBe(false)
  })
  it('stand at their variable', () => {
    const found = problems(text, { variables: [row('AA', '1', 'AA'), row('B', '2', 'BB'), { ...row('', 'x'), id: 7 }] })
    expect([...found.rows]).toEqual([
      [101, 'Is not a legal variable name.'],
      [7, 'Is not a legal variable name.'],
    ])
  })
  it('name a variable that is there twice', () => {
    const found = problems(text, { variables: [row('AA', '1', 'AA'), { ...row('AA', '2'), id: 7 }] })
    expect([...found.rows]).toEqual([[7, 'Is there already.']])
  })
  it('name variables that are too many, and a name that another function has', () => {
    expect(problems('{}', { variables: [row('BIG', 'x'.repeat(5000))] }).variables).toBe(
      'They take 5003 bytes, and may take 4096.',
    )
    expect(problems(text, {}, ['shop']).fields.name).toMatch(/another function/)
  })
  it('of what the form does not show are apart, and do not keep it from being saved', () => {
    const found = problems(text, {})
    expect(found.others).toEqual([{ line: 5, text: '"own" is not a setting.' }])
    expect(isClean(found)).toBe(true)
  })
})

it('a form over another text keeps what it shows, and what that text has beside it', () => {
  const values = { ...valuesOf(text)!, timeout: '9' }
  const theirs = text.replace('"AA"', '"ZZ"').replace('[1, 2]', '[3]')
  const next = JSON.parse(textWith(theirs, rebased(values, theirs))) as unknown
  expect(next).toMatchObject({ timeout: 9, own: [3], variables: { AA: '1', BB: '2' } })
})

describe('routes', () => {
  const text = '{\n  "routes": [{ "path": "/items/{id}", "method": "GET", "api": "shop" }]\n}\n'

  it('are a table whose rows keep what they do not show', () => {
    const values = valuesOf(text)!
    const rows = routeRows(values.routes)!
    expect(rows).toEqual([{ method: 'GET', path: '/items/{id}', payload: '2.0', rest: { api: 'shop' } }])
    expect(textWith(text, values)).toBe(text)
    const routes = routesText([
      { ...rows[0]!, method: 'ANY', payload: 'alb' },
      { ...newRoute, path: '/new' },
    ])
    expect(JSON.parse(textWith(text, { ...values, routes }))).toEqual({
      routes: [{ path: '/items/{id}', payload: 'alb', api: 'shop' }, { path: '/new' }],
    })
    expect(JSON.parse(textWith(text, { ...values, routes: routesText([]) }))).toEqual({})
  })

  it('say which of them is wrong', () => {
    const values = valuesOf(text)!
    const wrong = (routes: string) => problemsOf(text, { ...values, routes }, []).fields.routes
    expect(wrong(routesText([{ ...newRoute, path: '/' }, newRoute]))).toBe(
      'Route 2: its path must begin with a slash, as /items/{id}, or be $default.',
    )
    expect(wrong('"all"')).toBe('They must be a list of routes.')
    expect(wrong('')).toBe(undefined)
    expect(routeRows('"all"')).toBe(undefined)
    expect(routeRows('[')).toBe(undefined)
  })
})

it('takes a runtime, a build and its output as text', () => {
  const values = { ...valuesOf('')!, runtime: 'python3.13', build: 'make', output: 'out' }
  expect(JSON.parse(textWith('', values))).toEqual({ runtime: 'python3.13', build: 'make', output: 'out' })
  expect(problemsOf('', { ...values, runtime: 'cobol' }, []).fields.runtime).toMatch(/^Must be one of provided/)
})
