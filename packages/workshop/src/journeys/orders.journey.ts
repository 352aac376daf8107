// UC-27, UC-29: a creator's 200 orders on a phone, and what happened to the money of one, told alike to its buyer and to her.
import type { Page } from 'playwright-core';
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, scrollsSideways, showing } from './phone.ts';
import { tellTelebirr } from './phone.ts';
import type { Phone } from './phone.ts';
import { openShop, pass, sql } from './shop.ts';
import { soon, tell } from './stand-ins.ts';
import { begin, buy, linkIn, look } from './ways.ts';

const browser = await openBrowser(t);
await tellTelebirr('normal');
await tell('cps', 'normal');
const shop = await openShop('Almaz Patterns');
const coat = await shop.sells('Coat, a pattern in all sizes', 19_950);
const main = async (page: Page): Promise<string> => await page.locator('main').innerText();
const entered = async (lang: 'am' | 'en'): Promise<Phone> => {
  const phone = await openPhone(browser, { lang, touch: true });
  await shop.enter(phone);
  return phone;
};
type Orders = { items: { id: string; number: number }[] };

type Step = { readonly word: string; readonly says: string; readonly when: string };
/** The steps of a timeline as they are read. */
const steps = async (page: Page, list: string): Promise<Step[]> =>
  await page.locator(`${list} > li`).evaluateAll((items: { innerText: string }[]) =>
    items.map(({ innerText }) => {
      const [word = '', says = '', ...rest] = innerText
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
      return { word, says, when: rest.join(' ') };
    }),
  );
/** A moment in both calendars and both clocks. */
const bothClocks = /EAT \([^()]+·[^()]+\)/;

t.test(
  'UC-27: buyer and creator are told the same of a paid and of a refunded order, in both clocks, with what comes next',
  async (t) => {
    const buyer = await openPhone(browser, { lang: 'en', touch: true });
    const sms = await buy(buyer, coat.id, newNumber());
    const creator = await entered('en');
    const [order] = (await shop.call<Orders>('/v1/payments/orders')).items;
    const compare = async (name: string): Promise<{ hers: string; his: string }> => {
      // From the SMS of the receipt one tap leads there, on whatever phone it is opened.
      await buyer.page.goto(linkIn(sms.text));
      await buyer.page.locator('a[href*="/money"]').tap();
      await buyer.page.waitForURL(/\/timeline/);
      await creator.page.goto(`${appOrigin}/orders/${order?.id ?? ''}`);
      await creator.page.locator('.timeline li').first().waitFor();
      const [his, hers] = [await steps(buyer.page, 'main ol'), await steps(creator.page, '.timeline')];
      t.same(
        hers.map(({ word, says }) => `${word}: ${says}`),
        his.map(({ word, says }) => `${word}: ${says}`),
        `${name}: the same facts`,
      );
      t.ok(hers.length >= 4, hers.map(({ word }) => word).join(' → '));
      for (const step of [...his, ...hers]) t.match(step.when, bothClocks, `${step.word}: ${step.when}`);
      t.same([...(await look(buyer, `timeline-${name}-en`)), ...(await look(creator, `order-${name}-en`))], []);
      return { hers: await main(creator.page), his: await main(buyer.page) };
    };
    const paid = await compare('paid');
    const { next } = await shop.call<{ next: { says: string } | null }>(`/v1/payments/orders/${order?.id ?? ''}`);
    t.ok(next !== null, 'something is to come');
    t.ok(paid.his.includes(next?.says ?? '?') && paid.hers.includes(next?.says ?? '?'), 'and both are told it');
    t.match(next?.says, /\d/, 'with its time');
    const body = { amountSantim: 19_950, reason: 'goodwill', access: 'keep' };
    await shop.call(`/v1/payments/orders/${order?.id ?? ''}/refunds`, { body });
    await soon('it is with the buyer', async () => {
      await creator.page.goto(`${appOrigin}/orders/${order?.id ?? ''}`);
      await creator.page.locator('#refunds .given li').first().waitFor();
      return /Given back\s+199\.50/.test(await creator.page.locator('#refunds').innerText());
    });
    const back = await compare('refunded');
    t.match(back.his, /199\.50/);
  },
);

t.test(
  'UC-27: of a payment that nobody can call ended the buyer reads what is known, and when it is asked again',
  async (t) => {
    await tell('cps', 'no-answer');
    const phone = await openPhone(browser, { lang: 'en', touch: true });
    await begin(phone, coat.id, { typed: newNumber().typed, rail: 'cbebirr' });
    const address = phone.page.url().split('?')[0] ?? '';
    await pass(11 * 60);
    await soon('unknown', async () => {
      await phone.page.goto(`${address}/timeline?lang=en`);
      return /not know|unknown/i.test(await main(phone.page));
    });
    const all = await steps(phone.page, 'main ol');
    t.ok(all.length >= 2);
    for (const step of all) t.match(step.when, bothClocks, step.word);
    t.match(await main(phone.page), /at the latest|latest|until|by /i, 'what comes next has its time');
    t.notMatch(await main(phone.page), /failed|nothing was taken/i);
    t.same(await look(phone, 'timeline-unknown-en'), []);
    await tell('cps', 'normal');
  },
);

