import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { freshKey, startPayoutLab } from '../payouts/testing.ts';
import type { PayoutLab } from '../payouts/testing.ts';
import { compareNames } from './same-name.ts';

t.setTimeout(180_000);
type Account = { id: string; name: string; readyAt: string; numberHint: string; inUse: boolean; kind: string };
const add = async (lab: PayoutLab, body: object, proof = lab.proof()) =>
  await lab.call('POST', '/v1/payouts/accounts', { kind: 'telebirr', holder: 'Selam Tesfaye', ...body, proof });
const hoursUntil = (lab: PayoutLab, { readyAt }: Account): number =>
  Math.round((Date.parse(readyAt) - lab.clock.now().getTime()) / 3_600_000);
const events = async (lab: PayoutLab) =>
  (
    await lab.db.look<{ payload: { change: string; oldAccountId: string | null } }>(
      `select (j.payload ->> 'payload')::json as payload from queue_payments._private_jobs j
       join queue_payments._private_tasks k on k.id = j.task_id and k.identifier = 'payout-account.changed.v1' order by j.id`,
    )
  ).map(({ payload }) => payload);

t.test(
  'the first account, being the wallet of her own number, may be used at once; any other waits a day',
  async (t) => {
    const lab = await startPayoutLab(t);
    const own = await add(lab, { number: '0911 222 333' });
    t.equal(own.statusCode, 201);
    t.match(own.json(), { kind: 'telebirr', numberHint: '333', name: 'own-number', inUse: true, bank: null });
    t.equal(hoursUntil(lab, own.json<Account>()), 0);
    t.notMatch(own.body, /911222333|911 222 333/);

    const bank = await add(lab, { kind: 'bank', bank: 'cbe', number: '1000-1234 56789' });
    t.match(bank.json(), { kind: 'bank', bank: 'cbe', numberHint: '789', name: 'waiting' });
    t.equal(hoursUntil(lab, bank.json<Account>()), 24);
    const back = await add(lab, { number: lab.ownPhone });
    t.equal(hoursUntil(lab, back.json<Account>()), 24, 'a change waits, also to her own number');
    t.same(
      (await lab.call('GET', '/v1/payouts/accounts')).json<{ items: Account[] }>().items.map(({ inUse }) => inUse),
      [true, false, false],
    );
    const foreign = lab.people.person({ creator: true });
    const first = await lab.call(
      'POST',
      '/v1/payouts/accounts',
      { kind: 'telebirr', number: '0911 222 333', holder: 'Selam Tesfaye', proof: lab.proof(foreign) },
      foreign.headers,
    );
    t.equal(hoursUntil(lab, first.json<Account>()), 24, 'somebody else’s number is not one’s own');
  },
);

t.test('a change needs a fresh code each time, and is told with the account before it', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.db.look("insert into messages.subscriptions values ('payout-account.changed', 'queue_payments', '{1}')");
  const proof = lab.proof();
  t.equal((await add(lab, { number: lab.ownPhone }, 'made-up')).statusCode, 403);
  const one = await add(lab, { number: lab.ownPhone }, proof);
  t.equal(one.statusCode, 201);
  t.equal((await add(lab, { number: '0911000001' }, proof)).statusCode, 403, 'a proof is good once');
  const other = lab.people.person({ creator: true });
  t.equal((await add(lab, { number: '0911000001' }, lab.proof(other))).statusCode, 403, 'and its person’s');
  await add(lab, { number: '0911000001' });
  const { id } = one.json<Account>();
  t.match(await events(lab), [
    { change: 'added', oldAccountId: null },
    { change: 'replaced', oldAccountId: id },
  ]);
  t.notMatch(JSON.stringify(await lab.db.look('select * from queue_payments._private_jobs')), /911000001|911222333/);
});

t.test('the same request is answered once, and the same account typed again changes nothing', async (t) => {
  const lab = await startPayoutLab(t);
  const body = { kind: 'telebirr', number: lab.ownPhone, holder: 'Selam Tesfaye', proof: lab.proof() };
  const headers = { ...lab.seller.headers, 'idempotency-key': freshKey() };
  const one = await lab.call('POST', '/v1/payouts/accounts', body, headers);
  t.same((await lab.call('POST', '/v1/payouts/accounts', body, headers)).json(), one.json());
  lab.clock.advance(3600);
  const again = await add(lab, { number: '0911222333', holder: 'Selam Tesfaye Abebe' });
  t.equal(again.json<Account>().id, one.json<Account>().id);
  t.equal(again.json<Account>().readyAt, one.json<Account>().readyAt);
  t.equal(await lab.count('payments.payout_accounts'), 1);
  const at = async () => await add(lab, { number: '0911000002' });
  await Promise.all([at(), at(), at()]);
  t.equal(await lab.count('payments.payout_accounts where removed_at is null'), 1);
  t.equal(await lab.count('payments.payout_accounts'), 2);
});

t.test('what is no account is refused beside its field, before the code is used up', async (t) => {
  const lab = await startPayoutLab(t);
  const proof = lab.proof();
  for (const [body, pointer] of [
    [{ number: '0811000000' }, '/number'],
    [{ number: '+254711000000' }, '/number'],
    [{ kind: 'bank', number: '100012345678' }, '/bank'],
    [{ kind: 'bank', bank: 'cbe', number: '12a45678' }, '/number'],
    [{ number: lab.ownPhone, holder: '123' }, '/holder'],
    [{ number: lab.ownPhone, holder: '<b>Selam</b>' }, '/holder'],
  ] as const) {
    const answer = await add(lab, body, proof);
    t.equal(answer.statusCode, 422, answer.body);
    t.equal(answer.json<{ fields: { pointer: string }[] }>().fields[0]?.pointer, pointer);
  }
  t.equal((await add(lab, { kind: 'cash', number: '1' }, proof)).statusCode, 422);
  t.equal((await add(lab, { number: lab.ownPhone }, proof)).statusCode, 201);
});

