// J2: an e-book in Amharic, by touch and by keys: bad input is answered in words, an upload goes on after a cut, a product waits
// for its approval, and buyers see what she saw. Stamping of PDFs has a journey of its own when it is built.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { t } from 'tap';
import { appOrigin, openBrowser, openPhone, showing, storeOrigin } from './phone.ts';
import { ask, openShop, signedIn } from './shop.ts';
import { soon } from './stand-ins.ts';
import { look, tabsTo } from './ways.ts';

const browser = await openBrowser(t);
const desk = await signedIn({ typed: '0911000009', e164: '+251911000009' }, 'buyer');
const shop = await openShop('የጽጌ መጻሕፍት');
{
  const { draft } = await shop.call<{ draft: { version: number } }>('/v1/stores/mine');
  await shop.call('/v1/stores/mine/publish', { body: { draftVersion: draft.version } });
}
const folder = mkdtempSync(join(tmpdir(), 'journey-'));
const file = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const main = async (page: Page): Promise<string> => await page.locator('main').innerText();
const alerts = (page: Page) => async (): Promise<string> =>
  (await page.locator('[role=alert]').allInnerTexts()).join('\n');

/** Who opens a store now waits for a person; services follow within seconds. */
async function approvalFor(creators: string[]): Promise<void> {
  type Flags = { items: { name: string; version: number }[] };
  const { items } = await desk.call<Flags>('/v1/auth/operator/flags');
  const seenVersion = items.find(({ name }) => name === 'product-approval')?.version ?? 0;
  const rule = { enabled: true, percent: 0, creators, platforms: [] };
  const body = { rule, reason: 'the journey of an e-book', seenVersion };
  await desk.call('/v1/auth/operator/flags/product-approval', { method: 'PUT', body });
}

const wrongPrices = {
  am: [
    ['-1', /ከዜሮ በላይ/],
    ['0.001', /ቢበዛ ሁለት አሃዝ/],
    ['1000000000', /ቢበዛ 1,000,000/],
    ['፻', /በ1 2 3/],
    ['', /እንደ 199\.50/],
  ],
  en: [
    ['-1', /above zero/],
    ['0.001', /two digits/],
    ['1000000000', /at most 1,000,000/],
    ['፻', /1 2 3/],
    ['', /amount like 199\.50/],
  ],
} as const;
const words = {
  am: { tooLong: /ቢበዛ 120 ፊደል ይጻፉ፤ አሁን 300/, noBytes: /ባዶ ነው \(0 ባይት\)/, program: /መሸጥ አይቻልም/, title: /^ስህተት/ },
  en: {
    tooLong: /at most 120 letters here; there are 300/,
    noBytes: /empty \(0 bytes\)/,
    program: /cannot be sold here/,
    title: /^Error:/,
  },
} as const;

for (const { lang, touch } of [
  { lang: 'am', touch: true },
  { lang: 'en', touch: false },
] as const)
  await t.test(
    `J2: what is typed wrong is answered in ${lang}, ${touch ? 'by touch' : 'with the keyboard alone'}, and nothing is lost`,
    async (t) => {
      const phone = await openPhone(browser, { lang, touch });
      await shop.enter(phone);
      const { page } = phone;
      const findings: string[] = [];
      await page.goto(`${appOrigin}/products/new`);
      const [title, price] = [page.locator('input#title'), page.locator('input#price')];
      await title.waitFor();
      const sell = async (): Promise<void> => {
        if (touch) return await page.locator('main form button[type=submit]').tap();
        await price.focus();
        await page.keyboard.press('Enter');
      };
      await title.fill('የ12ኛ ክፍል ፊዚክስ');
      for (const [typed, says] of wrongPrices[lang]) {
        await price.fill(typed);
        await soon('drawn', async () => (await price.inputValue()) === typed);
        await sell();
        await showing(alerts(page), says);
        await showing(async () => await page.title(), words[lang].title);
        t.equal(await price.inputValue(), typed, 'what was typed stays');
        t.equal(await title.inputValue(), 'የ12ኛ ክፍል ፊዚክስ');
      }
      findings.push(...(await look(phone, `ebook-price-${lang}`)));
      await price.fill('199.50');
      await title.fill('ፊ'.repeat(300));
      await sell();
      await showing(alerts(page), words[lang].tooLong);
      t.equal((await title.inputValue()).length, 300, 'nothing is cut off');
      findings.push(...(await look(phone, `ebook-name-${lang}`)));
      await title.fill('የ12ኛ ክፍል ፊዚክስ');
      const picker = page.locator('input#file-input');
      await picker.setInputFiles(file('empty.pdf', new Uint8Array()));
      await showing(alerts(page), words[lang].noBytes);
      const program = new Uint8Array(120_000).fill(1);
      program.set([0x4d, 0x5a, 0x90, 0x00]);
      await picker.setInputFiles(file('setup.pdf', program));
      await showing(alerts(page), words[lang].program);
      findings.push(...(await look(phone, `ebook-program-${lang}`)));
      if (!touch) {
        await page.locator('h1').focus();
        t.ok(await tabsTo(page, 'main form button[type=submit]', 60), 'the button is reached with Tab');
      }
      t.same(findings, []);
      await phone.context.close();
    },
  );

