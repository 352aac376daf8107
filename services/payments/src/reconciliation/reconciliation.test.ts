import t from 'tap';
import type { TestPerson } from '@windsurf/testbed/people';
import { newKey, startRefundLab, trialBalance, wrongBalances } from '../refunds/testing.ts';
import type { RefundLab } from '../refunds/testing.ts';
import { startOf } from '../seals/seals.ts';
import { matchPage } from './match.ts';

const day = '2026-11-19';
const head = 'kind,txn_id,order_id,amount,fee,currency,status,time,payment_txn_id';
type Given = {
  kind?: string;
  txn: string;
  order?: string;
  amount: string;
  fee?: string;
  status?: string;
  time?: string;
  paid?: string;
};
const csv = (...rows: Given[]): string =>
  [
    head,
    ...rows.map(
      ({ kind = 'payment', txn, order = '', amount, fee = '', status = 'done', time = `${day} 12:00:00`, paid = '' }) =>
        [kind, txn, order, amount, fee, 'ETB', status, time, paid].join(','),
    ),
  ].join('\r\n');

const upload = async (lab: RefundLab, text: string | Buffer, body: object = {}, as: TestPerson = lab.operator) =>
  await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/operator/reconciliations',
    headers: { ...as.headers, 'accept-language': 'en' },
    body: {
      rail: 'telebirr',
      day,
      fileName: 'statement.csv',
      format: 'own',
      content: Buffer.from(text).toString('base64'),
      ...body,
    },
  });
type View = {
  id: string;
  items: {
    id: string;
    kind: string;
    owner: string;
    state: string;
    line: number | null;
    says: string;
    nextStep: string;
    txnId: string;
    creatorId: string | null;
  }[];
};
const read = async (lab: RefundLab, id: string, query = ''): Promise<View> =>
  (
    await lab.app.inject({
      url: `/v1/payments/operator/reconciliations/${id}${query}`,
      headers: { ...lab.operator.headers, 'accept-language': 'en' },
    })
  ).json();
const matchAll = async (lab: RefundLab, id: string): Promise<void> => {
  for (let more = true; more; ) more = await matchPage(lab.deps, id);
};

/** A payment of that day, by the clock of the lab. */
const txnOf = async (lab: RefundLab, intentId: string): Promise<string> =>
  (await lab.db.look<{ n: string }>('select provider_txn_id as n from payments.intents where id = $1', [intentId]))[0]
    ?.n ?? '';

const labOf = async (t: Parameters<typeof startRefundLab>[0]): Promise<RefundLab> => {
  const lab = await startRefundLab(t);
  lab.clock.set(`${day}T08:00:00Z`);
  return lab;
};
const nextDay = (lab: RefundLab): void =>
  lab.clock.set(new Date(startOf(day).getTime() + 30 * 3_600_000).toISOString());

t.setTimeout(180_000);

