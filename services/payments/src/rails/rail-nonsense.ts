// Dev only: servers and senders that talk nonsense, for the suite of `testing.ts`.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import type { Test } from 'tap';
import { birr } from '@windsurf/money/money';
import type { Notice, Payment, Payout, Rail, RailName } from './rails.ts';
import { createRails } from './registry.ts';
import type { RailSecrets } from './registry.ts';

export type Nonsense = {
  readonly name: RailName;
  readonly secrets: RailSecrets;
  /** Whether anybody outside takes part. */
  readonly outside: boolean;
  payment(orderId: string): Payment;
  payout(payoutId: string, more?: Partial<Payout>): Payout;
  readonly orderOf: NonNullable<Notice['orderOf']>;
};

/** The rail with every address of its secret moved to another server. */
export function railAt(t: Test, name: RailName, secrets: RailSecrets, origin: string): Rail {
  const moved = JSON.parse(JSON.stringify(secrets[name]).replace(/http:\/\/[^/"]+/g, origin)) as unknown;
  const rail = createRails({ [name]: moved }, { timeoutMs: 400 }).get(name);
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

/** Nothing that makes no sense is an end, nothing throws, and no secret comes back. */
export async function proveNonsense(t: Test, bench: Nonsense): Promise<void> {
  let speech: readonly [number, string] = [200, ''];
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(speech[0], { 'content-type': 'text/plain', location: 'http://127.0.0.1:9/' });
    response.end(speech[1]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const rail = railAt(t, bench.name, bench.secrets, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const refund = { refundId: 'RF1', orderId: 'ORD1', txnId: 'X', amount: birr(150), reason: 'late', again: true };
  const said: unknown[] = [];
  let seen = 0;
  for (const one of nonsense) {
    speech = one;
    const begun = await rail.initiate(bench.payment('ORD1'));
    const asked = await rail.query('ORD1', bench.name === 'webirr' ? '700 123 456' : 'REF');
    const sent = [
      await rail.refund?.(refund),
      await rail.queryRefund?.(refund),
      await rail.payout?.(bench.payout('PO1', { again: true })),
      await rail.queryPayout?.('PO1'),
    ];
    if (bench.outside) t.not(begun.kind, 'started', `${one[0]} ${one[1].slice(0, 60)}`);
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
  const secret = JSON.stringify(bench.secrets[bench.name]);
  const hidden = [...secret.matchAll(/"(\w*(?:key|secret|password|credential)\w*)":"([^"]+)"/gi)].filter(
    ([, of]) => !/public/i.test(of ?? ''),
  );
  for (const [, of, value = ''] of hidden) t.notOk(told.includes(value.slice(0, 40)), `${of} is nowhere`);
}
