import t from 'tap';
import pg from 'pg';
import type { Product } from '@windsurf/contracts/store';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';

const s = await startTestStores(t);
const body = { title: 'Habesha font pack', priceSantim: 9_900 };
const make = async (of: TestCreator, key?: string, over: object = {}) =>
  await s.app.inject({
    method: 'POST',
    url: '/v1/products',
    headers: { ...of.headers, ...(key === undefined ? {} : { 'idempotency-key': key }) },
    body: { ...body, ...over },
  });
const count = async (of: TestCreator): Promise<number> =>
  (
    await s.db.look<{ n: number }>('select count(*)::int as n from store.products where creator_id = $1', [
      of.creatorId,
    ])
  )[0]?.n ?? -1;

t.test('a product that is made again under its key is the same one, also after it was changed', async (t) => {
  const of = await s.creator();
  const first = (await make(of, 'row-1')).json<Product>();
  const again = await make(of, 'row-1');
  t.equal(again.statusCode, 201);
  t.match(again.json(), { id: first.id, slug: first.slug, version: 1 });
  await s.call(of, 'PATCH', `/v1/products/${first.id}`, { baseVersion: 1, title: 'Better name' });
  t.match((await make(of, 'row-1')).json(), { id: first.id, title: 'Better name', version: 2 });
  t.equal(await count(of), 1);
});

t.test('another key, another creator, and no key are other products', async (t) => {
  const [of, other] = [await s.creator(), await s.creator()];
  const ids = new Set<string>();
  for (const answer of [
    await make(of, 'a'),
    await make(of, 'b'),
    await make(other, 'a'),
    await make(of),
    await make(of),
  ])
    ids.add(answer.json<Product>().id);
  t.equal(ids.size, 5);
  t.same([await count(of), await count(other)], [4, 1]);
});

t.test('a key is no excuse: a bad shape stays 422, and the key can be used again', async (t) => {
  const of = await s.creator();
  t.equal((await make(of, 'k', { priceSantim: 0.5 })).statusCode, 422);
  t.equal(await count(of), 0);
  t.equal((await make(of, 'k')).statusCode, 201);
});

t.test('pressed five times at the same instant it is made once', async (t) => {
  const of = await s.creator();
  const gate = new pg.Client({ connectionString: s.db.adminUrl });
  await gate.connect();
  try {
    // All of them have looked, found nothing, and wait to write.
    await gate.query('begin; lock table store.products in share mode');
    const pressed = Array.from({ length: 5 }, async () => await make(of, 'twice'));
    for (;;) {
      const [row] = await s.db.look<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (row?.n === 5) break;
    }
    await gate.query('commit');
    const answers = await Promise.all(pressed);
    t.same(
      answers.map(({ statusCode }) => statusCode),
      [201, 201, 201, 201, 201],
    );
    t.equal(new Set(answers.map((answer) => answer.json<Product>().id)).size, 1);
    t.equal(await count(of), 1);
  } finally {
    await gate.end();
  }
});
