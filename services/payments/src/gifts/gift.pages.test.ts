import t from 'tap';
import { brotliCompressSync, constants } from 'node:zlib';
import { giftNoteLimit } from '@windsurf/contracts/payments-gifts';
import { keepTyped } from '../products/products.ts';
import { startTestGifts } from './testing.ts';

t.setTimeout(120_000);
const lab = await startTestGifts(t);
const form = async (id: string, lang = 'en') => await lab.app.inject({ url: `/checkout/${id}?lang=${lang}` });
const hiddenOf = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  );
const pay = async (id: string, fields: Record<string, string>, lang = 'en') =>
  await lab.post(`/checkout/${id}?lang=${lang}`, {
    ...hiddenOf((await form(id)).body),
    rail: 'telebirr',
    phone: lab.buyer(),
    ...fields,
  });
const gifts = async (): Promise<number> => await lab.count('payments.gifts');
const brotli = (html: string): number =>
  brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;

t.test('the tick is there unticked, opens its fields without a script, and costs the page little', async (t) => {
  const product = await lab.product();
  for (const [lang, words] of [
    ['en', /This is a gift/],
    ['am', /ይህ ስጦታ ነው/],
  ] as const) {
    const { body } = await form(product.id, lang);
    t.match(body, words);
    t.notMatch(body, /name="gift"[^>]*checked/);
    t.notMatch(body, /<script|style="/);
    t.match(body, /main:not\(:has\(#gift:checked\)\) \.gift\{display:none\}/);
    t.ok(brotli(body) < 14_000, `${lang}: ${String(brotli(body))} bytes`);
    t.comment(`${lang}: ${String(brotli(body))} bytes`);
  }
  t.match((await lab.app.inject({ url: `/checkout/${product.id}?lang=en&gift=1` })).body, /name="gift"[^>]*checked/);
});

t.test('what is wrong with a gift is said at its field, nothing begins, and what was typed stays', async (t) => {
  const product = await lab.product();
  const own = lab.buyer();
  const before = await gifts();
  for (const [fields, says] of [
    [{ giftTo: '' }, /id="giftTo-error"/],
    [{ giftTo: '+1 415 555 0100' }, /id="giftTo-error"/],
    [{ giftTo: own, phone: own }, /This is your own number/],
    [{ giftTo: '0911000777', giftNote: 'x'.repeat(300) }, /This has 300 letters/],
    [{ giftTo: '0911000777', giftFrom: 'visit bit.ly/x' }, /Write a name in letters/],
    [{ giftTo: '0911000777', giftFrom: 'call 0911' }, /Write a name in letters/],
    [{ giftTo: '0911000777', giftOn: '2001-01-01' }, /Choose a day from today/],
  ] as const) {
    const answer = await pay(product.id, { gift: 'yes', ...fields });
    t.equal(answer.statusCode, 422, JSON.stringify(fields));
    t.match(answer.body, says);
    t.match(answer.body, /<title>Error:/);
    t.match(answer.body, /name="gift"[^>]*checked/, 'the tick stays');
  }
  t.match((await pay(product.id, { gift: 'yes', giftTo: '0911000777', giftNote: 'ሰላም'.repeat(90) }, 'am')).body, /270/);
  t.equal(await gifts(), before);
  t.equal(
    (await pay(product.id, { giftTo: '12', giftNote: 'x'.repeat(300) })).statusCode,
    303,
    'without the tick it is a purchase',
  );
  t.equal(await gifts(), before);
});

t.test('a gift goes through the form to the giver’s page, which names no number and no price', async (t) => {
  const product = await lab.product();
  const hana = await lab.somebody();
  const note = `ሰላም <b>Hana</b> ${'é'.repeat(giftNoteLimit - 20)}`;
  const answer = await pay(product.id, { gift: 'yes', giftTo: hana.phone, giftFrom: 'ወ/ሮ ሰላም', giftNote: note });
  t.equal(answer.statusCode, 303);
  const [row] = await lab.db.look<{ intent_id: string }>(
    'select intent_id from payments.gifts order by intent_id desc limit 1',
  );
  const id = row?.intent_id ?? '';
  t.equal((await lab.visit(lab.giverPage(id))).statusCode, 404, 'nothing is paid');
  await lab.outside.telebirr.approve(id.replaceAll('-', ''));
  await lab.work();
  const giver = await lab.visit(lab.giverPage(id));
  t.match(giver.body, new RegExp(`ends in ${hana.phone.slice(-3)}`));
  t.notOk(giver.body.includes(hana.phone.slice(4)));
  t.match(giver.body, /&lt;b&gt;Hana/);
  t.equal(giver.headers['cache-control'], 'private, no-store');
  await lab.look();
  const page = await lab.receiverPage(id);
  const closed = await lab.visit(page);
  t.match(closed.body, /ወ\/ሮ ሰላም gives you/);
  t.notMatch(closed.body, /Hana|199/, 'her words are for whoever has proven the number');
  t.match(closed.body, /\/v1\/auth\/refresh\?return=/);
  const sara = await lab.somebody();
  t.match((await lab.visit(page, sara)).body, /signed in with another number/);
  const hers = await lab.visit(page, hana);
  t.match(hers.body, /&lt;b&gt;Hana/);
  t.match(hers.body, /Open the gift/);
  t.equal((await lab.post(page, { do: 'claim' })).statusCode, 303, 'whose session is over is led back');
  t.equal((await lab.post(page, { do: 'claim' }, sara)).statusCode, 403);
  t.equal((await lab.post(page, { do: 'again' }, hana)).statusCode, 404, 'what is the giver’s to do is not hers');
  t.equal((await lab.post(lab.giverPage(id), { do: 'claim' }, hana)).statusCode, 404);
  t.match((await lab.factsOf(id)).state, 'sent');
  t.equal((await lab.visit('/pay/g/AAAAAAAAAAAAAAAA')).statusCode, 404);
  t.equal((await lab.visit('/pay/g/AAAA')).statusCode, 404);
});

t.test(
  'the API takes and refuses the same; other words are another wish, the same again is the same payment',
  async (t) => {
    const product = await lab.product();
    const [hana, phone] = [await lab.somebody(), lab.buyer()];
    const wrong = await lab.ask(product, phone, { to: '12', note: 'x'.repeat(300), on: 'tomorrow' });
    t.equal(wrong.statusCode, 422);
    t.match(wrong.json(), { fields: [{ pointer: '/gift/to' }, { pointer: '/gift/note' }, { pointer: '/gift/on' }] });
    t.match((await lab.ask(product, hana.phone, { to: hana.phone })).json(), { fields: [{ pointer: '/gift/to' }] });
    const of = (answer: { json(): unknown }) =>
      lab.deps.tokens.read((answer.json() as { token: string }).token)?.intentId;
    const first = await lab.ask(product, phone, { to: hana.phone, note: 'One' });
    const again = await lab.ask(product, phone, { to: hana.phone, note: 'One' });
    t.equal(of(first), of(again));
    t.equal(await lab.count(`payments.gifts where intent_id = '${of(first) ?? ''}'`), 1);
    const form = await pay(product.id, { phone, gift: 'yes', giftTo: hana.phone, giftNote: 'Two' });
    t.equal(form.statusCode, 409, 'what is under way is for other words');
  },
);

t.test('what has a time or a renewal of its buyer’s own, costs nothing, or is not to be given, is not', async (t) => {
  const place = async (id: string, details: Parameters<typeof keepTyped>[2]['details'], priceSantim = 20_000) =>
    await lab.deps.tenancy.inCreator(lab.creatorId, async (tx) => {
      const words = {
        title: 'Tea',
        slug: 'tea',
        handle: 'selam-books',
        storeName: 'Selam Books',
        coverUrl: null,
        fileId: null,
      };
      await keepTyped(
        tx,
        lab.creatorId,
        { id, version: 2, priceSantim, currency: 'ETB', ...words, ...(details ? { details } : {}) },
        lab.clock.now(),
      );
    });
  const refused = async (id: string): Promise<[boolean, number]> => {
    const answer = await lab.ask({ id, creatorId: lab.creatorId }, lab.buyer(), { to: '0911000777' });
    return [(await form(id)).body.includes('name="gift"'), answer.statusCode];
  };
  const tip = await lab.product();
  await place(tip.id, { type: 'tip', amounts: [5_000, 10_000, 20_000], minSantim: 1_000, showNames: false });
  t.same(await refused(tip.id), [false, 422]);
  const off = await lab.product();
  const url = `/v1/payments/products/${off.id}/terms`;
  const put = async (body: object) =>
    await lab.app.inject({ method: 'PUT', url, headers: lab.seller.headers, body: { ...none, ...body } });
  const none = { baseVersion: 0, payWhatYouWant: null, stock: null, bump: null, scheduledPrices: [] };
  t.match((await put({})).json(), { gifts: true }, 'on, unless she says so');
  t.match((await put({ gifts: false })).json(), { gifts: false, version: 1 });
  t.match((await put({ gifts: false, baseVersion: 0 })).json(), { version: 1 }, 'twice is once');
  t.match((await put({ baseVersion: 1, stock: 5 })).json(), { gifts: false }, 'as before when it is left out');
  t.same(await refused(off.id), [false, 422]);
  const ticket = await lab.product();
  const startsAt = new Date(lab.clock.now().getTime() + 3 * 86_400_000);
  const event = { type: 'event-ticket', place: 'online', placeText: 'Here', seats: null } as const;
  const endsAt = new Date(startsAt.getTime() + 3_600_000).toISOString();
  await place(ticket.id, { ...event, startsAt: startsAt.toISOString(), endsAt });
  const on = new Date(lab.clock.now().getTime() + 5 * 86_400_000).toISOString().slice(0, 10);
  t.match(
    (await pay(ticket.id, { gift: 'yes', giftTo: '0911000777', giftOn: on })).body,
    /The event begins before that/,
  );
});

t.test('whoever has it already is offered to give it', async (t) => {
  const product = await lab.product();
  const phone = lab.buyer();
  await lab.give(product, phone, undefined);
  const answer = await pay(product.id, { phone });
  t.equal(answer.statusCode, 409);
  t.match(answer.body, new RegExp(`/checkout/${product.id}\\?gift=1&amp;lang=en`));
  const given = await lab.give(product, phone, { to: '0911000778' });
  t.equal((await lab.factsOf(given)).state, 'waiting', 'and may');
});
