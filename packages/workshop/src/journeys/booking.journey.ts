// J10: hours typed in the Ethiopian clock; a time is chosen, held, paid, put into a calendar, moved and cancelled; and what
// goes wrong: two for one time, a payment that comes too late, a past time, another zone, hours changed after a booking.
import type { Page } from 'playwright-core';
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, sandboxDecides, sandboxOrders, tellTelebirr } from './phone.ts';
import { smsOf, waitForSms } from './phone.ts';
import type { Phone, Sms } from './phone.ts';
import { ask, clock, openShop, pass, sql } from './shop.ts';
import { soon } from './stand-ins.ts';
import { decide, linkIn, look, press, tabsTo } from './ways.ts';

const browser = await openBrowser(t);
await tellTelebirr('normal');
const shop = await openShop('Dawit Coaching');
const hour = 3600;
// To 9 in the morning of Addis Ababa: the times of the day are still to come, and nobody is asleep.
const since = await clock();
await pass(((30 * 60 - since.getUTCHours() * 60 - since.getUTCMinutes()) % 1440) * 60);

const product = await shop.call<{ id: string; slug: string }>('/v1/products', {
  body: {
    title: 'Half an hour of advice',
    priceSantim: 50_000,
    details: {
      type: 'booking',
      minutes: 30,
      bufferBefore: 0,
      bufferAfter: 10,
      noticeHours: 2,
      horizonDays: 14,
      seats: 1,
      place: 'phone',
      placeText: 'I call your number',
      cancelHours: 24,
      cancelRefundPercent: 50,
      moveHours: 12,
      bankCode: false,
    },
  },
});
await soon('the booking is on sale', async () => {
  const answer = await shop.try(`/v1/products/${product.id}/publish`, { body: {} });
  return answer.status === 200;
});
await soon(
  'the booking at the checkout',
  async () => (await ask(`/v1/payments/products/${product.id}/offer`)).status === 200,
);

type Free = { items: { startsAt: string }[] };
const free = async (): Promise<string[]> => {
  const answer = await ask(`/v1/bookings/free?productId=${product.id}`);
  return (answer.json() as Free).items.map((one) => one.startsAt);
};
const main = async (page: Page): Promise<string> => await page.locator('main').innerText();
const isBooked = (sms: Sms): boolean => /Booked|ቀጠሮ/.test(sms.text);
const hasLink = (sms: Sms): boolean => sms.text.includes('/r/');

