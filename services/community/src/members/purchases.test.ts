import t from 'tap';
import * as contract from '@windsurf/contracts/community';
import { entitlementChanged, entitlementGranted } from '@windsurf/contracts/delivery';
import { urlOf } from '@windsurf/contracts/endpoint';
import type { EventType, PayloadOf } from '@windsurf/contracts/event';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { TestPerson } from '@windsurf/testbed/people';
import { aPurchase, deliver, startTestCommunity } from '../testing.ts';
import { memberConsumers } from './members.consumers.ts';
import { joinSpace } from './members.ts';

const lab = await startTestCommunity(t);
const { app, db, people } = lab;
type Granted = PayloadOf<typeof entitlementGranted>;
type Changed = PayloadOf<typeof entitlementChanged>;
const changeOf = (of: Granted, access: Changed['access'], minute: number): Changed => ({
  entitlementId: of.entitlementId,
  orderId: of.orderId,
  productId: of.productId,
  buyerId: of.buyerId,
  access,
  why: access === 'active' ? null : 'reversal',
  at: new Date(Date.UTC(2026, 10, 20, 7, minute)).toISOString(),
});
const hear = async <E extends EventType>(creator: string, event: E, payload: PayloadOf<E>): Promise<void> => {
  await deliver(db, creator, event, payload);
  await lab.drain();
};
/** Straight into the handler, without the queue. */
async function tell<E extends EventType>(creator: string, type: E, payload: PayloadOf<E>): Promise<void> {
  const consumer = memberConsumers(lab.deps).find((one) => one.event.name === type.name);
  if (!consumer) throw new Error(`nobody hears ${type.name}`);
  const key = newId();
  await consumer.handle({
    creatorId: asCreatorId(creator),
    key,
    event: type.name,
    version: 1,
    attempt: 1,
    payload,
    once: { schema: 'community', message: type.name, key },
    signal: new AbortController().signal,
  });
}
const posts = (creatorId: string): string => urlOf(contract.listPosts, { params: { creatorId } });
const visit = async (creatorId: string, who: TestPerson) =>
  await app.inject({ url: posts(creatorId), headers: who.headers });
const mayEnter = async (creatorId: string, who: TestPerson): Promise<number> =>
  (await visit(creatorId, who)).statusCode;

