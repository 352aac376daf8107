// J1 in Amharic by touch, what collides: five wrong codes, two tabs, no network (UC-9), script among words.
import { join } from 'node:path';
import { t } from 'tap';
import { closeSheet, draftOf, editing, face, numbered, put, saved } from './editing.ts';
import { appOrigin, newNumber, openBrowser, openPhone, showing, storeOrigin } from './phone.ts';
import { codeAfter, openShop } from './shop.ts';
import { look } from './ways.ts';

const browser = await openBrowser(t);

t.test('J1 in Amharic: five wrong codes lock the number for ten minutes, in words that say nothing else', async (t) => {
  const number = newNumber();
  const phone = await openPhone(browser, { lang: 'am', touch: true });
  const { page } = phone;
  const main = async (): Promise<string> => await page.locator('main').innerText();
  await page.goto(`${appOrigin}/`);
  await page.locator('form input').first().fill(number.typed);
  await page.locator('form button[type=submit]').first().tap();
  await page.waitForURL(/\/start\/code/);
  const right = await codeAfter(number.e164, 0);
  const field = page.locator('form input').first();
  for (let tries = 1; tries <= 5; tries += 1) {
    await field.fill(String((Number(right) + tries) % 1_000_000).padStart(6, '0'));
    await showing(main, /ኮዱ ትክክል አይደለም ወይም ጊዜው አልፏል።|ብዙ የተሳሳቱ ኮዶች ገብተዋል።/);
    await showing(async () => await field.inputValue(), /^$/);
  }
  await field.fill(right);
  await showing(main, /ብዙ የተሳሳቱ ኮዶች ገብተዋል። (9|10) ደቂቃ ይጠብቁና አዲስ ኮድ ይጠይቁ።/);
  t.match(page.url(), /\/start\/code/, 'the right code opens nothing either');
  t.same(await look(phone, 'wrong-locked-am'), []);
});

t.test('UC-9 UC-10 J1 in Amharic: without network, in two tabs, with script among the words', async (t) => {
  const shop = await openShop('ሁለት ገጾች');
  await put(shop, numbered(2));
  const phone = await editing(browser, shop, { lang: 'am', touch: true });
  const { page, context } = phone;
  const findings: string[] = [];
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await face(page, 0).tap();
  await page.locator('#b-b1-text').fill('ያለ ኢንተርኔት የተጻፈ');
  await page.getByText('አልተቀመጠም – ኢንተርኔት የለም። በዚህ ስልክ ላይ ተይዟል።').waitFor();
  findings.push(...(await look(phone, 'wrong-offline-am')));
  const killed = page.waitForEvent('crash');
  void (await context.newCDPSession(page)).send('Page.crash').catch(() => undefined);
  await killed;
  await page.close();
  const opened = await context.newPage();
  await opened.goto(`${appOrigin}/page`);
  await opened.getByText('ያለ ኢንተርኔት የተጻፈ').first().waitFor();
  await opened.getByText('አልተቀመጠም – ኢንተርኔት የለም። በዚህ ስልክ ላይ ተይዟል።').waitFor();
  await context.setOffline(false);
  await saved(opened);
  t.match((await draftOf(shop)).content.blocks[0], { text: 'ያለ ኢንተርኔት የተጻፈ' }, 'UC-9: kept, opened, saved');

  const tab = await context.newPage();
  await tab.goto(`${appOrigin}/page`);
  await tab.locator('.head-block .face').tap();
  await tab.locator('#head-line').fill('ከሌላው ገጽ');
  await tab.locator('#head-line').blur();
  await saved(tab);
  await opened.bringToFront();
  await opened.locator('.head-block .face').tap();
  await opened.locator('#head-bio').fill('<script>alert(1)</script> አስተምራለሁ።');
  await opened.locator('#head-line').fill('ከዚህ ገጽ');
  await opened.locator('#head-line').blur();
  await opened.getByRole('button', { name: 'ለውጦቹን ይመልከቱ' }).tap();
  const sheet = opened.locator('dialog[open]');
  await sheet.locator('fieldset').first().waitFor();
  t.match(await sheet.innerText(), /ከዚህ ገጽ[\s\S]*ከሌላው ገጽ/, 'UC-10: both are shown');
  const picture = async (name: string): Promise<void> =>
    void (await opened.screenshot({ path: join(process.env.JOURNEY_PICTURES ?? '.dev/pictures', `${name}.png`) }));
  findings.push(...(await look({ page: opened, context, picture }, 'wrong-compare-am')));
  await closeSheet(opened);
  t.equal((await draftOf(shop)).content.line, 'ከሌላው ገጽ', 'until she has chosen, nothing is overwritten');
  await opened.getByRole('button', { name: 'ለውጦቹን ይመልከቱ' }).tap();
  await sheet.locator('form button[type=submit], footer button, .foot button').last().tap();
  await saved(opened);
  t.equal((await draftOf(shop)).content.line, 'ከዚህ ገጽ');
  await opened.locator('.deck .go').tap();
  await sheet.locator('form button[type=submit]').tap();
  await opened.getByText('ገጽዎ ለሕዝብ ክፍት ነው').waitFor();
  const visitor = await openPhone(browser, { lang: 'am' });
  await visitor.page.goto(`${storeOrigin}/@${shop.handle}?lang=am`);
  t.match(await visitor.page.locator('main').innerText(), '<script>alert(1)</script> አስተምራለሁ።', 'script is text');
  findings.push(...(await look(visitor, 'wrong-visitor-am')));
  t.same(findings, []);
});
