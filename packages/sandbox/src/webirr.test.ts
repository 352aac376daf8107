import t from 'tap';
import { type Fields, startTestWebirr } from './test-webirr.ts';

const { clock, shop, outside, webirr, our, call, billOf, merchant, bill, feed } = await startTestWebirr(t);
const OK = { status: 200, body: { error: null, errorCode: null } };
const refused = (errorCode: string, error: RegExp = /./) => ({ status: 200, body: { error, errorCode, res: null } });

t.test('a bill gets a code of nine digits, is read back both ways, updated, and deleted', async (t) => {
  const made = await merchant.createBill('shop/2026/000001');
  t.match(made, { ...OK, body: { ...OK.body, res: /^\d{3} \d{3} \d{3}$/ } });
  const code = String(made.body.res);
  t.match(await merchant.status(code), { ...OK, body: { res: { status: 0, data: null } } });
  t.same((await merchant.byReference('shop/2026/000001')).body.res, {
    ...billOf('shop/2026/000001'),
    wbcCode: code,
    paymentStatus: 0,
    updateTimeStamp: webirr.bill(code)?.updateTimeStamp,
  });
  const before = webirr.bill(code)?.updateTimeStamp ?? '';
  t.match(before, /^\d{20}$/);
  t.match(await merchant.updateBill('SHOP/2026/000001', { amount: '278.00' }), { body: { error: null, res: 'OK' } });
  for (const spelling of [code, code.replaceAll(' ', ''), code.replaceAll(' ', '-')])
    t.match((await merchant.byCode(spelling)).body.res, { amount: '278.00', wbcCode: code }, spelling);
  t.ok((webirr.bill(code)?.updateTimeStamp ?? '') > before, 'every change moves the time stamp');
  t.match(await merchant.deleteBill(code), { body: { error: null, res: 'OK' } });
  t.match(await merchant.deleteBill(code), refused('ERROR_INVALID_INPUT', /invalid payment code/));
  t.match(await merchant.byReference('shop/2026/000001'), refused('ERROR_INVALID_INPUT'));
  t.match(await merchant.status(code), refused('ERROR_INVALID_INPUT'));
  t.match(
    await merchant.createBill('shop/2026/000001'),
    refused('ERROR_INVALID_INPUT_DUP_REF'),
    'a reference is used once',
  );
});

t.test('a reference is the idempotency key, and a bill that is wrong in any way makes none', async (t) => {
  t.match(await merchant.createBill('r/1'), OK);
  t.match(await merchant.createBill('r/1'), refused('ERROR_INVALID_INPUT_DUP_REF', /duplicate bill reference/));
  const wrong: Fields[] = [
    { amount: 270.9 },
    { amount: '270.905' },
    { amount: '0.00' },
    { amount: '-1' },
    { customerName: ' ' },
    { description: '' },
    { billReference: '' },
    { time: '2026-01-01T10:00' },
    { merchantID: 'another' },
    { customerPhone: 911 },
    { extras: { n: 1 } },
  ];
  for (const one of wrong)
    t.match(await merchant.createBill('r/2', one), refused('ERROR_INVALID_INPUT'), JSON.stringify(one));
  t.match(await call('POST', 'einvoice/api/bill', {}), refused('ERROR_INVALID_INPUT'));
  t.match(await merchant.updateBill('r/none'), refused('ERROR_INVALID_INPUT'));
  t.equal(webirr.bills().length, 1);
  webirr.setSwitch({ spelling: 'misspelt' });
  t.match(await merchant.createBill('r/1'), refused('ERROR_INVLAID_INPUT_DUP_REF'));
  t.match(await merchant.status('1'), refused('ERROR_INVLAID_INPUT'));
});

