#!/usr/bin/env bash
# Looks at all health paths, tasks, versions, alarms, error logs and queues of an environment; ends with 0 when all is well.
# usage: verify-deployment.sh <local|staging|production> [--service=NAME] [--url=https://…] [--dry-run]
set -euo pipefail

if [ $# -lt 1 ]; then
  echo "usage: verify-deployment.sh <local|staging|production> [--service=NAME] [--url=https://…] [--dry-run]" >&2
  exit 2
fi
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
environment="$1"
shift
exec "$root/infra/scripts/pinned-node.sh" "$root/packages/release/src/cli.ts" verify --env="$environment" "$@"
