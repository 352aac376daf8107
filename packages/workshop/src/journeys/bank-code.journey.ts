// J4: a code to pay in a bank's app: somebody else pays it, and what may go wrong with it.
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, smsOf, waitForSms } from './phone.ts';
import { openShop, pass, sql } from './shop.ts';
import { atTheBank, tell } from './stand-ins.ts';
import { begin, isReceipt, linkIn, look, receiptsOf, says } from './ways.ts';
import type { Phone } from './phone.ts';

const browser = await openBrowser(t);
const shop = await openShop('Genet Notes');
const notes = await shop.sells('Chemistry grade 11', 19_950);
const sandbox = process.env.SANDBOX_URL ?? '';

const codeOn = async ({ page }: Phone): Promise<string> =>
  (await page.locator('.code').innerText()).replaceAll(/\D/g, '');
/** Up to the page with the code. */
async function withCode(
  lang: 'am' | 'en',
  script = true,
): Promise<{ phone: Phone; code: string; number: ReturnType<typeof newNumber> }> {
  const phone = await openPhone(browser, { lang, script });
  const number = newNumber();
  await begin(phone, notes.id, { typed: number.typed, rail: 'webirr', lang });
  return { phone, number, code: await codeOn(phone) };
}

for (const { lang, script } of [
  { lang: 'am', script: true },
  { lang: 'en', script: false },
] as const)
  await t.test(
    `a code in ${lang}, ${script ? 'with' : 'without'} JavaScript: another person pays it, and the buyer gets the link`,
    async (t) => {
      await tell('webirr', 'normal');
      const { phone, number, code } = await withCode(lang, script);
      const { page } = phone;
      const findings: string[] = [];
      if (script) findings.push(...(await look(phone, `code-${lang}`)));
      else await phone.picture(`code-${lang}`);
      t.match(code, /^\d{9}$/, 'nine digits');
      t.same(await page.locator('.code span').allInnerTexts(), [code.slice(0, 3), code.slice(3, 6), code.slice(6)]);
      t.match(
        await page.locator('.code').getAttribute('aria-label'),
        new RegExp([...code].join(' ')),
        'read digit by digit',
      );
      t.ok((await page.locator('main li').count()) >= 3, 'the banks that take it');
      t.match(
        await page.locator('main').innerText(),
        lang === 'am' ? /እስከ .*2019.*2026.*EAT/ : /2026.*EAT/,
        'until when, in both calendars',
      );

      const other = await openPhone(browser, { lang, script });
      await other.page.goto(
        new URL((await page.locator('a[href*="/pay/bill/"]').getAttribute('href')) ?? '', appOrigin).href,
      );
      if (script) findings.push(...(await look(other, `bill-${lang}`)));
      else await other.picture(`bill-${lang}`);
      const card = await other.page.locator('body').innerText();
      t.match(card.replaceAll(/\s/g, ''), new RegExp(code), 'the card for somebody else has the code');
      t.notMatch(card.replaceAll(/\s/g, ''), new RegExp(number.typed.slice(-6)), 'and not the buyer’s number');

      const payer = newNumber();
      await other.page.goto(`${sandbox}/phone/bank?number=${encodeURIComponent(payer.e164)}`);
      await other.page.locator('#code').fill(code);
      await other.page.locator('form button').first().click();
      await other.page.locator('input[name=pin]').first().fill('1234');
      await other.page.locator('form[method=post] button').first().click();
      const sms = await waitForSms(number.e164, isReceipt);
      t.same(
        (await smsOf(payer.e164)).filter(({ text }) => text.includes('http')),
        [],
        'nothing of ours goes to who paid',
      );
      if (!script) await page.locator('a[href*="check=1"]').click();
      await says(page, lang === 'am' ? /ተከፍሏል/ : /Paid\. Thank you/);
      if (script) findings.push(...(await look(phone, `code-paid-${lang}`)));
      await page.goto(linkIn(sms.text));
      t.ok((await page.locator('a[href*="/d/"]').count()) > 0, 'the link opens what was bought');
      t.same(findings, []);
    },
  );

t.test('asked for again, the same reference gives the same code, also after going back', async (t) => {
  const { phone, number, code } = await withCode('en');
  const count = async (): Promise<number> =>
    ((await (await fetch(`${sandbox}/sandbox/api/webirr`)).json()) as unknown[]).length;
  const before = await count();
  await phone.page.goBack();
  await begin(phone, notes.id, { typed: number.typed, rail: 'webirr' });
  t.equal(await codeOn(phone), code);
  await begin(await openPhone(browser, { lang: 'en' }), notes.id, { typed: number.typed, rail: 'webirr' });
  t.equal(await count(), before, 'one bill');
});

t.test('paid twice with one code: it is bought once, and the page says that the rest goes back', async (t) => {
  await tell('webirr', 'paid-twice');
  const { phone, number, code } = await withCode('en');
  await atTheBank(code, 'pay');
  await waitForSms(number.e164, isReceipt);
  await atTheBank(code, 'pay', { force: true });
  // The list of payments is read three times a minute.
  await pass(20);
  await says(phone.page, /paid twice|too much|more than/i, 45_000);
  await phone.picture('paid-twice-en');
  t.match(await phone.page.locator('main').innerText(), /199\.50/);
  t.equal((await receiptsOf(number.e164)).length, 1, 'one receipt');
  const goesBack = await sql<{ santim: string }>(
    "select amount_santim::text as santim from payments.refunds where creator_id = $1 and reason = 'paid-twice'",
    [shop.personId],
  );
  t.same(goesBack, [{ santim: '19950' }], 'the second payment is the buyer’s, and on its way back');
  await tell('webirr', 'normal');
});

t.test('taken back by the bank after the download: access pauses, and both are told', async (t) => {
  await tell('webirr', 'normal');
  const { phone, number, code } = await withCode('en');
  const { page } = phone;
  await atTheBank(code, 'pay');
  const sms = await waitForSms(number.e164, isReceipt);
  await page.goto(linkIn(sms.text));
  const downloading = page.waitForEvent('download');
  await page.locator('a[href*="/d/"]').first().click();
  await (await downloading).path();
  await atTheBank(code, 'reverse');
  await pass(20);
  await says(page, /paused|took/i, 45_000);
  t.same(await look(phone, 'access-paused-en'), []);
  t.equal(await page.locator('a[href*="/d/"]').count(), 0, 'nothing can be downloaded');
  const told = await waitForSms(shop.number.e164, ({ text }) => /took|reversed|back/i.test(text));
  t.match(told.text, /199\.50/, 'the creator is told how much');
  await waitForSms(number.e164, ({ text }) => /paused|took/i.test(text));
  t.pass('and so is the buyer');
});
