// In CI, before anything is built: node packages/release/src/migrate/check-command.ts --base <commit of the target branch>
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkMigrations } from './check-migrations.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Where this change left the base; undefined on a branch's first push, after a forced one, and in a shallow clone. */
function forkOf(base: string | undefined): string | undefined {
  if (!base) return undefined;
  const ran = spawnSync('git', ['merge-base', base, 'HEAD'], { cwd: root, encoding: 'utf8' });
  if (ran.status === 0) return ran.stdout.trim();
  say(`${base} is not in this clone: files are held against history.json alone`);
  return undefined;
}

const { values } = parseArgs({ options: { base: { type: 'string' } } });
const base = forkOf(values.base);
const { files, looked, findings, allowed } = checkMigrations({ root, ...(base === undefined ? {} : { base }) });
for (const line of allowed) say(`excepted: ${line}`);
for (const line of findings) say(line);
say(
  `${files} migrations, ${looked.length} newer than history, ${allowed.length} excepted statements, ${findings.length} findings`,
);
process.exitCode = findings.length === 0 ? 0 : 1;
