import { t } from 'tap';
import { newId } from '@windsurf/db/ids';
import { pdfBytes, startTestDelivery } from '../testing.ts';

const test = await startTestDelivery(t);
const { app, people } = test;
const [selam, dawit] = [test.creator(), test.creator()];
const words = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\u00a0/g, ' ')
    .replace(/\s+/g, ' ');
const inEnglish = { 'accept-language': 'en' };

const file = await test.upload(selam, 'physics.pdf', pdfBytes(4_200_000));
const product = await test.publish(selam, { fileId: file.id, title: 'Physics <12>', coverUrl: '/media/abc.webp' });
const receipt = await test.pay(selam, product.productId);

t.test(
  'the receipt says what, from whom, how much and when, in both calendars, with the size before the tap',
  async (t) => {
    const answer = await app.inject({ url: `${receipt}?lang=en` });
    t.equal(answer.statusCode, 200);
    const text = words(answer.body);
    t.match(text, /Physics &lt;12&gt;/, 'a title is text, never markup');
    t.match(text, /199\.50 birr/);
    t.match(text, /Fri 20 Nov 2026, 9:00 AM EAT \(11 Hidar 2019 · 3:00 in the morning\)/);
    t.match(text, /PDF · 4\.2 MB · Opens with any PDF reader/);
    t.match(text, /Download 4\.2 MB/);
    t.match(text, /Connection broke\? Press again, it goes on where it stopped\./);
    t.match(text, new RegExp(file.sha256 ?? 'none'));
    t.match(answer.body, new RegExp(`href="${receipt.replace('/r/', '/d/')}/${file.id}"`));
    t.match(answer.body, /src="http:\/\/localhost:8080\/media\/abc\.webp"/);
    t.match(answer.body, /href="\/k\?lang=en"/);
    t.match(answer.body, /href="\/c\/[a-z-]+\?lang=en">Members’ space</);
  },
);

t.test('without a wish it speaks the language of the checkout', async (t) => {
  const am = await app.inject({ url: receipt, headers: inEnglish });
  t.match(am.body, /<html lang="am">/);
  t.match(words(am.body), /199\.50 ብር/);
  t.match(words(am.body), /ኅዳር 11 ቀን 2019/);
  const other = await test.publish(selam, {});
  const en = await test.pay(selam, other.productId, { lang: 'en' });
  t.match((await app.inject({ url: en })).body, /<html lang="en">/);
});

