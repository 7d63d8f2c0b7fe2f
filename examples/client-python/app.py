# The handler alone: everything else of `runtime-python` is in AWS's client. What is outside of the handler is Init.
import os

greeting = os.environ["GREETING"]


def handler(event, context):
    if "fail" in event:
        raise ValueError(event["fail"])
    print(f"greeting, with {'time' if context.get_remaining_time_in_millis() > 0 else 'no time'} left")
    return {"message": f"{greeting}, {event.get('name', 'world')}"}
