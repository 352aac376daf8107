import { createHash } from 'node:crypto';
import t from 'tap';
import type { Test } from 'tap';
import { DatabaseFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { santim } from '@windsurf/money/money';
import { book } from '../ledger/ledger.ts';
import { refundOrder } from '../refunds/refunds.ts';
import { sold } from '../refunds/testing.ts';
import { startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';
import { checkAll, checkCreator } from './check.ts';
import { sealRounds } from './seals.rounds.ts';
import { dayBefore, dayOf, lastOver, startOf } from './seals.ts';
import { linesOf } from './verify.ts';

const days = ['2026-11-16', '2026-11-17', '2026-11-18'] as const;
type Lab = TestPayments & {
  readonly product: TestPayments['product'];
  readonly one: TestProduct;
  readonly two: TestProduct;
};

const seal = async (lab: TestPayments): Promise<void> => {
  for (const round of sealRounds) {
    const [row] = await lab.db.look<{ cursor: string }>('select cursor from payments.rounds where name = $1', [
      round.name,
    ]);
    let cursor = row?.cursor ?? '';
    for (let more = true; more; ) {
      const result = await round.work(lab.deps, cursor);
      cursor = result?.cursor ?? cursor;
      more = result?.more === true;
    }
    await lab.db.look(
      'insert into payments.rounds (name, next_at, cursor) values ($1, now(), $2) on conflict (name) do update set cursor = $2',
      [round.name, cursor],
    );
  }
};

/** Two creators who sold on three days; sealed up to the third. */
async function sealedLab(t: Test): Promise<Lab> {
  const lab = await startTestPayments(t);
  const one = await lab.product();
  const two = await lab.product(5_000, lab.people.person({ creator: true }));
  for (const day of days) {
    lab.clock.set(`${day}T05:00:00Z`);
    for (const price of [10_000, 20_000]) {
      await sold(lab, one, price);
      lab.clock.advance(60);
    }
    await sold(lab, two, 5_000);
  }
  lab.clock.set('2026-11-18T22:30:00Z');
  await seal(lab);
  return { ...lab, one, two };
}

/** Past the wall and past the triggers, as somebody with the database's own password. */
const tamper = async (lab: TestPayments, text: string): Promise<void> => {
  await lab.db.look(`set session_replication_role = replica; ${text}; set session_replication_role = origin`);
};

t.setTimeout(180_000);

t.test('a day is East Africa’s, and is over an hour after its midnight', async (t) => {
  t.equal(dayOf(new Date('2026-11-19T20:59:59Z')), '2026-11-19');
  t.equal(dayOf(new Date('2026-11-19T21:00:00Z')), '2026-11-20');
  t.equal(startOf('2026-11-20').toISOString(), '2026-11-19T21:00:00.000Z');
  t.equal(dayBefore('2026-03-01'), '2026-02-28');
  t.equal(lastOver(new Date('2026-11-19T21:59:59Z')), '2026-11-18');
  t.equal(lastOver(new Date('2026-11-19T22:00:00Z')), '2026-11-19');
});

t.test('days are closed once, in a chain that anyone can recompute from the export', async (t) => {
  const lab = await sealedLab(t);
  const creatorId = lab.one.creatorId;
  const get = async (url: string, headers = lab.seller.headers) => await lab.app.inject({ url, headers });
  const list = (await get('/v1/payments/ledger/days')).json<{
    items: { day: string; hash: string; previous: string | null; entries: number }[];
  }>();
  t.match(list.items, [{ day: days[2], entries: 2 }, { day: days[1] }, { day: days[0], previous: null }]);
  t.equal(list.items[0]?.previous, list.items[1]?.hash);
  await seal(lab);
  t.equal(await lab.count('payments.ledger_seals'), 6, 'again changes nothing');
  t.match(await lab.db.look('select creators, entries::int as entries from payments.ledger_days order by day'), [
    { creators: 2, entries: 3 },
    { creators: 2 },
    { creators: 2 },
  ]);

  await t.test('by the recipe of docs/ledger.md alone', async (t) => {
    let previous = '-';
    for (const day of days) {
      type Entry = {
        id: string;
        kind: string;
        aboutId: string;
        orderId: string | null;
        at: string;
        postings: { line: number; account: string; amountSantim: number; currency: string }[];
      };
      const entries: Entry[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const answer = await get(`/v1/payments/ledger?day=${day}&limit=1${cursor ? `&cursor=${cursor}` : ''}`);
        const page: { items: Entry[]; nextCursor: string | null } = answer.json();
        entries.push(...page.items);
        cursor = page.nextCursor;
      }
      const lines = entries.flatMap((e) => [
        `entry ${e.id} ${e.kind} ${e.aboutId} ${e.orderId ?? '-'} ${e.at}`,
        ...e.postings.map((p) => `posting ${p.line} ${p.account} ${p.amountSantim} ${p.currency}`),
      ]);
      const postings = entries.flatMap((e) => e.postings);
      const debits = postings.reduce((sum, p) => sum + Math.max(0, p.amountSantim), 0);
      const text = [
        'windsurf-ledger-1',
        `creator ${creatorId}`,
        `day ${day}`,
        `previous ${previous}`,
        ...lines,
        `end ${entries.length} ${postings.length} ${debits}`,
        '',
      ].join('\n');
      previous = createHash('sha256').update(text).digest('hex');
      t.equal(previous, list.items.find((item) => item.day === day)?.hash, day);
    }
  });

  await t.test('nothing comes into a closed day, of her or of all', async (t) => {
    for (const whose of [creatorId, asCreatorId(newId())]) {
      const late = lab.deps.tenancy.inCreator(whose, async (tx) => {
        await book(tx, { kind: 'correction', aboutId: newId(), at: new Date('2026-11-17T10:00:00Z') }, [
          { account: 'clearing:telebirr', amount: santim(1) },
          { account: 'platform-fee', amount: santim(-1) },
        ]);
      });
      const error: unknown = await late.catch((thrown: unknown) => thrown);
      t.ok(error instanceof DatabaseFault && error.constraint === 'entries_day_open', String(error));
    }
    await sold(lab, lab.one, 7_000);
    t.match(await checkCreator(lab.deps, creatorId), { change: undefined, entries: 7 }, 'today is open');
  });

  await t.test(
    'the creator hears that it is whole; a stranger has books of her own; nobody else is let in',
    async (t) => {
      const verify = await get('/v1/payments/ledger/verify');
      t.same(verify.json(), {
        whole: true,
        firstChangedDay: null,
        what: null,
        days: 3,
        entries: 7,
        trialBalanceSantim: 0,
        wrongBalances: [],
      });
      const newest = (await get('/v1/payments/ledger?limit=2')).json<{
        items: { kind: string }[];
        nextCursor: string;
      }>();
      t.match(newest.items, [
        { kind: 'sale', postings: [{ account: 'clearing:telebirr', amountSantim: 7_000 }, {}, {}] },
        { kind: 'sale' },
      ]);
      t.match(
        (await get(`/v1/payments/ledger?limit=9&cursor=${newest.nextCursor}`)).json<{ items: [] }>().items.length,
        5,
      );
      const stranger = lab.people.person({ creator: true }).headers;
      for (const path of ['/v1/payments/ledger', '/v1/payments/ledger/days', '/v1/payments/ledger/verify']) {
        t.equal((await lab.app.inject({ url: path })).statusCode, 401);
        t.equal((await get(path, lab.people.person().headers)).statusCode, 403);
        const theirs = await get(path, stranger);
        t.equal(theirs.statusCode, 200);
        t.notMatch(theirs.body, creatorId);
      }
      t.same((await get('/v1/payments/ledger', stranger)).json(), { items: [], nextCursor: null });
      for (const query of ['cursor=x', 'day=x', 'day=2026-13-45', 'limit=0'])
        t.equal((await get(`/v1/payments/ledger?${query}`)).statusCode, 422, query);
      t.equal((await get('/v1/payments/ledger/days?cursor=x')).statusCode, 422);
      const trial = '/v1/payments/operator/trial-balance';
      t.equal((await lab.app.inject({ url: trial })).statusCode, 401);
      t.equal((await get(trial)).statusCode, 403);
      const operator = lab.people.person({ operator: true }).headers;
      t.match((await get(trial, operator)).json(), {
        trialBalanceSantim: 0,
        unbalancedEntries: 0,
        wrongBalances: 0,
        sealedUntil: days[2],
        entries: 10,
      });
    },
  );
});

t.test('whatever is changed in a closed day, the verifier names the day', async (t) => {
  const lab = await sealedLab(t);
  const { creatorId } = lab.one;
  await refundOrder(lab.deps, creatorId, {
    orderId:
      (
        await lab.db.look<{ id: string }>('select id from payments.orders where creator_id = $1 limit 1', [creatorId])
      )[0]?.id ?? '',
    amount: 'whole',
    reason: 'goodwill',
    access: 'keep',
    by: 'creator',
    lang: 'en',
  });
  t.ok((await checkAll(lab.deps)).whole);
  const second = `creator_id = '${creatorId}' and (at at time zone 'UTC' + interval '3 hours')::date = '${days[1]}'`;
  const entry = `(select id from payments.entries where ${second} order by at, id limit 1)`;
  const of = `creator_id = '${creatorId}' and entry_id = ${entry}`;
  const cases: readonly [string, string, string, string][] = [
    [
      'a changed amount',
      `update payments.postings set amount_santim = amount_santim + 1 where ${of} and line = 1`,
      days[1],
      'entries',
    ],
    [
      'two amounts that still sum to zero',
      `update payments.postings set amount_santim = amount_santim + case line when 1 then 100 else -100 end where ${of} and line in (1, 2)`,
      days[1],
      'entries',
    ],
    [
      'another account',
      `update payments.postings set account = 'plan-revenue' where ${of} and line = 2`,
      days[1],
      'entries',
    ],
    ['a deleted posting', `delete from payments.postings where ${of} and line = 3`, days[1], 'entries'],
    [
      'a deleted entry',
      `delete from payments.postings where ${of}; delete from payments.entries where creator_id = '${creatorId}' and id = ${entry}`,
      days[1],
      'entries',
    ],
    [
      'an inserted entry',
      `insert into payments.entries (creator_id, id, kind, about_id, at) values ('${creatorId}', uuidv7(), 'correction', uuidv7(), '${days[1]}T08:00:00Z')`,
      days[1],
      'entries',
    ],
    [
      'two entries in another order',
      `update payments.entries set at = at + interval '2 minutes' where creator_id = '${creatorId}' and id = ${entry}`,
      days[1],
      'entries',
    ],
    [
      'an entry that was moved to another day',
      `update payments.entries set at = at - interval '1 day' where creator_id = '${creatorId}' and id = ${entry}`,
      days[0],
      'entries',
    ],
    [
      'a microsecond',
      `update payments.entries set at = at + interval '1 microsecond' where creator_id = '${creatorId}' and id = ${entry}`,
      days[1],
      'entries',
    ],
    [
      'another order',
      `update payments.entries set about_id = uuidv7() where creator_id = '${creatorId}' and id = ${entry}`,
      days[1],
      'entries',
    ],
    ['two postings in another order', `update payments.postings set line = line + 10 where ${of}`, days[1], 'entries'],
    [
      'a changed seal',
      `update payments.ledger_seals set hash = repeat('a', 64) where creator_id = '${creatorId}' and day = '${days[1]}'`,
      days[1],
      'seal',
    ],
    [
      'a changed link',
      `update payments.ledger_seals set previous = repeat('b', 64) where creator_id = '${creatorId}' and day = '${days[1]}'`,
      days[1],
      'seal',
    ],
    [
      'a changed sum in a seal',
      `update payments.ledger_seals set debits_santim = 1 where creator_id = '${creatorId}' and day = '${days[1]}'`,
      days[1],
      'seal',
    ],
    [
      'a deleted seal',
      `delete from payments.ledger_seals where creator_id = '${creatorId}' and day = '${days[1]}'`,
      days[1],
      'missing',
    ],
    [
      'the last seal deleted',
      `delete from payments.ledger_seals where creator_id = '${creatorId}' and day = '${days[2]}'`,
      days[2],
      'missing',
    ],
  ];
  for (const [name, change, day, what] of cases) {
    // Each in a copy of its own time: changed, looked at, put back.
    await lab.db.look(
      'create table kept_entries as table payments.entries; create table kept_postings as table payments.postings; create table kept_seals as table payments.ledger_seals',
    );
    await tamper(lab, change);
    const { change: found } = await checkCreator(lab.deps, creatorId);
    t.match(found, { day, what }, name);
    const all = await checkAll(lab.deps);
    t.notOk(all.whole, name);
    t.equal(all.firstChangedDay, day, name);
    t.ok(
      linesOf(all).some((line) => line.includes(`${day}`) && line.includes(creatorId)),
      linesOf(all).join('\n'),
    );
    await tamper(
      lab,
      'delete from payments.postings; delete from payments.entries; delete from payments.ledger_seals; insert into payments.entries table kept_entries; insert into payments.postings table kept_postings; insert into payments.ledger_seals table kept_seals',
    );
    await lab.db.look('drop table kept_entries, kept_postings, kept_seals');
  }
  t.ok((await checkAll(lab.deps)).whole, 'put back, it is whole');

  await t.test('who makes a creator’s whole chain anew is found by the platform’s', async (t) => {
    await tamper(
      lab,
      `update payments.postings set amount_santim = amount_santim + case line when 1 then 100 else -100 end where ${of} and line in (1, 2);
      delete from payments.ledger_seals where creator_id = '${creatorId}';
      create table kept_days as table payments.ledger_days; delete from payments.ledger_days`,
    );
    await lab.db.look("delete from payments.rounds where name = 'seals.days'");
    await seal(lab);
    await tamper(lab, 'delete from payments.ledger_days; insert into payments.ledger_days table kept_days');
    t.match(await checkCreator(lab.deps, creatorId), { change: { day: null, what: 'balance' } }, 'her days look whole');
    const all = await checkAll(lab.deps);
    t.equal(all.platformChangedDay, days[1]);
    t.notOk(all.whole);
    t.match(linesOf(all).at(-1), /first changed day: 2026-11-17/);
  });
});

t.test('a balance that is not the sum of its postings is named', async (t) => {
  const lab = await sealedLab(t);
  await tamper(lab, "update payments.accounts set balance_santim = balance_santim - 1 where kind = 'creator-payable'");
  t.match(await checkCreator(lab.deps, lab.one.creatorId), {
    change: { day: null, what: 'balance' },
    wrongBalances: ['creator-payable'],
  });
  const verify = await lab.app.inject({ url: '/v1/payments/ledger/verify', headers: lab.seller.headers });
  t.match(verify.json(), { whole: false, what: 'balance', wrongBalances: ['creator-payable'] });
  t.match(linesOf(await checkAll(lab.deps)).at(-1), /a balance differs/);
});

t.test(
  'a worker that was away for days closes each of them, and one whose books are broken does not stop the others',
  async (t) => {
    const lab = await startTestPayments(t);
    const one = await lab.product();
    const two = await lab.product(5_000, lab.people.person({ creator: true }));
    for (const day of days) {
      lab.clock.set(`${day}T05:00:00Z`);
      await sold(lab, one, 10_000);
      await sold(lab, two, 10_000);
    }
    await tamper(lab, `delete from payments.postings where creator_id = '${two.creatorId}'`);
    lab.clock.set('2026-11-18T23:00:00Z');
    await seal(lab);
    t.equal(await lab.count(`payments.ledger_seals where creator_id = '${one.creatorId}'`), 3);
    t.equal(await lab.count('payments.ledger_days'), 0, 'the platform’s day waits');
    t.match(lab.logged(), /could not be closed/);
  },
);
