import { sql } from 'kysely';
import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { testDatabase } from '@windsurf/testbed/database';
import { nobodysChain, writeAudit } from './audit.ts';
import { searchAudit } from './search.ts';
import { verifyAudit } from './verify.ts';
import type { Walk } from './verify.ts';

const db = await testDatabase(t, ['store-builder']);
const tenancy = db.tenancy<object>('store');
const operator = newId();
const at = new Date('2026-11-20T09:00:00.123Z');
const deed = (what: string, more: object = {}) => ({
  at,
  actor: { kind: 'admin' as const, id: operator },
  action: what,
  entity: 'product:one',
  reason: 'ምክንያት, because: 5:x',
  before: { state: 'draft' },
  after: { state: 'approved', title: 'ሰላም “ok”' },
  ...more,
});
const creator = (): CreatorId => asCreatorId(newId());
async function threeDeeds(): Promise<CreatorId> {
  const id = creator();
  await tenancy.inCreator(id, async (tx) => {
    await writeAudit(tx, 'store', deed('product.approved'));
    await writeAudit(tx, 'store', deed('product.rejected', { actor: { kind: 'system' }, before: undefined }));
  });
  await tenancy.inCreator(id, async (tx) => await writeAudit(tx, 'store', deed('product.taken-down')));
  return id;
}
const walk = async (only: string, known: Walk['heads'] = []): Promise<Walk> =>
  await verifyAudit(tenancy, { only, known });
/** What a superuser can do, who asks neither row security nor grants. */
const asSuperuser = async (text: string): Promise<void> => void (await db.look(text));

t.test('rows are numbered and linked for each creator, and a walk finds them whole', async (t) => {
  const [one, other] = [await threeDeeds(), await threeDeeds()];
  for (const id of [one, other]) t.match(await walk(id), { chains: 1, rows: 3, broken: [], heads: [{ seq: 3 }] });
  const all = await verifyAudit(tenancy);
  t.ok(all.chains >= 2 && all.rows >= 6, `${all.chains} chains, ${all.rows} rows`);
  t.same(all.broken, []);
  const rolledBack = tenancy.inCreator(one, async (tx) => {
    await writeAudit(tx, 'store', deed('product.approved'));
    throw new Error('given up');
  });
  await t.rejects(rolledBack, /given up/);
  t.equal((await walk(one)).rows, 3, 'a deed that was not done leaves no row');
});

t.test('deeds of one creator at the same moment come one after the other', async (t) => {
  const id = creator();
  await Promise.all(
    Array.from(
      { length: 8 },
      async () => await tenancy.inCreator(id, async (tx) => await writeAudit(tx, 'store', deed('offer.sent'))),
    ),
  );
  t.match(await walk(id), { rows: 8, broken: [] });
});

t.test('no role of the service can change or remove a row, and each of another’s is out of sight', async (t) => {
  const id = await threeDeeds();
  const stateOf = async (whose: CreatorId, text: string): Promise<unknown> =>
    await tenancy
      .inCreator(whose, async (tx) => (await sql.raw<{ n: number }>(text).execute(tx)).rows[0]?.n ?? 'done')
      .catch((error: unknown) => (error as { sqlState?: unknown }).sqlState);
  for (const text of [
    "update store.audit_logs set reason = 'another'",
    'delete from store.audit_logs',
    'truncate store.audit_logs',
    'alter table store.audit_logs disable trigger chain',
  ])
    t.equal(await stateOf(id, text), '42501', text);
  t.equal(await stateOf(id, 'select count(*)::int as n from store.audit_logs'), 3);
  t.equal(await stateOf(creator(), 'select count(*)::int as n from store.audit_logs'), 0);
});

