// infra/scripts/restore-database.sh calls this, from a place that reaches the databases: a task in the private subnets.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RDSClient } from '@aws-sdk/client-rds';
import { readWallPlan } from '@windsurf/db/wall';
import { copyName, instanceOf } from '../backup/environment.ts';
import type { Environment } from '../backup/environment.ts';
import { WrongCall, readCall, runCommand } from '../backup/operator-call.ts';
import { databaseAddress } from './database-address.ts';
import { writeEvidence } from './evidence.ts';
import { deleteCommand, deleteCopy, readSource, restoreToNew, switchCommands } from './instances.ts';
import type { Source } from './instances.ts';
import { verifyCopy } from './verify-copy.ts';

const usage =
  'usage: restore-database.sh <staging|production> <backup_YYYYMMDD_HHMMSS.sql | 2026-11-20T14:03:00Z | latest> [--dry-run] [--confirm] [--drill]';
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const region = process.env.AWS_REGION ?? 'af-south-1';

const services = (
  JSON.parse(readFileSync(join(root, 'infra/terraform/services.json'), 'utf8')) as { name: string; schema: string }[]
).map(({ name, schema }) => ({ name, plan: readWallPlan(schema, join(root, 'services', name, 'wall.json')) }));

/** Tasks that run on an ordinary day. */
function tasksOf(environment: Environment): { web: number; worker: number } {
  const file = join(root, 'infra/terraform/envs', environment, 'terraform.tfvars.json');
  const { settings } = JSON.parse(readFileSync(file, 'utf8')) as {
    settings: { tasks: Record<'web' | 'worker', { desired: number }> };
  };
  return { web: settings.tasks.web.desired, worker: settings.tasks.worker.desired };
}

function sayAll(title: string, commands: readonly string[]): void {
  say(title);
  for (const command of commands) say(`  ${command}`);
}

async function restore(environment: Environment, source: Source, drill: boolean, now: Date): Promise<void> {
  const rds = new RDSClient({ region });
  const begun = performance.now();
  const copy = await restoreToNew(rds, environment, source, now, say, {
    everyMs: Number(process.env.LOOK_EVERY_MS ?? 15_000),
  });
  const plans = services.map(({ plan }) => plan);
  const seen = await verifyCopy(
    plans,
    async (login) => await databaseAddress(region, login),
    async (login) => await databaseAddress(region, login, copy),
    say,
  );
  const minutes = (performance.now() - begun) / 60_000;
  const file = writeEvidence(process.env.EVIDENCE_FOLDER ?? join(root, 'docs/evidence/restore-drills'), {
    at: now.toISOString(),
    environment,
    source: source === 'latest' ? 'latest' : 'backup' in source ? source.backup : 'point in time',
    target: source !== 'latest' && 'time' in source ? source.time.toISOString() : null,
    minutesToVerifiedCopy: Math.round(minutes * 100) / 100,
    secondsLost: null,
    ...seen,
  });
  say(
    `${seen.compared.rows} rows, ${seen.compared.policies} policies compared; ${minutes.toFixed(1)} minutes; ${file}`,
  );
  for (const difference of seen.differences) say(`differs: ${difference}`);
  if (drill) {
    await deleteCopy(rds, environment, copy.instance);
    say(`${copy.instance} is being deleted`);
  } else {
    const names = services.map(({ name }) => name);
    if (seen.verified)
      sayAll(
        'To let it take over (runbook db-restore):',
        switchCommands(environment, copy.instance, names, tasksOf(environment)),
      );
    sayAll('When nobody needs the copy any more:', [deleteCommand(copy.instance)]);
  }
  if (!seen.verified) throw new Error(`${copy.instance} is not what was there`);
}

process.exitCode = await runCommand(
  async () => {
    const now = new Date();
    const { environment, rest, dryRun, flags } = readCall(process.argv.slice(2), usage, 1, ['drill']);
    const source = sourceOf(rest[0] ?? '', now);
    if (dryRun) {
      say(
        `would restore ${rest[0] ?? ''} to the new instance ${copyName(environment, now)}; ${instanceOf(environment)} stays as it is`,
      );
      say(flags.has('drill') ? 'would verify and delete it' : 'would verify it and print how it takes over');
      return;
    }
    await restore(environment, source, flags.has('drill'), now);
  },
  (line) => void process.stderr.write(`${line}\n`),
);

function sourceOf(text: string, now: Date): Source {
  try {
    return readSource(text, now);
  } catch (error) {
    throw new WrongCall((error as Error).message, { cause: error });
  }
}
