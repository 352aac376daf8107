// UC-28 and UC-4: home from a store that nobody sees to the first month of sales, its checklist, and what waits for her.
import type { Page } from 'playwright-core';
import { t } from 'tap';
import {
  appOrigin,
  newNumber,
  openBrowser,
  openPhone,
  showing,
  storeOrigin,
  tellTelebirr,
  waitForSms,
} from './phone.ts';
import type { Phone } from './phone.ts';
import { ask, openShop, sql } from './shop.ts';
import { soon } from './stand-ins.ts';
import { buy, decide, isReceipt, look, press, sale } from './ways.ts';

const browser = await openBrowser(t);
await tellTelebirr('normal');
const shop = await openShop('Selam Notes');
const main = async (page: Page): Promise<string> => await page.locator('main').innerText();
const entered = async (lang: 'am' | 'en'): Promise<Phone> => {
  const phone = await openPhone(browser, { lang });
  await shop.enter(phone);
  return phone;
};
const [am, en] = [await entered('am'), await entered('en')];
/** The order in which home says things. */
const headings = async (page: Page): Promise<string[]> => await page.locator('main h2').allInnerTexts();
async function home({ page }: Phone, fits: RegExp): Promise<void> {
  await page.goto(`${appOrigin}/`);
  await showing(async () => await main(page), fits);
}
/** Both languages, looked at. */
async function seen(name: string, [inEnglish, inAmharic]: readonly [RegExp, RegExp]): Promise<string[]> {
  await Promise.all([home(en, inEnglish), home(am, inAmharic)]);
  return (await Promise.all([look(en, `${name}-en`), look(am, `${name}-am`)])).flat();
}
const rowsOf = async (page: Page): Promise<string[]> => await page.locator('.steps li b').allInnerTexts();
const nextRows = async (page: Page): Promise<string[]> =>
  await page.locator('.steps li[aria-current=step] b').allInnerTexts();

t.test(
  'UC-28: nobody sees the page: the page comes first, and there is no number and no entry with nothing behind',
  async (t) => {
    t.same(await seen('home-s0', [/Continue your page/, /ገጽዎን ይቀጥሉ/]), []);
    t.equal((await headings(en.page))[0], 'Continue your page');
    t.equal(await en.page.locator('main .num, main .chart').count(), 0);
    t.equal(await en.page.locator('nav.places a[href="/orders"]').count(), 0);
    t.same(await nextRows(en.page), ['Publish your page']);
  },
);

t.test(
  'UC-28: a page without a product: its address comes first, and a step that is put aside comes back from More',
  async (t) => {
    const { draft } = await shop.call<{ draft: { version: number } }>('/v1/stores/mine');
    await shop.call('/v1/stores/mine/publish', { body: { draftVersion: draft.version } });
    t.same(await seen('home-s1', [/What you could sell first/, /መጀመሪያ መሸጥ የሚችሉት/]), []);
    t.equal((await headings(en.page))[0], 'Your address');
    t.equal(await en.page.locator('main .money, main .funnel, main .chart').count(), 0, 'no number of nothing');
    t.same(await nextRows(en.page), ['Add the first thing to sell'], 'published: that row ticked itself');

    await en.page.locator('.steps').getByRole('button', { name: 'Not now' }).click();
    await showing(async () => (await nextRows(en.page)).join(), /^Put the link/);
    t.notOk((await rowsOf(en.page)).includes('Add the first thing to sell'));
    await home(en, /What you could sell first/);
    t.same(await nextRows(en.page), ['Put the link where your people are'], 'also after it is opened again');
    await en.page.goto(`${appOrigin}/more`);
    await en.page.getByRole('button', { name: 'Show all steps again' }).click();
    await home(en, /Add the first thing to sell/);
    t.same(await nextRows(en.page), ['Add the first thing to sell']);
  },
);

