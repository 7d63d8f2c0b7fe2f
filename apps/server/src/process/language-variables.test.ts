import { definitionOf } from '@playground/protocol/fixtures'
import { describe, expect, it } from 'vitest'
import { languageVariables } from './language-variables.ts'
import { realPlaces } from './places.ts'

const of = (
  runtime: 'nodejs' | 'python' | 'ruby' | 'java' | 'dotnet' | 'provided',
  toolchain: string,
  identifier?: string,
) =>
  languageVariables(
    definitionOf('f', {
      runtime,
      managed: { words: ['/bin/program'], client: { name: 'c', by: 'aws' }, toolchain },
      ...(identifier === undefined ? {} : { runtimeIdentifier: identifier }),
    }),
    realPlaces,
  )

describe('the variables of a language, in Lambda’s own places', () => {
  it('are those of the version that runs it, and of the identifier that was asked for', () => {
    expect(of('nodejs', 'Node.js 20.20.2', 'nodejs18.x')).toEqual({
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs18.x',
      NODE_PATH: '/opt/nodejs/node20/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules',
    })
    expect(of('python', 'Python 3.11.7', 'python3.13')).toEqual({
      AWS_EXECUTION_ENV: 'AWS_Lambda_python3.13',
      PYTHONPATH: '/opt/python/lib/python3.11/site-packages:/opt/python',
    })
    expect(of('ruby', 'Ruby 3.1.2')).toEqual({
      AWS_EXECUTION_ENV: 'AWS_Lambda_ruby3.1',
      RUBYLIB: '/var/task:/opt/ruby/lib',
      GEM_PATH: '/var/task/vendor/bundle/ruby/3.1.0:/opt/ruby/gems/3.1.0',
    })
    expect(of('java', 'Java 17.0.15')).toEqual({
      AWS_EXECUTION_ENV: 'AWS_Lambda_java17',
      CLASSPATH: '/var/task:/var/task/classes:/var/task/lib/*:/var/task/dependency/*:/var/task/*:/opt/java/lib/*',
    })
    expect(of('dotnet', '.NET 8.0.11')).toEqual({ AWS_EXECUTION_ENV: 'AWS_Lambda_dotnet8' })
  })

  it('name no runtime where the function brings its own', () => {
    expect(of('provided', '')).toEqual({ NODE_PATH: '/opt/nodejs/node_modules', PYTHONPATH: '/opt/python' })
  })
})
