// What the proofs of affiliates share: a store that allows them, one of them, and sales.
import { findOrCreatePerson } from '@windsurf/contracts/auth';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { TestPerson } from '@windsurf/testbed/people';
import type { LightMyRequestResponse } from 'fastify';
import { balancesOf } from '../ledger/ledger.ts';
import type { TestPayments, TestProduct } from '../testing.ts';

export const termsUrl = ({ id }: TestProduct): string => `/v1/payments/products/${id}/affiliate-terms`;
export const joinUrl = ({ id }: TestProduct): string => `/v1/payments/products/${id}/affiliations`;
export const open = { baseVersion: 0, open: true, percent: 30, buyersOnly: false };

export async function allow(
  lab: TestPayments,
  product: TestProduct,
  over: object = {},
): Promise<LightMyRequestResponse> {
  const { headers } = lab.seller;
  return await lab.app.inject({ method: 'PUT', url: termsUrl(product), headers, body: { ...open, ...over } });
}
export async function join(lab: TestPayments, product: TestProduct, who: TestPerson, over: object = {}) {
  const body = { name: 'Abebe', percent: 30, accept: true, ...over };
  return await lab.app.inject({ method: 'POST', url: joinUrl(product), headers: who.headers, body });
}
/** A person whose number is known to auth, as every person's is. */
export async function personWith(lab: TestPayments, phone: string, creator = false): Promise<TestPerson> {
  const { personId } = await lab.deps.auth(findOrCreatePerson, { body: { phone } });
  return lab.people.person({ id: personId, creator });
}
let keys = 0;
export async function start(
  lab: TestPayments,
  product: TestProduct,
  over: object = {},
  phone = '0911000001',
  as?: TestPerson,
) {
  keys += 1;
  return await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: { ...as?.headers, 'idempotency-key': `affiliates-${String(keys)}` },
    body: { productId: product.id, phone, rail: 'telebirr', lang: 'en', ...over },
  });
}
export async function settleAll(lab: TestPayments): Promise<void> {
  for (const order of lab.outside.telebirr.orders())
    if (order.state === 'WAIT_PAY') await lab.outside.telebirr.approve(order.merchOrderId);
  await lab.work();
}
export type Sold = { id: string; amount: number; fee: number; provider: number; shares: number; net: number };
export async function lastOrder(lab: TestPayments): Promise<Sold> {
  const [row] = await lab.db.look<Record<string, string>>(
    'select id, amount_santim, fee_santim, provider_fee_santim, shares_santim, net_santim from payments.orders order by number desc limit 1',
  );
  return {
    id: row?.id ?? '',
    amount: Number(row?.amount_santim),
    fee: Number(row?.fee_santim),
    provider: Number(row?.provider_fee_santim),
    shares: Number(row?.shares_santim),
    net: Number(row?.net_santim),
  };
}
export const balanceOf = async (lab: TestPayments, creatorId: string, account: string): Promise<number> =>
  await lab.deps.tenancy.inCreator(
    asCreatorId(creatorId),
    async (tx) => (await balancesOf(tx, asCreatorId(creatorId))).get(account) ?? 0,
  );
export async function shop(lab: TestPayments, price = 30_000) {
  const product = await lab.product(price);
  await allow(lab, product);
  const abebe = await personWith(lab, '+251911777001');
  const joined = await join(lab, product, abebe);
  return { product, abebe, code: joined.json<{ code: string }>().code };
}
