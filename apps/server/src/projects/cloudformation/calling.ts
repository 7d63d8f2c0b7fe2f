// Resources and properties that say how a function is called besides its events: its queue, its URL, its aliases.
import type { Draft } from '../draft.ts'
import { notAhead, sendOne } from '../said.ts'
import { member, numeric, textOf, type Tree } from '../tree.ts'
import { setUrl } from './function-properties.ts'
import type { Resource } from './scope.ts'
import type { Template } from './template.ts'

/** Of a function that the template has; once all functions are known. */
export function takeInvokeConfig(draft: Draft, resource: Resource, template: Template): void {
  const config = template.value(template.members(resource).get('EventInvokeConfig'))
  if (config !== undefined) setInvokeConfig(draft, config, template)
}

/** Resources of their own that are about a function: those about none of this template are told. */
export function takeCallingResources(template: Template): void {
  each(template, 'AWS::Lambda::EventInvokeConfig', 'FunctionName', (draft, resource) => {
    const config = template.value(resource.properties)
    if (config !== undefined) setInvokeConfig(draft, config, template)
  })
  each(template, 'AWS::Lambda::Url', 'TargetFunctionArn', (draft, resource) => {
    const url = template.value(resource.properties)
    if (url !== undefined) setUrl(draft, url)
  })
  each(template, 'AWS::Lambda::Alias', 'FunctionName', (draft, resource) => {
    const name = template.text(resource, 'Name')
    if (name === undefined) return
    const before = draft.valueOf('aliases')
    draft.set('aliases', { ...(before as object | undefined), [name]: '$LATEST' }, resource.tree, 'The aliases’')
    draft.note(resource.tree, `The alias ${name} names $LATEST here: opening a template publishes nothing.`)
    const count = template.property(resource, 'ProvisionedConcurrencyConfig', 'ProvisionedConcurrentExecutions')
    if (count !== undefined) draft.note(count, notAhead('ProvisionedConcurrencyConfig', 'provisioned'))
  })
  each(template, 'AWS::Lambda::EventSourceMapping', 'FunctionName', (draft, resource) => {
    const source = template.text(resource, 'EventSourceArn')
    draft.note(resource.tree, sendOne(source ?? 'an event source mapping'))
  })
}

function each(
  template: Template,
  type: string,
  property: string,
  take: (draft: Draft, resource: Resource) => void,
): void {
  for (const resource of template.ofType(type)) {
    const named = template.text(resource, property)
    const draft = template.functionOf(named)
    if (draft === undefined)
      template.tell(
        resource.tree,
        `${resource.id} (${type}) is about ${named ?? 'no function'}, which is no function here.`,
      )
    else take(draft, resource)
  }
}

function setInvokeConfig(draft: Draft, config: Tree, template: Template): void {
  const [attempts, age] = [member(config, 'MaximumRetryAttempts'), member(config, 'MaximumEventAgeInSeconds')]
  const settings: Record<string, unknown> = {}
  if (attempts !== undefined) settings['maximumRetryAttempts'] = numeric(attempts)
  if (age !== undefined) settings['maximumEventAge'] = numeric(age)
  for (const [theirs, ours] of [
    ['OnSuccess', 'onSuccess'],
    ['OnFailure', 'onFailure'],
  ] as const) {
    const destination = member(config, 'DestinationConfig', theirs)
    if (destination === undefined) continue
    const named = textOf(member(destination, 'Destination'))
    const target = template.functionOf(named)
    if (target !== undefined) settings[ours] = `function:${target.name}`
    else
      draft.note(
        destination,
        `The destination ${theirs} (${textOf(member(destination, 'Type')) ?? named ?? 'none'}) is no function of this project, and gets nothing here.`,
      )
  }
  if (Object.keys(settings).length > 0) draft.set('async', settings, config, 'EventInvokeConfig’s')
}
