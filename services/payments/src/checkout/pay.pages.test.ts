import t from 'tap';
import { brotliCompressSync, constants } from 'node:zlib';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { appOrigin } from '@windsurf/testbed/people';
import { createManual } from '../rails/manual.ts';
import type { Rail } from '../rails/rails.ts';
import { railEntries } from '../rails/registry.ts';
import { follows, reasons } from '../intents/intent-states.ts';
import type { IntentState } from '../intents/intents.ts';
import { buyersNumber, startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';
import { payDocument, phaseOfPage } from './pay-document.ts';
import type { PayPage } from './pay-document.ts';
import { phases } from './pay-phase.ts';

const small = (body: string): number =>
  brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;
const startedAt = new Date('2026-11-20T06:00:00Z');
const after = (seconds: number): Date => new Date(startedAt.getTime() + seconds * 1000);
const banks = [
  'Commercial Bank of Ethiopia',
  'Awash Bank',
  'Dashen Bank',
  'Bank of Abyssinia',
  'Zemen Bank',
  'telebirr',
];

const intent = {
  creatorId: asCreatorId('01890000-0000-7000-8000-000000000001'),
  id: '01890000-0000-7000-8000-0000000000aa',
  buyerId: '01890000-0000-7000-8000-000000000002',
  buyerHint: '567',
  productId: '01890000-0000-7000-8000-000000000003',
  title: 'ሻይ ለሁለት — የቤት ውስጥ አዘገጃጀት',
  handle: 'selam-books',
  slug: 'tea',
  storeName: 'ሰላም መጻሕፍት',
  amountSantim: 19_950,
  paidSantim: null,
  rail: 'telebirr',
  lang: 'am',
  state: 'pending',
  reason: null,
  receivedAt: null,
  startedAt,
  expiresAt: after(1800),
  endedAt: null,
  asked: 3,
  lastAskedAt: after(40),
  nextAskAt: after(90),
  orderId: null,
  orderNumber: null,
  orderState: null,
  refundedSantim: null,
  choice: {},
} as unknown as PayPage['intent'];
const page = (change: Partial<PayPage> = {}, row: Partial<PayPage['intent']> = {}): PayPage => ({
  intent: { ...intent, ...row },
  now: after(20),
  lang: 'en',
  path: `/pay/${'x'.repeat(66)}`,
  upsell: undefined,
  auto: true,
  stuck: false,
  told: undefined,
  mayApprove: false,
  opener: true,
  receiptUrl: null,
  storeOrigin: 'http://localhost:8080',
  rail: { pay: 'redirect', query: true },
  code: undefined,
  accounts: [],
  reference: undefined,
  credit: undefined,
  form: { attempt: 'a'.repeat(22), csrf: undefined, typed: '', errors: [] },
  ...change,
});
const code = {
  rail: { pay: 'code', query: true },
  code: { digits: '700123456', banks, billPath: `/pay/bill/${'y'.repeat(64)}` },
} as const;
const hand = {
  rail: { pay: 'instructions', query: false },
  accounts: [
    { bank: 'Commercial Bank of Ethiopia', number: '1000123456789', holder: 'Windsurf PLC' },
    { bank: 'Awash Bank', number: '01320123456700', holder: 'Windsurf PLC' },
  ],
} as const;
const ended = { endedAt: after(30) };
type Case = readonly [Partial<PayPage>, Partial<PayPage['intent']>];
const failed = (reason: string): Case => [{}, { state: 'failed', reason, ...ended }];
const parked = (reason: string, paidSantim: number | null = null): Case => [
  {},
  { state: 'parked', reason, paidSantim },
];
const credit = (reason: string, sent = false): Partial<PayPage> => ({ credit: { santim: 19_950, reason, sent } });

/** At least one page of each phase, and of what differs within it. */
const cases: readonly Case[] = [
  [{ now: after(3) }, { state: 'created' }],
  [{ mayApprove: true }, {}],
  [{ now: after(45), mayApprove: true }, {}],
  [{ rail: { pay: 'push', query: false } }, { rail: 'cbebirr' }],
  [{ rail: { pay: 'push', query: false }, stuck: true }, { rail: 'cbebirr' }],
  [{ rail: { pay: 'push', query: false }, now: after(100) }, { rail: 'cbebirr' }],
  [
    { rail: { pay: 'push', query: false }, now: after(700) },
    { rail: 'cbebirr', state: 'unknown', reason: 'no-answer' },
  ],
  [code, { rail: 'webirr', expiresAt: after(86_400) }],
  [
    { ...code, code: { ...code.code, banks: [] } },
    { rail: 'webirr', expiresAt: after(86_400) },
  ],
  [code, { rail: 'webirr', receivedAt: after(10) }],
  [hand, { rail: 'manual', expiresAt: after(259_200) }],
  [
    { ...hand, form: { attempt: 'a', csrf: 'c', typed: '<b>x</b>', errors: [{ field: 'text', text: 'Write it.' }] } },
    { rail: 'manual' },
  ],
  [
    { ...hand, reference: 'FT26325ABCDE' },
    { rail: 'manual', expiresAt: after(259_200) },
  ],
  [{ told: { what: 'paid', at: 15 } }, {}],
  [{ told: { what: 'ended', at: 15 } }, {}],
  [{ now: after(100), mayApprove: true }, {}],
  [{ now: after(200), mayApprove: true }, {}],
  [{ now: after(900) }, { state: 'unknown', reason: 'no-answer' }],
  parked('wrong-amount'),
  parked('wrong-amount', 15_000),
  parked('two-payments'),
  parked('given-up'),
  parked('unclear'),
  parked('told'),
  ...[...reasons, 'some-new-reason'].map((reason) => failed(reason)),
  [{}, { state: 'expired', ...ended }],
  [{}, { state: 'succeeded', orderNumber: 7, orderState: 'paid', refundedSantim: 0, ...ended }],
  [{ opener: false }, { state: 'succeeded', orderNumber: 7, ...ended }],
  [{ receiptUrl: 'http://app.localhost/r/x' }, { state: 'succeeded', orderNumber: 7, ...ended }],
  [
    { receiptUrl: 'http://app.localhost/r/x' },
    { state: 'succeeded', orderNumber: 7, orderState: 'partly-refunded', refundedSantim: 5000, ...ended },
  ],
  [{ receiptUrl: 'http://app.localhost/r/x' }, { state: 'overpaid', paidSantim: 30_000, orderNumber: 7, ...ended }],
  [credit('paid-twice'), { state: 'surplus', ...ended }],
  [credit('sold-out'), { state: 'surplus', ...ended }],
  [credit('wrong-amount', true), { state: 'surplus', ...ended }],
  [{}, { state: 'reversed', ...ended }],
  [{ receiptUrl: 'http://app.localhost/r/x' }, { state: 'disputed', orderNumber: 7, ...ended }],
  [{ rail: undefined }, { rail: 'gone' }],
];

t.test('every state, reason and kind of way to pay has its page, small, in both languages', async (t) => {
  const seen = new Set(cases.map(([change, row]) => phaseOfPage(page(change, row))));
  t.same([...seen].toSorted(), [...phases].toSorted(), 'each phase is drawn');
  const states = new Set(cases.map(([, row]) => row.state ?? 'pending'));
  t.same([...states].toSorted(), (Object.keys(follows) as IntentState[]).toSorted(), 'each state is drawn');
  let largest = 0;
  for (const lang of ['en', 'am'] as const) {
    const titles = new Map<string, string>();
    for (const [change, row] of cases) {
      const props = page({ ...change, lang }, row);
      const phase = phaseOfPage(props);
      const body = payDocument(props);
      const name = `${lang} ${phase} ${row.reason ?? ''} ${row.rail ?? ''}`;
      const refreshes = body.includes('http-equiv="refresh"');
      if (refreshes) largest = Math.max(largest, small(body));
      t.ok(small(body) <= (refreshes ? 3000 : 4000), `${name}: ${small(body)} bytes`);
      t.notMatch(body, /\{\w+\}|undefined|style="|<script|<b>x<\/b>/, name);
      t.match(body, /role="status"><h1>/, name);
      t.equal([...body.matchAll(/<h1>/g)].length, 1, name);
      if (lang === 'am') t.match(/<title>([^<]*)</.exec(body)?.[1], /[ሀ-፿]/, name);
      titles.set(phase, /<title>([^<]*)</.exec(body)?.[1] ?? '');
    }
    t.ok(new Set(titles.values()).size >= phases.length - 6, `${new Set(titles.values()).size} titles`);
  }
  t.comment(`largest page that loads itself again: ${largest} bytes`);
});

t.test('"nothing was taken" is said only where the rail itself said that it is over', async (t) => {
  const confirmed = new Set([
    'failed',
    'failed-no-money',
    'failed-wrong-pin',
    'failed-cancelled',
    'failed-limit',
    'failed-no-answer',
  ]);
  for (const [change, row] of cases) {
    const phase = phaseOfPage(page(change, row));
    const says = [payDocument(page(change, row)), payDocument(page({ ...change, lang: 'am' }, row))];
    t.equal(/nothing was taken/i.test(says[0] ?? ''), confirmed.has(phase), phase);
    t.equal(/ምንም አልተቆረጠም/.test(says[1] ?? ''), confirmed.has(phase), phase);
    if (row.reason === 'two-payments' || row.reason === 'given-up') t.notMatch(says[0], /nothing was taken/i);
  }
  t.match(payDocument(page({}, { state: 'failed', reason: 'rail-down', ...ended })), /Nothing was started/);
});

const beginWith = async (lab: TestPayments, product: TestProduct, rail: string) => {
  const answer = await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: { 'idempotency-key': newId() },
    body: { productId: product.id, phone: '0911234567', rail },
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  const { token, payCode } = answer.json<{ token: string; payCode: string | null }>();
  return { token, payCode: payCode ?? '', intentId: lab.deps.tokens.read(token)?.intentId ?? '' };
};
const html = { accept: 'text/html' };
const lastOfHers = /(?<![\w-])567(?![\w-])/;

t.test('a bank’s code: large, read digit by digit, copied without spaces, with the merchant’s own banks', async (t) => {
  const lab = await startTestPayments(t);
  const { token, payCode } = await beginWith(lab, await lab.product(), 'webirr');
  t.match(payCode, /^\d{9}$/);
  /** The code is any nine digits: hers could be among them. */
  const withoutCode = (text: string) =>
    text.replaceAll(new RegExp(payCode.split('').join('(?:\\s|%20|<[^>]+>)*'), 'g'), '');
  const visit = async (lang: string) =>
    (await lab.app.inject({ url: `/pay/${token}?lang=${lang}`, headers: html })).body;
  const en = await visit('en');
  const [, label = '', inside = ''] = /<p class="code" role="img" aria-label="([^"]+)">(.*?)<\/p>/.exec(en) ?? [];
  t.match(label, payCode.split('').join(' '));
  t.match(label, /^Payment code: /);
  t.equal(inside.replaceAll(/<[^>]+>/g, ''), payCode, 'nothing between the digits is copied');
  t.match(en, /Pay 199\.50.birr with this code/);
  t.match(en, /Until \w{3} \d+ \w{3} 20\d\d, \d+:\d\d [AP]M EAT \(\d+ \S+ 20\d\d · \d+:\d\d (?:in the|at night)/);
  t.match(en, /Anybody may pay it/);
  const bankNames = await lab.deps.rails.get('webirr')?.banks?.();
  t.ok(bankNames && bankNames.length > 0);
  for (const bank of bankNames ?? []) t.match(en, `>${bank}</li>`);
  t.match(await visit('am'), /በዚህ ኮድ 199\.50.ብር ይክፈሉ/);
  t.notMatch(withoutCode(en), buyersNumber);
  t.notMatch(en, /telebirr is asking/);

  await t.test('the card for somebody else shows what she needs, and nothing of the buyer', async (t) => {
    const bill = /href="(\/pay\/bill\/[\w-]{64})\?lang=en"/.exec(en)?.[1] ?? '';
    const card = await lab.app.inject({ url: `${bill}?lang=en`, headers: html });
    t.equal(card.statusCode, 200);
    t.match(card.body, /<h1>Pay 199\.50.birr to Selam Books<\/h1>/);
    t.match(card.body, payCode.split('').join(' '));
    t.notMatch(card.body, token.slice(10, 30));
    t.notMatch(withoutCode(card.body), buyersNumber);
    t.notMatch(withoutCode(card.body), lastOfHers);
    t.match(card.body, /href="sms:\?body=Please%20pay/);
    t.ok(small(card.body) < 4000);
    const picture = /href="(\/v1\/payments\/bills\/[^"]+)"/.exec(card.body)?.[1] ?? '';
    const svg = await lab.app.inject({ url: picture });
    t.equal(svg.headers['content-type'], 'image/svg+xml');
    t.ok(svg.rawPayload.length <= 15_000, `${svg.rawPayload.length} bytes`);
    t.match(svg.body, payCode.replace(/(...)(...)(...)/, '$1 $2 $3'));
    t.notMatch(svg.body, /<script/);
    const written = withoutCode(svg.body.replaceAll(/<[^>]+>/g, ' '));
    t.notMatch(written, buyersNumber);
    t.notMatch(written, lastOfHers);
    for (const bad of [
      '/pay/bill/x',
      `/pay/bill/${'x'.repeat(64)}`,
      `/pay/bill/${token}`,
      `/v1/payments/bills/${'x'.repeat(64)}/card`,
    ])
      t.equal((await lab.app.inject({ url: bad, headers: html })).statusCode, 404, bad);
    t.equal((await lab.app.inject({ url: `/pay/${bill.split('/').at(-1)}` })).statusCode, 404, 'it follows no payment');

    await lab.outside.webirr.pay(payCode);
    await lab.work();
    t.match((await lab.read(token)).state, 'succeeded', 'paid by another person: the buyer gets it');
    t.match((await lab.app.inject({ url: `${bill}?lang=en`, headers: html })).body, /This has been paid/);
    t.equal((await lab.app.inject({ url: picture })).statusCode, 404);
  });
});

