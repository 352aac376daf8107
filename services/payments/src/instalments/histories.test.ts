// Random lives of payment plans: parts are paid early, late and all at once, given back, taken by the bank and paid again,
// while time goes by. An adder that knows nothing of plans counts what each part brought; the books and what is open have
// to be what it says.
import t from 'tap';
import type { Test } from 'tap';
import { Problem } from '@windsurf/contracts/problem';
import { laws } from '../ledger/laws.ts';
import { refundOrder } from '../refunds/refunds.ts';
import { settle } from '../settle/settle.ts';
import type { TestProduct } from '../testing.ts';
import { startTestInstalments } from './testing.ts';

const lab = await startTestInstalments(t);
const { db, deps, clock, creatorId } = lab;
const day = 86_400_000;

/** Numbers that look like chance and are the same each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Paid = {
  readonly orderId: string;
  readonly intentId: string;
  readonly parts: number[];
  state: 'in' | 'back' | 'taken';
};
/** Counts envelopes: what is in each, and when it should have been. */
class Adder {
  readonly payments: Paid[] = [];
  revoked = false;
  readonly due: readonly Date[];
  constructor(due: readonly Date[]) {
    this.due = due;
  }
  last(part: number): Paid | undefined {
    return this.payments.findLast(({ parts }) => parts.includes(part));
  }
  missing(): number[] {
    if (this.over()) return [];
    return this.due.map((_, at) => at + 1).filter((part) => (this.last(part)?.state ?? 'taken') === 'taken');
  }
  over(): boolean {
    const states = this.due.map((_, at) => this.last(at + 1)?.state);
    return this.revoked || (states.includes('back') && !states.includes('in') && !states.includes('taken'));
  }
  isOpen(now: Date): boolean {
    if (this.revoked) return false;
    if (this.over()) return true;
    return this.due.every((when, at) => {
      const state = this.last(at + 1)?.state;
      if (state === 'taken') return false;
      return state !== undefined || now.getTime() < when.getTime() + 14 * day;
    });
  }
}

async function newest(product: TestProduct): Promise<{ orderId: string; intentId: string }> {
  const [row] = await db.look<{ orderId: string; intentId: string }>(
    `select id as "orderId", intent_id as "intentId" from payments.orders where product_id = $1 order by number desc limit 1`,
    [product.id],
  );
  if (!row) throw new Error('an order that was just paid');
  return row;
}

async function taken({ intentId }: Paid): Promise<void> {
  const [row] = await db.look<{ txn: string }>('select provider_txn_id as txn from payments.intents where id = $1', [
    intentId,
  ]);
  const answer = { kind: 'reversed', txnId: row?.txn ?? '' } as const;
  await settle(deps, creatorId, intentId, { answer, asker: 'callback', at: clock.now() });
}

async function live(seed: number): Promise<{ wrong: string[]; steps: string[] }> {
  const random = seeded(seed);
  const pick = (below: number): number => Math.floor(random() * below);
  const count = 2 + pick(5);
  const price = 50_000 + pick(900_000);
  const product = await lab.place(price);
  await lab.begin(product, count);
  const rows = await lab.parts(product);
  const adder = new Adder(rows.map(({ due }) => due));
  adder.payments.push({ ...(await newest(product)), parts: [1], state: 'in' });
  const wrong: string[] = [];
  const steps: string[] = [`${count} parts of ${price}`];
  for (let n = 0; n < 7; n++) {
    clock.advance(1);
    const what = pick(10);
    const some = adder.payments[pick(adder.payments.length)];
    const missing = adder.missing();
    if (what < 3) {
      steps.push('a month');
      await lab.walkTo(new Date(clock.now().getTime() + (5 + pick(30)) * day), 72);
    } else if (what < 7 && missing.length > 0) {
      const rest = what === 6;
      const parts = rest ? missing : missing.slice(0, 1);
      steps.push(`pay ${parts.join()}`);
      const refused = await lab.pay(product, rest ? 'rest' : 'next').then(
        () => undefined,
        (error: unknown) => String(error).slice(0, 80),
      );
      if (refused !== undefined) {
        wrong.push(`${refused} after ${steps.join(' · ')}`);
        break;
      }
      adder.payments.push({ ...(await newest(product)), parts, state: 'in' });
    } else if (what === 7 && some?.state === 'in') {
      steps.push(`taken ${some.parts.join()}`);
      await taken(some);
      some.state = 'taken';
    } else if (some?.state === 'in') {
      const access = what === 9 ? 'revoke' : 'keep';
      steps.push(`back ${some.parts.join()} ${access}`);
      const wish = { amount: 'whole', reason: 'goodwill', access, by: 'creator', lang: 'en' } as const;
      try {
        await refundOrder(deps, creatorId, { orderId: some.orderId, ...wish });
        some.state = 'back';
        adder.revoked ||= access === 'revoke';
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
      }
    }
    clock.advance(1);
    await lab.look();
    const plan = await lab.planOf(product);
    if ((plan.access === 'active') !== adder.isOpen(clock.now()))
      wrong.push(`open: ${plan.access} ${plan.state} after ${steps.join(' · ')}`);
    if ((plan.state === 'ended') !== adder.over()) wrong.push(`over: ${plan.state} after ${steps.join(' · ')}`);
  }
  const parts = await lab.parts(product);
  if (parts.reduce((sum, { amount }) => sum + amount, 0) !== price) wrong.push(`the parts are not ${price}`);
  const [sums] = await db.look<{ n: number }>(
    `select coalesce(sum(amount_santim), 0)::int as n from payments.orders where product_id = $1`,
    [product.id],
  );
  const brought = adder.payments.reduce(
    (sum, paid) => sum + paid.parts.reduce((all, part) => all + (parts[part - 1]?.amount ?? 0), 0),
    0,
  );
  if (sums?.n !== brought) wrong.push(`orders ${sums?.n ?? 0}, envelopes ${brought}`);
  return { wrong, steps };
}

async function lives(t: Test, from: number, many: number): Promise<string[]> {
  const wrong: string[] = [];
  let steps = 0;
  for (let seed = from; seed < from + many; seed++) {
    const one = await live(seed);
    wrong.push(...one.wrong.map((line) => `${seed}: ${line}`));
    steps += one.steps.length;
  }
  for (const [law, query] of Object.entries(laws)) if ((await db.look(query, [creatorId])).length > 0) wrong.push(law);
  t.comment(JSON.stringify({ lives: many, steps, wrong: wrong.length }));
  return wrong;
}

t.test('whatever happens to its parts, what is open and what came is what the envelopes say', async (t) => {
  t.same(await lives(t, 1, 10), []);
});

t.test('each planted defect is seen', async (t) => {
  await db.look(`create function public.forget() returns trigger language plpgsql as $$ begin
    if new.state = 'reversed' then new.state := 'paid'; end if; return new; end $$;
    create trigger forget before update on payments.instalment_parts for each row execute function public.forget()`);
  t.ok((await lives(t, 1, 6)).length > 0, 'what the bank took stays paid');
  await db.look('drop trigger forget on payments.instalment_parts');
  await db.look(`create function public.awake() returns trigger language plpgsql as $$ begin
    if new.access = 'paused' then new.access := 'active'; end if; return new; end $$;
    create trigger awake before update on payments.instalment_plans for each row execute function public.awake()`);
  t.ok((await lives(t, 1, 4)).length > 0, 'what is unpaid stays open');
  await db.look('drop trigger awake on payments.instalment_plans');
});