t.test(
  'J2: an upload that was cut goes on with what is missing; the product waits, is approved and is seen as buyers see it',
  async (t) => {
    const probe = await shop.sells('የቆየ ማጠቃለያ', 9_900);
    await approvalFor([shop.personId]);
    let change = 0;
    // The rule is known to the store within seconds: then a change of what is on sale waits.
    await soon(
      'the rule',
      async () => {
        const { version } = await shop.call<{ version: number }>(`/v1/products/${probe.id}`);
        const body = { baseVersion: version, description: `Change ${(change += 1)}` };
        await shop.call(`/v1/products/${probe.id}`, { method: 'PATCH', body });
        type Published = { approval: { status: string } | null };
        const { approval } = await shop.call<Published>(`/v1/products/${probe.id}/publish`, { body: {} });
        return approval?.status === 'pending_review';
      },
      40_000,
    );
    const phone = await openPhone(browser, { lang: 'am', touch: true });
    await shop.enter(phone);
    const { page, context } = phone;
    const findings: string[] = [];
    await page.goto(`${appOrigin}/products/new`);
    await page.locator('input#title').fill('የፊዚክስ ማጠቃለያ');
    await page.locator('input#price').fill('199.50');
    await page.locator('textarea#description').fill('ለ12ኛ ክፍል ተማሪዎች የተዘጋጀ፤ ከመልመጃና መልስ ጋር። 84 ገጽ።');

    const arrived: string[] = [];
    let cut = false;
    await page.route(
      (url) => url.searchParams.has('partNumber'),
      async (route) => {
        const request = route.request();
        const part = new URL(request.url()).searchParams.get('partNumber') ?? '';
        if (request.method() !== 'PUT') return await route.continue();
        // The second part is under way when the network goes.
        if (part === '2' && !cut) {
          cut = true;
          await context.setOffline(true);
          return await route.abort('internetdisconnected');
        }
        await route.continue();
      },
    );
    page.on('response', (response) => {
      const part = new URL(response.url()).searchParams.get('partNumber');
      if (part !== null && response.request().method() === 'PUT' && response.ok()) arrived.push(part);
    });
    const bytes = Buffer.alloc(11_000_000, 'a page of the book\n');
    bytes.write('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%');
    bytes.write('\ntrailer<</Root 1 0 R>>\n%%EOF\n', bytes.length - 30);
    await page.locator('input#file-input').setInputFiles(file('physics.pdf', bytes));
    await page
      .getByText(/% ኢንተርኔት ጠፋ። በራሱ ይቀጥላል።/)
      .first()
      .waitFor();
    findings.push(...(await look(phone, 'ebook-cut-am')));
    await context.setOffline(false);
    await page
      .getByText(/ዝግጁ፦ PDF/)
      .first()
      .waitFor();
    t.ok(arrived.length >= 3, `parts ${arrived.join(', ')}`);
    t.equal(new Set(arrived).size, arrived.length, 'what had arrived was not sent again');

    await page.getByRole('button', { name: 'አስቀምጥ' }).tap();
    await page.waitForURL(/\/products\/[0-9a-f-]{36}/);
    await showing(async () => await main(page), /ረቂቅ/);
    findings.push(...(await look(phone, 'ebook-draft-am')));
    const id = /products\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    type Product = {
      slug: string;
      state: string;
      version: number;
      priceSantim: number;
      approval: { status: string } | null;
    };
    const read = async (): Promise<Product> => await shop.call<Product>(`/v1/products/${id}`);
    t.match(await read(), { state: 'draft', priceSantim: 19_950, approval: null });
    await page.locator('main form button[type=submit]').first().tap();
    await soon('it waits', async () => (await read()).approval?.status === 'pending_review');
    t.equal((await ask(`/@${shop.handle}/${(await read()).slug}`)).status, 404, 'nobody sees it yet');
    await page.reload();
    await page.getByText('ፈቃድ እየጠበቀ ነው').first().waitFor();
    findings.push(...(await look(phone, 'ebook-pending-am')));
    await page.goto(`${appOrigin}/products`);
    await showing(async () => await main(page), /የፊዚክስ ማጠቃለያ[\s\S]*ፈቃድ/);
    findings.push(...(await look(phone, 'ebook-list-pending-am')));

    // Publishing what waits already: told, not doubled.
    await page.goto(`${appOrigin}/products/${id}`);
    await page.getByText('ፈቃድ እየጠበቀ ነው').first().waitFor();
    await page.locator('main form button[type=submit]').first().tap();
    await page.locator('main form button[type=submit][aria-disabled]').waitFor({ state: 'detached' });
    await page.getByText('ፈቃድ እየጠበቀ ነው').first().waitFor();
    const waiting = await desk.call<{ items: { id: string; productId?: string }[] }>(
      '/v1/stores/operator/approvals?limit=100',
    );
    t.equal(
      waiting.items.filter((row) => JSON.stringify(row).includes(id)).length,
      1,
      'one case, however often it is published',
    );

    const { version } = await read();
    const caseId = `${shop.personId}_${id}`;
    const seen = await desk.call<Record<string, unknown>>(`/v1/stores/operator/approvals/${caseId}`);
    await desk.call(`/v1/stores/operator/approvals/${caseId}/approve`, {
      body: { seenVersion: seen.version ?? version, seenStatus: 'pending_review', note: 'read, it is her own work' },
    });
    await page.reload();
    await page.getByText('ለሽያጭ ቀርቧል').first().waitFor();
    t.equal(await page.getByText('ፈቃድ እየጠበቀ ነው').count(), 0);

    // Five in all: said where it is sold.
    const { version: terms } = await shop.call<{ version: number }>(`/v1/payments/products/${id}/terms`);
    t.ok(terms >= 0);
    await page.locator('.selling summary').first().tap();
    await page.getByLabel('ብዛቱ የተወሰነ ነው').check();
    await page.locator('input#stock').fill('5');
    findings.push(...(await look(phone, 'ebook-limit-am')));
    await page.locator('form:has(#stock) button[type=submit]').tap();
    await soon('five are left', async () => {
      const offer = (await ask(`/v1/payments/products/${id}/offer`)).json() as { stock?: unknown };
      return JSON.stringify(offer).includes('5');
    });
    await page.getByRole('link', { name: 'እንደ ገዢ ይመልከቱ' }).first().waitFor();
    const { slug } = await read();
    const reader = await openPhone(browser, { lang: 'am', touch: true });
    const href = (await page.getByRole('link', { name: 'እንደ ገዢ ይመልከቱ' }).first().getAttribute('href')) ?? '';
    t.match(href, new RegExp(`/@${shop.handle}/${slug}`));
    await reader.page.goto(new URL(href, storeOrigin).href);
    await showing(async () => await main(reader.page), /የፊዚክስ ማጠቃለያ[\s\S]*199\.50\sብር[\s\S]*ለ12ኛ ክፍል/);
    findings.push(...(await look(reader, 'ebook-as-buyer-am')));
    await reader.page.locator('a[href*="/checkout/"]').first().tap();
    await reader.page.waitForURL(/\/checkout\//);
    t.match(await main(reader.page), /5/, 'how many are left');
    findings.push(...(await look(reader, 'ebook-checkout-am')));
    t.same(findings, []);
    await approvalFor([]);
  },
);
