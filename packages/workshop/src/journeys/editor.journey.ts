// The editor of a page with a thumb, with keys, without network and in two places at once (UC-5 to UC-10, UC-24).
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { t } from 'tap';
import { closeSheet, draftOf, editing, face, numbered, put, saved, shown, told } from './editing.ts';
import { appOrigin, openBrowser, seriousFindings, showing } from './phone.ts';
import { openShop } from './shop.ts';

const browser = await openBrowser(t);
const pictures = process.env.JOURNEY_PICTURES ?? '.dev/pictures';

t.test(
  'UC-5 UC-6 UC-7: a part moves by taps, by keys and by its handle; each move is said, kept, and no swipe moves one',
  async (t) => {
    const shop = await openShop('Order of Parts');
    await put(shop, numbered(9));
    const { page, context } = await editing(browser, shop, { touch: true });
    await showing(async () => await shown(page), /^123456789$/);
    await face(page, 8).tap();
    await page.getByRole('button', { name: 'Move to…' }).tap();
    await page.getByRole('button', { name: /^After: Text: Part 1$/ }).tap();
    await showing(told(page), /Part 9, now 2 of 9/);
    t.equal(await shown(page), '192345678', 'UC-5: from the 9th place to the 2nd in three taps, and it was said');

    await face(page, 1).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await showing(told(page), /Part 9, now 1 of 9/);
    t.match(await page.locator(':focus').innerText(), /Part 9/, 'UC-6: the focus stays on the part that moved');
    await page.keyboard.press('Alt+End');
    await showing(told(page), /now 9 of 9/);
    await page.keyboard.press('Alt+Home');
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Alt+ArrowDown');
    await showing(told(page), /now 3 of 9/);
    t.equal(await shown(page), '129345678');
    await saved(page);
    await page.reload();
    await showing(async () => await shown(page), /^129345678$/);
    t.pass('UC-6: the order is kept after reload');

    const client = await context.newCDPSession(page);
    const touch = async (type: string, points: { x: number; y: number; id: number }[]): Promise<void> => {
      await client.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints: points });
    };
    const grip = async (at: number): Promise<{ x: number; y: number; id: number }> => {
      const box = await page.locator('.grip').nth(at).boundingBox();
      return { x: (box?.x ?? 0) + 24, y: (box?.y ?? 0) + 24, id: 0 };
    };
    const [from, to] = [await grip(0), await grip(2)];
    await touch('touchStart', [from]);
    for (const part of [0.1, 0.4, 0.8, 1.1])
      await touch('touchMove', [{ x: from.x, y: from.y + (to.y - from.y) * part, id: 0 }]);
    await page.locator('.dragged').waitFor();
    await showing(async () => String(await page.locator('.blocks > li[style*=translate]').count()), /^[3-9]$/);
    await touch('touchEnd', []);
    await showing(told(page), /Part 1, now 3 of 9/);
    t.equal(await shown(page), '291345678', 'dragged by its handle');

    const again = await grip(0);
    await touch('touchStart', [again]);
    for (const by of [20, 90, 160]) await touch('touchMove', [{ ...again, y: again.y + by }]);
    await page.locator('.dragged').waitFor();
    await touch('touchStart', [
      { ...again, y: again.y + 160 },
      { x: 100, y: 300, id: 1 },
    ]);
    await page.locator('.dragged').waitFor({ state: 'detached' });
    await touch('touchEnd', []);
    t.equal(await shown(page), '291345678', 'a second finger takes the drag back');

    await page.evaluate('scrollTo(0, 0)');
    const third = await grip(2);
    await page.mouse.move(third.x, third.y);
    await page.mouse.down();
    await page.mouse.move(third.x, third.y - 120, { steps: 5 });
    await page.locator('.dragged').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.dragged').waitFor({ state: 'detached' });
    await page.mouse.up();
    t.equal(await shown(page), '291345678', 'and so does Escape');

    const box = await face(page, 3).boundingBox();
    const finger = { x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 20, id: 0 };
    await touch('touchStart', [finger]);
    for (const by of [20, 60, 120, 180, 240]) await touch('touchMove', [{ ...finger, y: finger.y - by }]);
    await touch('touchEnd', []);
    await showing(async () => String(await page.evaluate('scrollY > 40')), /true/);
    t.pass('a swipe over the parts scrolls the page');
    t.equal(await shown(page), '291345678', 'UC-7: and moves nothing');
  },
);

