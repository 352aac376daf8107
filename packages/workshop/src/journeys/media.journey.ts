// UC-11, UC-17: a large photo on a slow line, a part of it chosen with keys, how a link looks where it is shared, the page in
// its other language, at a time, under her own name.
import type { Page, Request } from 'playwright-core';
import { t } from 'tap';
import { appOrigin, openBrowser, openPhone, scrollsSideways, showing, storeOrigin } from './phone.ts';
import { ask, openShop, type Shop } from './shop.ts';
import { soon } from './stand-ins.ts';
import { look } from './ways.ts';

const browser = await openBrowser(t);

/** A photo of 12 million points and several megabytes, as a phone's camera makes it: with the place in it. */
async function photo(): Promise<Buffer> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const base64 = await page.evaluate<string>(`(async () => {
    const canvas = new OffscreenCanvas(4000, 3000);
    const pen = canvas.getContext('2d');
    const tile = pen.createImageData(1000, 1000);
    let seed = 7;
    for (let at = 0; at < tile.data.length; at += 4) {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      const grain = (seed >> 16) % 70;
      const x = (at / 4) % 1000, y = at / 4000;
      tile.data.set([120 + 80 * Math.sin(x / 47) + grain, 100 + 70 * Math.sin(y / 23) + grain, 80 + grain, 255], at);
    }
    for (let x = 0; x < 4000; x += 1000) for (let y = 0; y < 3000; y += 1000) pen.putImageData(tile, x, y);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return btoa(text);
  })()`);
  await context.close();
  const jpeg = Buffer.from(base64, 'base64');
  const facts = Buffer.from('Exif\0\0MM GPSLatitude 9 1 47 N GPSLongitude 38 45 9 E', 'latin1');
  const head = Buffer.from([0xff, 0xe1, 0, facts.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, facts, jpeg.subarray(2)]);
}

const english = async (shop: Shop) => {
  const phone = await openPhone(browser, { lang: 'en' });
  await shop.enter(phone);
  return phone;
};
const sending = (request: Request): boolean =>
  request.method() === 'POST' && request.url().endsWith('/v1/stores/mine/images');
const status = (page: Page) => async (): Promise<string> => await page.locator('#cover [role=status]').innerText();

const shop = await openShop('Abeba Books');
const product = await shop.sells('Algebra notes', 19_950);
const path = `/@${shop.handle}/${product.slug}`;

