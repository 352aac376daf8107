// One suite for every rail: what the rest of payments relies on, proven against the rail's stand-in and against servers that
// talk nonsense. A rail's own test file gives what only it knows (`Stand`) and adds what is its alone.
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import type { Test } from 'tap';
import { birr } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import { startOutside } from '@windsurf/sandbox/outside';
import type { Outside } from '@windsurf/sandbox/outside';
import type { Notice, Payment, Payout, Rail, RailName } from './rails.ts';
import { createRails } from './registry.ts';
import type { RailSecrets } from './registry.ts';

export type Stand = {
  readonly name: RailName;
  /** Its part of the secret, when that is not simply under its name. */
  secret?(outside: Outside): unknown;
  /** The buyer pays. */
  pay(outside: Outside, orderId: string, reference: string): Promise<unknown>;
  /** How many orders the provider holds under this id. */
  held(outside: Outside, orderId: string): number;
  /** From now on the provider carries out and says nothing, is down, or works; where nobody is outside, nothing. */
  answers?(outside: Outside, how: 'silent' | 'down' | 'normal'): void;
  /** Santim that went back for an order, by the provider's books. */
  refunded?(outside: Outside, orderId: string): number;
  readonly account?: Payout['account'];
  /** How often the provider holds a payout. */
  paidOut?(outside: Outside, payoutId: string): number;
};

export type Caught = Notice & { readonly at: string };
export type Catcher = {
  readonly origin: string;
  readonly notices: readonly Caught[];
  /** The next notice that came, or comes. */
  next(): Promise<Caught>;
};

