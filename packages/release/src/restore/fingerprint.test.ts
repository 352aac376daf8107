import pg from 'pg';
import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { readTables, writeRows } from '@windsurf/db/sample-rows';
import { testDatabase } from '@windsurf/testbed/database';
import { plantInCopy } from './acceptance/planted-in-copy.ts';
import { comparePrints, printOf } from './fingerprint.ts';
import type { SchemaPrint } from './fingerprint.ts';

const schemas = ['payments', 'community'];

t.test(
  'a copy is the same when rows, policies, grants and functions are; each planted difference is named',
  async (t) => {
    const db = await testDatabase(t, schemas);
    const client = new pg.Client({ connectionString: db.adminUrl });
    await client.connect();
    t.teardown(async () => await client.end());
    for (const schema of schemas) {
      await client.query("begin; set local session_replication_role = 'replica'");
      await writeRows(client, await readTables(client, schema), newId(), {});
      await client.query('commit');
    }
    await client.query(
      "insert into community.handled_messages (creator_id, message, key) values (gen_random_uuid(), 'a', 'x')",
    );
    const prints = async (of: pg.Client): Promise<SchemaPrint[]> => {
      const all: SchemaPrint[] = [];
      for (const schema of schemas) all.push(await printOf(of, schema));
      return all;
    };
    const before = await prints(client);
    const same = comparePrints(before, await prints(client));
    t.same(same.differences, []);
    t.ok(same.rows > 30 && same.policies > 100 && same.grants > 100 && same.functions > 5, JSON.stringify(same));
    const { planted, found } = await plantInCopy(db.adminUrl, async (of) => comparePrints(before, await prints(of)));
    t.equal(found, planted);
    t.ok(planted > 10);

    const asBackup = new pg.Client({ connectionString: db.url('backup_payments') });
    await asBackup.connect();
    const seen = await printOf(asBackup, 'payments');
    await asBackup.end();
    t.same(
      seen.tables,
      before[0]?.tables,
      'the backup role sees every row, although nobody may step around row security',
    );
  },
);

t.test('a comparison of nothing is no comparison', async (t) => {
  t.same(comparePrints([], []).differences, ['nothing was compared']);
  const db = await testDatabase(t, ['community']);
  const client = new pg.Client({ connectionString: db.adminUrl });
  await client.connect();
  t.teardown(async () => await client.end());
  await t.rejects(printOf(client, 'nowhere'), /nowhere has no table/);
  t.match(comparePrints([await printOf(client, 'community')], []).differences, [
    'community is missing',
    'nothing was compared',
  ]);
});
