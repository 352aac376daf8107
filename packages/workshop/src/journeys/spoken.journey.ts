// UC-22, UC-23, UC-24: the way to a paid file for who cannot see the page and for who has keys alone. What a screen reader would
// be given is read from the browser's accessibility tree; which voice then reads it, no machine can tell.
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, storeOrigin, tellTelebirr, waitForSms } from './phone.ts';
import type { Phone } from './phone.ts';
import { openShop } from './shop.ts';
import { tell } from './stand-ins.ts';
import { isReceipt, look, press, says } from './ways.ts';
import { walk } from './walk.ts';

const browser = await openBrowser(t);
await tellTelebirr('normal');
await tell('cps', 'normal');
const shop = await openShop('Hanna Lessons');
const lesson = await shop.sells('Mekdes songs', 19_950);
const own = await shop.sells('Your price', 10_000);
await shop.terms(own.id, { payWhatYouWant: { minSantim: 10_000, suggestedSantim: [] } });
{
  const { draft } = await shop.call<{ draft: { version: number } }>('/v1/stores/mine');
  await shop.call('/v1/stores/mine/publish', { body: { draftVersion: draft.version } });
}

type Node = {
  readonly nodeId: string;
  readonly childIds?: readonly string[];
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly description?: { readonly value: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
};
type Said = { readonly role: string; readonly name: string; readonly about: string };
/** What a screen reader is given, in its order. */
async function spoken({ page, context }: Phone): Promise<Said[]> {
  const devtools = await context.newCDPSession(page);
  const { nodes } = (await devtools.send('Accessibility.getFullAXTree')) as { nodes: Node[] };
  await devtools.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  // The answer goes level by level; a reader goes from a thing into its parts.
  const inOrder = (node: Node): Node[] => [
    node,
    ...(node.childIds ?? []).flatMap((id) => {
      const child = byId.get(id);
      return child === undefined ? [] : inOrder(child);
    }),
  ];
  return nodes
    .slice(0, 1)
    .flatMap(inOrder)
    .filter(({ ignored, role }) => !ignored && role !== undefined && role.value !== 'InlineTextBox')
    .map(({ role, name, description }) => ({
      role: role?.value ?? '',
      name: (name?.value ?? '').replaceAll(/\s+/g, ' ').trim(),
      about: description?.value ?? '',
    }));
}
/** The plain text of the main part, as it is read line by line. */
const textOf = (said: readonly Said[]): string[] =>
  said.filter(({ role, name }) => role === 'StaticText' && name !== '').map(({ name }) => name);
const times = (said: readonly Said[], words: RegExp): number => textOf(said).filter((text) => words.test(text)).length;
/** Where a thing is said; one that is not said at all is a failure by itself. */
const place = (said: readonly Said[], role: string, name: RegExp): number => {
  const at = said.findIndex((one) => one.role === role && name.test(one.name));
  if (at < 0)
    throw new Error(`no ${role} ${String(name)} in: ${said.map((one) => `${one.role} ${one.name}`).join(' | ')}`);
  return at;
};
const ascending = (places: readonly number[]): boolean =>
  places.every((at, n) => n === 0 || at > (places[n - 1] ?? -1));

const inWords = {
  en: {
    price: /199\.50\sbirr/,
    rail: /^How do you want to pay/,
    pay: /^Pay 199\.50\sbirr$/,
    buy: /Buy|Get/,
    phone: /^Your phone number/,
    wait: /^Look at your phone/,
    paid: /^Paid\. Thank you!$/,
    open: /^Open what you bought$/,
  },
  am: {
    price: /199\.50\sብር/,
    rail: /^በምን መክፈል ይፈልጋሉ/,
    pay: /^199\.50\sብር ይክፈሉ$/,
    buy: /ይግዙ|ግዛ|ይክፈሉ/,
    phone: /^ስልክ ቁጥርዎ/,
    wait: /^ስልክዎን ይመልከቱ/,
    paid: /^ተከፍሏል። እናመሰግናለን!$/,
    open: /^የገዙትን ይክፈቱ$/,
  },
} as const;

for (const lang of ['am', 'en'] as const)
  await t.test(
    `UC-23: from the product to “paid”, a screen reader in ${lang} is told each thing once and in order`,
    async (t) => {
      const words = inWords[lang];
      const phone = await openPhone(browser, { lang });
      const { page } = phone;
      const number = newNumber();
      const speaks = async (): Promise<Said[]> => {
        t.equal(await page.locator('html').getAttribute('lang'), lang, `the page says that it speaks ${lang}`);
        return await spoken(phone);
      };
      await page.goto(`${storeOrigin}/@${shop.handle}/${lesson.slug}?lang=${lang}`);
      const product = await speaks();
      t.ok(times(product, words.price) >= 1, 'the price is said');
      t.ok(place(product, 'heading', /^Mekdes songs$/) < product.findIndex(({ name }) => words.price.test(name)));
      await page.locator('a[href*="/checkout/"]').first().click();
      const form = await speaks();
      const rails = form.filter(({ role }) => role === 'radio');
      t.ok(
        rails.length >= 3 && rails.every(({ name, about }) => name !== '' && about !== ''),
        'each way says how it goes',
      );
      t.equal(new Set(rails.map(({ name }) => name)).size, rails.length, 'by names of their own');
      t.equal(form.filter(({ role, name }) => role === 'radiogroup' && words.rail.test(name)).length, 1);
      t.ok(
        ascending([
          place(form, 'heading', /^Mekdes songs$/),
          place(form, 'textbox', words.phone),
          place(form, 'radiogroup', words.rail),
          place(form, 'button', words.pay),
        ]),
        'what, number, way to pay, button',
      );
      await page.locator('input[name=phone]').fill(number.typed);
      await page.locator('input[name=rail][value=cbebirr]').check();
      await press(page);
      await page.waitForURL(/\/pay\//);
      await says(page, lang === 'am' ? /ስልክዎን ይመልከቱ/ : /Look at your phone/);
      const waiting = await speaks();
      const status = place(waiting, 'status', /^/);
      t.equal(waiting.filter(({ role }) => role === 'status').length, 1, 'one place says how it stands');
      t.equal(times(waiting, words.wait), 1, 'waiting is said once');
      t.ok(place(waiting, 'heading', words.wait) > status, 'in the place that is announced');
      t.notOk(
        waiting.some(({ role }) => role === 'timer' || role === 'alert'),
        'no clock talks',
      );
      const other = await openPhone(browser, { lang: 'en', script: false });
      await other.page.goto(`${process.env.SANDBOX_URL ?? ''}/phone?number=${encodeURIComponent(number.e164)}`);
      const prompt = other.page.locator('li.prompt', { hasText: 'CBE Birr USSD' });
      await prompt.locator('input[name=pin]').fill('1234');
      await prompt.locator('button[value=approve]').click();
      await waitForSms(number.e164, isReceipt);
      await says(page, lang === 'am' ? /የገዙትን ይክፈቱ/ : /Open what you bought/);
      const paid = await speaks();
      t.equal(times(paid, words.paid), 1, 'the result is said once');
      t.match(await page.title(), words.paid, 'and is the title of the page');
      t.ok(
        ascending([place(paid, 'status', /^/), place(paid, 'heading', words.paid), place(paid, 'link', words.open)]),
      );
      t.equal(times(paid, words.wait), 0);
    },
  );

const mistakes = {
  en: { title: /^Error: /, heading: 'There is a problem' },
  am: { title: /^ስህተት/, heading: 'ችግር አለ' },
} as const;
for (const { lang, script } of [
  { lang: 'am', script: true },
  { lang: 'en', script: true },
  { lang: 'en', script: false },
] as const)
  await t.test(
    `UC-22: three mistakes at the checkout in ${lang}, ${script ? 'with' : 'without'} JavaScript: one summary, the same words twice, nothing lost`,
    async (t) => {
      const phone = await openPhone(browser, { lang, script });
      const { page } = phone;
      await page.goto(`${appOrigin}/checkout/${own.id}?lang=${lang}`);
      await page.locator('input[name=amount]').fill('99.99');
      await page.locator('input[name=phone]').fill('0911 22');
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await press(page);
      t.equal((await answered).status(), 422);
      await page.waitForLoadState();
      t.match(await page.title(), mistakes[lang].title);
      const summary = page.locator('#errors[role=alert]');
      t.equal((await summary.locator('h2').innerText()).trim(), mistakes[lang].heading);
      const links = summary.locator('a');
      t.equal(await links.count(), 3, 'three links');
      for (let at = 0; at < 3; at += 1) {
        const href = (await links.nth(at).getAttribute('href')) ?? '';
        const says = (await links.nth(at).innerText()).trim();
        const field = page.locator(`[id="${href.slice(1)}"]`);
        t.equal(await field.count(), 1, `${href} is a field`);
        const wrong = page.locator(`[id="${href.slice(1)}-error"]`);
        t.equal((await wrong.innerText()).trim(), says, `the same words at ${href}`);
        const group = page
          .locator('[aria-invalid=true]')
          .filter({ has: field })
          .or(field.and(page.locator('[aria-invalid=true]')));
        t.match(await group.first().getAttribute('aria-describedby'), `${href.slice(1)}-error`);
      }
      t.equal(await page.locator('input[name=amount]').inputValue(), '99.99');
      t.equal(await page.locator('input[name=phone]').inputValue(), '0911 22');
      if (!script) return;
      t.equal(await page.evaluate('document.activeElement.id'), 'errors', 'the summary has the focus');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.type('1');
      t.match(await page.locator('input[name=amount]').inputValue(), /1/, 'the first link leads into its field');
      t.same(await look(phone, `three-mistakes-${lang}`), []);
    },
  );

t.test(
  'UC-24: Tab walks through store, product, checkout and home in sight, in the order in which they are seen',
  async (t) => {
    const reader = await openPhone(browser, { lang: 'en' });
    const creator = await openPhone(browser, { lang: 'am' });
    await shop.enter(creator);
    for (const [name, { page }, address] of [
      ['store', reader, `${storeOrigin}/@${shop.handle}?lang=en`],
      ['product', reader, `${storeOrigin}/@${shop.handle}/${lesson.slug}?lang=en`],
      ['checkout', reader, `${appOrigin}/checkout/${own.id}?lang=en`],
      ['home', creator, `${appOrigin}/`],
      ['orders', creator, `${appOrigin}/orders`],
      ['product editor', creator, `${appOrigin}/products/${lesson.id}`],
    ] as const) {
      await page.goto(address);
      await page.locator('h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      const { stops, wrong } = await walk(page);
      t.same(wrong, [], `${name}: ${stops.length} stops`);
      t.ok(stops.length >= 4, `${name}: ${stops.join(' | ')}`);
    }
  },
);
