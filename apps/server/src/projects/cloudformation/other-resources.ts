// Resources that are not made here: one note for each type, not one for each resource.
import { notMade } from '../said.ts'
import type { Tree } from '../tree.ts'
import { functionTypes } from './scope.ts'
import type { Template } from './template.ts'

/** Read elsewhere, or of no effect on what a function sees of a call. */
const quiet = new Set([
  ...functionTypes,
  ...`AWS::Serverless::LayerVersion AWS::Lambda::LayerVersion AWS::Lambda::EventInvokeConfig AWS::Lambda::Url AWS::Lambda::Alias
  AWS::Lambda::Version AWS::Lambda::EventSourceMapping AWS::Lambda::Permission AWS::Lambda::LayerVersionPermission
  AWS::Serverless::Api AWS::Serverless::HttpApi AWS::Serverless::Connector AWS::Serverless::Application
  AWS::CloudFormation::Stack AWS::CloudFormation::WaitConditionHandle AWS::CDK::Metadata AWS::Logs::LogGroup
  AWS::ElasticLoadBalancingV2::LoadBalancer AWS::ElasticLoadBalancingV2::Listener AWS::ElasticLoadBalancingV2::ListenerRule
  AWS::ElasticLoadBalancingV2::TargetGroup`.split(/\s+/),
])
const quietServices = /^AWS::(IAM|ApiGateway|ApiGatewayV2)::(?!Authorizer)/

export function tellOtherResources(template: Template): void {
  const byType = new Map<string, { first: Tree; names: string[] }>()
  for (const { id, type, tree } of template.scope.resources.values()) {
    if (id.startsWith('Fn::'))
      template.tell(tree, `${id} is not worked out here: resources that it would make are left out.`)
    else if (type === '') template.tell(tree, `The resource ${id} has no Type, and is left out.`)
    else if (!quiet.has(type) && !quietServices.test(type)) {
      const known = byType.get(type)
      if (known === undefined) byType.set(type, { first: tree, names: [id] })
      else known.names.push(id)
    }
  }
  for (const [type, { first, names }] of byType) template.tell(first, notMade(type, names))
}
