// J7: money goes back to a buyer and out to the creator, in the dashboard; and what may be asked twice, too much or too soon.
import type { Page } from 'playwright-core';
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, showing, smsOf, tellTelebirr, waitForSms } from './phone.ts';
import { codeAfter, openShop, sql } from './shop.ts';
import { payouts, soon, tell } from './stand-ins.ts';
import { look, sale, tabsTo } from './ways.ts';

const browser = await openBrowser(t);
await tellTelebirr('normal');
await tell('cps', 'normal');
const shop = await openShop('Meron Courses');
const course = await shop.sells('Course in one file', 100_000);
const phone = await openPhone(browser, { lang: 'en' });
await shop.enter(phone);
const { page } = phone;
const findings: string[] = [];

/** A contract that is in force while this file runs. */
const settlesAtOnce = async (): Promise<void> =>
  void (await sql("insert into payments.rail_terms (rail, from_at, settle_days) values ('telebirr', '2026-02-01', 0)"));
const asBefore = async (): Promise<void> =>
  void (await sql("delete from payments.rail_terms where from_at = '2026-02-01'"));
await asBefore();
t.teardown(asBefore);

type Orders = { items: { id: string; number: number; state: string; refundedSantim: number }[] };
const newestOrder = async (): Promise<string> => (await shop.call<Orders>('/v1/payments/orders')).items[0]?.id ?? '';
type Money = {
  availableSantim: number;
  owedSantim: number;
  onItsWaySantim: number;
  heldSantim: number;
  stops: { reason: string }[];
};
const money = async (): Promise<Money> => await shop.call<Money>('/v1/payouts/overview');
type Payout = { id: string; state: string; amountSantim: number; hold: { reason: string } | null };
const newestPayout = async (): Promise<Payout | undefined> =>
  (await shop.call<{ items: Payout[] }>('/v1/payouts')).items[0];
const main = async (of: Page = page): Promise<string> => await of.locator('main').innerText();
const sheet = page.locator('dialog[open]');
const alert = async (): Promise<string> => (await sheet.locator('[role=alert]').first().innerText()).trim();
const openOrder = async (id: string): Promise<void> => {
  await page.goto(`${appOrigin}/orders/${id}?lang=en`);
  await page.locator('#refunds').waitFor();
};
/** What is typed into the sheet for giving money back. */
async function fillRefund(amount: string, access: 'keep' | 'revoke'): Promise<void> {
  await page.getByRole('button', { name: 'Give money back' }).click();
  await sheet.locator('#amount').fill(amount);
  await sheet.locator('#reason').selectOption('buyer-asked');
  await sheet.locator(`#access-${access}`).check();
}
const sendButton = sheet.locator('button[type=submit]');

