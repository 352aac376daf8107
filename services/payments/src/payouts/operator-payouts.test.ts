import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { startPayoutLab } from './testing.ts';
import type { PayoutLab } from './testing.ts';

t.setTimeout(180_000);
const root = '/v1/payments/operator/payouts';
const decision = { reason: 'investigated', note: 'looked at it' } as const;
type Seen = { id: string; state: string; number?: string | null; creatorId: string; byHand: boolean };

/** A creator with money, a bank account that no rail reaches, and an operator. */
async function start(t: Parameters<typeof startPayoutLab>[0]) {
  const lab = await startPayoutLab(t);
  const operator = lab.people.person({ operator: true });
  const act = async (method: string, path: string, body?: object, headers = operator.headers) =>
    await lab.call(method, `${root}${path}`, body, headers);
  return { lab, operator, act };
}
async function bankAccount(lab: PayoutLab): Promise<void> {
  const body = { kind: 'bank', bank: 'cbe', number: '1000123456789', holder: 'Selam Tesfaye', proof: lab.proof() };
  await lab.call('POST', '/v1/payouts/accounts', body);
  await lab.db.look("update payments.payout_accounts set name_state = 'tax-name', ready_at = added_at");
}

t.test(
  'where no rail goes a person sends it: she sees the number, gives the reference, and it is paid once',
  async (t) => {
    const { lab, act } = await start(t);
    await lab.earn(100_000);
    await bankAccount(lab);
    const { id } = (await lab.ask(50_000)).json<{ id: string }>();
    await lab.later(0.01);
    const list = (await act('GET', '?state=by-hand')).json<{ items: Seen[] }>();
    t.match(list.items, [{ id, state: 'sending', byHand: true, creatorId: lab.creatorId }]);
    t.notMatch(JSON.stringify(list), /1000123456789/, 'a list shows no numbers');
    t.equal((await act('GET', `/${id}`)).json<Seen>().number, '1000123456789');
    t.equal((await lab.call('POST', `/v1/payouts/${id}/cancel`)).statusCode, 409, 'it may be on its way already');
    const proof = { reference: 'FT26325ABCDE', note: 'sent from our account' };
    t.match((await act('POST', `/${id}/mark-sent`, proof)).json(), { state: 'paid', txnId: 'FT26325ABCDE' });
    t.equal((await act('POST', `/${id}/mark-sent`, proof)).statusCode, 200, 'twice is once');
    t.equal((await act('POST', `/${id}/mark-failed`, decision)).statusCode, 409);
    t.equal((await act('GET', `/${id}`)).json<Seen>().number, null, 'nobody needs the number any more');
    t.equal(await lab.count("payments.entries where kind = 'payout-sent'"), 1);
    t.equal(await lab.balance('clearing:manual'), -50_000);

    const second = (await lab.ask(20_000)).json<{ id: string }>();
    await lab.later(0.01);
    t.equal((await act('POST', `/${second.id}/mark-sent`, proof)).json<{ title: string }>().title, 'reference-used');
    t.match(
      (await act('POST', `/${second.id}/mark-failed`, { reason: 'wrong-account', note: 'no such account' })).json(),
      {
        state: 'failed',
        nextAttemptAt: null,
      },
    );
    t.match((await act('POST', `/${second.id}/mark-failed`, decision)).json(), { state: 'failed' }, 'twice is once');
    t.equal(await lab.balance('creator-payable'), -45_000);
    t.ok(await lab.balanced());
  },
);

t.test('an operator holds what was not sent, the creator reads why, and releases it', async (t) => {
  const { lab, act } = await start(t);
  await lab.earn(100_000);
  await lab.ownWallet();
  const { id } = (await lab.ask(50_000)).json<{ id: string }>();
  t.match((await act('POST', `/${id}/hold`, decision)).json(), { state: 'held', hold: { reason: 'legal-hold' } });
  t.equal((await act('POST', `/${id}/hold`, decision)).statusCode, 200);
  await lab.later(48);
  t.match((await lab.payouts())[0], { state: 'held' });
  t.equal((await act('POST', `/${id}/retry`, decision)).json<{ title: string }>().title, 'payout-not-there');
  t.equal(await lab.count("payments.payout_events where what = 'released'"), 0, 'nobody reads that it goes on');
  t.match((await lab.call('GET', `/v1/payouts/${id}`)).json(), { hold: { whoCanFix: 'us', action: 'appeal' } });
  t.match((await act('POST', `/${id}/release`, decision)).json(), { state: 'requested' });
  await lab.later(0.01);
  t.match((await lab.payouts())[0], { state: 'paid' });
  t.equal((await act('POST', `/${id}/hold`, decision)).statusCode, 409, 'what was sent is not held');
  t.equal((await act('POST', `/${id}/release`, decision)).statusCode, 409);
  t.equal((await act('POST', `/${id}/retry`, decision)).statusCode, 409);
});