type Product = { id: string; slug: string };
let notes: Product;
/** She comes back to the tab, which was open all the time. */
const back = async (page: Page): Promise<void> =>
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
t.test(
  'UC-28: a product without a sale: four numbers, the step that loses most, and rows that add up to them',
  async (t) => {
    notes = await shop.sells('Biology, a summary', 15_000);
    await home(en, /The last 7 days/);
    t.same(await nextRows(en.page), ['Put the link where your people are']);
    // As a phone that does not say that a program drives it: robots are counted apart.
    const userAgent =
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile';
    for (let visits = 0; visits < 3; visits++) {
      const visitor = await browser.newContext({ userAgent });
      const page = await visitor.newPage();
      await page.goto(`${storeOrigin}/@${shop.handle}/${notes.slug}?lang=en`);
      await visitor.close();
    }
    await soon('three visits counted', async () => {
      const { total } = await shop.call<{ total: { productViews: number } }>('/v1/analytics/summary?days=7');
      return total.productViews === 3;
    });
    await back(en.page);
    await showing(async () => (await nextRows(en.page)).join(), /^Say where your money goes$/);
    t.ok(
      (await en.page.locator('.steps li.done b').allInnerTexts()).includes('Put the link where your people are'),
      'UC-4: three visits, and the row that is looked at ticks by itself; exactly one other is next',
    );
    t.same(await seen('home-s2', [/3 looked at a product, 0 pressed Buy/, /ያለፉት 7 ቀናት/]), []);
    t.equal((await headings(en.page))[0], 'The last 7 days');
    t.equal(await en.page.locator('main .money, main .chart').count(), 0, 'no money and no chart of one day');
    const numbers = (await en.page.locator('.funnel dd').allInnerTexts()).map(Number);
    await en.page.locator('main details summary').click();
    const cells = await en.page.locator('.days tbody td').allInnerTexts();
    const sums = numbers.map((_, at) =>
      cells.filter((_cell, cell) => cell % 4 === at).reduce((sum, n) => sum + Number(n), 0),
    );
    t.same(sums, numbers, 'the days add up to the four numbers');
    t.same(numbers.slice(1), [3, 0, 0]);
  },
);