t.test('without the key of the merchant nothing is answered, with 200 or with 401', async (t) => {
  const paths: [string, string][] = [
    ['POST', 'einvoice/api/bill'],
    ['PUT', 'einvoice/api/bill'],
    ['DELETE', 'einvoice/api/bill'],
    ['GET', 'einvoice/api/bill'],
    ['GET', 'einvoice/api/bills'],
    ['GET', 'einvoice/api/paymentStatus'],
    ['GET', 'einvoice/api/payments'],
    ['GET', 'einvoice/api/banks'],
    ['GET', 'merchant/stat'],
  ];
  for (const [method, path] of paths) {
    const body = method === 'GET' ? undefined : billOf('k/1');
    const wrong = refused('ERROR_INVALID_API_KEY', /invalid api key/);
    t.match(await call(method, path, { api_key: 'x' }, body), wrong, `${method} ${path}`);
    t.match(await call(method, path, { merchant_id: '0' }, body), wrong);
    const none = await fetch(`${our.baseUrl}/${path}?api_key=${our.apiKey}`, { method });
    t.match(await none.json(), { errorCode: 'ERROR_INVALID_INPUT' }, 'merchant_id is always there');
  }
  webirr.setSwitch({ wrongKey: 'unauthorized' });
  t.match(await call('GET', 'einvoice/api/banks', { api_key: 'x' }), {
    status: 401,
    body: { errorCode: 'ERROR_INVALID_API_KEY' },
  });
  t.equal((await call('POST', 'einvoice/api/banks')).status, 405);
  t.equal(webirr.bills().length, 0);
});

t.test('a code that is paid is told by status, feed and webhook, with everything the note names', async (t) => {
  const code = await bill('p/1');
  await webirr.pay(code, { phone: '+251911234567', bank: 'awash_birr' });
  const payment = {
    status: 2,
    paymentReference: /^FT[A-Z0-9]{10}$/,
    paymentDate: '2026-11-20 11:00:00',
    time: '2026-11-20 11:00:00',
    confirmed: true,
    confirmedTime: '2026-11-20 11:00:00',
    canceled: false,
    canceledTime: '0001-01-01 00:00:00',
    bankID: 'awash_birr',
    amount: '270.90',
    wbcCode: code,
    updateTimeStamp: /^\d{20}$/,
  };
  t.match(await merchant.status(code), { ...OK, body: { res: { status: 2, data: payment } } });
  t.match(await feed(), [payment]);
  t.match(shop.called, [{ message: payment, path: `/v1/payments/callbacks/webirr?authKey=${our.authKey}` }]);
  t.type((await feed())[0]?.id, 'number');
  t.match((await merchant.byCode(code)).body.res, { paymentStatus: 2 });
  t.match(await merchant.updateBill('p/1'), refused('ERROR_INVALID_INPUT', /paid/));
  t.match(await merchant.deleteBill(code), refused('ERROR_INVALID_INPUT', /paid/));
  t.match(outside.sms.all('+251911234567')[0], { from: 'Awash Birr', text: /270\.90/ }, 'the bank tells the payer');
  await t.rejects(webirr.pay(code), /paid already/);
  await t.rejects(webirr.pay('111 111 110'), /No bill/);
});

t.test('a payment may be unconfirmed first, then confirmed, then reversed', async (t) => {
  const code = await bill('s/1');
  webirr.setSwitch({ unconfirmedCallback: true });
  await webirr.pay(code, { unconfirmed: true });
  t.match(await merchant.status(code), { body: { res: { status: 1, data: { status: 1, confirmed: false } } } });
  t.match((await merchant.bills('1')).body.res, [{ wbcCode: code }]);
  t.same(await feed(), [], 'the feed has no unconfirmed payments');
  t.match(await merchant.deleteBill(code), refused('ERROR_INVALID_INPUT'));
  const { id } = await webirr.confirm(code);
  const cursor = (await feed())[0]?.updateTimeStamp ?? '';
  t.match(await merchant.status(code), { body: { res: { status: 2 } } });
  clock.at += 60_000;
  await webirr.reverse(code);
  t.match(
    await feed(cursor),
    [{ id, status: 3, canceled: true, canceledTime: '2026-11-20 11:01:00' }],
    'it moved past the cursor',
  );
  t.match(await merchant.status(code), { body: { res: { status: 0, data: null } } });
  t.same(
    shop.called.map(({ message }) => message['status']),
    [1, 2, 3],
  );
  await t.rejects(webirr.reverse(code), /no confirmed payment/);
  await webirr.pay(code, { bank: 'telebirr' });
  t.equal(webirr.payments(code).length, 2, 'and the bill can be paid again');
  webirr.setSwitch({ reversalCallback: false });
  shop.called.length = 0;
  await webirr.reverse(code);
  t.same(shop.called, []);
});

