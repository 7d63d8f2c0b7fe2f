import { describe, expect, it } from 'vitest'
import { messages, projectOf } from '../written.fixture.ts'

/** A function with this metadata and these properties, and its files beside the template. */
async function built(metadata: string, properties: string, files: Record<string, string>, options = {}) {
  const text = `Transform: AWS::Serverless-2016-10-31
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Metadata: { ${metadata} }
    Properties: { ${properties}${properties.includes('Handler:') ? '' : ', Handler: index.handler'} }
`
  const { functions } = await projectOf({ 'template.yaml': text, ...files }, options)
  const { settings, notes, problems } = functions[0]!
  const { build, output } = settings
  return { build, output, notes: messages(notes), problems: messages(problems) }
}

describe('the build of a function', () => {
  it.each([
    [
      'makefile',
      'BuildMethod: makefile',
      'Runtime: provided.al2023',
      { Makefile: '' },
      'make build-Hello ARTIFACTS_DIR=/builds/Hello',
    ],
    [
      'makefile elsewhere',
      'BuildMethod: makefile, WorkingDirectory: ..',
      'Runtime: provided.al2023, CodeUri: src',
      { 'src/Makefile': '' },
      'make -C .. -f src/Makefile build-Hello ARTIFACTS_DIR=/builds/Hello',
    ],
    [
      'Go',
      'BuildMethod: go1.x',
      'Runtime: provided.al2023',
      { 'main.go': '' },
      'go build -tags lambda.norpc -o /builds/Hello/bootstrap .',
    ],
    [
      'Go of before',
      '',
      'Runtime: go1.x, Handler: main',
      { 'main.go': '' },
      'go build -tags lambda.norpc -o /builds/Hello/bootstrap .',
    ],
    [
      'Maven',
      '',
      'Runtime: java21, Handler: app.App::handle',
      { 'pom.xml': '' },
      'mvn -q -DskipTests package dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/dependency && cp -R target/classes/. /builds/Hello && if [ -d target/dependency ]; then mkdir -p /builds/Hello/lib && cp -R target/dependency/. /builds/Hello/lib; fi',
    ],
    [
      'Gradle',
      '',
      'Runtime: java21, Handler: app.App',
      { 'build.gradle': 'task buildZip(type: Zip) {}', gradlew: '' },
      './gradlew -q buildZip && unzip -qo build/distributions/*.zip -d /builds/Hello',
    ],
    [
      '.NET',
      '',
      'Runtime: dotnet8, Handler: App::App.Function::Handle',
      { 'App.csproj': '' },
      'dotnet publish --nologo -v quiet -c Release -p:GenerateRuntimeConfigurationFiles=true -o /builds/Hello',
    ],
    [
      'esbuild',
      'BuildMethod: esbuild, BuildProperties: { EntryPoints: [src/app.ts], Target: es2022, Sourcemap: true, Minify: false, External: ["@aws-sdk/*"], Format: esm, OutExtension: [.js=.mjs] }',
      'Runtime: nodejs22.x, Handler: app.handler',
      { 'src/app.ts': '', 'node_modules/.bin/esbuild': '' },
      "npx --no-install esbuild src/app.ts --bundle --platform=node --outdir=/builds/Hello --target=es2022 --sourcemap '--external:@aws-sdk/*' --format=esm --out-extension:.js=.mjs --log-level=warning",
    ],
    [
      'Rust',
      'BuildMethod: rust-cargolambda',
      'Runtime: provided.al2023, CodeUri: hello, Handler: bootstrap',
      { 'hello/Cargo.toml': '[package]\nname = "hello"', 'hello/src/main.rs': '' },
      undefined,
    ],
  ])('%s', async (_, metadata, properties, files, command) => {
    const { build, output, problems, notes } = await built(metadata, properties, files)
    expect([problems, notes.filter((note) => note.includes('known'))]).toEqual([[], []])
    expect(output).toBe('/builds/Hello')
    if (command !== undefined) expect(build).toBe(`mkdir -p /builds/Hello && ${command}`)
    else
      expect(build).toMatch(
        /^mkdir -p \/builds\/Hello && cargo build --release --bin hello --target-dir \S+\/hello\/target && .* mv \/builds\/Hello\/bootstrap\.new \/builds\/Hello\/bootstrap$/,
      )
  })

  it('quotes what a shell would take otherwise', async () => {
    const { build } = await built(
      'BuildMethod: makefile',
      'Runtime: provided.al2023',
      { Makefile: '' },
      { buildFolder: "/it's here" },
    )
    expect(build).toBe(`mkdir -p '/it'\\''s here/Hello' && make build-Hello 'ARTIFACTS_DIR=/it'\\''s here/Hello'`)
  })

  it.each([
    [
      'a method that is not known',
      'BuildMethod: bazel',
      'Runtime: nodejs22.x',
      { 'index.js': '' },
      'The build method bazel is not known here',
    ],
    [
      'Go without a file of it',
      'BuildMethod: go1.x',
      'Runtime: provided.al2023',
      { bootstrap: '' },
      'there is no file of Go',
    ],
    ['Gradle without its task', '', 'Runtime: java21', { 'build.gradle': '' }, 'build.gradle has none'],
    [
      'a bootstrap that is not built',
      '',
      'Runtime: provided.al2, Handler: bootstrap',
      { 'main.go': '' },
      'as with go build -o bootstrap',
    ],
    [
      'packages of Node.js',
      '',
      'Runtime: nodejs22.x',
      { 'index.js': '', 'package.json': '{"dependencies":{"a":"1","@b/c":"1"}}', 'node_modules/a/package.json': '{}' },
      'Not installed: @b/c. Run npm install in',
    ],
    [
      'packages of Python',
      '',
      'Runtime: python3.13',
      { 'app.py': '', 'requirements.txt': '# x\nrequests>=2\nPy_YAML\n-r other.txt\n', 'py_yaml/__init__.py': '' },
      'Not beside the code: requests of requirements.txt.',
    ],
    ['gems', '', 'Runtime: ruby3.4', { 'app.rb': '', Gemfile: '' }, 'are not in vendor/bundle'],
    [
      'esbuild that is not installed',
      'BuildMethod: esbuild',
      'Runtime: nodejs22.x, Handler: app.handler',
      { 'app.ts': '' },
      'run npm install --save-dev esbuild',
    ],
  ])('tells of %s', async (_, metadata, properties, files, note) => {
    const { notes, problems } = await built(metadata, properties, files)
    expect(problems).toEqual([])
    expect(notes.join('\n')).toContain(note)
  })

  it.each([
    ['is left to itself', 'SkipBuild: True', 'Runtime: java21', { 'pom.xml': '' }],
    ['is none where the bootstrap is there', '', 'Runtime: provided.al2023', { bootstrap: '', 'main.go': '' }],
    ['is none where packages are there', '', 'Runtime: python3.13', { 'requirements.txt': 'six', 'six.py': '' }],
  ])('%s', async (_, metadata, properties, files) => {
    expect(await built(metadata, properties, files)).toEqual({
      build: undefined,
      output: undefined,
      notes: [],
      problems: [],
    })
  })

  it('asks which binary of several', async () => {
    const { problems } = await built('BuildMethod: rust-cargolambda', 'Runtime: provided.al2023', {
      'Cargo.toml': '[package]\nname = "a"',
      'src/bin/b.rs': '',
      'src/main.rs': '',
    })
    expect(problems).toEqual([
      'It is built by cargo, which has several binaries: a, b. Name one in BuildProperties.Binary.',
    ])
  })
})
