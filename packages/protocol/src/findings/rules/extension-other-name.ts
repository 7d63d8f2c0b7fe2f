// An extension that registers under another name than that of its file.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'

export const extensionOtherName: Rule = {
  id: 'extension-other-name',
  level: 'breach',
  title: 'Registered under another name',
  why: 'An external extension is known by the name of its file. Any other name makes an internal one of it, which gets no SHUTDOWN, while Lambda goes on waiting for the file to register.',
  mend: 'Send the file’s full name in Lambda-Extension-Name, with its suffix: basename "$0" in a shell.',
  reference: references.extensionsApi,
  watch: () =>
    on('extension.changed', ({ to, external }, { life }, { of }) => {
      if (external || to !== 'Registered' || life === undefined) return undefined
      const waiting = [...life.extensions.values()].filter((one) => one.external && one.state === 'Started')
      if (waiting.length === 0) return undefined
      return {
        seen: `Somebody registered as ${of.extension}, and no file has this name; ${waiting.map(({ name }) => name).join(' and ')} had not registered.`,
        expected: `The name ${waiting.map(({ name }) => name).join(' or ')}.`,
        also: waiting.map(({ seq }) => seq),
      }
    }),
}