t.test('UC-8: what was deleted comes back: by the bar, by keys, and from the bin', async (t) => {
  const shop = await openShop('Deleted and Back');
  await put(shop, numbered(3));
  const { page, picture } = await editing(browser, shop);
  const remove = async (at: number): Promise<void> => {
    await face(page, at).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
  };
  const before = await face(page, 1).innerText();
  await remove(1);
  t.equal(await shown(page), '13');
  t.match(await page.locator(':focus').innerText(), /Part 3/, 'the focus goes to the next part');
  await page.waitForTimeout(8000); // UC-8 waits this long; the bar is there for ten seconds
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await showing(async () => await shown(page), /^123$/);
  t.equal(await face(page, 1).innerText(), before, 'UC-8: eight seconds later it is back with its content');

  await remove(0);
  await page.keyboard.press('Control+z');
  await showing(async () => await shown(page), /^123$/);
  await page.keyboard.press('Control+Shift+Z');
  await showing(async () => await shown(page), /^23$/);
  await saved(page);
  await page.reload();
  await page.getByRole('button', { name: 'Bin (1)' }).click();
  await page.locator('dialog[open]').getByText('Text: Part 1').waitFor();
  await picture('editor-bin');
  t.same(await seriousFindings(page), []);
  await page.getByRole('button', { name: 'Bring back' }).click();
  await showing(async () => await shown(page), /^231$/);
});

t.test(
  'UC-9: without network three edits stay on the phone, also when the tab is killed and opened again without network; then they are saved',
  async (t) => {
    const shop = await openShop('No Network');
    await put(shop, numbered(2));
    const { page, context, picture } = await editing(browser, shop);
    await page.getByRole('button', { name: /^Name and words/ }).click();
    await page.locator('#head-line').waitFor();
    // What the browser holds of the dashboard arrives by itself soon after the page is in sight.
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.waitForLoadState('networkidle');
    await context.setOffline(true);
    await page.locator('#head-line').fill('A line without network');
    await page.locator('#head-bio').fill('Words without network');
    await page.getByText('Not saved – no network. Kept on this phone.').waitFor();
    await face(page, 0).click();
    await page.locator('#b-b1-text').fill('Part 1, written in a tunnel');
    await picture('editor-offline');
    // Killed, not closed: nothing is sent or kept on the way out.
    const killed = page.waitForEvent('crash');
    void (await context.newCDPSession(page)).send('Page.crash').catch(() => undefined);
    await killed;
    await page.close();

    // Everything that the place for the state of saving says, from the first drawing on.
    await context.addInitScript(`addEventListener('DOMContentLoaded', () => {
      globalThis.says = [];
      new MutationObserver(() => {
        const words = document.querySelector('.save')?.innerText.trim();
        if (words !== undefined && words !== globalThis.says.at(-1)) globalThis.says.push(words);
      }).observe(document, { childList: true, subtree: true, characterData: true });
    })`);
    const opened = await context.newPage();
    await opened.goto(`${appOrigin}/page`);
    await opened.getByText('Part 1, written in a tunnel').waitFor();
    await opened.getByText('Not saved – no network. Kept on this phone.').waitFor();
    await face(opened, 1).click();
    await opened.locator('#b-b2-text').fill('Part 2, written after it');
    await opened.getByRole('button', { name: 'Add', exact: true }).click();
    await opened.locator('dialog[open] .kinds').first().waitFor();
    await closeSheet(opened);
    await opened.screenshot({ path: join(pictures, 'editor-opened-offline.png') });
    t.same(await seriousFindings(opened), []);
    const heard = await opened.evaluate<string[]>('globalThis.says');
    t.ok(heard.length >= 2, heard.join(' | '));
    t.notOk(
      heard.some((words) => words.startsWith('Saved')),
      `nothing is called saved that is not: ${heard.join(' | ')}`,
    );
    t.equal((await draftOf(shop)).content.line, '', 'and the server has none of it');

    await context.setOffline(false);
    await saved(opened);
    const { content } = await draftOf(shop);
    t.equal(content.line, 'A line without network');
    t.equal(content.bio, 'Words without network');
    t.match(content.blocks, [{ text: 'Part 1, written in a tunnel' }, { text: 'Part 2, written after it' }]);

    const names = await opened.evaluate<string[]>(
      'caches.keys().then(async (all) => (await Promise.all(all.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat())',
    );
    t.ok(names.length > 10, `${names.length} files are held`);
    t.same(
      names.filter((name) => !/^\/(assets\/|index\.html$|icon\.svg$)/.test(name)),
      [],
      'no answer of the API and nothing of hers is among them',
    );
    await opened.goto(`${appOrigin}/more`);
    await opened.getByRole('button', { name: 'Sign out' }).click();
    await opened.waitForURL(/\/start/);
    await context.setOffline(true);
    await opened.goto(`${appOrigin}/page`);
    await opened.getByRole('button', { name: 'Try again' }).waitFor();
    t.notMatch(
      await opened.locator('body').innerText(),
      /tunnel|No Network/,
      'after signing out nothing of hers opens',
    );
  },
);

