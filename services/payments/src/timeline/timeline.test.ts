import { readFileSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { say } from '@windsurf/language/phrases';
import { nextWords, timelineWords } from '@windsurf/language/words-timeline';
import { follows, happenings } from '../intents/intents.ts';
import type { IntentState } from '../intents/intents.ts';
import { railEntries } from '../rails/registry.ts';
import { buyersNumber, startTestPayments } from '../testing.ts';
import type { TestPayments } from '../testing.ts';
import { nextOf, stepsOf } from './steps.ts';
import type { Facts } from './steps.ts';

const at = new Date('2026-11-20T06:00:00Z');
const later = (seconds: number): Date => new Date(at.getTime() + seconds * 1000);
const facts = (change: Partial<Facts> = {}): Facts => ({
  state: 'pending',
  rail: 'telebirr',
  pay: 'redirect',
  query: true,
  amountSantim: 19_950,
  startedAt: at,
  expiresAt: later(1800),
  endedAt: null,
  parkedAt: null,
  receivedAt: null,
  nextAskAt: later(60),
  events: [],
  goingBack: false,
  order: undefined,
  payout: undefined,
  ...change,
});
const order = { state: 'paid', payableAt: later(86_400) };
const delivered = { at: later(30), what: 'delivered', who: 'we' };
const payout = {
  id: newId(),
  state: 'requested',
  rail: 'telebirr',
  requestedAt: later(100_000),
  sendingAt: null,
  endedAt: null,
  amountSantim: 17_955,
};

/** Each state there is, and what makes its next step another one. */
const situations: readonly (readonly [string, Partial<Facts>, number])[] = [
  ['created', { state: 'created' }, 5],
  ['pending: wallet', {}, 30],
  ['pending: push', { pay: 'push', rail: 'cbebirr', query: false }, 30],
  ['pending: code', { pay: 'code', rail: 'webirr', expiresAt: later(86_400) }, 30],
  ['pending: code, received', { pay: 'code', rail: 'webirr', receivedAt: later(20) }, 30],
  ['pending: transfer', { pay: 'instructions', rail: 'manual', query: false, expiresAt: later(259_200) }, 30],
  [
    'pending: transfer, told',
    {
      pay: 'instructions',
      rail: 'manual',
      query: false,
      events: [{ at: later(60), what: 'told-reference', who: 'buyer' }],
    },
    90,
  ],
  ['unknown', { state: 'unknown', nextAskAt: later(1500) }, 700],
  ['unknown, nobody to ask', { state: 'unknown', pay: 'push', rail: 'cbebirr', query: false }, 700],
  ['parked', { state: 'parked', parkedAt: later(900) }, 1000],
  ['parked for long', { state: 'parked', parkedAt: later(900) }, 400_000],
  ['failed', { state: 'failed', endedAt: later(40) }, 60],
  ['expired', { state: 'expired', endedAt: later(4000) }, 5000],
  ['succeeded', { state: 'succeeded', endedAt: later(20), order }, 25],
  ['succeeded, delivered', { state: 'succeeded', endedAt: later(20), order, events: [delivered] }, 40],
  ['succeeded, settled', { state: 'succeeded', endedAt: later(20), order, events: [delivered] }, 90_000],
  ['succeeded, in a payout', { state: 'succeeded', endedAt: later(20), order, events: [delivered], payout }, 101_000],
  [
    'succeeded, payout sent',
    {
      state: 'succeeded',
      endedAt: later(20),
      order,
      events: [delivered],
      payout: { ...payout, state: 'sending', sendingAt: later(100_100) },
    },
    101_000,
  ],
  [
    'succeeded, payout arrived',
    {
      state: 'succeeded',
      endedAt: later(20),
      order,
      events: [delivered],
      payout: { ...payout, state: 'paid', sendingAt: later(100_100), endedAt: later(100_200) },
    },
    101_000,
  ],
  [
    'succeeded, payout failed',
    {
      state: 'succeeded',
      endedAt: later(20),
      order,
      events: [delivered],
      payout: { ...payout, state: 'failed', sendingAt: later(100_100), endedAt: later(100_200) },
    },
    101_000,
  ],
  [
    'not out yet',
    {
      state: 'succeeded',
      endedAt: later(20),
      order,
      events: [{ at: later(30), what: 'preordered', who: 'we' }],
      release: later(400_000),
    },
    200_000,
  ],
  ['overpaid', { state: 'overpaid', endedAt: later(20), order, goingBack: true }, 40],
  ['surplus', { state: 'surplus', endedAt: later(20) }, 40],
  ['reversed', { state: 'reversed', endedAt: later(20), order: { ...order, state: 'reversed' } }, 90_000],
  ['disputed', { state: 'disputed', endedAt: later(20), order: { ...order, state: 'disputed' } }, 40],
  ['refund on its way', { state: 'succeeded', endedAt: later(20), order, events: [delivered], goingBack: true }, 40],
  [
    'refunded',
    { state: 'succeeded', endedAt: later(20), order: { ...order, state: 'refunded' }, events: [delivered] },
    90_000,
  ],
];

t.test('golden: every happening and every state has its line, in both languages', async (t) => {
  const lines: string[] = [];
  const tellersOf = ['we', 'operator', 'buyer', 'creator', 'bank', ...railEntries.map(({ name }) => name)];
  for (const lang of ['en', 'am'] as const) {
    for (const [n, what] of happenings.entries()) {
      const who = tellersOf[n % tellersOf.length] ?? 'we';
      const [step] = stepsOf(facts({ events: [{ at, what, who }] }), at, lang);
      t.ok(step && step.says !== what && step.word !== what && step.by !== '', what);
      lines.push(`${lang} ${what} | ${step?.kind} | ${step?.word} | ${step?.says} | ${step?.by}`);
    }
    for (const [name, change, seconds] of situations) {
      const now = later(seconds);
      const steps = stepsOf(facts(change), now, lang).map(({ word, says }) => `${word}: ${says}`);
      lines.push(`${lang} ${name} | ${steps.join(' / ')} | ${nextOf(facts(change), now, lang)?.says ?? '–'}`);
    }
  }
  const states = new Set(situations.map(([, change]) => change.state ?? 'pending'));
  t.same([...states].toSorted(), (Object.keys(follows) as IntentState[]).toSorted(), 'no state is left out');
  t.notMatch(lines.join('\n'), /\{\w+\}/, 'no placeholder is left');
  t.equal(lines.length, 2 * (happenings.length + situations.length));
  const file = new URL('timeline.golden.txt', import.meta.url);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, `${lines.join('\n')}\n`);
  t.equal(`${lines.join('\n')}\n`, readFileSync(file, 'utf8'));
});

