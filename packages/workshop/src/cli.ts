// Second half of every root script, on the pinned Node; go.mjs is the first.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './place.ts';
import { Sentence, shown } from './sentence.ts';

type Command = (args: string[]) => Promise<number>;

/** A script of src/<kind>/<name>.ts that exports `run(args)` and returns an exit code. */
const script =
  (kind: string): Command =>
  async ([name = '', ...args]) => {
    const file = join(import.meta.dirname, kind, `${name}.ts`);
    if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
      const folder = join(import.meta.dirname, kind);
      const names = existsSync(folder) ? readdirSync(folder).filter((entry) => /^[a-z-]+\.ts$/.test(entry)) : [];
      const known = names.map((entry) => entry.replace('.ts', '')).join(', ') || 'none yet';
      throw new Sentence(`npm run ${kind} -- NAME: the names are ${known}.`);
    }
    const { run }: { run: Command } = await import(file);
    // Ends by way of the exit hooks, which take PostgreSQL, Redis and the services along.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
    return run(args);
  };

const COMMANDS: Record<string, Command> = {
  up: async () => (await import('./up.ts')).up(),
  test: async (args) => (await import('./test-command.ts')).test(args),
  dev: async (args) => (await import('./dev.ts')).dev(args),
  new: async (args) => (await import('./new-service.ts')).newCommand(args),
  db: async (args) => (await import('./db-command.ts')).db(args),
  check: async (args) => (await import('./check-entry.ts')).check(args),
  format: async () => (await import('./check-entry.ts')).format(),
  smoke: async (args) => (await import('./smoke.ts')).smoke(args),
  operator: async (args) => (await import('./operator.ts')).operator(args),
  sweep: async () => (await import('./sweep.ts')).sweepAll(),
  bench: script('bench'),
  chaos: script('chaos'),
  prove: script('prove'),
};

// The first half may be killed hard; what it started must not live on. A signal to ourselves takes the usual way out.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 500).unref();

// A stream that cannot be written (a full disk, for one) has nobody to throw at: it ends the run with its sentence.
process.on('uncaughtException', (error) => {
  process.stderr.write(`\n${shown(error)}\n`);
  process.exit(1);
});

const [name = 'up', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
process.chdir(root);
try {
  if (command === undefined)
    throw new Sentence(`There is no command ${name}; there are: ${Object.keys(COMMANDS).join(', ')}.`);
  process.exitCode = await command(args.filter((arg) => arg !== '--'));
  process.exit();
} catch (error) {
  process.stderr.write(`\n${shown(error)}\n`);
  process.exit(1);
}