/** To the checkout with a time chosen, a number and telebirr. */
async function choose(phone: Phone, slot: string, typed: string, lang: 'am' | 'en' = 'en'): Promise<void> {
  const { page } = phone;
  await page.goto(`${appOrigin}/checkout/${product.id}?lang=${lang}&slot=${encodeURIComponent(slot)}`);
  await page.locator(`input[name=slot][value="${slot}"]`).check();
  await page.locator('input[name=phone]').fill(typed);
  await page.locator('input[name=rail][value=telebirr]').check();
}
async function book(phone: Phone, slot: string, number: ReturnType<typeof newNumber>, lang: 'am' | 'en' = 'en') {
  await choose(phone, slot, number.typed, lang);
  await press(phone.page);
  await phone.page.waitForURL(/\/telebirr\//);
  await decide(phone.page, 'approve');
  await waitForSms(number.e164, isBooked);
  // On a day with a long name the link has no room beside it; the receipt has it always.
  return await waitForSms(number.e164, hasLink);
}

t.test(
  'she types her hours in the Ethiopian clock and reads them in both; a line that is no time is said',
  async (t) => {
    const phone = await openPhone(browser, { lang: 'en' });
    await shop.enter(phone);
    const { page } = phone;
    await page.goto(`${appOrigin}/more/bookings/hours`);
    const monday = page.getByLabel('Monday', { exact: true });
    await monday.fill('8:00 until soon');
    await page.getByRole('button', { name: 'Save hours' }).click();
    t.match(await page.locator('[role=alert]').innerText(), /Monday: write times as/);
    t.same(await look(phone, 'booking-hours-error-en'), []);
    await monday.fill('8:00–12:00');
    t.match(await main(page), /8:00 in the day–12:00 in the evening \(14:00–18:00 EAT\)/);
    await page.getByRole('button', { name: 'Tuesday to Friday like Monday' }).click();
    for (const day of ['Saturday', 'Sunday']) await page.getByLabel(day, { exact: true }).fill('ከቀኑ 8:00 – 12:00');
    await page.getByRole('button', { name: 'Save hours' }).click();
    await page.getByText('Saved. Buyers see your new hours').waitFor();
    t.same(await look(phone, 'booking-hours-en'), []);
    const times = await free();
    t.ok(times.length >= 6, `${times.length} times are free`);
    t.ok(
      times.every((one) => Number(one.slice(11, 13)) >= 11 && Number(one.slice(11, 13)) < 15),
      '14:00 to 18:00 EAT',
    );
  },
);

for (const { lang, script } of [
  { lang: 'en', script: true },
  { lang: 'am', script: false },
] as const)
  await t.test(
    `a time is chosen, paid, told by SMS and moved by its link (${lang}, ${script ? 'with' : 'without'} JavaScript)`,
    async (t) => {
      const phone = await openPhone(browser, { lang, script });
      const { page } = phone;
      const number = newNumber();
      const times = await free();
      const at = (await clock()).getTime();
      // The third day: may be moved and cancelled with money back.
      const slot = times.find((one) => Date.parse(one) > at + 50 * hour * 1000) ?? '';
      await page.goto(`${appOrigin}/checkout/${product.id}?lang=${lang}`);
      t.match(await main(page), lang === 'en' ? /2:00 PM EAT \(8:00 in the day\)/ : /ከቀኑ 8:00 \(2:00 PM EAT\)/);
      await page.locator('input[name=phone]').fill(number.typed);
      await page.locator('input[name=rail][value=telebirr]').check();
      await press(page);
      await page.waitForLoadState();
      t.match(
        await page.locator('[role=alert]').first().innerText(),
        lang === 'en' ? /Choose a day and a time/ : /ቀንና ሰዓት ይምረጡ/,
      );
      if (script) t.same(await look(phone, 'booking-checkout-error-en'), []);
      else await phone.picture('booking-checkout-error-am');
      const sms = await book(phone, slot, number, lang);
      t.ok(sms.text.length > 0);
      await page.goto(linkIn(sms.text));
      t.match(await main(page), lang === 'en' ? /in the day\)|in the day/ : /ከቀኑ/);
      if (script) t.same(await look(phone, 'booking-receipt-en'), []);
      else await phone.picture('booking-receipt-am');
      const file = await page.locator('a[href*="calendar.ics"]').getAttribute('href');
      const ics = (await ask(file ?? '')).text();
      t.match(ics, new RegExp(`DTSTART:${slot.replace(/\.\d+/, '').replace(/[-:]/g, '')}`));
      t.match(ics, /SEQUENCE:0/);

      await page.locator('a[href*="/booking"]').last().click();
      await page.waitForURL(/\/booking/);
      t.match(await main(page), lang === 'en' ? /You can move it until .*50 % of what you paid/s : /መቀየር የሚችሉት.*50%/s);
      if (script) t.same(await look(phone, 'booking-manage-en'), []);
      else await phone.picture('booking-manage-am');
      await page.locator('a[href*="move=1"]').click();
      await page.waitForURL(/move=1/);
      if (script) t.same(await look(phone, 'booking-move-en'), []);
      const to = page.locator('input[name=at]').last();
      const wanted = (await to.getAttribute('value')) ?? '';
      await to.check();
      await page.locator('form button').first().click();
      await page.waitForURL(/said=moved/);
      t.match(await main(page), lang === 'en' ? /Moved\. This is your time now/ : /ተቀይሯል/);
      const after = (await ask(file ?? '')).text();
      t.match(after, new RegExp(`DTSTART:${wanted.replace(/\.\d+/, '').replace(/[-:]/g, '')}`));
      t.match(after, /SEQUENCE:1/);
      t.ok((await free()).includes(slot), 'the old time is free again');
      await waitForSms(shop.number.e164, (one) => one.text.startsWith('Moved: Half an hour'));

      // Cancelled with the promised half; not without the tick.
      await page.locator('form[action*="/cancel"] button').click();
      await page.waitForLoadState();
      t.match(
        await page.locator('[role=alert]').first().innerText(),
        lang === 'en' ? /Tick the box first/ : /ምልክት ያድርጉ/,
      );
      await page.locator('input[name=sure]').check();
      await page.locator('form[action*="/cancel"] button').click();
      await page.waitForURL(/said=cancelled/);
      t.match(await main(page), lang === 'en' ? /Cancelled/ : /ተሰርዟል/);
      if (script) t.same(await look(phone, 'booking-cancelled-en'), []);
      t.match((await ask(file ?? '')).text(), /METHOD:CANCEL[^]*STATUS:CANCELLED/);
      await waitForSms(number.e164, (one) => /250 (birr|ብር)/.test(one.text));
    },
  );

t.test('two buyers and one time at the same second: one goes on to pay, the other chooses again', async (t) => {
  const slot = (await free())[3] ?? '';
  const two = await Promise.all([0, 1].map(async () => await openPhone(browser, { lang: 'en' })));
  for (const phone of two) await choose(phone, slot, newNumber().typed);
  await Promise.all(
    two.map(async ({ page }) => {
      await press(page);
      await page.waitForLoadState();
    }),
  );
  const lost = two.filter(({ page }) => page.url().includes('/checkout/'));
  t.equal(lost.length, 1);
  const [loser] = lost;
  if (!loser) return;
  t.match(await loser.page.locator('[role=alert]').first().innerText(), /Somebody else has this time already/);
  t.equal(await loser.page.locator(`input[name=slot][value="${slot}"]`).count(), 0, 'it is offered no more');
  t.same(await look(loser, 'booking-taken-en'), []);
});