/** Our callbacks' address: keeps what providers send, as the service would hand it to a rail. */
export async function startCatcher(t: Test): Promise<Catcher> {
  const notices: Caught[] = [];
  const waiting: ((one: Caught) => void)[] = [];
  let taken = 0;
  const take = async (request: IncomingMessage): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://catcher');
    const [, rail = '', tail = ''] = /^\/v1\/payments\/callbacks\/([^/]+)\/?(.*)$/.exec(url.pathname) ?? [];
    const one: Caught = {
      body: Buffer.concat(chunks),
      headers: request.headers,
      tail,
      query: Object.fromEntries(url.searchParams),
      at: rail,
    };
    notices.push(one);
    const waiter = waiting.shift();
    if (waiter) {
      taken += 1;
      waiter(one);
    }
  };
  const server = createServer((request, response) => {
    take(request).then(
      () => response.end('{}'),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    notices,
    async next() {
      const ready = notices[taken];
      if (ready) {
        taken += 1;
        return ready;
      }
      return await new Promise((resolve) => waiting.push(resolve));
    },
  };
}

export type Bench = {
  readonly outside: Outside;
  readonly catcher: Catcher;
  readonly rail: Rail;
  readonly secrets: RailSecrets;
  payment(orderId: string): Payment;
  payout(payoutId: string, more?: Partial<Payout>): Payout;
  /** Looks an order up as the service does: all of them are open and of `price`. */
  readonly orderOf: NonNullable<Notice['orderOf']>;
};
export const price: Santim = birr(150);
export const buyer = '+251911234567';

/** The outside world and the rail on it. Clocks are the machine's. */
export async function startBench(t: Test, stand: Stand, timeoutMs = 700): Promise<Bench> {
  const catcher = await startCatcher(t);
  const outside = await startOutside({ callbackRetries: [0], storeOrigin: catcher.origin });
  const secrets: RailSecrets = {
    ...outside.keys.payments,
    manual: { accounts: [{ bank: 'CBE', number: '1000123456789', holder: 'Stan Store Windsurf' }] },
    ...(stand.secret ? { [stand.name]: stand.secret(outside) } : {}),
  };
  const rails = createRails(secrets, { timeoutMs });
  const rail = rails.get(stand.name);
  if (!rail) throw new Error(`no rail ${stand.name}`);
  t.teardown(async () => {
    await Promise.all([...rails.values()].map(async (one) => await one.close()));
    await outside.stop();
  });
  const references = new Map<string, string>();
  const notifyUrl = `${catcher.origin}/v1/payments/callbacks/${stand.name}`;
  return {
    outside,
    catcher,
    rail,
    secrets,
    payment: (orderId) => ({
      orderId,
      title: 'Tea for two',
      amount: price,
      phone: buyer,
      notifyUrl,
      returnUrl: `${catcher.origin}/back`,
    }),
    payout: (payoutId, more = {}) => ({
      payoutId,
      account: stand.account ?? { kind: 'bank', number: '1000123456789' },
      holder: 'Abebe Example',
      amount: price,
      resultUrl: notifyUrl,
      ...more,
    }),
    orderOf: async (orderId) => ({
      amount: price,
      currency: 'ETB',
      phone: buyer,
      reference: references.get(orderId),
      open: true,
    }),
  };
}

/** Proves what is asked of every rail. */
export async function proveRail(t: Test, stand: Stand): Promise<void> {
  const { name } = stand;
  await t.test(`${name}: an order is begun once, asked about, paid, and told of`, async (t) => {
    const bench = await startBench(t, stand);
    const { rail, outside } = bench;
    const begun = await rail.initiate(bench.payment('ORD1'));
    if (begun.kind !== 'started') throw new Error(`${begun.kind}: ${begun.why}`);
    t.equal(stand.held(outside, 'ORD1'), 1);
    const again = await rail.initiate(bench.payment('ORD1'));
    t.equal(stand.held(outside, 'ORD1'), 1, 'the same order again is no second one');
    t.notOk(again.kind === 'down', 'nor certainly nothing');
    if (again.kind === 'started') t.equal(again.reference, begun.reference);
    const { query } = rail.capabilities;
    t.equal((await rail.query('ORD1', begun.reference)).kind, query ? 'waiting' : 'no-answer');
    if (query) t.match((await rail.query('NEVER')).kind, /^(refused|no-answer)$/, 'an order that never was');
    await stand.pay(outside, 'ORD1', begun.reference);
    const answer = await rail.query('ORD1', begun.reference);
    const paid = { kind: 'paid', orderId: 'ORD1', amount: price, currency: 'ETB', txnId: /./ };
    if (query) t.match(answer, paid);
    else t.equal(answer.kind, 'no-answer');
    if (rail.capabilities.pay === 'instructions') return;
    const notice = await bench.catcher.next();
    const read = await rail.parseCallback({ ...notice, orderOf: bench.orderOf });
    if (read.kind !== 'notice') throw new Error(read.kind);
    t.ok(read.orderId === 'ORD1' || read.reference === begun.reference, 'it says which order');
    t.match(read, { says: 'paid', amount: price, currency: 'ETB' });
    if (query) t.equal(read.proves, undefined, 'a hint, where the rail can be asked');
    else t.match(read.proves, paid);
    await proveForgeries(t, rail, notice);
  });

  await t.test(`${name}: what is unknown is said to be unknown, what is certain to be certain`, async (t) => {
    const bench = await startBench(t, stand);
    const { rail, outside } = bench;
    if (!stand.answers) {
      t.equal((await rail.initiate(bench.payment('ORD1'))).kind, 'started', 'nobody else takes part');
      return;
    }
    await rail.query('WARM');
    stand.answers(outside, 'silent');
    const cut = await rail.initiate(bench.payment('ORD1'));
    t.match(cut.kind, /^(unknown|started)$/, 'carried out, and no answer');
    t.match((await rail.query('ORD1')).kind, /^(no-answer|waiting)$/);
    stand.answers(outside, 'normal');
    t.equal(stand.held(outside, 'ORD1'), 1);
    await rail.initiate(bench.payment('ORD1'));
    t.equal(stand.held(outside, 'ORD1'), 1, 'and after trying again there is still one');
    stand.answers(outside, 'down');
    t.match((await rail.initiate(bench.payment('ORD2'))).kind, /^(down|unknown)$/);
    t.equal(stand.held(outside, 'ORD2'), 0);
    t.equal((await rail.query('ORD1')).kind, 'no-answer');
    const away = railAt(t, stand, bench.secrets, 'http://127.0.0.1:9');
    t.equal((await away.initiate(bench.payment('ORD3'))).kind, 'down', 'where nobody listens, nothing was begun');
    t.equal((await away.query('ORD1')).kind, 'no-answer');
  });

  await t.test(`${name}: money goes back once, and as much as was asked`, async (t) => {
    const bench = await startBench(t, stand);
    const { rail, outside } = bench;
    t.equal(rail.refund !== undefined, rail.capabilities.refund === 'api', 'what it can is what it says');
    if (!rail.refund || !stand.refunded || !stand.answers) return;
    const paidOrder = async (orderId: string): Promise<{ orderId: string; txnId: string }> => {
      const begun = await rail.initiate(bench.payment(orderId));
      if (begun.kind !== 'started') throw new Error(begun.kind);
      await stand.pay(outside, orderId, begun.reference);
      const answer = await rail.query(orderId, begun.reference);
      if (answer.kind !== 'paid') throw new Error(answer.kind);
      return { orderId, txnId: answer.txnId };
    };
    const first = { ...(await paidOrder('ORD1')), refundId: 'RF1', amount: birr(50), reason: 'ዕቃ ተመልሷል (late)' };
    t.match(await rail.refund(first), { kind: 'done', txnId: /./ });
    t.equal(stand.refunded(outside, 'ORD1'), birr(50), 'a part');
    t.match((await rail.refund({ ...first, again: true })).kind, /^(done|pending|unknown)$/, 'the same once more');
    t.equal(stand.refunded(outside, 'ORD1'), birr(50), 'is not a second one');
    const cut = { ...(await paidOrder('ORD2')), refundId: 'RF2', amount: price, reason: 'late' };
    stand.answers(outside, 'silent');
    t.match((await rail.refund(cut)).kind, /^(unknown|pending|done)$/, 'carried out, and no answer');
    stand.answers(outside, 'normal');
    t.equal(stand.refunded(outside, 'ORD2'), price);
    t.match((await (rail.queryRefund ?? rail.refund)({ ...cut, again: true })).kind, /^(done|pending|unknown)$/);
    t.equal(stand.refunded(outside, 'ORD2'), price, 'asking does not send it twice');
    const late = { ...(await paidOrder('ORD3')), refundId: 'RF3', amount: price, reason: 'late' };
    stand.answers(outside, 'down');
    t.match((await rail.refund(late)).kind, /^(down|unknown)$/);
    t.equal(stand.refunded(outside, 'ORD3'), 0);
    t.equal((await rail.refund({ ...late, again: true })).kind, 'unknown', 'a second try that fails proves nothing');
  });

  await t.test(`${name}: money goes out once, and its end is told`, async (t) => {
    const bench = await startBench(t, stand);
    const { rail, outside, payout } = bench;
    t.equal(rail.payout !== undefined, rail.capabilities.payout.length > 0, 'what it can is what it says');
    if (!rail.payout || !stand.paidOut || !stand.answers) return;
    t.match(await rail.payout(payout('PO1')), { kind: 'pending' }, 'taken in is not arrived');
    t.equal(stand.paidOut(outside, 'PO1'), 1);
    const end = rail.queryPayout
      ? await untilEnded(async () => await rail.queryPayout?.('PO1'))
      : await rail.parseCallback(await bench.catcher.next());
    const done = { kind: 'done', txnId: /./ };
    t.match(end, rail.queryPayout ? done : { kind: 'sent', about: 'payout', id: 'PO1', end: done });
    t.match((await rail.payout(payout('PO1', { again: true }))).kind, /^(pending|unknown|done)$/);
    t.equal(stand.paidOut(outside, 'PO1'), 1, 'the same once more is no second one');
    stand.answers(outside, 'silent');
    t.equal((await rail.payout(payout('PO2'))).kind, 'unknown');
    stand.answers(outside, 'down');
    t.match((await rail.payout(payout('PO3'))).kind, /^(down|unknown)$/);
    t.equal(stand.paidOut(outside, 'PO3'), 0);
    t.equal(
      (await rail.payout(payout('PO2', { again: true }))).kind,
      'unknown',
      'a second try that fails proves nothing',
    );
    const strange = payout('PO4', { account: { kind: 'bank', number: 'x' } });
    t.equal((await rail.payout(strange)).kind, 'failed', 'an account that it cannot send to');
  });

  await t.test(`${name}: nonsense is never an end, nothing throws, and no secret is told`, async (t) => {
    const bench = await startBench(t, stand);
    await proveNonsense(t, stand, bench);
  });
}

/** Changed notices prove nothing. */
async function proveForgeries(t: Test, rail: Rail, notice: Notice): Promise<void> {
  const proof = async (one: Notice): Promise<unknown> => {
    const read = await rail.parseCallback(one);
    return read.kind === 'notice' ? (read.proves ?? 'hint') : read.kind;
  };
  const refused = /^(bad-signature|unreadable|wrong-merchant)$/;
  const changed = Buffer.from(
    notice.body
      .toString('utf8')
      .replace(/(>|")0(<|")/, '$11$2')
      .replace('150', '151'),
  );
  const none = { ...notice, orderOf: async () => undefined };
  if (rail.capabilities.pay !== 'code' && notice.tail === '') {
    t.match(await proof({ ...none, body: changed }), refused, 'another amount');
  }
  t.match(
    await proof({ ...none, headers: {}, tail: notice.tail === '' ? '' : `${notice.tail}x`, query: {}, body: changed }),
    refused,
    'nothing that only the provider has',
  );
}

async function untilEnded(ask: () => Promise<{ kind: string } | undefined>): Promise<unknown> {
  for (;;) {
    const answer = await ask();
    if (answer?.kind !== 'pending') return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function railAt(t: Test, stand: Stand, secrets: RailSecrets, origin: string): Rail {
  const moved = JSON.parse(JSON.stringify(secrets[stand.name]).replace(/http:\/\/[^/"]+/g, origin)) as unknown;
  const rail = createRails({ [stand.name]: moved }, { timeoutMs: 400 }).get(stand.name);
  if (!rail) throw new Error('no rail');
  t.teardown(async () => await rail.close());
  return rail;
}

const envelope = (inside: string): string =>
  `<e:Envelope xmlns:e="x"><e:Body><Response>${inside}</Response></e:Body></e:Envelope>`;
const weird = { status: 'GONE_FISHING', order_status: 'GONE_FISHING', refund_status: 'MAYBE', tx_ref: 'ORD1' };
const nonsense: readonly [status: number, body: string][] = [
  [200, ''],
  [200, 'null'],
  [200, '[]'],
  [200, '{}'],
  [200, '<html><body>Maintenance</body></html>'],
  [200, '{"result":"SUCCESS","code":"0"'],
  [200, JSON.stringify({ result: 'SUCCESS', code: '0', token: 'T', biz_content: weird })],
  [
    200,
    JSON.stringify({ result: 'SUCCESS', code: '0', token: 'T', biz_content: { ...weird, merch_order_id: 'OTHER' } }),
  ],
  [200, JSON.stringify({ error: null, errorCode: null, res: { ...weird, status: 7, data: weird } })],
  [200, JSON.stringify({ error: null, errorCode: null, res: 'soon' })],
  [200, JSON.stringify({ status: 'success', data: weird })],
  [200, JSON.stringify({ status: 'maybe', data: { ...weird, status: 'success' } })],
  [200, envelope('<ResponseCode>maybe</ResponseCode>')],
  [200, envelope('<ResponseCode>0</ResponseCode><Again><ResponseCode>1</ResponseCode></Again>')],
  [200, `<!DOCTYPE x [<!ENTITY a "0">]>${envelope('<ResponseCode>&a;</ResponseCode>')}`],
  [302, ''],
  [500, '{"result":"SUCCESS","code":"0"}'],
  [502, '<html></html>'],
];

async function proveNonsense(t: Test, stand: Stand, bench: Bench): Promise<void> {
  let speech: readonly [number, string] = [200, ''];
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(speech[0], { 'content-type': 'text/plain', location: 'http://127.0.0.1:9/' });
    response.end(speech[1]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const rail = railAt(t, stand, bench.secrets, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const refund = { refundId: 'RF1', orderId: 'ORD1', txnId: 'X', amount: price, reason: 'late', again: true };
  const said: unknown[] = [];
  let seen = 0;
  for (const one of nonsense) {
    speech = one;
    const begun = await rail.initiate(bench.payment('ORD1'));
    const asked = await rail.query('ORD1', stand.name === 'webirr' ? '700 123 456' : 'REF');
    const sent = [
      await rail.refund?.(refund),
      await rail.queryRefund?.(refund),
      await rail.payout?.(bench.payout('PO1', { again: true })),
      await rail.queryPayout?.('PO1'),
    ];
    if (stand.answers) t.not(begun.kind, 'started', `${one[0]} ${one[1].slice(0, 60)}`);
    t.match(asked.kind, /^(waiting|unclear|refused|no-answer)$/, `${one[0]} ${one[1].slice(0, 60)}`);
    for (const end of sent) if (end) t.match(end.kind, /^(unknown|pending)$/, `${one[0]} ${one[1].slice(0, 60)}`);
    t.equal(await rail.cancel?.('ORD1', '700 123 456'), rail.cancel ? false : undefined);
    said.push(begun, asked, sent, await rail.feed?.(''), await rail.banks?.(), await rail.selfTest());
    seen += 1;
  }
  t.equal(seen, nonsense.length);
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => Buffer.from(text)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, fc.string({ maxLength: 60 }), fc.string({ maxLength: 20 }), async (body, tail, word) => {
      const headers = { authorization: word, signature: word };
      const query = { authKey: word };
      const read = await rail.parseCallback({ body: Buffer.from(body), headers, tail, query, orderOf: bench.orderOf });
      said.push(read);
      return read.kind !== 'notice' && read.kind !== 'sent';
    }),
    { numRuns: 150 },
  );
  const told = JSON.stringify(said);
  const secret = JSON.stringify(bench.secrets[stand.name]);
  const hidden = [...secret.matchAll(/"(\w*(?:key|secret|password|credential)\w*)":"([^"]+)"/gi)].filter(
    ([, of]) => !/public/i.test(of ?? ''),
  );
  for (const [, of, value = ''] of hidden) t.notOk(told.includes(value.slice(0, 40)), `${of} is nowhere`);
}
