// Ten thousand payments over three rails while everything fails: notices are dropped, doubled, late, out of order and
// forged, rails time out and lie, connections are cut, and payments, its worker, delivery, the rails' stand-ins and
// PostgreSQL itself are ended with SIGKILL. Then days pass, and the books are compared with those of the rails.
//
//   npm run chaos -- payments [how many] [seed]
import { setTimeout as wait } from 'node:timers/promises';
import { say } from '../progress.ts';
import { until } from '../whole-product.ts';
import { act, begin, type Begun, type Product } from './payments-load.ts';
import { isClean, judge, truthOf, type Verdict } from './payments-judge.ts';
import { killsOf, plansOf, type Plan } from './payments-plan.ts';
import { startWorld, type World } from './payments-world.ts';
import { chance, pick } from './random.ts';

const AT_ONCE = 24;
const PRODUCTS = 8;

/** @returns exit code; the last line holds the figures */
export const run = async (args: string[] = []): Promise<number> => {
  const count = Number(args[0] ?? 10_000);
  const seed = Number(args[1] ?? 20_261_120);
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError('how many payments? a whole number above 0');
  const world = await startWorld('chaos-payments');
  const from = Date.now();
  try {
    const kills = await storm(world, count, seed);
    await letDaysPass(world);
    const truth = await truthOf(world);
    const verdict = await judge(world.db, truth);
    const seconds = Math.round((Date.now() - from) / 1000);
    const { callbacks } = truth;
    print({
      payments: count,
      kills: kills.processes,
      postgres_crashes: kills.databases,
      callbacks,
      ...figures(verdict),
      seconds,
      seed,
    });
    if (!isClean(verdict)) say(`logs: ${await world.keepLogs()}`);
    return isClean(verdict) ? 0 : 1;
  } catch (error) {
    say(`logs: ${await world.keepLogs()}`);
    throw error;
  } finally {
    await world.stop();
  }
};

const figures = ({ lost, double, unresolved, trial_balance, ...more }: Verdict): object => ({
  lost,
  double,
  unresolved,
  trial_balance,
  ...more,
});
const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** Things to buy, as store-builder would have announced them. */
async function productsOf(world: World): Promise<Product[]> {
  const products: Product[] = [];
  for (let n = 0; n < PRODUCTS; n++) {
    const { rows } = await world.db.query<{ creatorId: string; id: string }>(
      `insert into payments.products (creator_id, id, version, state, title, price_santim, currency, slug, handle, store_name)
       values (uuidv7(), uuidv7(), 1, 'published', $1, $2, 'ETB', 'thing', $3, 'A store')
       returning creator_id as "creatorId", id`,
      [`Thing ${n}`, 10_000 + n * 1250, `store-${n}`],
    );
    const row = rows[0];
    if (!row) throw new Error('no product');
    await world.db.query(
      `insert into delivery.products (creator_id, product_id, version, title, slug, handle, store_name)
       values ($1, $2, 1, $3, 'thing', $4, 'A store')`,
      [row.creatorId, row.id, `Thing ${n}`, `store-${n}`],
    );
    products.push({ ...row, priceSantim: 10_000 + n * 1250 });
  }
  return products;
}

/** A failure that comes before anybody waits for it is thrown where all are waited for, so that the world is tidied up. */
function heldBack<R>(deed: Promise<R>): Promise<R> {
  deed.catch(() => undefined);
  return deed;
}

