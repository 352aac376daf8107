import { sql } from 'kysely';
import t from 'tap';
import { queryWriter, template, templateByKeys } from './template.ts';

type DB = { 'lab.orders': { creatorId: string; id: string; amountSantim: number; note: string | null } };
const write = queryWriter<DB>();

t.test('a template is compiled once and says what the query itself says, with the values of each use', async (t) => {
  let built = 0;
  type Order = { creatorId: string; id: string; amountSantim: number; note: string | null };
  const insert = template<Order>(['creatorId', 'id', 'amountSantim', 'note'], (order) => {
    built += 1;
    return write.insertInto('lab.orders').values(order);
  });
  const rows: Order[] = [
    { creatorId: 'a', id: '1', amountSantim: 5, note: null },
    { creatorId: 'b', id: '2', amountSantim: 7, note: 'x' },
  ];
  for (const row of rows) {
    const plain = write.insertInto('lab.orders').values(row).compile();
    const quick = insert(row);
    t.equal(quick.sql, plain.sql);
    t.strictSame(quick.parameters, plain.parameters);
  }
  t.equal(built, 1);
  t.match(insert(rows[0] as Order).sql, /"creator_id", "id", "amount_santim"/);
});

t.test('a value may be used more than once, and constants stay', async (t) => {
  const find = template<{ id: string }>(['id'], ({ id }) =>
    write
      .selectFrom('lab.orders')
      .selectAll()
      .where('id', '=', id)
      .where('amountSantim', '>', 0)
      .where(sql<boolean>`note is distinct from ${id}`),
  );
  t.strictSame(find({ id: '9' }).parameters, ['9', 0, '9']);
});

t.test('a value that was built into the text is refused, not sent as somebody else’s', async (t) => {
  const bad = template<{ id: string }>(['id'], ({ id }) =>
    write
      .selectFrom('lab.orders')
      .selectAll()
      .where('note', '=', `note of ${typeof id}`),
  );
  t.throws(() => bad({ id: '1' }), /id did not become a parameter/);
});

t.test('each set of keys is a query of its own', async (t) => {
  const change = templateByKeys<{ id: string; note?: string | null; amountSantim?: number }>(({ id, ...set }) =>
    write.updateTable('lab.orders').set(set).where('id', '=', id),
  );
  t.equal(change({ id: '1', note: 'x' }).sql, 'update "lab"."orders" set "note" = $1 where "id" = $2');
  t.strictSame(change({ id: '1', note: null }).parameters, [null, '1']);
  t.match(change({ id: '1', amountSantim: 5, note: 'y' }).sql, /"amount_santim" = \$1, "note" = \$2/);
});
