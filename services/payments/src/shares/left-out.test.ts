// The query of the runbook (docs/runbooks/rollback.md, step 5) finds what an older build left out, and nothing else.
import { readFileSync } from 'node:fs';
import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { sold } from '../refunds/testing.ts';
import { startTestPayments } from '../testing.ts';
import type { Promised } from './shares.ts';

const runbook = readFileSync(new URL('../../../../docs/runbooks/rollback.md', import.meta.url), 'utf8');
const query = /```sql\n([^`]+)```/.exec(runbook)?.[1]?.replace(/timestamptz '[^']+'/, "timestamptz '-infinity'") ?? '';

t.test(
  'orders whose promised parts were not booked are found; those with their parts, and those without a promise, are not',
  async (t) => {
    const lab = await startTestPayments(t);
    const product = await lab.product(40_000);
    const part = (id: string, kind: Promised['kind']): Promised => ({
      kind,
      partyId: newId(),
      payeeId: newId(),
      holdDays: 14,
      percents: { [id]: 30 },
    });
    await sold(lab, product, 40_000);
    await sold(lab, product, 40_000, [part(product.id, 'affiliate')]);
    t.same(await lab.db.look(query), [], 'what this build sells has its parts');
    // As a build that does not know the column books it.
    const { orderId } = await sold(lab, product, 30_000);
    await lab.db.look(
      'update payments.intents set shares = $2 where id = (select intent_id from payments.orders where id = $1)',
      [orderId, JSON.stringify([part(product.id, 'collaborator')])],
    );
    const found = await lab.db.look<{ number: number; base_santim: string }>(query);
    t.equal(found.length, 1);
    t.match(found[0], { base_santim: /^\d+$/, shares: [{ percents: { [product.id]: 30 } }] });
  },
);
