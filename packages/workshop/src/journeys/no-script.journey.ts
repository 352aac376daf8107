// UC-15, UC-16, UC-26: what a buyer has who has next to nothing: no JavaScript, and a thin line that breaks.
import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { get } from 'node:http';
import type { Page } from 'playwright-core';
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, storeOrigin, tellTelebirr, waitForSms } from './phone.ts';
import { ask, openShop, signedIn, sql } from './shop.ts';
import type { ForSale } from './shop.ts';
import { soon, tell } from './stand-ins.ts';
import { decide, isReceipt, linkIn, press } from './ways.ts';

const browser = await openBrowser(t);
const sandbox = process.env.SANDBOX_URL ?? '';
await tellTelebirr('normal');
await tell('webirr', 'normal');
await tell('cps', 'normal');
const shop = await openShop('Bare Bones');
const notes = await shop.sells('Geometry notes', 19_950);
{
  const { draft } = await shop.call<{ draft: { version: number } }>('/v1/stores/mine');
  await shop.call('/v1/stores/mine/publish', { body: { draftVersion: draft.version } });
}
const operator = await signedIn({ typed: '0911000009', e164: '+251911000009' }, 'buyer');

type Number = ReturnType<typeof newNumber>;
/** What a person does outside of our pages, each on a device of her own, and without a script there as well. */
const elsewhere = async (url: string, work: (page: Page) => Promise<void>): Promise<void> => {
  const other = await openPhone(browser, { lang: 'en', script: false });
  await other.page.goto(url);
  await work(other.page);
  await other.context.close();
};
const ways: Record<string, (page: Page, number: Number) => Promise<void>> = {
  telebirr: async (page) => await decide(page, 'approve'),
  webirr: async (page) => {
    const code = (await page.locator('.code').innerText()).replaceAll(/\D/g, '');
    const payer = newNumber();
    await elsewhere(`${sandbox}/phone/bank?number=${encodeURIComponent(payer.e164)}`, async (bank) => {
      await bank.locator('#code').fill(code);
      await bank.locator('form button').first().click();
      await bank.locator('input[name=pin]').first().fill('1234');
      await bank.locator('form[method=post] button').first().click();
    });
  },
  cbebirr: async (_, number) =>
    await elsewhere(`${sandbox}/phone?number=${encodeURIComponent(number.e164)}`, async (hers) => {
      const prompt = hers.locator('li.prompt', { hasText: 'CBE Birr USSD' });
      await soon('a prompt', async () => {
        await hers.reload();
        return (await prompt.count()) > 0;
      });
      await prompt.locator('input[name=pin]').fill('1234');
      await prompt.locator('button[value=approve]').click();
    }),
  chapa: async (page) => await page.locator('button[value=approve]').click(),
  manual: async (page) => {
    const reference = `FT26${randomBytes(4).toString('hex').toUpperCase()}`;
    await page.locator('textarea[name=text]').fill(reference);
    await page.locator('main form button').first().click();
    await page.waitForLoadState();
    // A person looks at the account: the one step that is not the buyer's.
    const intentId = await soon('her attempt', async () => {
      const [row] = await sql<{ id: string }>(
        "select id from payments.intents where creator_id = $1 and rail = 'manual' order by started_at desc limit 1",
        [shop.personId],
      );
      return row?.id;
    });
    const body = { resolution: 'paid', providerTxnId: reference, note: 'seen in the statement of the bank' };
    await operator.call(`/v1/payments/operator/intents/${intentId}/resolve`, { body });
  },
};

/** Waits for a link that leads on, with nothing but “Check now” and the page's own refresh. */
async function onTo(page: Page, link: string): Promise<void> {
  await soon(`${link} on ${page.url()}`, async () => {
    if ((await page.locator(link).count()) > 0) return true;
    const check = page.locator('a[href*="check=1"]');
    if ((await check.count()) > 0)
      await check
        .first()
        .click({ timeout: 2000 })
        .catch(() => undefined);
    return (await page.locator(link).count()) > 0;
  });
}

