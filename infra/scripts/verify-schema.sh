#!/usr/bin/env bash
# Compares a database with this checkout: tables, columns, indexes, forced row-level security, grants, doors; ends with 0
# when all is as it should be. VERIFY_DATABASE_URL is the address of any login that may connect.
# usage: verify-schema.sh <local|staging|production> [--service=NAME]
set -euo pipefail

if [ $# -lt 1 ]; then
  echo "usage: verify-schema.sh <local|staging|production> [--service=NAME]" >&2
  exit 2
fi
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
environment="$1"
shift
exec "$root/infra/scripts/pinned-node.sh" "$root/packages/release/src/cli.ts" verify-schema --env="$environment" "$@"
