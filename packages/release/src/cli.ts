// What pipelines and operators run: `node packages/release/src/cli.ts <command> --env=staging --service=auth …`
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readCall } from './deploy/arguments.ts';
import { approve, deploy, type Entry, migrate, rollback, status } from './deploy/commands.ts';
import { LostLease, Refusal, said } from './deploy/trouble.ts';

const [command = '', ...rest] = process.argv.slice(2);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const entry: Entry = {
  region: process.env.AWS_REGION || 'af-south-1',
  state: process.env.RELEASE_STATE || '.dev/release',
  // A pipeline keeps them with its run; on a machine they are committed.
  records: process.env.GITHUB_ACTIONS === 'true' ? 'deployments' : 'docs/deployments',
  runnerId: `${process.env.GITHUB_RUN_ID ?? hostname()}-${process.pid}`,
  env: process.env,
  print,
};

/** The drill is a way to call the restore, which reads its own line. */
const drill = (): number => {
  const { values } = parseArgs({ args: rest, options: { env: { type: 'string' }, 'dry-run': { type: 'boolean' } } });
  const script = fileURLToPath(new URL('restore/restore-command.ts', import.meta.url));
  const dry = values['dry-run'] === true ? ['--dry-run'] : [];
  const args = [script, values.env ?? '', 'latest', '--drill', ...dry];
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
};

const main = async (): Promise<number> => {
  if (command === 'restore-drill') return drill();
  const call = readCall([command, ...rest], process.env.GITHUB_ACTIONS === 'true');
  switch (call.command) {
    case 'deploy':
      return await deploy(call, entry);
    case 'migrate':
      return await migrate(call, entry);
    case 'rollback':
      return await rollback(call, entry);
    case 'approve':
      return await approve(call, entry);
    case 'status':
      return await status(call, entry);
    case 'verify':
      return await (await import('./verify/verify-command.ts')).verify(call, entry);
    case 'verify-schema':
      return await (await import('./verify/verify-command.ts')).verifySchema(call, entry);
    default:
      return await (await import('./smoke/smoke-command.ts')).smoke(call, entry);
  }
};

try {
  // What still waits for something, as a step that somebody else has taken over, is not waited for.
  process.exit(await main());
} catch (error) {
  const known = error instanceof Refusal || error instanceof LostLease;
  process.stderr.write(`${said(error)}\n`);
  if (!known && error instanceof Error && process.env.LOG_LEVEL === 'debug') process.stderr.write(`${error.stack}\n`);
  process.exit(known ? 2 : 1);
}
