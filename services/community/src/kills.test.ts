import t from 'tap';
import type { Test } from 'tap';
import { entitlementGranted } from '@windsurf/contracts/delivery';
import { newId } from '@windsurf/db/ids';
import { testDatabase } from '@windsurf/testbed/database';
import { surviveKills } from '@windsurf/testbed/kills';
import { aPurchase, deliver } from './testing.ts';

// Dead workers are noticed after seconds, and a busy machine makes them more.
t.setTimeout(200_000);

/** Lets purchases arrive, one in five of somebody who bought before, and kills the worker between them. */
async function killBetween(t: Test, { events, kills, mode }: { events: number; kills: number; mode: string }) {
  const db = await testDatabase(t, ['community']);
  const creators = [newId(), newId(), newId()];
  const purchases = Array.from({ length: events * 0.8 }, (_, i) => ({
    creator: creators[i % 3] ?? '',
    person: newId(),
  }));
  // Two facts, one member.
  const all = [...purchases, ...purchases.slice(0, events * 0.2)];
  for (const { creator, person } of all) await deliver(db, creator, entitlementGranted, aPurchase(person));
  const count = async (sql: string): Promise<number> => Number((await db.look<{ n: string }>(sql))[0]?.n);
  const lives = await surviveKills({
    script: new URL('kills-worker.ts', import.meta.url),
    args: [db.url('svc_community'), mode],
    kills,
    goal: all.length,
    progress: async () => await count('select count(*) as n from community.handled_messages'),
    finished: async () => (await count('select count(*) as n from queue_community._private_jobs')) === 0,
  });
  const keys = lives.flatMap((life) => life.lines.map((line) => line.text));
  const members = await db.look<{ creator: string; person: string }>(
    'select creator_id as creator, person_id as person from community.members',
  );
  const numbers = await db.look<{ last: number; n: number; members: number }>(
    `select c.last::int, count(distinct m.number)::int as n, count(*)::int as members
     from community.member_numbers c join community.members m using (creator_id) group by c.creator_id, c.last`,
  );
  const handled = await count('select count(*) as n from community.handled_messages');
  return { all, purchases, members, numbers, handled, deliveredAgain: keys.length - new Set(keys).size };
}

t.test('five kills with -9 over 300 purchases lose no member and make none twice', async (t) => {
  const { all, purchases, members, numbers, handled, deliveredAgain } = await killBetween(t, {
    events: 300,
    kills: 5,
    mode: 'events',
  });
  const told = (list: readonly { creator: string; person: string }[]): string[] =>
    list.map(({ creator, person }) => `${creator} ${person}`).toSorted();
  t.same(told(members), told(purchases));
  t.equal(handled, all.length, 'each purchase was handled once');
  t.equal(numbers.length, 3);
  for (const row of numbers) t.same([row.members, row.n, row.last], [80, 80, 80], 'members are numbered without a gap');
  t.ok(deliveredAgain > 0, `the kills did hit running handlers: ${deliveredAgain} deliveries came again`);
});

t.test('the proof notices a handler that does not claim its message', async (t) => {
  const { all, handled } = await killBetween(t, { events: 80, kills: 2, mode: 'no-claim' });
  t.ok(handled > all.length, `${all.length} purchases, ${handled} effects`);
});
