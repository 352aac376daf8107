// The victim of kills.test.ts: the service's own handlers, or its own way to write views, in a process that is killed.
import { randomUUID } from 'node:crypto';
import { setInterval as every, setTimeout as pause } from 'node:timers/promises';
import { createPool } from '@windsurf/db/pool';
import { newId } from '@windsurf/db/ids';
import { asCreatorId, createTenancy } from '@windsurf/db/tenancy';
import { startWorker } from '@windsurf/messages/worker';
import { pino } from 'pino';
import type { DB } from './db.gen.ts';
import { summaryConsumers } from './summaries/summaries.consumers.ts';
import { dayOf, storePage } from './summaries/summaries.ts';
import { createViewBuffer } from './views/view-buffer.ts';
import { saveViews } from './views/views.queries.ts';

const [connectionString = '', mode = '', creator = ''] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const pool = createPool({ connectionString, max: 4 });
const tenancy = createTenancy<DB>({ pool, service: 'analytics' });

if (mode === 'views') {
  const views = createViewBuffer({ save: async (of, rows) => await saveViews(tenancy, of, rows), log });
  process.stdout.write('listening\n');
  for await (const _ of every(2)) {
    const at = new Date();
    const view = { id: newId(), at, day: dayOf(at), productId: storePage, class: 'human', reason: 'browser' } as const;
    if (views.add(asCreatorId(creator), view)) process.stdout.write(`${view.id}\n`);
  }
}

const consumers = summaryConsumers({ tenancy }).map((consumer) => ({
  ...consumer,
  handle: async (message: Parameters<typeof consumer.handle>[0]) => {
    process.stdout.write(`${message.key}\n`);
    // `no-claim` is the defect that the test plants: every delivery looks like the first one.
    const once = mode === 'no-claim' ? { ...message.once, key: randomUUID() } : message.once;
    await consumer.handle({ ...message, once });
    await pause(10); // time to be killed between the commit of the effect and the queue's answer
  },
}));
const worker = await startWorker({ connectionString, schema: 'analytics', consumers, jobs: [], log });
process.stdout.write('listening\n');
await worker.done.catch(() => process.exit(57));
