import t from 'tap';
import { birr } from '@windsurf/money/money';
import { serve } from './rail-catcher.ts';
import type { Notice } from './rails.ts';
import { price, proveRail, startBench } from './testing.ts';
import type { Bench, Stand } from './testing.ts';
import { codeOf, readStatus } from './webirr-answers.ts';
import { createWebirr } from './webirr.ts';

const stand: Stand = {
  name: 'webirr',
  pay: async (outside, _orderId, reference) => await outside.webirr.pay(reference),
  held: (outside, orderId) => outside.webirr.bills().filter((bill) => bill.billReference === orderId).length,
  answers: (outside, how) =>
    outside.webirr.setSwitch({
      answers: how === 'silent' ? 'timeout-after' : how,
      calls: how === 'silent' ? 'create' : 'all',
    }),
};
await proveRail(t, stand);

const settings = { baseUrl: 'http://127.0.0.1:9', apiKey: 'K'.repeat(32), merchantId: '0001', authKey: 'A'.repeat(32) };
const noticeOf = (body: unknown, authKey: unknown = settings.authKey): Notice => ({
  body: Buffer.from(JSON.stringify(body)),
  headers: {},
  tail: '',
  query: { authKey },
});
const item = { id: 1, status: 2, paymentReference: 'FTX1', amount: '270.90', wbcCode: '700 123 456', confirmed: true };

t.test('each of the three bodies of its webhook is one hint, and only with the agreed key', async (t) => {
  const rail = createWebirr(settings);
  t.teardown(async () => await rail.close());
  const hint = {
    kind: 'notice',
    orderId: '',
    reference: '700 123 456',
    amount: 27_090,
    says: 'paid',
    proves: undefined,
  };
  for (const body of [item, { data: item }, { status: 2, data: item }])
    t.match(await rail.parseCallback(noticeOf(body)), hint);
  t.match(await rail.parseCallback(noticeOf({ ...item, status: 1 })), { says: 'waiting' });
  t.match(await rail.parseCallback(noticeOf({ ...item, status: 3 })), { says: 'reversed' });
  for (const key of [
    '',
    undefined,
    null,
    'B'.repeat(32),
    settings.authKey.slice(1),
    [settings.authKey],
    { length: 32 },
  ]) {
    const given = { ...noticeOf(item), query: { authKey: key } };
    t.match(await rail.parseCallback(given), { kind: 'bad-signature' }, JSON.stringify(key));
  }
});

t.test('its words are read as they are, and no other is an end', async (t) => {
  const code = '700 123 456';
  const status = (res: unknown): string => readStatus(res, 'ORD1', code).kind;
  t.same(readStatus({ status: 0, data: null }, 'ORD1', code), { kind: 'waiting', untouched: true });
  t.same(readStatus({ status: 1, data: { ...item, status: 1 } }, 'ORD1', code), { kind: 'waiting', received: true });
  t.match(readStatus({ status: 2, data: item }, 'ORD1', code), { kind: 'paid', orderId: 'ORD1', txnId: 'FTX1' });
  t.equal(status({ status: 2, data: null }), 'unclear');
  t.equal(status({ status: 2, data: { ...item, wbcCode: '700 123 457' } }), 'unclear', 'another code');
  t.equal(status({ status: 2, data: { ...item, paymentReference: '' } }), 'unclear');
  t.equal(status({ status: 2, data: { ...item, status: 3 } }), 'reversed');
  t.equal(status({ status: 2, data: { ...item, canceled: true } }), 'reversed');
  t.equal(status({ status: 2, data: { ...item, confirmed: false } }), 'waiting');
  for (const other of [4, '', null, 'PAID', { toString: 1 }]) t.equal(status({ status: other, data: item }), 'unclear');
  t.equal(codeOf('700123456'), '700 123 456');
  t.equal(codeOf('70012345'), undefined);
});

t.test('money that a bank has and has not confirmed is said to be received', async (t) => {
  const bench = await startBench(t, stand);
  const code = await begin(bench, 'ORD1');
  bench.outside.webirr.setSwitch({ confirm: 'never' });
  await bench.outside.webirr.pay(code);
  t.same(await bench.rail.query('ORD1', code), { kind: 'waiting', received: true });
});

t.test('the feed brings everything once or more, from a cursor that never moves back, and reversals too', async (t) => {
  const bench = await startBench(t, stand);
  const { rail, outside } = bench;
  const codes = [await begin(bench, 'ORD1'), await begin(bench, 'ORD2'), await begin(bench, 'ORD3')];
  for (const code of codes) await outside.webirr.pay(code);
  const first = await rail.feed?.('');
  if (!first) throw new Error('no feed');
  t.same(first.items.map(({ reference }) => reference).sort(), [...codes].sort());
  for (const { answer } of first.items) t.match(answer, { kind: 'paid', amount: price });
  const none = await rail.feed?.(first.cursor);
  t.same(none, { items: [], cursor: first.cursor, more: false }, 'nothing new');
  outside.webirr.setSwitch('repeats');
  const inclusive = await rail.feed?.(first.cursor);
  t.ok((inclusive?.items.length ?? 0) > 0, 'again');
  t.equal(inclusive?.cursor, first.cursor);
  await outside.webirr.reverse(codes[0] ?? '');
  const after = await rail.feed?.(first.cursor);
  t.match(after?.items.at(-1), { reference: codes[0], answer: { kind: 'reversed' } });
  t.ok((after?.cursor ?? '') > first.cursor);
  outside.webirr.setSwitch({ answers: 'down' });
  t.same(await rail.feed?.(first.cursor), { items: [], cursor: first.cursor, more: false }, 'silence moves nothing');
});

