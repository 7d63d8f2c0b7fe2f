// What calls that run nothing mean, and their answers: apart from the table, since it is said only of one that somebody selects.
import type { ManagementEndpointId } from './management-endpoints.ts'

export const managementWords: Record<ManagementEndpointId, { meaning: string; answer: string }> = {
  'list-functions': {
    meaning: 'A caller asks which functions there are, a page at a time.',
    answer: 'The configurations of these functions, and a marker where there are more.',
  },
  'get-function': {
    meaning:
      'A caller asks for a function, its settings and where its code is. Waiters ask again and again until it is active, or an update is done.',
    answer: 'The configuration, and the folder that holds the code.',
  },
  'delete-function': {
    meaning: 'A caller deletes a published version. A function itself is put away on the page alone.',
    answer: 'The version is gone, and its environments with it.',
  },
  'get-configuration': {
    meaning: 'A caller asks for the settings of a function, or of one of its versions.',
    answer: 'The configuration as it is at this moment.',
  },
  'update-configuration': {
    meaning:
      'A caller changes settings of the function: they are written to its function.json. That is a deployment: environments with the old ones make room.',
    answer: 'The configuration as it is from now on.',
  },
  'publish-version': {
    meaning:
      'A caller freezes code and settings as a numbered version, which runs as it is whatever becomes of the function.',
    answer: 'The new version, or the last one where nothing has changed since.',
  },
  'list-versions': {
    meaning: 'A caller asks which versions of a function there are.',
    answer: '$LATEST, and every published version.',
  },
  'list-aliases': {
    meaning: 'A caller asks for the names that versions of a function have.',
    answer: 'The aliases, each with its version.',
  },
  'create-alias': {
    meaning: 'A caller gives a version a name, by which it can be invoked from now on.',
    answer: 'The alias is there.',
  },
  'get-alias': { meaning: 'A caller asks which version a name means.', answer: 'The alias with its version.' },
  'update-alias': {
    meaning: 'A caller moves a name to another version.',
    answer: 'From the next invocation on, the name means this version.',
  },
  'delete-alias': { meaning: 'A caller takes a name away; the version stays.', answer: 'The alias is gone.' },
  'get-url': {
    meaning: 'A caller asks for the function’s URL.',
    answer: 'The URL, who may call it, and how it answers.',
  },
  'list-urls': { meaning: 'A caller asks for all URLs of a function.', answer: 'The URLs: here a function has one.' },
  'get-event-config': {
    meaning: 'A caller asks how asynchronous invocations of the function are tried again, and where they end.',
    answer: 'Retries, greatest age and destinations.',
  },
  'put-event-config': {
    meaning:
      'A caller sets how asynchronous invocations are tried again, and where they end; what it does not name gets its default.',
    answer: 'Retries, greatest age and destinations from now on.',
  },
  'update-event-config': {
    meaning: 'A caller changes how asynchronous invocations are tried again, and where they end.',
    answer: 'Retries, greatest age and destinations from now on.',
  },
  'delete-event-config': {
    meaning: 'A caller takes these settings away: the defaults hold.',
    answer: 'The settings are gone.',
  },
  'get-concurrency': {
    meaning: 'A caller asks how many environments the function may have at one time.',
    answer: 'The limit; beyond it callers are throttled.',
  },
  'put-concurrency': {
    meaning: 'A caller sets how many environments the function may have at one time.',
    answer: 'The limit from now on.',
  },
  'account-settings': {
    meaning: 'A caller asks for limits and use of the account.',
    answer: 'The limits, and what the functions here take.',
  },
}
