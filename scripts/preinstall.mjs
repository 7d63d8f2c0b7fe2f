// Someone typed npm install: npm cannot read this workspace, and needs not to.
// `npx lambda-playground` links the clone as it is, which needs nothing installed.
if (!/pnpm/.test(process.env.npm_config_user_agent ?? '') && process.env.npm_command !== 'exec') {
  console.error(
    '\nThere is no need for npm install here. Type:  npm start\nIt installs what is missing, builds it, and opens the playground.\n',
  )
  process.exit(1)
}
