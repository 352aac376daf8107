// J10, more of what goes wrong, by touch: a time that goes by while the page is open, in Amharic; phones in other zones, in both
// languages; and the pause between two bookings.
import type { Page } from 'playwright-core';
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, tellTelebirr } from './phone.ts';
import type { Phone } from './phone.ts';
import { ask, clock, openShop, pass, sql } from './shop.ts';
import { soon } from './stand-ins.ts';
import { look } from './ways.ts';

const browser = await openBrowser(t);
await tellTelebirr('normal');
const shop = await openShop('Dawit Coaching');
const since = await clock();
// To 9 in the morning of Addis Ababa, so that nobody is asleep.
await pass(((30 * 60 - since.getUTCHours() * 60 - since.getUTCMinutes()) % 1440) * 60);

const product = await shop.call<{ id: string }>('/v1/products', {
  body: {
    title: 'An hour of advice',
    priceSantim: 50_000,
    details: {
      type: 'booking',
      minutes: 60,
      bufferBefore: 0,
      bufferAfter: 10,
      noticeHours: 1,
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
  return (await shop.try(`/v1/products/${product.id}/publish`, { body: {} })).status === 200;
});
const offered = `/v1/payments/products/${product.id}/offer`;
await soon('the booking at the checkout', async () => (await ask(offered)).status === 200);
// From 14:00 to 18:00, and from half past ten in the evening until one in the night.
const { version } = await shop.call<{ version: number }>('/v1/bookings/hours');
const weekly = [0, 1, 2, 3, 4, 5, 6].flatMap((weekday) => [
  { weekday, from: 14 * 60, to: 18 * 60 },
  { weekday, from: 22 * 60 + 30, to: 25 * 60 },
]);
const hours = { baseVersion: version, weekly, exceptions: [], clock: 'ethiopian' };
await shop.call('/v1/bookings/hours', { method: 'PUT', body: hours });

const free = async (): Promise<string[]> => {
  const answer = await ask(`/v1/bookings/free?productId=${product.id}`);
  return (answer.json() as { items: { startsAt: string }[] }).items.map((one) => one.startsAt);
};
const main = async (page: Page): Promise<string> => await page.locator('main').innerText();
const clockOf = (slot: string): string => slot.slice(11, 16);

/** With a finger: the time, the number, telebirr. */
async function choose({ page }: Phone, slot: string, typed: string, lang: 'am' | 'en' = 'am'): Promise<void> {
  await page.goto(`${appOrigin}/checkout/${product.id}?lang=${lang}&slot=${encodeURIComponent(slot)}`);
  await page.locator(`input[name=slot][value="${slot}"]`).check();
  await page.locator('input[name=phone]').fill(typed);
  await page.locator('input[name=rail][value=telebirr]').check();
}
const pay = async ({ page }: Phone): Promise<void> =>
  await page
    .locator('form#pay button:visible', { hasText: /Pay|ይክፈሉ/ })
    .first()
    .tap();

t.test('between two bookings there is the pause that she asked for', async (t) => {
  const byDay = new Map<string, string[]>();
  for (const slot of await free()) {
    const day = slot.slice(0, 10);
    byDay.set(day, [...(byDay.get(day) ?? []), clockOf(slot)]);
  }
  const whole = [...byDay.values()].find((times) => times.length === 5);
  t.same(
    whole?.filter((time) => time < '15:00'),
    ['11:00', '12:10', '13:20'],
    '60 minutes and 10, in UTC',
  );
});

t.test('a time that goes by while the page is open is refused in words, and another one is chosen', async (t) => {
  const phone = await openPhone(browser, { lang: 'am', touch: true });
  const [slot = ''] = await free();
  await choose(phone, slot, newNumber().typed);
  await pass(Math.ceil((Date.parse(slot) - (await clock()).getTime()) / 1000) + 60);
  await pay(phone);
  await phone.page.waitForLoadState();
  t.match(await phone.page.locator('[role=alert]').first().innerText(), /ይህ ሰዓት አልፏል|ሰዓት ይምረጡ/);
  t.equal(await phone.page.locator(`input[name=slot][value="${slot}"]`).count(), 0);
  t.same(await look(phone, 'booking-past-am'), []);
  await phone.page.locator('input[name=slot]').first().check();
  await pay(phone);
  await phone.page.waitForURL(/\/telebirr\//);
});

for (const { lang, zone } of [
  { lang: 'en', zone: 'America/Los_Angeles' },
  { lang: 'am', zone: 'Asia/Tokyo' },
] as const)
  await t.test(
    `a buyer whose phone is in ${zone} books the hour of Addis Ababa that she reads (${lang})`,
    async (t) => {
      const phone = await openPhone(browser, { lang, touch: true });
      const session = await phone.context.newCDPSession(phone.page);
      await session.send('Emulation.setTimezoneOverride', { timezoneId: zone });
      const slot = (await free()).findLast((one) => clockOf(one) === '11:00') ?? '';
      await choose(phone, slot, newNumber().typed, lang);
      t.match(
        await main(phone.page),
        lang === 'en' ? /EAT, UTC\+3.*mind the difference/s : /EAT፣ UTC\+3.*ልዩነቱን ያስተውሉ/s,
      );
      const chosen = phone.page.locator('label', { has: phone.page.locator('input[name=slot]:checked') });
      t.match(await chosen.innerText(), lang === 'en' ? /2:00 PM EAT \(8:00 in the day\)/ : /ከቀኑ 8:00 \(2:00 PM EAT\)/);
      await pay(phone);
      await phone.page.waitForURL(/\/telebirr\//);
      const held = await sql<{ n: number }>(
        `select count(*)::int as n from delivery.bookings where starts_at = $1 and state = 'held'`,
        [slot],
      );
      t.equal(held[0]?.n, 1, 'the same instant, wherever the phone is');
      await session.send('Emulation.setTimezoneOverride', { timezoneId: '' });
    },
  );

t.test('two at the same second, in Amharic and by touch: one pays, the other is told to choose again', async (t) => {
  const slot = (await free()).at(-4) ?? '';
  const two = await Promise.all([0, 1].map(async () => await openPhone(browser, { lang: 'am', touch: true })));
  for (const phone of two) await choose(phone, slot, newNumber().typed);
  await Promise.all(two.map(async (phone) => await Promise.all([phone.page.waitForEvent('load'), pay(phone)])));
  const lost = two.filter(({ page }) => page.url().includes('/checkout/'));
  t.equal(lost.length, 1);
  const [loser] = lost;
  if (!loser) return;
  t.match(await loser.page.locator('[role=alert]').first().innerText(), /ይህ ሰዓት በሌላ ሰው ተይዟል/);
  t.same(await look(loser, 'booking-taken-am'), []);
  const held = await sql<{ n: number }>(
    `select count(*)::int as n from delivery.bookings where starts_at = $1 and state in ('held', 'confirmed')`,
    [slot],
  );
  t.equal(held[0]?.n, 1);
});
