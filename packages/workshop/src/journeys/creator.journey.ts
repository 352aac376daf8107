// J1 and J2: a creator opens a store on her phone, sells a file, and sees the sale; and what she may type wrong.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { t } from 'tap';
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
  tellTelebirr,
  waitForSms,
} from './phone.ts';
import type { Phone } from './phone.ts';

const browser = await openBrowser(t);
const folder = mkdtempSync(join(tmpdir(), 'journey-'));
const file = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const alertOf = async (page: Page): Promise<string> => (await page.locator('[role=alert]').first().innerText()).trim();
const codeIn = (text: string): string => /\b(\d{6})\b/.exec(text)?.[1] ?? '';

async function typeCode(page: Page, e164: string, before: number): Promise<void> {
  await waitForSms(e164, (sms) => codeIn(sms.text) !== '' && before >= 0);
  const messages = await smsOf(e164);
  await page
    .locator('form input')
    .first()
    .fill(codeIn(messages.at(-1)?.text ?? ''));
}
/** To the screen after the code; a number that is known lands at home. */
async function signIn(phone: Phone, number: { typed: string; e164: string }): Promise<void> {
  const { page } = phone;
  const before = (await smsOf(number.e164)).length;
  await page.goto(`${appOrigin}/`);
  await page.locator('form input').first().fill(number.typed);
  await page.locator('form button[type=submit]').first().click();
  await page.waitForURL(/\/start\/code/);
  for (let tries = 0; tries < 100 && (await smsOf(number.e164)).length === before; tries++)
    await page.waitForTimeout(100);
  await typeCode(page, number.e164, before);
  await page.waitForURL((url) => !url.pathname.startsWith('/start/code'));
}
async function settled(page: Page): Promise<void> {
  await page
    .getByText(/^Saved/)
    .first()
    .waitFor();
}

const creatorNumber = newNumber();
const handle = `journey-${creatorNumber.typed.slice(-8)}`;

