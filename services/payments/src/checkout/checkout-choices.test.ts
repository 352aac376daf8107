// What a buyer may choose on the form, without a script: a code, an extra, an amount, a way to pay.
import t from 'tap';
import { brotliCompressSync } from 'node:zlib';
import { appOrigin } from '@windsurf/testbed/people';
import { makeCodeOf } from '../sellable/codes.ts';
import { changeTermsOf } from '../sellable/terms.ts';
import type { TermsChange } from '../sellable/terms.ts';
import { startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';

type Form = Record<string, string>;
const typed = { phone: '0911 234 567', rail: 'telebirr' };
const get = async (lab: TestPayments, product: TestProduct, query = 'lang=en', headers: object = {}) =>
  await lab.app.inject({ url: `/checkout/${product.id}?${query}`, headers: { accept: 'text/html', ...headers } });
const hiddenOf = (html: string): Form =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  );
/** The sums that the buttons say, in the order in which they stand. */
const sumsOf = (html: string): string[] =>
  [...html.matchAll(/<button[^>]* name="sum" value="(\d*)"/g)].map((m) => m[1] ?? '');
const post = async (lab: TestPayments, product: TestProduct, form: Form, lang = 'en') =>
  await lab.app.inject({
    method: 'POST',
    url: `/checkout/${product.id}?lang=${lang}`,
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', origin: appOrigin },
    body: new URLSearchParams(form).toString(),
  });
async function terms(lab: TestPayments, product: TestProduct, over: Partial<TermsChange>): Promise<void> {
  const plain = { baseVersion: 0, payWhatYouWant: null, stock: null, bump: null, scheduledPrices: [] };
  await changeTermsOf(lab.deps, product.creatorId, product.id, { ...plain, ...over }, 'en');
}
async function code(lab: TestPayments, product: TestProduct, name = 'MESKEL20', maxUses: number | null = null) {
  const gives = { percent: 20 };
  const body = { code: name, gives, toAt: null, maxUses, perBuyer: 1 as const, productIds: null };
  return await makeCodeOf(lab.deps, product.creatorId, body);
}
const orderSum = (lab: TestPayments): string | undefined => lab.outside.telebirr.orders()[0]?.totalAmount;

t.test('a code is folded away, applied on the server with everything kept, and taken off', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product(20_000);
  await code(lab, product);
  const page = (await get(lab, product)).body;
  t.match(page, /<details><summary>I have a code<\/summary>/);
  const hidden = hiddenOf(page);
  const applied = await post(lab, product, { ...hidden, phone: '0911 23', rail: '', code: 'meskel20', apply: '1' });
  t.equal(applied.statusCode, 200);
  t.match(applied.body, /role="status".*MESKEL20 takes 40.birr off\. The total is now 160.birr\./s);
  t.match(applied.body, /value="0911 23"/);
  t.notMatch(applied.body, /id="errors"/, 'nothing was asked about the rest yet');
  t.match(applied.body, /Code MESKEL20<\/dt><dd class="num"><span class="num">−40\.00.birr/);
  t.strictSame(sumsOf(applied.body), ['16000']);
  t.equal(hiddenOf(applied.body).attempt, hidden.attempt);
  const paid = await post(lab, product, { ...hiddenOf(applied.body), ...typed, code: 'MESKEL20', sum: '16000' });
  t.equal(paid.statusCode, 303);
  t.equal(orderSum(lab), '160.00');

  await t.test('typed and not applied, it is taken off all the same', async (t) => {
    const other = { ...hiddenOf((await get(lab, product)).body), phone: '0911000002', rail: 'telebirr' };
    t.equal((await post(lab, product, { ...other, code: 'MESKEL20', sum: '20000' })).statusCode, 303);
    t.equal(await lab.count('payments.intents where amount_santim = 16000'), 2);
  });
  await t.test('in the address it is filled in, in both languages', async (t) => {
    const page = await get(lab, product, 'code=MESKEL20&lang=am');
    t.match(page.body, /<details open><summary>ኮድ አለኝ<\/summary>.*value="MESKEL20"/s);
    t.match(page.body, /ድምሩ አሁን 160.ብር ነው/);
    t.match((await get(lab, product, 'code=OLD&lang=en')).body, /We do not know this code/);
  });
});

