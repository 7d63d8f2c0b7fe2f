// A whole Lambda runtime in Java, in one file and with the JDK alone.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

public class Runtime {
    static final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static final String api = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime";

    /** The function itself. Where it throws, the invocation fails, and the runtime goes on. */
    static String handler(String event, String greeting) {
        var fail = member(event, "fail", null);
        if (fail != null) throw new IllegalStateException(fail);
        return "{\"message\":\"" + greeting + ", " + member(event, "name", "world") + "\"}";
    }

    public static void main(String[] args) throws Exception {
        // Init: what happens once, before the first event. A failure is told, and ends the environment.
        var greeting = System.getenv("GREETING");
        if (greeting == null) {
            post("/init/error", describe(new IllegalStateException("there is no variable GREETING")), "Runtime.NoGreeting");
            System.exit(1);
        }
        while (true) {
            // Ask for work. The answer comes when there is an event: no time-out is set, so there is none.
            var next = client.send(HttpRequest.newBuilder(URI.create(api + "/invocation/next")).build(), BodyHandlers.ofString());
            var id = next.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
            try {
                post("/invocation/" + id + "/response", handler(next.body(), greeting), null);
            } catch (RuntimeException error) {
                post("/invocation/" + id + "/error", describe(error), "Function.Failed");
            }
        }
    }

    static String describe(Exception error) {
        var kind = error.getClass().getSimpleName();
        return "{\"errorMessage\":\"" + error.getMessage() + "\",\"errorType\":\"" + kind + "\"}";
    }

    /** A member that is text. The JDK has no parser of JSON; `client-java` has one, which comes with AWS's client. */
    static String member(String json, String name, String otherwise) {
        var found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        return found.find() ? found.group(1) : otherwise;
    }

    static void post(String path, String body, String kind) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(api + path)).POST(BodyPublishers.ofString(body));
        if (kind != null) request.header("Lambda-Runtime-Function-Error-Type", kind);
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) System.err.println(path + " was refused: " + answer.body());
    }
}
