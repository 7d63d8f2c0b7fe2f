// What the command line can do.

export const help = `Lambda Runtime Playground: watch a Lambda runtime talk to the Runtime API.

Usage:
  npm start -- [options] [FOLDER...]
  lambda-playground start [options] [FOLDER...]

FOLDER holds a function: a bootstrap, or a handler for Node.js, and a function.json if it needs settings.
Two functions, hello-bash and hello-node, are always there.

Options:
  --port N               the page and the Lambda service API (9000; 0: any free port)
  --runtime-api-port N   runtimes that you start yourself (9001; 0: any free port)
  --function-url-port N  function URLs: http://127.0.0.1:9002/NAME/ and http://NAME.localhost:9002/ (9002; 0: any free port)
  --data-dir DIR         where sessions and edited examples are kept
  --no-open              do not open the browser
  --host ADDRESS         the address to listen on (127.0.0.1); any other asks for a token
  --token TOKEN          the token to ask for
  --allow-host NAME      another name by which the playground may be reached
  --allow-origin ORIGIN  a web page that may call the Lambda service API and function URLs
  -h, --help             this text
  -v, --version          the version

Examples:
  npm start
  npm start -- ./my-function
  npm start -- --port 0 --no-open
  AWS_LAMBDA_RUNTIME_API=127.0.0.1:9001/mine ./bootstrap
  aws lambda invoke --endpoint-url http://127.0.0.1:9000 --function-name hello-bash out.json
`
