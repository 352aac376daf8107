// A stranger finds what she looks for, buys it and says what it is worth; the creator answers, and brings along what she
// has elsewhere. At 360 × 740, in both languages, with and without JavaScript.
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, showing, storeOrigin, tellTelebirr } from './phone.ts';
import { ask, openShop, signedIn } from './shop.ts';
import { soon } from './stand-ins.ts';
import { buy, linkIn, look } from './ways.ts';

const browser = await openBrowser(t);
await tellTelebirr('normal');
const shop = await openShop('Kalkidan Weaving');
const sold = await shop.sells('የሽመና መማሪያ መጽሐፍ', 12_000);
const mine = await shop.call<{ draft: { version: number } }>('/v1/stores/mine');
await shop.call('/v1/stores/mine/publish', { body: { draftVersion: mine.draft.version } });
await soon('the search to know it', async () => {
  const answer = await ask(`/v1/products/search?search=${encodeURIComponent('shimena')}`);
  return (answer.json() as { items: { id: string }[] }).items.some(({ id }) => id === sold.id);
});

for (const { lang, script, typed } of [
  { lang: 'en', script: true, typed: 'shimena' },
  { lang: 'am', script: false, typed: 'ሺመና' },
] as const)
  await t.test(`“${typed}” finds the book, ${script ? 'with' : 'without'} JavaScript, in ${lang}`, async (t) => {
    const phone = await openPhone(browser, { lang, script });
    const { page } = phone;
    const findings: string[] = [];
    const see = async (name: string): Promise<void> => {
      if (script) findings.push(...(await look(phone, `discover-${name}-${lang}`)));
      else await phone.picture(`discover-${name}-${lang}`);
    };
    await page.goto(`${storeOrigin}/discover?lang=${lang}`);
    await see('start');
    await page.locator('input[name=q]').fill(typed);
    await page.locator('search button').click();
    await page.waitForURL(/q=/);
    t.match(await page.locator('main').innerText(), /የሽመና መማሪያ/);
    await see('found');
    await page.locator('input[name=q]').fill('qqqqzzzz');
    await page.keyboard.press('Enter');
    await page.waitForURL(/qqqqzzzz/);
    t.match(await page.locator('.empty').innerText(), lang === 'en' ? /Nothing was found/ : /ምንም አልተገኘም/);
    await see('nothing');
    await page.locator('.empty a').click();
    await page.waitForURL(/discover\?lang=/);
    await page.goto(`${storeOrigin}/discover?lang=${lang}&q=${'x'.repeat(201)}`);
    t.match(await page.title(), lang === 'en' ? /^Error:/ : /^ስህተት/);
    await page.goto(`${storeOrigin}/discover?lang=${lang}&q=${encodeURIComponent(typed)}`);
    await page.locator('article a', { hasText: 'የሽመና' }).first().click();
    await page.waitForURL(/\/@/);
    t.match(await page.locator('h1').innerText(), /የሽመና መማሪያ/, 'a result leads to its page');
    t.same(findings, []);
  });

