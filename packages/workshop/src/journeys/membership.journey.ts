// J9, its membership: join for 150 a month, hear before the end, pay by the link without signing in, pause, and lose the
// space when nobody pays; what was written there stays.
import type { Page } from 'playwright-core';
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, smsOf, tellTelebirr, waitForSms } from './phone.ts';
import type { Sms } from './phone.ts';
import { ask, clock, openShop, pass, signedIn, sql } from './shop.ts';
import { soon } from './stand-ins.ts';
import { decide, isReceipt, linkIn, look, press, says } from './ways.ts';

const hour = 3600;
const day = 24 * hour;
const browser = await openBrowser(t);
await tellTelebirr('normal');

/** To the morning in East Africa: at night nobody is told anything. */
const morning = async (): Promise<void> => await pass(((31 - (await clock()).getUTCHours()) % 24) * hour);
await morning();

const shop = await openShop('Almaz Tea House');
const club = await shop.call<{ id: string }>('/v1/products', {
  body: {
    title: 'Tea club',
    priceSantim: 15_000,
    details: {
      type: 'membership',
      benefits: ['A new tea each month', 'Questions answered on Sundays'],
      graceDays: 3,
      prepay: [
        { months: 3, percentOff: 10 },
        { months: 12, percentOff: 20 },
      ],
      spaces: true,
    },
  },
});
await soon('the club is on sale', async () => {
  const answer = await shop.try(`/v1/products/${club.id}/publish`, { body: {} });
  return answer.status === 200;
});
await soon(
  'the club at the checkout',
  async () => (await ask(`/v1/payments/products/${club.id}/offer`)).status === 200,
);

const isBill = (sms: Sms): boolean => /\/pay\/m\//.test(sms.text);
const untilOf = async (buyerId: string): Promise<Date> =>
  (await sql<{ at: Date }>('select until_at as at from payments.memberships where buyer_id = $1', [buyerId]))[0]?.at ??
  new Date(0);
const space = async (who: { try: typeof shop.try }): Promise<number> =>
  (await who.try(`/v1/community/spaces/${shop.personId}/posts`)).status;
const main = async (page: Page): Promise<string> => await page.locator('main').innerText();

