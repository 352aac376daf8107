import t from 'tap';
import { brotliCompressSync } from 'node:zlib';
import { newId } from '@windsurf/db/ids';
import { keepWithdrawn } from '../products/products.ts';
import { club, startTestMemberships } from './testing.ts';
import { day } from './periods.ts';

const lab = await startTestMemberships(t);
const { app, people, clock } = lab;
const days = (from: Date, count: number): Date => new Date(from.getTime() + count * day);
const words = (html: string): string =>
  html.replace(/<style>[^<]*<\/style>|<[^>]+>/g, ' ').replace(/[\u00a0\s]+/g, ' ');
const product = await lab.place(15_000, { ...club, benefits: [] });
const started = await lab.start(product, lab.someone());
if (started.statusCode !== 201) throw new Error(started.body);
const [intent] = await lab.intentsOf(product);
await lab.settled(intent?.id ?? '', intent?.amount ?? 0);
const page = async (lang = 'en') => await app.inject({ url: `${await lab.pageOf(product)}?lang=${lang}` });

t.test(
  'the address alone opens the page: state, day in both calendars, each length with its sum and its end',
  async (t) => {
    const answer = await page();
    t.equal(answer.statusCode, 200);
    const said = words(answer.body);
    t.match(said, /Paid until \w+ \d+ \w+ \d{4} \(\d+ \w+ \d{4}\)/);
    t.match(
      said,
      /1 month 150 birr paid until.*3 months 405 birr paid until.*you save 45 birr.*12 months 1,440 birr paid until/,
    );
    t.match(said, /Nothing is taken by itself/);
    t.match(answer.headers, { 'cache-control': /no-store/, 'referrer-policy': 'same-origin' });
    t.match(words((await page('am')).body), /እስከ .+ ተከፍሏል።.*1 ወር.*3 ወራት/);
    const size = brotliCompressSync(answer.body).length;
    t.ok(size <= 14_000, `${size} bytes`);
    t.comment(`the member's page: ${size} bytes Brotli`);
  },
);

t.test('any other address is the same 404', async (t) => {
  const address = await lab.pageOf(product);
  for (const url of ['/pay/m/AAAAAAAAAAAAAAAA', '/pay/m/x', `${address}A`, `${address.slice(0, -1)}`]) {
    const answer = await app.inject({ url, headers: { accept: 'text/html' } });
    t.equal(answer.statusCode, 404, url);
    t.notMatch(answer.body, /Tea club/);
    const post = {
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'do=leave',
    } as const;
    t.equal((await app.inject(post)).statusCode, 404);
  }
});

t.test('a bookmarked way from the library leads its own member there, and nobody else', async (t) => {
  const { id } = await lab.membershipOf(product);
  const url = `/pay/membership/${lab.creatorId}/${id}`;
  t.equal((await app.inject({ url, headers: people.browser(people.person()) })).statusCode, 404);
  t.equal(
    (await app.inject({ url: `/pay/membership/${lab.creatorId}/x`, headers: people.browser(people.person()) }))
      .statusCode,
    404,
  );
  t.equal(
    (await app.inject({ url: `/pay/membership/${newId()}/${id}`, headers: people.browser(people.person()) }))
      .statusCode,
    404,
  );
  t.not((await app.inject({ url })).statusCode, 200, 'not signed in');
});

t.test('what is not chosen is said at its place, and another price is never charged', async (t) => {
  const none = await lab.press(product, { do: 'pay' });
  t.equal(none.statusCode, 422);
  t.match(words(none.body), /Choose how long you pay for.*Choose how you want to pay/);
  const other = await lab.press(product, { do: 'pay', months: '6', rail: 'telebirr' });
  t.equal(other.statusCode, 422);
  const dearer = await lab.press(product, { do: 'pay', months: '1', rail: 'telebirr', seen: '1:9900,3:40500' });
  t.equal(dearer.statusCode, 409);
  t.match(words(dearer.body), /150 birr/);
  t.match(words((await lab.press(product, { do: 'pay' }, 'am')).body), /ይምረጡ/);
  t.equal((await lab.intentsOf(product)).length, 1, 'nothing was begun');
});