async function storm(world: World, count: number, seed: number): Promise<{ processes: number; databases: number }> {
  const products = await productsOf(world);
  const plans = plansOf(count, seed);
  const kills = killsOf(count, seed);
  const done = { processes: 0, databases: 0 };
  let begun = 0;
  const late: Begun[] = [];
  const deeds: Promise<unknown>[] = [];
  const underWay: Promise<void>[] = [];
  const next = plans[Symbol.iterator]();
  const random = chance(seed ^ 0xbad);
  const buyer = async (): Promise<void> => {
    for (let step = next.next(); !step.done; step = next.next()) {
      const plan: Plan = step.value;
      const product = products[plan.index % PRODUCTS];
      if (!product) continue;
      const one = await begin(world, plan, product, random);
      begun += 1;
      if (begun % 500 === 0) say(`${begun} of ${count} payments begun, ${done.processes + done.databases} kills`);
      while (kills[0] && kills[0].after <= begun) {
        const { victim } = kills.shift() ?? { victim: 'sandbox' as const };
        const killed = world.kill(victim).then(() => {
          if (victim === 'postgres') done.databases += 1;
          else done.processes += 1;
        });
        underWay.push(heldBack(killed));
      }
      if (plan.act === 'pays-late') late.push(one);
      else deeds.push(heldBack(wait(plan.thinks).then(async () => await act(world, one))));
    }
  };
  const trouble = troubleMaker(world, seed);
  await Promise.all(Array.from({ length: AT_ONCE }, buyer));
  await Promise.all([...deeds, ...underWay]);
  for (const { victim } of kills.splice(0)) {
    await world.kill(victim);
    if (victim === 'postgres') done.databases += 1;
    else done.processes += 1;
  }
  await trouble.stop();
  // Who comes back when the wallet has closed the order, and pays all the same.
  await world.advance(1);
  for (const one of late) await act(world, one);
  say(`${begun} payments begun, ${late.length} of them paid late; the rails say the rest`);
  return done;
}

/** While buyers pay: rails that are slow, down, cut off or over quota, and connections to the database that break. */
function troubleMaker(world: World, seed: number): { stop(): Promise<void> } {
  const random = chance(seed ^ 0xfa17);
  let stopped = false;
  const turn = async (rail: string, change: object): Promise<void> => {
    await fetch(`${world.sandboxUrl}/sandbox/switches`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rail, ...change }),
      signal: AbortSignal.timeout(5000),
    }).catch(() => undefined);
  };
  const kinds = {
    telebirr: { answers: ['cut', 'down', 'slow', 'quota'], calls: ['preOrder', 'queryOrder', 'token', 'all'] },
    webirr: { answers: ['cut', 'down', 'slow', 'timeout-after'], calls: ['create', 'status', 'payments', 'all'] },
    'cps-cbebirr': { answers: ['down', 'slow', 'timeout-after'], calls: ['push', 'all'] },
  } as const;
  const normal = { answers: 'normal', calls: 'all' };
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const rail = pick(random, [
        [5, 'telebirr'],
        [3, 'webirr'],
        [2, 'cps-cbebirr'],
      ] as const);
      const kind = kinds[rail];
      const any = <V>(list: readonly V[]): V => list[Math.floor(random() * list.length)] ?? (list[0] as V);
      await turn(rail, { answers: any(kind.answers), calls: any(kind.calls), seconds: 1 });
      await wait(150 + random() * 350);
      await turn(rail, normal);
      if (random() < 0.15) await world.cutConnections();
      await wait(300 + random() * 700);
    }
    for (const rail of Object.keys(kinds)) await turn(rail, normal);
  };
  const running = loop();
  return {
    async stop() {
      stopped = true;
      await running;
    },
  };
}

const due = `select
  (select count(*) from payments.intents where next_ask_at <= (select fake_at + (now() - real_at) * scale from app.dev_clock))
  + (select count(*) from queue_payments._private_jobs where run_at <= now() and attempts < max_attempts)
  + (select count(*) from queue_delivery._private_jobs where run_at <= now() and attempts < max_attempts) as n`;

/** The janitor's hours and days, one step at a time, until nothing is open. */
async function letDaysPass(world: World): Promise<void> {
  const number = async (sql: string): Promise<number> => Number((await world.db.query<{ n: string }>(sql)).rows[0]?.n);
  const settled = async (): Promise<void> => {
    await fetch(`${world.sandboxUrl}/sandbox/api/settle`, { method: 'POST' }).catch(() => undefined);
    await until(async () => ((await number(due)) === 0 ? true : undefined), 240_000);
  };
  await settled();
  // 24 h of a code's life and 72 h of questions.
  for (const hours of [0.1, 0.3, 0.6, 1, 2, 4, 8, 8, 12, 12, 12, 12, 12, 12, 12]) {
    const open = await number(
      `select count(*) as n from payments.intents where state in ('created', 'pending', 'unknown')`,
    );
    const refunds = await number(
      `select count(*) as n from payments.refunds where state in ('asked', 'sending', 'unknown')`,
    );
    say(`${open} attempts and ${refunds} refunds without an end`);
    if (open + refunds === 0) break;
    await world.advance(hours);
    // Longer than a process may take to see the clock, and than a round's pause.
    await wait(2500);
    await settled();
  }
}
