// J2 and beyond files: support, a bundle, a ticket and something made to order, from their maker to who bought them.
import type { Page } from 'playwright-core';
import { t } from 'tap';
import {
  appOrigin,
  newNumber,
  openBrowser,
  openPhone,
  showing,
  storeOrigin,
  tellTelebirr,
  waitForSms,
} from './phone.ts';
import type { Phone, Sms } from './phone.ts';
import { ask, clock, openShop, signedIn } from './shop.ts';
import { soon } from './stand-ins.ts';
import { decide, isReceipt, linkIn, look, press } from './ways.ts';

const browser = await openBrowser(t);
await tellTelebirr('normal');
const shop = await openShop('Hiwot Studio');
const { draft } = await shop.call<{ draft: { version: number } }>('/v1/stores/mine');
await shop.call('/v1/stores/mine/publish', { body: { draftVersion: draft.version } });
const main = async (page: Page): Promise<string> => await page.locator('main').innerText();

type Made = { id: string; slug: string };
/** Made over the API, published, and known to the checkout when this returns. */
async function sells(title: string, priceSantim: number, details: object): Promise<Made> {
  const made = await shop.call<Made>('/v1/products', { body: { title, priceSantim, details } });
  const sold = await shop.call<Made>(`/v1/products/${made.id}/publish`, { body: {} });
  await soon(
    `${title} at the checkout`,
    async () => (await ask(`/v1/payments/products/${made.id}/offer`)).status === 200,
  );
  return sold;
}
/** From the filled form through the wallet to the receipt. */
async function pay({ page }: Phone, number: { e164: string }): Promise<Sms> {
  await press(page);
  await page.waitForURL(/\/telebirr\//);
  await decide(page, 'approve');
  const sms = await waitForSms(number.e164, isReceipt);
  await page.goto(linkIn(sms.text));
  return sms;
}
const alertOn = async (page: Page): Promise<string> => (await page.locator('[role=alert]').first().innerText()).trim();

t.test(
  'support: its form says what is wrong, its page is read in both languages, and a message goes with the money',
  async (t) => {
    const findings: string[] = [];
    const desk = await openPhone(browser, { lang: 'en' });
    await shop.enter(desk);
    const { page } = desk;
    await page.goto(`${appOrigin}/products/new`);
    await page.locator('input[name=kind][value=tip]').check();
    t.equal(await page.locator('input#price').count(), 0, 'its price is what is given');
    await page.locator('input#title').fill('Support my music');
    await page.locator('input#amount1').fill('50');
    await page.locator('button[type=submit]').click();
    await page.locator('[role=alert]').waitFor();
    await showing(async () => await alertOn(page), /Three different amounts/);
    findings.push(...(await look(desk, 'tip-error-en')));
    await page.locator('input#amount1').fill('100');
    await page.locator('input#least').fill('x');
    await page.locator('button[type=submit]').click();
    await showing(async () => await alertOn(page), /digits/);
    await page.locator('input#least').fill('10');
    await page.locator('input#showNames').check();
    await page.locator('button[type=submit]').click();
    await page.waitForURL(/\/products\/[0-9a-f-]{36}/);
    await showing(async () => await main(page), /It is for sale now/);
    findings.push(...(await look(desk, 'tip-editor-en')));
    const id = /products\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    const { slug } = await shop.call<Made>(`/v1/products/${id}`);
    await soon('the checkout knows it', async () => (await ask(`/v1/payments/products/${id}/offer`)).status === 200);

    const phone = await openPhone(browser, { lang: 'am', script: false });
    await phone.page.goto(`${storeOrigin}/@${shop.handle}/${slug}?lang=am`);
    t.match(await main(phone.page), /ይደግፉ/);
    await phone.picture('tip-page-am');
    const reader = await openPhone(browser, { lang: 'en' });
    await reader.page.goto(`${storeOrigin}/@${shop.handle}/${slug}?lang=en`);
    findings.push(...(await look(reader, 'tip-page-en')));

    const number = newNumber();
    await phone.page.goto(`${appOrigin}/checkout/${id}?lang=am`);
    await phone.page.locator('input[name=phone]').fill(number.typed);
    await phone.page.locator('input[name=rail][value=telebirr]').check();
    await phone.page.locator('input[name=amount]').fill('9.99');
    await phone.page.locator('textarea[name=message]').fill('ግጥሞችሽን እወዳለሁ');
    await press(phone.page);
    await phone.page.waitForLoadState();
    t.match(await alertOn(phone.page), /10/);
    t.equal(await phone.page.locator('textarea[name=message]').inputValue(), 'ግጥሞችሽን እወዳለሁ', 'what was typed stays');
    await phone.page.locator('input[name=amount]').fill('75');
    await phone.page.locator('input[name=name]').fill('ሃና');
    await phone.picture('tip-checkout-am');
    await pay(phone, number);
    t.match(await main(phone.page), /እናመሰግናለን/);
    t.match(await main(phone.page), /75/);
    const [order] = (await shop.call<{ items: { id: string }[] }>('/v1/payments/orders')).items;
    await page.goto(`${appOrigin}/orders/${order?.id ?? ''}`);
    await showing(async () => await main(page), /ግጥሞችሽን እወዳለሁ/);
    findings.push(...(await look(desk, 'tip-order-en')));
    await reader.page.goto(`${appOrigin}/checkout/${id}?lang=en`);
    t.match(await main(reader.page), /Thanks to ሃና/);
    findings.push(...(await look(reader, 'tip-checkout-en')));
    t.same(findings, []);
  },
);

t.test('a bundle brings each of its parts on one receipt, and a free file asks for a number alone', async (t) => {
  const findings: string[] = [];
  const [one, two] = [await shop.sells('First song', 9_900), await shop.sells('Second song', 9_900)];
  const bundle = await sells('Both songs', 14_900, { type: 'bundle', productIds: [one.id, two.id] });
  const phone = await openPhone(browser, { lang: 'en' });
  const { page } = phone;
  await page.goto(`${storeOrigin}/@${shop.handle}/${bundle.slug}?lang=en`);
  t.match(await main(page), /2 products for one price[\s\S]*What you get[\s\S]*First song[\s\S]*Second song/);
  findings.push(...(await look(phone, 'bundle-page-en')));
  const number = newNumber();
  await page.goto(`${appOrigin}/checkout/${bundle.id}?lang=en`);
  await page.locator('input[name=phone]').fill(number.typed);
  await page.locator('input[name=rail][value=telebirr]').check();
  findings.push(...(await look(phone, 'bundle-checkout-en')));
  await pay(phone, number);
  t.equal(await page.locator('a[href^="/d/"]').count(), 2, 'two downloads');
  findings.push(...(await look(phone, 'bundle-receipt-en')));
  await page.goto(`${appOrigin}/checkout/${one.id}?lang=en`);
  await page.locator('input[name=phone]').fill(number.typed);
  await page.locator('input[name=rail][value=telebirr]').check();
  await press(page);
  await showing(async () => await main(page), /already bought/);
  const refused = await shop.try(`/v1/products/${one.id}/withdraw`, { body: {} });
  t.equal(refused.status, 409, 'what the bundle promises stays for sale');

  const free = await shop.sells('A free song', 0);
  const taker = newNumber();
  await page.goto(`${appOrigin}/checkout/${free.id}?lang=en`);
  t.equal(await page.locator('input[name=rail]').count(), 0);
  findings.push(...(await look(phone, 'free-checkout-en')));
  await page.locator('input[name=phone]').fill(taker.typed);
  await page.getByRole('button', { name: 'Get it for free' }).click();
  const sms = await waitForSms(taker.e164, isReceipt);
  t.match(sms.text, /^Yours: A free song/);
  await page.goto(linkIn(sms.text));
  t.equal(await page.locator('a[href^="/d/"]').count(), 1);
  t.same(findings, []);
});

t.test('a ticket is sold, shown and let in once; the door says why the second time is none', async (t) => {
  const findings: string[] = [];
  const now = (await clock()).getTime();
  const at = (hours: number): string => new Date(now + hours * 3_600_000).toISOString();
  const event = await sells('An evening of songs', 20_000, {
    type: 'event-ticket',
    startsAt: at(48),
    endsAt: at(50),
    place: 'in-person',
    placeText: 'Hager Fikir Theatre',
    seats: 2,
  });
  const phone = await openPhone(browser, { lang: 'en' });
  await phone.page.goto(`${storeOrigin}/@${shop.handle}/${event.slug}?lang=en`);
  t.match(await main(phone.page), /Get a ticket[\s\S]*Begins[\s\S]*Hager Fikir Theatre[\s\S]*2 places in all/);
  findings.push(...(await look(phone, 'event-page-en')));
  const number = newNumber();
  await phone.page.goto(`${appOrigin}/checkout/${event.id}?lang=en`);
  t.match(await main(phone.page), /2 left/);
  await phone.page.locator('input[name=phone]').fill(number.typed);
  await phone.page.locator('input[name=rail][value=telebirr]').check();
  await pay(phone, number);
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await main(phone.page))?.[0] ?? '';
  t.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  findings.push(...(await look(phone, 'ticket-en')));
  await phone.page.goto(`${phone.page.url().split('?')[0] ?? ''}?lang=am`);
  t.match(await main(phone.page), /በር ላይ የሚያሳዩት ኮድ/);
  await phone.picture('ticket-am');

  const desk = await openPhone(browser, { lang: 'en' });
  await shop.enter(desk);
  const { page } = desk;
  await page.goto(`${appOrigin}/more/door`);
  await showing(async () => await main(page), /0 of 1 came in/);
  const type = async (text: string): Promise<void> => {
    await page.locator('input#code').fill(text);
    await page.locator('button[type=submit]').click();
  };
  await type('ZZZZ-ZZZZ');
  await showing(async () => await main(page), /No ticket of yours has this code/);
  await type(code.toLowerCase().replace('-', ' '));
  await showing(async () => await main(page), /An evening of songs: welcome[\s\S]*1 of 1 came in/);
  await type(code);
  await showing(async () => await main(page), /came in with this ticket already/);
  findings.push(...(await look(desk, 'door-en')));
  t.same(findings, []);
});

