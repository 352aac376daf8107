// The proof of one attempt: in each round one buyer begins to pay for one product fifty times at once, each time with a key
// of its own. `node services/payments/src/sellable/one-open.test.ts 1000` takes the number of rounds (2 unless told) and
// prints its figures as one line of JSON.
import t from 'tap';
import type { Test } from 'tap';
import { newId } from '@windsurf/db/ids';
import type { E164 } from '@windsurf/phone/phone';
import { startCheckout } from '../checkout/checkout.ts';
import type { TestPayments } from '../testing.ts';
import { startCrowd } from './testing.ts';

const times = 50;
type Figures = {
  readonly rounds: number;
  readonly times: number;
  /** Rounds in which all got the same attempt, one of them fresh, and the rail was given one order. */
  readonly once: number;
  readonly open: number;
  readonly orders: number;
  readonly events: number;
  readonly seconds: number;
};
/** A mistake that the figures must show: those who come at once do not meet in the index of open attempts. */
type Defect = 'never-meet';

async function plant(lab: TestPayments): Promise<void> {
  await lab.db.look(`create function public.part() returns trigger language plpgsql as $$
    begin new.buyer_id := gen_random_uuid(); return new; end $$`);
  await lab.db.look('grant execute on function public.part() to public');
  await lab.db.look(
    'create trigger part before insert on payments.intents for each row execute function public.part()',
  );
}

async function prove(t: Test, rounds: number, defect?: Defect): Promise<Figures> {
  const crowd = await startCrowd(t);
  const { lab, deps, orders } = crowd;
  if (defect) await plant(lab);
  const product = await lab.product(10_000);
  let once = 0;
  const from = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    const before = orders.length;
    const phone = `+2519${String(round + 10_000_000)}` as E164;
    const answers = await Promise.allSettled(
      Array.from({ length: times }, async () => {
        const buy = { productId: product.id, phone, rail: 'telebirr', lang: 'en', amount: undefined } as const;
        const rest = { bump: false, code: '', seenTotal: 10_000, attempt: newId(), reader: undefined };
        return await startCheckout(deps, { ...buy, ...rest });
      }),
    );
    const begun = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const same = new Set(begun.map(({ token }) => token.intentId)).size === 1;
    const fresh = begun.filter((one) => one.fresh).length;
    if (begun.length === times && same && fresh === 1 && orders.length === before + 1) once += 1;
  }
  return {
    rounds,
    times,
    once,
    open: await lab.count("payments.intents where state in ('created', 'pending', 'unknown')"),
    orders: orders.length,
    events: await lab.count("payments.intent_events where what = 'started'"),
    seconds: Math.round((performance.now() - from) / 100) / 10,
  };
}

const isProven = (f: Figures): boolean =>
  f.once === f.rounds && f.open === f.rounds && f.orders === f.rounds && f.events === f.rounds;

const rounds = Number(process.argv[2] ?? 2);
t.setTimeout(3_600_000);
t.test(
  'fifty checkouts of one buyer at once, each with its own key: one open attempt and one order at the rail, every time',
  async (t) => {
    const figures = await prove(t, rounds);
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    t.match(figures, { once: rounds, open: rounds, orders: rounds });
    t.ok(isProven(figures));
  },
);

t.test('checkouts that do not meet are found by the same figures', async (t) => {
  const figures = await prove(t, 1, 'never-meet');
  t.ok(!isProven(figures) && figures.once === 0 && figures.open > 1);
});
