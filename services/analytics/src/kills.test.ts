import { setTimeout as pause } from 'node:timers/promises';
import t from 'tap';
import type { Test } from 'tap';
import { checkoutStarted, orderPaid } from '@windsurf/contracts/payments';
import { newId } from '@windsurf/db/ids';
import { testDatabase } from '@windsurf/testbed/database';
import { surviveKills } from '@windsurf/testbed/kills';
import { aCheckout, aSale, deliver } from './testing.ts';

const script = new URL('kills-worker.ts', import.meta.url);

// Dead workers are noticed after seconds, and a busy machine makes them more.
t.setTimeout(200_000);

/** Feeds sales and checkouts of two days and kills the worker between them; answers what was fed and what was counted. */
async function killBetween(t: Test, { events, kills, mode }: { events: number; kills: number; mode: string }) {
  const db = await testDatabase(t, ['analytics']);
  const creators = [newId(), newId(), newId()];
  const products = [newId(), newId()];
  const fed = { checkouts: 0, sales: 0, revenue: 0 };
  for (let i = 0; i < events; i++) {
    const creator = creators[i % creators.length] ?? '';
    const product = products[i % products.length] ?? '';
    const at = i % 3 === 0 ? '2026-11-19T20:00:00Z' : '2026-11-19T22:00:00Z';
    if (i % 2 === 0) {
      await deliver(db, creator, checkoutStarted, aCheckout(product, at));
      fed.checkouts++;
    } else {
      await deliver(db, creator, orderPaid, aSale(product, at, 10_000 + i));
      fed.sales++;
      fed.revenue += 10_000 + i;
    }
  }
  const count = async (sql: string): Promise<number> => Number((await db.look<{ n: string }>(sql))[0]?.n);
  const lives = await surviveKills({
    script,
    args: [db.url('svc_analytics'), mode],
    kills,
    goal: events,
    progress: async () => await count('select count(*) as n from analytics.handled_messages'),
    finished: async () => (await count('select count(*) as n from queue_analytics._private_jobs')) === 0,
  });
  const [counted] = await db.look<{ checkouts: number; sales: number; revenue: number }>(
    'select sum(checkouts)::int as checkouts, sum(sales)::int as sales, sum(revenue_santim)::int as revenue from analytics.daily_summaries',
  );
  const keys = lives.flatMap((life) => life.lines.map((line) => line.text));
  return { fed, counted, deliveredAgain: keys.length - new Set(keys).size, lives: lives.length };
}

t.test('five kills with -9 over 300 sales and checkouts lose none, double none, and miss no santim', async (t) => {
  const { fed, counted, deliveredAgain, lives } = await killBetween(t, { events: 300, kills: 5, mode: 'events' });
  t.same(counted, fed);
  t.equal(lives, 6);
  t.ok(deliveredAgain > 0, `the kills did hit running handlers: ${deliveredAgain} deliveries came again`);
});

t.test('the proof notices a handler that does not claim its message', async (t) => {
  const { fed, counted, deliveredAgain } = await killBetween(t, { events: 80, kills: 2, mode: 'no-claim' });
  const all = (sums: { checkouts: number; sales: number } | undefined): number =>
    (sums?.checkouts ?? 0) + (sums?.sales ?? 0);
  t.ok(all(counted) > all(fed), `${all(fed)} became ${all(counted)}; ${deliveredAgain} deliveries came again`);
});

t.test('a kill loses only views that still waited in memory, and no view is half counted', async (t) => {
  const db = await testDatabase(t, ['analytics']);
  const creator = newId();
  const count = async (sql: string): Promise<number> => Number((await db.look<{ n: string }>(sql))[0]?.n);
  const rows = async (): Promise<number> => await count('select count(*) as n from analytics.views');
  const goal = 450;
  const lives = await surviveKills({
    script,
    args: [db.url('svc_analytics'), 'views', creator],
    kills: 2,
    goal,
    // Told late on purpose: a kill right after a write would find an empty buffer and prove nothing.
    progress: async () => {
      const written = await rows();
      await pause(100);
      return written;
    },
    finished: async () => (await rows()) >= goal,
  });
  const known = new Set((await db.look<{ id: string }>('select id from analytics.views')).map((row) => row.id));
  let lost = 0;
  for (const { lines, killedAt } of lives) {
    const firstMissing = lines.findIndex((line) => !known.has(line.text));
    const tail = firstMissing === -1 ? [] : lines.slice(firstMissing);
    lost += tail.length;
    t.ok(
      tail.every((line) => !known.has(line.text)),
      'what was lost is the end of what was taken',
    );
    t.comment(
      `lost ${tail.length} of ${lines.length}, the oldest ${Math.round(killedAt - (tail[0]?.at ?? killedAt))} ms old`,
    );
  }
  t.ok(lost > 0, 'the kills did hit a buffer');
  t.equal(await count('select sum(views) as n from analytics.daily_summaries'), known.size);
});
