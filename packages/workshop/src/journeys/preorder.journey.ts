// A3.15: a pre-order from its maker to who waits for it: a day that is refused, one that holds, one that moves, money that
// goes back by one press, links that open nothing before the day, and the day itself.
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { t } from 'tap';
import {
  appOrigin,
  newNumber,
  openBrowser,
  openPhone,
  showing,
  smsOf,
  storeOrigin,
  tellTelebirr,
  waitForSms,
} from './phone.ts';
import { ask, clock, openShop, pass, signedIn, sql } from './shop.ts';
import { soon } from './stand-ins.ts';
import { buy, linkIn, look, sale } from './ways.ts';

const browser = await openBrowser(t);
await tellTelebirr('normal');
const shop = await openShop('Rahel Music');
const { draft } = await shop.call<{ draft: { version: number } }>('/v1/stores/mine');
await shop.call('/v1/stores/mine/publish', { body: { draftVersion: draft.version } });
const main = async (page: Page): Promise<string> => await page.locator('main').innerText();
const day = 86_400;
const start = await clock();
const inDays = (days: number): Date => new Date(start.getTime() + days * day * 1000);

/** Types a day of the Gregorian calendar, ten in the morning. */
async function typeDay(page: Page, at: Date): Promise<void> {
  const [year = '', month = '', date = ''] = new Date(at.getTime() + 3 * 3_600_000)
    .toISOString()
    .slice(0, 10)
    .split('-');
  const field = page.locator('fieldset.moment');
  await field.locator('.part-month select').selectOption(String(Number(month)));
  await field.locator('.part-year input').fill(year);
  await field.locator('.part-time input').fill('10:00');
  await field.locator('input#releaseAt').fill(String(Number(date)));
}
const saysOut = async (e164: string): Promise<number> =>
  (await smsOf(e164)).filter(({ text }) => text.includes('is out')).length;
// On its way, or there already; the page before the press says neither.
const returning = /ገንዘብዎ በሙሉ ይመለሳል|ገንዘቡ ተመልሷል/;
const alertOn = async (page: Page): Promise<string> => (await page.locator('[role=alert]').first().innerText()).trim();

