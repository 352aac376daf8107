import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { startTestPayments } from '../testing.ts';
import type { TestPayments } from '../testing.ts';
import { percentOf, tellTurnovers, yearBefore } from './turnover.ts';

const save = async (lab: TestPayments, body: object, headers: object = lab.seller.headers) =>
  await lab.app.inject({
    method: 'PUT',
    url: '/v1/billing/tax-profile',
    headers: headers as Record<string, string>,
    body: { legalName: 'ሰላማዊት ገብረ ሥላሴ', address: 'አዲስ አበባ፣ ቦሌ', tin: '0012-347 890', vat: null, ...body },
  });
const read = async (lab: TestPayments, headers: object = lab.seller.headers) =>
  (await lab.app.inject({ url: '/v1/billing/tax-profile', headers: headers as Record<string, string> })).json<{
    profile: object | null;
  }>();

t.test('the tax profile: the number is sealed, comes masked, and stays when it is not said again', async (t) => {
  const lab = await startTestPayments(t);
  t.same(await read(lab), { profile: null });
  const saved = await save(lab, { vat: { number: 'ET-0012', since: '2026-01-01' } });
  t.equal(saved.statusCode, 200);
  t.match(saved.json(), {
    profile: { legalName: 'ሰላማዊት ገብረ ሥላሴ', tinMasked: '••••••7890', vat: { number: 'ET-0012', since: '2026-01-01' } },
  });
  t.same((await save(lab, { vat: { number: 'ET-0012', since: '2026-01-01' } })).json(), saved.json(), 'twice is once');
  const [row] = await lab.db.look<{ sealed: string }>('select tin_sealed as sealed from payments.tax_profiles');
  t.match(row?.sealed, /^v1\./);
  t.equal(lab.deps.cipher.open(row?.sealed ?? ''), '0012347890');
  t.notMatch(lab.logged(), '0012347890');
  t.match((await save(lab, { tin: undefined, legalName: '  Selam  \n G. ' })).json(), {
    profile: { legalName: 'Selam G.', tinMasked: '••••••7890', vat: null },
  });
  t.match((await save(lab, { tin: null })).json(), { profile: { tinMasked: null } });

  await t.test('what is no number, no day and no name is refused at its field', async (t) => {
    const at = async (body: object): Promise<unknown> => {
      const answer = await save(lab, body);
      t.equal(answer.statusCode, 422, JSON.stringify(body));
      return answer.json<{ fields?: { pointer: string }[]; pointer?: string }>();
    };
    for (const tin of ['123', '12345678901', 'abcdefghij', '፩፪፫፬፭፮፯፰፱፲'])
      t.match(await at({ tin }), { type: /bad-tin/ });
    for (const vat of [
      { number: 'ET-0012', since: '2026-02-30' },
      { number: 'ET-0012', since: '2999-01-01' },
      { number: '<b>', since: '2026-01-01' },
    ]) {
      t.match(await at({ vat }), { type: /bad-vat-registration/ });
    }
    await at({ legalName: '   ' });
    await at({ legalName: 'a'.repeat(121) });
    await at({ address: '' });
    await at({ vat: { number: 'ET-0012' } });
    await at({ more: true });
  });

  await t.test('nobody else sees it or changes it', async (t) => {
    const stranger = lab.people.person({ creator: true });
    t.same(await read(lab, stranger.headers), { profile: null });
    t.equal((await save(lab, {}, {})).statusCode, 401);
    t.equal((await save(lab, {}, lab.people.person().headers)).statusCode, 403);
    t.equal((await save(lab, { legalName: 'Other' }, stranger.headers)).statusCode, 200);
    t.match(await read(lab), { profile: { legalName: /ሰላማዊት/ } });
  });
});

/** A receipt that was issued then; of an order that is there for it. */
async function sold(
  lab: TestPayments,
  creatorId: string,
  santim: number,
  daysAgo: number,
  kind = 'receipt',
): Promise<void> {
  const at = new Date(lab.clock.now().getTime() - daysAgo * 86_400_000);
  await lab.db.look(
    `with o as (insert into payments.orders (creator_id, id, number, intent_id, buyer_id, buyer_hint, product_id, title, amount_santim,
        fee_santim, net_santim, currency, rail, paid_at)
      select creator_id, $2, (select coalesce(max(number), 0) + 1 from payments.orders where creator_id = $1), i.id, buyer_id,
        '567', product_id, 'Tea', $3, 0, $3, 'ETB', 'telebirr', $4 from payments.intents i where creator_id = $1 and not exists
        (select from payments.orders o where o.intent_id = i.id) limit 1 returning *)
     insert into payments.receipts (creator_id, number, kind, order_id, order_number, refund_id, corrects, issued_at, lang, rail,
       seller, buyer_hint, lines, total_santim, currency, vat_basis_points, vat_santim)
     select creator_id, (select coalesce(max(number), 0) + 1 from payments.receipts where creator_id = $1), $5, id, number,
       $6, $7, $4, 'en', 'telebirr', '{}', '567', '[]', $3, 'ETB', 0, 0 from o`,
    [creatorId, newId(), santim, at, kind, kind === 'receipt' ? null : newId(), kind === 'receipt' ? null : 1],
  );
  await lab.db.look(
    'insert into payments.receipt_counters select $1, count(*) from payments.receipts where creator_id = $1 on conflict (creator_id) do update set last_number = excluded.last_number',
    [creatorId],
  );
}

