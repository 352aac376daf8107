import t from 'tap';
import { startTestGifts } from '../gifts/testing.ts';
import { laws } from '../ledger/laws.ts';
import type { TestProduct } from '../testing.ts';
import { settle } from './settle.ts';

t.test(
  'an extra is owed back, and then its bank takes the whole payment: the books hold, and the seller has no more of it',
  async (t) => {
    const lab = await startTestGifts(t);
    const { db, deps, creatorId, clock } = lab;
    const begin = async (product: TestProduct, phone: string, extra: TestProduct): Promise<string> => {
      const answer = await lab.ask(product, phone, undefined, { with: [extra.id] });
      t.equal(answer.statusCode, 201);
      return deps.tokens.read(answer.json<{ token: string }>().token)?.intentId ?? '';
    };
    const pay = async (id: string, amount: number): Promise<void> => {
      const orderId = id.replaceAll('-', '');
      const answer = { kind: 'paid', orderId, amount, currency: 'ETB', txnId: `T${orderId}` } as never;
      await settle(deps, creatorId, id, { answer, asker: 'callback', at: clock.now() });
    };
    const tea = await lab.product(20_000);
    const fonts = await lab.product(9_999, undefined, 'Fonts');
    const notes = await lab.product(7_000, undefined, 'Notes');
    const phone = lab.buyer();
    const [one, two] = [await begin(tea, phone, notes), await begin(fonts, phone, notes)];
    await pay(one, 27_000);
    await pay(two, 16_999);
    const answer = { kind: 'reversed', txnId: `T${two.replaceAll('-', '')}` } as never;
    await settle(deps, creatorId, two, { answer, asker: 'callback', at: clock.now() });
    clock.advance(120);
    await lab.work();
    const [own] = await db.look<{ n: number }>(
      "select sum(net_santim)::int as n from payments.orders where state = 'paid'",
    );
    const [payable] = await db.look<{ n: number }>(
      "select balance_santim::int as n from payments.accounts where kind = 'creator-payable'",
    );
    t.equal(-(payable?.n ?? 0), own?.n, 'what the standing order brought, and nothing of the payment that is gone');
    for (const [law, query] of Object.entries(laws)) t.same(await db.look(query, [creatorId]), [], law);
  },
);