t.test('a code that does not work is said at its field and never stops the purchase', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product(20_000);
  const hidden = hiddenOf((await get(lab, product)).body);
  const first = await post(lab, product, { ...hidden, ...typed, code: 'nope', sum: '20000' });
  t.equal(first.statusCode, 422);
  t.match(first.body, /id="code-error".*We do not know this code/s);
  t.match(first.body, /To pay without the code, press Pay\./);
  t.match(first.body, /href="#code"/);
  t.match(first.body, /value="0911 234 567"/);
  t.equal(await lab.count('payments.intents'), 0);
  const second = await post(lab, product, { ...hiddenOf(first.body), ...typed, code: 'nope', sum: '20000' });
  t.equal(second.statusCode, 303, 'pressing Pay again goes on without it');
  t.equal(orderSum(lab), '200.00');

  await t.test('the last use, gone between looking and pressing, is such a code too', async (t) => {
    await code(lab, product, 'ONE', 1);
    const page = (await get(lab, product, 'code=ONE&lang=en')).body;
    t.strictSame(sumsOf(page), ['16000']);
    const faster = { ...hiddenOf(page), phone: '0911000002', rail: 'telebirr', code: 'ONE', sum: '16000' };
    t.equal((await post(lab, product, faster)).statusCode, 303);
    const slower = { ...hiddenOf(page), attempt: 'another', phone: '0911000003', rail: 'telebirr', code: 'ONE' };
    const refused = await post(lab, product, { ...slower, sum: '16000' });
    t.match(refused.body, /used as often as it may be/);
    t.strictSame(sumsOf(refused.body), ['20000'], 'and the button says the whole price');
    const again = await post(lab, product, { ...slower, ...hiddenOf(refused.body), sum: '20000' });
    t.equal(again.statusCode, 303);
  });
});

t.test(
  'an extra is offered unticked with its price; each button says its own sum, and that is what is charged',
  async (t) => {
    const lab = await startTestPayments(t);
    const product = await lab.product(20_000);
    const cup = await lab.product(9000, lab.seller, 'Cup');
    await terms(lab, product, { bump: { productId: cup.id, priceSantim: 5000 } });
    const page = (await get(lab, product)).body;
    t.match(page, /<input id="bump" type="checkbox" name="bump" value="yes">/);
    t.match(page, /Add Cup, 50.birr/);
    t.strictSame(sumsOf(page), ['20000', '25000']);
    t.match(page, /main:has\(#bump:checked\) \.b0\{display:none\}/);
    const hidden = hiddenOf(page);
    const wrong = await post(lab, product, { ...hidden, ...typed, bump: 'yes', sum: '20000' });
    t.equal(wrong.statusCode, 409, 'the button that was pressed said less');
    t.match(wrong.body, /The price is now 250.birr\. Do you want to go on\?/);
    t.match(wrong.body, /name="bump" value="yes" checked/);
    const right = await post(lab, product, { ...hidden, ...typed, bump: 'yes', sum: '25000' });
    t.equal(right.statusCode, 303);
    t.equal(orderSum(lab), '250.00');
    await lab.outside.telebirr.approve(lab.outside.telebirr.orders()[0]?.merchOrderId ?? '');
    await lab.work();

    await t.test('who has it already is not offered it, and is told so when only her number knows', async (t) => {
      const third = await lab.product(7000);
      await terms(lab, third, { bump: { productId: cup.id, priceSantim: 5000 } });
      const before = hiddenOf((await get(lab, third)).body);
      const told = await post(lab, third, { ...before, ...typed, bump: 'yes', sum: '12000' });
      t.equal(told.statusCode, 409);
      t.match(told.body, /You already have “Cup”\. It was taken off; look at the total and pay\./);
      t.notMatch(told.body, /name="bump"/);
      t.strictSame(sumsOf(told.body), ['7000']);
      const [owner] = await lab.db.look<{ buyer_id: string }>('select buyer_id from payments.order_lines limit 1');
      const { 'x-csrf-token': _, ...cookie } = lab.people.browser(lab.people.person({ id: owner?.buyer_id ?? '' }));
      t.notMatch((await get(lab, third, 'lang=en', cookie)).body, /name="bump"/, 'signed in, she never sees it');
      t.equal((await post(lab, third, { ...hiddenOf(told.body), ...typed, sum: '7000' })).statusCode, 303);
    });
  },
);

t.test('an amount that the buyer names is asked for, kept as typed, and charged', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product(20_000);
  await terms(lab, product, { payWhatYouWant: { minSantim: 10_000, suggestedSantim: [15_000, 30_050] } });
  const page = (await get(lab, product)).body;
  t.match(page, /Your price \(at least 100.birr\)/);
  t.match(page, /inputmode="decimal"/);
  t.strictSame(sumsOf(page), [''], 'no sum is said before it is named');
  const hidden = hiddenOf(page);
  for (const [amount, says] of [
    ['99.99', /at least 100.birr/],
    ['', /Write how much you want to pay/],
    ['abc', /id="amount-error"/],
    ['-5', /id="amount-error"/],
  ] as const) {
    const refused = await post(lab, product, { ...hidden, ...typed, amount, sum: '' });
    t.equal(refused.statusCode, 422, amount);
    t.match(refused.body, says);
    t.match(refused.body, `id="amount"`);
    if (amount !== '') t.match(refused.body, `value="${amount}"`);
  }
  const picked = await post(lab, product, { ...hidden, ...typed, suggest: '30050' });
  t.equal(picked.statusCode, 200);
  t.match(picked.body, /name="amount"[^>]*value="300\.50"/);
  t.strictSame(sumsOf(picked.body), ['30050']);
  const retyped = await post(lab, product, { ...hiddenOf(picked.body), ...typed, amount: '120', sum: '30050' });
  t.equal(retyped.statusCode, 409, 'the button said another sum');
  t.equal(
    (await post(lab, product, { ...hiddenOf(retyped.body), ...typed, amount: '120', sum: '12000' })).statusCode,
    303,
  );
  t.equal(orderSum(lab), '120.00');
});

t.test('few are left, the last is being paid for, and sold out are three sentences', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product(20_000);
  await terms(lab, product, { stock: 1 });
  t.match((await get(lab, product)).body, /1 left/);
  const hidden = hiddenOf((await get(lab, product)).body);
  t.equal((await post(lab, product, { ...hidden, ...typed })).statusCode, 303);
  const held = await post(lab, product, { ...hidden, attempt: 'x', phone: '0911000002', rail: 'telebirr' });
  t.equal(held.statusCode, 409);
  t.match(held.body, /role="alert".*Somebody is just paying for the last one\./s);
  t.match((await get(lab, product)).body, /Somebody is just paying for the last one\./);
  await lab.outside.telebirr.approve(lab.outside.telebirr.orders()[0]?.merchOrderId ?? '');
  await lab.work();
  t.match((await get(lab, product, 'lang=am')).body, /ይህ ተሸጦ አልቋል/);
});

