// The victim of kills.ts: says each key when its handler starts, and takes its time between claim and effect.
import { setTimeout as pause } from 'node:timers/promises';
import { createPool } from '@windsurf/db/pool';
import { createTenancy } from '@windsurf/db/tenancy';
import { pino } from 'pino';
import { on, onceIn } from './consume.ts';
import { addFact, orderPaid } from './lab.ts';
import { startWorker } from './worker.ts';

const [connectionString = '', defect = ''] = process.argv.slice(2);
const tenancy = createTenancy<unknown>({ pool: createPool({ connectionString, max: 4 }), service: 'mlab_b' });
const handle = on(orderPaid, async (message) => {
  process.stdout.write(`${message.key}\n`);
  if (defect === 'claim-apart') {
    const first = await tenancy.inCreator(message.creatorId, async (tx) => await onceIn(tx, message));
    await pause(20);
    if (first) await tenancy.inCreator(message.creatorId, async (tx) => await addFact(tx, 'mlab_b', message.key));
    return;
  }
  await tenancy.inCreator(message.creatorId, async (tx) => {
    if (defect !== 'no-claim' && !(await onceIn(tx, message))) return;
    await addFact(tx, 'mlab_b', message.key);
    await pause(10);
  });
  await pause(10); // time to be killed between the effect's commit and the queue's answer
});
const worker = await startWorker({
  connectionString,
  schema: 'mlab_b',
  consumers: [handle],
  jobs: [],
  log: pino({ level: 'warn' }, pino.destination(2)),
});
process.stdout.write('listening\n');
await worker.done.catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`, () => process.exit(57));
});
