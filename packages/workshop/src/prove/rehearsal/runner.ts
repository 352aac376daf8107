// A runner in a process of its own, which dies without warning at the n-th time that it writes a step.
import { readFileSync } from 'node:fs';
import { listenForRequests } from '@windsurf/release/switcher/access-log';
import { type Config, deployInRehearsal } from './config.ts';

const [file = '', service = '', revision = '', dieAt = '0'] = process.argv.slice(2);
const config = JSON.parse(readFileSync(file, 'utf8')) as Config;
const log = await listenForRequests(config.layout.log);
let writes = 0;
let last = '';
const deployment = await deployInRehearsal(
  config,
  { service, revision, stepMs: 500 },
  log,
  () => undefined,
  (store) => ({
    read: store.read,
    async write(...args) {
      // A renewed lease is no step.
      const steps = JSON.stringify(args[1].steps);
      if (steps === last) return await store.write(...args);
      last = steps;
      writes += 1;
      // Half of the deaths come before the writing, so that what was done is not known to have been done.
      if (String(writes) === dieAt && writes % 2 === 0) process.kill(process.pid, 'SIGKILL');
      const version = await store.write(...args);
      if (String(writes) === dieAt) process.kill(process.pid, 'SIGKILL');
      return version;
    },
  }),
);
process.stdout.write(`${JSON.stringify({ outcome: deployment.outcome, attempts: deployment.attempts })}\n`);
await log.close();
process.exit(0);
