// A payment plan: the creator offers four parts, a buyer pays the first and has it at once, pays the second early with two
// taps, forgets the third and finds it closed, and pays all that is left.
import type { Page } from 'playwright-core';
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, smsOf, tellTelebirr, waitForSms } from './phone.ts';
import type { Sms } from './phone.ts';
import { clock, openShop, pass, signedIn, sql } from './shop.ts';
import { soon } from './stand-ins.ts';
import { decide, isReceipt, linkIn, look, press, says } from './ways.ts';

const hour = 3600;
const day = 24 * hour;
const browser = await openBrowser(t);
await tellTelebirr('normal');

/** To the morning in East Africa: at night nobody is told anything. */
const morning = async (): Promise<void> => await pass(((31 - (await clock()).getUTCHours()) % 24) * hour);
await morning();

const shop = await openShop('Almaz Weaves');
const course = await shop.sells('Weaving from home', 200_000);
const small = await shop.sells('A pattern', 49_999);
const buyer = newNumber();
const main = async (page: Page): Promise<string> =>
  (await page.locator('main').innerText()).replace(/[\u00a0\s]+/g, ' ');
const isBill = (sms: Sms): boolean => /\/pay\/i\//.test(sms.text);
const dueOf = async (number: number): Promise<Date> =>
  (
    await sql<{ at: Date }>(
      `select p.due_at as at from payments.instalment_parts p join payments.instalment_plans i on i.id = p.plan_id
       where i.product_id = $1 and p.number = $2`,
      [course.id, number],
    )
  )[0]?.at ?? new Date(0);

t.test('one part, seven parts and a price under the limit are refused with what to do', async (t) => {
  const set = async (id: string, parts: number) =>
    await shop.try(`/v1/payments/products/${id}/instalments`, { method: 'PUT', body: { baseVersion: 0, parts } });
  for (const parts of [1, 7]) t.equal((await set(course.id, parts)).status, 422, String(parts));
  t.match((await set(small.id, 2)).json(), { status: 422, detail: /500\sbirr or more/ });
});

t.test('the creator offers four parts, beside the price of the product', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  const { page } = phone;
  await shop.enter(phone);
  await page.goto(`${appOrigin}/products/${course.id}`);
  await page.locator('section.selling summary').first().click();
  await page.locator('#instalments').selectOption('4');
  t.same(await look(phone, 'instalments-editor-en'), []);
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await soon('the offer is kept', async () => {
    type Terms = { parts: number | null };
    return (await shop.call<Terms>(`/v1/payments/products/${course.id}/instalments`)).parts === 4;
  });
});

