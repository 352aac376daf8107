// J12, the platform of it: an operator switches a feature on for a share of creators and off without a deployment,
// announces maintenance that everybody can read without a script; and one purchase is found in the logs of all services.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { t } from 'tap';
import {
  appOrigin,
  newNumber,
  openBrowser,
  openPhone,
  sandboxDecides,
  sandboxOrders,
  scrollsSideways,
  seriousFindings,
  storeOrigin,
  waitForSms,
} from './phone.ts';
import { ask, clock, openShop, signedIn } from './shop.ts';
import { soon } from './stand-ins.ts';
import { isReceipt } from './ways.ts';

const browser = await openBrowser(t);
const seeded = { typed: '0911000009', e164: '+251911000009' };
const shop = await openShop('Abeba');
const operator = await signedIn(seeded, 'buyer');

type Flags = { items: { name: string; version: number; rule: object }[] };
const flagOf = async (name: string) => {
  const found = (await operator.call<Flags>('/v1/auth/operator/flags')).items.find((flag) => flag.name === name);
  if (!found) throw new Error(`${name} is not listed`);
  return found;
};
const everybody = { enabled: true, percent: 100, creators: [], platforms: [] };
const setFlag = async (name: string, rule: object): Promise<void> => {
  const { version } = await flagOf(name);
  const body = { rule: { ...everybody, ...rule }, reason: 'for the journey', seenVersion: version };
  await operator.call(`/v1/auth/operator/flags/${name}`, { method: 'PUT', body });
};
/** Looked at by axe, by its width, and for words that were left open. */
async function findingsOf(page: Page, where: string): Promise<string[]> {
  const findings = (await seriousFindings(page)).map((finding) => `${where}: ${finding}`);
  if (await scrollsSideways(page)) findings.push(`${where}: wider than the screen`);
  if (/\{\w+\}/.test(await page.locator('body').innerText())) findings.push(`${where}: a place left open`);
  return findings;
}

t.test(
  'an operator gives a feature to ten percent, by name and to nobody, and services follow by themselves',
  async (t) => {
    const [product, extra] = [await shop.sells('Physics 12', 20_000), await shop.sells('Formulas', 5000)];
    await shop.terms(product.id, { bump: { productId: extra.id, priceSantim: 4000 } });
    const offers = async (): Promise<boolean> => {
      const { bump } = (await ask(`/v1/payments/products/${product.id}/offer`)).json() as { bump: object | null };
      return bump !== null;
    };
    t.equal(await offers(), true, 'as nobody has set it');
    const phone = await openPhone(browser, { lang: 'en' });
    const { page } = phone;
    await operator.enter(phone);
    await page.goto(`${appOrigin}/ops/flags`);
    const panel = page.locator('section.panel').first();
    await panel.locator('summary').first().click();
    await panel.locator('#checkout-bump-percent').fill('ten');
    await panel.locator('button[type=submit]').click();
    t.match(await page.locator('[role=alert]').innerText(), /whole number from 0 to 100[\s\S]*Say why/);
    await phone.picture('flags-en-wrong');
    await panel.locator('#checkout-bump-percent').fill('10');
    await panel.locator('#checkout-bump-reason').fill('ten percent of creators first');
    await panel.locator('button[type=submit]').click();
    await panel.getByText('On for 10 % of creators').first().waitFor();
    t.match(await panel.innerText(), /ten percent of creators first/);
    await setFlag('checkout-bump', { percent: 20 });
    await panel.locator('#checkout-bump-percent').fill('30');
    await panel.locator('#checkout-bump-reason').fill('it sells well');
    await panel.locator('button[type=submit]').click();
    await panel.getByText('On for 20 % of creators').first().waitFor();
    t.match(await panel.locator('[role=alert]').innerText(), /Somebody else changed this flag meanwhile/);
    t.equal(await panel.locator('#checkout-bump-percent').inputValue(), '20', 'what holds now, to be looked at');
    t.equal(await panel.locator('#checkout-bump-reason').inputValue(), 'it sells well', 'what was written is kept');
    await panel.locator('#checkout-bump-percent').fill('10');
    await panel.locator('button[type=submit]').click();
    await panel.getByText('On for 10 % of creators').first().waitFor();
    t.equal(await panel.locator('[role=alert]').count(), 0);
    t.same(await findingsOf(page, 'flags en'), []);
    await phone.picture('flags-en');
    await page.evaluate("localStorage.setItem('ws-lang', 'am')");
    await page.reload();
    await panel.getByText('ለ10 % ፈጣሪዎች በርቷል').first().waitFor();
    t.same(await findingsOf(page, 'flags am'), []);
    await phone.picture('flags-am');
    await phone.context.close();

    await setFlag('checkout-bump', { percent: 0, creators: [shop.personId] });
    await soon('the extra, by name', offers, 30_000);
    await setFlag('checkout-bump', { enabled: false });
    const since = Date.now();
    await soon('off without a deployment', async () => !(await offers()), 30_000);
    t.comment(`off after ${Date.now() - since} ms`);
    await setFlag('checkout-bump', {});
    await soon('on again', offers, 30_000);
  },
);

