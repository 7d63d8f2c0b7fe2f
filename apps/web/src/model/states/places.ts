// Where each state stands in the drawing of its machine, and by which way each edge goes. A state or an edge without a place
// does not compile, or fails a test.
import type { EnvironmentState, ExtensionState, RuntimeState } from '@playground/protocol'

/** States that are left out until one of them was entered, or all are asked for. */
export type Fold = 'restore' | 'launch' | 'cut'
export type Cell = { col: number; row: number; fold?: Fold }
type Side = 'left' | 'right' | 'top' | 'bottom'

/**
 * From a side of one state to a side of another; `out` and `into` shift both ends along their sides, px.
 * `lane`: where it goes along, px beyond the states, or the part of the way where it goes between two rows.
 */
export type Route = {
  from: Side
  to: Side
  out?: number
  into?: number
  lane?: number
  label?: 'over' | 'under' | 'on' | 'none'
}

/** The arrow that stands for one from nearly every state. */
export type Stub = { side: 'left' | 'top'; shift?: number; fold?: true }

export type Places<S extends string = string> = {
  nodeWidth: number
  cells: (open: ReadonlySet<Fold>) => Record<S, Cell>
  /** By `FROM>TO`. */
  routes: Record<string, Route>
  stubs: Partial<Record<S, Stub>>
}

const right: Route = { from: 'right', to: 'left' }
const left: Route = { from: 'left', to: 'right' }
const down: Route = { from: 'bottom', to: 'top' }
const up: Route = { from: 'top', to: 'bottom' }
/** Two that go back and forth between neighbours. */
const there: Route = { ...right, out: -6, into: -6 }
const back: Route = { ...left, out: 6, into: 6, label: 'under' }

export const runtimePlaces: Places<RuntimeState> = {
  nodeWidth: 116,
  cells: () => ({
    RestoreReady: { col: 0, row: 0, fold: 'restore' },
    Restoring: { col: 1, row: 0, fold: 'restore' },
    RuntimeRestoreErrorState: { col: 2, row: 0, fold: 'restore' },
    Started: { col: 0, row: 1 },
    Ready: { col: 1, row: 1 },
    Running: { col: 2, row: 1 },
    InvocationErrorResponse: { col: 3, row: 1 },
    InitError: { col: 0, row: 2 },
    RuntimeResponseSentState: { col: 1, row: 2 },
    InvocationResponse: { col: 2, row: 2 },
  }),
  routes: {
    'Started>Ready': right,
    'Started>InitError': down,
    'Started>RestoreReady': up,
    'RestoreReady>Restoring': right,
    'Restoring>Ready': down,
    'Restoring>RuntimeRestoreErrorState': right,
    'Ready>Running': right,
    'Running>InvocationErrorResponse': right,
    'Running>InvocationResponse': down,
    'InvocationResponse>RuntimeResponseSentState': left,
    'InvocationErrorResponse>RuntimeResponseSentState': { from: 'bottom', to: 'bottom', into: 36, lane: 20 },
    'RuntimeResponseSentState>Ready': up,
    'InvocationResponse>Ready': { from: 'top', to: 'bottom', out: -48, into: 48, lane: 0.25 },
  },
  stubs: { Started: { side: 'top', shift: 48, fold: true } },
}

export const extensionPlaces: Places<ExtensionState> = {
  nodeWidth: 108,
  cells: () => ({
    Started: { col: 0, row: 0 },
    Registered: { col: 1, row: 0 },
    Ready: { col: 2, row: 0 },
    Running: { col: 3, row: 0 },
    LaunchError: { col: 0, row: 1, fold: 'launch' },
    InitError: { col: 1, row: 1 },
    Exited: { col: 2, row: 1 },
    ExitError: { col: 3, row: 1 },
    ShutdownFailed: { col: 2, row: 2, fold: 'cut' },
  }),
  routes: {
    'Started>Registered': right,
    'Started>LaunchError': down,
    'Registered>Ready': right,
    'Registered>InitError': down,
    'Registered>ExitError': { from: 'bottom', to: 'top', out: 46, into: -46, lane: 0.75, label: 'none' },
    'Ready>Running': there,
    'Ready>ExitError': { from: 'bottom', to: 'top', out: 46, into: -46, lane: 0.75, label: 'none' },
    'Running>Ready': back,
    'Running>ExitError': down,
  },
  stubs: { Exited: { side: 'left' }, ShutdownFailed: { side: 'left' } },
}

export const environmentPlaces: Places<EnvironmentState> = {
  nodeWidth: 86,
  cells: (open) => {
    // Below what a snapshot adds; beside it there is no room.
    const last = open.has('restore') ? 2 : 1
    return {
      created: { col: 0, row: 0 },
      init: { col: 1, row: 0 },
      ready: { col: 2, row: 0 },
      invoke: { col: 3, row: 0 },
      reset: { col: 4, row: 0 },
      snapshot: { col: 1, row: 1, fold: 'restore' },
      restoring: { col: 2, row: 1, fold: 'restore' },
      crashed: { col: 3, row: 1 },
      shutdown: { col: 0, row: last },
      gone: { col: 1, row: last },
    }
  },
  routes: {
    'created>init': right,
    'init>ready': there,
    'ready>init': back,
    'ready>invoke': there,
    'invoke>ready': back,
    'invoke>reset': right,
    'init>reset': { from: 'top', to: 'top', out: -16, into: 16, lane: 54 },
    'reset>init': { from: 'top', to: 'top', out: -16, into: 16, lane: 32 },
    'ready>crashed': { from: 'bottom', to: 'top', out: 28, lane: 0.5 },
    'crashed>reset': { from: 'right', to: 'bottom' },
    'init>snapshot': down,
    'snapshot>restoring': right,
    'snapshot>crashed': { from: 'bottom', to: 'bottom', into: -34, lane: 36 },
    'restoring>ready': { ...up, out: -14, into: -14 },
    'restoring>reset': { from: 'bottom', to: 'bottom', into: 24, lane: 14 },
    'shutdown>gone': right,
  },
  stubs: { shutdown: { side: 'top', shift: -20 } },
}
