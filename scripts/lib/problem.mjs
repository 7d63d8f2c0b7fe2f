// A failure that is told in one line: what happened, and what to do.
export class Problem extends Error {}