t.test('who pays after the hold was lost is never a second one: she chooses another time', async (t) => {
  const slot = (await free())[5] ?? '';
  const late = await openPhone(browser, { lang: 'en' });
  const number = newNumber();
  await choose(late, slot, number.typed);
  await press(late.page);
  await late.page.waitForURL(/\/telebirr\//);
  const order = (await sandboxOrders())[0]?.merchOrderId ?? '';
  await pass(16 * 60);
  const quick = await openPhone(browser, { lang: 'en' });
  await book(quick, slot, newNumber());
  await sandboxDecides(order, 'approve');
  const sms = await waitForSms(number.e164, (one) => /Paid too late/.test(one.text), 30_000);
  await late.page.goto(linkIn(sms.text));
  t.match(await main(late.page), /Your payment came after the time was given to somebody else/);
  t.same(await look(late, 'booking-lost-en'), []);
  await late.page.locator('a[href*="/booking"]').last().click();
  await late.page.locator('a[href*="move=1"]').click();
  await late.page.waitForURL(/move=1/);
  await late.page.locator('input[name=at]').first().check();
  await late.page.locator('form button').first().click();
  await late.page.waitForURL(/said=moved/);
  t.match(await main(late.page), /Booked/);
  const overlaps = await sql<{ n: number }>(
    `select count(*)::int as n from delivery.bookings a join delivery.bookings b
       on a.creator_id = b.creator_id and a.id < b.id and a.busy_from < b.busy_until and b.busy_from < a.busy_until
      where a.state in ('held', 'confirmed') and b.state in ('held', 'confirmed')`,
  );
  t.equal(overlaps[0]?.n, 0);
});

t.test('a past time and a time of nobody are refused, also to whoever writes the request herself', async (t) => {
  const wanted = { productId: product.id, phone: newNumber().typed, rail: 'telebirr', lang: 'en' };
  const past = await ask('/v1/payments/checkouts', {
    body: { ...wanted, fields: { slot: '2020-01-01T11:00:00.000Z' } },
  });
  t.equal(past.status, 422);
  t.match(past.text(), /This time is over/);
  const [first = ''] = await free();
  const odd = new Date(Date.parse(first) + 60_000).toISOString();
  const beside = await ask('/v1/payments/checkouts', { body: { ...wanted, fields: { slot: odd } } });
  t.equal(beside.status, 409);
});

t.test(
  'a buyer in another zone sees Ethiopian times with their zone, and is told to mind the difference',
  async (t) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, timezoneId: 'America/New_York' });
    const page = await context.newPage();
    await page.goto(`${appOrigin}/checkout/${product.id}?lang=en`);
    t.match(await main(page), /EAT, UTC\+3.*mind the difference.*2:00 PM EAT/s);
    await context.close();
  },
);

t.test('the time is chosen with the keyboard alone', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  await phone.page.goto(`${appOrigin}/checkout/${product.id}?lang=en`);
  t.ok(await tabsTo(phone.page, 'input[name=slot]'), 'the times');
  await phone.page.keyboard.press('Space');
  await phone.page.keyboard.press('ArrowDown');
  t.equal(await phone.page.locator('input[name=slot]:checked').count(), 1);
});

t.test('the creator changes her hours and the booking stays; she moves it with a reason, and cancels it', async (t) => {
  const phone = await openPhone(browser, { lang: 'am' });
  const buyer = await openPhone(browser, { lang: 'en' });
  const number = newNumber();
  const times = await free();
  const sms = await book(buyer, times.at(-1) ?? '', number);
  const { version } = await shop.call<{ version: number }>('/v1/bookings/hours');
  const none = { baseVersion: version, weekly: [], exceptions: [], clock: 'ethiopian' };
  await shop.call('/v1/bookings/hours', { method: 'PUT', body: none });
  t.same(await free(), [], 'nothing is offered any more');
  await shop.enter(phone);
  const { page } = phone;
  const day = (times.at(-1) ?? '').slice(0, 10);
  await page.goto(`${appOrigin}/more/bookings?from=${day}`);
  await page.getByText('Half an hour of advice').first().waitFor();
  t.same(await look(phone, 'booking-week-am'), []);
  await page.getByRole('button', { name: /^ሰርዝ/ }).first().click();
  await page.getByRole('button', { name: 'ሰርዝና ገንዘቡን መልስ' }).click();
  t.match(await page.locator('dialog [role=alert]').innerText(), /ምክንያት/);
  t.same(await look(phone, 'booking-cancel-sheet-am'), []);
  await page.locator('#booking-reason').fill('አሞኛል፣ ይቅርታ');
  await page.getByRole('button', { name: 'ሰርዝና ገንዘቡን መልስ' }).click();
  await page.getByText('ተሰርዟል። ገንዘቡ ይመለሳል።').waitFor();
  await waitForSms(number.e164, (one) => /cancelled|Cancelled/.test(one.text));
  await buyer.page.goto(linkIn(sms.text));
  t.match(await main(buyer.page), /አሞኛል፣ ይቅርታ/);
  t.ok((await smsOf(number.e164)).length >= 2);
});