t.test('the feed is read to its end by its cursor, with nothing left out while it grows', async (t) => {
  const codes: string[] = [];
  for (let n = 0; n < 25; n++) codes.push(await bill(`f/${n}`));
  webirr.setSwitch('lost');
  const seen = new Map<number, number>();
  let cursor = '';
  let pages = 0;
  const read = async (): Promise<void> => {
    for (;;) {
      const page = await feed(cursor, '4');
      pages += 1;
      for (const one of page) seen.set(one.id, (seen.get(one.id) ?? 0) + 1);
      const last = page.at(-1)?.updateTimeStamp ?? cursor;
      t.ok(last >= cursor, 'the cursor only grows');
      if (last === cursor) return;
      cursor = last;
    }
  };
  for (const [n, code] of codes.entries()) {
    // a clock that stands still or goes back does not confuse the order
    clock.at -= 1000;
    await webirr.pay(code);
    if (n % 6 === 5) await read();
  }
  clock.at += 60_000;
  await read();
  t.equal(seen.size, 25);
  t.ok(
    [...seen.values()].every((times) => times === 1),
    'an exclusive cursor repeats nothing',
  );
  t.ok(pages > 6);
  t.equal((await feed('20261120')).length, 25, 'a day is a cursor too');
  t.equal((await feed('20261121')).length, 0);
  webirr.setSwitch({ cursor: 'inclusive' });
  t.match(await feed(cursor), [{ updateTimeStamp: cursor }]);
  webirr.setSwitch({ cursor: 'exclusive', feed: 'repeats' });
  const all = await feed('', '10');
  const next = await feed(all.at(-1)?.updateTimeStamp ?? '', '10');
  t.match(next[0], { id: all.at(-1)?.id }, 'an item comes again');
  t.ok((next.at(-1)?.updateTimeStamp ?? '') > (all.at(-1)?.updateTimeStamp ?? ''), 'and the page still goes on');
  for (const limit of ['0', '1001', 'x']) t.match(await merchant.payments('', limit), refused('ERROR_INVALID_INPUT'));
  t.match(await merchant.payments('yesterday'), refused('ERROR_INVALID_INPUT'));
});

t.test('bills are listed by status and cursor, counted by day, and each merchant has its banks', async (t) => {
  const [first, second] = [await bill('l/1'), await bill('l/2', { amount: '29.10' })];
  await webirr.pay(first);
  t.match(
    (await merchant.bills()).body.res,
    [{ wbcCode: second }, { wbcCode: first, paymentStatus: 2 }],
    'by their last change',
  );
  t.match((await merchant.bills('0')).body.res, [{ wbcCode: second }]);
  t.same((await merchant.bills('2', webirr.bill(first)?.updateTimeStamp)).body.res, []);
  t.match(await merchant.bills('7'), refused('ERROR_INVALID_INPUT'));
  const figures = {
    NBills: 2,
    NBillsPaid: 1,
    NBillsUnpaid: 1,
    AmountBills: '300.00',
    AmountPaid: '270.90',
    AmountUnpaid: '29.10',
  };
  t.same((await merchant.stat('2026-11-20', '2026-11-20')).body.res, figures);
  t.match((await merchant.stat('2026-11-21', '2026-11-30')).body.res, { NBills: 0, AmountBills: '0.00' });
  t.match(await merchant.stat('20-11-2026', ''), refused('ERROR_INVALID_INPUT'));
  webirr.setSwitch({ statCase: 'camel', decimals: 'short', noTime: 'empty' });
  t.match((await merchant.stat('2026-11-20', '2026-11-20')).body.res, { nBills: 2, amountUnpaid: '29.10' });
  t.match((await merchant.status(first)).body.res, { data: { amount: '270.9', canceledTime: '' } });
  t.match((await merchant.banks()).body.res, [{ bankID: 'cbe_birr', name: 'CBE Birr' }]);
  webirr.setBanks(['telebirr', 'm_pesa']);
  t.same((await merchant.banks()).body.res, [
    { bankID: 'telebirr', name: 'telebirr' },
    { bankID: 'm_pesa', name: 'M-PESA' },
  ]);
  await t.rejects(webirr.pay(second, { bank: 'cbe_birr' }), /does not take/);
  t.throws(() => webirr.setBanks(['my_bank']), /banks are of/);
  webirr.setBanks(['cbe_birr', 'cbe_mobile', 'telebirr', 'awash_birr', 'm_pesa', 'coopay_ebirr']);
});
