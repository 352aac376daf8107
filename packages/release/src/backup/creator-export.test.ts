import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import pg from 'pg';
import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { readTables, writeRows } from '@windsurf/db/sample-rows';
import { testDatabase } from '@windsurf/testbed/database';
import { exportCreator } from './creator-export.ts';
import type { ExportManifest } from './creator-export.ts';

const schemas = ['payments', 'community', 'analytics'];

t.test('an export holds every row of its creator and none of another, and says how long it is kept', async (t) => {
  const db = await testDatabase(t, schemas);
  const into = mkdtempSync(join(tmpdir(), 'export-'));
  t.teardown(() => rmSync(into, { recursive: true }));
  const admin = new pg.Client({ connectionString: db.adminUrl });
  await admin.connect();
  t.teardown(async () => await admin.end());
  const [hers, his] = [newId(), newId()];
  for (const schema of schemas) {
    await admin.query("begin; set local session_replication_role = 'replica'");
    await writeRows(admin, await readTables(admin, schema), hers, {});
    await admin.query('commit');
  }
  for (const creator of [hers, his])
    await admin.query(
      "insert into community.handled_messages (creator_id, message, key) select $1, 'a', n::text from generate_series(1, 2500) n",
      [creator],
    );

  const order = {
    schemas,
    addressOf: async (login: string) => db.url(login),
    retention: 'extended',
    at: new Date('2026-11-20T14:00:00Z'),
  } as const;
  const manifest = await exportCreator({ ...order, creatorId: hers, into });
  t.match(manifest, { creatorId: hers, retention: 'extended', keepUntil: '2027-11-20' });
  t.same(JSON.parse(readFileSync(join(into, 'manifest.json'), 'utf8')) as ExportManifest, manifest);
  let lines = 0;
  for (const { name, sha256, tables } of manifest.files) {
    const packed = readFileSync(join(into, name));
    t.equal(createHash('sha256').update(packed).digest('hex'), sha256);
    const rows = gunzipSync(packed)
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { table: string; row: { creator_id: string } });
    lines += rows.length;
    t.ok(
      rows.every(({ row }) => row.creator_id === hers),
      `${name}: only hers`,
    );
    t.notOk(rows.some((row) => JSON.stringify(row).includes(his)));
    t.equal(
      tables.reduce((n, table) => n + table.rows, 0),
      rows.length,
    );
    for (const table of tables) {
      const [counted] = await db.look<{ n: number }>(
        `select count(*)::int as n from ${table.name} where creator_id = $1`,
        [hers],
      );
      t.equal(table.rows, counted?.n, table.name);
    }
    t.ok(tables.length > 2, `${name}: ${tables.length} tables`);
  }
  t.ok(lines > 2_500, 'more than one page');

  await t.rejects(exportCreator({ ...order, creatorId: newId(), into }), /has no row/);
  await t.rejects(exportCreator({ ...order, creatorId: "x' or true --", into }), RangeError);
  const svc = exportCreator({
    ...order,
    creatorId: hers,
    into,
    addressOf: async (login) => db.url(login.replace('backup_', 'svc_')),
  });
  await t.rejects(svc, /permission denied/, 'planted: a service’s own login cannot export');
});