t.test('UC-28: the first sale comes first, its steps tick themselves, and what waits has its button', async (t) => {
  await sale(notes.id);
  await soon('the sale in the balance', async () => {
    return (await shop.call<{ orders: number }>('/v1/payments/balance')).orders === 1;
  });
  await back(en.page);
  await showing(async () => (await en.page.locator('.steps li.done b').allInnerTexts()).join(), /First sale/);
  t.equal((await nextRows(en.page)).length, 1, 'UC-4: a sale elsewhere ticks its row; exactly one is next');
  t.same(await seen('home-s3', [/Your first sale[\s\S]*Nothing waits for you\./, /እርስዎን የሚጠብቅ ነገር የለም።/]), []);
  t.equal((await headings(en.page))[0], 'Your first sale');
  t.match(await main(en.page), /“Biology, a summary”: 142\.5/);
  t.notMatch(await main(en.page), /A week before/, 'no comparison yet');
  t.same(await en.page.locator('.steps li.done b').allInnerTexts(), [
    'Publish your page',
    'Add the first thing to sell',
    'Put the link where your people are',
    'First sale',
  ]);
  t.same(await nextRows(en.page), ['Say where your money goes'], 'exactly one is next');

  const made = await shop.call<Product>('/v1/products', {
    body: {
      title: 'A song for you',
      priceSantim: 60_000,
      details: {
        type: 'custom-request',
        questions: [{ text: 'For whom?', required: true, kind: 'text' }],
        daysToDeliver: 5,
      },
    },
  });
  await shop.call(`/v1/products/${made.id}/publish`, { body: {} });
  await soon('at the checkout', async () => (await ask(`/v1/payments/products/${made.id}/offer`)).status === 200);
  const buyer = await openPhone(browser, { lang: 'en' });
  const number = newNumber();
  await buyer.page.goto(`${appOrigin}/checkout/${made.id}?lang=en`);
  await buyer.page.locator('input[name=phone]').fill(number.typed);
  await buyer.page.locator('input[name=rail][value=telebirr]').check();
  await buyer.page.locator('textarea[name=q1]').fill('Tigist');
  await press(buyer.page);
  await buyer.page.waitForURL(/\/telebirr\//);
  await decide(buyer.page, 'approve');
  await waitForSms(number.e164, isReceipt);

  t.same(await seen('home-needs', [/Needs you[\s\S]*“A song for you”: somebody waits/, /እርስዎን የሚጠብቁ/]), []);
  t.equal(await en.page.locator('.needs li').count(), 1);
  t.match(await en.page.locator('.needs li').innerText(), /Since /);
  t.match(await en.page.locator('nav.places a[href="/"]').innerText(), /1/, 'the badge at Home');
  await en.page.locator('.needs li a').click();
  await en.page.waitForURL(/\/more\/requests\/[0-9a-f-]{36}/);
  await en.page.getByRole('button', { name: 'Accept' }).click();
  await showing(async () => await main(en.page), /Accepted/);
  await home(en, /Nothing waits for you\./);
  t.equal(await en.page.locator('nav.places .count').count(), 0);
});

t.test('UC-28: in daily use what waits comes first, then the money, then today and seven days', async (t) => {
  await sql("update payments.orders set paid_at = paid_at - interval '40 days' where creator_id = $1", [shop.personId]);
  t.same(await seen('home-s4', [/Nothing waits for you\.[\s\S]*Today/, /እርስዎን የሚጠብቅ ነገር የለም።[\s\S]*ዛሬ/]), []);
  const [first, second] = await headings(en.page);
  t.same([first, second], ['Needs you', 'Yours now']);
  t.equal(await en.page.locator('main .steps').count(), 0, 'no steps any more');
  t.equal(await en.page.locator('main .chart').count(), 0, 'no chart of one day');
});

t.test('what cannot be asked is said, and home stands all the same', async (t) => {
  const phone = await entered('en');
  await phone.page.route('**/v1/offers*', async (route) => await route.abort());
  await home(phone, /Some of it could not be read just now/);
  const said = await main(phone.page);
  t.match(said, /Yours now[\s\S]*Latest orders/);
  t.notMatch(said, /Nothing waits for you/, 'nobody knows that');
  t.same(await look(phone, 'home-partly-en'), []);
  await phone.page.unroute('**/v1/offers*');
  await phone.page.locator('.needs').getByRole('button', { name: 'Try again' }).click();
  await showing(async () => await main(phone.page), /Nothing waits for you\./);
});

t.test(
  'UC-4: she buys from herself elsewhere: that row ticks by itself, one other is next, and it is no sale',
  async (t) => {
    const mulu = await openShop('Mulu Notes');
    const { draft } = await mulu.call<{ draft: { version: number } }>('/v1/stores/mine');
    await mulu.call('/v1/stores/mine/publish', { body: { draftVersion: draft.version } });
    const product = await mulu.sells('Maths, a summary', 5_000);
    const phone = await openPhone(browser, { lang: 'en' });
    await mulu.enter(phone);
    await phone.page.clock.install();
    await home(phone, /Buy from yourself/);
    const ticked = async (): Promise<string[]> => await phone.page.locator('.steps li.done b').allInnerTexts();
    t.same(await ticked(), ['Publish your page', 'Add the first thing to sell']);
    await buy(await openPhone(browser, { lang: 'en' }), product.id, mulu.number);
    // She only looks: a minute later home has asked again by itself.
    await soon('the row ticked', async () => {
      const asked = phone.page.waitForResponse((response) => response.url().includes('/v1/delivery/library'));
      await phone.page.clock.fastForward(61_000);
      await asked;
      return (await ticked()).includes('Buy from yourself');
    });
    t.notOk((await ticked()).includes('First sale'), 'what she buys from herself is no sale');
    t.same(await nextRows(phone.page), ['Put the link where your people are'], 'exactly one row is next');
    t.equal((await headings(phone.page))[0], 'The last 7 days', 'and home is that of a store before its first sale');
    t.same(await look(phone, 'home-tried-en'), []);
  },
);