t.test('who bought it says what it is worth, the page says so to all, and the creator answers', async (t) => {
  const buyer = newNumber();
  const phone = await openPhone(browser, { lang: 'en' });
  const { page } = phone;
  const sms = await buy(phone, sold.id, buyer);
  await page.goto(linkIn(sms.text));
  const somebody = await signedIn(buyer, 'buyer');
  await somebody.enter(phone);
  await page.locator('a[href*="/reviews/"]').first().click();
  await page.waitForURL(/\/reviews\//);
  const findings = await look(phone, 'review-form-en');
  await page.locator('textarea[name=text]').fill('Clear drawings, I made my first scarf.');
  await page.locator('form#review button.btn').first().click();
  await page.waitForLoadState();
  t.match(await page.locator('[role=alert]').innerText(), /how many stars/i);
  t.match(await page.locator('textarea[name=text]').inputValue(), /first scarf/, 'what was typed stays');
  findings.push(...(await look(phone, 'review-error-en')));
  await page.locator('input[name=stars][value="5"]').check();
  await page.locator('input[name=name]').fill('Hana');
  await page.locator('form#review button.btn').first().click();
  await page.waitForURL(/said=thanks/);
  findings.push(...(await look(phone, 'review-thanks-en')));
  await page.goto(`${storeOrigin}/@${shop.handle}/${sold.slug}?lang=am`);
  await soon('the words on the page of the product', async () => {
    await page.reload();
    return /first scarf/.test(await page.locator('main').innerText());
  });
  findings.push(...(await look(phone, 'product-reviewed-am')));

  const stranger = await openPhone(browser, { lang: 'en' });
  await (await signedIn(newNumber(), 'buyer')).enter(stranger);
  await stranger.page.goto(`${appOrigin}/reviews/${sold.id}?lang=en`);
  t.match(await stranger.page.locator('main').innerText(), /Only who bought/);

  const desk = await openPhone(browser, { lang: 'en' });
  await shop.enter(desk);
  await desk.page.goto(`${appOrigin}/more/reviews`);
  await showing(async () => await desk.page.locator('main').innerText(), /first scarf/);
  findings.push(...(await look(desk, 'reviews-desk-en')));
  await desk.page.getByRole('button', { name: 'Answer' }).click();
  await desk.page.locator('textarea').fill('Thank you, Hana!');
  await desk.page.locator('form button[type=submit]').click();
  await showing(async () => await desk.page.locator('main').innerText(), /Thank you, Hana!/);
  await page.goto(`${appOrigin}/reviews/${sold.id}/all?lang=en`);
  t.match(await page.locator('main').innerText(), /Thank you, Hana!/);
  t.same(findings, []);
});

t.test('a channel is looked over, and only what is ticked is added, as drafts', async (t) => {
  const phone = await openPhone(browser, { lang: 'am' });
  const { page } = phone;
  await shop.enter(phone);
  await page.goto(`${appOrigin}/more/import`);
  await page.locator('#import-file').waitFor({ state: 'attached' });
  const findings = await look(phone, 'import-start-am');
  const choose = async (name: string, text: string): Promise<void> =>
    await page.locator('#import-file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await choose('holiday.json', '{"name": "x", "type": "personal_chat", "messages": []}');
  await showing(async () => await page.locator('main').innerText(), /ከሰዎች ጋር የተደረገ ውይይት/);
  const message = (at: number, text: unknown): object => ({
    id: at,
    type: 'message',
    date_unixtime: String(1_757_581_200 + at),
    text,
  });
  const file = {
    name: 'Kalkidan',
    type: 'public_channel',
    messages: [
      message(1, ['ነጠላ ሽመና\nዋጋ 450 ብር\n', { type: 'link', text: 'https://www.youtube.com/@kalkidan' }]),
      message(2, 'Scarf pattern – $9'),
      message(3, 'መልካም በዓል!'),
    ],
  };
  await choose('result.json', JSON.stringify(file));
  await showing(async () => await page.locator('main').innerText(), /result\.json/);
  findings.push(...(await look(phone, 'import-found-am')));
  const boxes = page.locator('fieldset#products input[type=checkbox]');
  t.equal(await boxes.nth(0).isChecked(), true, 'a price in birr');
  t.equal(await boxes.nth(1).isChecked(), false, 'a price in other money');
  await boxes.nth(1).check();
  await page.locator('form button[type=submit]').click();
  await page.locator('[role=alert]').waitFor();
  findings.push(...(await look(phone, 'import-error-am')));
  await page.locator('input[id^=price-]').fill('300');
  await page.locator('form button[type=submit]').click();
  await showing(async () => await page.locator('main').innerText(), /ተጨምሯል/);
  findings.push(...(await look(phone, 'import-added-am')));
  const { items } = await shop.call<{ items: { title: string; state: string; priceSantim: number }[] }>('/v1/products');
  t.match(
    ['Scarf pattern – $9', 'ነጠላ ሽመና'].map((title) => items.find((one) => one.title === title)),
    [
      { state: 'draft', priceSantim: 30_000 },
      { state: 'draft', priceSantim: 45_000 },
    ],
    'as drafts, each with its price',
  );
  const after = await shop.call<{ draft: { content: { blocks: { url?: string }[] } } }>('/v1/stores/mine');
  t.equal(after.draft.content.blocks.filter(({ url }) => url === 'https://www.youtube.com/@kalkidan').length, 1);
  t.same(findings, []);
});
