// J6, what goes wrong, in Amharic and by touch: too little, a code that is over, a price that was changed on the way, an extra
// that is hers already, her own word; and, in both languages, an extra in two payments.
import type { Page } from 'playwright-core';
import { t } from 'tap';
import {
  appOrigin,
  newNumber,
  openBrowser,
  openPhone,
  sandboxDecides,
  sandboxOrders,
  tellTelebirr,
  waitForSms,
} from './phone.ts';
import type { Phone } from './phone.ts';
import { ask, clock, openShop, signedIn, sql } from './shop.ts';
import { buy, decide, isReceipt, linkIn, look, says } from './ways.ts';

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
await code('LAST', { maxUses: 1 });
await code('SHORT', { toAt: new Date((await clock()).getTime() + 86_400_000).toISOString() });
await sql(
  "update payments.codes set from_at = now() - interval '2 days', to_at = now() - interval '1 minute' where creator_id = $1 and code = 'SHORT'",
  [shop.personId],
);

const alertOn = async (page: Page): Promise<string> => (await page.locator('[role=alert]').first().innerText()).trim();
const byTouch = async (): Promise<Phone> => await openPhone(browser, { lang: 'am', touch: true });
const pay = async ({ page }: Phone): Promise<void> => {
  const button = page.locator('form#pay button:visible', { hasText: /Pay|ይክፈሉ/ }).first();
  await Promise.all([page.waitForEvent('load'), button.tap()]);
};
async function fill({ page }: Phone, product: { id: string }, typed: string, amount?: string): Promise<void> {
  await page.goto(`${appOrigin}/checkout/${product.id}?lang=am`);
  await page.locator('input[name=phone]').fill(typed);
  if (amount !== undefined) await page.locator('input[name=amount]').fill(amount);
  await page.locator('input[name=rail][value=telebirr]').check();
}
async function apply({ page }: Phone, text: string): Promise<void> {
  const folded = page.locator('details', { has: page.locator('input[name=code]') });
  if ((await folded.getAttribute('open')) === null) await folded.locator('summary').tap();
  await page.locator('input[name=code]').fill(text);
  // The page that comes of it: the one before is loaded already, and waiting for that would be waiting for nothing.
  await Promise.all([page.waitForEvent('load'), page.locator('button[name=apply]').tap()]);
}

t.test('too little, a code that is over, and a price that was changed: said at the field, in Amharic', async (t) => {
  const phone = await byTouch();
  const { page } = phone;
  await fill(phone, open, newNumber().typed, '99.99');
  await pay(phone);
  t.match(await alertOn(page), /100/);
  t.same(await look(phone, 'offer-too-little-am'), []);
  await fill(phone, extra, newNumber().typed);
  await apply(phone, 'SHORT');
  t.match(await alertOn(page), /የዚህ ኮድ ጊዜ አልፏል/);
  t.same(await look(phone, 'code-expired-am'), []);
  await fill(phone, extra, newNumber().typed);
  await page.evaluate(
    "document.querySelector('[name=seen]').value = '100'; document.querySelectorAll('[name=sum]').forEach((b) => { b.value = '100'; })",
  );
  await pay(phone);
  t.match(await alertOn(page), /ዋጋው አሁን .*99/);
  t.same(await look(phone, 'price-changed-am'), []);
});

