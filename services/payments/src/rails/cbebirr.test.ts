import { hash } from 'node:crypto';
import t from 'tap';
import type { Test } from 'tap';
import { birr } from '@windsurf/money/money';
import { plusSignature } from './cbebirr-plus.ts';
import type { KnownOrder, Notice, ParsedCallback } from './rails.ts';
import { buyer, price, proveRail, startBench } from './testing.ts';
import type { Bench, Stand } from './testing.ts';

const stand: Stand = {
  name: 'cbebirr',
  pay: async (outside, orderId) => await outside.cps.cbebirr.approve(orderId),
  held: (outside, orderId) => outside.cps.cbebirr.orders().filter((one) => one.id === orderId).length,
  answers: (outside, how) => outside.cps.cbebirr.setSwitch({ answers: how === 'silent' ? 'timeout-after' : how }),
  account: { kind: 'cbebirr', number: '0911234567' },
  paidOut: (outside, payoutId) => outside.cps.cbebirr.payouts().filter((one) => one.id === payoutId).length,
};
await proveRail(t, stand);

t.test('the vector of the protocol notes: plain SHA-256 with the key among the fields', async (t) => {
  const fields = {
    transactionTime: '2026-01-01T00:00:00Z',
    amount: '150.50',
    callBackURL: 'https://shop.example.et/pay/cbebirr/callback',
    companyName: 'Example Shop',
    tillCode: '1234567',
    token: 'eyJ.test.token',
    transactionId: 'ORD000000000001',
  };
  t.equal(plusSignature(fields, 'TESTHASHKEY0001'), '3c369075c99b58eb929a2d5b4f30c6b2920f3fbc9498d139c774031c45177638');
  t.not(plusSignature({ ...fields, amount: '150.51' }, 'TESTHASHKEY0001'), plusSignature(fields, 'TESTHASHKEY0001'));
});

t.test('how a push ended is said by its Result, in our words where the contract gives them', async (t) => {
  const bench = await startBench(t, {
    ...stand,
    secret: ({ keys }) => {
      const { push, ...plus } = keys.payments.cbebirr;
      return { ...plus, push: { ...push, codes: { '9007': 'no-money', '9006': 'doubt' } } };
    },
  });
  const { rail, outside } = bench;
  const ends = { declined: undefined, 'no-money': 'no-money' } as const;
  for (const [why, word] of Object.entries(ends)) {
    const orderId = `END${why.replace('-', '')}`;
    await rail.initiate(bench.payment(orderId));
    await outside.cps.cbebirr.decline(orderId, why as keyof typeof ends);
    const read = await rail.parseCallback(await bench.catcher.next());
    t.match(read, { kind: 'notice', orderId, says: 'failed', proves: { kind: 'failed' } });
    t.equal(read.kind === 'notice' && read.proves?.kind === 'failed' ? read.proves.why : 'none', word);
  }
  await rail.initiate(bench.payment('W1'));
  await outside.cps.cbebirr.decline('W1', 'wrong-pin');
  const doubtful = await rail.parseCallback(await bench.catcher.next());
  t.match(doubtful, { says: 'waiting', proves: { kind: 'unclear' } }, 'a code in doubt ends nothing');
});

t.test('a Result counts only at the address that was made for it', async (t) => {
  const bench = await startBench(t, stand);
  const { rail, outside } = bench;
  await rail.initiate(bench.payment('A1'));
  await rail.initiate(bench.payment('B1'));
  await outside.cps.cbebirr.approve('A1');
  const a = await bench.catcher.next();
  await outside.cps.cbebirr.approve('B1');
  const b = await bench.catcher.next();
  t.match(await rail.parseCallback(a), { proves: { kind: 'paid', orderId: 'A1' } });
  const kind = async (notice: Notice): Promise<string> => (await rail.parseCallback(notice)).kind;
  t.equal(await kind({ ...a, tail: b.tail }), 'bad-signature', 'the Result of one at the address of another');
  t.equal(await kind({ ...a, tail: a.tail.replace('-15000.', '-100.') }), 'bad-signature', 'another amount');
  t.equal(await kind({ ...a, tail: a.tail.replace(/^push/, 'payout') }), 'bad-signature', 'another kind');
  t.equal(await kind({ ...a, tail: 'push-A1-15000.x' }), 'bad-signature');
  const text = a.body.toString('utf8');
  for (const [what, body] of Object.entries({
    'a second code': text.replace('</res:Body>', '<res:ResultCode>1</res:ResultCode></res:Body>'),
    'a DTD': text.replace(/(<soapenv:Envelope)/, '<!DOCTYPE x [<!ENTITY a "0">]>$1'),
    'a comment in the code': text.replace('<res:ResultCode>0', '<res:ResultCode>0<!-- -->'),
    'no transaction': text.replace(/<res:TransactionID>[^<]*</, '<res:TransactionID><'),
    'cut off': text.slice(0, -20),
  })) {
    t.not(body, text, what);
    const read = await rail.parseCallback({ ...a, body: Buffer.from(body) });
    t.not(read.kind === 'notice' ? read.proves?.kind : 'none', 'paid', what);
  }
});