t.test('UC-15: without JavaScript each way to pay ends with the file, by links and forms alone', async (t) => {
  const reading = await openPhone(browser, { lang: 'en', script: false });
  await reading.page.goto(`${appOrigin}/checkout/${notes.id}?lang=en`);
  const rails = await reading.page
    .locator('input[name=rail]')
    .evaluateAll((inputs: { value: string }[]) => inputs.map(({ value }) => value));
  t.ok(rails.length >= 3, rails.join());
  t.same(
    rails.filter((rail) => ways[rail] === undefined),
    [],
    'each rail that is offered is tried',
  );
  for (const rail of rails) {
    const lang = rail === 'webirr' ? 'am' : 'en';
    const phone = await openPhone(browser, { lang, script: false, touch: true });
    const { page } = phone;
    const number = newNumber();
    await page.goto(`${storeOrigin}/@${shop.handle}/${notes.slug}?lang=${lang}`);
    await page.locator('a[href*="/checkout/"]').first().tap();
    await page.locator('input[name=phone]').fill(number.typed);
    await page.locator(`input[name=rail][value=${rail}]`).check();
    await press(page);
    await page.waitForURL((url) => !url.pathname.startsWith('/checkout/'));
    await ways[rail]?.(page, number);
    if (rail === 'manual') {
      // Whoever waits for a person closes the page; the link comes by SMS.
      await page.goto(linkIn((await waitForSms(number.e164, isReceipt)).text));
    } else {
      await page.waitForURL(/\/pay\//);
      await onTo(page, 'a[href*="/r/"]');
      await page.locator('a[href*="/r/"]').first().tap();
    }
    await page.waitForURL(/\/r\//);
    const downloading = page.waitForEvent('download');
    await page.locator('a[href*="/d/"]').first().tap();
    const download = await downloading;
    t.match(await download.path(), /./, `${rail}: paid and downloaded`);
    await phone.picture(`no-script-${rail}`);
    await phone.context.close();
  }
});

/** Bytes of the first answer as they come over the wire, the head of it included. */
async function firstResponse(address: string): Promise<{ bytes: number; head: string }> {
  const url = new URL(address);
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const parts: Buffer[] = [];
  const socket = connect(Number(url.port), '127.0.0.1');
  socket.on('data', (part: Buffer) => parts.push(part)).on('error', reject);
  socket.on('end', () => resolve(Buffer.concat(parts)));
  const lines = [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    'Accept: text/html',
    'Accept-Encoding: br',
    'Accept-Language: am-ET,am;q=0.9',
    'Connection: close',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const whole = await promise;
  return { bytes: whole.length, head: whole.subarray(0, whole.indexOf('\r\n\r\n')).toString() };
}

t.test(
  'UC-16: store, product and checkout answer within 14,000 bytes, and are read before a picture comes',
  async (t) => {
    const mine = await shop.call<{ draft: { version: number; content: object } }>('/v1/stores/mine');
    const cover = await pictured();
    const words = 'የጂኦሜትሪ ማስታወሻዎች ለ12ኛ ክፍል፤ ከመልስ ጋር የተዘጋጁ። '.repeat(12);
    const { version } = await shop.call<{ version: number }>(`/v1/products/${notes.id}`);
    const change = { baseVersion: version, description: words, coverImageId: cover };
    await shop.call(`/v1/products/${notes.id}`, { method: 'PATCH', body: change });
    await shop.call(`/v1/products/${notes.id}/publish`, { body: {} });
    const blocks = [
      { id: 'p', kind: 'product', visible: true, productId: notes.id, look: 'large' },
      ...[1, 2, 3].map((at) => ({ id: `t${at}`, kind: 'text', visible: true, text: words })),
    ];
    const content = { ...mine.draft.content, blocks };
    const saved = await shop.call<{ version: number }>('/v1/stores/mine/draft', {
      method: 'PUT',
      body: { baseVersion: mine.draft.version, content },
    });
    await shop.call('/v1/stores/mine/publish', { body: { draftVersion: saved.version } });
    const pages = [
      ['store', `${storeOrigin}/@${shop.handle}`],
      ['product', `${storeOrigin}/@${shop.handle}/${notes.slug}`],
      ['checkout', `${appOrigin}/checkout/${notes.id}`],
    ] as const;
    for (const [name, address] of pages) {
      for (const lang of ['am', 'en'] as const) {
        const url = new URL(`${address}?lang=${lang}`);
        await soon(`the cover on ${name}`, async () =>
          (await ask(url.pathname + url.search, { headers: { host: url.host } })).text().includes('/media/'),
        );
        const { bytes, head } = await firstResponse(`${address}?lang=${lang}`);
        t.match(head, /^HTTP\/1\.1 200/);
        t.match(head, /content-encoding: br/i, `${name} travels as Brotli`);
        t.ok(bytes > 1000 && bytes <= 14_000, `${name} ${lang}: ${bytes} bytes with its headers`);
        t.comment(`${name} ${lang}: ${bytes} bytes`);
      }
      const phone = await openPhone(browser, { lang: 'am' });
      const { page } = phone;
      let held = 0;
      const { promise: seen, resolve: letGo } = Promise.withResolvers<void>();
      await page.route(/\/media\//, async (route) => {
        held += 1;
        await seen;
        await route.continue();
      });
      await page.goto(`${address}?lang=am`, { waitUntil: 'commit' });
      await page.getByText('Geometry notes').first().waitFor({ state: 'visible' });
      await page
        .getByText(/199\.50/)
        .first()
        .waitFor({ state: 'visible' });
      if (name === 'store') await page.getByText('Bare Bones').first().waitFor({ state: 'visible' });
      await soon(`${name}: a picture is asked for`, async () => held > 0);
      t.pass(`${name}: name, product and price are read while ${held} pictures are still to come`);
      letGo();
      await phone.context.close();
    }
  },
);

/** A cover of the shop's own, drawn in the browser. */
async function pictured(): Promise<string> {
  const phone = await openPhone(browser, { lang: 'en' });
  await shop.enter(phone);
  const { page } = phone;
  await page.goto(`${appOrigin}/products/${notes.id}`);
  const base64 = await page.evaluate<string>(`(async () => {
    const canvas = new OffscreenCanvas(1200, 675);
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#0a5';
    pen.fillRect(0, 0, 1200, 675);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  })()`);
  const answered = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().endsWith('/v1/stores/mine/images'),
  );
  await page
    .locator('#cover input[type=file]')
    .setInputFiles({ name: 'cover.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') });
  const { imageId } = (await (await answered).json()) as { imageId: string };
  await phone.context.close();
  return imageId;
}