t.test('a transfer by hand: accounts, the field for the reference, told once for ever', async (t) => {
  const lab = await startTestPayments(t);
  const accounts = [{ bank: 'Commercial Bank of Ethiopia', number: '1000123456789', holder: 'Windsurf PLC' }];
  (lab.deps.rails as Map<string, Rail>).set('manual', createManual({ accounts }));
  const { token, intentId } = await beginWith(lab, await lab.product(), 'manual');
  const visit = async (lang = 'en', of = token) =>
    (await lab.app.inject({ url: `/pay/${of}?lang=${lang}`, headers: html })).body;
  const before = await visit();
  t.match(before, /Send exactly this amount to one of the accounts below\./);
  for (const { number, holder } of lab.deps.rails.get('manual')?.accounts?.() ?? []) {
    t.match(before, number);
    t.match(before, holder);
  }
  t.notMatch(before, /http-equiv="refresh"/, 'a page with a field does not load itself again');
  const tell = async (text: string, of = token, attempt = newId()) =>
    await lab.app.inject({
      method: 'POST',
      url: `/pay/${of}/reference?lang=en`,
      headers: { ...html, 'content-type': 'application/x-www-form-urlencoded', origin: appOrigin },
      body: new URLSearchParams({ text, attempt }).toString(),
    });
  for (const bad of ['', 'I have paid', '<script>alert(1)</script>', 'x'.repeat(400)]) {
    const page = await tell(bad);
    t.equal(page.statusCode, 422, bad.slice(0, 12));
    t.match(page.body, /<title>Error: .*role="alert".*There is no reference in it/s);
    t.notMatch(page.body, /<script>/);
  }
  const told = await tell('Dear Abebe … ETB 199.50 … Ref No ft26325abcde. Thank you');
  t.equal(told.statusCode, 303);
  t.equal(told.headers.location, `/pay/${token}?lang=en`);
  t.match(await visit(), /Thank you\. A person is checking your transfer\..*Reference FT26325ABCDE/s);
  t.match(await visit('am'), /ሰው ዝውውሩን እያረጋገጠ ነው.*FT26325ABCDE/s);
  t.equal((await lab.read(token)).state, 'pending', 'a reference is evidence, never proof');
  t.equal(await lab.count('payments.orders'), 0);

  await t.test('a used one is refused and written down, whoever tells it', async (t) => {
    const other = await beginWith(lab, await lab.product(), 'manual');
    const again = await tell('FT26325ABCDE', other.token);
    t.equal(again.statusCode, 409);
    t.match(again.body, /This reference was told before/);
    t.equal(await lab.count(`payments.audit where what = 'reference.foreign'`), 1);
    const api = await lab.app.inject({
      method: 'POST',
      url: `/v1/payments/checkouts/${other.token}/reference`,
      body: { text: 'FT26325ABCDE' },
    });
    t.equal(api.statusCode, 409);
    const fine = await lab.app.inject({
      method: 'POST',
      url: `/v1/payments/checkouts/${other.token}/reference`,
      body: { text: 'FT 26325 ABCDF' },
      headers: { 'accept-language': 'en' },
    });
    t.match(fine.json(), { state: 'pending', reference: 'FT26325ABCDF', says: /within one working day/ }, fine.body);
    const twenty = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => await tell(`FT26325ZZZ${10 + n}`, other.token)),
    );
    t.ok(
      twenty.some((one) => one.statusCode === 429),
      'a flood has to wait',
    );
    t.equal((await tell('FT26325ABCDG', 'x'.repeat(66))).statusCode, 404);
    t.equal(
      (await lab.app.inject({ method: 'POST', url: `/v1/payments/checkouts/${token}/reference`, body: {} })).statusCode,
      422,
    );
  });
  await t.test('a person confirms it, and it is paid', async (t) => {
    const operator = lab.people.person({ operator: true });
    const list = await lab.app.inject({ url: '/v1/payments/operator/told?limit=1', headers: operator.headers });
    t.match(list.json().items, [{ intentId, reference: 'FT26325ABCDE', toldSantim: 19_950, state: 'pending' }]);
    t.match(list.json().nextCursor, String);
    const answer = await lab.app.inject({
      method: 'POST',
      url: `/v1/payments/operator/intents/${intentId}/resolve`,
      headers: { ...operator.headers, 'idempotency-key': newId() },
      body: { resolution: 'paid', providerTxnId: 'FT26325ABCDE', note: 'seen in the statement of the bank' },
    });
    t.equal(answer.statusCode, 200, answer.body);
    t.match(await visit(), /<title>Paid\. Thank you!/);
    const late = await tell('FT26325ABCDH');
    t.equal(late.statusCode, 303, 'its end is on the page');
  });
});