t.test(
  'UC-11: a photo of 6 MB on 400 kbit/s travels as 300 KB, without its place; it can be cancelled and cut',
  async (t) => {
    const phone = await english(shop);
    const { page } = phone;
    await page.goto(`${appOrigin}/products/${product.id}`);
    const buffer = await photo();
    t.ok(buffer.length > 6_000_000, `${buffer.length} bytes were chosen`);
    const line = await phone.context.newCDPSession(page);
    const slow = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
    await line.send('Network.emulateNetworkConditions', slow);
    const sent: Buffer[] = [];
    // A body that is a file is only there for who stands in the way of the request.
    await page.route('**/v1/stores/mine/images', async (route) => {
      if (sending(route.request())) sent.push(route.request().postDataBuffer() ?? Buffer.alloc(0));
      await route.continue();
    });
    const file = { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer };
    const choose = async (): Promise<void> => await page.locator('#cover input[type=file]').setInputFiles(file);

    await choose();
    await showing(status(page), /Sending/);
    t.equal(await page.locator('#cover progress').count(), 1, 'how much is sent is shown');
    await phone.picture('picture-sending-en');
    await page.locator('#cover').getByRole('button', { name: 'Cancel' }).click();
    t.equal(await page.locator('#cover img').count(), 0, 'cancelled: nothing is left of it');

    await choose();
    await showing(status(page), /costs a reader/, 40_000);
    await line.send('Network.emulateNetworkConditions', {
      ...slow,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
    const bytes = sent.at(-1) ?? Buffer.alloc(0);
    t.ok(bytes.length > 10_000 && bytes.length <= 300_000, `${bytes.length} bytes went over the line`);
    t.notOk(bytes.includes('Exif', 0, 'latin1') || bytes.includes('GPS', 0, 'latin1'), 'the place stays on the phone');
    t.same(await look(phone, 'picture-ready-en'), []);

    await page.getByRole('button', { name: 'Choose the part' }).click();
    const left = page.getByRole('slider', { name: 'Left edge' });
    await left.focus();
    for (let presses = 0; presses < 12; presses += 1) await page.keyboard.press('ArrowRight');
    t.equal(await left.getAttribute('aria-valuenow'), '12');
    t.same(await look(phone, 'picture-crop-en'), []);
    t.notOk(await scrollsSideways(page));
    const again = page.waitForRequest(sending);
    await page.getByRole('button', { name: 'Keep this part' }).click();
    await again;
    await showing(status(page), /costs a reader/, 40_000);
    await page
      .locator('form')
      .getByRole('button', { name: /Put on sale again|Publish|sale/ })
      .last()
      .click();
    await page
      .getByText(/for sale/i)
      .first()
      .waitFor();
  },
);

t.test('a reader gets AVIF in her width, its place is kept, and who saves data gets a button', async (t) => {
  const { draft } = await shop.call<{ draft: { version: number } }>('/v1/stores/mine');
  await shop.call('/v1/stores/mine/publish', { body: { draftVersion: draft.version } });
  const arriving = async () => {
    const phone = await openPhone(browser, { lang: 'am' });
    const media: string[] = [];
    phone.page.on('response', (response) => {
      if (response.url().includes('/media/')) media.push(`${new URL(response.url()).pathname} ${response.status()}`);
    });
    return { phone, page: phone.page, media };
  };
  const reader = await arriving();
  await reader.page.goto(storeOrigin + path);
  await reader.page.waitForLoadState('networkidle');
  t.match(reader.media[0], /\/\d+\.avif 200$/, 'AVIF, at one of the widths');
  t.equal(reader.media.length, 1);
  t.same(await look(reader.phone, 'picture-page-am'), []);
  const spared = await reader.page.getByRole('link', { name: 'ዳታ ይቆጥቡ' }).getAttribute('href');
  // Another phone: what this one has in its memory is shown from there.
  const saver = await arriving();
  await saver.page.goto(new URL(spared ?? '', storeOrigin + path).href);
  await saver.page.waitForLoadState('networkidle');
  t.same(saver.media, [], 'nothing of a picture is fetched');
  t.same(await look(saver.phone, 'picture-saved-am'), []);
  await saver.page.locator('details.ask summary').first().click();
  await showing(async () => saver.media.join(), /\/\d+\.avif 200/);
});

t.test(
  'UC-17: the card of a link has its name and price, and the dashboard shows it as a messenger does',
  async (t) => {
    const bot = await ask(path, {
      headers: { host: new URL(storeOrigin).host, 'user-agent': 'TelegramBot (like TwitterBot)' },
    });
    const card = /property="og:image" content="([^"]+)"/.exec(bot.text())?.[1] ?? '';
    t.match(card, /\/card\/(am|en)\/[0-9a-f]{32}\.jpg$/);
    const tags = async (address: string): Promise<Map<string, string>> => {
      const asked = await ask(address, { headers: { 'user-agent': 'TelegramBot (like TwitterBot)' } });
      const head = asked.text().slice(0, 4096);
      return new Map(
        [...head.matchAll(/<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)"/g)].map(
          ([, name = '', value = '']) => [name, value],
        ),
      );
    };
    for (const [name, address, title] of [
      ['store', `/@${shop.handle}?lang=am`, 'Abeba Books'],
      ['product', `${path}?lang=am`, product.title],
    ] as const) {
      const said = await tags(address);
      t.ok(said.get('og:title')?.includes(title), `${name}: ${said.get('og:title')}`);
      t.not(said.get('og:description') ?? '', '', `${name}: without it Telegram draws no card`);
      if (name === 'product') t.match(said.get('og:description'), /199\.50\sብር/, 'the price, as Amharic writes it');
      t.match(
        said,
        new Map([
          ['og:image:width', '1200'],
          ['og:image:height', '630'],
          ['og:locale', 'am_ET'],
          ['twitter:card', 'summary_large_image'],
        ]),
      );
      const drawn = await fetch(said.get('og:image') ?? '');
      t.match(drawn.headers.get('content-type'), /image\/jpeg/, `${name}: a picture that every messenger takes`);
      const { byteLength } = await drawn.arrayBuffer();
      t.ok(byteLength > 5_000 && byteLength <= 200_000, `${name}: ${byteLength} bytes`);
    }
    const cardNow = async (): Promise<string> => (await tags(`${path}?lang=am`)).get('og:image') ?? '';
    const before = await cardNow();
    type Sold = { version: number; coverImageId?: string | null };
    const cover = async (coverImageId: string | null): Promise<void> => {
      const { version } = await shop.call<Sold>(`/v1/products/${product.id}`);
      const change = { baseVersion: version, coverImageId };
      await shop.call(`/v1/products/${product.id}`, { method: 'PATCH', body: change });
      await shop.call(`/v1/products/${product.id}/publish`, { body: {} });
    };
    const { coverImageId = null } = await shop.call<Sold>(`/v1/products/${product.id}`);
    t.ok(coverImageId, 'the photo of before is its picture');
    await cover(null);
    await soon('another address, whatever a messenger keeps', async () => (await cardNow()) !== before);
    await cover(coverImageId);
    await soon('the first again', async () => (await cardNow()) === before);
    const phone = await english(shop);
    await phone.page.goto(`${appOrigin}/more/sharing`);
    await phone.page.getByLabel('What do you share?').selectOption({ label: product.title });
    await phone.page.locator('.bubble-card img').waitFor();
    await phone.page.waitForLoadState('networkidle');
    t.equal(await phone.page.evaluate("document.querySelector('.bubble-card img').naturalWidth"), 1200);
    t.equal(await phone.page.evaluate("document.querySelector('.code-image').naturalWidth > 0"), true);
    t.same(await look(phone, 'sharing-en'), []);
    t.notOk(await scrollsSideways(phone.page));
  },
);

