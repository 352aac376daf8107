// J6, the affiliate's half: somebody accepts the terms and has a link and a word; a buyer comes by them; commission, fees
// and the creator's part are the price to the santim; nobody earns on herself; a refund takes its part back.
import type { Page } from 'playwright-core';
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, storeOrigin, tellTelebirr, waitForSms } from './phone.ts';
import type { Phone } from './phone.ts';
import { openShop, signedIn, sql } from './shop.ts';
import { decide, isReceipt, linkIn, look, press } from './ways.ts';

const browser = await openBrowser(t);
await tellTelebirr('normal');
const shop = await openShop('Hanna Designs');
const open = await shop.sells('Poster set', 40_000);
const extra = await shop.sells('Font pack', 9_900);
await shop.terms(open.id, {
  payWhatYouWant: { minSantim: 10_000, suggestedSantim: [25_000, 50_000] },
  bump: { productId: extra.id, priceSantim: 4_995 },
});
await shop.call('/v1/payments/codes', {
  body: { code: 'MESKEL20', gives: { percent: 20 }, toAt: null, maxUses: null, perBuyer: null, productIds: null },
});
const { draft } = await shop.call<{ draft: { version: number } }>('/v1/stores/mine');
await shop.call('/v1/stores/mine/publish', { body: { draftVersion: draft.version } });
const abebe = await signedIn(newNumber(), 'buyer');
const joinPath = `/affiliate/${open.id}`;
let code = '';

type Sold = { id: string; amount: number; fee: number; shares: number; net: number; code: string | null };
async function lastSale(): Promise<Sold> {
  const [row] = await sql<{
    id: string;
    amount: string;
    fee: string;
    shares: string;
    net: string;
    code: string | null;
  }>(
    `select o.id, o.amount_santim as amount, o.fee_santim + o.provider_fee_santim as fee, o.shares_santim as shares,
       o.net_santim as net, (select a.code from payments.shares s join payments.affiliates a on a.id = s.party_id
         where s.creator_id = o.creator_id and s.order_id = o.id) as code
     from payments.orders o where o.creator_id = $1 order by o.number desc limit 1`,
    [shop.personId],
  );
  if (row === undefined) throw new Error('nothing was sold');
  const { id, code: by } = row;
  return {
    id,
    amount: Number(row.amount),
    fee: Number(row.fee),
    shares: Number(row.shares),
    net: Number(row.net),
    code: by,
  };
}
async function apply(page: Page, text: string): Promise<void> {
  const folded = page.locator('details', { has: page.locator('input[name=code]') });
  if ((await folded.getAttribute('open')) === null) await folded.locator('summary').click();
  await page.locator('input[name=code]').fill(text);
  await page.locator('button[name=apply]').click();
  await page.waitForLoadState();
}
async function fill(page: Page, typed: string, amount = '300'): Promise<void> {
  await page.locator('input[name=phone]').fill(typed);
  await page.locator('input[name=amount]').fill(amount);
  await page.locator('input[name=rail][value=telebirr]').check();
}
async function paid(phone: Phone, number: { e164: string }): Promise<Sold> {
  await press(phone.page);
  await phone.page.waitForURL(/\/telebirr\//);
  await decide(phone.page, 'approve');
  await phone.page.goto(linkIn((await waitForSms(number.e164, isReceipt)).text));
  return await lastSale();
}

t.test('the creator allows a commission in the dashboard, and her terms stand on a page of their own', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  await shop.enter(phone);
  const { page } = phone;
  const findings: string[] = [];
  await page.goto(`${appOrigin}/products/${open.id}`);
  const panel = page.locator('details', { hasText: 'People who sell it with you' });
  await panel.locator('summary').click();
  await panel.getByLabel('People may recommend it for a commission').check();
  await panel.getByLabel('Commission', { exact: true }).fill('76');
  await panel.getByRole('button', { name: 'Save' }).click();
  t.match(await page.locator('[role=alert]').first().innerText(), /1 to 75/, 'what is too much is said at its field');
  findings.push(...(await look(phone, 'commission-error-en')));
  await panel.getByLabel('Commission', { exact: true }).fill('30');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByRole('button', { name: 'Copy the link to join' }).waitFor();
  findings.push(...(await look(phone, 'commission-en')));
  await page.goto(`${appOrigin}/more/affiliates`);
  await page.getByText('Nobody recommends your products yet').waitFor();
  findings.push(...(await look(phone, 'affiliates-empty-en')));
  t.same(findings, []);
});

t.test('a buyer accepts the terms, in Amharic and without JavaScript, and has a link and a word', async (t) => {
  const phone = await openPhone(browser, { lang: 'am', script: false });
  const { page } = phone;
  await page.goto(`${appOrigin}${joinPath}?lang=am`);
  t.match(await page.locator('body').innerText(), /30 %/);
  t.match((await page.locator('main a.btn').first().getAttribute('href')) ?? '', /auth\/refresh/, 'the way in');
  await abebe.enter(phone);
  await page.goto(`${appOrigin}${joinPath}?lang=am`);
  await page.locator('input[name=name]').fill('አበበ');
  await page.locator('form button').last().click();
  await page.waitForLoadState();
  t.match(await page.title(), /^ስህተት/, 'nobody joins without accepting');
  await phone.picture('affiliate-error-am');
  await page.locator('input[name=accept]').check();
  await page.locator('form button').last().click();
  await page.waitForLoadState();
  const text = await page.locator('main').innerText();
  code = /ABEBE[1-9]\d*/.exec(text)?.[0] ?? '';
  t.not(code, '', 'a word to say');
  await phone.picture('affiliate-am');
});

