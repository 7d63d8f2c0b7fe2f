#!/bin/bash
# An external extension: a program of its own. Lambda starts each file in `extensions` before the runtime.
set -u

api="http://${AWS_LAMBDA_RUNTIME_API}/2020-01-01/extension"
headers="$(mktemp)"

# It registers under the name of its file, and says which events it wants. The runtime is not started before.
curl --silent --show-error --output /dev/null --dump-header "$headers" \
  --header "Lambda-Extension-Name: $(basename "$0")" \
  --data '{"events":["INVOKE","SHUTDOWN"]}' "$api/register" || exit 1

# The answer's header says who it is from now on.
id="$(sed -n 's/^Lambda-Extension-Identifier: *\([^[:space:]]*\).*/\1/p' "$headers")"
echo "the extension is registered"

while true; do
  # The first call says that it is ready; each later one, that it is done with the event before. Then it waits, as the
  # runtime does. The environment is free when both wait: an extension that is slow to ask again keeps it busy.
  event="$(curl --silent --show-error --header "Lambda-Extension-Identifier: $id" "$api/event/next")" || exit 1

  # It is told of the invocation, but never gets the payload: compare with what the runtime prints.
  echo "the extension got $event"

  # The last event: two seconds to tidy up, then SIGKILL. Save a change of any file to see it.
  case "$event" in *'"SHUTDOWN"'*) exit 0 ;; esac
done
