// Routes of Application Load Balancers: rules and default actions of listeners whose target group is a function.
import { itemsOf, member, textOf, textsOf, type Tree } from '../tree.ts'
import type { Resource } from './scope.ts'
import type { Template } from './template.ts'

export function takeLoadBalancers(template: Template): void {
  for (const rule of template.ofType('AWS::ElasticLoadBalancingV2::ListenerRule')) {
    const conditions = itemsOf(template.property(rule, 'Conditions'))
    const paths = valuesOf(conditions, 'path-pattern', 'PathPatternConfig')
    const methods = valuesOf(conditions, 'http-request-method', 'HttpRequestMethodConfig')
    const listener = template.text(rule, 'ListenerArn')
    const forwarded = takeForward(
      template.property(rule, 'Actions'),
      balancerOf(listener, template),
      paths.length === 0 ? ['/*'] : paths,
      methods.length === 0 ? ['ANY'] : methods,
      rule,
      template,
    )
    if (!forwarded) continue
    for (const condition of conditions) {
      const field = textOf(member(condition, 'Field'))
      if (field !== 'path-pattern' && field !== 'http-request-method')
        template.tell(
          rule.tree,
          `${rule.id}: the condition ${field} is not asked here, and every call counts as meeting it.`,
        )
    }
  }
  for (const listener of template.ofType('AWS::ElasticLoadBalancingV2::Listener'))
    takeForward(
      template.property(listener, 'DefaultActions'),
      balancerOf(listener.id, template),
      ['/*'],
      ['ANY'],
      listener,
      template,
    )
}

function valuesOf(conditions: Tree[], field: string, config: string): string[] {
  return conditions
    .filter((condition) => textOf(member(condition, 'Field')) === field)
    .flatMap((condition) => textsOf(member(condition, config, 'Values') ?? member(condition, 'Values')))
}

function balancerOf(listener: string | undefined, template: Template): string {
  const resource = listener === undefined ? undefined : template.scope.resources.get(listener)
  return (resource && template.text(resource, 'LoadBalancerArn')) ?? listener ?? 'alb'
}

/** Whether one of the actions forwards to a function. */
function takeForward(
  actions: Tree | undefined,
  api: string,
  paths: string[],
  methods: string[],
  { tree }: Resource,
  template: Template,
): boolean {
  for (const action of itemsOf(actions)) {
    const groups = [
      member(action, 'TargetGroupArn'),
      ...itemsOf(member(action, 'ForwardConfig', 'TargetGroups')).map((group) => member(group, 'TargetGroupArn')),
    ]
    for (const id of groups.flatMap((group) => textOf(group) ?? [])) {
      const group = template.scope.resources.get(id)
      const [target] = group === undefined ? [] : itemsOf(template.property(group, 'Targets'))
      const draft = template.functionOf(textOf(member(target, 'Id')))
      if (group === undefined || draft === undefined) continue
      const multiValueHeaders = itemsOf(template.property(group, 'TargetGroupAttributes')).some(
        (attribute) =>
          textOf(member(attribute, 'Key')) === 'lambda.multi_value_headers.enabled' &&
          textOf(member(attribute, 'Value')) === 'true',
      )
      for (const path of paths)
        for (const method of methods)
          draft.route(
            { method: method as 'ANY', path, payload: 'alb', api, ...(multiValueHeaders ? { multiValueHeaders } : {}) },
            tree,
          )
      return true
    }
  }
  return false
}
