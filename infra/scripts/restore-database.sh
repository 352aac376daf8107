#!/usr/bin/env bash
# Restores a backup or a moment to a new instance beside the one that serves, verifies it, and prints how it takes over;
# with --drill it is deleted again. Nothing is restored over a running database. Runbook: docs/runbooks/db-restore.md
# usage: restore-database.sh <staging|production> <backup_YYYYMMDD_HHMMSS.sql|2026-11-20T14:03:00Z|latest> [--dry-run] [--confirm] [--drill]
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
exec "$root/infra/scripts/pinned-node.sh" "$root/packages/release/src/restore/restore-command.ts" "$@"
