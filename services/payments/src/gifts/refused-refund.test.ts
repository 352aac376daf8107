import t from 'tap';
import type { Rail, RailName } from '../rails/rails.ts';
import { startTestGifts } from './testing.ts';

t.test(
  'the rail refuses what an unopened gift gives back: a person sends it, once, and it is not the seller’s',
  async (t) => {
    const lab = await startTestGifts(t);
    lab.toNoon();
    const hana = await lab.somebody();
    const id = await lab.give(await lab.product(), lab.buyer(), { to: hana.phone });
    await lab.look();
    const { order_id: orderId } = await lab.factsOf(id);
    const rails = lab.deps.rails as Map<RailName, Rail>;
    const telebirr = rails.get('telebirr');
    if (telebirr === undefined) throw new Error('there is no telebirr');
    const refund = async () => ({ kind: 'failed', why: 'REFUND_FAILED' }) as const;
    rails.set('telebirr', { ...telebirr, capabilities: { ...telebirr.capabilities, refund: 'api' }, refund });
    await lab.pass(31);
    for (const wait of [120, 5 * 86_400]) {
      lab.clock.advance(wait);
      await lab.work();
      await lab.look();
    }
    rails.set('telebirr', telebirr);
    const states = await lab.db.look<{ state: string; request_key: string }>(
      'select state, request_key from payments.refunds where order_id = $1 order by id',
      [orderId],
    );
    t.same(
      states.map(({ request_key }) => request_key),
      [`gift:${id}`, `gift:${id}:by-hand`],
    );
    t.equal(states[0]?.state, 'failed');
    t.not(states[1]?.state, 'failed', 'it waits for a person');
  },
);