t.test('the page in its other language is typed text by text, and readers see it', async (t) => {
  const mine = await shop.call<{ draft: { version: number; content: object } }>('/v1/stores/mine');
  const blocks = [{ id: 'w', kind: 'text', visible: true, text: 'Notes that I wrote for my own students.' }];
  const content = { ...mine.draft.content, line: 'Notes for grade 12', blocks };
  await shop.call('/v1/stores/mine/draft', { method: 'PUT', body: { baseVersion: mine.draft.version, content } });
  const phone = await english(shop);
  const { page } = phone;
  await page.goto(`${appOrigin}/more/languages`);
  const saved = page.waitForResponse((response) => response.url().endsWith('/v1/stores/mine/draft') && response.ok());
  await page
    .locator('.translation', { hasText: 'Notes for grade 12' })
    .locator('input, textarea')
    .fill('ማስታወሻዎች ለ12ኛ ክፍል');
  await page.keyboard.press('Tab');
  await saved;
  t.match(await page.locator('main').innerText(), /1 of 3 texts have both languages/);
  t.same(await look(phone, 'languages-en'), []);
  const { draft } = await shop.call<{ draft: { version: number } }>('/v1/stores/mine');
  await shop.call('/v1/stores/mine/publish', { body: { draftVersion: draft.version } });
  const amharic = await ask(`/@${shop.handle}?lang=am`, { headers: { host: new URL(storeOrigin).host } });
  t.match(amharic.text(), 'ማስታወሻዎች ለ12ኛ ክፍል');
});

t.test('a name of her own: what is typed wrong is said, and the records stand there to be copied', async (t) => {
  const phone = await openPhone(browser, { lang: 'am' });
  await shop.enter(phone);
  const { page } = phone;
  await page.goto(`${appOrigin}/more/address`);
  const name = page.locator('#domain');
  const add = page.locator('.domains form button[type=submit]');
  await name.fill('abeba');
  await add.click();
  await page.locator('.domains [role=alert]').first().waitFor();
  t.equal(await name.inputValue(), 'abeba', 'what was typed stays');
  await name.fill(`${shop.handle}.example.com`);
  await add.click();
  await page.locator('.records').waitFor();
  t.match(await page.locator('.records').innerText(), /TXT[\s\S]*_windsurf\.[\s\S]*windsurf-store=[\s\S]*CNAME/);
  t.same(await look(phone, 'domain-am'), []);
  t.notOk(await scrollsSideways(page));
});

t.test('publishing at a time: chosen in the Ethiopian calendar, shown in both, taken back', async (t) => {
  const phone = await openPhone(browser, { lang: 'am' });
  await shop.enter(phone);
  const { page } = phone;
  await page.goto(`${appOrigin}/page`);
  await page.getByRole('button', { name: 'አትም' }).last().click();
  await page.getByRole('button', { name: 'በኋላ አትም…' }).click();
  await page.locator('#publish-at').fill('1');
  await page.locator('.later .part-time input').fill('ከጠዋቱ 3:00');
  const year = page.locator('.later .part-year input');
  await year.fill(String(Number(await year.inputValue()) + 1));
  await page.locator('.later select').selectOption({ index: 0 });
  t.same(await look(phone, 'publish-later-am'), []);
  await page.getByRole('button', { name: 'በዚህ ጊዜ አትም' }).click();
  await page.locator('.later .notice').waitFor();
  const { scheduled } = await shop.call<{ scheduled: { state: string } | null }>('/v1/stores/mine/schedule');
  t.match(scheduled, { state: 'waiting' });
  await page.getByRole('button', { name: 'በራሱ አይታተም' }).click();
  await page.locator('.later .notice').waitFor({ state: 'detached' });
});