t.test('what the rail has settled is booked once, whatever files it stands in', async (t) => {
  const lab = await labOf(t);
  const one = await lab.paid(20_000);
  const two = await lab.paid(30_000, { of: lab.people.person({ creator: true }) });
  await lab.ask(one.id, { whole: undefined, amountSantim: 5_000 });
  await lab.push();
  const [refund] = await lab.db.look<{ id: string; txn_id: string }>('select id, txn_id from payments.refunds');
  const [first, second] = [await txnOf(lab, one.intentId), await txnOf(lab, two.intentId)];
  nextDay(lab);
  const file = csv(
    { txn: first, amount: '200.00', fee: '1.50' },
    { txn: second, order: two.railOrderId, amount: '300' },
    { kind: 'refund', txn: refund?.txn_id ?? '', amount: '-50.00', paid: first },
    { kind: 'other', txn: 'PAYOUT1', amount: '1000' },
  );
  const taken = await upload(lab, file);
  t.equal(taken.statusCode, 201, taken.body);
  t.match(taken.json(), { state: 'matching', rows: 4, amountSantim: 45_000, feeSantim: 150, day, rail: 'telebirr' });
  const { id } = taken.json<{ id: string }>();
  await lab.work();
  t.match(await read(lab, id), {
    state: 'done',
    matched: 3,
    settled: 3,
    differences: 0,
    openDifferences: 0,
    items: [],
  });
  t.match(await lab.balances(), { 'bank:telebirr': 14_850, 'provider-fee': 150 });
  t.equal((await lab.balances())['clearing:telebirr'], undefined, 'the rail owes nothing more of it');
  t.equal(await trialBalance(lab), 0);
  t.equal(await wrongBalances(lab), 0);

  await t.test('the same file twice is once; another file with the same lines settles nothing again', async (t) => {
    const again = await upload(lab, file);
    t.match(again.json(), { id, state: 'done' });
    t.equal(await lab.count('payments.statement_files'), 1);
    const entries = await lab.count('payments.entries');
    const other = (await upload(lab, `${file}\r\n`)).json<{ id: string }>();
    t.not(other.id, id);
    await matchAll(lab, other.id);
    t.match(await read(lab, other.id), { state: 'done', repeated: 3, settled: 0, matched: 0, items: [] });
    t.equal(await lab.count('payments.entries'), entries);
    await Promise.all([1, 2, 3].map(async () => await upload(lab, `${file}\n\n`)));
    t.equal(await lab.count('payments.statement_files'), 3, 'nor three times at once');
  });
});

