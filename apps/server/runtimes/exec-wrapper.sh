#!/bin/sh
# Hands the command line of a managed runtime, given as arguments, to the script that AWS_LAMBDA_EXEC_WRAPPER names.
wrapper=$AWS_LAMBDA_EXEC_WRAPPER
if [ ! -f "$wrapper" ]; then
  echo "$wrapper: does not exist"
  exit 127
fi
if [ ! -x "$wrapper" ]; then
  echo "$wrapper: is not an executable"
  exit 126
fi
exec "$wrapper" "$@"