const [stays, lapses] = [newNumber(), newNumber()];
for (const [number, lang] of [
  [stays, 'en'],
  [lapses, 'am'],
] as const)
  await t.test(
    `joins for a month, and sees what is due today, until when, and what a longer time costs (${lang})`,
    async (t) => {
      const phone = await openPhone(browser, { lang, script: lang === 'en' });
      const { page } = phone;
      await page.goto(`${appOrigin}/checkout/${club.id}?lang=${lang}`);
      t.match(await main(page), lang === 'en' ? /Due today: 150\sbirr.*Due today: 405\sbirr/s : /ዛሬ የሚከፈለው/);
      await page.locator('input[name=phone]').fill(number.typed);
      await page.locator('input[name=rail][value=telebirr]').check();
      if (lang === 'en') t.same(await look(phone, 'member-checkout-en'), []);
      else await phone.picture('member-checkout-am');
      await press(page);
      await page.waitForURL(/\/telebirr\//);
      t.match(await page.locator('body').innerText(), /150/);
      await decide(page, 'approve');
      await waitForSms(number.e164, isReceipt);
    },
  );

t.test('she is let into the space, writes there, and finds her membership in the library', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  const buyer = await signedIn(stays, 'buyer');
  const other = await signedIn(lapses, 'buyer');
  for (const who of [buyer, other]) t.equal(await space(who), 200);
  const body = { text: 'The tea of this month is the best so far' };
  await other.call(`/v1/community/spaces/${shop.personId}/posts`, { body });
  await buyer.enter(phone);
  await phone.page.goto(`${appOrigin}/k?lang=en`);
  t.match(await main(phone.page), /Tea club.*Paid until/s);
  t.same(await look(phone, 'member-library-en'), []);
  await phone.page.getByRole('link', { name: /Pay, pause or leave/ }).click();
  await phone.page.waitForURL(/\/pay\/m\//);
  t.match(await main(phone.page), /Paid until/, 'the same page that the SMS leads to');
});

t.test('five days before the end an SMS leads to one tap: paid early, it goes on from the old end', async (t) => {
  const { personId } = await signedIn(stays, 'buyer');
  const before = await untilOf(personId);
  await pass((before.getTime() - (await clock()).getTime()) / 1000 - 5 * day + 60);
  const sms = await waitForSms(stays.e164, isBill, 60_000);
  t.match(sms.text, /Tea club: paid until .+ 150 birr/);
  const phone = await openPhone(browser, { lang: 'en' });
  const { page } = phone;
  await page.goto(linkIn(sms.text));
  t.match(await main(page), /Paid until.*1 month.*150\sbirr.*3 months.*405\sbirr.*you save 45\sbirr/s);
  t.same(await look(phone, 'member-bill-en'), []);
  await page.getByRole('link', { name: 'አማርኛ' }).click();
  t.match(await main(page), /እስከ .+ ተከፍሏል/);
  t.same(await look(phone, 'member-bill-am'), []);
  await page.locator('input[name=rail][value=telebirr]').check();
  await page.locator('button[value=pay]').click();
  await page.waitForURL(/\/telebirr\//);
  await decide(page, 'approve');
  await waitForSms(stays.e164, (one) => /thank you, paid until/.test(one.text));
  const after = await untilOf(personId);
  const days = Math.round((after.getTime() - before.getTime()) / 1000 / day);
  t.ok(days >= 28 && days <= 31, `${days} days more, from the old end`);
  t.equal((await smsOf(stays.e164)).filter(isReceipt).length, 1, 'one thing, one receipt');
});

t.test('she pauses instead of leaving, her days are kept, and goes on', async (t) => {
  const sms = await waitForSms(stays.e164, isBill);
  const phone = await openPhone(browser, { lang: 'en' });
  const { page } = phone;
  await page.goto(`${linkIn(sms.text)}?lang=en`);
  await page.getByRole('button', { name: 'Pause' }).click();
  await says(page, /days are kept for you/);
  t.same(await look(phone, 'member-paused-en'), []);
  const buyer = await signedIn(stays, 'buyer');
  await soon('the space is closed meanwhile', async () => (await space(buyer)) === 403);
  await pass(2 * day);
  const kept = await untilOf(buyer.personId);
  await page.goto(`${linkIn(sms.text)}?lang=en`);
  await page.getByRole('button', { name: 'Go on now' }).click();
  await says(page, /Paid until/);
  t.ok((await untilOf(buyer.personId)) > kept);
  const again = await signedIn(stays, 'buyer');
  await soon('the space is open again', async () => (await space(again)) === 200);
});

t.test('who does not pay hears it, keeps the days of grace, then loses the space and keeps her posts', async (t) => {
  const { personId } = await signedIn(lapses, 'buyer');
  const until = await untilOf(personId);
  await pass((until.getTime() - (await clock()).getTime()) / 1000 + 60);
  await waitForSms(lapses.e164, (sms) => isBill(sms) && /open until|ክፍት ነው|። ያድሱ/i.test(sms.text), 60_000);
  const still = await signedIn(lapses, 'buyer');
  t.equal(await space(still), 200, 'the days of grace are open');
  await pass(3 * day);
  const out = await signedIn(lapses, 'buyer');
  await soon('the space is closed', async () => (await space(out)) === 403, 60_000);
  const refused = (await out.try(`/v1/community/spaces/${shop.personId}/posts`)).json();
  t.match(refused, { title: 'membership-over', detail: /Renew it in/ }, 'and is told what to do');
  const inside = await signedIn(stays, 'buyer');
  const { items } = await inside.call<{ items: { text: string }[] }>(`/v1/community/spaces/${shop.personId}/posts`);
  t.match(items, [{ text: /best so far/ }], 'what she wrote stays');
});

for (const lang of ['en', 'am'] as const)
  await t.test(`the creator sees who pays, who did not, and until when (${lang})`, async (t) => {
    const phone = await openPhone(browser, { lang });
    const owner = await signedIn(shop.number);
    await owner.enter(phone);
    await phone.page.goto(`${appOrigin}/more/memberships`);
    const list = phone.page.locator('main');
    await list.getByText(lang === 'en' ? 'All members' : 'ሁሉም አባላት', { exact: true }).waitFor();
    t.match(
      await list.innerText(),
      lang === 'en' ? /Members now.*Paid\s+1.*Forgot 1.*Ended on .+ did not pay/s : /አሁን ያሉ አባላት.*የረሱ 1/s,
    );
    t.same(await look(phone, `member-list-${lang}`), []);
  });