t.test('a time that has passed is not promised, and words are sentences', async (t) => {
  const parked = facts({ state: 'parked', parkedAt: later(900) });
  t.ok(nextOf(parked, later(1000), 'en')?.by);
  t.equal(nextOf(parked, later(400_000), 'en')?.by, null);
  for (const { word, says } of Object.values(timelineWords))
    for (const lang of ['en', 'am'] as const) {
      t.match(say(says, lang, { rail: 'telebirr', price: '1 birr' }), /[.።]$/);
      t.ok(say(word, lang).length < 30);
    }
  for (const phrase of Object.values(nextWords)) t.match(phrase.am, /[ሀ-፿]/);
});

const visit = async (lab: TestPayments, token: string, lang: string) =>
  await lab.app.inject({ url: `/pay/${token}/timeline?lang=${lang}`, headers: { accept: 'text/html' } });

t.test('buyer and creator see the same facts; the buyer needs no login and learns no number', async (t) => {
  const lab = await startTestPayments(t);
  const { token, orderId: providerOrder } = await lab.begin(await lab.product());
  await lab.outside.telebirr.approve(providerOrder);
  await lab.work();
  const [order] = await lab.db.look<{ id: string; creator_id: string; buyer_id: string; product_id: string }>(
    'select id, creator_id, buyer_id, product_id from payments.orders',
  );
  const { id: orderId = '', buyer_id: buyerId = '', product_id: productId = '' } = order ?? {};
  const creatorId = lab.deps.tokens.read(token)?.creatorId;
  if (!creatorId) throw new Error('no token');
  const grantedAt = lab.clock.now().toISOString();
  const payload = { entitlementId: newId(), orderId, productId, buyerId, lang: 'am', grantedAt };
  // Delivery says this; here the owner of the queues stands for it.
  const grant = async (): Promise<void> => {
    const given = [creatorId, 'entitlement.granted', newId(), JSON.stringify(payload)];
    await lab.db.look('select queue_payments.accept($1, $2, 1, $3, $4, true)', given);
    await lab.work();
  };
  await grant();
  await grant();
  t.equal(await lab.count(`payments.intent_events where what = 'delivered'`), 1, 'twice is once');

  const english = { 'accept-language': 'en' };
  const timelineUrl = `/v1/payments/checkouts/${token}/timeline`;
  const seen = (await lab.app.inject({ url: timelineUrl, headers: english })).json();
  const headers = { ...lab.seller.headers, ...english };
  const hers = (await lab.app.inject({ url: `/v1/payments/orders/${orderId}`, headers })).json();
  t.same(seen.steps, hers.timeline);
  t.same(
    seen.steps.map(({ what }: { what: string }) => what),
    ['started', 'sent', 'notice', 'confirmed', 'delivered'],
  );
  t.match(hers, { amountSantim: 19_950, feeSantim: Number, netSantim: Number, payout: null, refunds: [] });
  t.match(hers.next, { says: /telebirr settles it.*At the latest/ });
  t.notMatch(JSON.stringify(seen), buyersNumber);
  t.notMatch(JSON.stringify(seen), /payout/);
  t.match(seen.buyerHint, '567');

  for (const [lang, words] of [
    ['en', /<h1>What happened to the money<\/h1>.*Paid.*telebirr has confirmed 199\.50.birr.*Delivered.*Next:/s],
    ['am', /<h1>ገንዘቡ የት ደረሰ<\/h1>.*ቴሌብር 199\.50.ብር መከፈሉን አረጋግጧል.*ቀጣይ፦/s],
  ] as const) {
    const page = await visit(lab, token, lang);
    t.equal(page.statusCode, 200);
    t.match(page.body, words);
    t.equal(page.headers['cache-control'], 'no-store');
    t.notMatch(page.body, buyersNumber);
    t.notMatch(page.body, /<script|style="|<form/);
    t.match(page.body, /aria-current="step"/);
  }
  const tomorrow = 26 * 3600;
  lab.clock.advance(tomorrow);
  const settled = (await lab.app.inject({ url: timelineUrl, headers: english })).json();
  t.match(settled.steps.at(-1), { what: 'payable', who: 'we' });
  t.match(settled.next.says, /next payout/);

  await t.test('four facts', async (t) => {
    for (const bad of [`${token.slice(0, 65)}x`, 'x', 'x'.repeat(66)]) {
      t.equal((await visit(lab, bad, 'en')).statusCode, 404);
      t.equal((await lab.app.inject({ url: `/v1/payments/checkouts/${bad}/timeline` })).statusCode, 404);
    }
    t.equal((await lab.app.inject({ url: `/v1/payments/checkouts/${'x'.repeat(300)}/timeline` })).statusCode, 404);
    t.equal((await lab.app.inject({ url: `/v1/payments/orders/${orderId}` })).statusCode, 401);
    const stranger = lab.people.person({ creator: true });
    const foreign = await lab.app.inject({ url: `/v1/payments/orders/${orderId}`, headers: stranger.headers });
    t.equal(foreign.statusCode, 404);
  });
});