t.test('a code is withdrawn only while nobody has paid it, and only when that is certain', async (t) => {
  const bench = await startBench(t, stand);
  const { rail, outside } = bench;
  const [open, paid, silent] = [await begin(bench, 'ORD1'), await begin(bench, 'ORD2'), await begin(bench, 'ORD3')];
  t.equal(await rail.cancel?.('ORD1', open), true);
  t.equal(await rail.cancel?.('ORD1', open), true, 'it still is');
  await outside.webirr.pay(paid);
  t.equal(await rail.cancel?.('ORD2', paid), false, 'it was paid');
  outside.webirr.setSwitch({ answers: 'timeout-after', calls: 'delete' });
  t.equal(await rail.cancel?.('ORD3', silent), true, 'carried out without an answer, and looked at');
  outside.webirr.setSwitch({ answers: 'down', calls: 'all' });
  t.equal(await rail.cancel?.('ORD2', paid), false, 'nobody says');
  t.equal(await rail.cancel?.('ORD2', 'no code'), false);
  const bill = { billReference: 'ORD1', wbcCode: '700 123 456', amount: '150.00', paymentStatus: 0 };
  const origin = await serve(t, (method, path) =>
    method === 'GET' && path.includes('bill_reference')
      ? [200, JSON.stringify({ error: null, errorCode: null, res: bill })]
      : [200, JSON.stringify({ error: 'x', errorCode: 'ERROR_INVALID_INPUT', res: null })],
  );
  const strange = createWebirr({ ...settings, baseUrl: origin }, { timeoutMs: 5000 });
  t.teardown(async () => await strange.close());
  t.equal(await strange.cancel?.('ORD1', '700 123 456'), false, 'a bill that is there is not closed');
});

t.test(
  'a reference that is taken gives its own code, whatever the spelling, and never that of another amount',
  async (t) => {
    const bench = await startBench(t, stand);
    const code = await begin(bench, 'ORD1');
    for (const spelling of ['right', 'misspelt'] as const) {
      bench.outside.webirr.setSwitch({ spelling });
      t.same(await bench.rail.initiate(bench.payment('ORD1')), { kind: 'started', reference: code });
    }
    const other = { ...bench.payment('ORD1'), amount: birr(1) };
    t.match(await bench.rail.initiate(other), { kind: 'unknown', why: 'a bill of another amount' });
  },
);

t.test('only the merchant’s own banks are shown, and they are asked for every five minutes', async (t) => {
  const bench = await startBench(t, stand);
  let now = 0;
  const rail = createWebirr(bench.outside.keys.payments.webirr, { now: () => now });
  t.teardown(async () => await rail.close());
  bench.outside.webirr.setBanks(['cbe_birr', 'telebirr']);
  t.same(await rail.banks?.(), ['CBE Birr', 'telebirr']);
  bench.outside.webirr.setBanks(['telebirr']);
  t.equal((await rail.banks?.())?.length, 2);
  now = 301_000;
  t.same(await rail.banks?.(), ['telebirr']);
  bench.outside.webirr.setSwitch('down');
  now = 700_000;
  t.same(await rail.banks?.(), ['telebirr'], 'the last known');
});

t.test('the key is in no answer and in no error, however it goes wrong', async (t) => {
  const bench = await startBench(t, stand);
  const wrong = { ...bench.outside.keys.payments.webirr, apiKey: 'SECRETKEYTHATISWRONG' };
  const rail = createWebirr(wrong, { timeoutMs: 5000 });
  t.teardown(async () => await rail.close());
  const said: unknown[] = [];
  for (const wrongKey of ['business', 'unauthorized'] as const) {
    bench.outside.webirr.setSwitch({ wrongKey });
    const begun = await rail.initiate(bench.payment('ORD1'));
    t.match(begun, { kind: 'refused' }, wrongKey);
    said.push(begun, await rail.query('ORD1', '700 123 456'), await rail.query('ORD1'), await rail.feed?.(''));
  }
  const origin = await serve(t, (_method, path) => [
    200,
    JSON.stringify({ error: `bad ${path}`, errorCode: `bad ${path}`, res: null }),
  ]);
  const heard = createWebirr({ ...wrong, baseUrl: origin }, { timeoutMs: 5000 });
  t.teardown(async () => await heard.close());
  said.push(await heard.initiate(bench.payment('ORD1')), await heard.query('ORD1'), await heard.selfTest());
  t.ok(said.length > 8);
  t.notMatch(JSON.stringify(said), /SECRETKEY/);
});

async function begin(bench: Bench, orderId: string): Promise<string> {
  const begun = await bench.rail.initiate(bench.payment(orderId));
  if (begun.kind !== 'started') throw new Error(begun.kind);
  return begun.reference;
}
