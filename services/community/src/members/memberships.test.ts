import t from 'tap';
import * as contract from '@windsurf/contracts/community';
import { entitlementGranted } from '@windsurf/contracts/delivery';
import { urlOf } from '@windsurf/contracts/endpoint';
import type { EventType, PayloadOf } from '@windsurf/contracts/event';
import { membershipChanged } from '@windsurf/contracts/payments-memberships';
import type { TestPerson } from '@windsurf/testbed/people';
import { aPurchase, deliver, startTestCommunity } from '../testing.ts';

const lab = await startTestCommunity(t);
const { app, db, people } = lab;
const hear = async <E extends EventType>(creator: string, event: E, payload: PayloadOf<E>): Promise<void> => {
  await deliver(db, creator, event, payload);
  await lab.drain();
};
type Granted = PayloadOf<typeof entitlementGranted>;
type Changed = PayloadOf<typeof membershipChanged>;
/** The membership has the id of its entitlement. */
const timeOf = (of: Granted, state: Changed['state'], number: number): Changed => ({
  membershipId: of.entitlementId,
  productId: of.productId,
  buyerId: of.buyerId,
  what: state === 'ended' ? 'ended' : state === 'paused' ? 'paused' : 'renewed',
  orderId: null,
  number,
  state,
  until: '2026-12-20T07:00:00Z',
  accessUntil: '2026-12-23T07:00:00Z',
  at: new Date(Date.UTC(2026, 10, 20, 7, number)).toISOString(),
});
const url = (creatorId: string): string => urlOf(contract.listPosts, { params: { creatorId } });
const visit = async (creatorId: string, who: TestPerson, lang = 'en') =>
  await app.inject({ url: url(creatorId), headers: { ...who.headers, 'accept-language': lang } });

t.test('the space is open as long as the membership is, and closed with words that say what to do', async (t) => {
  const anna = await lab.creator('club-1');
  const buyer = people.person();
  const bought = aPurchase(buyer.personId);
  await hear(anna.creatorId, membershipChanged, timeOf(bought, 'active', 1));
  await hear(anna.creatorId, entitlementGranted, bought);
  t.equal((await visit(anna.creatorId, buyer)).statusCode, 200);
  await hear(anna.creatorId, membershipChanged, timeOf(bought, 'grace', 2));
  t.equal((await visit(anna.creatorId, buyer)).statusCode, 200, 'the days of grace are open');
  for (const [state, number] of [
    ['ended', 3],
    ['paused', 5],
  ] as const) {
    await hear(anna.creatorId, membershipChanged, timeOf(bought, state, number));
    t.match((await visit(anna.creatorId, buyer)).json(), { status: 403, title: 'membership-over', detail: /Renew it/ });
    t.match((await visit(anna.creatorId, buyer, 'am')).json(), { detail: /ያድሱት/ });
    await hear(anna.creatorId, membershipChanged, timeOf(bought, 'active', number + 1));
    t.equal((await visit(anna.creatorId, buyer)).statusCode, 200, `${state}, and paid again`);
  }
});

t.test('who is out keeps what she wrote, for the others to read', async (t) => {
  const anna = await lab.creator('club-2');
  const [out, stays] = [people.person(), people.person()];
  const [first, second] = [aPurchase(out.personId), aPurchase(stays.personId)];
  for (const one of [first, second]) await hear(anna.creatorId, entitlementGranted, one);
  const text = 'I was here';
  const wrote = await app.inject({ method: 'POST', url: url(anna.creatorId), headers: out.headers, body: { text } });
  t.equal(wrote.statusCode, 201);
  await hear(anna.creatorId, membershipChanged, timeOf(first, 'ended', 1));
  t.equal((await visit(anna.creatorId, out)).statusCode, 403);
  t.match((await visit(anna.creatorId, stays)).json(), { items: [{ text }] });
});

t.test('changes of a membership end the same in whatever order they come, each of them twice', async (t) => {
  const anna = await lab.creator('club-3');
  for (const way of [
    [1, 2, 3],
    [3, 2, 1],
    [2, 3, 1],
    [3, 1, 2],
  ]) {
    const buyer = people.person();
    const bought = aPurchase(buyer.personId);
    await hear(anna.creatorId, entitlementGranted, bought);
    for (const number of [...way, ...way]) {
      await hear(anna.creatorId, membershipChanged, timeOf(bought, number === 3 ? 'ended' : 'active', number));
    }
    t.equal((await visit(anna.creatorId, buyer)).statusCode, 403, way.join(', '));
  }
});
