// Projects of Terraform: the functions of a plan that was written as JSON. Terraform itself is not run.
import { dirname, join } from 'node:path'
import { noteMissingPackages } from '../builds/missing-packages.ts'
import { layerFolder, takeFolder } from '../code-folder.ts'
import { Draft } from '../draft.ts'
import { legalName, takeName } from '../names.ts'
import { ProjectProblem, type Project, type ProjectReader } from '../project.ts'
import { readJson } from '../read-json.ts'
import { isImage, layerElsewhere, notMade } from '../said.ts'
import { namesIn } from '../../is-there.ts'
import { beginningOf, readSource } from '../source-file.ts'
import { member, textOf, textsOf } from '../tree.ts'
import { applyTerraform, noteAttached } from './function-arguments.ts'
import { referredTo, resourcesOf, type PlannedResource } from './plan.ts'

/** Bytes: plans hold the configuration, the state and what is planned, each whole. */
const planLimit = 32 * 1024 * 1024

export const terraformReader: ProjectReader = {
  async find(folder) {
    const names = await namesIn(folder)
    for (const name of [
      ...names.filter((one) => /^(tfplan|plan)\.json$/.test(one)),
      ...names.filter((one) => one.endsWith('.tfplan.json')),
    ])
      if (await isPlan(join(folder, name))) return join(folder, name)
    for (const name of names.filter((one) => one.endsWith('.tf')))
      if (await hasFunction(join(folder, name))) return join(folder, name)
    return undefined
  },
  async takes(file) {
    return file.endsWith('.json') ? isPlan(file) : file.endsWith('.tf') && (await hasFunction(file))
  },
  read: readTerraform,
}

async function isPlan(file: string): Promise<boolean> {
  return /"planned_values"\s*:/.test(await beginningOf(file))
}

async function hasFunction(file: string): Promise<boolean> {
  return /resource\s+"aws_lambda_function"/.test(await beginningOf(file))
}

async function readTerraform(file: string): Promise<Project> {
  if (file.endsWith('.tf'))
    throw new ProjectProblem(
      `${file}:1:1: Terraform’s language is not worked out here, a plan of it is read. Run terraform plan -out tfplan && terraform show -json tfplan > tfplan.json, and open it again.`,
    )
  const readFrom = new Set<string>()
  const plan = readJson(await readSource(file, readFrom, planLimit), file)
  const all = resourcesOf(plan)
  const taken = new Set<string>()
  const drafts = new Map<string, Draft>()
  for (const resource of all.filter(({ type }) => type === 'aws_lambda_function')) {
    const name = textOf(member(resource.values, 'function_name')) ?? resource.address
    const draft = new Draft(resource.address, takeName(legalName(name), taken), resource.tree)
    drafts.set(resource.address, draft)
    applyTerraform(draft, resource, plan)
    await takePlannedCode(draft, resource, all, dirname(file))
    await takePlannedLayers(draft, resource, all, dirname(file))
    if (draft.problems.length === 0) draft.needHandler('handler')
    if (draft.problems.length === 0) await noteMissingPackages(draft, dirname(file))
  }
  noteAttached(drafts, all)
  return {
    file,
    kind: 'terraform',
    functions: [...drafts.values()].map((draft) => draft.finish()),
    unsupported: otherResources(all),
    readFrom: [...readFrom],
  }
}

/** The folder that an archive is made of, by the data source that makes it. */
async function takePlannedCode(
  draft: Draft,
  resource: PlannedResource,
  all: PlannedResource[],
  folder: string,
): Promise<void> {
  const { values, tree } = resource
  draft.folder = folder
  if (textOf(member(values, 'package_type')) === 'Image' || textOf(member(values, 'image_uri')) !== undefined) {
    draft.problem(tree, isImage)
    return
  }
  const filename = textOf(member(values, 'filename'))
  const source = sourceOf(resource, filename, all)
  if (source !== undefined) return takeFolder(draft, folder, source, tree, 'source_dir')
  if (filename !== undefined) return takeFolder(draft, folder, filename, tree, 'filename')
  draft.problem(
    tree,
    textOf(member(values, 's3_bucket')) === undefined
      ? 'The plan does not say where its code is. Make its archive by data "archive_file" with source_dir.'
      : 'Its code is in S3, which is not asked. Make its archive by data "archive_file" with source_dir.',
  )
}

function sourceOf(resource: PlannedResource, filename: string | undefined, all: PlannedResource[]): string | undefined {
  const archives = all.filter(({ type }) => type === 'archive_file')
  const referred = referredTo(resource, 'filename', archives)
  const [archive] = [
    ...archives.filter(({ values }) => filename !== undefined && textOf(member(values, 'output_path')) === filename),
    ...referred,
  ]
  const dir = textOf(member(archive?.values, 'source_dir'))
  const one = textOf(member(archive?.values, 'source_file'))
  return dir ?? (one === undefined ? undefined : dirname(one))
}

async function takePlannedLayers(
  draft: Draft,
  resource: PlannedResource,
  all: PlannedResource[],
  folder: string,
): Promise<void> {
  const layers = referredTo(resource, 'layers', all).filter(({ type }) => type === 'aws_lambda_layer_version')
  const folders: string[] = []
  for (const layer of layers) {
    const path = sourceOf(layer, textOf(member(layer.values, 'filename')), all)
    const found =
      path === undefined ? undefined : await layerFolder(draft, folder, path, layer.tree, `The layer ${layer.address}`)
    if (path === undefined)
      draft.note(
        layer.tree,
        `The layer ${layer.address} is made of no folder of this project. The function runs without it.`,
      )
    if (found !== undefined) folders.push(found)
  }
  for (const arn of textsOf(member(resource.values, 'layers'))) draft.note(resource.tree, layerElsewhere(arn))
  if (folders.length > 0) draft.set('layers', folders, resource.tree, 'layers')
}

/** One note for each type. Roles and permissions are of no effect on what a function sees. */
function otherResources(all: PlannedResource[]): Project['unsupported'] {
  const quiet = /^(aws_lambda_|aws_iam_|aws_cloudwatch_log_group|archive_file|null_|random_|terraform_|local_)/
  const byType = new Map<string, PlannedResource[]>()
  for (const resource of all)
    if (!quiet.test(resource.type) && textOf(member(resource.tree, 'mode')) !== 'data')
      byType.set(resource.type, [...(byType.get(resource.type) ?? []), resource])
  return [...byType].map(([type, [first, ...rest]]) => ({
    file: first!.tree.file,
    line: first!.tree.line,
    message: notMade(
      type,
      [first, ...rest].map((one) => one!.address),
    ),
  }))
}
