// J3: a guest buys with telebirr and the file arrives, with JavaScript and without.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { t } from 'tap';
import {
  appOrigin,
  newNumber,
  openBrowser,
  openPhone,
  sandboxOrders,
  scrollsSideways,
  seriousFindings,
  storeOrigin,
  tellTelebirr,
  waitForSms,
  smsOf,
} from './phone.ts';
import type { Phone } from './phone.ts';
import { pass } from './shop.ts';
import { prompts, tell } from './stand-ins.ts';
import { decide, isReceipt, linkIn } from './ways.ts';

const browser = await openBrowser(t);

/** From the store to the wallet's own page. */
async function toTheWallet(phone: Phone, number: string, lang: 'am' | 'en', store = 'selam'): Promise<void> {
  const { page } = phone;
  await page.goto(`${storeOrigin}/@${store}?lang=${lang}`);
  await page.locator(`main a[href*="/@${store}/"]`).first().click();
  await page.locator('a[href*="/checkout/"]').first().click();
  await page.locator('input[name=phone]').fill(number);
  await page.locator('input[name=rail][value=telebirr]').check();
  await page.locator('main form button').first().click();
  await page.waitForURL(/\/(telebirr|pay)\//);
}
/** Follows the page's own way to the receipt: by itself where JavaScript or a refresh runs, else “check now”. */
async function toTheReceipt(page: Page): Promise<void> {
  await page.waitForURL(/\/pay\//);
  const open = page.locator('a[href*="/r/"]').first();
  for (let tries = 0; tries < 20 && (await open.count()) === 0; tries++) {
    await page.waitForTimeout(500);
    await page.reload();
  }
  await open.click();
  await page.waitForURL(/\/r\//);
}

for (const { lang, script } of [
  { lang: 'am', script: true },
  { lang: 'en', script: false },
] as const) {
  await t.test(
    `a guest buys in ${lang}, ${script ? 'with' : 'without'} JavaScript: store, product, phone, wallet, receipt, file`,
    async (t) => {
      await tellTelebirr('normal');
      const phone = await openPhone(browser, { lang, script });
      const { page } = phone;
      const number = newNumber();
      const findings: string[] = [];
      const look = async (name: string): Promise<void> => {
        await phone.picture(`${name}-${lang}`);
        if (!script) return;
        findings.push(...(await seriousFindings(page)).map((f) => `${name}: ${f}`));
        if (await scrollsSideways(page)) findings.push(`${name}: wider than the phone`);
      };
      await page.goto(`${storeOrigin}/@selam?lang=${lang}`);
      await look('store');
      t.same(await phone.context.cookies(storeOrigin), [], 'the store sets no cookie');
      await page.locator('main a[href*="/@selam/"]').first().click();
      await look('product');
      await page.locator('a[href*="/checkout/"]').first().click();
      await look('checkout');
      t.ok((await page.locator('input[name=rail]').count()) >= 3, 'several ways to pay');
      t.equal(await page.locator('input[name=rail]:checked').count(), 0, 'and none is chosen for her');
      await toTheWallet(phone, number.typed, lang);
      await decide(page, 'approve');
      await page.waitForURL(/\/pay\//);
      await look('paid');
      await toTheReceipt(page);
      await look('receipt');
      const downloading = page.waitForEvent('download');
      await page.locator('a[href*="/d/"]').first().click();
      const download = await downloading;
      const bytes = readFileSync(await download.path());
      t.equal(bytes.subarray(0, 5).toString(), '%PDF-', 'the file is a PDF');
      t.match(createHash('sha256').update(bytes).digest('hex'), /^[0-9a-f]{64}$/);
      const sms = await waitForSms(number.e164, isReceipt);
      t.ok(linkIn(sms.text).startsWith(appOrigin), 'the SMS carries a link of ours');
      const other = await openPhone(browser, { lang, script });
      await other.page.goto(linkIn(sms.text));
      t.equal((await other.page.locator('a[href*="/d/"]').count()) > 0, true, 'the link opens on another phone');
      t.equal((await smsOf(number.e164)).filter(isReceipt).length, 1, 'one receipt, one SMS');
      t.same(findings, []);
      t.notMatch(await page.content(), /\{\w+\}/, 'no place of a sentence was left open');
    },
  );
}

t.test('the checkout says what to write, in the title too, and keeps what was typed', async (t) => {
  const { page, picture } = await openPhone(browser, { lang: 'en' });
  await page.goto(`${storeOrigin}/@selam?lang=en`);
  await page.locator('main a[href*="/@selam/"]').first().click();
  await page.locator('a[href*="/checkout/"]').first().click();
  for (const typed of ['+254711000000', '12', 'selam']) {
    await page.locator('input[name=phone]').fill(typed);
    await page.locator('main form button').first().click();
    await page.waitForLoadState();
    t.match(await page.title(), /^Error:/, typed);
    t.equal(await page.locator('input[name=phone]').inputValue(), typed);
    t.equal(await page.locator('[role=alert]').count(), 1);
  }
  await picture('checkout-error-en');
  t.same(await seriousFindings(page), []);
});

t.test('UC-21: a decline says that nothing was taken, has one way on, and the form is as it was', async (t) => {
  await tellTelebirr('normal');
  const phone = await openPhone(browser, { lang: 'en' });
  const number = newNumber();
  await toTheWallet(phone, number.typed, 'en');
  await decide(phone.page, 'decline');
  await phone.page.waitForURL(/\/pay\//);
  for (let tries = 0; tries < 20 && !/nothing was taken/i.test(await phone.page.content()); tries++) {
    await phone.page.waitForTimeout(500);
    await phone.page.reload();
  }
  const { page } = phone;
  t.match(await page.locator('main').innerText(), /did not go through|cancelled on the phone/, 'what happened');
  t.match(await page.locator('main').innerText(), /nothing was taken/i);
  t.equal(await page.locator('main a.btn').count(), 1, 'one first action');
  await phone.picture('declined-en');
  await page.locator('main a.btn').click();
  await page.waitForURL(/\/checkout\//);
  t.equal((await page.locator('input[name=phone]').inputValue()).replaceAll(' ', ''), number.typed, 'her number');
  t.equal(await page.locator('input[name=rail]:checked').getAttribute('value'), 'telebirr', 'and her way to pay');
  t.same(await seriousFindings(page), []);
  await phone.picture('declined-again-en');
});

t.test('no answer is waiting, never “failed”, and the SMS comes although the page was closed', async (t) => {
  await tellTelebirr('lost');
  const phone = await openPhone(browser, { lang: 'en' });
  const number = newNumber();
  await toTheWallet(phone, number.typed, 'en');
  await decide(phone.page, 'approve');
  const { page } = phone;
  await page.goto(`${storeOrigin}/@selam?lang=en`);
  // The rail is asked a quarter of a minute after the beginning.
  await pass(16);
  const sms = await waitForSms(number.e164, isReceipt, 45_000);
  t.match(sms.text, /\/r\//, 'found by asking, without a callback');
  await tellTelebirr('normal');
});

t.test(
  'UC-18: Pay pressed twice, then Back, then Pay: one prompt on the phone, and the same waiting page',
  async (t) => {
    await tell('cps', 'normal');
    const phone = await openPhone(browser, { lang: 'en' });
    const { page } = phone;
    const number = newNumber();
    const fill = async (): Promise<void> => {
      await page.locator('input[name=phone]').fill(number.typed);
      await page.locator('input[name=rail][value=cbebirr]').check();
    };
    const numberOf = async (): Promise<string> =>
      /Payment number\s+(\S+)/.exec(await page.locator('main').innerText())?.[1] ?? '';
    await page.goto(`${storeOrigin}/@selam?lang=en`);
    await page.locator('main a[href*="/@selam/"]').first().click();
    await page.locator('a[href*="/checkout/"]').first().click();
    await fill();
    await page.locator('main form button:visible').first().dblclick();
    await page.waitForURL(/\/pay\//);
    const first = await numberOf();
    t.match(first, /^[0-9A-F]{12}$/);
    await page.goBack();
    await page.waitForURL(/\/checkout\//);
    await fill();
    await page.locator('main form button:visible').first().click();
    await page.waitForURL(/\/pay\//);
    t.equal(await numberOf(), first, 'the same payment');
    t.match(await page.locator('main').innerText(), /Look at your phone/, 'and still waiting');
    t.equal((await prompts()).filter((prompt) => prompt.phone === number.e164).length, 1, 'one prompt');
  },
);

t.test('UC-18: pressing Pay twice, going back and paying again meets the same attempt at the wallet', async (t) => {
  await tellTelebirr('normal');
  const before = (await sandboxOrders()).length;
  const phone = await openPhone(browser, { lang: 'en' });
  const number = newNumber();
  await toTheWallet(phone, number.typed, 'en');
  await phone.page.goBack();
  await phone.page.locator('input[name=phone]').fill(number.typed);
  await phone.page.locator('input[name=rail][value=telebirr]').check();
  await phone.page.locator('main form button').first().dblclick();
  await phone.page.waitForURL(/\/(telebirr|pay)\//);
  t.equal((await sandboxOrders()).length - before, 1, 'one order at telebirr');
});

t.test('buying what one owns leads to what one has', async (t) => {
  await tellTelebirr('auto');
  const phone = await openPhone(browser, { lang: 'en' });
  const number = newNumber();
  await toTheWallet(phone, number.typed, 'en');
  await waitForSms(number.e164, isReceipt);
  await tellTelebirr('normal');
  const { page } = phone;
  await page.goto(`${storeOrigin}/@selam?lang=en`);
  await page.locator('main a[href*="/@selam/"]').first().click();
  await page.locator('a[href*="/checkout/"]').first().click();
  await page.locator('input[name=phone]').fill(number.typed);
  await page.locator('input[name=rail][value=telebirr]').check();
  await page.locator('main form button').first().click();
  await page.waitForLoadState();
  t.match(await page.content(), /already bought/i);
  await phone.picture('already-yours-en');
});

t.test(
  'what one bought is found again with nothing but the phone number, on another phone and without JavaScript',
  async (t) => {
    await tellTelebirr('auto');
    const number = newNumber();
    const buying = await openPhone(browser, { lang: 'en' });
    await toTheWallet(buying, number.typed, 'en');
    await waitForSms(number.e164, isReceipt);
    await tellTelebirr('normal');
    const { page, picture } = await openPhone(browser, { lang: 'en', script: false });
    await page.goto(`${appOrigin}/k?lang=en`);
    if ((await page.locator('input[name=phone]').count()) === 0) await page.locator('main a').first().click();
    await page.locator('input[name=phone]').fill(number.typed);
    await page.locator('main form button').first().click();
    const sms = await waitForSms(number.e164, (m) => /\b\d{6}\b/.test(m.text) && !isReceipt(m));
    await page.locator('input[name=code]').fill('000000');
    await page.locator('main form button').first().click();
    t.match(await page.title(), /^Error:/, 'a wrong code is told');
    await page.locator('input[name=code]').fill(/\b(\d{6})\b/.exec(sms.text)?.[1] ?? '');
    await page.locator('main form button').first().click();
    await page.waitForURL(/\/k/);
    t.ok((await page.locator('main a[href*="/r/"]').count()) > 0, 'the purchase is there');
    await picture('library-en');
  },
);

t.test('a callback that is forged, doubled or reordered never gives away a file, nor two receipts', async (t) => {
  await tellTelebirr('bad-signature');
  const phone = await openPhone(browser, { lang: 'en' });
  const number = newNumber();
  await toTheWallet(phone, number.typed, 'en');
  await decide(phone.page, 'approve');
  await phone.page.waitForURL(/\/pay\//);
  await pass(16);
  await waitForSms(number.e164, isReceipt, 45_000);
  t.pass('a bad signature is ignored, and the truth is asked for');
  for (const story of ['duplicate', 'reordered'] as const) {
    await tellTelebirr(story);
    const phone = await openPhone(browser, { lang: 'en' });
    const number = newNumber();
    await toTheWallet(phone, number.typed, 'en');
    if (story === 'duplicate') await decide(phone.page, 'approve');
    await waitForSms(number.e164, isReceipt);
    t.equal((await smsOf(number.e164)).filter(isReceipt).length, 1, `${story}: one receipt`);
  }
  await tellTelebirr('normal');
});

t.test('a link that was changed, and a product that is not there, say so and show the way', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  for (const path of ['/r/AAAAAAAAAAAAAAAA', '/pay/rubbish', '/checkout/01890000-0000-7000-8000-00000000dead']) {
    const answer = await phone.page.goto(`${appOrigin}${path}?lang=en`);
    t.equal(answer?.status(), 404, path);
    t.ok((await phone.page.locator('main a').count()) > 0, `${path}: a way on`);
  }
  const missing = await phone.page.goto(`${storeOrigin}/@nobody-here?lang=en`);
  t.equal(missing?.status(), 404);
  t.match(await phone.page.content(), /no store/i);
  await phone.picture('no-store-en');
});
