// What can be done with a row: its menu.
import { attemptOf } from '@playground/protocol'
import { eventOf, type Exchange, type FunctionModel, type Row, type Session } from '@playground/protocol/model'
import { compareWithNeighbour } from '../../compare-with.ts'
import { environmentWord } from '../../model/format.ts'
import { toggleTerm } from '../../model/filter/toggle-term.ts'
import { usePage } from '../../store.ts'
import { announce } from '../../ui/announce.ts'
import type { MenuItem } from '../../ui/menu.tsx'
import { Menu } from '../../ui/open-menu.tsx'
import { show } from '../../url-state.ts'
import { fold } from './use-keys.ts'

export type Replay = (invocation: string, edit: boolean) => void

type Props = {
  session: Session
  fn: FunctionModel
  row: Row
  place: { left: number; top: number; bottom: number }
  opener: HTMLElement | null
  onReplay: Replay
  onClose: () => void
}

export function RowMenu({ session, fn, row, onReplay, ...where }: Props) {
  return <Menu label="Row" items={rowMenu(session, fn, row, onReplay)} {...where} />
}

function rowMenu(session: Session, fn: FunctionModel, row: Row, onReplay: Replay): MenuItem[] {
  const exchange = row.exchange === undefined ? undefined : session.exchanges.get(row.exchange)
  const invocation = row.invocation === undefined ? undefined : fn.invocations.get(row.invocation)
  const terms = termsOf(fn, row, exchange)
  const { folded } = usePage.getState()
  const isFolded = row.invocation !== undefined && folded.has(row.invocation)
  const add = (term: string) => () => {
    const { filter } = usePage.getState()
    show({ filter: toggleTerm(filter, term) }, 'push')
  }
  return [
    ...terms.map(([name, term]): MenuItem => ({
      kind: 'action',
      label: `Show only ${name}`,
      help: term,
      onSelect: add(term),
    })),
    ...terms.slice(0, 2).map(([name, term]): MenuItem => ({
      kind: 'action',
      label: `Leave out ${name}`,
      help: `-${term}`,
      onSelect: add(`-${term}`),
    })),
    { kind: 'line' },
    ...(invocation === undefined
      ? []
      : ([
          {
            kind: 'action',
            label: isFolded ? 'Unfold the invocation' : 'Fold the invocation',
            keys: isFolded ? '→' : '←',
            onSelect: () => fold(fn, fn.heads.get(invocation.id), !isFolded),
          },
          {
            kind: 'action',
            label: 'Both ends: caller and runtime',
            keys: 'b',
            onSelect: () => show({ both: invocation.id }, 'push'),
          },
          { kind: 'action', label: 'Replay its event', onSelect: () => onReplay(invocation.id, false) },
          { kind: 'action', label: 'Edit its event', onSelect: () => onReplay(invocation.id, true) },
          {
            kind: 'action',
            label: 'Compare with…',
            help: 'the invocation before it, or another one',
            keys: 'd',
            onSelect: () => compareWithNeighbour(fn, invocation.id),
          },
          {
            kind: 'action',
            label: 'Copy the request id',
            onSelect: () => copy(attemptOf(invocation.id).requestId, 'Request id copied'),
          },
          { kind: 'line' },
        ] as MenuItem[])),
    { kind: 'action', label: 'Copy a link to this row', onSelect: () => copy(linkTo(row), 'Link copied') },
  ]
}

/** Filters that a row suggests, the narrowest first. */
function termsOf(fn: FunctionModel, row: Row, exchange: Exchange | undefined): [string, string][] {
  const invocation = row.invocation === undefined ? undefined : fn.invocations.get(row.invocation)
  const number = invocation?.number ?? 0
  const environment = row.environment === undefined ? undefined : fn.environments.get(row.environment)
  const path = exchange === undefined ? undefined : exchange.target.split('?')[0]!.split('/').at(-1)
  return [
    ...(path === undefined || path === '' ? [] : [[`calls to …/${path}`, `path:${path}`] as [string, string]]),
    ...(exchange === undefined ? [[`rows of this kind`, `kind:${row.kind}`] as [string, string]] : []),
    ...(number > 0 ? [[`Invoke ${number}`, `invoke:${number}`] as [string, string]] : []),
    ...(row.invocation === undefined || eventOf(fn, row.invocation) === undefined
      ? []
      : [['all attempts at this event', `id:${attemptOf(row.invocation).requestId}`] as [string, string]]),
    ...(row.extension === undefined
      ? []
      : [[`the extension ${row.extension}`, `ext:${row.extension}`] as [string, string]]),
    ...(environment === undefined
      ? []
      : [[environmentWord(environment.name), `env:${environment.number}`] as [string, string]]),
  ]
}

function linkTo(row: Row): string {
  const url = new URL(location.href)
  const { function: name, epoch } = usePage.getState()
  if (name !== undefined) url.searchParams.set('function', name)
  if (epoch !== undefined) url.searchParams.set('session', epoch)
  url.searchParams.set('at', String(row.seq))
  return url.href
}

async function copy(text: string, done: string): Promise<void> {
  await navigator.clipboard.writeText(text)
  announce(done)
}