t.test(
  'a day that holds is sold without a file, moves once, gives money back by one press and opens for who waits',
  async (t) => {
    const findings: string[] = [];
    const desk = await openPhone(browser, { lang: 'en' });
    await shop.enter(desk);
    const { page } = desk;
    await page.goto(`${appOrigin}/products/new`);
    await page.locator('input#title').fill('Debut album');
    await page.locator('input#price').fill('150');
    await page.locator('button#releaseAt').click();
    await typeDay(page, inDays(-2));
    await page.locator('button[type=submit]').click();
    await showing(async () => await alertOn(page), /This day is over/);
    findings.push(...(await look(desk, 'preorder-past-en')));
    await typeDay(page, inDays(300));
    await page.locator('button[type=submit]').click();
    await showing(async () => await alertOn(page), /At most 180 days ahead/);
    await typeDay(page, inDays(20));
    await page.locator('button[type=submit]').click();
    await page.waitForURL(/\/products\/[0-9a-f-]{36}/);
    await showing(async () => await main(page), /It is for sale now/);
    findings.push(...(await look(desk, 'preorder-editor-en')));
    const id = /products\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    const own = await openPhone(browser, { lang: 'am' });
    await shop.enter(own);
    await own.page.goto(page.url());
    await own.page.locator('input#releaseAt').waitFor();
    findings.push(...(await look(own, 'preorder-editor-am')));
    const { slug } = await shop.call<{ slug: string }>(`/v1/products/${id}`);
    await soon('the checkout knows it', async () => (await ask(`/v1/payments/products/${id}/offer`)).status === 200);

    const phone = await openPhone(browser, { lang: 'am' });
    for (const [lang, says] of [
      ['am', /የሚወጣው .*\d{4}.*\(/],
      ['en', /Comes out on .*\d{4}.*\(/],
    ] as const) {
      await phone.page.goto(`${storeOrigin}/@${shop.handle}/${slug}?lang=${lang}`);
      t.match(await main(phone.page), says);
      findings.push(...(await look(phone, `preorder-page-${lang}`)));
      await phone.page.goto(`${appOrigin}/checkout/${id}?lang=${lang}`);
      t.match(await main(phone.page), says);
      findings.push(...(await look(phone, `preorder-checkout-${lang}`)));
    }

    // Two buy; what they have says when, whatever address they try.
    const [first, second] = [newNumber(), await sale(id)];
    const sms = await buy(phone, id, first);
    t.match(sms.text, /It comes out on .*\/r\//);
    const receipt = linkIn(sms.text);
    await phone.page.goto(receipt);
    t.match(await main(phone.page), /Comes out on .*\d{4}.*\(/);
    findings.push(...(await look(phone, 'preorder-receipt-en')));
    await phone.page.goto(`${receipt.replace('/r/', '/d/')}/${randomUUID()}`);
    t.match(phone.page.url(), /\/r\//, 'a download before the day leads to the page that says when');
    t.match(await main(phone.page), /Comes out on .*\d{4}.*\(/);
    const buyer = await signedIn(first, 'buyer');
    const shelf = await openPhone(browser, { lang: 'am' });
    await buyer.enter(shelf);
    await shelf.page.goto(`${appOrigin}/k?lang=am`);
    t.match(await main(shelf.page), /የሚወጣው .*\d{4}.*\([\s\S]*ገና አልወጣም/);
    findings.push(...(await look(shelf, 'preorder-library-am')));

    // The day moves once; whoever paid before hears of it, and may have her money back by one press.
    await page.goto(`${appOrigin}/products/${id}`);
    await typeDay(page, inDays(40));
    await page.locator('button[type=submit]').click();
    const moved = await waitForSms(second.e164, (message) => message.text.includes('now comes out on'));
    await typeDay(page, inDays(45));
    await page.locator('button[type=submit]').click();
    await showing(async () => await alertOn(page), /was moved once already/);
    findings.push(...(await look(desk, 'preorder-moved-en')));
    await phone.page.goto(`${linkIn(moved.text)}?lang=am`);
    t.match(await main(phone.page), /ሻጩ ቀኑን ቀይሯል/);
    findings.push(...(await look(phone, 'preorder-return-am')));
    const tab = await phone.context.newPage();
    await tab.goto(phone.page.url());
    await phone.page.getByRole('button', { name: 'ገንዘቤን መልሱልኝ' }).click();
    await showing(async () => await main(phone.page), returning);
    findings.push(...(await look(phone, 'preorder-returned-am')));
    const refunds = async (): Promise<number> =>
      (await sql('select 1 from payments.refunds where product_id = $1', [id])).length;
    await soon('the refund', async () => (await refunds()) === 1);
    await tab.getByRole('button', { name: 'ገንዘቤን መልሱልኝ' }).click();
    // Pressed again where the page is older, it says the same.
    await showing(async () => await main(tab), returning);

    // The file arrives, and the day comes.
    const { id: there } = await shop.sells('A song that is there', 5_000);
    const { fileId } = await shop.call<{ fileId: string }>(`/v1/products/${there}`);
    const { version } = await shop.call<{ version: number }>(`/v1/products/${id}`);
    await shop.call(`/v1/products/${id}`, { method: 'PATCH', body: { baseVersion: version, fileId } });
    await shop.call(`/v1/products/${id}/publish`, { body: {} });
    await pass(41 * day);
    // The queue has the world's own time.
    await soon('it is out', async () => {
      await sql(
        `update queue_delivery._private_jobs j set run_at = now() from queue_delivery._private_tasks k
       where k.id = j.task_id and k.identifier = 'job:release.attend' and j.run_at > now()`,
      );
      return (await saysOut(first.e164)) > 0;
    });
    await phone.page.goto(receipt);
    t.match(await main(phone.page), /Download/);
    findings.push(...(await look(phone, 'preorder-out-en')));
    const fetched = phone.page.waitForEvent('download');
    await phone.page.locator('a[href*="/d/"]').first().click();
    t.ok((await fetched).suggestedFilename());
    t.equal(await saysOut(first.e164), 1);
    t.equal(await saysOut(second.e164), 0, 'who has her money back hears nothing');
    t.equal(await refunds(), 1);
    t.same(findings, []);
  },
);
