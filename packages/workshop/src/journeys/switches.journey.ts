// UC-30: every screen from the store to the file in the dark, without movement, and changed from Amharic to English half-way:
// all of it can be read, nothing moves, and neither what was typed nor the address is lost.
import type { Page } from 'playwright-core';
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, storeOrigin, tellTelebirr, waitForSms } from './phone.ts';
import type { Phone } from './phone.ts';
import { openShop } from './shop.ts';
import { answerPrompt, prompts, soon, tell } from './stand-ins.ts';
import { isReceipt, linkIn, look, press, says } from './ways.ts';

const browser = await openBrowser(t);
await tellTelebirr('normal');
await tell('cps', 'normal');
const shop = await openShop('Night Owl');
const notes = await shop.sells('Notes for the night', 19_950);
await shop.terms(notes.id, { payWhatYouWant: { minSantim: 10_000, suggestedSantim: [20_000] } });
{
  const { draft } = await shop.call<{ draft: { version: number } }>('/v1/stores/mine');
  await shop.call('/v1/stores/mine/publish', { body: { draftVersion: draft.version } });
}

/** How light the ground is on which the page's words stand, 0 to 255. */
const ground = async (page: Page): Promise<number> =>
  await page.evaluate<number>(`(() => {
    const of = (node) => getComputedStyle(node).backgroundColor.match(/[\\d.]+/g).map(Number);
    const [body, root] = [of(document.body), of(document.documentElement)];
    const [r, g, b] = (body[3] ?? 1) > 0 ? body : root;
    return Math.max(r, g, b);
  })()`);
/** Whatever moves or would move although the reader asked for stillness. */
const moving = async (page: Page): Promise<string[]> =>
  await page.evaluate<string[]>(`(() => {
    const seconds = (text) => Math.max(...text.split(',').map((one) => parseFloat(one) * (one.includes('ms') ? 0.001 : 1)));
    const all = [...document.querySelectorAll('*')].filter((node) => {
      const style = getComputedStyle(node);
      return seconds(style.transitionDuration) > 0.01 || (style.animationName !== 'none' && seconds(style.animationDuration) > 0.01);
    });
    const smooth = getComputedStyle(document.documentElement).scrollBehavior === 'smooth' ? ['smooth scrolling'] : [];
    return [...document.getAnimations().map(() => 'an animation'), ...all.map((node) => node.tagName + '.' + node.className), ...smooth];
  })()`);
type Typed = Record<string, string>;
const typedIn = async (page: Page): Promise<Typed> =>
  await page.evaluate<Typed>(`Object.fromEntries([...document.querySelectorAll('main input:not([type=hidden]), main textarea, main select')]
    .filter((one) => one.type !== 'radio' || one.checked)
    .map((one) => [one.name + (one.type === 'checkbox' ? one.checked : ''), one.value]))`);

/** The screen in the dark and in both languages; `dark` is false for what wears its creator's own colours. */
async function screen(phone: Phone, name: string, dark = true): Promise<string[]> {
  const { page } = phone;
  const wrong: string[] = [];
  const seen = async (lang: string): Promise<void> => {
    wrong.push(...(await look(phone, `switch-${name}-${lang}`)));
    wrong.push(...(await moving(page)).map((what) => `${name} ${lang}: ${what} moves`));
    const light = await ground(page);
    if (dark && light > 80) wrong.push(`${name} ${lang}: the ground is light (${light})`);
  };
  if ((await page.locator('html').getAttribute('lang')) !== 'am') wrong.push(`${name}: does not begin in Amharic`);
  await seen('am');
  const [before, at] = [await typedIn(page), new URL(page.url())];
  await page.locator('.langs [lang=en]').click();
  await page.locator('html[lang=en]').waitFor();
  await seen('en');
  const [after, now] = [await typedIn(page), new URL(page.url())];
  if (JSON.stringify(before) !== JSON.stringify(after))
    wrong.push(`${name}: ${JSON.stringify(before)} became ${JSON.stringify(after)}`);
  if (now.origin + now.pathname !== at.origin + at.pathname) wrong.push(`${name}: ${at.href} became ${now.href}`);
  for (const [key, value] of at.searchParams)
    if (key !== 'lang' && now.searchParams.get(key) !== value) wrong.push(`${name}: ${key} left the address`);
  // The way goes on in Amharic.
  await page.locator('.langs [lang=am]').click();
  await page.locator('html[lang=am]').waitFor();
  if (JSON.stringify(before) !== JSON.stringify(await typedIn(page))) wrong.push(`${name}: lost on the way back`);
  return wrong;
}

t.test('UC-30: dark, still and in the other language, from the store to the file', async (t) => {
  const phone = await openPhone(browser, { lang: 'am', dark: true, touch: true });
  const { page } = phone;
  const number = newNumber();
  const wrong: string[] = [];
  await page.goto(`${storeOrigin}/@${shop.handle}?lang=am`);
  wrong.push(...(await screen(phone, 'store', false)));
  await page.goto(`${storeOrigin}/@${shop.handle}/${notes.slug}?lang=am`);
  wrong.push(...(await screen(phone, 'product', false)));
  await page.goto(`${appOrigin}/checkout/${notes.id}?lang=am`);
  await page.locator('input[name=amount]').fill('199.5');
  await page.locator('input[name=phone]').fill(`${number.typed.slice(0, 4)} ${number.typed.slice(4)}`);
  await page.locator('input[name=rail][value=cbebirr]').check();
  wrong.push(...(await screen(phone, 'checkout')));
  await page.locator('input[name=phone]').fill('12');
  await press(page);
  await page.locator('#errors').waitFor();
  wrong.push(...(await screen(phone, 'checkout-error')));
  await page.locator('input[name=phone]').fill(number.typed);
  await press(page);
  await page.waitForURL(/\/pay\//);
  await says(page, /ስልክዎን ይመልከቱ/);
  const waiting = page.url();
  await page.goto(`${waiting.split('?')[0] ?? ''}?auto=0&lang=am`);
  wrong.push(...(await screen(phone, 'waiting')));
  await page.goto(`${waiting.split('?')[0] ?? ''}/where?lang=am`);
  await page.locator('textarea[name=text]').fill('ከፍያለሁ፦ 199.50 ብር');
  wrong.push(...(await screen(phone, 'where')));
  const prompt = await soon('a prompt', async () => (await prompts()).find(({ phone }) => phone === number.e164)?.id);
  await answerPrompt(prompt, 'approve');
  const sms = await waitForSms(number.e164, isReceipt);
  await page.goto(`${waiting.split('?')[0] ?? ''}?lang=am`);
  await says(page, /የገዙትን ይክፈቱ/);
  wrong.push(...(await screen(phone, 'paid')));
  await page.goto(`${waiting.split('?')[0] ?? ''}/timeline?lang=am`);
  wrong.push(...(await screen(phone, 'timeline')));
  await page.goto(`${linkIn(sms.text).split('?')[0] ?? ''}?lang=am`);
  wrong.push(...(await screen(phone, 'receipt')));
  await page.goto(`${appOrigin}/k?lang=am`);
  wrong.push(...(await screen(phone, 'library')));
  t.same(wrong, []);
});
