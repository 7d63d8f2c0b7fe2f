// Handlers of the managed languages for tests: the same one in each.

/** Each handler does what its event asks for, and otherwise tells what it was given. */
export const python = `
import logging, os, sys, time
os.environ["FROM_INIT"] = "kept"
connections = 0

def handler(event, context):
    global connections
    connections += 1
    if "log" in event:
        print("printed é")
        logging.getLogger().warning("first\\nsecond", extra={"n": 1})
    if "fail" in event:
        raise ValueError(event["fail"])
    if "exit" in event:
        sys.exit(7)
    if "bad" in event:
        return {1, 2}
    if "size" in event:
        return len(event["size"])
    return {
        "given": event, "id": context.aws_request_id, "name": context.function_name, "version": context.function_version,
        "arn": context.invoked_function_arn, "memory": context.memory_limit_in_mb, "group": context.log_group_name,
        "stream": context.log_stream_name, "remains": context.get_remaining_time_in_millis(),
        "client": context.client_context and context.client_context.custom, "identity": context.identity.cognito_identity_id,
        "trace": os.environ["_X_AMZN_TRACE_ID"], "executionEnv": os.environ["AWS_EXECUTION_ENV"], "calls": connections,
        "task": os.environ["LAMBDA_TASK_ROOT"] in sys.path, "fd": "_LAMBDA_TELEMETRY_LOG_FD" in os.environ,
    }
`
export const ruby = `
require "stringio"
$calls = 0
module Work
  class Handler
    def self.process(event:, context:)
      $calls += 1
      if event.key?("log")
        puts "printed é"
      end
      raise ArgumentError, event["fail"] if event.key?("fail")
      exit 7 if event.key?("exit")
      return event["size"].length if event.key?("size")
      return StringIO.new("as it is") if event.key?("io")
      {
        given: event, id: context.aws_request_id, name: context.function_name, version: context.function_version,
        arn: context.invoked_function_arn, memory: context.memory_limit_in_mb, group: context.log_group_name,
        stream: context.log_stream_name, remains: context.get_remaining_time_in_millis,
        client: context.client_context && context.client_context["custom"], identity: context.identity,
        trace: ENV["_X_AMZN_TRACE_ID"], executionEnv: ENV["AWS_EXECUTION_ENV"], calls: $calls,
      }
    end
  end
end
def plain(event:, context:)
  { plain: event }
end
`
export const java = `
package example;
import com.amazonaws.services.lambda.runtime.*;
import java.io.*;
import java.util.*;
public class Handler implements RequestHandler<Map<String, Object>, Object> {
  static int calls = 0;
  public Object handleRequest(Map<String, Object> event, Context context) {
    calls++;
    if (event.containsKey("log")) { context.getLogger().log("logged é"); System.out.println("printed é"); }
    if (event.containsKey("fail")) throw new IllegalStateException((String) event.get("fail"), new IOException("behind it"));
    if (event.containsKey("exit")) System.exit(7);
    if (event.containsKey("size")) return ((String) event.get("size")).length();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("given", event);
    result.put("id", context.getAwsRequestId());
    result.put("name", context.getFunctionName());
    result.put("version", context.getFunctionVersion());
    result.put("arn", context.getInvokedFunctionArn());
    result.put("memory", String.valueOf(context.getMemoryLimitInMB()));
    result.put("group", context.getLogGroupName());
    result.put("stream", context.getLogStreamName());
    result.put("remains", context.getRemainingTimeInMillis());
    result.put("client", context.getClientContext() == null ? null : context.getClientContext().getCustom());
    result.put("title", context.getClientContext() == null ? null : context.getClientContext().getClient().getAppTitle());
    result.put("identity", context.getIdentity() == null ? null : context.getIdentity().getIdentityId());
    result.put("trace", System.getProperty("com.amazonaws.xray.traceHeader"));
    result.put("executionEnv", System.getenv("AWS_EXECUTION_ENV"));
    result.put("calls", calls);
    return result;
  }
  public static class Order {
    private String title;
    private List<Item> items;
    public void setTitle(String title) { this.title = title; }
    public String getTitle() { return title; }
    public void setItems(List<Item> items) { this.items = items; }
    public List<Item> getItems() { return items; }
  }
  public static class Item { public int count; public Size size; public double[] prices; }
  public enum Size { SMALL, LARGE }
  public Order order(Order order) { order.setTitle(order.getTitle() + "!"); order.getItems().get(0).count++; return order; }
  public static void stream(InputStream in, OutputStream out) throws IOException { out.write("as it is: ".getBytes()); in.transferTo(out); }
  public String text(String text) { return text + "\\u0001"; }
}
`

/** Without anything of AWS's. */
export const plainJava = `
import java.util.*;
class Plain {
  public String greet(Map<String, String> event) { return "Hello " + event.get("name"); }
}
class Broken {
  public String handleRequest(String event) { return event; }
  Broken() { throw new IllegalStateException("not today"); }
}
`
