// J6: a code, an extra beside it and a price that the buyer names: sums that add up to the santim, and what does not work.
import type { Page } from 'playwright-core';
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, tellTelebirr, waitForSms } from './phone.ts';
import type { Phone } from './phone.ts';
import { ask, clock, openShop, sql } from './shop.ts';
import { buy, decide, isReceipt, linkIn, look, press, tabsTo } from './ways.ts';

const browser = await openBrowser(t);
await tellTelebirr('normal');
const shop = await openShop('Hanna Designs');
const open = await shop.sells('Poster set', 40_000);
const extra = await shop.sells('Font pack', 9_900);
await shop.terms(open.id, {
  payWhatYouWant: { minSantim: 10_000, suggestedSantim: [25_000, 50_000] },
  bump: { productId: extra.id, priceSantim: 4_995 },
});
const code = async (name: string, more: object = {}): Promise<void> =>
  void (await shop.call('/v1/payments/codes', {
    body: { code: name, gives: { percent: 20 }, toAt: null, maxUses: null, perBuyer: null, productIds: null, ...more },
  }));
await code('MESKEL20');

const alertOn = async (page: Page): Promise<string> => (await page.locator('[role=alert]').first().innerText()).trim();
const toCheckout = async (phone: Phone, lang: 'am' | 'en', product = open): Promise<Page> => {
  await phone.page.goto(`${appOrigin}/checkout/${product.id}?lang=${lang}`);
  return phone.page;
};
/** Types a code and has it looked at. */
async function apply(page: Page, text: string): Promise<void> {
  const folded = page.locator('details', { has: page.locator('input[name=code]') });
  if ((await folded.getAttribute('open')) === null) await folded.locator('summary').click();
  await page.locator('input[name=code]').fill(text);
  await page.locator('button[name=apply]').click();
  await page.waitForLoadState();
}
const total = async (page: Page): Promise<string> => await page.locator('.sums .total').innerText();

for (const { lang, script } of [
  { lang: 'en', script: true },
  { lang: 'am', script: false },
] as const)
  await t.test(
    `300 of her own, less 20 %, and an extra, ${script ? 'with' : 'without'} JavaScript: page, wallet, order and ledger say 289.95`,
    async (t) => {
      const phone = await openPhone(browser, { lang, script });
      const page = await toCheckout(phone, lang);
      const number = newNumber();
      const findings: string[] = [];
      await page.locator('input[name=phone]').fill(number.typed);
      await page.locator('input[name=rail][value=telebirr]').check();
      for (const [typed, says] of [
        ['99.99', /100/],
        ['300.005', lang === 'en' ? /two digits/ : /./],
        ['', /./],
      ] as const) {
        await page.locator('input[name=amount]').fill(typed);
        await press(page);
        await page.waitForLoadState();
        t.match(await page.title(), lang === 'en' ? /^Error:/ : /^ስህተት/, `amount ${typed}`);
        t.match(await alertOn(page), says);
        t.equal(await page.locator('input[name=amount]').inputValue(), typed, 'what was typed stays');
      }
      if (script) findings.push(...(await look(phone, 'offer-error-en')));
      await page.locator('input[name=amount]').fill('300');
      await apply(page, 'meskel20');
      t.match(
        await page.locator('[role=status]').first().innerText(),
        /60.*240/s,
        'what the code takes off, and the new total',
      );
      t.notOk(await page.locator('input[name=bump]').isChecked(), 'nothing is ticked beforehand');
      await page.locator('input[name=bump]').check();
      t.match(await total(page), /289\.95/, 'a tick changes the total, without a script');
      if (script) findings.push(...(await look(phone, 'offer-en')));
      else await phone.picture('offer-am');
      await press(page);
      await page.waitForURL(/\/telebirr\//);
      t.match(await page.locator('body').innerText(), /289\.95/, 'the wallet asks for the same sum');
      await decide(page, 'approve');
      const sms = await waitForSms(number.e164, isReceipt);
      await page.goto(linkIn(sms.text));
      if (script) findings.push(...(await look(phone, 'offer-receipt-en')));
      t.match(await page.locator('body').innerText(), /289\.95/, 'so does the receipt');
      t.match(await page.locator('body').innerText(), /Font pack/, 'both things are there');

      const [order] = (
        await shop.call<{
          items: { id: string; amountSantim: number; feeSantim: number; netSantim: number; discountSantim: number }[];
        }>('/v1/payments/orders')
      ).items;
      if (order === undefined) throw new Error('no order');
      t.equal(order.amountSantim, 28_995);
      t.equal(order.discountSantim, 6_000);
      t.equal(order.feeSantim + order.netSantim, 28_995, 'fee and net are the sum');
      const { lines } = await shop.call<{ lines: { amountSantim: number }[] }>(`/v1/payments/orders/${order.id}`);
      t.same(
        lines.map(({ amountSantim }) => amountSantim),
        [24_000, 4_995],
      );
      const booked = await sql<{ kind: string; santim: string }>(
        `select p.account as kind, sum(p.amount_santim)::text as santim from payments.postings p
       join payments.entries e on e.creator_id = p.creator_id and e.id = p.entry_id
       where e.order_id = $1 and e.kind = 'sale' group by p.account`,
        [order.id],
      );
      const of = (kind: string): number => Number(booked.find((line) => line.kind.startsWith(kind))?.santim ?? 0);
      t.equal(of('clearing'), 28_995, 'telebirr owes all of it');
      t.equal(-of('creator-payable'), order.netSantim);
      t.equal(-of('platform-fee'), order.feeSantim);
      t.equal(
        booked.reduce((sum, line) => sum + Number(line.santim), 0),
        0,
        'the ledger balances',
      );
      t.same(findings, []);
    },
  );

t.test('the checkout is filled in with the keyboard alone, and Enter pays', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  const page = await toCheckout(phone, 'en', extra);
  t.ok(await tabsTo(page, 'input[name=phone]'), 'the number');
  await page.keyboard.type(newNumber().typed);
  t.ok(await tabsTo(page, 'input[name=rail]'), 'the ways to pay');
  await page.keyboard.press('Space');
  t.ok(await tabsTo(page, 'form#pay button:visible'), 'the button');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/(telebirr|pay)\//);
});

