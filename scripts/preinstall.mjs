// Someone typed npm install: npm cannot read this workspace, and needs not to.
if (!/pnpm/.test(process.env.npm_config_user_agent ?? '')) {
  console.error(
    '\nThere is no need for npm install here. Type:  npm start\nIt installs what is missing, builds it, and opens the playground.\n',
  )
  process.exit(1)
}
