// J1 in Amharic with a thumb on a slow line, with the wrong entries that are refused, begun on one phone and ended on another
// (UC-1 to UC-3). Axe looks at each page.
import type { Page } from 'playwright-core';
import { makingWords } from '@windsurf/language/words-dashboard';
import { t } from 'tap';
import { newNumber, appOrigin, openBrowser, openPhone, showing, smsOf, storeOrigin } from './phone.ts';
import type { Phone } from './phone.ts';
import { codeAfter, signedIn } from './shop.ts';
import { look } from './ways.ts';

const browser = await openBrowser(t);
const says = (page: Page) => async (): Promise<string> => await page.locator('main').innerText();
/** 400 kbit/s, and 400 ms until an answer begins. */
const slow = async ({ page, context }: Phone): Promise<void> => {
  const line = await context.newCDPSession(page);
  const limits = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
  await line.send('Network.emulateNetworkConditions', limits);
};
/** A picture of one colour, as large as a real one. */
const colour = async (page: Page): Promise<Buffer> =>
  Buffer.from(
    await page.evaluate<string>(`(async () => {
      const canvas = new OffscreenCanvas(600, 600);
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#1f6b3a';
      pen.fillRect(0, 0, 600, 600);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
      return btoa(String.fromCharCode(...bytes));
    })()`),
    'base64',
  );
const samples = (value: unknown, found: string[] = []): string[] => {
  if (typeof value === 'string' && /\s/.test(value)) found.push(value);
  else if (Array.isArray(value)) for (const entry of value) samples(entry, found);
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) samples(part, found);
  return found;
};
type Mine = {
  url: string;
  draft: { content: { line: string; blocks: { example?: boolean; kind: string }[] } };
  published: { number: number } | null;
};

