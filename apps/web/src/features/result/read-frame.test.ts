import { expect, it } from 'vitest'
import { readFrame } from './read-frame.ts'

it.each([
  ['    at charge (file:///home/ada/shop/index.mjs:1:32)', 'at charge (index.mjs:1:32)', true],
  ['at handler (/home/ada/shop/lib/order.js:2:1)', 'at handler (lib/order.js:2:1)', true],
  ['at file:///opt/playground/bootstrap.mjs:46:26', 'at bootstrap.mjs:46:26', false],
  ['at lookAlike (/home/ada/shop-two/index.mjs:1:1)', 'at lookAlike (index.mjs:1:1)', false],
  ['  File "/home/ada/shop/app.py", line 3, in handler', 'File "app.py", line 3, in handler', true],
  ['at new Promise (<anonymous>)', 'at new Promise (<anonymous>)', false],
  ['main.main()', 'main.main()', false],
])('%s', (line, text, own) => {
  expect(readFrame(line, '/home/ada/shop')).toMatchObject({ text, own })
})

it('knows no own files of a function without a folder', () => {
  expect(readFrame('at handler (/srv/app/index.mjs:1:1)', undefined)).toEqual({
    text: 'at handler (index.mjs:1:1)',
    own: false,
  })
})

it.each([
  ['    at charge (file:///home/ada/shop/lib/pay.mjs:12:32)', 'lib/pay.mjs', 12],
  ['  File "/home/ada/shop/app.py", line 3, in handler', 'app.py', 3],
])('knows where to open %s', (line, path, number) => {
  expect(readFrame(line, '/home/ada/shop')).toMatchObject({ path, line: number })
})