const transaction = (bench: Bench, more: object = {}): Record<string, string> => ({
  paidAmount: '150.00',
  paidByNumber: '251911234567',
  tillCode: bench.outside.keys.payments.cbebirr.tillCode,
  token: 'PAYTOKEN',
  transactionId: 'ORD1',
  transactionTime: '2026-01-01T00:00:00Z',
  ...more,
});
type Plus = {
  fields?: object;
  key?: string;
  known?: Partial<KnownOrder>;
  bearer?: string | undefined;
  lookup?: boolean;
};
async function hear(bench: Bench, { fields, key, known, bearer, lookup = true }: Plus = {}): Promise<ParsedCallback> {
  const { outside, rail } = bench;
  const signed = transaction(bench, fields);
  const signature = plusSignature(signed, key ?? outside.keys.payments.cbebirr.hashKey);
  const order = { amount: price, currency: 'ETB', phone: buyer, reference: 'PAYTOKEN', open: true, ...known };
  return await rail.parseCallback({
    body: Buffer.from(JSON.stringify({ ...signed, signature })),
    headers: { authorization: bearer ?? `Bearer ${outside.cbebirr.tokenOf(buyer)}` },
    tail: '',
    query: {},
    ...(lookup ? { orderOf: async (orderId) => (orderId === 'ORD1' ? order : undefined) } : {}),
  });
}
const proven = (read: ParsedCallback): string | undefined => (read.kind === 'notice' ? read.proves?.kind : read.kind);

t.test('a Plus callback proves a payment only when every one of its checks holds', async (t) => {
  const bench = await startBench(t, stand);
  const { outside } = bench;
  const whole = await hear(bench);
  t.match(whole, {
    kind: 'notice',
    proves: { kind: 'paid', orderId: 'ORD1', amount: price, currency: 'ETB', txnId: /./ },
  });
  t.equal(proven(await hear(bench, { fields: { token: 'OTHER' } })), 'paid', 'the same phone is enough');
  t.equal(
    proven(await hear(bench, { fields: { paidByNumber: '251922222222' } })),
    'paid',
    'the stored token is enough',
  );
  const hints: Readonly<Record<string, Plus>> = {
    'another amount': { fields: { paidAmount: '149.00' } },
    'neither its token nor its phone': { fields: { token: 'OTHER', paidByNumber: '251922222222' } },
    'an order that is not open': { known: { open: false } },
    'an order of another price': { known: { amount: birr(1) } },
    'an order of another currency': { known: { currency: 'USD' } },
    'an unknown order': { fields: { transactionId: 'ORD2' } },
    'nobody to look the order up': { lookup: false },
  };
  for (const [what, how] of Object.entries(hints)) t.equal(proven(await hear(bench, how)), undefined, what);
  const refused: Readonly<Record<string, readonly [Plus, string]>> = {
    'another key': [{ key: 'somebody else' }, 'bad-signature'],
    'another till': [{ fields: { tillCode: '7654321' } }, 'wrong-merchant'],
    'an authorization that has run out': [
      { bearer: `Bearer ${outside.cbebirr.tokenOf(buyer, { seconds: -10 })}` },
      'bad-signature',
    ],
    'a forged authorization': [
      { bearer: `Bearer ${outside.cbebirr.tokenOf(buyer, { forged: true })}` },
      'bad-signature',
    ],
    'no authorization': [{ bearer: '' }, 'bad-signature'],
  };
  for (const [what, [how, kind]] of Object.entries(refused)) t.equal(proven(await hear(bench, how)), kind, what);
});