t.test('pausing, going on and leaving are buttons; nothing happens by following a link', async (t) => {
  const body = words((await page()).body);
  t.match(body, /Need a break\?.*up to 90 days.*Pause.*I do not want to go on/);
  const address = await lab.pageOf(product);
  for (const wish of ['pause', 'leave']) await app.inject({ url: `${address}?do=${wish}&done=${wish}` });
  t.equal((await lab.membershipOf(product)).state, 'active');
  const paused = await lab.press(product, { do: 'pause' });
  t.match(paused.headers.location, /done=pause/);
  t.match(words((await page()).body), /Paused since .* days are kept for you\. It goes on by itself on/);
  t.match(words((await page('am')).body), /ቆሟል/);
  await lab.press(product, { do: 'resume' });
  t.match(words((await page()).body), /Paid until/);
  await lab.press(product, { do: 'leave' });
  t.match(words((await page()).body), /You said that you do not go on/);
  t.notMatch(words((await page()).body), /End my membership/);
});

t.test('after the end it asks to come back, at the price of now; what is not sold any more says so', async (t) => {
  const { until } = await lab.membershipOf(product);
  await lab.walkTo(days(until, 1), 24);
  t.match(words((await page()).body), /It ended on .* Come back/);
  t.equal((await lab.press(product, { do: 'pause' })).statusCode, 409, 'nothing is left to keep');
  await lab.deps.tenancy.inCreator(lab.creatorId, async (tx) => {
    await keepWithdrawn(tx, lab.creatorId, { productId: product.id, version: 1 }, clock.now());
  });
  t.match(words((await page()).body), /no longer sold/);
  t.equal((await lab.press(product, { do: 'pay', months: '1', rail: 'telebirr' })).statusCode, 422);
});

t.test('neither the address nor a number of a member is logged', async (t) => {
  const address = await lab.pageOf(product);
  t.notMatch(lab.logged(), address);
  t.notMatch(lab.logged(), /911200\d{3}/);
});

t.test(
  'the checkout says what is due today for each length; another sum than the button said is asked about first',
  async (t) => {
    const other = await lab.place(15_000);
    const url = `/checkout/${other.id}?lang=en`;
    const form = words((await app.inject({ url })).body);
    t.match(form, /1 month 150 birr Due today: 150 birr.*3 months 405 birr Due today: 405 birr/);
    t.match(words((await app.inject({ url: `/checkout/${other.id}?lang=am` })).body), /ዛሬ የሚከፈለው/);
    const post = async (fields: Record<string, string>) =>
      await app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ phone: lab.someone(), rail: 'telebirr', attempt: newId(), ...fields }).toString(),
      });
    const asked = await post({ months: '3', sum: '15000' });
    t.equal(asked.statusCode, 409);
    t.match(words(asked.body), /Pay 405 birr/);
    t.equal((await lab.intentsOf(other)).length, 0, 'nothing was begun');
    t.equal((await post({ months: '3', sum: '40500' })).statusCode, 303);
    t.match(await lab.intentsOf(other), [{ amount: 40_500 }]);
    t.equal((await post({ months: '6', sum: '90000' })).statusCode, 422);
  },
);

t.test('while a lower price runs a member goes on for it, and who comes back pays what everybody pays', async (t) => {
  const sale = await lab.place(20_000);
  const started = await lab.start(sale, lab.someone());
  t.equal(started.statusCode, 201);
  const [first] = await lab.intentsOf(sale);
  await lab.settled(first?.id ?? '', first?.amount ?? 0);
  const schedule = async (baseVersion: number, priceSantim: number) =>
    await app.inject({
      method: 'PUT',
      url: `/v1/payments/products/${sale.id}/terms`,
      headers: lab.seller.headers,
      body: {
        baseVersion,
        payWhatYouWant: null,
        stock: null,
        bump: null,
        scheduledPrices: [{ fromAt: clock.now().toISOString(), toAt: null, priceSantim }],
      },
    });
  t.equal((await schedule(0, 12_000)).statusCode, 200);
  const shown = words((await app.inject({ url: `${await lab.pageOf(sale)}?lang=en` })).body);
  t.match(shown, /1 month 120 birr/);
  const pressed = await lab.press(sale, {
    do: 'pay',
    months: '1',
    rail: 'telebirr',
    seen: '1:12000',
    attempt: newId(),
  });
  t.equal(pressed.statusCode, 303, words(pressed.body));
  t.match((await lab.intentsOf(sale))[0], { amount: 12_000 });
});
