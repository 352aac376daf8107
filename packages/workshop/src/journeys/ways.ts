// What a buyer does on the way to having paid, in whichever way to pay.
import type { Page } from 'playwright-core';
import {
  appOrigin,
  newNumber,
  sandboxDecides,
  sandboxOrders,
  scrollsSideways,
  seriousFindings,
  smsOf,
  waitForSms,
} from './phone.ts';
import { ask } from './shop.ts';
import type { Phone, Sms } from './phone.ts';
import { soon } from './stand-ins.ts';

export const isReceipt = (sms: Sms): boolean => sms.text.includes('/r/');
export const linkIn = (text: string): string => /https?:\/\/\S+/.exec(text)?.[0] ?? '';
export const receiptsOf = async (e164: string): Promise<Sms[]> => (await smsOf(e164)).filter(isReceipt);

type Chosen = { readonly typed: string; readonly rail: string; readonly lang?: 'am' | 'en'; readonly query?: string };

/** The button that is meant: the form has a hidden one for Enter, and one for each state of a tick. */
export const press = async (page: Page): Promise<void> =>
  await page
    .locator('form#pay button:visible', { hasText: /Pay|ይክፈሉ/ })
    .first()
    .click();
/** From the checkout to where one pays; nothing is chosen there beforehand. */
export async function begin({ page }: Phone, productId: string, chosen: Chosen): Promise<void> {
  const { typed, rail, lang = 'en', query = '' } = chosen;
  await page.goto(`${appOrigin}/checkout/${productId}?lang=${lang}${query}`);
  await page.locator('input[name=phone]').fill(typed);
  await page.locator(`input[name=rail][value=${rail}]`).check();
  await press(page);
  await page.waitForURL(/\/(telebirr|pay)\//);
}
/** On the stand-in's own page of the wallet. */
export async function decide(page: Page, decision: 'approve' | 'decline' | 'leave'): Promise<void> {
  await page.locator('input[name=pin]').fill('1234');
  await page.locator(`button[value=${decision}]`).click();
}
/** Reloads until the page says it; a page without a script has no other way. */
export async function says(page: Page, words: RegExp, patienceMs = 20_000): Promise<void> {
  await soon(
    `“${String(words)}” on ${page.url()}`,
    async () => {
      if (words.test(await page.locator('main').innerText())) return true;
      await page.reload();
      return words.test(await page.locator('main').innerText());
    },
    patienceMs,
  ).catch(async (error: unknown) => {
    throw new Error(`${String(error)}; it says: ${(await page.locator('main').innerText()).slice(0, 300)}`);
  });
}
/** Buys with telebirr to the end; gives the message with the link. */
export async function buy(phone: Phone, productId: string, number: { typed: string; e164: string }): Promise<Sms> {
  await begin(phone, productId, { typed: number.typed, rail: 'telebirr' });
  await decide(phone.page, 'approve');
  return await waitForSms(number.e164, isReceipt);
}

/** A sale in a moment: begun over the API, approved in the wallet. Gives the buyer's number and the attempt's id. */
export async function sale(productId: string): Promise<{ e164: string; intentId: string }> {
  const number = newNumber();
  const wanted = { productId, phone: number.typed, rail: 'telebirr', lang: 'en' };
  const answer = await ask('/v1/payments/checkouts', { body: wanted });
  if (answer.status !== 201) throw new Error(`no checkout: ${answer.text()}`);
  const order = (await sandboxOrders())[0]?.merchOrderId ?? '';
  await sandboxDecides(order, 'approve');
  await waitForSms(number.e164, isReceipt);
  return { e164: number.e164, intentId: order };
}

/** Takes a picture and says what is wrong with the page for who cannot see it well, or has a small phone. */
export async function look(phone: Phone, name: string): Promise<string[]> {
  await phone.picture(name);
  const findings = (await seriousFindings(phone.page)).map((finding) => `${name}: ${finding}`);
  if (await scrollsSideways(phone.page)) findings.push(`${name}: wider than the phone`);
  if (/\{\w+\}/.test(await phone.page.locator('body').innerText())) findings.push(`${name}: a place left open`);
  return findings;
}
/** How many times Tab is pressed until the focus is on it; 0 when it is never there. */
export async function tabsTo(page: Page, selector: string, most = 40): Promise<number> {
  for (let tabs = 1; tabs <= most; tabs++) {
    await page.keyboard.press('Tab');
    if ((await page.locator(selector).and(page.locator(':focus')).count()) > 0) return tabs;
  }
  return 0;
}
