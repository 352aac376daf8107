import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { startOutside } from './outside.ts';
import { startTestWebirr } from './test-webirr.ts';

const { shop, outside, webirr, our, merchant, bill, feed } = await startTestWebirr(t);
const statuses = () => shop.called.splice(0).map(({ message }) => message['status']);

t.test('a webhook comes in each of the three shapes, with the key that was agreed', async (t) => {
  for (const [shape, body] of [
    ['flat', { status: 2, amount: '270.90' }],
    ['data', { data: { status: 2, amount: '270.90' }, status: undefined }],
    ['status-data', { status: 2, data: { status: 2, amount: '270.90' } }],
  ] as const) {
    const code = await bill(`shape/${shape}`);
    webirr.setSwitch({ shape }, `shape/${shape}`);
    await webirr.pay(code);
    t.match(shop.called.splice(0), [{ message: body, path: new RegExp(`authKey=${our.authKey}$`) }], shape);
  }
  const code = await bill('shape/other');
  webirr.setWebhook(`${shop.url}/hook?shop=7`);
  await webirr.pay(code);
  t.match(shop.called, [{ path: `/hook?shop=7&authKey=${our.authKey}` }], 'an address that has a query keeps it');
  webirr.setWebhook(`${shop.url}/v1/payments/callbacks/webirr`);
});

t.test('a webhook is lost, late, three times, out of order, early or false, as the switches say', async (t) => {
  const play = async (story: Parameters<typeof webirr.setSwitch>[0]): Promise<string> => {
    const reference = `story/${JSON.stringify(story)}`;
    const code = await bill(reference);
    webirr.setSwitch(story, reference);
    await webirr.pay(code);
    return code;
  };
  const lost = await play('lost');
  t.same(statuses(), []);
  t.match((await merchant.status(lost)).body.res, { status: 2 });
  await webirr.callAgain(lost);
  t.same(statuses(), [2]);
  await play('duplicate');
  t.same(new Set(shop.called.map(({ text }) => text)).size, 1, 'the same message');
  t.same(statuses(), [2, 2, 2]);
  await play({ callback: 'late', seconds: 0.6 });
  t.same(statuses(), [], 'not yet');
  await webirr.settled();
  t.same(statuses(), [2]);
  await play('reordered');
  await webirr.settled();
  t.same(statuses(), [2, 1]);
  const early = await play({ callback: 'early', seconds: 0.6 });
  t.same(statuses(), [2]);
  t.match((await merchant.status(early)).body.res, { status: 1 }, 'the status is behind the webhook');
  await webirr.settled();
  t.match((await merchant.status(early)).body.res, { status: 2 });
  t.same(statuses(), [], 'and it is told once');
  const later = await play({ confirm: 'later', seconds: 0.6 });
  t.match((await merchant.status(later)).body.res, { status: 1 });
  await webirr.settled();
  t.same(statuses(), [2]);
  const wrong = await play('wrong-amount');
  t.match(shop.called.splice(0), [{ message: { amount: '260.90' } }]);
  t.match((await merchant.status(wrong)).body.res, { data: { amount: '270.90' } });
  webirr.setSwitch('wrong-amount-everywhere', webirr.bill(wrong)?.code);
  t.match((await merchant.status(wrong)).body.res, { data: { amount: '260.90' } });
  t.match(
    (await feed()).find(({ wbcCode }) => wbcCode === wrong),
    { amount: '260.90' },
  );
  await play('bad-key');
  t.notOk(shop.called.splice(0)[0]?.path.endsWith(our.authKey));
  await play({ callback: 'no-key' });
  t.notMatch(shop.called.splice(0)[0]?.path, /authKey/);
  webirr.setSwitch({ status: 'stale' });
  const stale = await bill('stale');
  await webirr.pay(stale);
  t.match((await merchant.status(stale)).body.res, { status: 1, data: { status: 1, confirmed: false } });
  t.notOk((await feed()).some(({ wbcCode }) => wbcCode === stale));
});

