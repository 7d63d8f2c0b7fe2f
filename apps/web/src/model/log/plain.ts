// What can be read in a printed line: without escapes, with its tabs set.
import { messageOf } from '@playground/protocol/model'

/** Escapes that say nothing about colour: titles, links, cursor movements, single letters. */
// eslint-disable-next-line no-control-regex
const others = /\u001b(?:\][^\u0007\u001b]*(?:\u0007|\u001b\\|$)|\[[0-?]*[ -/]*[@-ln-~]|[()][0-9A-Za-z]|[@-Z\\^_=>78])/g
// eslint-disable-next-line no-control-regex
const colours = /\u001b\[[0-9;:]*m/g
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000a-\u001f\u007f]/g
const tabStop = 8

export function withoutEscapes(text: string): string {
  return text.includes('\u001b') ? withColoursAlone(text).replace(colours, '') : text
}

/** Without the escapes that are no colours. */
export function withColoursAlone(text: string): string {
  return text.replace(others, '')
}

/** What can be read: tabs become spaces up to the next stop, other control characters their pictures. */
export function readable(text: string): string {
  // Most lines have none.
  // eslint-disable-next-line no-control-regex
  if (!/[\u0000-\u001f\u007f]/.test(text)) return text
  let set = ''
  for (const [index, part] of text.split('\t').entries())
    set += index === 0 ? part : ' '.repeat(tabStop - (set.length % tabStop)) + part
  return set.replace(controls, (control) =>
    control === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + control.charCodeAt(0)),
  )
}

export function plainText(text: string): string {
  return readable(withoutEscapes(text))
}

/** What a printed line says, without what its runtime puts before it. */
export function plainMessage(text: string): string {
  return plainText(messageOf(text))
}