t.test('every difference has a kind, an owner and a next step', async (t) => {
  const lab = await labOf(t);
  const good = await lab.paid(10_000);
  const lacking = await lab.paid(11_000);
  const less = await lab.paid(12_000);
  const more = await lab.paid(13_000);
  const failedThere = await lab.paid(14_000);
  const reversedThere = await lab.paid(15_000);
  const charged = await lab.paid(16_000);
  await lab.db.look(
    'update payments.orders set provider_fee_santim = 160, net_santim = net_santim - 160 where id = $1',
    [charged.id],
  );
  const refunded = await lab.paid(17_000);
  await lab.ask(refunded.id);
  const lost = await lab.paid(18_000);
  await lab.ask(lost.id);
  await lab.push();
  const refunds = await lab.db.look<{ order_id: string; txn_id: string }>(
    'select order_id, txn_id from payments.refunds',
  );
  const refundOf = (orderId: string): string => refunds.find((r) => r.order_id === orderId)?.txn_id ?? '';
  const open = await lab.begin(await lab.product(19_000), '0922000001');
  lab.outside.telebirr.setSwitch('lost');
  const txn = async (of: { intentId: string }) => await txnOf(lab, of.intentId);
  const goodTxn = await txn(good);
  nextDay(lab);
  const rows: Given[] = [
    { txn: goodTxn, amount: '100' },
    { txn: goodTxn, amount: '100' },
    { txn: await txn(less), amount: '119.99' },
    { txn: await txn(more), amount: '130.01' },
    { txn: await txn(failedThere), amount: '140', status: 'failed' },
    { txn: await txn(reversedThere), amount: '150', status: 'reversed' },
    { txn: await txn(charged), amount: '160', fee: '2.00' },
    { txn: 'SECOND9', order: good.railOrderId, amount: '100' },
    { txn: 'NOBODY1', order: 'ffff', amount: '77' },
    { txn: 'OPEN12', order: open.orderId, amount: '190' },
    { kind: 'refund', txn: refundOf(refunded.id), amount: '169.00' },
    { kind: 'refund', txn: 'NOREFUND', amount: '5', paid: goodTxn },
    { txn: await txn(refunded), amount: '170' },
    { txn: await txn(lost), amount: '180' },
    { txn: 'PENDING1', amount: '5', status: 'pending' },
  ];
  const { id } = (await upload(lab, csv(...rows))).json<{ id: string }>();
  await matchAll(lab, id);
  const { items } = await read(lab, id, '?limit=100');
  const seen = new Map(items.map((item) => [`${item.line ?? item.txnId}`, `${item.kind} ${item.owner}`]));
  t.same(Object.fromEntries(seen), {
    '3': 'double rail',
    '4': 'amount rail',
    '5': 'amount us',
    '6': 'status rail',
    '7': 'status us',
    '8': 'fee rail',
    '9': 'double us',
    '10': 'unknown-reference us',
    '11': 'missing-here us',
    '12': 'refund-amount rail',
    '13': 'refund-missing-here us',
    [await txn(lacking)]: 'missing-there rail',
    [refundOf(lost.id)]: 'refund-missing-there rail',
  });
  for (const { says, nextStep } of items) t.ok(says.length > 20 && nextStep.length > 20 && !/[{}]/.test(says), says);
  t.match(
    items.find(({ line }) => line === 4),
    { says: /120\.00.*119\.99/, creatorId: lab.seller.creatorId },
  );
  t.match(await lab.balances(), { 'bank:telebirr': 60_800, 'provider-fee': 200 }, 'only what agrees is settled');
  t.equal(await trialBalance(lab), 0);

  await t.test('what lacked is resolved by the next file that has it', async (t) => {
    const late = csv({ txn: await txn(lacking), amount: '110' });
    await matchAll(lab, (await upload(lab, late)).json<{ id: string }>().id);
    const after = await read(lab, id, '?limit=100');
    t.match(
      after.items.find((item) => item.kind === 'missing-there'),
      { state: 'resolved' },
    );
    t.equal(after.items.at(-1)?.state, 'resolved', 'open ones stand first');
    const pages: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: View & { nextCursor: string | null } = (await read(
        lab,
        id,
        `?limit=5${cursor ? `&cursor=${cursor}` : ''}`,
      )) as never;
      pages.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    }
    t.same(
      pages,
      after.items.map((item) => item.id),
    );
  });

  await t.test('a person decides, once; waiting leaves it open', async (t) => {
    const difference = items.find(({ kind }) => kind === 'amount')?.id ?? '';
    const decide = async (body: object, as: TestPerson = lab.operator, of = difference) =>
      await lab.app.inject({
        method: 'POST',
        url: `/v1/payments/operator/reconciliations/${id}/differences/${of}/decide`,
        headers: as.headers,
        body: { owner: 'rail', decision: 'claimed', note: 'letter to the rail of today', ...body },
      });
    t.match((await decide({ decision: 'waiting' })).json(), { state: 'open', decision: 'waiting' });
    t.match((await decide({})).json(), { state: 'decided', decision: 'claimed', decidedBy: lab.operator.personId });
    t.match((await decide({})).json(), { state: 'decided' }, 'said twice is once');
    t.equal((await decide({ decision: 'written-off' })).statusCode, 409);
    t.equal((await decide({ owner: 'nobody' })).statusCode, 422);
    t.equal((await decide({ note: '' })).statusCode, 422);
    t.equal((await decide({}, lab.seller)).statusCode, 403);
    t.equal((await decide({}, lab.operator, '01890000-0000-7000-8000-000000000000')).statusCode, 404);
    const url = `/v1/payments/operator/reconciliations/${id}/differences/${difference}/decide`;
    t.equal((await lab.app.inject({ method: 'POST', url, body: {} })).statusCode, 401);
    t.equal(await lab.count("payments.audit where what = 'difference.claimed'"), 1);
  });
});

t.test('a payment whose notice was lost for ever is found by the statement: asked, sold and settled', async (t) => {
  const lab = await labOf(t);
  lab.outside.telebirr.setSwitch('lost');
  const { orderId, intentId } = await lab.begin(await lab.product(40_000));
  await lab.outside.telebirr.approve(orderId);
  const txn = lab.outside.telebirr.order(orderId)?.transId ?? '';
  t.not(txn, '');
  nextDay(lab);
  const { id } = (await upload(lab, csv({ txn, order: orderId, amount: '400' }))).json<{ id: string }>();
  await matchAll(lab, id);
  t.match(await read(lab, id), { matched: 1, settled: 1, items: [] });
  t.match(await lab.db.look('select state from payments.intents where id = $1', [intentId]), [{ state: 'succeeded' }]);
  t.match(await lab.balances(), { 'bank:telebirr': 40_000, 'creator-payable': -38_000 });
});