/** Copies of a real order, five of them to one that was given back, an hour between two. */
async function copies(count: number): Promise<void> {
  const [order] = (await shop.call<Orders>('/v1/payments/orders')).items;
  await sql(
    `with n as materialized (select k, uuidv7() as intent, uuidv7() as own from generate_series(1, $2::int) k),
     made as (insert into payments.intents
       select (jsonb_populate_record(i, jsonb_build_object('id', n.intent, 'provider_order_id', replace(n.intent::text, '-', ''),
         'provider_txn_id', 'COPY' || replace(n.intent::text, '-', '')))).*
       from payments.intents i join payments.orders o on o.creator_id = i.creator_id and o.intent_id = i.id, n
       where o.id = $1 returning 1)
     insert into payments.orders
       select (jsonb_populate_record(o, jsonb_build_object('id', n.own, 'intent_id', n.intent, 'number', o.number + n.k,
         'paid_at', o.paid_at - n.k * interval '1 hour', 'state', case when n.k % 5 = 0 then 'refunded' else 'paid' end,
         'refunded_santim', case when n.k % 5 = 0 then o.amount_santim else 0 end))).*
       from payments.orders o, n where o.id = $1`,
    [order?.id, count],
  );
}

t.test(
  'UC-29: 200 orders at 360 px: name, sum, date and state in sight, filters as chips, and the next page keeps them',
  async (t) => {
    await copies(200);
    const phone = await entered('en');
    const { page } = phone;
    const rows = page.locator('table.orders tbody tr');
    await page.goto(`${appOrigin}/orders`);
    await rows.first().waitFor();
    t.equal(await rows.count(), 25, 'a page of 25');
    for (const row of [rows.first(), rows.nth(12), rows.last()]) {
      await row.scrollIntoViewIfNeeded();
      const text = await row.innerText();
      t.match(text, /Coat, a pattern[\s\S]*\d+\.\d\d\sbirr/, 'name and sum');
      t.match(text, /\d{1,2} \w+.*· (Paid|Given back)/s, 'date and state');
      const box = await row.boundingBox();
      t.ok(box !== null && box.x >= 0 && box.x + box.width <= 360, `within the phone: ${JSON.stringify(box)}`);
    }
    t.notOk(await scrollsSideways(page));
    t.same(await page.getByRole('row').count(), 26, 'a table for a screen reader too, with its head');
    t.same(await look(phone, 'orders-200-en'), []);

    await page.getByRole('button', { name: 'Filter' }).tap();
    await page.locator('dialog[open] #state').selectOption('refunded');
    t.same(await look(phone, 'orders-filter-en'), []);
    await page.locator('dialog[open]').getByRole('button', { name: 'Show them' }).tap();
    await page.waitForURL(/\/orders\?state=refunded$/);
    const chip = page.getByRole('link', { name: /Remove the filter “Given back”/ });
    await chip.waitFor();
    const states = async (): Promise<string[]> => [
      ...new Set((await rows.allInnerTexts()).map((text) => /· (Paid|Given back)/.exec(text)?.[1] ?? '?')),
    ];
    await soon('only those given back', async () => (await states()).join() === 'Given back');
    t.equal(await rows.count(), 25);
    await page.getByRole('link', { name: 'Older orders' }).tap();
    await page.waitForURL(/state=refunded&after=\d+/);
    await soon('the rest', async () => (await rows.count()) < 25 && (await rows.count()) > 0);
    t.equal(await rows.count(), 40 + 1 - 25, 'the next page keeps the filter');
    t.same(await states(), ['Given back']);
    t.equal(await chip.count(), 1);
    await page.reload();
    await chip.waitFor();
    t.same(await look(phone, 'orders-filtered-en'), []);
    await chip.tap();
    await page.waitForURL(/\/orders$/);
    await soon('all again', async () => (await states()).length === 2);
    await page.goto(`${appOrigin}/orders?state=disputed&product=${coat.id}`);
    await showing(async () => await main(page), /No order is like this/);
    t.equal(await page.locator('.chips a').count(), 2, 'two chips: the state and the product');
    t.same(await look(phone, 'orders-none-en'), []);

    const amharic = await entered('am');
    await amharic.page.goto(`${appOrigin}/orders`);
    await amharic.page.locator('table.orders tbody tr').first().waitFor();
    t.match(await amharic.page.locator('table.orders').innerText(), /ብር[\s\S]*· (የተከፈለ|የተመለሰ)/);
    t.same(await look(amharic, 'orders-200-am'), []);
  },
);
