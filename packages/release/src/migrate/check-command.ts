// In CI, before anything is built: node packages/release/src/migrate/check-command.ts --base <commit of the target branch>
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkMigrations } from './check-migrations.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { values } = parseArgs({ options: { base: { type: 'string' } } });
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const { files, looked, findings, allowed } = checkMigrations({ root, ...(values.base ? { base: values.base } : {}) });
for (const line of allowed) say(`excepted: ${line}`);
for (const line of findings) say(line);
say(
  `${files} migrations, ${looked.length} newer than history, ${allowed.length} excepted statements, ${findings.length} findings`,
);
process.exitCode = findings.length === 0 ? 0 : 1;