t.test(
  'UC-1 UC-2 UC-3 J1 in Amharic, by touch, on 400 kbit/s: one phone until ON-4, another to a public page',
  async (t) => {
    const findings: string[] = [];
    const number = newNumber();
    const first = await openPhone(browser, { lang: 'am', touch: true });
    await slow(first);
    const { page } = first;
    const field = page.locator('form input').first();
    const send = page.locator('form button[type=submit]').first();
    await page.goto(`${appOrigin}/`);
    await field.waitFor();
    findings.push(...(await look(first, 'first-phone-am')));
    await field.fill('+254 711 000 000');
    await send.tap();
    await showing(says(page), /ለጊዜው የሚሠሩት የኢትዮጵያ ቁጥሮች \(\+251\) ብቻ ናቸው።/);
    t.equal(await field.inputValue(), '+254 711 000 000', 'what was typed stays');
    await showing(async () => await page.title(), /^ስህተት፦/);
    findings.push(...(await look(first, 'first-phone-foreign-am')));
    await field.fill(number.typed);
    const began = Date.now();
    await send.tap();
    await page.waitForURL(/\/start\/code/);
    const right = await codeAfter(number.e164, 0);
    await field.fill(String((Number(right) + 1) % 1_000_000).padStart(6, '0'));
    await showing(says(page), /ኮዱ ትክክል አይደለም ወይም ጊዜው አልፏል።/);
    findings.push(...(await look(first, 'first-code-am')));
    await field.fill(right);
    await page.waitForURL(/\/start\/name/);

    const [name, handle] = [page.locator('#name'), page.locator('#handle')];
    await name.fill('ሰላማዊት ኃይሉ');
    await showing(says(page), /ነጻ ነው፤ የእርስዎ መሆን ይችላል/);
    t.match(await handle.inputValue(), /^selamawit/, 'the address is proposed in Latin letters');
    for (const [typed, words] of [
      ['selam', /«selam» ተይዟል። አሁን ነጻ የሆኑ፦/],
      ['admin', /«admin» ለዊንድሰርፍ የተጠበቀ ነው።/],
      ['a', /ከ3 እስከ 30 ትናንሽ የላቲን ፊደሎች/],
      ['😀', /ከ3 እስከ 30 ትናንሽ የላቲን ፊደሎች/],
      ['x'.repeat(200), /ከ3 እስከ 30 ትናንሽ የላቲን ፊደሎች/],
    ] as const) {
      await handle.fill(typed);
      await send.tap();
      await page.locator('[role=alert]').first().waitFor();
      await showing(says(page), words);
      t.equal(await name.inputValue(), 'ሰላማዊት ኃይሉ', `${typed.slice(0, 10)} is refused, and the name is kept`);
    }
    findings.push(...(await look(first, 'first-name-am')));
    const own = `selamawit-${number.typed.slice(-8)}`;
    await handle.fill(own);
    await showing(says(page), /ነጻ ነው፤ የእርስዎ መሆን ይችላል/);
    await send.tap();
    await page.waitForURL(/\/start\/making/);
    findings.push(...(await look(first, 'first-making-am')));
    await first.context.close();

    const second = await openPhone(browser, { lang: 'am', touch: true });
    await slow(second);
    const other = second.page;
    await other.goto(`${appOrigin}/`);
    await other.locator('form input').first().fill(number.typed);
    const before = (await smsOf(number.e164)).length;
    await other.locator('form button[type=submit]').first().tap();
    await other.waitForURL(/\/start\/code/);
    await other
      .locator('form input')
      .first()
      .fill(await codeAfter(number.e164, before));
    await other.waitForURL(/\/start\/making/);
    const there = await other.locator('.start').innerText();
    t.match(there, /ሰላማዊት ኃይሉ/, 'UC-2: on the other phone she lands on ON-4, with her name');
    t.match(there, own, 'and with her address');
    await other.getByRole('button', { name: new RegExp(`^${makingWords.teacher.name.am}`) }).tap();
    await other.waitForURL(/\/start\/links/);
    findings.push(...(await look(second, 'first-links-am')));
    await other.getByRole('button', { name: 'ዝለል' }).tap();
    await other.waitForURL(/\/page/);
    await other.locator('.deck').waitFor();

    await other
      .getByRole('button', { name: /ሰላማዊት ኃይሉ/ })
      .first()
      .tap();
    const [photo, cover] = [other.locator('#head-photoImageId'), other.locator('#head-coverImageId')];
    await cover.waitFor();
    const heavy = new Uint8Array(20 * 1024 * 1024 + 1).fill(7);
    heavy.set([0xff, 0xd8, 0xff, 0xe0]);
    await cover
      .locator('input[type=file]')
      .setInputFiles({ name: 'cover.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(heavy) });
    await showing(async () => await cover.innerText(), /ይህ ፎቶ 2\d(\.\d)? \S+ ነው፤ ገደቡ 20 ሜባ ነው።/);
    t.equal(await cover.locator('img').count(), 0, 'a cover of more than 20 MB is refused with its size');
    await photo
      .locator('input[type=file]')
      .setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: await colour(other) });
    await showing(async () => await photo.locator('[role=status]').innerText(), /ለአንባቢ/);
    const drawn = async (): Promise<string> =>
      String(await other.evaluate("document.querySelector('.head-block img.avatar')?.naturalWidth > 0"));
    await showing(drawn, /true/);
    t.pass('her photo stands in the head at once');
    findings.push(...(await look(second, 'first-editor-am')));
    await other.locator('.deck .go').tap();
    await other.locator('dialog[open] form button[type=submit]').tap();
    await showing(async () => await other.locator('dialog[open]').innerText(), /ገጽዎ ለሕዝብ ክፍት ነው/);
    findings.push(...(await look(second, 'first-public-am')));
    await other.goBack();
    await other.locator('dialog[open]').waitFor({ state: 'detached' });
    t.match(other.url(), /\/page$/, 'back after publishing stays on the page');

    const owner = await signedIn(number);
    const mine = await owner.call<Mine>('/v1/stores/mine');
    t.equal(mine.published?.number, 1, 'and publishes nothing again');
    const words = samples(mine.draft.content.blocks.filter(({ example }) => example === true));
    t.ok(words.length > 5, `${words.length} sample texts stand in the draft`);
    const visitor = await openPhone(browser, { lang: 'am', script: false });
    const answer = await visitor.page.goto(`${storeOrigin}/@${own}`);
    const took = Math.round((Date.now() - began) / 1000);
    t.equal(answer?.status(), 200);
    t.comment(`UC-1: ${took} s from the first code to the page on another phone, with all the wrong entries between`);
    t.ok(took <= 600, `UC-1: public ${took} s after the first code`);
    const open = await visitor.page.content();
    t.same(
      words.filter((text) => open.includes(text)),
      [],
      'UC-3: no word of an example is public',
    );
    t.equal(await visitor.page.locator('header img, .hero img').count(), 1, 'UC-3: her name and photo are');
    t.match(await visitor.page.locator('h1').innerText(), 'ሰላማዊት ኃይሉ');
    await visitor.picture('first-visitor-am');
    t.same(findings, []);
  },
);
