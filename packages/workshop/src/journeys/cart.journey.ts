// J6, several things at once: a cart without a cookie, one more thing after the payment, and a tick to be reminded.
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, tellTelebirr } from './phone.ts';
import { openShop, sql } from './shop.ts';
import { decide, look, press, says } from './ways.ts';

const browser = await openBrowser(t);
await tellTelebirr('normal');
const shop = await openShop('Sara Art');
const tea = await shop.sells('Tea for two', 20_000);
const fonts = await shop.sells('Font pack', 9_999);
const notes = await shop.sells('Notes', 9_900);
await shop.call(`/v1/payments/products/${tea.id}/upsell`, {
  method: 'PUT',
  body: { baseVersion: 0, offer: { productId: notes.id, priceSantim: 4_995 } },
});

t.test('the creator lets buyers ask to be reminded', async (t) => {
  const phone = await openPhone(browser, { lang: 'am' });
  await shop.enter(phone);
  await phone.page.goto(`${appOrigin}/more/codes`);
  const tick = phone.page.locator('label.tick input');
  await tick.check();
  t.same(await look(phone, 'reminders-am'), []);
  await phone.page.reload();
  await phone.page.locator('label.tick input:checked').waitFor();
});

for (const { lang, script } of [
  { lang: 'am', script: false },
  { lang: 'en', script: true },
] as const)
  await t.test(
    `two things in one payment and one more after it, ${script ? 'with' : 'without'} JavaScript`,
    async (t) => {
      const phone = await openPhone(browser, { lang, script });
      const { page } = phone;
      const findings: string[] = [];
      const number = newNumber();
      await page.goto(`${appOrigin}/checkout/${tea.id}?lang=${lang}`);
      await page.locator('input[name=phone]').fill(number.typed);
      await page.locator('button[name=more]').click();
      await page.locator(`button[name=add][value="${fonts.id}"]`).click();
      await page.waitForLoadState();
      t.match(await page.locator('.sums .total').innerText(), /299\.99/);
      t.equal(await page.locator('input[name=phone]').inputValue(), number.typed, 'what was typed stays');
      t.notOk(await page.locator('input[name=remind]').isChecked(), 'nothing is ticked beforehand');
      if (script) findings.push(...(await look(phone, 'cart-en')));
      else await phone.picture('cart-am');
      await page.locator(`button[name=remove][value="${fonts.id}"]`).click();
      await page.waitForLoadState();
      t.notMatch(await page.locator('main').innerText(), /299\.99/, 'taken out again');
      await page.goto(`${appOrigin}/checkout/${tea.id}?lang=${lang}&with=${fonts.id}`);
      await page.locator('input[name=phone]').fill(number.typed);
      await page.locator('input[name=rail][value=telebirr]').check();
      await page.locator('input[name=remind]').check();
      await press(page);
      await page.waitForURL(/\/telebirr\//);
      t.match(await page.locator('body').innerText(), /299\.99/, 'the wallet asks for the same sum');
      await decide(page, 'approve');
      await page.waitForURL(/\/pay\//);
      await says(page, /49\.95/);
      if (script) findings.push(...(await look(phone, 'upsell-en')));
      else await phone.picture('upsell-am');
      await page.locator('form[action*="/more"] button').click();
      await page.waitForURL(/\/telebirr\//);
      t.match(await page.locator('body').innerText(), /49\.95/);
      await decide(page, 'approve');
      await page.waitForURL(/\/pay\//);
      const orders = async (): Promise<number[]> =>
        (
          await sql<{ n: string }>(
            'select amount_santim as n from payments.orders where creator_id = $1 and buyer_hint = $2 order by number',
            [shop.personId, number.e164.slice(-3)],
          )
        ).map(({ n }) => Number(n));
      for (const end = Date.now() + 15_000; (await orders()).length < 2 && Date.now() < end; ) await page.reload();
      t.same(await orders(), [29_999, 4_995]);
      t.notMatch(
        await page.locator('main').innerText(),
        /አሁን ብቻ|Just now/,
        'one more thing, and not one after the other',
      );
      t.same(findings, []);
    },
  );