t.test('a code that has expired, or never was, is told at its field and stops nobody', async (t) => {
  await code('SHORT', { toAt: new Date((await clock()).getTime() + 86_400_000).toISOString() });
  await sql(
    "update payments.codes set from_at = now() - interval '2 days', to_at = now() - interval '1 minute' where creator_id = $1 and code = 'SHORT'",
    [shop.personId],
  );
  const phone = await openPhone(browser, { lang: 'en' });
  const page = await toCheckout(phone, 'en', extra);
  await page.locator('input[name=phone]').fill(newNumber().typed);
  await page.locator('input[name=rail][value=telebirr]').check();
  for (const [text, says] of [
    ['SHORT', /expired|over|ended/i],
    ['NOSUCH', /not|no code/i],
  ] as const) {
    await apply(page, text);
    t.match(await alertOn(page), says, text);
    t.equal(await page.locator('input[name=code]').inputValue(), text);
  }
  t.same(await look(phone, 'code-expired-en'), []);
  await press(page);
  await page.waitForURL(/\/telebirr\//);
  t.match(await page.locator('body').innerText(), /99\.00/, 'pressed again, it goes on for the whole price');
});

t.test('the last use of a code, wanted by two at once: one has it, the other is told and pays without', async (t) => {
  await code('LAST', { maxUses: 1 });
  const two = await Promise.all(
    [0, 1].map(async () => {
      const phone = await openPhone(browser, { lang: 'en' });
      const page = await toCheckout(phone, 'en', extra);
      await page.locator('input[name=phone]').fill(newNumber().typed);
      await page.locator('input[name=rail][value=telebirr]').check();
      await apply(page, 'LAST');
      return phone;
    }),
  );
  await Promise.all(
    two.map(async ({ page }) => {
      await press(page);
      await page.waitForLoadState();
    }),
  );
  const lost = two.filter(({ page }) => page.url().includes('/checkout/'));
  t.equal(lost.length, 1, 'one of them');
  const [loser] = lost;
  if (loser === undefined) return;
  t.match(await alertOn(loser.page), /used|uses|being paid/i);
  await loser.picture('code-used-up-en');
  await press(loser.page);
  await loser.page.waitForURL(/\/telebirr\//);
  t.match(await loser.page.locator('body').innerText(), /99\.00/);
});

t.test('a price that was changed on the way here is never believed', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  const page = await toCheckout(phone, 'en', extra);
  await page.locator('input[name=phone]').fill(newNumber().typed);
  await page.locator('input[name=rail][value=telebirr]').check();
  await page.evaluate(
    "document.querySelector('[name=seen]').value = '100'; document.querySelectorAll('[name=sum]').forEach((b) => { b.value = '100'; })",
  );
  await press(page);
  await page.waitForLoadState();
  t.match(await alertOn(page), /price is now 99/i);
  t.same(await look(phone, 'price-changed-en'), []);
  const wanted = { productId: extra.id, phone: newNumber().typed, rail: 'telebirr' };
  const named = await ask('/v1/payments/checkouts', { body: { ...wanted, amountSantim: 100 } });
  t.equal(named.status, 422, 'an amount where none may be named');
  const seen = await ask('/v1/payments/checkouts', { body: { ...wanted, seenPriceSantim: 100 } });
  t.equal(seen.status, 409, 'another total than what it costs');
  const least = await ask('/v1/payments/checkouts', { body: { ...wanted, productId: open.id, amountSantim: 9_999 } });
  t.equal(least.status, 422, 'less than the least');
});

t.test('an extra that she has already is not sold to her again', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  const number = newNumber();
  await buy(phone, extra.id, number);
  const page = await toCheckout(phone, 'en');
  await page.locator('input[name=phone]').fill(number.typed);
  await page.locator('input[name=amount]').fill('300');
  await page.locator('input[name=rail][value=telebirr]').check();
  await page.locator('input[name=bump]').check();
  await press(page);
  await page.waitForLoadState();
  t.match(await alertOn(page), /Font pack/);
  t.equal(await page.locator('input[name=bump]').count(), 0);
  t.same(await look(phone, 'bump-owned-en'), []);
  await press(page);
  await page.waitForURL(/\/telebirr\//);
  t.match(await page.locator('body').innerText(), /300\.00/);
});

t.test('more than any wallet takes at once is said at each of them, and nothing begins', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  const page = await toCheckout(phone, 'en');
  await page.locator('input[name=phone]').fill(newNumber().typed);
  await page.locator('input[name=amount]').fill('1000000');
  await page.locator('input[name=bump]').check();
  await press(page);
  await page.waitForLoadState();
  t.match(await page.locator('fieldset').first().innerText(), /1,000,000/);
  await phone.picture('above-limit-en');
});