t.test(
  'money asked for waits for a new account, goes to it when its day is over, and never to the old one',
  async (t) => {
    const lab = await startPayoutLab(t);
    await lab.earn(100_000);
    await lab.ownWallet();
    await add(lab, { kind: 'cbebirr', number: lab.ownPhone });
    const held = await lab.ask(30_000);
    t.match(held.json(), {
      state: 'held',
      hold: { reason: 'account-new-24h', whoCanFix: 'creator', action: 'see-account' },
    });
    t.notMatch(held.json<{ hold: { says: string } }>().hold.says, /\{/);
    await add(lab, { number: '0911000003' });
    await lab.later(25);
    t.match((await lab.payouts())[0], { state: 'held', reason: 'name-differs' }, 'whose it is nobody has seen yet');
    t.equal(lab.outside.cps.payouts().length, 0);
    const operator = lab.people.person({ operator: true });
    const list = (await lab.call('GET', '/v1/payments/operator/accounts', undefined, operator.headers)).json<{
      items: (Account & { creatorId: string })[];
    }>();
    t.match(list.items, [{ numberHint: '003', creatorId: lab.creatorId, name: 'waiting' }]);
    const url = `/v1/payments/operator/accounts/${list.items[0]?.id}/name`;
    const said = { same: true, reason: 'name-confirmed', note: 'called her' };
    t.equal((await lab.call('POST', url, said)).statusCode, 403);
    t.equal((await lab.call('POST', url, { ...said, note: '' }, operator.headers)).statusCode, 422);
    t.equal(
      (await lab.call('POST', url.replace(/[0-9a-f]{12}\/name/, '000000000000/name'), said, operator.headers))
        .statusCode,
      404,
    );
    t.match((await lab.call('POST', url, said, operator.headers)).json(), { name: 'person-said' });
    await lab.later(0.01);
    t.match((await lab.payouts())[0], { state: 'paid' });
    t.equal(lab.outside.cps.payouts()[0]?.amount, '300.00');
    t.match(JSON.stringify(lab.outside.cps.payouts()[0]), /251911000003/);
  },
);

t.test('without an account, what was asked for waits for one', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.earn(100_000);
  const id = await lab.ownWallet();
  await lab.ask(30_000);
  const remove = async (headers = lab.seller.headers) =>
    await lab.call('DELETE', `/v1/payouts/accounts/${id}`, undefined, headers);
  t.equal((await remove(lab.people.person({ creator: true }).headers)).statusCode, 404);
  t.equal((await lab.app.inject({ method: 'DELETE', url: `/v1/payouts/accounts/${id}` })).statusCode, 401);
  t.equal((await remove()).statusCode, 200);
  t.equal((await remove()).statusCode, 200, 'twice is once');
  await lab.later(0.01);
  t.match((await lab.payouts())[0], { state: 'held', reason: 'no-account' });
  t.equal(lab.outside.cps.payouts().length, 0);
});

t.test('a name is compared with the tax profile where no rail tells it', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.db.look(
    `insert into payments.tax_profiles (creator_id, legal_name, address, updated_at) values ($1, 'SELAM Tesfaye Abebe', 'Bole', now())`,
    [lab.creatorId],
  );
  t.match((await add(lab, { number: '0911000004' })).json(), { name: 'tax-name' });
  t.match((await add(lab, { number: '0911000005', holder: 'Abebe Kebede' })).json(), { name: 'differs' });
  t.match((await add(lab, { number: '0911000006', holder: 'ሰላም ተስፋዬ' })).json(), { name: 'waiting' });
});

t.test('names are one person’s by their first names, whatever the case, and never across alphabets', async (t) => {
  t.equal(compareNames('Selam Tesfaye', 'SELAM  TESFAYE ABEBE'), 'same');
  t.equal(compareNames('ሠላም ተስፋዬ', 'ሰላም ተስፋዬ'), 'same', 'letters that sound alike are alike');
  t.equal(compareNames('Selam Tesfaye', 'Selam Kebede'), 'differs');
  t.equal(compareNames('Tesfaye Selam', 'Selam Tesfaye'), 'differs');
  t.equal(compareNames('Selam', 'Selam Tesfaye'), 'unclear', 'one name is many people’s');
  t.equal(compareNames('Selam', 'ሰላም'), 'unclear');
  t.equal(compareNames('', 'Selam'), 'unclear');
});

t.test('a wallet’s number is told to a service that has to tell its owner, and to nobody else', async (t) => {
  const lab = await startPayoutLab(t);
  const id = await lab.ownWallet();
  const url = `/v1/payouts/accounts/${id}/phone?creatorId=${lab.creatorId}`;
  const service = lab.people.service('notifications');
  t.same((await lab.call('GET', url, undefined, service)).json(), { phone: '+251911222333' });
  const bank = (await add(lab, { kind: 'bank', bank: 'awash', number: '0132456789' })).json<Account>();
  t.same((await lab.call('GET', url.replace(id, bank.id), undefined, service)).json(), { phone: null });
  t.equal((await lab.call('GET', url.replace(id, newId()), undefined, service)).statusCode, 404);
  t.equal((await lab.call('GET', url.split('?')[0] ?? '', undefined, service)).statusCode, 422);
  t.equal((await lab.call('GET', url)).statusCode, 403);
  t.equal((await lab.app.inject({ url })).statusCode, 401);
});