t.test(
  'at the checkout each part stands with its day in both calendars, and only the first is paid today',
  async (t) => {
    const amharic = await openPhone(browser, { lang: 'am' });
    await amharic.page.goto(`${appOrigin}/checkout/${course.id}?lang=am`);
    t.match(await main(amharic.page), /በ4 ወርሃዊ ክፍያ ዛሬ 500 ብር/);
    t.same(await look(amharic, 'instalments-checkout-am'), []);
    const phone = await openPhone(browser, { lang: 'en' });
    const { page } = phone;
    await page.goto(`${appOrigin}/checkout/${course.id}?lang=en`);
    const said = await main(page);
    t.match(said, /In 4 monthly parts 500 birr today 500 birr on \w+ \d+ \w+ \d{4} \(\d+ \w+ \d{4}\)/);
    t.match(said, /2,000 birr in all, no interest/);
    await page.locator('input[name=phone]').fill(buyer.typed);
    await page.locator('input[name=rail][value=telebirr]').check();
    await page.locator('input[name=parts][value="4"]').check();
    t.equal(await page.locator('form#pay button:visible', { hasText: 'Pay 500' }).count(), 1, 'the button says it');
    t.same(await look(phone, 'instalments-checkout-en'), []);
    await press(page);
    await page.waitForURL(/\/telebirr\//);
    t.match(await page.locator('body').innerText(), /500/);
    await decide(page, 'approve');
    await waitForSms(buyer.e164, isReceipt);
  },
);

t.test('bought again with the same number it leads to the plan, which only she can open', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  const { page } = phone;
  await page.goto(`${appOrigin}/checkout/${course.id}?lang=en`);
  await page.locator('input[name=phone]').fill(buyer.typed);
  await page.locator('input[name=rail][value=telebirr]').check();
  await press(page);
  await says(page, /Already paid in parts/);
  t.same(await look(phone, 'instalments-again-en'), []);
  const person = await signedIn(buyer, 'buyer');
  await person.enter(phone);
  await page.getByRole('link', { name: 'See my payments' }).click();
  await page.waitForURL(/\/pay\/i\//);
  t.match(await main(page), /1,500 birr of 2,000 birr are still to be paid.*Part 1 of 4 Paid on.*Part 2 of 4 Due on/);
});

t.test('three days before, an SMS leads to it; two taps in two windows are one payment', async (t) => {
  await pass(((await dueOf(2)).getTime() - (await clock()).getTime()) / 1000 - 3 * day + 60);
  const sms = await waitForSms(buyer.e164, isBill, 60_000);
  t.match(sms.text, /part 2 of 4, 500 birr, is due on/);
  const [one, two] = [await openPhone(browser, { lang: 'en' }), await openPhone(browser, { lang: 'en' })];
  for (const { page } of [one, two]) await page.goto(`${linkIn(sms.text)}?lang=en`);
  await one.page.locator('button[value=pay]').click();
  await says(one.page, /Choose|way to pay|How do you pay/i);
  t.same(await look(one, 'instalments-error-en'), [], 'without a way to pay it says so');
  for (const { page } of [one, two]) {
    await page.locator('input[name=what][value=next]').check();
    await page.locator('input[name=rail][value=telebirr]').check();
    await page.locator('button[value=pay]').click();
    await page.waitForURL(/\/(telebirr|pay)\//);
  }
  await decide(one.page, 'approve');
  await waitForSms(buyer.e164, (one) => /part 2 of 4 is paid/.test(one.text));
  const orders = await sql('select 1 from payments.orders where product_id = $1', [course.id]);
  t.equal(orders.length, 2);
  t.equal((await smsOf(buyer.e164)).filter(isReceipt).length, 1, 'one thing, one receipt');
});

t.test(
  'unpaid for 14 days it is closed, says so in both languages, and opens when all that is left is paid',
  async (t) => {
    const due = await dueOf(3);
    await pass((due.getTime() - (await clock()).getTime()) / 1000 + 3 * day + 60);
    const late = await waitForSms(buyer.e164, (sms) => /is late\. Unpaid, it closes on/.test(sms.text), 60_000);
    await pass(12 * day);
    const closed = async (): Promise<boolean> =>
      (await sql('select 1 from delivery.entitlements where product_id = $1 and why = $2', [course.id, 'instalment']))
        .length === 1;
    await soon('it is closed', closed, 60_000);
    const person = await signedIn(buyer, 'buyer');
    const phone = await openPhone(browser, { lang: 'en' });
    const { page } = phone;
    await person.enter(phone);
    await page.goto(`${appOrigin}/k?lang=en`);
    t.match(await main(page), /A part of its price is not paid/);
    t.same(await look(phone, 'instalments-library-en'), []);
    await page.goto(`${linkIn(late.text)}?lang=am`);
    t.match(await main(page), /ለጊዜው ተዘግቷል/);
    t.same(await look(phone, 'instalments-late-am'), []);
    await page.goto(`${linkIn(late.text)}?lang=en`);
    t.match(await main(page), /nothing of yours was deleted.*Part 3 of 4 Late: was due on/);
    t.same(await look(phone, 'instalments-late-en'), []);
    await page.locator('input[name=what][value=rest]').check();
    await page.locator('input[name=rail][value=telebirr]').check();
    await page.locator('button[value=pay]').click();
    await page.waitForURL(/\/telebirr\//);
    t.match(await page.locator('body').innerText(), /1,?000/);
    await decide(page, 'approve');
    await waitForSms(buyer.e164, (sms) => /everything is paid/.test(sms.text));
    await soon('it is open again', async () => !(await closed()));
    await page.goto(`${linkIn(late.text)}?lang=en`);
    await says(page, /All paid/);
    t.same(await look(phone, 'instalments-done-en'), []);
  },
);

for (const lang of ['en', 'am'] as const)
  await t.test(`the creator sees the same list beside an order (${lang})`, async (t) => {
    const [order] = await sql<{ id: string }>(
      'select id from payments.orders where product_id = $1 order by number limit 1',
      [course.id],
    );
    const phone = await openPhone(browser, { lang });
    const owner = await signedIn(shop.number);
    await owner.enter(phone);
    await phone.page.goto(`${appOrigin}/orders/${order?.id ?? ''}`);
    const list = phone.page.locator('section', { hasText: lang === 'en' ? 'Payment plan' : 'የክፍያ ዕቅድ' });
    await list.first().waitFor();
    t.match(await main(phone.page), lang === 'en' ? /Everything is paid\..*Part 4/ : /ሁሉም ተከፍሏል።.*ክፍያ 4/);
    t.same(await look(phone, `instalments-order-${lang}`), []);
  });