t.test('a webhook is repeated until it is answered with 200', async (t) => {
  const code = await bill('again/1');
  shop.answers.push(500, 401, 200);
  await webirr.pay(code);
  t.same(
    webirr.bill(code)?.attempts.map(({ answer }) => answer),
    [500, 401, 200],
  );
  const refused = await bill('again/2');
  shop.answers.push(503, 503, 503, 503);
  await webirr.pay(refused);
  t.equal(webirr.bill(refused)?.attempts.length, 3, 'and given up after the last try');
});

t.test(
  'a bill is paid twice, by another person, with another amount, or while it is deleted, only when somebody says so',
  async (t) => {
    const twice = await bill('twice');
    await webirr.pay(twice, { phone: '+251911234567' });
    await t.rejects(webirr.pay(twice), /paid already/);
    webirr.setSwitch('paid-twice', 'twice');
    await webirr.pay(twice, { phone: '+251711000000', bank: 'm_pesa' });
    const [first, second] = webirr.payments(twice);
    t.not(first?.id, second?.id);
    t.equal((await feed()).length, 2);
    t.match((await merchant.status(twice)).body.res, { data: { id: first?.id } });
    await webirr.reverse(twice);
    t.match(
      (await merchant.status(twice)).body.res,
      { status: 2, data: { id: first?.id } },
      'the first payment stands',
    );

    const less = await bill('less');
    await webirr.pay(less, { amount: '200.00' });
    t.match((await merchant.status(less)).body.res, { data: { amount: '200.00' } });

    const gone = await bill('gone');
    await merchant.deleteBill(gone);
    await t.rejects(webirr.pay(gone), /deleted/);
    await webirr.pay(gone, { force: true });
    t.match((await merchant.status(gone)).body.res, { status: 2 }, 'the money is there although the bill is not');

    const paying = await bill('paying');
    webirr.setSwitch('delete-while-paying', 'paying');
    await webirr.pay(paying);
    t.match(await merchant.deleteBill(paying), { body: { res: 'OK' } });
    await webirr.confirm(paying);
    t.match((await feed()).at(-1), { wbcCode: paying, status: 2 });
  },
);

t.test('the API is slow, down, limited, cut, or silent after its work was done', async (t) => {
  webirr.setSwitch({ answers: 'slow', calls: 'banks', seconds: 0.05 });
  const started = performance.now();
  await merchant.banks();
  t.ok(performance.now() - started >= 45);
  webirr.setSwitch({ answers: 'down', calls: 'all' });
  t.match(await merchant.banks(), { status: 503 });
  t.match(await merchant.createBill('down'), { status: 503 });
  webirr.setSwitch({ answers: 'quota' });
  t.match(await merchant.banks(), { status: 429 });
  t.equal(webirr.bills().length, 0);
  webirr.setSwitch('normal');
  webirr.setSwitch('cut', 'lost/answer');
  await t.rejects(merchant.createBill('lost/answer'));
  webirr.setSwitch('timeout-after', 'no/answer');
  const query = new URLSearchParams({ api_key: our.apiKey, merchant_id: our.merchantId });
  const text = { amount: '1', customerCode: '', customerName: 'A', time: '2026-01-01 10:00', description: 'x' };
  await t.rejects(
    fetch(`${our.baseUrl}/einvoice/api/bill?${query.toString()}`, {
      method: 'POST',
      body: JSON.stringify({ ...text, billReference: 'no/answer', merchantID: our.merchantId }),
      signal: AbortSignal.timeout(1000),
    }),
  );
  webirr.setSwitch({ answers: 'normal' }, 'lost/answer');
  webirr.setSwitch({ answers: 'normal' }, 'no/answer');
  for (const reference of ['lost/answer', 'no/answer'])
    t.match((await merchant.byReference(reference)).body.res, { paymentStatus: 0 }, `${reference} was carried out`);
  webirr.setSwitch('auto', 'auto');
  const code = await bill('auto');
  await webirr.settled();
  t.match((await merchant.status(code)).body.res, { status: 2 });
});

