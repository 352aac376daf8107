#!/usr/bin/env bash
# Runs one of our sources on the Node that the tests ran on; the machine's own may be too old for them.
# usage: pinned-node.sh <file.ts> [arguments…]
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
node="$root/node_modules/.bin/node"
if [ ! -x "$node" ]; then
  echo "Node is not set up in this clone: run npm run check there once, then call this again." >&2
  exit 2
fi
exec "$node" "$@"
