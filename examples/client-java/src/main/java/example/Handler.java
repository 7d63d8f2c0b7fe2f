// The handler alone: everything else of `runtime-java` is in AWS's client. What the class does when it is made is Init.
package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

public class Handler implements RequestHandler<Map<String, String>, Map<String, String>> {
    private final String greeting = System.getenv("GREETING");

    public Handler() {
        if (greeting == null) throw new IllegalStateException("there is no variable GREETING");
    }

    @Override
    public Map<String, String> handleRequest(Map<String, String> event, Context context) {
        if (event.containsKey("fail")) throw new IllegalStateException(event.get("fail"));
        context.getLogger().log("greeting, with " + (context.getRemainingTimeInMillis() > 0 ? "time" : "no time") + " left\n");
        return Map.of("message", greeting + ", " + event.getOrDefault("name", "world"));
    }
}