t.test('the control API pays, confirms, reverses and tells again', async (t) => {
  const api = async (path: string, body?: object) => {
    const answer = await fetch(
      `${outside.url}/sandbox/${path}`,
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    );
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const code = (await bill('c/1')).replaceAll(' ', '');
  t.match(await api('api/webirr'), { body: [{ code, paymentStatus: 0, payments: [] }] });
  t.match(await api(`api/webirr/${code}/pay`, { phone: '0911234567', bank: 'telebirr', unconfirmed: true }), {
    status: 200,
    body: { paymentStatus: 1, payments: [{ status: 1, phone: '+251911234567', bankID: 'telebirr' }] },
  });
  t.match(await api(`api/webirr/${encodeURIComponent('c/1')}/confirm`, {}), {
    body: { paymentStatus: 2, attempts: [{ answer: 200 }] },
  });
  t.match(await api(`api/webirr/${code}/callback`, { flaw: 'bad-key' }), { body: { attempts: { length: 2 } } });
  t.match(await api(`api/webirr/${code}/reverse`, {}), { body: { paymentStatus: 0, payments: [{ status: 3 }] } });
  t.match(await api(`api/webirr/${code}`), { body: { code } });
  for (const wrong of [`${code}/steal`, `${code}/confirm`, '111/pay'])
    t.match(await api(`api/webirr/${wrong}`, {}), { status: 400, body: { error: /./ } });
  t.match(await api('switches', { rail: 'webirr', story: 'late', seconds: 9 }), {
    body: { webirr: { callback: 'late', seconds: 9 } },
  });
  t.match(await api('switches', { rail: 'webirr', story: 'duplicate', order: 'c/1' }), { status: 200 });
  t.match(webirr.switchesOf(code), { callback: 'duplicate', seconds: 9 });
  t.match(await api('switches', { rail: 'webirr', allowSecondPayment: 'perhaps' }), { status: 400 });
  t.match(await api('switches', { rail: 'webirr', story: 'toString' }), { status: 400 });
  t.match(await api('switches', { rail: 'bank' }), { status: 400, body: { error: /webirr/ } });
  t.match(await api('api/webirr/webhook', { url: `${shop.url}/v1/payments/callbacks/webirr` }), { status: 200 });
  t.match(await api('api/webirr/banks', { banks: 'x' }), { status: 400 });
  t.match(await api('api/webirr/nothing'), { status: 404 });
});

t.test(
  'what a stop interrupts goes on after the start: a late webhook, a confirmation, and the switches',
  async (t) => {
    const file = join(await mkdtemp(join(tmpdir(), 'sandbox-webirr-')), 'outside.journal');
    const { keys } = outside;
    const first = await startOutside({ keys, file, storeOrigin: shop.url });
    const make = (reference: string) =>
      first.webirr.books.create({
        amount: '12.00',
        customerCode: '',
        customerName: 'A',
        customerPhone: '',
        time: '2026-01-01 10:00',
        description: 'x',
        billReference: reference,
        merchantID: our.merchantId,
        extras: {},
      }).code;
    const [late, later] = [make('late'), make('later')];
    first.webirr.setSwitch({ callback: 'late', seconds: 0.6 }, 'late');
    first.webirr.setSwitch({ confirm: 'later', seconds: 0.6 }, 'later');
    await first.webirr.pay(late);
    await first.webirr.pay(later);
    await first.stop();
    t.same(shop.called, []);
    const second = await startOutside({ keys, file, storeOrigin: shop.url });
    await second.webirr.settled();
    t.same(
      new Set(shop.called.map(({ message }) => String(message['wbcCode']).replaceAll(' ', ''))),
      new Set([late, later]),
    );
    t.match(second.webirr.bill(later), { paymentStatus: 2 });
    t.match(second.webirr.switchesOf('late'), { callback: 'late' });
    const last = second.webirr.payments().at(-1);
    second.webirr.setSwitch('paid-twice', 'late');
    const next = await second.webirr.pay(late);
    t.ok(next.updateTimeStamp > (last?.updateTimeStamp ?? '') && next.id > (last?.id ?? 0), 'stamps and ids go on');
    await second.webirr.settled();
    await second.stop();
  },
);
