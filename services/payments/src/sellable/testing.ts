// What the proofs of this folder share: a rail that answers at once, and a crowd of buyers who begin at the same moment.
import type { Test } from 'tap';
import { Problem } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import type { E164 } from '@windsurf/phone/phone';
import { begin } from '../checkout/begin.ts';
import type { Wanted } from '../checkout/begin.ts';
import type { DB } from '../db.gen.ts';
import type { Deps } from '../deps.ts';
import type { Rail } from '../rails/rails.ts';
import { settle } from '../settle/settle.ts';
import { startTestPayments } from '../testing.ts';
import type { TestPayments } from '../testing.ts';

/** `orders`: each order that the rail was given. */
export type Crowd = { readonly lab: TestPayments; readonly deps: Deps; readonly rail: Rail; readonly orders: string[] };

/** payments with a pool that lets a crowd in at once, and telebirr answering in this process. */
export async function startCrowd(t: Test): Promise<Crowd> {
  const lab = await startTestPayments(t);
  const orders: string[] = [];
  const telebirr = lab.deps.rails.get('telebirr');
  if (!telebirr) throw new Error('no telebirr');
  const rail: Rail = {
    ...telebirr,
    async initiate({ orderId }) {
      orders.push(orderId);
      return { kind: 'started', reference: `ref-${orderId}` };
    },
    payUrl: (reference) => `https://wallet.invalid/${reference}`,
  };
  const deps: Deps = { ...lab.deps, tenancy: lab.db.tenancy<DB>('payments', 16), rails: new Map([['telebirr', rail]]) };
  return { lab, deps, rail, orders };
}

export type Outcome = { readonly won: string[]; readonly refused: Map<string, number>; readonly broke: number };

/** So many buyers begin to pay for one product at once. `won`: ids of the attempts that were begun. */
export async function rush(
  { deps, rail }: Crowd,
  creatorId: CreatorId,
  wanted: Pick<Wanted, 'productId' | 'code'>,
  buyers: number,
): Promise<Outcome> {
  const refused = new Map<string, number>();
  const won: string[] = [];
  let broke = 0;
  await Promise.all(
    Array.from({ length: buyers }, async () => {
      const input: Wanted = {
        ...wanted,
        phone: '+251911234567' as E164,
        lang: 'en',
        amount: undefined,
        bump: false,
        seenTotal: undefined,
        attempt: newId(),
        reader: undefined,
      };
      try {
        won.push((await begin(deps, creatorId, newId(), rail, input)).intent.id);
      } catch (error) {
        if (error instanceof Problem) refused.set(error.type, (refused.get(error.type) ?? 0) + 1);
        else broke += 1;
      }
    }),
  );
  return { won, refused, broke };
}

/** The rail says that an attempt was paid. */
export async function pays({ deps }: Crowd, creatorId: CreatorId, intentId: string, sum: number): Promise<string> {
  const orderId = intentId.replaceAll('-', '');
  const answer = { kind: 'paid', orderId, amount: santim(sum), currency: 'ETB', txnId: `T${orderId}` } as const;
  const settled = await settle(deps, creatorId, intentId, { answer, asker: 'poll', at: deps.clock.now() });
  return settled?.state ?? 'none';
}
/** The rail says that an attempt was declined. */
export async function declines({ deps }: Crowd, creatorId: CreatorId, intentId: string): Promise<string> {
  const at = new Date(deps.clock.now().getTime() + 120_000);
  const evidence = { answer: { kind: 'failed' }, asker: 'poll', at } as const;
  return (await settle(deps, creatorId, intentId, evidence))?.state ?? 'none';
}