t.test('a push: no button leads anywhere; who got no prompt is told what to do, and when it is safe', async (t) => {
  const lab = await startTestPayments(t);
  const { token } = await beginWith(lab, await lab.product(), 'cbebirr');
  const visit = async (query: string) => (await lab.app.inject({ url: `/pay/${token}?${query}`, headers: html })).body;
  const first = await visit('lang=en');
  t.match(first, /CBE Birr is asking for your PIN.*seconds left/s);
  t.notMatch(first, /\/wallet"|telebirr/);
  t.match(first, `href="/pay/${token}?stuck=1&amp;lang=en">I did not get a prompt`);
  const stuck = await visit('stuck=1&lang=en');
  t.match(
    stuck,
    /No prompt on your phone\?.*closes by itself, at the latest at.*a second payment could be a double one/s,
  );
  t.notMatch(stuck, /http-equiv="refresh"|href="\/checkout\//, 'no other way to pay while this one may still be paid');
  t.match(await visit('stuck=1&lang=am'), /በስልክዎ ጥያቄ አልመጣም/);
});

t.test('each way to pay says itself what it is', async (t) => {
  for (const { name, words } of railEntries)
    for (const phrase of [words.name, words.how, words.now, words.next, words.stuck])
      t.ok(phrase.en && phrase.am, name);
});