t.test('link, discount, extra and a price of her own: every part adds up to the santim', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  const { page } = phone;
  const findings: string[] = [];
  await page.goto(`${storeOrigin}/@${shop.handle}?lang=en&ref=${code.toLowerCase()}`);
  const product = page.locator(`a[href*="/@${shop.handle}/"]`).first();
  if ((await product.count()) > 0) t.match((await product.getAttribute('href')) ?? '', /ref=/, 'the store hands it on');
  await page.goto(`${storeOrigin}/@${shop.handle}/${open.slug}?lang=en&ref=${code.toLowerCase()}`);
  await page.locator(`a[href^="${appOrigin}/checkout/"]`).first().click();
  await page.waitForURL(/\/checkout\/.*ref=/);
  t.match(await page.locator('main').innerText(), new RegExp(`${code} recommends this`));
  t.same(await phone.context.cookies(storeOrigin), [], 'no cookie was needed');
  const number = newNumber();
  await fill(page, number.typed);
  await apply(page, 'MESKEL20');
  await page.locator('input[name=bump]').check();
  findings.push(...(await look(phone, 'referred-en')));
  const sale = await paid(phone, number);
  t.equal(sale.amount, 28_995);
  t.equal(sale.code, code);
  t.equal(sale.fee + sale.shares + sale.net, sale.amount, 'nothing is lost');
  const booked = await sql<{ n: string }>(
    `select coalesce(sum(p.amount_santim), 0)::text as n from payments.postings p join payments.entries e
       on e.creator_id = p.creator_id and e.id = p.entry_id where e.order_id = $1 and e.kind = 'sale'`,
    [sale.id],
  );
  t.equal(booked[0]?.n, '0', 'one entry, in balance');
  t.ok(Math.abs(sale.shares - Math.floor(((sale.amount - sale.fee) * 30) / 100)) <= 1, 'of the price less the fees');
  t.same(findings, []);
});

t.test('a word counts before a link, and stands beside a discount in one field', async (t) => {
  const sara = await signedIn(newNumber(), 'buyer');
  const joined = await sara.call<{ code: string }>(`/v1/payments/products/${open.id}/affiliations`, {
    body: { name: 'Sara', percent: 30, accept: true },
  });
  const phone = await openPhone(browser, { lang: 'en' });
  const { page } = phone;
  await page.goto(`${appOrigin}/checkout/${open.id}?lang=en&ref=${code}`);
  const number = newNumber();
  await fill(page, number.typed);
  await apply(page, `meskel20 ${joined.code.toLowerCase()}`);
  t.match(await page.locator('main').innerText(), new RegExp(`${joined.code} recommends this`));
  const sale = await paid(phone, number);
  t.equal(sale.amount, 24_000);
  t.equal(sale.code, joined.code);
});

t.test('nobody earns on what she buys herself: told at the field, and she pays without', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  const { page } = phone;
  await page.goto(`${appOrigin}/checkout/${open.id}?lang=en`);
  await fill(page, abebe.number.typed);
  await apply(page, code);
  await press(page);
  await page.waitForLoadState();
  t.match(await page.locator('[role=alert]').first().innerText(), /your own code/);
  t.same(await look(phone, 'own-code-en'), []);
  const sale = await paid(phone, abebe.number);
  t.equal(sale.amount, 30_000);
  t.equal(sale.shares, 0);
});

t.test('the affiliate sees her sale and the day it is hers; a refund takes its part back', async (t) => {
  const [first] = await sql<{ id: string; shares: string; amount: string }>(
    `select id, shares_santim as shares, amount_santim as amount from payments.orders where creator_id = $1 order by number limit 1`,
    [shop.personId],
  );
  await shop.call(`/v1/payments/orders/${first?.id ?? ''}/refunds`, {
    body: { reason: 'goodwill', access: 'keep', amountSantim: 10_000 },
  });
  const [part] = await sql<{ back: string }>(
    'select reversed_santim as back from payments.shares where order_id = $1',
    [first?.id],
  );
  const shares = Number(first?.shares);
  const left = Math.floor((shares * (Number(first?.amount) - 10_000)) / Number(first?.amount));
  t.equal(Number(part?.back), shares - left, 'in proportion, to the santim');
  const findings: string[] = [];
  for (const lang of ['en', 'am'] as const) {
    const phone = await openPhone(browser, { lang });
    await abebe.enter(phone);
    await phone.page.goto(`${appOrigin}/affiliate?lang=${lang}`);
    t.match(await phone.page.locator('main').innerText(), new RegExp(code));
    findings.push(...(await look(phone, `affiliate-mine-${lang}`)));
  }
  const phone = await openPhone(browser, { lang: 'am' });
  await shop.enter(phone);
  await phone.page.goto(`${appOrigin}/more/affiliates`);
  await phone.page.getByText(code).first().waitFor();
  findings.push(...(await look(phone, 'affiliates-am')));
  t.same(findings, []);
});
