#!/bin/sh
# Compiles the Java runtime beside this file with the JDK of the function, puts it on the class path, and becomes the command.
#
#   compile.sh CACHE JAVAC COMMAND [ARGUMENT...]
#
# Once for each version of the sources, in the folder CACHE. Were it run from source (`java Bootstrap.java`), each process would
# hold a compiler, with twice the memory and a second more before it can begin.
set -eu
cache=$1 javac=$2
shift 2
sources=${0%/*}
classes=$cache/java-$(cat "$sources"/*.java | cksum | tr ' ' -)
if [ ! -d "$classes" ]; then
  # Complete or not there at all, also where two do it at once.
  new=$cache/new-$$
  mkdir -p "$new"
  "$javac" -J-XX:+UseSerialGC -J-XX:TieredStopAtLevel=1 --release 11 -nowarn -proc:none -encoding UTF-8 -d "$new" "$sources"/*.java
  if [ -d "$classes" ]; then rm -rf "$new"; else mv "$new" "$classes"; fi
fi
CLASSPATH=$classes:$CLASSPATH
export CLASSPATH
exec "$@"
