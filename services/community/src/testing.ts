// community for tests: the real app on a real database, with a Redis beside it. Events are put into its queue as the
// emitter's database does.
import { Redis } from 'ioredis';
import type { FastifyInstance } from 'fastify';
import type { Test } from 'tap';
import { createLimiter } from '@windsurf/access/limits';
import { entitlementGranted } from '@windsurf/contracts/delivery';
import type { EventType, PayloadOf } from '@windsurf/contracts/event';
import { storePublished } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { drain } from '@windsurf/messages/drain';
import { testClock } from '@windsurf/testbed/clock';
import { observed } from '@windsurf/testbed/observed';
import type { TestClock } from '@windsurf/testbed/clock';
import { testDatabase } from '@windsurf/testbed/database';
import type { TestDatabase } from '@windsurf/testbed/database';
import { storeOrigin, testPeople } from '@windsurf/testbed/people';
import type { People, TestPerson } from '@windsurf/testbed/people';
import { quietLog } from '@windsurf/testbed/quiet-log';
import { buildApp } from './app.ts';
import type { DB } from './db.gen.ts';
import type { Deps } from './deps.ts';
import { memberConsumers } from './members/members.consumers.ts';
import { spaceConsumers } from './spaces/spaces.consumers.ts';

export type TestCommunity = {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly db: TestDatabase;
  readonly clock: TestClock;
  readonly people: People;
  /** Handles what waits in the queue; answers how many messages there were. */
  drain(): Promise<number>;
  /** A creator whose store is published under this handle. */
  creator(handle: string, displayName?: string): Promise<TestPerson & { creatorId: string }>;
  /** Somebody who bought from this creator. */
  buyerOf(...creators: readonly string[]): Promise<TestPerson>;
};

export async function startTestCommunity(t: Test): Promise<TestCommunity> {
  const db = await testDatabase(t, ['community']);
  const people = await testPeople('community');
  const { log } = quietLog();
  const clock = testClock();
  const redisUrl = process.env.REDIS_URL;
  if (redisUrl === undefined) throw new Error('REDIS_URL is not set: run tests with `npm test`');
  const redis = new Redis(redisUrl, { keyPrefix: `${db.name}:`, maxRetriesPerRequest: 1 });
  const deps: Deps = {
    tenancy: db.tenancy<DB>('community'),
    clock,
    log,
    limiter: createLimiter(redis, log),
    authenticator: people.authenticator,
    storeOrigin,
    ready: async () => undefined,
    ...observed('community'),
  };
  const app = await buildApp(deps);
  t.teardown(async () => {
    await app.close();
    redis.disconnect();
  });
  const consumers = [...spaceConsumers(deps), ...memberConsumers(deps)];
  const work = { schema: 'community', consumers, jobs: [], log };
  const drained = async (): Promise<number> => await drain({ connectionString: db.url('svc_community'), ...work });
  return {
    app,
    deps,
    db,
    clock,
    people,
    drain: drained,
    async creator(handle, displayName = 'ሰላም መጻሕፍት') {
      const person = people.person({ creator: true });
      await deliver(db, person.personId, storePublished, { handle, displayName, lang: 'am', number: 1 });
      await drained();
      // The same object: its cookie is known by it.
      return Object.assign(person, { creatorId: person.personId });
    },
    async buyerOf(...creators) {
      const person = people.person();
      for (const creator of creators) await deliver(db, creator, entitlementGranted, aPurchase(person.personId));
      await drained();
      return person;
    },
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
  await db.look('select queue_community.accept($1, $2, $3, $4, $5, true)', [
    creator,
    event.name,
    event.version,
    key,
    JSON.stringify(payload),
  ]);
}

export const aPurchase = (buyerId: string): PayloadOf<typeof entitlementGranted> => ({
  entitlementId: newId(),
  orderId: newId(),
  productId: newId(),
  buyerId,
  lang: 'am',
  grantedAt: '2026-11-20T05:00:00Z',
});
