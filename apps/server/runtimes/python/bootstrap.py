# The Python runtime of the playground: loads a handler, asks for events, hands them over, posts what comes back.
#
#   python bootstrap.py app.handler        (or path/to/file.function, or package.module.function)
import decimal
import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

BASE = "/2018-06-01/runtime"


class RuntimeApi:
    """The Runtime API as a client sees it: one connection, kept; a `next` that waits as long as it takes."""

    def __init__(self, address):
        self.host, slash, prefix = address.partition("/")  # host:port, or host:port/prefix
        self.prefix = slash + prefix
        self.connection = http.client.HTTPConnection(self.host)
        self.attempt = {}

    def next(self):
        status, headers, body = self.send("GET", "/invocation/next")
        if status != 200:
            raise OSError(f"GET next was answered with {status}: {body.decode(errors='replace')}")
        # Tells attempts of one request apart, where the host names them.
        invocation_id = headers.get("Lambda-Runtime-Invocation-Id")
        self.attempt = {"Lambda-Runtime-Invocation-Id": invocation_id} if invocation_id else {}
        return headers, body

    def response(self, request_id, body, content_type):
        headers = {"Content-Type": content_type, **self.attempt}
        self.send("POST", f"/invocation/{request_id}/response", body, headers)

    def error(self, request_id, error):
        self.post_error(f"/invocation/{request_id}/error", error, self.attempt)

    def init_error(self, error):
        self.post_error("/init/error", error, {})

    def post_error(self, path, error, headers):
        # Only printable ASCII may stand in a header.
        error_type = "".join(c if " " <= c <= "~" else "?" for c in error["errorType"])
        headers = {"Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": error_type, **headers}
        self.send("POST", path, json.dumps(error).encode(), headers)

    def send(self, method, path, body=None, headers={}):
        headers = {"User-Agent": "playground-python/1", **headers}
        self.connection.request(method, self.prefix + BASE + path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()


class RuntimeProblem(Exception):
    """What the runtime itself finds wrong; `name` is told as the error's type."""

    def __init__(self, name, message, trace=()):
        super().__init__(message)
        self.name = name
        self.trace = list(trace)


def load_handler(name):
    """Finds the function that `_HANDLER` names: a module, a slash as good as a dot, and after the last dot the function."""
    module_name, dot, function_name = name.rpartition(".")
    if not dot or not module_name or not function_name:
        raise RuntimeProblem("Runtime.MalformedHandlerName", f"Bad handler '{name}': it is not of the form file.function")
    module_path = module_name.replace("/", ".")
    if module_path.split(".")[0] in sys.builtin_module_names:
        raise RuntimeProblem(
            "Runtime.BuiltInModuleConflict", f"Cannot use built-in module {module_name} as a handler module"
        )
    try:
        module = importlib.import_module(module_path)
    except ImportError as problem:
        raise RuntimeProblem("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {problem}") from problem
    except SyntaxError as problem:
        where = f'  File "{problem.filename}" Line {problem.lineno}\n    {problem.text}'
        message = f"Syntax error in module '{module_name}': {problem}"
        raise RuntimeProblem("Runtime.UserCodeSyntaxError", message, [where]) from problem
    handler = getattr(module, function_name, None)
    if handler is None:
        message = f"Handler '{function_name}' missing on module '{module_name}'"
        raise RuntimeProblem("Runtime.HandlerNotFound", message)
    return handler


class Members:
    """An object with these members; what was not given is None."""

    def __init__(self, names, given):
        for name in names:
            setattr(self, name, (given or {}).get(name))

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


class Context(Members):
    """The context object (Developer Guide, python-context)."""

    def __init__(self, headers):
        env = os.environ.get
        self.function_name = env("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = env("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = env("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = env("AWS_LAMBDA_LOG_STREAM_NAME")
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.tenant_id = headers["Lambda-Runtime-Aws-Tenant-Id"]
        identity = json.loads(headers["Lambda-Runtime-Cognito-Identity"] or "{}")
        self.identity = Members([], None)
        self.identity.cognito_identity_id = identity.get("cognitoIdentityId")
        self.identity.cognito_identity_pool_id = identity.get("cognitoIdentityPoolId")
        self.client_context = client_context_of(json.loads(headers["Lambda-Runtime-Client-Context"] or "null"))
        self._deadline_ms = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, message):
        write_log(str(message), logging.NOTSET, as_json=False)


def client_context_of(given):
    if given is None:
        return None
    client_context = Members(["custom", "env", "client"], given)
    if client_context.client is not None:
        names = ["installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"]
        client_context.client = Members(names, client_context.client)
    return client_context


def encode(result):
    """What the caller gets, and its content type: bytes as they are, anything else as JSON."""
    if isinstance(result, bytes):
        return result, "application/unknown"
    try:
        return json.dumps(result, ensure_ascii=False, default=plain_number).encode(), "application/json"
    except Exception as problem:
        raise RuntimeProblem("Runtime.MarshalError", f"Unable to marshal response: {problem}") from problem


def plain_number(value):
    """Numbers that DynamoDB's client gives."""
    if not isinstance(value, decimal.Decimal):
        raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
    return int(value) if value == value.to_integral_value() else float(value)


def describe(problem, request_id=""):
    """An exception in the shape that Lambda's Python runtime gives it, without the frames of this file."""
    if isinstance(problem, RuntimeProblem):
        error_type, trace = problem.name, problem.trace
    else:
        error_type = type(problem).__name__
        frames = traceback.extract_tb(problem.__traceback__)
        trace = traceback.format_list([frame for frame in frames if not is_ours(frame.filename)])
    return {"errorMessage": str(problem), "errorType": error_type, "requestId": request_id, "stackTrace": trace}


def is_ours(file):
    return file == __file__ or file.startswith("<frozen importlib") or os.path.dirname(importlib.__file__) in file


# The function's log: one record is one frame of the descriptor that Lambda gives for it, or a line of standard output.

LOG_JSON = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
LOG_DESCRIPTOR = os.environ.pop("_LAMBDA_TELEMETRY_LOG_FD", None)
#: A frame has a level's place, counted from 1: TRACE, DEBUG, INFO...
PLACES = {logging.DEBUG: 2, logging.INFO: 3, logging.WARNING: 4, logging.ERROR: 5, logging.CRITICAL: 6}
current_request_id = ""


def write_log(text, level, as_json=LOG_JSON):
    if LOG_DESCRIPTOR is None:
        # Frames keep line ends; a line of standard output cannot, so they become carriage returns there.
        sys.stdout.write(text.rstrip("\n").replace("\n", "\r") + "\n")
        sys.stdout.flush()
        return
    message = text.encode(errors="replace")
    kind = 0xA55A0002 | PLACES.get(level, 0) << 2 | (0 if as_json else 1)
    frame = kind.to_bytes(4, "big") + len(message).to_bytes(4, "big") + int(time.time() * 1e6).to_bytes(8, "big") + message
    while frame:
        frame = frame[os.write(int(LOG_DESCRIPTOR), frame) :]


class LogHandler(logging.Handler):
    def emit(self, record):
        level = min(50, max(0, record.levelno)) // 10 * 10
        record.aws_request_id = current_request_id
        write_log(as_json_line(record, level) if LOG_JSON else self.format(record), level)


#: What a record has of itself; the rest was given to it as `extra`.
OWN = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName", "aws_request_id"}


def as_json_line(record, level):
    plain = isinstance(record.msg, dict) and not record.args
    entry = {
        "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
        "level": logging.getLevelName(level),
        "message": record.msg if plain else record.getMessage(),
        "logger": record.name,
        "requestId": current_request_id,
    }
    if record.exc_info:
        kind, value, trace = record.exc_info
        entry.update(stackTrace=traceback.format_tb(trace), errorType=kind.__name__, errorMessage=str(value))
        entry["location"] = f"{record.pathname}:{record.funcName}:{record.lineno}"
    entry.update((name, value) for name, value in vars(record).items() if name not in OWN and name not in entry)
    return json.dumps(entry, ensure_ascii=False, default=str) + "\n"


def use_logging():
    logging.Formatter.converter = time.gmtime
    handler = LogHandler()
    pattern = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n"
    handler.setFormatter(logging.Formatter(pattern, "%Y-%m-%dT%H:%M:%S"))
    root = logging.getLogger()
    root.addHandler(handler)
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper().replace("TRACE", "DEBUG").replace("FATAL", "CRITICAL")
    if level:
        root.setLevel(level)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)


def log_error(error):
    if LOG_JSON:
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        write_log(json.dumps({"timestamp": now, "level": "ERROR", **error}, ensure_ascii=False), logging.ERROR)
        return
    lines = [f"[ERROR] {error['errorType']}: {error['errorMessage']}", "Traceback (most recent call last):"]
    write_log("\n".join([*lines, *(part.rstrip("\n") for part in error["stackTrace"])]), logging.ERROR)


def main(handler_name):
    global current_request_id
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    # Modules are those of the function, not the neighbours of this file.
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    use_logging()
    try:
        handler = load_handler(handler_name)
    except BaseException as problem:
        error = describe(problem)
        log_error(error)
        api.init_error(error)
        sys.exit(1)
    while True:
        headers, body = api.next()
        request_id = current_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        trace_id = headers["Lambda-Runtime-Trace-Id"]
        if trace_id:
            os.environ["_X_AMZN_TRACE_ID"] = trace_id
        else:
            os.environ.pop("_X_AMZN_TRACE_ID", None)
        try:
            result, content_type = encode(handler(json.loads(body), Context(headers)))
        except Exception as problem:
            error = describe(problem, request_id)
            log_error(error)
            api.error(request_id, error)
        else:
            api.response(request_id, result, content_type)


if __name__ == "__main__":
    main(sys.argv[1])