type Cut = { readonly bytes: Buffer; readonly whole: boolean };
/** Fetches from a byte on, as a phone's downloader does, and cuts the line after so many more; 0: never. */
async function fetchFrom(path: string, from: number, cutAfter: number): Promise<Cut> {
  const { promise, resolve, reject } = Promise.withResolvers<Cut>();
  const app = new URL(appOrigin);
  const headers = from === 0 ? {} : { range: `bytes=${from}-` };
  const first = get({ host: '127.0.0.1', port: app.port, path, headers: { ...headers, host: app.host } }, (led) => {
    led.resume();
    if (led.statusCode !== 302) return reject(new Error(`the stable address answered ${led.statusCode}`));
    const at = get(String(led.headers.location), { headers }, (answer) => {
      const status = from === 0 ? 200 : 206;
      if (answer.statusCode !== status) return reject(new Error(`${answer.statusCode} for bytes from ${from}`));
      const parts: Buffer[] = [];
      let got = 0;
      answer.on('data', (part: Buffer) => {
        parts.push(part);
        got += part.length;
        if (cutAfter > 0 && got >= cutAfter) at.destroy();
      });
      answer.on('close', () => resolve({ bytes: Buffer.concat(parts), whole: answer.complete }));
    });
    at.on('error', (error) => (cutAfter > 0 ? undefined : reject(error)));
  });
  first.on('error', reject);
  return await promise;
}

