// What the command line can do.

export const help = `Lambda Runtime Playground: watch a Lambda runtime talk to the Runtime API.

Usage:
  npm start -- [options] [FOLDER...]
  lambda-playground start [options] [FOLDER...]
  lambda-playground rie [options] COMMAND...     in place of aws-lambda-rie; see lambda-playground rie --help

FOLDER holds a function: a bootstrap, or a handler for Node.js, and a function.json if it needs settings.
Two functions, hello-bash and hello-node, are always there.

Options:
  --port N               the page and the Lambda service API (9000; 0: any free port)
  --runtime-api-port N   runtimes that you start yourself (9001; 0: any free port)
  --function-url-port N  function URLs: http://127.0.0.1:9002/NAME/ and http://NAME.localhost:9002/ (9002; 0: any free port)
  --api-port N           HTTP routes of functions, as an API or a load balancer in front of them (9003; 0: any free port)
  --data-dir DIR         where sessions and edited examples are kept
  --no-open              do not open the browser
  --host ADDRESS         the address to listen on (127.0.0.1); any other asks for a token
  --token TOKEN          the token to ask for
  --allow-host NAME      another name by which the playground may be reached
  --allow-origin ORIGIN  a web page that may call the Lambda service API, function URLs and routes
  -h, --help             this text
  -v, --version          the version

Examples:
  npm start
  npm start -- ./my-function
  npm start -- --port 0 --no-open
  AWS_LAMBDA_RUNTIME_API=127.0.0.1:9001/mine ./bootstrap
  aws lambda invoke --endpoint-url http://127.0.0.1:9000 --function-name hello-bash out.json
`

export const rieHelp = `Lambda Runtime Playground in place of aws-lambda-rie: runs a command as a Lambda runtime, and takes calls over HTTP.

Usage:
  lambda-playground rie [options] COMMAND...

COMMAND starts the runtime, with this process's variables and working directory; its last word is the handler, unless
_HANDLER or AWS_LAMBDA_FUNCTION_HANDLER says otherwise. Without one: /var/task/bootstrap, /opt/bootstrap or /var/runtime/bootstrap.

Options of aws-lambda-rie, before the command or in it:
  --log-level LEVEL                             error, warn, info, debug (LOG_LEVEL, else info); written to standard error
  --enable-init-caching                         the runtime may use restore/next, as with SnapStart
  --runtime-api-address HOST:PORT               the Runtime API (127.0.0.1:9001)
  --runtime-interface-emulator-address HOST:PORT
                                                where callers come in (0.0.0.0:8080)
Options of our own, before the command alone, or in the variable LAMBDA_PLAYGROUND_RIE_OPTIONS:
  --concurrency N        as many environments, each a process of COMMAND; callers beyond that get 429.
                         Without it there is one environment, and callers wait for their turn
  --page-port N          the page, on 127.0.0.1 (9000, or any free port where that is taken)
  --no-page              no page
  --data-dir DIR         keeps what happened there; without it nothing is left behind
  -h, --help             this text
  --                     what follows is the command, whatever it looks like

Variables: AWS_LAMBDA_FUNCTION_TIMEOUT (300), AWS_LAMBDA_FUNCTION_NAME (test_function), AWS_LAMBDA_FUNCTION_VERSION,
AWS_LAMBDA_FUNCTION_MEMORY_SIZE (3008), AWS_LAMBDA_MAX_CONCURRENCY (several invocations at one time in one environment).

Examples:
  lambda-playground rie ./bootstrap
  lambda-playground rie --log-level debug python -m awslambdaric app.handler
  curl -XPOST http://localhost:8080/2015-03-31/functions/function/invocations -d '{}'
  aws lambda invoke --endpoint-url http://localhost:8080 --function-name function out.json
`
