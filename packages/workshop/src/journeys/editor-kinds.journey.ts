// What can be put on a page and what may be typed wrong in it (J1; UC-12, UC-14): each kind in Amharic by night, a colour
// that words cannot stand on, wrong codes, wrong addresses, too many words.
import { join } from 'node:path';
import { cutLetters, outOfReach } from '@windsurf/testbed/legible';
import { t } from 'tap';
import { closeSheet, draftOf, editing, face, put, saved } from './editing.ts';
import {
  appOrigin,
  newNumber,
  openBrowser,
  openPhone,
  scrollsSideways,
  seriousFindings,
  showing,
  smsOf,
  storeOrigin,
} from './phone.ts';
import { codeAfter, openShop, signedIn } from './shop.ts';

const browser = await openBrowser(t);

t.test(
  'UC-12 UC-14: yellow on white stays readable, and both colours are shown; words joined by ፡ stay inside the screen',
  async (t) => {
    const shop = await openShop('Yellow');
    const joined = Array.from({ length: 40 }, () => 'ቃል').join('፡');
    await put(shop, [
      { id: 'w', kind: 'text', visible: true, text: joined },
      { id: 'l', kind: 'link', visible: true, title: 'Start here', url: 'https://t.me/selam', important: true },
    ]);
    const { page, picture } = await editing(browser, shop);
    await page.getByRole('button', { name: /^Look: / }).click();
    await page.getByRole('radio', { name: 'Addis' }).check();
    await page.locator('#accent').fill('#ffff00');
    await page.getByText('On buttons we use this').waitFor();
    t.match(
      await page.locator('dialog[open] .both').innerText(),
      /could not be read well/,
      'UC-12: the reason is said',
    );
    t.equal(
      await page.locator('dialog[open] .both .swatch, dialog[open] .both i').count(),
      2,
      'UC-12: beside both colours',
    );
    await picture('editor-yellow');
    t.same(await seriousFindings(page), []);
    await closeSheet(page);
    t.notOk(await scrollsSideways(page), 'UC-14: the joined words wrap in the editor');
    await saved(page);
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByText('Your page is public').waitFor();
    await page.goBack();
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    t.match(page.url(), /\/page$/, 'back closes the sheet and stays on the page');
    const visitor = await openPhone(browser, { lang: 'en', width: 320 });
    await visitor.page.goto(`${storeOrigin}/@${shop.handle}?lang=en`);
    t.same(await seriousFindings(visitor.page), [], 'UC-12: the published page is readable');
    t.notOk(await scrollsSideways(visitor.page), 'UC-14: and on the published page at 320 px');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Nothing has changed since you last published.').waitFor();
  },
);

t.test(
  'all kinds in Amharic by night: the first field has the focus, nothing is wider than the phone, axe is silent',
  async (t) => {
    const shop = await openShop('ሁሉም ክፍሎች');
    await put(shop, []);
    const { page, context, picture } = await editing(browser, shop, { lang: 'am', dark: true });
    await page.getByText('ገጽዎ እስካሁን ክፍል የለውም').waitFor();
    t.ok(await page.getByRole('button', { name: 'አብነቶቹን ይመልከቱ' }).isVisible(), 'an empty page offers the templates');
    const findings: string[] = await seriousFindings(page);
    await page.locator('.deck button').first().click();
    await page.locator('dialog[open] .kinds').first().waitFor();
    const kinds = await page.locator('dialog[open] .kinds b').allTextContents();
    await closeSheet(page);
    t.equal(kinds.length, 25);
    for (const [at, kind] of kinds.entries()) {
      await page.locator('.deck button').first().click();
      await page.locator('dialog[open] .kinds').first().waitFor();
      if (at >= 8) await page.locator('dialog[open] details > summary').click();
      await page.locator('dialog[open] .kinds button').nth(at).click();
      if (kind === 'ምርት') {
        await page.locator('dialog[open]').getByText('የትኛው ምርት?').waitFor();
        await closeSheet(page);
        continue;
      }
      await page.locator('.block.on .fields :focus').waitFor();
      if (await scrollsSideways(page)) findings.push(`${kind} is wider than the phone`);
      if ([0, 3, 5, 8, 14, 17, 19, 22].includes(at))
        findings.push(...(await seriousFindings(page)).map((f) => `${kind}: ${f}`));
      if ([5, 8, 17].includes(at)) await picture(`editor-kind-${at}`);
    }
    t.same(findings, []);
    await page.setViewportSize({ width: 320, height: 740 });
    // As a phone's own setting for text does it: every size of words doubles, the screen does not.
    const text = await context.newCDPSession(page);
    await text.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
    await showing(async () => await page.evaluate('getComputedStyle(document.documentElement).fontSize'), /^(3[2-9])/);
    t.notOk(await scrollsSideways(page), 'UC-13: at 320 px and 200 % of text nothing is wider than the phone');
    t.same(await page.evaluate(cutLetters), [], 'UC-13: no letter is cut');
    t.same(await page.evaluate(outOfReach), [], 'UC-13: everything to press can be reached');
    t.ok(
      Number.parseFloat(
        await page.evaluate("getComputedStyle(document.querySelector('.block .face .name, .block .face')).fontSize"),
      ) >= 32,
      'the words of the page are twice as large',
    );
    // Not the whole page at once, for which the browser goes back to its own sizes.
    await page.screenshot({ path: join(process.env.JOURNEY_PICTURES ?? '.dev/pictures', 'editor-zoomed.png') });
    await page.setViewportSize({ width: 360, height: 740 });
    await text.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } });
    await saved(page);
    const sent = (await draftOf(shop)).content.blocks.map(({ kind }) => kind);
    t.same(sent.toSorted(), ['posts', 'product-list'], 'what says nothing yet is not on the server');
  },
);