const reached = async (lab: TestPayments) =>
  (
    await lab.db.look<{ payload: { payload: Record<string, unknown> } }>(
      "select j.payload from queue_payments._private_jobs j join queue_payments._private_tasks t on t.id = j.task_id where t.identifier = 'turnover.reached.v1' order by j.id",
    )
  ).map(({ payload }) => payload.payload);

t.test(
  'two million birr in twelve months: told once at 80 and once at 100 per cent, and never for another',
  async (t) => {
    const lab = await startTestPayments(t);
    await lab.db.look("insert into messages.subscriptions values ('turnover.reached', 'queue_payments', '{1}')");
    const creatorId = lab.seller.creatorId ?? '';
    const small = lab.people.person({ creator: true });
    const jumper = lab.people.person({ creator: true });
    for (const [of, many] of [
      [lab.seller, 6],
      [small, 2],
      [jumper, 1],
    ] as const) {
      const product = await lab.product(100, of);
      for (let at = 0; at < many; at += 1)
        await lab.begin(
          product,
          `0911${of.personId.replace(/\D/g, '').slice(-4).padStart(4, '0')}${String(at).padStart(2, '0')}`,
        );
    }
    const thresholds = async () =>
      (await lab.app.inject({ url: '/v1/billing/thresholds', headers: lab.seller.headers })).json<{
        percent: number;
        turnoverSantim: number;
        reached: { percent: number; at: string | null }[];
      }>();
    t.match(await thresholds(), {
      turnoverSantim: 0,
      thresholdSantim: 200_000_000,
      percent: 0,
      certainty: 'confirmed',
    });

    await sold(lab, creatorId, 150_000_000, 400);
    await sold(lab, creatorId, 159_000_000, 100);
    await sold(lab, small.creatorId ?? '', 10_000, 1);
    t.same(await tellTurnovers(lab.deps), { seen: 2, told: 0 }, 'what is older than a year does not count');
    t.equal((await thresholds()).percent, 79);
    await sold(lab, creatorId, 1_000_000, 0);
    t.same(await tellTurnovers(lab.deps), { seen: 2, told: 1 });
    t.same(await tellTurnovers(lab.deps), { seen: 2, told: 0 }, 'once');
    t.match(await reached(lab), [
      { creatorId, percent: 80, turnoverSantim: 160_000_000, thresholdSantim: 200_000_000 },
    ]);
    await sold(lab, creatorId, 50_000_000, 0);
    await sold(lab, creatorId, 20_000_000, 0, 'credit-note');
    t.same(await tellTurnovers(lab.deps), { seen: 2, told: 0 }, 'what went back is no turnover');
    t.equal((await thresholds()).turnoverSantim, 190_000_000);
    await sold(lab, creatorId, 10_000_000, 0);
    t.same(await tellTurnovers(lab.deps), { seen: 2, told: 1 });
    t.match((await thresholds()).reached, [
      { percent: 80, at: String },
      { percent: 100, at: String },
    ]);

    await sold(lab, jumper.creatorId ?? '', 300_000_000, 0);
    t.same(await tellTurnovers(lab.deps), { seen: 3, told: 1 }, 'over both marks in one day is one message');
    t.match((await reached(lab)).at(-1), { creatorId: jumper.creatorId, percent: 100 });
    t.equal(await lab.count('payments.turnover_marks'), 4);

    await t.test('the sum that counts is the dated row', async (t) => {
      await lab.db.look(
        "insert into payments.tax_rules values ('vat-threshold', $1, null, 400000000, 'likely', 'a planted change')",
        [lab.clock.now()],
      );
      t.match(await thresholds(), { percent: 50, certainty: 'likely', source: 'a planted change' });
    });
  },
);

t.test('per cent are whole and cut; a year before is the same day', async (t) => {
  t.equal(percentOf(159_999_999, 200_000_000), 79);
  t.equal(percentOf(-5, 100), 0);
  t.equal(percentOf(5, 0), 0);
  t.equal(yearBefore(new Date('2026-11-20T10:00:00Z')).toISOString(), '2025-11-20T10:00:00.000Z');
  t.equal(yearBefore(new Date('2028-02-29T10:00:00Z')).toISOString(), '2027-02-28T10:00:00.000Z');
});
