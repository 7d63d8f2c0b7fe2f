# A handler for the Python client: it echoes, logs, and fails where it is asked to.
import logging

logging.getLogger().setLevel(logging.INFO)


def handler(event, context):
    logging.getLogger().info("handles\nin two lines")
    if "fail" in event:
        raise ValueError(event["fail"])
    return {"given": event, "requestId": context.aws_request_id, "remains": context.get_remaining_time_in_millis() > 0}
