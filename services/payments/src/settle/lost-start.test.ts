// A bill whose answer was cut off exists, can be paid, and must never be money that nobody knows.
import t from 'tap';
import { startTestPayments } from '../testing.ts';
import type { TestPayments } from '../testing.ts';

async function beginCut(
  lab: TestPayments,
  phone: string,
): Promise<{ intentId: string; orderId: string; token: string }> {
  const product = await lab.product();
  // The rail's own second look is cut off too: nothing is known but that we asked.
  lab.outside.webirr.setSwitch({ answers: 'cut', calls: 'all' });
  const answer = await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/checkouts',
    headers: { 'idempotency-key': phone },
    body: { productId: product.id, phone, rail: 'webirr' },
  });
  lab.outside.webirr.setSwitch('normal');
  const { token, state, payCode } = answer.json<{ token: string; state: string; payCode: string | null }>();
  if (state !== 'unknown' || payCode !== null) throw new Error(`not cut: ${answer.body}`);
  const intentId = lab.deps.tokens.read(token)?.intentId ?? '';
  return { intentId, orderId: intentId.replaceAll('-', ''), token };
}

t.test('a code that was made and not answered is found, and shown to the buyer', async (t) => {
  const lab = await startTestPayments(t);
  const { token, orderId } = await beginCut(lab, '0911000001');
  lab.clock.advance(61);
  await lab.work();
  const seen = (await lab.app.inject({ url: `/v1/payments/checkouts/${token}` })).json<{
    state: string;
    payCode: string;
  }>();
  t.equal(seen.state, 'pending');
  t.equal(seen.payCode, lab.outside.webirr.bill(orderId)?.code);
});

t.test(
  'who pays it before it is found pays for her order, though the rail’s list names a reference that we never heard',
  async (t) => {
    const lab = await startTestPayments(t);
    const { intentId, orderId } = await beginCut(lab, '0911000002');
    lab.outside.webirr.setSwitch({ callback: 'lost' });
    // Found unpaid, and given up by a build that could not know better.
    await lab.db.look(
      "update payments.intents set state = 'failed', reason = 'rail-down', ended_at = now(), next_ask_at = null where id = $1",
      [intentId],
    );
    await lab.outside.webirr.pay(orderId);
    lab.clock.advance(30);
    await lab.work();
    const [intent] = await lab.db.look('select state from payments.intents where id = $1', [intentId]);
    t.match(intent, { state: 'succeeded' });
    t.equal(await lab.count('payments.orders'), 1);
  },
);
