#!/bin/sh
# The one-off task of docker/compose.yaml: roles, schemas and queues first, then each service's migrations. On AWS the same
# commands run as tasks of the new images, each with the login of its own migrator.
set -eu
login() { echo "postgres://$1:$POSTGRES_PASSWORD@postgres:5432/postgres"; }
read_list() { node -p "JSON.parse(require('fs').readFileSync('infra/terraform/services.json')).map((s) => $1).join('$2')"; }

BOOTSTRAP_DATABASE_URL=$(login postgres) \
LOGIN_PASSWORDS=$(node -p "JSON.stringify(Object.fromEntries(JSON.parse(require('fs').readFileSync('infra/terraform/services.json')).flatMap((s) => ['svc_', 'migrator_'].map((kind) => [kind + s.schema, process.env.POSTGRES_PASSWORD]))))") \
  node packages/messages/src/bootstrap-command.ts --schemas "$(read_list s.schema ,)"
for pair in $(read_list "s.name + ':' + s.schema" ' '); do
  MIGRATOR_DATABASE_URL=$(login "migrator_${pair#*:}") \
    node packages/db/src/migrate-command.ts --service "${pair%:*}"
done
