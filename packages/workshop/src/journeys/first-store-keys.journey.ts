// J1 in English with keys alone, with the wrong entries that lock or collide; and what is required before a page is public
// (UC-1). Axe looks at each page.
import type { Page } from 'playwright-core';
import { makingWords } from '@windsurf/language/words-dashboard';
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, showing, storeOrigin } from './phone.ts';
import { ask, codeAfter } from './shop.ts';
import { soon } from './stand-ins.ts';
import { look, tabsTo } from './ways.ts';

const browser = await openBrowser(t);
const says = (page: Page) => async (): Promise<string> => await page.locator('main').innerText();

t.test('UC-1: four things are required before the page is public: number, code, name and address', async (t) => {
  const number = newNumber();
  const { page } = await openPhone(browser, { lang: 'en' });
  let required = 0;
  const fill = async (selector: string, text: string): Promise<void> => {
    required += 1;
    await page.locator(selector).first().fill(text);
  };
  await page.goto(`${appOrigin}/`);
  await fill('form input', number.typed);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/start\/code/);
  await fill('form input', await codeAfter(number.e164, 0));
  await page.waitForURL(/\/start\/name/);
  await fill('#name', 'Four Things');
  await fill('#handle', `four-${number.typed.slice(-8)}`);
  await page.getByText('Free: it can be yours').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/start\/making/);
  await page.getByRole('button', { name: new RegExp(`^${makingWords.teacher.name.en}`) }).click();
  await page.getByRole('button', { name: 'Skip' }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('button', { name: 'Publish now' }).click();
  await page.getByText('Your page is public').waitFor();
  t.equal(required, 4);
});

t.test('J1 in English with keys alone: five wrong codes lock, script stays text, the other tab is shown', async (t) => {
  const findings: string[] = [];
  const locked = newNumber();
  const phone = await openPhone(browser, { lang: 'en' });
  const { page } = phone;
  const type = async (selector: string, text: string): Promise<void> => {
    // Some fields arrive a moment after what opens them.
    await page.locator(selector).first().waitFor();
    t.ok((await tabsTo(page, selector)) > 0, `Tab comes to ${selector}`);
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
  };
  const press = async (selector: string): Promise<void> => {
    await page.locator(selector).first().waitFor();
    t.ok((await tabsTo(page, selector, 90)) > 0, `Tab comes to ${selector}`);
    await page.keyboard.press('Enter');
  };
  await page.goto(`${appOrigin}/`);
  await page.locator('form input').first().waitFor();
  await type('form input', locked.typed);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/start\/code/);
  const right = await codeAfter(locked.e164, 0);
  for (let tries = 1; tries <= 5; tries += 1) {
    await page.locator('form input').first().focus();
    await page.keyboard.type(String((Number(right) + tries) % 1_000_000).padStart(6, '0'));
    await showing(says(page), /not right or no longer valid|Too many wrong codes/);
    await showing(async () => await page.locator('form input').first().inputValue(), /^$/);
  }
  await page.locator('form input').first().focus();
  await page.keyboard.type(right);
  await showing(says(page), /Too many wrong codes\. Wait (9|10) min/);
  t.match(page.url(), /\/start\/code/, 'five wrong codes lock the number for ten minutes, also for the right code');
  findings.push(...(await look(phone, 'first-locked-en')));

  const number = newNumber();
  await press('a[href="/start"]');
  await page.waitForURL(/\/start$/);
  await type('form input', number.typed);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/start\/code/);
  await page.locator('form input').first().focus();
  await page.keyboard.type(await codeAfter(number.e164, 0));
  await page.waitForURL(/\/start\/name/);
  await type('#name', 'Keys Alone');
  const own = `keys-${number.typed.slice(-8)}`;
  await type('#handle', own);
  await page.getByText('Free: it can be yours').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/start\/making/);
  await press('.makings button');
  await page.waitForURL(/\/start\/links/);
  await press('form .btn.quiet');
  await page.waitForURL(/\/page/);
  await page.locator('.deck').waitFor();

  await press('.head-block .face');
  await type('#head-bio', '<script>alert(1)</script> I teach.');
  await page.keyboard.press('Tab');
  await page
    .getByText(/^Saved/)
    .first()
    .waitFor();
  const tab = await phone.context.newPage();
  await tab.goto(`${appOrigin}/page`);
  await tab.locator('.head-block .face').click();
  await tab.locator('#head-line').fill('From the other tab');
  await tab.locator('#head-line').blur();
  await tab
    .getByText(/^Saved/)
    .first()
    .waitFor();
  await page.bringToFront();
  await page.evaluate('document.querySelector("h1").focus()');
  await type('#head-line', 'From this tab');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'See changes' }).waitFor();
  findings.push(...(await look(phone, 'first-conflict-en')));
  await page.evaluate('document.querySelector("h1").focus()');
  await press('.notice.stuck button');
  await page.locator('dialog[open] fieldset').first().waitFor();
  t.match(await page.locator('dialog[open]').innerText(), /From this tab[\s\S]*From the other tab/, 'both are shown');
  await press('dialog[open] form button[type=submit], dialog[open] .foot button, dialog[open] button.btn');
  await page
    .getByText(/^Saved/)
    .first()
    .waitFor();

  await press('.deck .go');
  await page.locator('dialog[open] form button[type=submit]').waitFor();
  await press('dialog[open] form button[type=submit]');
  await page.getByText('Your page is public').waitFor();
  findings.push(...(await look(phone, 'first-public-en')));
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  const open = await soon('the public page', async () => {
    const read = await ask(`/@${own}?lang=en`, { headers: { host: new URL(storeOrigin).host } });
    return read.status === 200 && read.text();
  });
  t.match(open, '&lt;script&gt;alert(1)&lt;/script&gt; I teach.', 'script is text');
  t.notMatch(open, '<script>alert');
  t.match(open, 'From this tab', 'and what was chosen is public');
  t.same(findings, []);
});
