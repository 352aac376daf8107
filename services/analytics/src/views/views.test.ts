import t from 'tap';
import { signPageToken } from '@windsurf/access/page-token';
import { newId } from '@windsurf/db/ids';
import { startTestAnalytics } from '../testing.ts';
import { visitorOf } from '@windsurf/visitors/visitor-class';

const lab = await startTestAnalytics(t);
const { app, deps, db } = lab;
const phone =
  'Mozilla/5.0 (Linux; Android 13; TECNO KI5q) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36';
const browser = {
  'user-agent': phone,
  accept: 'image/avif,image/webp,*/*;q=0.8',
  'sec-fetch-dest': 'image',
  'sec-fetch-site': 'same-origin',
};
const see = async (token: string | undefined, headers: Record<string, string> = browser) =>
  await app.inject({ url: `/v1/analytics/view.gif${token === undefined ? '' : `?t=${token}`}`, headers });
const rowsOf = async (creator: string) => {
  await deps.views.flush();
  return await db.look<{ class: string; reason: string; day: string; product_id: string }>(
    "select class, reason, to_char(day, 'YYYY-MM-DD') as day, product_id from analytics.views where creator_id = $1 order by class, reason",
    [creator],
  );
};
const daysOf = async (creator: string) =>
  await db.look<{ day: string; views: number; other: number; product: string }>(
    "select to_char(day, 'YYYY-MM-DD') as day, views::int, other_views::int as other, product_id as product from analytics.daily_summaries where creator_id = $1 order by day, product_id",
    [creator],
  );
const tokenFor = (creatorId: string, productId: string | null = null): string =>
  signPageToken(
    deps.pageTokenKey,
    { creatorId, kind: productId === null ? 'store' : 'product', productId },
    deps.clock.now(),
  );

t.test('a view is a pixel that is never cached, sets no cookie, and is counted for its page and day', async (t) => {
  const [creator, product] = [newId(), newId()];
  const answer = await see(tokenFor(creator));
  t.equal(answer.statusCode, 200);
  t.equal(answer.headers['content-type'], 'image/gif');
  t.equal(answer.headers['cache-control'], 'no-store');
  t.equal(answer.headers['set-cookie'], undefined);
  t.match(answer.rawPayload.toString('latin1'), /^GIF89a/);
  await see(tokenFor(creator, product));
  await see(tokenFor(creator, product));
  t.equal((await rowsOf(creator)).length, 3);
  t.same(await daysOf(creator), [
    { day: '2026-11-20', views: 1, other: 0, product: '00000000-0000-0000-0000-000000000000' },
    { day: '2026-11-20', views: 2, other: 0, product },
  ]);
});

t.test('a token that is forged, cut, old, doubled or missing gets the same pixel and counts nothing', async (t) => {
  const creator = newId();
  const good = tokenFor(creator);
  const other = signPageToken(
    Buffer.alloc(32, 1).toString('base64url'),
    { creatorId: creator, kind: 'store', productId: null },
    deps.clock.now(),
  );
  const old = signPageToken(
    deps.pageTokenKey,
    { creatorId: creator, kind: 'store', productId: null },
    new Date('2026-11-01T00:00:00Z'),
  );
  const flipped = `${good.slice(0, 10)}${good[10] === 'A' ? 'B' : 'A'}${good.slice(11)}`;
  for (const bad of [
    undefined,
    '',
    'x',
    other,
    old,
    flipped,
    good.slice(0, -2),
    `${good}&t=${good}`,
    'a'.repeat(5000),
  ]) {
    const answer = await see(bad);
    t.equal(answer.statusCode, 200, `${String(bad).slice(0, 12)} …`);
    t.equal(answer.headers['content-type'], 'image/gif');
  }
  const head = await app.inject({ method: 'HEAD', url: `/v1/analytics/view.gif?t=${good}`, headers: browser });
  t.equal(head.statusCode, 200, 'asking without looking counts nothing either');
  t.same(await rowsOf(creator), []);
  t.notMatch(lab.logged(), good, 'no token is logged');
});

t.test('robots, previews and people are told apart, each with its reason', async (t) => {
  const creator = newId();
  const cases: readonly (readonly [string, string, Record<string, string>])[] = [
    ['human', 'browser', browser],
    [
      'human',
      'browser',
      {
        'user-agent':
          'Mozilla/5.0 (iPhone; CPU iPhone OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Mobile/15E148 Safari/604.1',
        accept: 'image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5',
      },
    ],
    [
      'human',
      'browser',
      { ...browser, 'user-agent': `${phone} Telegram-Android/11.2.3 (Tecno KI5q; Android 13; SDK 33; LOW)` },
    ],
    ['human', 'browser', { ...browser, 'user-agent': `${phone} [FB_IAB/FB4A;FBAV/485.0.0.70.77;IABMV/1;]` }],
    ['bot', 'no-agent', {}],
    ['bot', 'headless', { ...browser, 'user-agent': phone.replace('Chrome/', 'HeadlessChrome/') }],
    [
      'bot',
      'known-agent',
      { ...browser, 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' },
    ],
    ['bot', 'known-agent', { 'user-agent': 'curl/8.5.0', accept: '*/*' }],
    ['bot', 'not-a-browser', { 'user-agent': phone, accept: '*/*' }],
    ['bot', 'not-on-a-page', { ...browser, 'sec-fetch-dest': 'document' }],
    ['bot', 'foreign-page', { ...browser, 'sec-fetch-site': 'cross-site' }],
    ['preview', 'link-preview', { 'user-agent': 'TelegramBot (like TwitterBot)' }],
    [
      'preview',
      'link-preview',
      { 'user-agent': 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)' },
    ],
    ['preview', 'link-preview', { 'user-agent': 'WhatsApp/2.24.6.77 A' }],
    ['preview', 'prefetch', { ...browser, 'sec-purpose': 'prefetch;prerender' }],
  ];
  for (const [, , headers] of cases) await see(tokenFor(creator), { 'user-agent': '', ...headers });
  const rows = await rowsOf(creator);
  t.same(
    rows.map((row) => `${row.class} ${row.reason}`),
    cases.map(([kind, reason]) => `${kind} ${reason}`).toSorted(),
  );
  t.match(await daysOf(creator), [{ views: 4, other: 11 }]);
  t.equal(
    visitorOf({
      agent: 'x'.repeat(100_000),
      accept: undefined,
      fetchDest: undefined,
      fetchSite: undefined,
      purpose: undefined,
    }).class,
    'bot',
  );
});

t.test('midnight is the one of Addis Ababa', async (t) => {
  const creator = newId();
  lab.clock.set('2026-11-20T20:59:59Z');
  await see(tokenFor(creator));
  lab.clock.set('2026-11-20T21:00:00Z');
  await see(tokenFor(creator));
  t.same((await daysOf(creator)).length, 0, 'nothing is written before the batch');
  await deps.views.flush();
  t.same(
    (await daysOf(creator)).map((row) => row.day),
    ['2026-11-20', '2026-11-21'],
  );
  lab.clock.set('2026-11-20T06:00:00Z');
});
