import { describe, expect, it } from 'vitest'
import { readProject } from '../read-project.ts'
import { messages, projectOf, refusalOf, written } from '../written.fixture.ts'

const fn = (values: object, address = 'aws_lambda_function.fn') => ({
  address,
  mode: 'managed',
  type: 'aws_lambda_function',
  values: { function_name: 'fn', handler: 'index.handler', runtime: 'nodejs22.x', ...values },
})
const archive = (values: object) => ({ address: 'data.archive_file.a', mode: 'data', type: 'archive_file', values })
const plan = (resources: object[], more: object = {}) =>
  JSON.stringify({ format_version: '1.2', planned_values: { root_module: { resources } }, ...more }, null, 1)

async function planned(resources: object[], more: object = {}, files: Record<string, string> = {}) {
  const { functions } = await projectOf({ 'tfplan.json': plan(resources, more), 'src/index.js': '', ...files })
  return functions[0]!
}

describe('the folder of the code', () => {
  it.each<[string, object[], object]>([
    [
      'by the path of the archive',
      [fn({ filename: 'a.zip' }), archive({ source_dir: 'src', output_path: 'a.zip' })],
      {},
    ],
    [
      'by one file of it',
      [fn({ filename: 'a.zip' }), archive({ source_file: 'src/index.js', output_path: 'a.zip' })],
      {},
    ],
    [
      'by what the configuration refers to',
      [fn({}), archive({ source_dir: './src' })],
      {
        configuration: {
          root_module: {
            resources: [
              {
                address: 'aws_lambda_function.fn',
                expressions: { filename: { references: ['data.archive_file.a.output_path', 'data.archive_file.a'] } },
              },
            ],
          },
        },
      },
    ],
    ['that is given itself', [fn({ filename: 'src' })], {}],
  ])('%s', async (_, resources, more) => {
    expect(await planned(resources, more)).toMatchObject({ problems: [], folder: expect.stringMatching(/\/src$/) })
  })

  it('within a module', async () => {
    const { functions } = await projectOf({
      'src/index.js': '',
      'plan.json': plan([], {
        planned_values: {
          root_module: {
            child_modules: [{ address: 'module.m["x"]', resources: [fn({}, 'module.m["x"].aws_lambda_function.fn')] }],
          },
        },
        prior_state: {
          values: {
            root_module: {
              child_modules: [
                {
                  address: 'module.m["x"]',
                  resources: [{ ...archive({ source_dir: 'src' }), address: 'module.m["x"].data.archive_file.a' }],
                },
              ],
            },
          },
        },
        configuration: {
          root_module: {
            module_calls: {
              m: {
                module: {
                  resources: [
                    {
                      address: 'aws_lambda_function.fn',
                      expressions: { filename: { references: ['data.archive_file.a'] } },
                    },
                  ],
                },
              },
            },
          },
        },
      }),
    })
    expect(functions).toMatchObject([{ problems: [], folder: expect.stringMatching(/\/src$/) }])
  })

  it.each([
    [{ filename: 'a.zip' }, 'filename "a.zip" is an archive that is not there'],
    [{ filename: 'b.zip' }, 'filename "b.zip" is an archive ('],
    [
      { s3_bucket: 'a' },
      'Its code is in S3, which is not asked. Make its archive by data "archive_file" with source_dir.',
    ],
    [{}, 'The plan does not say where its code is.'],
    [{ package_type: 'Image' }, 'It is a container image'],
  ])('that there is not: %j', async (values, problem) => {
    const { problems } = await planned([fn(values)], {}, { 'b.zip': '' })
    expect(messages(problems).join()).toContain(problem)
  })
})

it('settings of the plan', async () => {
  const { settings, notes } = await planned([
    fn({
      filename: 'src',
      timeout: 9,
      memory_size: 512,
      description: 'text',
      reserved_concurrent_executions: 3,
      snap_start: [{ apply_on: 'PublishedVersions' }],
      logging_config: [{ log_format: 'JSON', application_log_level: 'DEBUG', system_log_level: '' }],
      environment: [{ variables: { NAME: 'value', NONE: null } }],
      tracing_config: [{ mode: 'Active' }],
      layers: ['arn:aws:lambda:us-east-1:1:layer:x:1'],
    }),
  ])
  expect(settings).toEqual({
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    timeout: 9,
    memory: 512,
    description: 'text',
    concurrency: 3,
    logFormat: 'JSON',
    logLevel: 'DEBUG',
    variables: { NAME: 'value', NONE: '' },
  })
  expect(messages(notes)).toEqual([
    expect.stringContaining('snap_start: environments start'),
    'tracing_config: segments that the function sends to X-Ray go nowhere here.',
    'The layer arn:aws:lambda:us-east-1:1:layer:x:1 is not in this project, and is not fetched. The function runs without it.',
  ])
})

it('settings that are not legal are problems with their line', async () => {
  const { problems } = await planned([fn({ filename: 'src', timeout: 1000 })])
  expect(problems).toMatchObject([{ line: 15, message: 'timeout must be at most 900 seconds.' }])
})

it('what is about to be destroyed is no function', async () => {
  const { functions } = await projectOf({
    'tfplan.json': plan([], { prior_state: { values: { root_module: { resources: [fn({ filename: 'src' })] } } } }),
  })
  expect(functions).toEqual([])
})

it.each([
  [
    { 'main.tf': 'resource "aws_lambda_function" "a" {}' },
    'main.tf:1:1: Terraform’s language is not worked out here, a plan of it is read. Run terraform plan -out tfplan && terraform show -json tfplan > tfplan.json',
  ],
  [{ 'tfplan.json': '{"planned_values": {' }, 'tfplan.json:1:21: this is not JSON'],
])('what cannot be read says what to do: %j', async (files, message) => {
  expect(await refusalOf(files as unknown as Record<string, string>)).toContain(message)
})

it('Terraform without a function is no project', async () => {
  expect(await readProject(written({ 'main.tf': 'resource "aws_s3_bucket" "a" {}' }))).toBeUndefined()
})