t.test('the page is nobody else’s business: not cached, not told to others, without scripts', async (t) => {
  const { headers, body } = await app.inject({ url: receipt });
  t.match(headers, { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  const policy = String(headers['content-security-policy']);
  t.match(policy, /default-src 'none'/);
  t.notMatch(policy, /unsafe/);
  t.notMatch(body, /<script|javascript:|style="/);
  t.match(body, /<meta name="robots" content="noindex">/);
  t.notMatch(body, /\b0?911(?:\s?[\d*]){6}\b|\+251/, 'and carries no number');
});

t.test('a tampered, mistyped, foreign or old token is the same page, with the way to a new link', async (t) => {
  const token = receipt.slice(3);
  const answers = await Promise.all(
    [
      `${token.slice(0, -1)}${token.endsWith('x') ? 'y' : 'x'}`,
      token.replaceAll(/[a-z]/gi, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase())),
      token.slice(1),
      `${token}A`,
      'AAAAAAAAAAAAAAAA',
      newId(),
      'a'.repeat(290),
      '%27',
    ].map(async (wrong) => await app.inject({ url: `/r/${wrong}?lang=en` })),
  );
  for (const { statusCode, body, headers } of answers) {
    t.equal(statusCode, 404);
    t.match(body, /<h1>This link was made for someone else or is too old/);
    t.match(words(body), /Get a new link by phone/);
    t.equal(headers['referrer-policy'], 'no-referrer');
  }
});

t.test('the library without a sign-in is a page with the way in', async (t) => {
  const { statusCode, body, headers } = await app.inject({ url: '/k?lang=en' });
  t.equal(statusCode, 200);
  t.match(body, /Everything you bought with your phone number is here/);
  t.match(body, /href="\/v1\/auth\/refresh\?return=%2Fk%3Flang%3Den&amp;lang=en"/);
  t.match(headers, { 'cache-control': 'private, no-store' });
  const stale = await app.inject({ url: '/k', headers: { cookie: 'ws_access=not.a.token' } });
  t.equal(stale.statusCode, 200, 'a stale cookie is the way in too');
});

t.test('the library has the own purchases of all creators, newest first, twenty on a page', async (t) => {
  const buyer = people.person();
  const stranger = people.person();
  for (let i = 1; i <= 23; i++) {
    test.clock.advance(60);
    const of = i % 2 === 0 ? selam : dawit;
    const fileId = i === 23 ? (await test.upload(of, 'new.pdf', pdfBytes(64_000))).id : null;
    const made = await test.publish(of, { title: `Thing ${i}`, fileId });
    await test.pay(of, made.productId, { buyerId: buyer.personId });
  }
  const read = async (url: string, of = buyer) =>
    await app.inject({ url, headers: { ...people.browser(of), ...inEnglish } });
  const titles = (body: string): string[] => [...body.matchAll(/<a class="main"[^>]*>([^<]+)/g)].map((m) => m[1] ?? '');
  const first = await read('/k');
  t.same(
    titles(first.body),
    Array.from({ length: 20 }, (_, i) => `Thing ${23 - i}`),
  );
  t.match(words(first.body), /Download 64 KB/);
  t.match(words(first.body), /No file yet/);
  t.equal(first.body.match(/href="\/c\/[a-z-]+\?lang=en">Members’ space<span class="vh"> /g)?.length, 20);
  t.match(words(first.body), /Page 1 of 2/);
  t.match(first.body, /href="\/k\?page=2&amp;lang=en"/);
  t.same(titles((await read('/k?page=2')).body), ['Thing 3', 'Thing 2', 'Thing 1']);
  t.same(titles((await read('/k?page=99')).body), ['Thing 3', 'Thing 2', 'Thing 1'], 'beyond the end is the end');
  for (const odd of ['0', '-1', 'x', '1e9', '%00']) t.equal((await read(`/k?page=${odd}`)).statusCode, 200, odd);
  t.same(titles((await read('/k', stranger)).body), [], 'a stranger’s library does not show it');
  t.match(first.body, /action="\/sign-out\?lang=en" method="post"/);
  t.match(first.body, new RegExp(`name="_csrf" value="${buyer.csrf}"`));
});

t.test('an empty library says for which number, and says nothing wrong when auth is silent', async (t) => {
  const nobody = people.person();
  const read = async () =>
    words((await app.inject({ url: '/k', headers: { ...people.browser(nobody), ...inEnglish } })).body);
  t.match(await read(), /Nothing here for 0911 234 567 yet\. Bought with another number\?/);
  test.phone = undefined;
  t.match(await read(), /Nothing here yet\. Bought with another number\?/);
});

t.test('an address that is none of ours is a page too, and health says exactly what it must', async (t) => {
  for (const path of ['/v1/delivery/health', '/v1/assets/health', '/v1/rights/health']) {
    t.equal((await app.inject({ url: path })).body, '{"status":"healthy"}');
  }
  const answer = await app.inject({ url: '/r', headers: { accept: 'text/html' } });
  t.equal(answer.statusCode, 404);
  t.match(answer.headers['content-type'], /text\/html/);
});

t.test(
  'UC-25: a browser inside another app is told how to open the page in Chrome; the phone’s own is not',
  async (t) => {
    const pixel = 'Mozilla/5.0 (Linux; Android 14; Pixel 6a';
    const read = async (agent: string) =>
      (await app.inject({ url: `${receipt}?lang=en`, headers: { 'user-agent': agent } })).body;
    const inside = [
      `${pixel}; wv) AppleWebKit/537.36 Version/4.0 Chrome/142.0 Mobile Safari/537.36`,
      `${pixel}) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36 Telegram-Android/11.4.2 (Google Pixel 6a; Android 14)`,
      `${pixel}) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36 musical_ly_2024 BytedanceWebview/d8a21c6`,
      `${pixel}) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/490.0;]`,
    ];
    for (const agent of inside) {
      const html = await read(agent);
      t.match(words(html), /inside another app[\s\S]*Open in Chrome[\s\S]*the link in our SMS/, agent.slice(-30));
      const intent = /href="(intent:[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const host = new URL(test.deps.links.receiptUrl('x')).host;
      t.ok(intent.startsWith(`intent://${host}${receipt}?lang=en#Intent;scheme=http`), intent);
      t.match(intent, /;package=com\.android\.chrome;S\.browser_fallback_url=http[^;]*;end$/);
      t.match(html, /href="\/d\//, 'the file can be tried all the same');
    }
    const phone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile [FBAN/FBIOS;FBAV/490.0]';
    const there = await read(phone);
    t.match(words(there), /inside another app[\s\S]*the link in our SMS/);
    t.notMatch(there, /intent:/, 'where there are no intents, none is offered');
    for (const own of ['', `${pixel}) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36`])
      t.notMatch(words(await read(own)), /inside another app/);
  },
);

t.test(
  'UC-20: the receipt leads to what happened to the money of its order; nothing does where nothing was paid',
  async (t) => {
    const html = (await app.inject({ url: `${receipt}?lang=am` })).body;
    const href = /href="(\/r\/[^"]+\/money[^"]*)"/.exec(html)?.[1] ?? '';
    const asked = test.followed.length;
    const answer = await app.inject({ url: href });
    t.equal(answer.statusCode, 302);
    t.match(answer.headers, { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
    t.match(String(answer.headers.location), /\/pay\/s\/A{16}\?to=timeline&lang=am$/);
    const [order] = await test.db.look<{ order_id: string }>(
      'select order_id from delivery.entitlements where product_id = $1',
      [product.productId],
    );
    t.same(test.followed.slice(asked), [order?.order_id], 'of this order');
    const gift = await test.publish(selam, { title: 'For nothing', priceSantim: 0 });
    const free = await test.pay(selam, gift.productId, { amountSantim: 0 });
    t.notMatch((await app.inject({ url: free })).body, /\/money/);
    t.equal((await app.inject({ url: `${free}/money` })).statusCode, 404);
    t.equal((await app.inject({ url: '/r/AAAAAAAAAAAAAAAA/money' })).statusCode, 404);
  },
);
