// Which program runs a function of a managed runtime here: AWS's own runtime interface client where the function has it, else ours.
import { languageOf, runtimeExamples, type RuntimeLanguage } from '@playground/protocol'
import { chooseDotnet } from './choose-dotnet.ts'
import { chooseJava } from './choose-java.ts'
import { chooseNodejs } from './choose-nodejs.ts'
import { choosePython } from './choose-python.ts'
import { chooseRuby } from './choose-ruby.ts'
import type { ManagedRuntime, NoRuntime, RuntimeInput } from './managed-runtime.ts'

type Choice = (input: RuntimeInput) => Promise<ManagedRuntime | NoRuntime>

const choices: Record<Exclude<RuntimeLanguage, 'provided'>, Choice> = {
  nodejs: chooseNodejs,
  python: choosePython,
  java: chooseJava,
  ruby: chooseRuby,
  dotnet: chooseDotnet,
}

/** Looks, and starts nothing of the function's own. */
export async function chooseRuntime(input: RuntimeInput): Promise<ManagedRuntime | NoRuntime> {
  const language = languageOf(input.identifier)
  if (language === undefined || language === 'provided')
    return { problem: `${input.identifier} is no runtime that runs a handler. Give one of ${runtimeExamples}.` }
  return choices[language](input)
}
