#!/usr/bin/env bash
# Gives one service, or all of them, what ran before: ends a deployment that is under way, or deploys the previous version.
# The database is left alone: older code runs on a newer schema. Runbook: docs/runbooks/rollback.md
# usage: rollback.sh <staging|production> <service|all> [--reason="…"] [--to=<task definition>] [--dry-run] [--confirm]
set -euo pipefail

if [ $# -lt 2 ]; then
  echo "usage: rollback.sh <staging|production> <service|all> [--reason=\"…\"] [--to=<task definition>] [--dry-run] [--confirm]" >&2
  exit 2
fi
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
environment="$1"
service="$2"
shift 2
exec "$root/infra/scripts/pinned-node.sh" "$root/packages/release/src/cli.ts" rollback --env="$environment" --service="$service" "$@"