t.test('UC-10: two phones on one page: the second is shown both, part by part, and nothing is lost', async (t) => {
  const shop = await openShop('Two Phones');
  await put(shop, numbered(3));
  const one = (await editing(browser, shop)).page;
  const two = await editing(browser, shop);
  const write = async (page: Page, at: number, text: string): Promise<void> => {
    await face(page, at).click();
    const field = page.locator(`#b-b${at + 1}-text`);
    await field.fill(text);
    await field.blur();
  };
  await write(one, 0, 'Part 1 from the first phone');
  await saved(one);
  await write(one, 1, 'Part 2 from the first phone');
  await showing(async () => JSON.stringify((await draftOf(shop)).content), /Part 2 from the first/);
  await write(two.page, 1, 'Part 2 from the second phone');
  await two.page.getByRole('button', { name: 'See changes' }).click();
  const sheet = two.page.locator('dialog[open]');
  await sheet.waitFor();
  const [first, second] = [sheet.locator('fieldset').nth(0), sheet.locator('fieldset').nth(1)];
  t.match(await first.innerText(), /Part 1 from the first phone/);
  t.match(await second.innerText(), /Part 2 from the second phone[\s\S]*Part 2 from the first phone/);
  t.ok(await first.getByLabel(/Keep theirs/).isChecked(), 'what only the other changed is proposed from there');
  t.ok(await second.getByLabel(/Keep mine/).isChecked());
  await two.picture('editor-compare');
  t.same(await seriousFindings(two.page), []);
  await sheet.getByRole('button', { name: 'Save what I chose' }).click();
  await saved(two.page);
  const texts = (await draftOf(shop)).content.blocks.map((block) => block.text);
  t.same(texts, ['Part 1 from the first phone', 'Part 2 from the second phone', 'Part 3']);
});

t.test('Tab goes through the editor in sight: a ring at each stop, and nothing covered', async (t) => {
  const shop = await openShop('Every Stop');
  await put(shop, numbered(6));
  const { page, picture } = await editing(browser, shop);
  await showing(async () => await shown(page), /^123456$/);
  await face(page, 2).click();
  await page.locator('#b-b3-text').waitFor();
  await page.evaluate('document.querySelector("h1").focus(), scrollTo(0, 0)');
  const stops: string[] = [];
  const wrong: string[] = [];
  for (let tab = 0; tab < 40; tab += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate<{ name: string; ring: boolean; covered: boolean } | undefined>(`(() => {
      const at = document.activeElement;
      if (at === null || at === document.body) return undefined;
      const name = (at.getAttribute('aria-label') ?? at.textContent ?? at.id).trim().slice(0, 30);
      const box = at.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, Math.min(box.bottom - 4, Math.max(box.top + 4, box.top + box.height / 2))];
      const top = document.elementFromPoint(x, y);
      const style = getComputedStyle(at);
      const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
      return { name, ring, covered: top === null || !(at.contains(top) || top.contains(at)) };
    })()`);
    if (stop === undefined) break;
    stops.push(stop.name);
    if (!stop.ring || stop.covered) wrong.push(`${stop.name}: ${stop.ring ? 'covered' : 'no ring'}`);
  }
  t.same(wrong, []);
  t.ok(stops.length > 15, stops.join(' | '));
  const order = ['Part 1', 'Part 2', 'Part 3', 'Move up', 'Part 4', 'Add'].map((name) =>
    stops.findIndex((stop) => stop.startsWith(name)),
  );
  t.same(
    order,
    order.toSorted((a, b) => a - b),
    'in the order in which they are seen',
  );
  t.notOk(order.includes(-1), stops.join(' | '));
  await page.keyboard.press('Escape');
  await page.locator('body').press('?');
  await page.locator('dialog[open]').getByText('Undo').first().waitFor();
  await picture('editor-keys');
  t.same(await seriousFindings(page), []);
});