// Each of these a superuser can do; the walk names the first row that is wrong.
const tampering: readonly { name: string; sql(chain: string): string; seq: number; why: string }[] = [
  {
    name: 'a reason rewritten',
    sql: (c) => `update store.audit_logs set reason = 'other' where creator_id = '${c}' and seq = 2`,
    seq: 2,
    why: 'changed',
  },
  {
    name: 'a moment moved by a microsecond',
    sql: (c) => `update store.audit_logs set at = at + '1 microsecond' where creator_id = '${c}' and seq = 1`,
    seq: 1,
    why: 'changed',
  },
  {
    name: 'who did it',
    sql: (c) => `update store.audit_logs set actor_id = '${newId()}' where creator_id = '${c}' and seq = 3`,
    seq: 3,
    why: 'changed',
  },
  {
    name: 'a value inside what is now',
    sql: (c) =>
      `update store.audit_logs set after = after || '{"state":"draft"}' where creator_id = '${c}' and seq = 1`,
    seq: 1,
    why: 'changed',
  },
  {
    name: 'a row taken out of the middle',
    sql: (c) => `delete from store.audit_logs where creator_id = '${c}' and seq = 2`,
    seq: 3,
    why: 'missing',
  },
  {
    name: 'a row rewritten with a hash of its own',
    sql: (c) => `
      create temp table forged as select * from store.audit_logs where creator_id = '${c}' and seq = 2;
      delete from store.audit_logs where creator_id = '${c}' and seq in (2, 3);
      insert into store.audit_logs (creator_id, at, actor_kind, actor_id, action, entity, reason)
        select creator_id, at, actor_kind, actor_id, action, entity, 'forged' from forged;
      drop table forged`,
    seq: 3,
    why: 'cut',
  },
  {
    name: 'the end cut off',
    sql: (c) => `delete from store.audit_logs where creator_id = '${c}' and seq = 3`,
    seq: 3,
    why: 'cut',
  },
  {
    name: 'the whole chain gone',
    sql: (c) => `delete from store.audit_logs where creator_id = '${c}'`,
    seq: 3,
    why: 'cut',
  },
];
for (const { name, sql: text, seq, why } of tampering)
  await t.test(`planted: ${name} is found`, async (t) => {
    const id = await threeDeeds();
    const before = await walk(id);
    t.same(before.broken, []);
    await asSuperuser(text(id));
    t.same((await walk(id, before.heads)).broken, [{ chain: id, seq, why }]);
  });

t.test('planted: a whole chain written anew, hashes and all, is found by the head of an earlier walk', async (t) => {
  const id = await threeDeeds();
  const { heads } = await walk(id);
  await asSuperuser(`
    create temp table anew as select * from store.audit_logs where creator_id = '${id}';
    delete from store.audit_logs where creator_id = '${id}';
    insert into store.audit_logs (creator_id, at, actor_kind, actor_id, action, entity, reason)
      select creator_id, at, actor_kind, actor_id, action, entity, 'history of another kind' from anew order by seq;
    drop table anew`);
  t.same((await walk(id)).broken, [], 'by itself it looks right');
  t.same((await walk(id, heads)).broken, [{ chain: id, seq: 3, why: 'changed' }]);
});

t.test('operators search by what, who, whom and when, page by page; each look is a row', async (t) => {
  const id = creator();
  const entity = `offer:${newId()}`;
  for (let minute = 0; minute < 5; minute++)
    await tenancy.inCreator(id, async (tx) => {
      await writeAudit(tx, 'store', deed('offer.sent', { entity, at: new Date(at.getTime() + minute * 60_000) }));
    });
  const first = await searchAudit(tenancy, operator, { entity, limit: 2 });
  t.same(
    first.items.map(({ seq }) => seq),
    [5, 4],
  );
  const rest = await searchAudit(tenancy, operator, { entity, limit: 4, cursor: first.nextCursor ?? '' });
  t.same(
    rest.items.map(({ seq }) => seq),
    [3, 2, 1],
  );
  t.equal(rest.nextCursor, null);
  const count = async (query: object) => (await searchAudit(tenancy, operator, { entity, ...query })).items.length;
  t.equal(await count({ action: 'offer.' }), 5);
  t.equal(await count({ action: 'trust.' }), 0);
  t.equal(await count({ actor: newId() }), 0);
  t.equal(await count({ since: '2026-11-20T09:01:00Z', until: '2026-11-20T09:03:00Z' }), 2);
  await t.rejects(searchAudit(tenancy, operator, { cursor: 'nonsense' }), { message: 'wrong-shape' });
  const looks = await searchAudit(tenancy, operator, { actor: operator, action: 'audit.searched', limit: 100 });
  t.ok(
    looks.items.some(({ after }) => (after as { entity?: string }).entity === entity),
    'what was looked for is written down',
  );
  t.ok(looks.items.every(({ chain }) => chain === nobodysChain));
  t.same((await walk(nobodysChain)).broken, []);
});
