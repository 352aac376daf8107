#!/usr/bin/env bash
# Takes a snapshot of an environment's database and waits until it can be restored. Runbook: docs/runbooks/db-restore.md
# usage: backup-databases.sh <staging|production> [--dry-run] [--confirm]
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
exec "$root/infra/scripts/pinned-node.sh" "$root/packages/release/src/backup/backup-command.ts" "$@"