t.test('the recipe of the bank is configured, and a short one fails closed', async (t) => {
  const withFields = async (t: Test, callbackFields: string[]): Promise<Bench> =>
    await startBench(t, { ...stand, secret: ({ keys }) => ({ ...keys.payments.cbebirr, callbackFields }) });
  const short = await withFields(t, ['transactionId', 'token', 'transactionTime']);
  t.equal(proven(await hear(short)), 'bad-signature', 'what we act upon must be signed');
  const { hashKey: shortKey } = short.outside.keys.payments.cbebirr;
  const { transactionId = '', token = '', transactionTime = '' } = transaction(short);
  const signature = plusSignature({ transactionId, token, transactionTime }, shortKey);
  const unsafe = await short.rail.parseCallback({
    body: Buffer.from(JSON.stringify({ ...transaction(short), signature })),
    headers: { authorization: `Bearer ${short.outside.cbebirr.tokenOf(buyer)}` },
    tail: '',
    query: {},
    orderOf: short.orderOf,
  });
  t.equal(unsafe.kind, 'bad-signature', 'not even when it is right by that recipe');
  const more = await withFields(t, ['paidAmount', 'tillCode', 'transactionId', 'txnRef']);
  t.equal(proven(await hear(more)), 'bad-signature', 'a field that is missing');
  const { hashKey, tillCode } = more.outside.keys.payments.cbebirr;
  const text = `key=${hashKey}&paidAmount=150.00&tillCode=${tillCode}&transactionId=ORD1&txnRef=FT1`;
  const body = { ...transaction(more), txnRef: 'FT1', signature: hash('sha256', text, 'hex') };
  const read = await more.rail.parseCallback({
    body: Buffer.from(JSON.stringify(body)),
    headers: { authorization: `Bearer ${more.outside.cbebirr.tokenOf(buyer)}` },
    tail: '',
    query: {},
    orderOf: more.orderOf,
  });
  t.match(read, { proves: { kind: 'paid', txnId: 'FT1' } });
});

t.test('a payment inside the bank’s app is opened, approved and proven, and is its owner’s alone', async (t) => {
  const bench = await startBench(t, stand);
  const { rail, outside } = bench;
  const walletToken = outside.cbebirr.tokenOf(buyer);
  const begun = await rail.initiate({ ...bench.payment('ORD1'), walletToken });
  if (begun.kind !== 'started') throw new Error(`${begun.kind} ${begun.why}`);
  t.equal(outside.cbebirr.order('ORD1')?.transactionId, 'ORD1');
  await outside.cbebirr.approve('ORD1');
  const notice = await bench.catcher.next();
  const orderOf = async (): Promise<KnownOrder> => ({
    amount: price,
    currency: 'ETB',
    phone: buyer,
    reference: begun.reference,
    open: true,
  });
  t.equal(proven(await rail.parseCallback({ ...notice, orderOf })), 'paid');
  const other = outside.cbebirr.tokenOf('+251922222222');
  t.match(await rail.initiate({ ...bench.payment('ORD2'), walletToken: other }), {
    kind: 'refused',
    why: 'another phone',
  });
  const old = outside.cbebirr.tokenOf(buyer, { seconds: -10 });
  t.match(await rail.initiate({ ...bench.payment('ORD3'), walletToken: old }), { kind: 'refused' });
});

t.test('without the core it is for the bank’s own app only, and pays nothing out', async (t) => {
  const bench = await startBench(t, {
    ...stand,
    secret: ({ keys }) => {
      const { push, ...plus } = keys.payments.cbebirr;
      t.ok(push);
      return plus;
    },
  });
  t.match(bench.rail.capabilities, { inApp: true, payout: [], query: false, refund: 'manual' });
  t.match(await bench.rail.initiate(bench.payment('ORD1')), { kind: 'refused' });
  t.equal(bench.rail.payout, undefined);
});
