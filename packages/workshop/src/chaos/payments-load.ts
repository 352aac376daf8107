// Buyers: each begins her payment as a browser would, does what her plan says on the stand-in's phone, and goes away.
import type { Plan } from './payments-plan.ts';
import type { World } from './payments-world.ts';

export type Product = { readonly id: string; readonly creatorId: string; readonly priceSantim: number };
/** A payment that was begun, as its buyer knows it. */
export type Begun = {
  readonly plan: Plan;
  readonly intentId: string;
  readonly orderId: string;
};

const json = { 'content-type': 'application/json' };
const wait = async (ms: number): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, ms));
};
type Answer = { readonly status: number; readonly body: unknown };
/** Undefined: nobody answered. */
async function send(url: string, body: object, headers: Record<string, string> = {}): Promise<Answer | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { ...json, ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The token of a waiting page names its attempt; its signature is the service's own business. */
export function intentOf(token: string): string {
  const hex = Buffer.from(token, 'base64url').subarray(17, 33).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * Presses "pay" until somebody answers: the same key each time, so that it is one payment. A wallet that is down is tried
 * again with a new key, as a person would. Throws when that takes longer than three minutes.
 */
export async function begin(world: World, plan: Plan, product: Product, random: () => number): Promise<Begun> {
  const until = Date.now() + 180_000;
  let key = crypto.randomUUID();
  for (;;) {
    const body = {
      productId: product.id,
      phone: plan.phone,
      rail: plan.rail,
      lang: 'en',
      seenPriceSantim: product.priceSantim,
    };
    const ask = async (): Promise<Answer | undefined> =>
      await send(`${world.paymentsUrl}/v1/payments/checkouts`, body, { 'idempotency-key': key });
    const answer = await ask();
    if (answer?.status === 201) {
      if (plan.asksTwice) await ask();
      const intentId = intentOf((answer.body as { token: string }).token);
      return { plan, intentId, orderId: intentId.replaceAll('-', '') };
    }
    const type = (answer?.body as { type?: string } | undefined)?.type ?? '';
    const again = answer === undefined || answer.status >= 500 || answer.status === 409;
    if (!again || Date.now() > until)
      throw new Error(`payment ${plan.index}: ${answer?.status} ${JSON.stringify(answer?.body)}`);
    if (type.endsWith('rail-down')) key = crypto.randomUUID();
    await wait(50 + random() * 250);
  }
}

const railOf = { telebirr: 'telebirr', webirr: 'webirr', cbebirr: 'cps-cbebirr' } as const;

/** What the rail does with the news of this payment, in its stand-in's words. */
function switchesOf({ rail, notice, seconds, lies }: Plan): object {
  if (rail === 'cbebirr') {
    const result = { normal: 'normal', late: 'slow', duplicate: 'twice', reordered: 'slow', lost: 'never' } as const;
    return { result: notice === 'wrong-amount' || notice === 'bad-signature' ? 'normal' : result[notice], seconds };
  }
  if (rail === 'telebirr') {
    const callback = notice === 'reordered' ? 'late' : notice;
    return { callback, seconds, ...(lies ? { query: 'wrong-amount' } : {}) };
  }
  const callback = notice === 'bad-signature' ? 'bad-key' : notice;
  const unconfirmed = notice === 'reordered' ? { unconfirmedCallback: true } : {};
  return { callback, seconds, ...unconfirmed, ...(lies ? { status: 'wrong-amount' } : {}) };
}

/** The buyer's phone. Tries as long as the wallet is away; gives up when the wallet says that it is too late. */
export async function act(world: World, begun: Begun): Promise<'done' | 'refused'> {
  const { plan, orderId } = begun;
  const api = `${world.sandboxUrl}/sandbox`;
  const until = Date.now() + 120_000;
  const insist = async (url: string, body: object): Promise<Answer> => {
    for (;;) {
      const answer = await send(url, body);
      // What the stand-in does not know yet is still on its way to it.
      if (answer && answer.status < 500) return answer;
      if (Date.now() > until) throw new Error(`nobody answers at ${url}`);
      await wait(200);
    }
  };
  await insist(`${api}/switches`, { rail: railOf[plan.rail], order: orderId, ...switchesOf(plan) });
  if (plan.act === 'leaves') return 'done';
  const deed = plan.act === 'declines' ? 'decline' : 'approve';
  const { phone } = plan;
  switch (plan.rail) {
    case 'telebirr':
      return said(await insist(`${api}/api/orders/${orderId}/${deed}`, { phone }));
    case 'cbebirr':
      return said(await insist(`${api}/api/cps/orders/${orderId}/${deed}`, {}));
    case 'webirr':
      // Nobody declines a code: who does not want it any more leaves it.
      if (deed === 'decline') return 'done';
      return said(await insist(`${api}/api/webirr/${orderId}/pay`, { phone }));
  }
}

const said = ({ status }: Answer): 'done' | 'refused' => (status < 300 ? 'done' : 'refused');
