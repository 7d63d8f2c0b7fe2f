// Functions with routes, for tests of which of them takes a request.
import { defaultCalling, routeSchema, type FunctionDefinition, type Route } from '@playground/protocol'
import * as v from 'valibot'
import { definitionOf } from '../../environment/world.fixture.ts'
import { apisOf } from './api.ts'
import { findRoute, type Found } from './find-route.ts'

export type Given = Partial<Route> & Pick<Route, 'path'>

export function functionWith(name: string, ...routes: Given[]): FunctionDefinition {
  return definitionOf(name, {
    calling: { ...defaultCalling, routes: routes.map((route) => v.parse(routeSchema, route)) },
  })
}

/** One function per route, `f0`, `f1`…: `GET /path` of an HTTP API, unless `more` says otherwise. */
export function routed(lines: readonly string[], more: Partial<Route> = {}): FunctionDefinition[] {
  return lines.map((line, index) => {
    const [method, path] = line.split(' ') as [Route['method'], string]
    return functionWith(`f${index}`, { ...more, method, path })
  })
}

export function find(functions: readonly FunctionDefinition[], line: string): Found | undefined {
  const [method, path = ''] = line.split(' ')
  return findRoute(apisOf(functions), method, path)
}
