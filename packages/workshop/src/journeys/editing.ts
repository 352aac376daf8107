// What journeys of the editor share: a page of parts, open on a phone, and what it shows and says.
import type { Browser, Page } from 'playwright-core';
import { appOrigin, openPhone } from './phone.ts';
import type { Phone } from './phone.ts';
import type { Shop } from './shop.ts';

export type Block = { id: string; kind: string; [key: string]: unknown };
export type Mine = { draft: { version: number; content: { line: string; bio: string; blocks: Block[] } } };

export const numbered = (count: number): Block[] =>
  Array.from({ length: count }, (_, at) => ({ id: `b${at + 1}`, kind: 'text', visible: true, text: `Part ${at + 1}` }));
export const draftOf = async (shop: Shop) => (await shop.call<Mine>('/v1/stores/mine')).draft;
export async function put(shop: Shop, blocks: Block[]): Promise<void> {
  const { version, content } = await draftOf(shop);
  const body = { baseVersion: version, content: { ...content, blocks } };
  await shop.call('/v1/stores/mine/draft', { method: 'PUT', body });
}
export async function editing(
  browser: Browser,
  shop: Shop,
  options: Partial<Parameters<typeof openPhone>[1]> = {},
): Promise<Phone> {
  const phone = await openPhone(browser, { lang: 'en', ...options });
  await shop.enter(phone);
  await phone.page.goto(`${appOrigin}/page`);
  await phone.page.locator('.deck').waitFor();
  return phone;
}
export const shown = async (page: Page): Promise<string> =>
  (await page.locator('.blocks > li .face').allInnerTexts()).map((text) => /\d+/.exec(text)?.[0] ?? '?').join('');
/** What a screen reader was told last. */
export const told = (page: Page) => async (): Promise<string> =>
  await page.locator('main > p.vh[role=status]').innerText();
export const saved = async (page: Page): Promise<void> => {
  await page
    .getByText(/^(Saved|ተቀምጧል)/)
    .first()
    .waitFor();
};
export const face = (page: Page, at: number) => page.locator('.blocks > li .face').nth(at);
export const closeSheet = async (page: Page): Promise<void> => {
  await page.locator('dialog[open] header button').click();
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
};