t.test('whoever has nothing open of what she bought is shut out, is told why, and comes back by paying', async (t) => {
  const anna = await lab.creator('money-1');
  const buyer = people.person();
  const bought = aPurchase(buyer.personId);
  await hear(anna.creatorId, entitlementGranted, bought);
  t.equal(await mayEnter(anna.creatorId, buyer), 200);
  await hear(anna.creatorId, entitlementChanged, changeOf(bought, 'paused', 1));
  const refused = await app.inject({
    url: posts(anna.creatorId),
    headers: { ...buyer.headers, 'accept-language': 'en' },
  });
  t.match(refused.json(), { status: 403, title: 'member-paused', detail: /went back.*What I bought/ });
  const page = await app.inject({ url: '/c/money-1?lang=am', headers: people.browser(buyer) });
  t.equal(page.statusCode, 403);
  t.match(page.body, /ይህ ቦታ ለጊዜው ተዘግቷል/);
  t.match(page.body, /href="\/k/, 'with the way to the reason');
  const members = await app.inject({ url: contract.listMembers.url, headers: anna.headers });
  t.match(members.json().items, [{ state: 'paused' }]);
  await hear(anna.creatorId, entitlementChanged, changeOf(bought, 'active', 2));
  t.equal(await mayEnter(anna.creatorId, buyer), 200);
});

t.test('one thing that is closed shuts nobody out who has another one', async (t) => {
  const anna = await lab.creator('money-2');
  const buyer = people.person();
  const [first, second] = [aPurchase(buyer.personId), aPurchase(buyer.personId)];
  for (const one of [first, second]) await hear(anna.creatorId, entitlementGranted, one);
  await hear(anna.creatorId, entitlementChanged, changeOf(first, 'revoked', 1));
  t.equal(await mayEnter(anna.creatorId, buyer), 200);
  await hear(anna.creatorId, entitlementChanged, changeOf(second, 'paused', 2));
  t.equal(await mayEnter(anna.creatorId, buyer), 403);
  await hear(anna.creatorId, entitlementGranted, aPurchase(buyer.personId));
  t.equal(await mayEnter(anna.creatorId, buyer), 200, 'a new purchase opens');
});

t.test('a ban is no matter of money: it is not lifted by paying, and its words come first', async (t) => {
  const anna = await lab.creator('money-3');
  const buyer = people.person();
  const bought = aPurchase(buyer.personId);
  await hear(anna.creatorId, entitlementGranted, bought);
  const { items } = (await app.inject({ url: contract.listMembers.url, headers: anna.headers })).json();
  const url = urlOf(contract.banMember, { params: { id: items[0].id } });
  await app.inject({ method: 'POST', url, headers: anna.headers, body: { banned: true } });
  await hear(anna.creatorId, entitlementChanged, changeOf(bought, 'paused', 1));
  t.equal((await visit(anna.creatorId, buyer)).json().title, 'member-banned');
  await hear(anna.creatorId, entitlementChanged, changeOf(bought, 'active', 2));
  t.equal((await visit(anna.creatorId, buyer)).json().title, 'member-banned');
});

/** All orders in which these can come. */
const orders = <X>(all: readonly X[]): X[][] =>
  all.length === 0
    ? [[]]
    : all.flatMap((one, i) => orders([...all.slice(0, i), ...all.slice(i + 1)]).map((rest) => [one, ...rest]));

t.test('purchase, pause and return end the same in whatever order they come, each of them twice', async (t) => {
  const anna = await lab.creator('money-4');
  for (const [last, expected] of [
    ['active', 200],
    ['revoked', 403],
  ] as const) {
    for (const way of orders(['granted', 'paused', 'last'])) {
      const buyer = people.person();
      const bought = aPurchase(buyer.personId);
      const facts: Record<string, () => Promise<void>> = {
        granted: async () => await tell(anna.creatorId, entitlementGranted, bought),
        paused: async () => await tell(anna.creatorId, entitlementChanged, changeOf(bought, 'paused', 1)),
        last: async () => await tell(anna.creatorId, entitlementChanged, changeOf(bought, last, 2)),
      };
      for (const step of [...way, ...way.toReversed()]) await facts[step]?.();
      t.equal(await mayEnter(anna.creatorId, buyer), expected, `${way.join(', ')}: ${last}`);
    }
  }
});

t.test('two things that are closed in the same moment leave nobody inside', async (t) => {
  const anna = await lab.creator('money-5');
  for (let round = 0; round < 20; round++) {
    const buyer = people.person();
    const [first, second] = [aPurchase(buyer.personId), aPurchase(buyer.personId)];
    for (const one of [first, second]) await tell(anna.creatorId, entitlementGranted, one);
    await Promise.all(
      [first, second].map(async (one) => await tell(anna.creatorId, entitlementChanged, changeOf(one, 'paused', 1))),
    );
    t.equal(await mayEnter(anna.creatorId, buyer), 403, `round ${round}`);
  }
});

t.test('members of before, whose purchases were never counted, are not shut out', async (t) => {
  const anna = await lab.creator('money-6');
  const buyer = people.person();
  const space = asCreatorId(anna.creatorId);
  await lab.deps.tenancy.inCreator(space, async (tx) => {
    await joinSpace(tx, space, { personId: buyer.personId, at: lab.clock.now() });
  });
  await hear(anna.creatorId, entitlementChanged, changeOf(aPurchase(buyer.personId), 'revoked', 1));
  t.equal(await mayEnter(anna.creatorId, buyer), 200);
});
