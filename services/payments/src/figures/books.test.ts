// The quick look at the books: whatever is wrong in them, wherever it stands, is found within one way round.
import t from 'tap';
import { asCreatorId } from '@windsurf/db/tenancy';
import { newId } from '@windsurf/db/ids';
import { sold } from '../refunds/testing.ts';
import { startTestPayments } from '../testing.ts';
import { tick } from '../janitor/janitor.ts';
import { bookRoundsOf, foundInBooks, nextWay, readWay } from './books.ts';

const lab = await startTestPayments(t);
t.setTimeout(120_000);
const creators = 7;
const size = 3;
const ids: string[] = [];
for (let n = 0; n < creators; n += 1) {
  const of = lab.people.person({ creator: true });
  const product = await lab.product(10_000, of);
  await sold(lab, product, 10_000 + n);
  ids.push(asCreatorId(of.creatorId ?? ''));
}
ids.sort();
const rounds = bookRoundsOf(size);
/** Parts until all were looked at once: two full ones, and one that is not. */
const parts = Math.floor(creators / size) + 1;
async function look(times = parts): Promise<void> {
  for (let part = 0; part < times; part += 1) {
    lab.clock.advance(6);
    await tick(lab.deps, rounds);
  }
}
const found = async (): Promise<object> => await foundInBooks(lab.deps);
const way = async () =>
  readWay(
    (await lab.db.look<{ cursor: string }>("select cursor from payments.rounds where name = 'books.part'"))[0]
      ?.cursor ?? '',
  );
/** Whatever guards the tables, so that a mistake can be written past it. */
async function plant(what: string, values: unknown[] = []): Promise<void> {
  await lab.db.look(
    `do $$ declare r record; begin for r in select tablename from pg_tables where schemaname = 'payments'
      and tablename in ('postings', 'entries', 'accounts') loop execute format('alter table payments.%I disable trigger all', r.tablename); end loop; end $$`,
  );
  await lab.db.look(what, values);
}

t.test('it goes creator by creator, and each part remembers where it ended', async (t) => {
  t.same(await found(), { wrong: 0, total: 0 });
  await look(1);
  t.equal((await way()).after, ids[2]);
  await look(1);
  t.equal((await way()).after, ids[5], 'another worker goes on from here');
  await look(1);
  t.equal((await way()).after, readWay('').after, 'and begins again after the last');
  t.same(await found(), { wrong: 0, total: 0 });
});

t.test(
  'each planted mistake, of the first creator and of the last, is found within one way round and goes with it',
  async (t) => {
    const first = ids[0] ?? '';
    const last = ids.at(-1) ?? '';
    const one = `(select entry_id, line from payments.postings where creator_id = $1 order by entry_id, line limit 1)`;
    const mistakes: [what: string, plant: string, mend: string, of: string, wrong: number, total: number][] = [
      [
        'an amount of a posting',
        `update payments.postings set amount_santim = amount_santim + 1 where creator_id = $1 and (entry_id, line) = ${one}`,
        `update payments.postings set amount_santim = amount_santim - 1 where creator_id = $1 and (entry_id, line) = ${one}`,
        last,
        2,
        1,
      ],
      [
        'a balance',
        `update payments.accounts set balance_santim = balance_santim - 1 where creator_id = $1 and kind = 'creator-payable'`,
        `update payments.accounts set balance_santim = balance_santim + 1 where creator_id = $1 and kind = 'creator-payable'`,
        first,
        1,
        0,
      ],
    ];
    for (const [what, planted, mend, of, wrong, total] of mistakes) {
      await plant(planted, [of]);
      await look();
      t.same(await found(), { wrong, total }, what);
      await look();
      t.same(await found(), { wrong, total }, 'and stays found while it stands');
      await plant(mend, [of]);
      await look(parts * 2);
      t.same(await found(), { wrong: 0, total: 0 }, 'and is gone when it is mended');
    }
  },
);

t.test(
  'books that no counter knows of are looked at too: an entry without postings, an account of nobody',
  async (t) => {
    const stray = newId();
    await plant(
      `insert into payments.entries (creator_id, id, kind, about_id, at) values ($1, gen_random_uuid(), 'surplus', gen_random_uuid(), now())`,
      [stray],
    );
    await look(parts + 1);
    t.match(await found(), { wrong: 1 });
    await plant(`insert into payments.accounts (creator_id, kind, balance_santim) values ($1, 'platform-fee', 5)`, [
      stray,
    ]);
    await look(parts * 2);
    t.match(await found(), { wrong: 2 });
    const [whole] = await lab.db.look<{ n: string }>(
      'select unbalanced + wrong_balances as n from payments_doors.trial_balance()',
    );
    t.equal(Number(whole?.n), 2, 'as much as the sum over everything at once finds');
  },
);

t.test('parts and ways round, without a database', (t) => {
  const part = { creators: 3, total: 0, unbalanced: 0, wrongBalances: 0 };
  const start = readWay('');
  const bad = nextWay(start, { ...part, last: ids[0] ?? '', unbalanced: 2, wrongBalances: 1 }, 3);
  t.same(bad.now, { wrong: 3, total: 0 });
  t.same(nextWay(bad, { ...part, last: ids[1] ?? '' }, 3).now, { wrong: 3, total: 0 }, 'kept until the way is over');
  t.same(nextWay(bad, { ...part, last: null, creators: 0 }, 3).last, { wrong: 3, total: 0 });
  t.same(nextWay(bad, { ...part, last: ids[1] ?? '', creators: 2 }, 3).after, start.after);
  t.end();
});
