// analytics for tests: the real app on a real database. Events are put into its queue as the emitter's database does.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Test } from 'tap';
import type { checkoutStarted, orderPaid } from '@windsurf/contracts/payments';
import type { EventType, PayloadOf } from '@windsurf/contracts/event';
import { newId } from '@windsurf/db/ids';
import { drain } from '@windsurf/messages/drain';
import { testClock } from '@windsurf/testbed/clock';
import { observed } from '@windsurf/testbed/observed';
import type { TestClock } from '@windsurf/testbed/clock';
import { testDatabase } from '@windsurf/testbed/database';
import type { TestDatabase } from '@windsurf/testbed/database';
import { testPeople } from '@windsurf/testbed/people';
import type { People } from '@windsurf/testbed/people';
import { quietLog } from '@windsurf/testbed/quiet-log';
import { buildApp } from './app.ts';
import type { DB } from './db.gen.ts';
import type { Deps } from './deps.ts';
import { summaryConsumers } from './summaries/summaries.consumers.ts';
import { createViewBuffer } from './views/view-buffer.ts';
import { saveViews } from './views/views.queries.ts';

export type TestAnalytics = {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly db: TestDatabase;
  readonly clock: TestClock;
  readonly people: People;
  readonly logged: () => string;
  /** Handles what waits in the queue; answers how many messages there were. */
  drain(): Promise<number>;
};

export async function startTestAnalytics(t: Test): Promise<TestAnalytics> {
  const db = await testDatabase(t, ['analytics']);
  const people = await testPeople('analytics');
  const { log, text } = quietLog();
  const clock = testClock();
  const tenancy = db.tenancy<DB>('analytics');
  const deps: Deps = {
    tenancy,
    reports: tenancy,
    clock,
    log,
    authenticator: people.authenticator,
    // Written when a test says so, or when it is full; never by the clock of the machine.
    views: createViewBuffer({
      save: async (creator, views) => await saveViews(tenancy, creator, views),
      log,
      waitMs: 600_000,
    }),
    pageTokenKey: randomBytes(32).toString('base64url'),
    ready: async () => undefined,
    ...observed('analytics'),
  };
  const app = await buildApp(deps);
  t.teardown(async () => await app.close());
  const work = { schema: 'analytics', consumers: summaryConsumers(deps), jobs: [], log };
  return {
    app,
    deps,
    db,
    clock,
    people,
    logged: text,
    drain: async () => await drain({ connectionString: db.url('svc_analytics'), ...work }),
  };
}

/** What `messages.emit` does for each subscriber, without the emitting service. */
export async function deliver<E extends EventType>(
  db: TestDatabase,
  creator: string,
  event: E,
  payload: PayloadOf<E>,
  key = newId(),
): Promise<void> {
  await db.look('select queue_analytics.accept($1, $2, $3, $4, $5, true)', [
    creator,
    event.name,
    event.version,
    key,
    JSON.stringify(payload),
  ]);
}

export const aCheckout = (productId: string, startedAt: string): PayloadOf<typeof checkoutStarted> => ({
  intentId: newId(),
  productId,
  amountSantim: 19_950,
  startedAt,
});
export const aSale = (productId: string, paidAt: string, amountSantim = 19_950): PayloadOf<typeof orderPaid> => ({
  orderId: newId(),
  intentId: newId(),
  productId,
  buyerId: newId(),
  amountSantim,
  feeSantim: 998,
  netSantim: amountSantim - 998,
  currency: 'ETB',
  lang: 'am',
  paidAt,
});