t.test('an extra that is hers, and her own word, in Amharic: both are said, and she pays without', async (t) => {
  const phone = await byTouch();
  const { page } = phone;
  const number = newNumber();
  await buy(phone, extra.id, number);
  await fill(phone, open, number.typed, '300');
  await page.locator('input[name=bump]').check();
  await pay(phone);
  t.match(await alertOn(page), /Font pack/);
  t.equal(await page.locator('input[name=bump]').count(), 0);
  t.same(await look(phone, 'bump-owned-am'), []);

  await shop.call(`/v1/payments/products/${open.id}/affiliate-terms`, {
    method: 'PUT',
    body: { baseVersion: 0, open: true, percent: 30, buyersOnly: false },
  });
  const abebe = await signedIn(newNumber(), 'buyer');
  const joined = await abebe.call<{ code: string }>(`/v1/payments/products/${open.id}/affiliations`, {
    body: { name: 'Abebe', percent: 30, accept: true },
  });
  await fill(phone, open, abebe.number.typed, '300');
  await apply(phone, joined.code);
  await pay(phone);
  t.match(await alertOn(page), /የራስዎ ኮድ ነው/);
  t.same(await look(phone, 'own-code-am'), []);
  await pay(phone);
  await page.waitForURL(/\/telebirr\//);
  await decide(page, 'approve');
  await waitForSms(abebe.number.e164, isReceipt);
  const [order] = await sql<{ n: string }>(
    'select shares_santim as n from payments.orders where creator_id = $1 order by number desc limit 1',
    [shop.personId],
  );
  t.equal(Number(order?.n), 0, 'nobody earned on it');
});

t.test('an extra in two payments is sold once: the page says what comes back, and the books hold', async (t) => {
  const number = newNumber();
  const begin = async (body: object): Promise<{ token: string; order: string }> => {
    const answer = await ask('/v1/payments/checkouts', { body: { phone: number.typed, rail: 'telebirr', ...body } });
    if (answer.status !== 201) throw new Error(answer.text());
    const { token } = answer.json() as { token: string };
    return { token, order: (await sandboxOrders())[0]?.merchOrderId ?? '' };
  };
  const alone = await begin({ productId: extra.id });
  const beside = await begin({ productId: open.id, amountSantim: 30_000, bump: true });
  await sandboxDecides(alone.order, 'approve');
  await waitForSms(number.e164, isReceipt);
  await sandboxDecides(beside.order, 'approve');
  for (const lang of ['am', 'en'] as const) {
    const phone = await openPhone(browser, { lang, touch: true });
    await phone.page.goto(`${appOrigin}/pay/${beside.token}?lang=${lang}&auto=0`);
    await says(
      phone.page,
      lang === 'am' ? /ከእነዚህ አንዱን አስቀድመው ገዝተውታል.*49\.95/s : /One of these things you had already.*49\.95/s,
    );
    t.same(await look(phone, `extra-twice-${lang}`), []);
  }
  const told = await waitForSms(number.e164, (sms) => /49\.95/.test(sms.text));
  t.match(linkIn(told.text), /\/pay\//, 'and an SMS says where to follow it');
  const sums = await sql<{ santim: string }>(
    `select sum(p.amount_santim)::text as santim from payments.postings p where p.creator_id = $1`,
    [shop.personId],
  );
  t.equal(sums[0]?.santim, '0');
  const owned = await sql<{ n: number }>(
    `select count(*)::int as n from payments.order_lines l join payments.orders o on o.creator_id = l.creator_id and o.id = l.order_id
      where l.creator_id = $1 and l.product_id = $2 and o.buyer_hint = $3`,
    [shop.personId, extra.id, number.e164.slice(-3)],
  );
  t.equal(owned[0]?.n, 1, 'sold once');
});

t.test(
  'the last use of a code at the same moment, in Amharic: one has it, the other pays the whole price',
  async (t) => {
    const two = [await byTouch(), await byTouch()];
    for (const phone of two) {
      await fill(phone, extra, newNumber().typed);
      await apply(phone, 'LAST');
    }
    await Promise.all(two.map(async (phone) => await pay(phone)));
    const lost = two.filter(({ page }) => page.url().includes('/checkout/'));
    t.equal(lost.length, 1);
    const [loser] = lost;
    if (!loser) return;
    t.match(await alertOn(loser.page), /ጥቅም ላይ ውሏል/);
    t.same(await look(loser, 'code-used-up-am'), []);
    await pay(loser);
    await loser.page.waitForURL(/\/telebirr\//);
    t.match(await loser.page.locator('body').innerText(), /99\.00/);
  },
);
