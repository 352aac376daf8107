// A gift: paid by one, opened by the other with a code to her number, moved to another number, and taken back; with
// everything that may be typed wrong on the way, in both languages, with and without a script.
import type { Page } from 'playwright-core';
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, smsOf, tellTelebirr, waitForSms } from './phone.ts';
import type { Phone, Sms } from './phone.ts';
import { clock, codeAfter, openShop, pass, sql } from './shop.ts';
import { soon } from './stand-ins.ts';
import { decide, linkIn, look, press, says } from './ways.ts';

const hour = 3600;
const browser = await openBrowser(t);
await tellTelebirr('normal');
// To the morning in East Africa: at night nobody is told anything.
await pass(((31 - (await clock()).getUTCHours()) % 24) * hour);
const shop = await openShop('Bethlehem Books');
const book = await shop.sells('Amharic for beginners', 30_000);

const isGift = (sms: Sms): boolean => sms.text.includes('/pay/g/');
const main = async (page: Page): Promise<string> => await page.locator('main').innerText();
type Fields = { readonly to: string; readonly from?: string; readonly note?: string };
async function fill(page: Page, typed: string, { to, from = '', note = '' }: Fields): Promise<void> {
  await page.locator('input[name=phone]').fill(typed);
  await page.locator('input[name=gift]').check();
  await page.locator('input[name=giftTo]').fill(to);
  await page.locator('input[name=giftFrom]').fill(from);
  await page.locator('textarea[name=giftNote]').fill(note);
  await page.locator('input[name=rail][value=telebirr]').check();
}
/** Proves a number on the sign-in page, with a wrong code first where that is asked for. */
async function prove(page: Page, number: { typed: string; e164: string }, wrongFirst: boolean): Promise<void> {
  await page.waitForURL(/\/sign-in/);
  const before = (await smsOf(number.e164)).length;
  await page.locator('input[name=phone]').fill(number.typed);
  await page.locator('main form button').first().click();
  const code = await codeAfter(number.e164, before);
  if (wrongFirst) {
    await page.locator('input[name=code]').fill(code === '000000' ? '111111' : '000000');
    await page.locator('main form button').first().click();
    await page.locator('input[name=code][aria-invalid=true]').waitFor();
  }
  await page.locator('input[name=code]').fill(code);
  await page.locator('main form button').first().click();
  await page.waitForURL(/\/pay\/g\//);
}
const [giver, hana, sara] = [newNumber(), newNumber(), newNumber()];

t.test(
  'what is wrong with a gift is said at its field; the tick opens it, and it is paid like everything',
  async (t) => {
    const phone = await openPhone(browser, { lang: 'en' });
    const { page } = phone;
    const findings: string[] = [];
    await page.goto(`${appOrigin}/checkout/${book.id}?lang=en`);
    t.notOk(await page.locator('input[name=giftTo]').isVisible(), 'folded until it is wanted');
    for (const [fields, error] of [
      [{ to: '' }, '#giftTo-error'],
      [{ to: '+1 415 555 0100' }, '#giftTo-error'],
      [{ to: giver.typed }, '#giftTo-error'],
      [{ to: hana.typed, note: 'x'.repeat(300) }, '#giftNote-error'],
    ] as const) {
      await fill(page, giver.typed, fields);
      await press(page);
      await page.locator(error).waitFor();
      t.match(await page.title(), /^Error:/);
      t.ok(await page.locator('input[name=gift]').isChecked());
      if (fields.to === giver.typed) t.match(await page.locator(error).innerText(), /your own number/);
    }
    findings.push(...(await look(phone, 'gift-error-en')));
    await fill(page, giver.typed, { to: hana.typed, from: 'Selam', note: 'For your first class.\nYou will love it.' });
    findings.push(...(await look(phone, 'gift-checkout-en')));
    await press(page);
    await page.waitForURL(/\/telebirr\//);
    await decide(page, 'approve');
    await page.waitForURL(/\/pay\//);
    await soon('the gift beside the payment', async () => {
      if ((await page.locator('a[href*="/pay/g/"]').count()) === 0) await page.reload();
      return (await page.locator('a[href*="/pay/g/"]').count()) > 0;
    });
    findings.push(...(await look(phone, 'gift-paid-en')));
    await page.locator('a[href*="/pay/g/"]').click();
    await pass(90);
    await says(page, /Sent, not opened yet/);
    const text = await main(page);
    t.match(text, new RegExp(`ends in ${hana.typed.slice(-3)}`));
    t.notMatch(text, new RegExp(hana.typed.slice(1, 8)), 'the number is not shown');
    t.match(text, /For your first class/);
    findings.push(...(await look(phone, 'gift-giver-en')));
    t.match((await waitForSms(giver.e164, isGift)).text, /^Paid: Amharic for beginners as a gift/);
    t.same(
      (await smsOf(giver.e164)).filter((sms) => sms.text.includes('/r/')),
      [],
      'nothing was given to the giver',
    );
    t.same(findings, []);
  },
);

t.test('she opens it with a code to her number, once; another number does not', async (t) => {
  const sms = await waitForSms(hana.e164, isGift);
  t.match(sms.text, /Selam/);
  const phone = await openPhone(browser, { lang: 'en' });
  const { page } = phone;
  const findings: string[] = [];
  await page.goto(`${linkIn(sms.text)}?lang=en`);
  t.match(await main(page), /Selam gives you.*Amharic for beginners/s);
  t.notMatch(await main(page), /first class|300/, 'neither her words nor the price before it is proven');
  findings.push(...(await look(phone, 'gift-closed-en')));
  await page.getByRole('link', { name: 'Get the code' }).click();
  await prove(page, hana, true);
  t.match(await main(page), /For your first class/);
  findings.push(...(await look(phone, 'gift-open-en')));
  const tab = await phone.context.newPage();
  await tab.goto(`${linkIn(sms.text)}?lang=en`);
  await page.getByRole('button', { name: 'Open the gift' }).click();
  await says(page, /It is yours/);
  findings.push(...(await look(phone, 'gift-hers-en')));
  // Opened twice: the other tab knows nothing of it yet.
  await tab.getByRole('button', { name: 'Open the gift' }).click();
  await says(tab, /It is yours/);
  await page.goto(`${appOrigin}/k?lang=en`);
  await says(page, /Amharic for beginners/);
  await page.getByRole('link', { name: 'Amharic for beginners' }).first().click();
  await says(page, /A gift/);
  t.notMatch(await main(page), /birr/);
  findings.push(...(await look(phone, 'gift-receipt-en')));
  const other = await openPhone(browser, { lang: 'en' });
  await other.page.goto(`${linkIn(sms.text)}?lang=en`);
  await other.page.getByRole('link', { name: 'Get the code' }).click();
  await prove(other.page, sara, false);
  t.match(await main(other.page), /signed in with another number/);
  findings.push(...(await look(other, 'gift-another-en')));
  t.equal((await sql('select from payments.order_lines where owned and product_id = $1', [book.id])).length, 1);
  t.match((await waitForSms(giver.e164, (one) => /was opened/.test(one.text))).text, /Amharic for beginners/);
  const orders = await shop.call<{ items: { id: string; gift: boolean }[] }>('/v1/payments/orders');
  t.match(orders.items, [{ gift: true }]);
  t.notMatch(JSON.stringify(orders), new RegExp(hana.typed.slice(1)), 'the creator does not read the number');
  t.same(findings, []);
});

t.test('in Amharic and without a script: another number, then taken back', async (t) => {
  const phone = await openPhone(browser, { lang: 'am', script: false });
  const { page } = phone;
  const buyer = newNumber();
  await page.goto(`${appOrigin}/checkout/${book.id}?lang=am&gift=1`);
  t.ok(await page.locator('input[name=giftTo]').isVisible(), 'a link opens it too');
  await fill(page, buyer.typed, { to: newNumber().typed, from: 'ሰላም', note: 'መልካም ልደት!' });
  await phone.picture('gift-checkout-am');
  await press(page);
  await page.waitForURL(/\/telebirr\//);
  await decide(page, 'approve');
  const paid = await waitForSms(buyer.e164, isGift);
  t.match(paid.text, /ስጦታ/);
  await page.goto(linkIn(paid.text));
  await pass(90);
  await says(page, /ተልኳል/);
  await phone.picture('gift-giver-am');
  await page
    .locator('details', { has: page.locator('input[name=to]') })
    .locator('summary')
    .click();
  await page.locator('input[name=to]').fill('12');
  await page.locator('button[value=move]').click();
  await page.locator('#to-error').waitFor();
  await page.locator('input[name=to]').fill(sara.typed);
  await page.locator('button[value=move]').click();
  t.match(await main(page), new RegExp(sara.typed.slice(-3)));
  await pass(90);
  const sms = await waitForSms(sara.e164, isGift);
  const hers: Phone = await openPhone(browser, { lang: 'am', script: false });
  await hers.page.goto(`${linkIn(sms.text)}?lang=am`);
  t.match(await main(hers.page), /ሰላም የሰጡዎት/);
  await hers.picture('gift-closed-am');
  const orders = await shop.call<{ items: { id: string }[] }>('/v1/payments/orders');
  const body = { reason: 'goodwill', access: 'revoke', whole: true };
  await shop.call(`/v1/payments/orders/${orders.items[0]?.id ?? ''}/refunds`, { body });
  await hers.page.reload();
  t.match(await main(hers.page), /ይህ ስጦታ ተመልሷል/);
  await hers.picture('gift-gone-am');
  await page.reload();
  t.match(await main(page), /ምንም አይከፍትም/);
});