t.test('what has no Result is repeated under its own id only, and ended by proof', async (t) => {
  const { lab, act } = await start(t);
  await lab.earn(100_000);
  await lab.ownWallet();
  lab.outside.cps.setSwitch({ answers: 'timeout-after', result: 'never' });
  const { id } = (await lab.ask(50_000)).json<{ id: string }>();
  await lab.later(0.01);
  await lab.later(25);
  t.match((await act('GET', '?state=parked')).json(), { items: [{ id, state: 'unknown' }] });
  lab.outside.cps.setSwitch('normal');
  lab.outside.cps.setSwitch({ result: 'never' });
  t.match((await act('POST', `/${id}/retry`, decision)).json(), { state: 'unknown' });
  t.equal(lab.outside.cps.payouts().length, 1, 'the core knows it already');
  const { history } = (await act('GET', `/${id}`)).json<{ history: object[] }>();
  t.match(history.at(-1), { who: 'operator', note: 'investigated: looked at it' });
  t.match((await act('POST', `/${id}/mark-failed`, decision)).json(), { state: 'failed' });
  t.equal(await lab.balance('creator-payable'), -95_000);
  t.match((await act('POST', `/${id}/retry`, decision)).json(), { state: 'failed' });
  await lab.later(0.01);
  t.equal((await lab.payouts()).length, 2, 'a new one under a new id, now that the first certainly did not arrive');
});

t.test('why an operator had it tried again is written down, and each decision is made once for its key', async (t) => {
  const { lab, operator, act } = await start(t);
  await lab.earn(100_000);
  await bankAccount(lab);
  const { id } = (await lab.ask(50_000)).json<{ id: string }>();
  const why = { reason: 'creator-asked', note: 'she called us' };
  const lines = async () =>
    (await act('GET', `/${id}`)).json<{ history: { who: string; what: string; note: string | null }[] }>().history;
  const told = async () => (await lines()).filter(({ note }) => note === 'creator-asked: she called us');
  for (const [deed, what] of [
    ['hold', 'kept'],
    ['release', 'released'],
    ['retry', 'released'],
  ] as const) {
    const before = (await told()).length;
    const keyed = { ...operator.headers, 'idempotency-key': `key-of-${deed}` };
    const first = await act('POST', `/${id}/${deed}`, why, keyed);
    t.equal(first.statusCode, 200, first.body);
    const again = await act('POST', `/${id}/${deed}`, why, keyed);
    t.same(again.json(), first.json(), 'the same answer, whatever has happened since');
    t.match((await told()).slice(before), [{ who: 'operator', what }], deed);
    t.equal((await told()).length, before + 1);
    const other = await act('POST', `/${id}/${deed}`, { ...why, note: 'another note' }, keyed);
    t.equal(other.json<{ title: string }>().title, 'idempotency-key-reused');
    const url = `${root}/${id}/${deed}`;
    const bare = await lab.app.inject({ method: 'POST', url, headers: operator.headers, body: why });
    t.equal(bare.statusCode, 400, 'without a key it is not done');
  }
  t.match((await lines()).at(-1), { what: 'by-hand' }, 'tried at once');
});

t.test('only operators, with a reason and a note, and each look is written down', async (t) => {
  const { lab, operator, act } = await start(t);
  await lab.earn(100_000);
  await lab.ownWallet();
  const { id } = (await lab.ask(50_000)).json<{ id: string }>();
  const paths = [
    ['GET', ''],
    ['GET', `/${id}`],
    ['POST', `/${id}/hold`, decision],
    ['POST', `/${id}/release`, decision],
    ['POST', `/${id}/retry`, decision],
    ['POST', `/${id}/mark-failed`, decision],
    ['POST', `/${id}/mark-sent`, { reference: 'ABCD', note: 'seen' }],
  ] as const;
  for (const [method, path, body] of paths) {
    t.equal((await lab.app.inject({ method, url: root + path, ...(body ? { body } : {}) })).statusCode, 401, path);
    t.equal((await act(method, path, body, lab.seller.headers)).statusCode, 403, path);
    if (path === '') continue;
    t.equal((await act(method, path.replace(id, newId()), body)).statusCode, 404, path);
    t.equal((await act(method, path.replace(id, 'nonsense'), body)).statusCode, 404, path);
    if (body) t.equal((await act(method, path, { ...body, note: '' })).statusCode, 422, path);
  }
  t.equal((await act('GET', '?state=lost')).statusCode, 422);
  t.equal((await act('GET', '?cursor=x')).statusCode, 422);
  t.match((await act('GET', `?creatorId=${newId()}`)).json(), { items: [] });
  t.match((await act('GET', '?limit=1')).json(), { items: [{ id }], nextCursor: null });
  t.ok((await lab.count(`payments.audit where who = 'operator:${operator.personId}'`)) >= 8);
});
