// One-off task of a service's image, before the switch: node ../../packages/db/src/migrate-command.ts --service payments
// MIGRATOR_DATABASE_URL: the address of migrator_<schema>, straight to the server, since a pooler would lose the advisory
// lock. --phases expand,backfill holds contract files back; --dry-run only names what would run; --tries 12.
import { fileURLToPath } from 'node:url';
import { runMigrations } from './run-migrations.ts';

process.exitCode = await runMigrations({
  services: fileURLToPath(new URL('../../../services', import.meta.url)),
  args: process.argv.slice(2),
  env: process.env,
  say: (line) => void process.stdout.write(`${line}\n`),
});