t.test('from a phone number to a public page: seven screens, and each wrong entry says what to write', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  const { page } = phone;
  const findings: string[] = [];
  const look = async (name: string): Promise<void> => {
    await phone.picture(name);
    findings.push(...(await seriousFindings(page)).map((f) => `${name}: ${f}`));
    if (await scrollsSideways(page)) findings.push(`${name}: wider than the phone`);
  };
  await page.goto(`${appOrigin}/`);
  const field = page.locator('form input').first();
  await field.waitFor();
  await look('start');
  await field.fill('+254 711 000 000');
  await page.locator('form button[type=submit]').first().click();
  await page.locator('[role=alert]').waitFor();
  t.match(await alertOf(page), /\+251/, 'a foreign number: only Ethiopian ones for now');
  await showing(async () => await page.title(), /^Error:/);
  t.equal(await field.inputValue(), '+254 711 000 000', 'what was typed stays');

  await field.fill(creatorNumber.typed);
  await page.locator('form button[type=submit]').first().click();
  await page.waitForURL(/\/start\/code/);
  await look('code');
  await page.locator('form input').first().fill('000000');
  await page.locator('[role=alert]').waitFor();
  t.match(await alertOf(page), /not right or no longer valid/, 'a wrong code');
  await waitForSms(creatorNumber.e164, (sms) => codeIn(sms.text) !== '');
  await typeCode(page, creatorNumber.e164, 0);
  await page.waitForURL(/\/start\/name/);

  const [name, address] = [page.locator('form input').nth(0), page.locator('form input').nth(1)];
  const open = page.locator('form button[type=submit]').first();
  await name.fill('ሰላማዊት ኃይሉ');
  await page.getByText('Free: it can be yours').waitFor();
  t.match(await address.inputValue(), /^selamawit/, 'the address is proposed in Latin letters');
  await look('name');
  for (const [typed, says] of [
    ['selam', /taken/],
    ['admin', /kept for the platform/],
    ['a', /3 to 30/],
    ['😀', /3 to 30/],
    ['x'.repeat(200), /3 to 30/],
  ] as const) {
    await address.fill(typed);
    await open.click();
    await page.locator('[role=alert]').waitFor();
    await showing(async () => await page.locator('main').innerText(), says);
    t.match(await page.locator('main').innerText(), says, `address ${typed.slice(0, 10)}`);
    t.equal(await name.inputValue(), 'ሰላማዊት ኃይሉ', 'the name is kept');
  }
  await address.fill(handle);
  await page.getByText('Free: it can be yours').waitFor();
  await open.click();
  await page.waitForURL(/\/start\/making/);
  await look('making');

  const again = await openPhone(browser, { lang: 'en' });
  await signIn(again, creatorNumber);
  await again.page.waitForURL(/\/start\/making/);
  t.pass('on another device she lands on the first unfinished screen');

  await page.locator('main button').first().click();
  await page.waitForURL(/\/start\/links/);
  await look('links');
  await page
    .getByRole('button', { name: 'Skip' })
    .or(page.getByRole('link', { name: 'Skip' }))
    .first()
    .click();
  await page.waitForURL(/\/page/);
  await page.getByRole('button', { name: 'Publish' }).waitFor();
  await look('editor');

  await page.getByRole('button', { name: /^Name and words/ }).click();
  await page.locator('[id="head-bio"], [name="head-bio"]').first().fill('<script>alert(1)</script> I teach.');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.locator('dialog[open] input').first().fill('https://t.me/journey');
  await page.keyboard.press('Enter');
  await settled(page);
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.locator('dialog[open]').waitFor();
  await look('publish');
  await page.locator('dialog[open]').getByRole('button', { name: 'Publish' }).last().click();
  await page.getByText('Your page is public').waitFor();
  await look('published');

  const visitor = await openPhone(browser, { lang: 'en', script: false });
  const answer = await visitor.page.goto(`${storeOrigin}/@${handle}?lang=en`);
  t.equal(answer?.status(), 200, 'the page opens on another phone');
  const seen = await visitor.page.locator('main').innerText();
  t.match(seen, /<script>alert\(1\)<\/script> I teach\./, 'script is shown as text');
  t.match(seen, /Telegram/i, 'the pasted address became a link');
  t.notMatch(await visitor.page.content(), /Welcome! Here you find/, 'no example text is public');
  t.same(findings, []);
});

t.test('two tabs: the second save is told, sees both, and nothing is lost', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  await signIn(phone, creatorNumber);
  const [one, two] = [phone.page, await phone.context.newPage()];
  for (const page of [one, two]) {
    await page.goto(`${appOrigin}/page`);
    await page.getByRole('button', { name: /^Name and words/ }).click();
  }
  await one.bringToFront();
  await one.locator('[id="head-line"], [name="head-line"]').first().fill('From the first tab');
  await settled(one);
  await two.bringToFront();
  await two.locator('[id="head-line"], [name="head-line"]').first().fill('From the second tab');
  await two
    .getByText(/See (the )?changes/i)
    .first()
    .waitFor();
  await two.getByRole('button', { name: 'See changes' }).click();
  await two.locator('dialog[open]').waitFor();
  const both = await two.locator('dialog[open]').innerText();
  t.match(both, /From the first tab/);
  t.match(both, /From the second tab/);
  await two.screenshot({ path: join(process.env.JOURNEY_PICTURES ?? '.dev/pictures', 'two-tabs.png') });
});