t.test('many lines, two workers and a crash in between settle each line once', async (t) => {
  const lab = await labOf(t);
  const paid = await lab.paid(10_000);
  const txn = await txnOf(lab, paid.intentId);
  nextDay(lab);
  const rows = Array.from({ length: 450 }, (_, at) => ({ txn: at === 300 ? txn : `X${at}000`, amount: '100' }));
  const { id } = (await upload(lab, csv(...rows))).json<{ id: string }>();
  await matchPage(lab.deps, id);
  // The books have it, and the process died before it said so on the line.
  await lab.db.look('update payments.statement_rows set outcome = null, settled = false');
  await Promise.all([matchAll(lab, id), matchAll(lab, id)]);
  t.match(await read(lab, id), { state: 'done', rows: 450, matched: 1, openDifferences: 449 });
  t.equal(await lab.count("payments.entries where kind = 'settlement'"), 1);
  t.equal(await trialBalance(lab), 0);
});

t.test('a wrong file is refused whole, with its lines; nothing of it stays', async (t) => {
  const lab = await labOf(t);
  nextDay(lab);
  const wrong = await upload(
    lab,
    `${csv({ txn: 'TX1', amount: '10' }, { txn: 'TX2', amount: '10.999' }, { txn: '=1+1', amount: '10' })}`,
  );
  t.equal(wrong.statusCode, 422);
  t.match(wrong.json(), {
    type: /statement-refused/,
    count: 2,
    lines: [
      { line: 3, problem: 'amount', says: '“10.999” in amount is no amount. Write it like 1234.50.' },
      { line: 4, problem: 'formula' },
    ],
  });
  const amharic = await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/operator/reconciliations',
    headers: { ...lab.operator.headers, 'accept-language': 'am' },
    body: { rail: 'telebirr', day, fileName: 'x.csv', content: Buffer.from('PK34').toString('base64') },
  });
  t.match(amharic.json(), { lines: [{ says: /የኤክሴል/ }] });
  t.equal(await lab.count('payments.statement_files'), 0);
  t.equal(await lab.count('payments.statement_rows'), 0);
  for (const [body, status] of [
    [{ rail: 'nowhere' }, 404],
    [{ day: '2026-11-20' }, 409],
    [{ day: '2026-13-45' }, 422],
    [{ day: 'x' }, 422],
    [{ content: '***' }, 422],
    [{ fileName: '' }, 422],
    [{ format: 'guess' }, 422],
  ] as const)
    t.equal((await upload(lab, head, body)).statusCode, status, JSON.stringify(body));
  t.equal((await upload(lab, head, {}, lab.seller)).statusCode, 403);
  const { id } = (await upload(lab, head)).json<{ id: string }>();
  const list = '/v1/payments/operator/reconciliations';
  for (const url of [list, `${list}/${id}`]) {
    t.equal((await lab.app.inject({ url })).statusCode, 401);
    t.equal((await lab.app.inject({ url, headers: lab.seller.headers })).statusCode, 403);
    t.equal((await lab.app.inject({ url: `${url}?cursor=x`, headers: lab.operator.headers })).statusCode, 422);
  }
  const nobody = await lab.app.inject({ method: 'POST', url: list, body: {} });
  t.equal(nobody.statusCode, 401);
  t.equal(
    (await lab.app.inject({ url: `${list}/01890000-0000-7000-8000-000000000000`, headers: lab.operator.headers }))
      .statusCode,
    404,
  );
  t.match((await lab.app.inject({ url: `${list}?rail=telebirr&limit=1`, headers: lab.operator.headers })).json(), {
    items: [{ id }],
    nextCursor: null,
  });
  t.match((await lab.app.inject({ url: `${list}?rail=webirr`, headers: lab.operator.headers })).json(), { items: [] });
  t.ok(newKey());
});
