// The victim of kills.test.ts: the service's own handlers in a process that is killed.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createPool } from '@windsurf/db/pool';
import { createTenancy } from '@windsurf/db/tenancy';
import { startWorker } from '@windsurf/messages/worker';
import { pino } from 'pino';
import type { DB } from './db.gen.ts';
import { memberConsumers } from './members/members.consumers.ts';
import { spaceConsumers } from './spaces/spaces.consumers.ts';

const [connectionString = '', mode = ''] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const tenancy = createTenancy<DB>({ pool: createPool({ connectionString, max: 4 }), service: 'community' });
const deps = { tenancy, clock: { now: () => new Date() } };

const consumers = [...spaceConsumers(deps), ...memberConsumers(deps)].map((consumer) => ({
  ...consumer,
  handle: async (message: Parameters<typeof consumer.handle>[0]) => {
    process.stdout.write(`${message.key}\n`);
    // `no-claim` is the defect that the test plants: every delivery looks like the first one.
    const once = mode === 'no-claim' ? { ...message.once, key: randomUUID() } : message.once;
    await consumer.handle({ ...message, once });
    await pause(10); // time to be killed between the commit of the effect and the queue's answer
  },
}));
const worker = await startWorker({ connectionString, schema: 'community', consumers, jobs: [], log });
process.stdout.write('listening\n');
await worker.done.catch(() => process.exit(57));
