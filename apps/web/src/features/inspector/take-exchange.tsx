// Takes an exchange along: as a curl line, as JSON, or as its body alone.
import type { Body, Entry } from '@playground/protocol'
import type { Exchange } from '@playground/protocol/model'
import { ChevronDown } from 'lucide-react'
import { readBody } from '../../control/body.ts'
import { curlOf } from '../../model/curl.ts'
import { usePage } from '../../store.ts'
import { announce } from '../../ui/announce.ts'
import { MenuButton, type MenuItem } from '../../ui/menu.tsx'

export function TakeExchange({ exchange }: { exchange: Exchange }) {
  const items: MenuItem[] = [
    { kind: 'action', label: 'Copy as cURL', onSelect: () => void copy(exchange, asCurl, 'Copied for a shell') },
    { kind: 'action', label: 'Copy as JSON', onSelect: () => void copy(exchange, asJson, 'Copied as JSON') },
    { kind: 'line' },
    { kind: 'action', label: 'Copy the request’s body', onSelect: () => void copy(exchange, requestBody, 'Copied') },
    { kind: 'action', label: 'Copy the answer’s body', onSelect: () => void copy(exchange, answerBody, 'Copied') },
  ]
  return (
    <MenuButton label="Copy the exchange" items={items} className="quiet-button take-exchange">
      Copy <ChevronDown size={12} />
    </MenuButton>
  )
}

type Events = (Entry['event'] | undefined)[]

async function copy(
  exchange: Exchange,
  textOf: (events: Events) => string | Promise<string>,
  done: string,
): Promise<void> {
  const { entry } = usePage.getState()
  const seqs = [exchange.openedSeq, exchange.receivedSeq, exchange.answeredSeq]
  const found = await Promise.all(seqs.map((seq) => (seq === undefined ? Promise.resolve(undefined) : entry(seq))))
  const text = await textOf(found.map((one) => one?.event))
  if (text === '') return announce('There is nothing to copy.')
  await navigator.clipboard.writeText(text)
  announce(done)
}

function asCurl([opened, received]: Events): string {
  if (opened?.type !== 'exchange.opened') return ''
  return curlOf(opened, received?.type === 'exchange.received' ? received.body : undefined)
}

function asJson([opened, received, answered]: Events): string {
  const body = received?.type === 'exchange.received' ? received.body : undefined
  return JSON.stringify({ request: { ...opened, body }, answer: answered }, null, 2)
}

async function requestBody([, received]: Events): Promise<string> {
  return received?.type === 'exchange.received' ? textIn(received.body) : ''
}

async function answerBody([, , answered]: Events): Promise<string> {
  return answered?.type === 'exchange.answered' ? textIn(answered.body) : ''
}

/** The whole text, or its beginning where the rest is no longer kept. */
async function textIn(body: Body): Promise<string> {
  const bytes = await readBody(body)
  return bytes === undefined ? body.preview : new TextDecoder().decode(bytes)
}