t.test(
  'a product: absurd prices, an empty file and a renamed program are refused in words; the real file sells',
  async (t) => {
    await tellTelebirr('normal');
    const phone = await openPhone(browser, { lang: 'en' });
    await signIn(phone, creatorNumber);
    const { page } = phone;
    await page.goto(`${appOrigin}/products/new`);
    const price = page.locator('input[name=price]');
    const sell = page.getByRole('button', { name: 'Put up for sale' });
    await page.locator('input[name=title]').fill('Physics grade 12, a summary');
    for (const [typed, says] of [
      ['-1', /above zero/],
      ['0.001', /two digits/],
      ['1000000000', /at most 1,000,000/],
      ['፻', /1 2 3/],
      ['', /amount like 199\.50/],
    ] as const) {
      // A script types faster than the page draws; like a person, it writes again what it does not see.
      for (let tries = 0; tries < 5; tries++) {
        await price.fill(typed);
        await page.waitForTimeout(150);
        if ((await price.inputValue()) !== typed) continue;
        await sell.click();
        await page.waitForTimeout(300);
        if (says.test(await alertOf(page))) break;
      }
      t.match(await alertOf(page), says, `price ${typed}`);
      t.equal(await price.inputValue(), typed, 'what was typed stays');
    }
    await price.fill('149.50');
    const picker = page.locator('input[type=file]').first();
    await picker.setInputFiles(file('empty.pdf', new Uint8Array()));
    await page
      .getByText(/empty \(0 bytes\)/)
      .first()
      .waitFor();
    t.pass('an empty file says so');
    const program = new Uint8Array(120_000).fill(1);
    program.set([0x4d, 0x5a, 0x90, 0x00]);
    await picker.setInputFiles(file('renamed.pdf', program));
    await page
      .getByText(/cannot be sold here/)
      .first()
      .waitFor();
    t.pass('a program that is called a PDF says so');
    const heavy = new Uint8Array(21 * 1024 * 1024).fill(7);
    heavy.set([0xff, 0xd8, 0xff, 0xe0]);
    await page.locator('input[type=file]').nth(1).setInputFiles(file('heavy.jpg', heavy));
    await page
      .getByText(/the limit is 20 MB/)
      .first()
      .waitFor();
    t.pass('an oversized cover says its size and the limit');
    const pdf = `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`;
    await picker.setInputFiles(file('physics.pdf', Buffer.from(pdf)));
    await page.getByText(/Ready/i).first().waitFor();
    await phone.picture('product-editor');
    t.same(await seriousFindings(page), []);
    await sell.click();
    await page
      .getByText(/It is for sale now|^For sale$/i)
      .first()
      .waitFor();
    await phone.picture('product-on-sale');

    const visitor = await openPhone(browser, { lang: 'en' });
    const buyer = newNumber();
    await page.goto(`${appOrigin}/products`);
    await page.getByText('Physics grade 12, a summary').first().waitFor();
    await phone.picture('products');
    await visitor.page.goto(`${storeOrigin}/@${handle}/physics-grade-12-a-summary?lang=en`);
    await visitor.page.locator('a[href*="/checkout/"]').first().click();
    await visitor.page.locator('input[name=phone]').fill(buyer.typed);
    await visitor.page.locator('input[name=rail][value=telebirr]').check();
    await visitor.page.locator('main form button').first().click();
    await visitor.page.waitForURL(/\/telebirr\//);
    await visitor.page.locator('input[name=pin]').fill('1234');
    await visitor.page.locator('button[value=approve]').click();
    await waitForSms(buyer.e164, (sms) => sms.text.includes('/r/'));
    const sale = await waitForSms(creatorNumber.e164, (sms) => /sale|sold|142/i.test(sms.text));
    t.match(sale.text, /142\.0[23]|142/, 'the creator is told what is hers: 149.50 less 5 %');

    await page.goto(`${appOrigin}/orders`);
    await page.getByText('Physics grade 12, a summary').first().waitFor();
    await phone.picture('orders');
    t.same(await seriousFindings(page), []);
    await page.goto(`${appOrigin}/`);
    await page
      .getByText(/142\.0[23]/)
      .first()
      .waitFor();
    await phone.picture('home-after-sale');
    t.same(await seriousFindings(page), []);
    t.notOk(await scrollsSideways(page));
  },
);
