#!/usr/bin/env bash
# Deploys one image of one service: green beside blue, each feature domain validated, traffic shifted, rolled back on trouble.
# usage: deploy.sh <staging|production> <service> <image@sha256:…> [--change=ordinary|maintenance] [--override-reason="…"] [--dry-run] [--confirm]
set -euo pipefail

if [ $# -lt 3 ]; then
  echo "usage: deploy.sh <staging|production> <service> <image@sha256:…> [--change=ordinary|maintenance] [--override-reason=\"…\"] [--dry-run] [--confirm]" >&2
  exit 2
fi
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
environment="$1"
service="$2"
image="$3"
shift 3
exec "$root/infra/scripts/pinned-node.sh" "$root/packages/release/src/cli.ts" deploy --env="$environment" --service="$service" --image="$image" "$@"
