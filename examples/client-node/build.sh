#!/bin/sh
# Installs aws-lambda-ric exactly as the lockfile has it. Its native part, a client of the Runtime API in C++ with a curl
# of its own, is compiled here: that takes a minute, and cmake, autoconf, automake, libtool, make and a C++ compiler.
set -e

# Headers of this Node.js are often beside it; where they are not, node-gyp downloads them.
prefix="$(dirname "$(dirname "$(node -p process.execPath)")")"
if [ -f "$prefix/include/node/node.h" ]; then export npm_config_nodedir="$prefix"; fi

rm -rf node_modules.built
MAKEFLAGS="-j$(getconf _NPROCESSORS_ONLN)" npm ci --no-audit --no-fund --foreground-scripts

# What compiled it is not needed to run it: the client brings all of its own code.
mv node_modules node_modules.built
mkdir node_modules
mv node_modules.built/aws-lambda-ric node_modules/
rm -rf node_modules.built node_modules/aws-lambda-ric/deps