t.test('1,000 sold: 400 go back, then 600; more than what is left does not, and pressing twice is once', async (t) => {
  const buyer = await sale(course.id);
  const order = await newestOrder();
  await openOrder(order);
  findings.push(...(await look(phone, 'order-en')));
  await page.getByRole('button', { name: 'Give money back' }).click();
  await sheet.locator('#amount').fill('1000.01');
  await sendButton.click();
  t.match(await alert(), /0\.01.*1,000\.00/s, 'too much is told with what is possible');
  t.match(await alert(), /why/i, 'and what else is missing');
  t.equal(await sheet.locator('#amount').inputValue(), '1000.01', 'what was typed stays');
  findings.push(...(await look(phone, 'refund-error-en')));
  await sheet.locator('#amount').press('ControlOrMeta+a');
  await page.keyboard.type('400', { delay: 60 });
  await sheet.locator('#amount[aria-invalid]').waitFor({ state: 'detached' });
  t.equal(await sheet.locator('#amount:focus').inputValue(), '400', 'mending one of several mistakes keeps the focus');
  t.ok(await tabsTo(page, '#reason'), 'the rest is reached with the keyboard');
  await page.keyboard.type('The'); // a space would open the list when it comes late
  t.ok(await tabsTo(page, '#access-keep'));
  await page.keyboard.press('Space');
  await showing(async () => await sheet.innerText(), /380\.00/);
  t.match(await sheet.innerText(), /400\.00.*20\.00.*380\.00/s, 'what it costs her is said before');
  findings.push(...(await look(phone, 'refund-en')));
  await sendButton.dblclick();
  await page.locator('#refunds .given li').first().waitFor();
  await waitForSms(buyer.e164, ({ text }) => /400/.test(text));
  await soon('400 are with the buyer', async () => {
    await page.reload();
    await page.locator('#refunds .given li').first().waitFor();
    return /Given back\s+400\.00/.test(await page.locator('#refunds').innerText());
  });
  t.equal(await page.locator('#refunds .given li').count(), 1, 'one refund');
  const over = await shop.try(`/v1/payments/orders/${order}/refunds`, {
    body: { amountSantim: 60_001, reason: 'goodwill', access: 'keep' },
  });
  t.ok([409, 422].includes(over.status), `more than what is left: ${over.status}`);

  await fillRefund('600', 'revoke');
  await sendButton.click();
  await page.locator('#refunds .given li').nth(1).waitFor();
  await soon('all of it went back', async () => {
    await page.reload();
    await page.locator('#refunds .given li').nth(1).waitFor();
    return /All of it has gone back/.test(await main());
  });
  findings.push(...(await look(phone, 'order-refunded-en')));
  t.equal(await page.getByRole('button', { name: 'Give money back' }).count(), 0);
  await waitForSms(buyer.e164, ({ text }) => /600/.test(text));
  await page.goto(`${appOrigin}/money?lang=en`);
  await page.getByText('You can send now').waitFor();
  t.match(await main(), /0\.00 birr|0\.00\sbirr/, 'nothing is left to send');
  t.equal(await page.getByRole('button', { name: 'Send money' }).count(), 0);
  findings.push(...(await look(phone, 'money-empty-en')));
  t.same(findings.splice(0), []);
});

t.test(
  'a sale, a wallet with a fresh code, and the money is sent: asked for twice at once, it goes once',
  async (t) => {
    // A contract that settles at once, from now on; before that the page says from when on.
    await sale(course.id);
    await page.goto(`${appOrigin}/money?lang=en`);
    await page.getByText('Earned, comes in later').waitFor();
    findings.push(...(await look(phone, 'money-later-en')));
    await settlesAtOnce();

    await page.goto(`${appOrigin}/money/account?lang=en`);
    await page.getByRole('button', { name: 'Add an account' }).click();
    await page.locator('#number').fill('0911');
    await page.locator('#holder').fill('Meron Courses');
    const before = (await smsOf(shop.number.e164)).length;
    const submit = page.locator('form button[type=submit]');
    await submit.click();
    await page.locator('[role=alert]').waitFor();
    t.match(await main(), /problem[\s\S]*09/, 'a number that is none, before a code is texted for it');
    findings.push(...(await look(phone, 'account-error-en')));
    await page.locator('#number').fill(shop.number.typed);
    await submit.click();
    const code = await codeAfter(shop.number.e164, before);
    await page.locator('#code').fill(code === '000000' ? '000001' : '000000');
    await submit.click();
    await showing(main, /not right|no longer/i);
    await page.locator('#code').fill(code);
    await submit.click();
    await page.getByRole('button', { name: 'Change the account' }).waitFor();
    findings.push(...(await look(phone, 'account-en')));

    await page.goto(`${appOrigin}/money?lang=en`);
    await page.getByRole('button', { name: 'Send money' }).click();
    await sheet.locator('#amount').fill('5000');
    await sendButton.click();
    t.match(await alert(), /950/, 'more than there is');
    findings.push(...(await look(phone, 'send-error-en')));
    await sheet.locator('#amount').fill('950');
    await sendButton.dblclick();
    const sent = await soon('it is sent', async () => {
      const payout = await newestPayout();
      return payout?.state === 'paid' && payout;
    });
    await page.goto(`${appOrigin}/money/payouts/${sent.id}?lang=en`);
    await page.getByText('What it is made of').waitFor();
    findings.push(...(await look(phone, 'payout-sent-en')));
    t.match(await main(), /950\.00/);
    t.equal((await payouts()).filter((one) => one.phone === shop.number.e164).length, 1, 'one transfer at telebirr');
    t.same(findings.splice(0), []);
  },
);