t.test('what is typed wrong: five codes, an address that is none, words that are too many', async (t) => {
  const number = newNumber();
  const { page } = await openPhone(browser, { lang: 'en' });
  await page.goto(`${appOrigin}/`);
  await page.locator('form input').first().fill(number.typed);
  await page.locator('form button[type=submit]').first().click();
  await page.waitForURL(/\/start\/code/);
  const right = await codeAfter(number.e164, 0);
  const field = page.locator('form input').first();
  const alert = page.locator('[role=alert]').first();
  for (let tries = 1; tries <= 5; tries += 1) {
    await field.fill(String((Number(right) + tries) % 1_000_000).padStart(6, '0'));
    await alert.getByText(/not right|Too many/).waitFor();
    await showing(async () => await field.inputValue(), /^$/);
  }
  await field.fill(right);
  await showing(async () => await page.locator('main').innerText(), /not right or no longer valid|Too many|minutes/);
  t.match(page.url(), /\/start\/code/, 'after five wrong ones the right one opens nothing');
  t.equal((await smsOf(number.e164)).length, 1, 'and no other code was sent');

  const shop = await openShop('Wrong Words');
  await put(shop, [{ id: 'l', kind: 'link', visible: true, title: 'Link', url: 'https://t.me/selam' }]);
  const editor = await editing(browser, shop);
  await face(editor.page, 0).click();
  const url = editor.page.locator('#b-l-url');
  await url.fill('javascript:alert(1)');
  await url.blur();
  await editor.page.getByText('Write an address that begins with https://, tel: or mailto:.').first().waitFor();
  t.equal(await url.inputValue(), 'javascript:alert(1)', 'what was typed stays');
  await editor.page.getByText('Not finished: Address').waitFor();
  await url.fill('t.me/other');
  await url.blur();
  t.equal(await url.inputValue(), 'https://t.me/other', 'what a person means by an address is made whole');
  await editor.page.locator('#b-l-title').fill('x'.repeat(70));
  await editor.page.getByText('Too long by 10 letters. Shorten it to save.').waitFor();
  await editor.page.locator('#b-l-title').blur();
  await editor.page.getByText(/^Not saved\. Kept on this phone\./).waitFor();
  t.pass('typing goes on, saving does not, and it says so');
  await editor.page.locator('#b-l-title').fill('Short enough');
  await editor.page.locator('#b-l-title').blur();
  await saved(editor.page);
  t.match((await draftOf(shop)).content.blocks[0], { title: 'Short enough', url: 'https://t.me/other' });
  const other = await signedIn();
  t.equal((await other.try('/v1/stores/mine/versions/1')).status, 404, 'nobody else reads a version');
});
