# boto3 as a caller: prints what it got as lines of JSON, each with the name of what was asked.
import json
import sys

import boto3
from botocore.config import Config

endpoint = sys.argv[1]


def client(**config):
    return boto3.client(
        "lambda",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="anything",
        aws_secret_access_key="goes",
        config=Config(**config),
    )


calls = client(retries={"max_attempts": 0})
# What was handed over before may still be at work.
patient = client(retries={"max_attempts": 10, "mode": "standard"})


def tell(name, value):
    print(json.dumps([name, value]), flush=True)


def refused(call, **arguments):
    """The exception that the SDK has made of an answer: its class, its code, its status."""
    try:
        call(**arguments)
    except calls.exceptions.ClientError as problem:
        answer = problem.response
        code = answer["Error"]["Code"]
        typed = type(problem) is getattr(calls.exceptions, code, None)
        return [type(problem).__name__, code, typed, answer["ResponseMetadata"]["HTTPStatusCode"]]
    return None


output = calls.invoke(FunctionName="echo", Payload=b'{"from":"boto3"}', LogType="Tail")
tell("invoke", [output["StatusCode"], output["ExecutedVersion"], json.loads(output["Payload"].read()), "LogResult" in output])
output = calls.invoke(FunctionName="fails", Payload=b"{}")
tell("function error", [output["StatusCode"], output["FunctionError"], json.loads(output["Payload"].read())["errorType"]])
output = calls.invoke(FunctionName="echo", InvocationType="Event", Payload=b"{}")
tell("event", [output["StatusCode"], output["Payload"].read().decode()])
tell("dry run", calls.invoke(FunctionName="echo", InvocationType="DryRun")["StatusCode"])


def streamed(name):
    """The bytes of a response in pieces, and what its last frame said of an error."""
    output = patient.invoke_with_response_stream(FunctionName=name, Payload=b'{"n":1}')
    frames = list(output["EventStream"])
    body = b"".join(frame["PayloadChunk"]["Payload"] for frame in frames if "PayloadChunk" in frame)
    return [output["ExecutedVersion"], body.decode(), frames[-1]["InvokeComplete"].get("ErrorCode")]


tell("streamed", streamed("echo"))
tell("streamed error", streamed("fails"))

tell("unknown", refused(calls.invoke, FunctionName="nobody"))
tell("unknown qualifier", refused(calls.invoke, FunctionName="echo", Qualifier="nowhere"))
tell("no JSON", refused(calls.invoke, FunctionName="echo", Payload=b"{"))
tell("too large", refused(calls.invoke, FunctionName="echo", Payload=b'"' + b"x" * 6 * 1024 * 1024 + b'"'))
tell("throttled", refused(calls.invoke, FunctionName="busy"))
tell("no operation", refused(calls.list_tags, Resource="arn:aws:lambda:us-east-1:012345678912:function:echo"))
tell("not to be changed", refused(calls.update_function_configuration, FunctionName="echo", Role="arn:aws:iam::012345678912:role/other"))

for name in ["function_exists", "function_active_v2", "function_updated_v2"]:
    calls.get_waiter(name).wait(FunctionName="echo", WaiterConfig={"Delay": 1, "MaxAttempts": 5})
    tell(name, True)

names = []
for page in calls.get_paginator("list_functions").paginate(PaginationConfig={"PageSize": 2}):
    names += [one["FunctionName"] for one in page["Functions"]]
tell("list", names)

output = calls.update_function_configuration(FunctionName="echo", Timeout=9, Environment={"Variables": {"OWN": "boto3"}})
tell("update", [output["Timeout"], output["Environment"], output["LastUpdateStatus"]])
tell("publish", calls.publish_version(FunctionName="echo")["Version"])
output = calls.create_alias(FunctionName="echo", Name="live", FunctionVersion="1")
tell("alias", [output["AliasArn"], output["FunctionVersion"]])
output = patient.invoke(FunctionName="echo", Qualifier="live", Payload=b"1")
tell("invoke alias", [output["ExecutedVersion"], output["Payload"].read().decode()])

# The last of its attempts is let through by whoever reads this line.
tell("patient", None)
output = patient.invoke(FunctionName="busy", Payload=b'"patient"')
tell("retried", [output["Payload"].read().decode(), output["ResponseMetadata"]["RetryAttempts"] > 0])
