// The Java runtime of the playground: loads a handler, asks for events, hands them over, posts what comes back.
//
//   java Bootstrap example.Handler        (or example.Handler::method), with the function on the class path
//
// Plain Java 11 without a library; JSON is in a file of its own.
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.*;
import java.lang.reflect.*;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.*;
import java.util.*;

public class Bootstrap {
    public static void main(String[] args) throws Exception {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
        RuntimeApi api = new RuntimeApi(System.getenv("AWS_LAMBDA_RUNTIME_API"));
        Handler handler = null;
        try {
            handler = new Handler(args[0]);
        } catch (Throwable problem) {
            api.initError(log(problem));
            System.exit(1);
        }
        while (true) {
            HttpResponse<byte[]> invocation = api.next();
            String requestId = header(invocation, "aws-request-id");
            // Where the X-Ray SDK looks for it; a Java program cannot change its own environment.
            System.setProperty("com.amazonaws.xray.traceHeader", header(invocation, "trace-id", ""));
            byte[] result = null;
            try {
                result = handler.call(invocation);
            } catch (Throwable problem) {
                Throwable cause = log(problem);
                api.error(requestId, cause);
                // A machine in such a state goes no further.
                if (cause instanceof VirtualMachineError) System.exit(1);
            }
            if (result != null) api.response(requestId, result);
        }
    }

    /** Writes down what was thrown; gives the handler's own error where reflection wrapped it. */
    static Throwable log(Throwable problem) {
        Throwable own = problem instanceof InvocationTargetException ? problem.getCause() : problem;
        own.printStackTrace();
        return own;
    }

    static String header(HttpResponse<?> response, String name, String otherwise) {
        return response.headers().firstValue("lambda-runtime-" + name).orElse(otherwise);
    }

    static String header(HttpResponse<?> response, String name) {
        return header(response, name, null);
    }
}

/** The Runtime API as a client sees it: one connection, kept; a `next` that waits as long as it takes. */
class RuntimeApi {
    private final HttpClient client;
    private final String base;
    private String invocationId;