/** A PDF of so many bytes that pack badly, on sale. */
async function sellsLarge(title: string, size: number): Promise<{ product: ForSale; hash: string }> {
  const head = '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%';
  const filler = randomBytes(size / 2).toString('hex');
  const bytes = Buffer.from(`${head}${filler}`.slice(0, size - 30) + '\ntrailer<</Root 1 0 R>>\n%%EOF\n');
  type Begun = { file: { id: string; partSizeBytes: number }; parts: { number: number; url: string }[] };
  const begun = await shop.call<Begun>('/v1/delivery/files', { body: { name: 'large.pdf', sizeBytes: bytes.length } });
  const { partSizeBytes: partBytes } = begun.file;
  for (const { number, url } of begun.parts)
    await fetch(url, { method: 'PUT', body: bytes.subarray((number - 1) * partBytes, number * partBytes) });
  await shop.call(`/v1/delivery/files/${begun.file.id}/complete`, { body: {} });
  const made = await shop.call<ForSale>('/v1/products', {
    body: { title, priceSantim: 9_900, fileId: begun.file.id },
  });
  const product = await soon(`${title} on sale`, async () => {
    const answer = await shop.try(`/v1/products/${made.id}/publish`, { body: {} });
    return answer.status === 200 && (answer.json() as ForSale);
  });
  await soon('at the checkout', async () => (await ask(`/v1/payments/products/${made.id}/offer`)).status === 200);
  return { product, hash: createHash('sha256').update(bytes).digest('hex') };
}

t.test('UC-26: a line that breaks five times in 4 MB ends with the right fingerprint, and was one use', async (t) => {
  const { product, hash } = await sellsLarge('A large book', 4_000_000);
  await tellTelebirr('auto');
  const phone = await openPhone(browser, { lang: 'en' });
  const number = newNumber();
  await phone.page.goto(`${appOrigin}/checkout/${product.id}?lang=en`);
  await phone.page.locator('input[name=phone]').fill(number.typed);
  await phone.page.locator('input[name=rail][value=telebirr]').check();
  await press(phone.page);
  await phone.page.goto(linkIn((await waitForSms(number.e164, isReceipt)).text));
  await tellTelebirr('normal');
  const path = (await phone.page.locator('a[href*="/d/"]').first().getAttribute('href')) ?? '';
  t.match(await phone.page.locator('a[href*="/d/"]').first().innerText(), /Download 4\s?MB/, 'its size is said before');
  let got = Buffer.alloc(0);
  for (let cut = 1; cut <= 5; cut += 1) {
    const { bytes, whole } = await fetchFrom(path, got.length, 600_000);
    t.notOk(whole, `cut ${cut} after ${bytes.length} bytes`);
    got = Buffer.concat([got, bytes]);
  }
  const rest = await fetchFrom(path, got.length, 0);
  t.ok(rest.whole);
  got = Buffer.concat([got, rest.bytes]);
  const fingerprint = createHash('sha256').update(got).digest('hex');
  t.equal(fingerprint, hash, 'what arrived is what was sold');
  await phone.page.getByText('fingerprint', { exact: false }).first().click();
  t.equal(await phone.page.locator('details code').first().innerText(), fingerprint, 'and the page says the same');
  const uses = await sql<{ requests: number }>(
    'select d.requests from delivery.download_sessions d join delivery.entitlements e using (creator_id) where e.id = d.entitlement_id and e.product_id = $1',
    [product.id],
  );
  t.same(
    uses.map(({ requests }) => requests),
    [6],
    'six requests, one use',
  );
});