t.test('two payouts of everything at once: one; a refund without a balance: the next sales pay it', async (t) => {
  await sale(course.id);
  const both = await Promise.all(
    [0, 1].map(async () => await shop.try('/v1/payouts', { body: { amountSantim: 95_000 } })),
  );
  t.equal(both.filter(({ status }) => status < 300).length, 1, both.map(({ status }) => status).join(', '));
  await soon('it is sent', async () => (await newestPayout())?.state === 'paid');
  const order = await newestOrder();
  await openOrder(order);
  t.match(
    await page.locator('.timeline li').first().innerText(),
    /Started/,
    'what happened begins with what came first',
  );
  await fillRefund('100', 'keep');
  await showing(async () => await sheet.innerText(), /Your balance is not enough/);
  t.match(await sheet.innerText(), /From your next sales\s+95\.00/, 'said before she presses');
  findings.push(...(await look(phone, 'refund-owed-en')));
  await sendButton.click();
  await page.locator('#refunds .given li').first().waitFor();
  t.equal((await money()).owedSantim, 9_500);
  await page.evaluate("localStorage.setItem('ws-lang', 'am')");
  await page.goto(`${appOrigin}/money`);
  // What was there at the last visit shows until the new sums come.
  await showing(main, /ቀጣይ ሽያጮች[^0-9]+95\.00/);
  findings.push(...(await look(phone, 'money-owed-am')));
  await page.evaluate("localStorage.setItem('ws-lang', 'en')");
  t.same(findings.splice(0), []);
});

t.test('the wallet refuses: the reason is said, the money is back, and it can be sent again', async (t) => {
  await sale(course.id);
  const { availableSantim } = await money();
  t.equal(availableSantim, 85_500, 'the sale has paid what was owed first');
  await tell('cps', 'closed-wallet');
  const asked = await shop.call<Payout>('/v1/payouts', { body: { amountSantim: availableSantim } });
  await soon('it has failed', async () => (await newestPayout())?.state === 'failed');
  t.equal((await money()).availableSantim, availableSantim, 'the money is back');
  await page.goto(`${appOrigin}/money/payouts/${asked.id}?lang=en`);
  await page.getByText('What happened').waitFor();
  t.match(await main(), /refused this account/);
  findings.push(...(await look(phone, 'payout-failed-en')));
  await waitForSms(shop.number.e164, ({ text }) => /855 birr did not arrive and is back/.test(text));
  await tell('cps', 'normal');
  await shop.call('/v1/payouts', { body: { amountSantim: availableSantim } });
  await soon('it is sent', async () => (await newestPayout())?.state === 'paid');
  t.same(findings.splice(0), []);
});

t.test('to a number that was just changed nothing goes for a day, and the number before is told', async (t) => {
  await sale(course.id);
  await page.goto(`${appOrigin}/money/account?lang=en`);
  await page.getByRole('button', { name: 'Change the account' }).click();
  const other = newNumber();
  await page.locator('#number').fill(other.typed);
  await page.locator('#holder').fill('Meron Courses');
  const before = (await smsOf(shop.number.e164)).length;
  await page.locator('form button[type=submit]').click();
  await page.locator('#code').fill(await codeAfter(shop.number.e164, before));
  await page.locator('form button[type=submit]').click();
  await page.getByRole('button', { name: 'Change the account' }).waitFor();
  findings.push(...(await look(phone, 'account-changed-en')));
  await waitForSms(
    shop.number.e164,
    ({ text }) => new RegExp(other.typed.slice(-3)).test(text) || /account|wallet/i.test(text),
  );
  await page.goto(`${appOrigin}/money?lang=en`);
  await page.getByText('The account is new').first().waitFor();
  findings.push(...(await look(phone, 'money-new-account-en')));
  const asked = await shop.try('/v1/payouts', { body: { amountSantim: 50_000 } });
  if (asked.status === 201) t.match((await newestPayout())?.hold?.reason, /account-new-24h|name-differs/);
  else t.equal(asked.status, 409);
  t.equal((await payouts()).filter((one) => one.phone === other.e164).length, 0, 'nothing goes there');
  t.same(findings.splice(0), []);
});