    /** `address`: host:port, or host:port/prefix. */
    RuntimeApi(String address) {
        base = "http://" + address + "/2018-06-01/runtime";
        System.setProperty("jdk.httpclient.keepalive.timeout", "31536000");
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    HttpResponse<byte[]> next() throws Exception {
        HttpResponse<byte[]> answer = send(request("/invocation/next").GET());
        if (answer.statusCode() != 200)
            throw new IOException("GET next was answered with " + answer.statusCode() + ": " + new String(answer.body(), UTF_8));
        // Tells attempts of one request apart, where the host names them.
        invocationId = Bootstrap.header(answer, "invocation-id");
        return answer;
    }

    void response(String requestId, byte[] body) throws Exception {
        post("/invocation/" + requestId + "/response", body, null);
    }

    void error(String requestId, Throwable problem) throws Exception {
        post("/invocation/" + requestId + "/error", Json.write(describe(problem)), problem);
    }

    void initError(Throwable problem) throws Exception {
        post("/init/error", Json.write(describe(problem)), problem);
    }

    private void post(String path, byte[] body, Throwable problem) throws Exception {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        if (problem != null) request.header("Lambda-Runtime-Function-Error-Type", problem.getClass().getName());
        if (invocationId != null) request.header("Lambda-Runtime-Invocation-Id", invocationId);
        send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("User-Agent", "playground-java/1");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** An error in the shape that Lambda's Java runtime gives it, without the frames that led from here to the handler. */
    private static Map<String, Object> describe(Throwable problem) {
        List<String> trace = new ArrayList<>();
        for (StackTraceElement frame : problem.getStackTrace()) {
            if (frame.getClassName().matches("(jdk\\.internal|java\\.lang)\\.reflect\\..*|Bootstrap|Handler|Json")) break;
            trace.add(frame.toString());
        }
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("errorMessage", problem.getMessage());
        error.put("errorType", problem.getClass().getName());
        error.put("stackTrace", trace);
        if (problem.getCause() != null) error.put("cause", describe(problem.getCause()));
        return error;
    }
}

/** The method that `_HANDLER` names, and how an event becomes its arguments (Developer Guide, java-handler). */
class Handler {
    private final Method method;
    private final Object target;

    Handler(String name) throws Exception {
        String[] parts = name.split("::");
        Class<?> type = Class.forName(parts[0], true, ClassLoader.getSystemClassLoader());
        method = find(type, parts.length > 1 ? parts[1] : "handleRequest");
        method.setAccessible(true);
        if (Modifier.isStatic(method.getModifiers())) {
            target = null;
        } else {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            target = constructor.newInstance();
        }
    }

    /** Of several with one name, the one with the most parameters; what the compiler made for an interface is no handler. */
    private static Method find(Class<?> type, String name) throws NoSuchMethodException {
        List<Method> all = new ArrayList<>(List.of(type.getMethods()));
        all.addAll(List.of(type.getDeclaredMethods()));
        return all.stream()
                .filter(one -> one.getName().equals(name) && !one.isBridge())
                .max(Comparator.comparingInt(Method::getParameterCount))
                .orElseThrow(() -> new NoSuchMethodException("No method " + name + " in " + type.getName()));
    }

    byte[] call(HttpResponse<byte[]> invocation) throws Exception {
        Type[] types = method.getGenericParameterTypes();
        Object[] arguments = new Object[types.length];
        ByteArrayOutputStream written = null;
        for (int i = 0; i < types.length; i++) {
            if (types[i] == InputStream.class) arguments[i] = new ByteArrayInputStream(invocation.body());
            else if (types[i] == OutputStream.class) arguments[i] = written = new ByteArrayOutputStream();
            else if (types[i].getTypeName().equals("com.amazonaws.services.lambda.runtime.Context"))
                arguments[i] = View.of((Class<?>) types[i], context(invocation));
            else arguments[i] = Json.bind(Json.read(new String(invocation.body(), UTF_8)), types[i]);
        }
        Object result = method.invoke(target, arguments);
        return written == null ? Json.write(result) : written.toByteArray();
    }

    /** What the context object tells, by the names of its getters (Developer Guide, java-context). */
    private static Map<String, Object> context(HttpResponse<?> invocation) {
        long deadline = Long.parseLong(Bootstrap.header(invocation, "deadline-ms"));
        Map<String, Object> members = new HashMap<>();
        members.put("AwsRequestId", Bootstrap.header(invocation, "aws-request-id"));
        members.put("InvokedFunctionArn", Bootstrap.header(invocation, "invoked-function-arn"));
        members.put("TenantId", Bootstrap.header(invocation, "aws-tenant-id"));
        members.put("XrayTraceId", Bootstrap.header(invocation, "trace-id"));
        members.put("FunctionName", System.getenv("AWS_LAMBDA_FUNCTION_NAME"));
        members.put("FunctionVersion", System.getenv("AWS_LAMBDA_FUNCTION_VERSION"));
        members.put("MemoryLimitInMB", Integer.valueOf(System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")));
        members.put("LogGroupName", System.getenv("AWS_LAMBDA_LOG_GROUP_NAME"));
        members.put("LogStreamName", System.getenv("AWS_LAMBDA_LOG_STREAM_NAME"));
        members.put("RemainingTimeInMillis", (View.Counted) () -> (int) Math.max(0, deadline - System.currentTimeMillis()));
        members.put("Logger", Map.of());
        Map<?, ?> identity = (Map<?, ?>) Json.read(Bootstrap.header(invocation, "cognito-identity", "null"));
        if (identity != null) {
            Map<String, Object> parts = new HashMap<>();
            parts.put("IdentityId", identity.get("cognitoIdentityId"));
            parts.put("IdentityPoolId", identity.get("cognitoIdentityPoolId"));
            members.put("Identity", parts);
        }
        Map<?, ?> client = (Map<?, ?>) Json.read(Bootstrap.header(invocation, "client-context", "null"));
        if (client != null) {
            Map<String, Object> parts = new HashMap<>();
            parts.put("Custom", client.get("custom"));
            parts.put("Environment", client.get("env"));
            parts.put("Client", View.members((Map<?, ?>) client.get("client")));
            members.put("ClientContext", parts);
        }
        return members;
    }
}

/** Objects of interfaces that only the function has on its class path, such as AWS's `Context` and what that leads to. */
class View {
    interface Counted {
        int now();
    }

    static Object of(Class<?> type, Map<String, Object> members) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getName().equals("log")) return log(arguments[0]);
            if (method.getDeclaringClass() == Object.class) return method.invoke(members, arguments);
            Object value = members.get(method.getName().substring(3));
            if (value instanceof Counted) return ((Counted) value).now();
            boolean nested = value instanceof Map && method.getReturnType() != Map.class;
            return nested ? of(method.getReturnType(), members((Map<?, ?>) value)) : value;
        });
    }

    /** By the names of getters: what is called app_title in JSON is AppTitle there. */
    static Map<String, Object> members(Map<?, ?> given) {
        if (given == null) return null;
        Map<String, Object> members = new HashMap<>();
        given.forEach((name, value) -> {
            StringBuilder words = new StringBuilder();
            for (String word : name.toString().split("_")) words.append(word.substring(0, 1).toUpperCase()).append(word.substring(1));
            members.put(words.toString(), value);
        });
        return members;
    }

    /** Of the logger: text or bytes, one call one line. */
    private static Object log(Object message) {
        String text = message instanceof byte[] ? new String((byte[]) message, UTF_8) : String.valueOf(message);
        System.out.print(text.endsWith("\n") ? text : text + "\n");
        System.out.flush();
        return null;
    }
}
