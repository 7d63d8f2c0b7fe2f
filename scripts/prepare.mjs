// npm runs this at the end of `npm install` in a clone, and before it packs one; nobody who installs the package runs anything.
if (process.env.npm_command === 'pack' || process.env.npm_command === 'publish') {
  const { preparePackage } = await import('./lib/package.mjs')
  await preparePackage()
} else if (!/pnpm/.test(process.env.npm_config_user_agent ?? '') && process.env.npm_command !== 'exec') {
  console.error(
    '\nThere was no need for npm install. Type:  npm start\nIt installs what is missing, builds it, and opens the playground.\n',
  )
}