t.test(
  'something made to order: asked for, accepted, handed over; and one that is declined is given back',
  async (t) => {
    const findings: string[] = [];
    const made = await sells('A song for you', 60_000, {
      type: 'custom-request',
      questions: [
        { text: 'For whom?', required: true, kind: 'text' },
        { text: 'Which mood?', required: false, kind: 'choice', choices: ['Merry', 'Calm'] },
      ],
      daysToDeliver: 5,
    });
    const phone = await openPhone(browser, { lang: 'en' });
    const { page } = phone;
    const number = newNumber();
    await page.goto(`${appOrigin}/checkout/${made.id}?lang=en`);
    await page.locator('input[name=phone]').fill(number.typed);
    await page.locator('input[name=rail][value=telebirr]').check();
    await page.locator('input[name=q2][value=Calm]').check();
    await page.locator('form#pay').evaluate((form: { noValidate: boolean }) => {
      form.noValidate = true;
    });
    await press(page);
    await page.waitForLoadState();
    await showing(async () => await main(page), /The seller needs this answer/);
    findings.push(...(await look(phone, 'request-error-en')));
    await page.locator('textarea[name=q1]').fill('Tigist');
    await pay(phone, number);
    t.match(await main(page), /has your request and will answer/);
    const receipt = page.url();
    findings.push(...(await look(phone, 'request-receipt-en')));

    const desk = await openPhone(browser, { lang: 'en' });
    await shop.enter(desk);
    await desk.page.goto(`${appOrigin}/more/requests`);
    await desk.page.getByRole('link', { name: 'A song for you' }).click();
    await showing(async () => await main(desk.page), /For whom\?[\s\S]*Tigist[\s\S]*Calm/);
    findings.push(...(await look(desk, 'request-desk-en')));
    await desk.page.getByRole('button', { name: 'Accept' }).click();
    await showing(async () => await main(desk.page), /Accepted/);
    await waitForSms(number.e164, ({ text }) => text.includes('being made for you'));
    await desk.page.getByRole('button', { name: 'Hand it over' }).click();
    await showing(async () => await main(desk.page), /Write what you made/);
    await desk.page.locator('textarea#text').fill('Listen here: https://example.com/song');
    await desk.page.getByRole('button', { name: 'Hand it over' }).click();
    await showing(async () => await main(desk.page), /Handed over/);
    await waitForSms(number.e164, ({ text }) => text.includes('is ready for you'));
    await page.goto(receipt);
    t.match(await main(page), /It is here\.[\s\S]*example\.com\/song/);

    const other = await signedIn(newNumber(), 'buyer');
    const second = other.number;
    await page.goto(`${appOrigin}/checkout/${made.id}?lang=en`);
    await page.locator('input[name=phone]').fill(second.typed);
    await page.locator('input[name=rail][value=telebirr]').check();
    await page.locator('textarea[name=q1]').fill('Abebe');
    await pay(phone, second);
    const waiting = (await shop.call<{ items: { id: string; state: string }[] }>('/v1/delivery/requests')).items.find(
      (request) => request.state === 'new',
    );
    await desk.page.goto(`${appOrigin}/more/requests/${waiting?.id ?? ''}`);
    await desk.page.getByRole('button', { name: 'Decline and give the money back' }).click();
    findings.push(...(await look(desk, 'request-decline-en')));
    await desk.page.getByRole('button', { name: 'Yes, decline' }).click();
    await showing(async () => await main(desk.page), /Declined/);
    await waitForSms(second.e164, ({ text }) => /600/.test(text));
    await page.reload();
    t.match(await main(page), /All your money goes back/);
    t.same(findings, []);
  },
);