t.test(
  'every way to pay is a card; none is chosen where there are several, and what one cannot take is said',
  async (t) => {
    const lab = await startTestPayments(t);
    const product = await lab.product(600_000);
    const [first] = lab.deps.rails.values();
    if (!first) throw new Error('no rail');
    const rails = lab.deps.rails as Map<string, typeof first>;
    rails.clear();
    rails.set('telebirr', {
      ...first,
      capabilities: { ...first.capabilities, limits: { ...first.capabilities.limits } },
    });
    t.match((await get(lab, product)).body, /name="rail" value="telebirr" checked/, 'where there is one, it is chosen');
    const small = { min: first.capabilities.limits.min, max: first.capabilities.limits.min };
    const push = { ...first.capabilities, pay: 'push' as const, limits: small };
    rails.set('cbebirr', { ...first, name: 'cbebirr', capabilities: push });
    const { body } = await get(lab, product);
    t.notMatch(body, /name="rail"[^>]* checked/);
    t.match(body, /name="rail" value="cbebirr"[^>]* disabled/);
    t.match(body, /Cannot be used for 6,000.birr: it takes 1.birr to 1.birr at a time\./);
    t.match(body, /Above 5,000 birr your wallet will ask for a second step/);
    t.match(body, /<details><summary>Another number pays<\/summary>/);
    const hidden = hiddenOf(body);
    const none = await post(lab, product, { ...hidden, phone: '0911234567', payer: '12', sum: '600000' });
    t.match(none.body, /Choose how you want to pay/);
    t.match(none.body, /<details open><summary>Another number pays.*id="payer-error"/s);
    const beyond = await post(lab, product, { ...hidden, phone: '0911234567', rail: 'cbebirr', sum: '600000' });
    t.equal(beyond.statusCode, 422);
    t.match(beyond.body, /id="rail-error".*takes 1.birr to 1.birr at a time\. Choose another way to pay\./s);
  },
);

t.test('a payment that is under way for another sum is explained, not replaced', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product(20_000);
  await code(lab, product);
  const hidden = hiddenOf((await get(lab, product)).body);
  t.equal((await post(lab, product, { ...hidden, ...typed })).statusCode, 303);
  const again = await post(lab, product, { ...hidden, ...typed, code: 'MESKEL20', sum: '20000' });
  t.equal(again.statusCode, 409);
  t.match(again.body, /You have begun to pay for this already/);
  t.match(again.body, /A payment of 200.birr with telebirr is under way/);
  t.match(again.body, /href="\/pay\/[\w-]{66}\?lang=en">Go on with that payment/);
  t.equal(await lab.count('payments.intents'), 1);
});

t.test('the form with everything on it is a small first visit', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product(20_000);
  const cup = await lab.product(9000, lab.seller, 'Cup');
  await terms(lab, product, {
    payWhatYouWant: { minSantim: 10_000, suggestedSantim: [15_000, 20_000, 30_000] },
    bump: { productId: cup.id, priceSantim: 5000 },
    stock: 5,
  });
  for (const lang of ['en', 'am']) {
    const bytes = brotliCompressSync((await get(lab, product, `lang=${lang}`)).body).length;
    t.ok(bytes < 7000, `${lang}: ${String(bytes)} bytes`);
    t.comment(`${lang}: ${String(bytes)} bytes`);
  }
});