t.test('maintenance is announced a day ahead and read without a script, in both languages', async (t) => {
  const desk = await openPhone(browser, { lang: 'en' });
  await operator.enter(desk);
  const { page } = desk;
  await page.goto(`${appOrigin}/ops/notices`);
  await page.getByRole('button', { name: 'Announce' }).click();
  const sheet = page.locator('dialog[open]');
  await sheet.locator('#notice-about-checkout').check();
  const now = (await clock()).getTime();
  const eat = (hours: number): string => new Date(now + hours * 3_600_000 + 3 * 3_600_000).toISOString().slice(0, 16);
  await sheet.locator('#notice-starts').fill(eat(3));
  await sheet.locator('#notice-ends').fill(eat(5));
  await sheet.locator('#notice-am').fill('የክፍያ ክፍሉን እናድሳለን።');
  await sheet.locator('#notice-en').fill('We renew the part that takes payments.');
  await sheet.locator('#notice-reason').fill('a new version of the database');
  await sheet.locator('button[type=submit]').click();
  t.match(await sheet.locator('[role=alert]').innerText(), /24 hours before/, 'too late is said, nothing is lost');
  t.equal(await sheet.locator('#notice-en').inputValue(), 'We renew the part that takes payments.');
  await desk.picture('notice-en-late');
  await sheet.locator('#notice-starts').fill(eat(25));
  await sheet.locator('#notice-ends').fill(eat(27));
  await sheet.locator('button[type=submit]').click();
  await sheet.waitFor({ state: 'detached' });
  await page.getByText('We renew the part that takes payments.').first().waitFor();
  t.same(await findingsOf(page, 'notices en'), []);
  await desk.picture('notices-en');
  await page.evaluate("localStorage.setItem('ws-lang', 'am')");
  await page.reload();
  await page.getByText('የክፍያ ክፍሉን እናድሳለን።').first().waitFor();
  t.same(await findingsOf(page, 'notices am'), []);
  await desk.picture('notices-am');
  await desk.context.close();

  for (const [lang, says] of [
    ['am', 'የክፍያ ክፍሉን እናድሳለን።'],
    ['en', 'We renew the part that takes payments.'],
  ] as const)
    for (const script of [false, true]) {
      const reader = await openPhone(browser, { lang, script });
      await soon(
        `the notice in ${lang}`,
        async () => {
          await reader.page.goto(`${script ? appOrigin : storeOrigin}/status?lang=${lang}`);
          return (await reader.page.locator('body').innerText()).includes(says);
        },
        30_000,
      );
      t.match(
        await reader.page.locator('body').innerText(),
        lang === 'am' ? /የክፍያ መንገዶች/ : /Ways to pay[\s\S]*telebirr/,
      );
      t.equal(await scrollsSideways(reader.page), false);
      if (script) t.same(await findingsOf(reader.page, `status ${lang}`), []);
      else await reader.picture(`status-${lang}`);
      await reader.context.close();
    }
});

t.test('what goes on now stands above the creator’s screens until it is ended', async (t) => {
  const notice = await operator.call<{ id: string }>('/v1/auth/operator/notices', {
    body: {
      kind: 'trouble',
      components: ['sms'],
      startsAt: new Date((await clock()).getTime() - 60_000).toISOString(),
      endsAt: null,
      am: 'አጭር መልእክት ዘግይቷል።',
      en: 'SMS come late.',
      reason: 'the gateway is slow',
    },
  });
  const creator = await openPhone(browser, { lang: 'am' });
  await shop.enter(creator);
  await soon(
    'the strip',
    async () => {
      await creator.page.goto(`${appOrigin}/`);
      await creator.page.locator('h1').first().waitFor();
      await creator.page.waitForTimeout(300);
      return (
        (await creator.page.locator('.strips').count()) > 0 &&
        (await creator.page.locator('.strips').innerText()).includes('አጭር መልእክት ዘግይቷል።')
      );
    },
    30_000,
  );
  t.match(await creator.page.locator('.strips').innerText(), /አጭር መልእክት ዘግይቷል።/);
  t.same(await findingsOf(creator.page, 'strip am'), []);
  await creator.picture('strip-am');
  await operator.call(`/v1/auth/operator/notices/${notice.id}/end`, { body: { reason: 'it is well again' } });
  await soon(
    'no strip',
    async () => {
      await creator.page.goto(`${appOrigin}/`);
      await creator.page.locator('h1').first().waitFor();
      await creator.page.waitForTimeout(300);
      return !(await creator.page.locator('body').innerText()).includes('አጭር መልእክት ዘግይቷል።');
    },
    30_000,
  );
  await creator.context.close();
});

t.test('one purchase is found by its trace in the logs of payments, delivery and notifications', async (t) => {
  const product = await shop.sells('Chemistry 12', 15_000);
  const traceId = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const number = newNumber();
  const known = new Set((await sandboxOrders()).map(({ merchOrderId }) => merchOrderId));
  const answer = await ask('/v1/payments/checkouts', {
    headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-00` },
    body: { productId: product.id, phone: number.typed, rail: 'telebirr', lang: 'en' },
  });
  t.equal(answer.status, 201, answer.text());
  const order = (await sandboxOrders()).find(({ merchOrderId }) => !known.has(merchOrderId));
  await sandboxDecides(order?.merchOrderId ?? '', 'approve');
  await waitForSms(number.e164, isReceipt);
  t.notMatch((await ask('/metrics')).text(), /windsurf_/, 'figures are for our own machines');
  const logs = process.env.JOURNEY_LOGS ?? '';
  const linesOf = (service: string): string[] =>
    readFileSync(join(logs, `${service}.log`), 'utf8')
      .split('\n')
      .filter((line) => line.includes(traceId));
  for (const service of ['payments', 'delivery', 'notifications', 'auth']) {
    const lines = await soon(service, async () => {
      const found = linesOf(service);
      return found.length > 0 && found;
    });
    t.comment(`${service}: ${lines.length} lines of the trace`);
    t.notMatch(lines.join('\n'), new RegExp(number.typed.slice(1)), `${service} logs no number`);
  }
  t.ok(
    linesOf('payments').some((line) => line.includes('attempt settled')),
    'the end of the payment too',
  );
  t.ok(linesOf('delivery').some((line) => line.includes('order.paid')));
  t.ok(linesOf('notifications').some((line) => line.includes('entitlement.granted')));
});
