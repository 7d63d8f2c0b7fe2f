#!/usr/bin/env node
// The first thing that runs: whatever Node.js it is must be able to read this file, so that it can say what is missing.
var wanted = [20, 19]
var have = process.versions.node.split('.').map(Number)
if (have[0] < wanted[0] || (have[0] === wanted[0] && have[1] < wanted[1])) {
  console.error(
    'Node.js ' +
      process.versions.node +
      ' is too old. Install Node.js ' +
      wanted.join('.') +
      ' or newer, then try again.',
  )
  process.exit(1)
} else if (process.platform === 'win32') {
  console.error('Native Windows is not supported. Run the playground in WSL2, where it works as on Linux.')
  process.exit(1)
} else {
  void import('./lib/launch.mjs').then(function (launch) {
    return launch.launch(process.argv.slice(2))
  })
}
