import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { generateTypes } from './generate.ts';
import { openLab } from './lab.ts';

const lab = await openLab('labtypes');
const admin = await lab.connect('postgres');
t.teardown(async () => await lab.close());

t.test('every table of the schema is printed in camelCase, with what pg gives for each column', async (t) => {
  await admin.query(`create table labtypes.page_versions (
    creator_id uuid not null default app.current_creator(), page_id uuid not null, body bytea, tags text[] not null default '{}',
    amounts bigint[] not null, doubled bigint generated always as (2) stored, number bigint generated always as identity,
    theme text check (theme in ('teff', 'buna')), extra jsonb, seen_at timestamptz not null, rate numeric not null,
    primary key (creator_id, page_id))`);
  const text = await generateTypes(await lab.connect('svc_labtypes'), 'labtypes');
  await admin.query('drop table labtypes.page_versions');
  t.equal(
    text,
    `// Generated from the database: run \`npm run db\` after a migration, and do not edit.
import type { Computed, Generated, Json } from '@windsurf/db/columns';

export interface DB {
  'labtypes.codes': {
    id: Generated<string>;
    personId: string;
    digest: string;
    used: Generated<boolean>;
  };
  'labtypes.orders': {
    creatorId: Generated<string>;
    id: Generated<string>;
    productId: string;
    buyerId: string;
    status: Generated<'open' | 'paid' | 'refunded'>;
    amountSantim: number;
    providerOrder: string | null;
    dueOn: string | null;
    createdAt: Generated<Date>;
  };
  'labtypes.pageVersions': {
    creatorId: Generated<string>;
    pageId: string;
    body: Buffer | null;
    tags: Generated<string[]>;
    amounts: number[];
    doubled: Computed<number | null>;
    number: Computed<number>;
    theme: 'teff' | 'buna' | null;
    extra: Json | null;
    seenAt: Date;
    rate: string;
  };
  'labtypes.products': {
    creatorId: Generated<string>;
    id: Generated<string>;
    title: string;
    status: Generated<'draft' | 'published'>;
    priceSantim: number;
    metaData: Generated<Json>;
  };
  'labtypes.visits': {
    creatorId: Generated<string>;
    id: Generated<string>;
    day: string;
  };
}
`,
  );
});

t.test('the printed types compile, and hold what may be written and read', async (t) => {
  const folder = mkdtempSync(fileURLToPath(new URL('../types-', import.meta.url)));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const gen = await generateTypes(admin, 'labtypes');
  writeFileSync(join(folder, 'db.gen.ts'), gen.replace('@windsurf/db/columns', '../src/columns.ts'));
  writeFileSync(
    join(folder, 'use.ts'),
    `import type { DB } from './db.gen.ts';
    import type { CreatorTx } from '../src/tenancy.ts';
    export const use = async (tx: CreatorTx<DB>) => {
      const metaData = { sizes: [1, 2], note: undefined };
      await tx.insertInto('labtypes.products').values({ title: 'x', priceSantim: 5, metaData }).execute();
      // @ts-expect-error not one of its words
      await tx.insertInto('labtypes.products').values({ title: 'x', priceSantim: 5, status: 'sold' }).execute();
      // @ts-expect-error an array would be written as PostgreSQL's own
      await tx.updateTable('labtypes.products').set({ metaData: [1] }).execute();
      // @ts-expect-error a price is needed
      await tx.insertInto('labtypes.products').values({ title: 'x' }).execute();
      const [row] = await tx.selectFrom('labtypes.orders').select(['status', 'createdAt', 'dueOn']).execute();
      const status: 'open' | 'paid' | 'refunded' | undefined = row?.status;
      const at: Date | undefined = row?.createdAt;
      const due: string | null | undefined = row?.dueOn;
      return [status, at, due];
    };`,
  );
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: '../../../tsconfig.json', include: ['.'], compilerOptions: { types: ['node'] } }),
  );
  const tsc = fileURLToPath(new URL('../../../node_modules/.bin/tsc', import.meta.url));
  const { stdout, stderr, status } = spawnSync(tsc, ['-p', folder], { encoding: 'utf8' });
  t.equal(status, 0, stdout + stderr);
});

t.test('a type without a good place in a table, a name that camelCase loses, an empty schema: errors', async (t) => {
  const after = async (sql: string) => {
    await admin.query(`begin; ${sql}`);
    try {
      return await generateTypes(admin, 'labtypes');
    } finally {
      await admin.query('rollback');
    }
  };
  await t.rejects(
    after('alter table labtypes.orders add column at timestamp'),
    /orders\.at: a column of type timestamp/,
  );
  await t.rejects(after('alter table labtypes.orders add column line_1 text'), /line_1: this name does not come back/);
  await t.rejects(generateTypes(admin, 'nowhere'), /nowhere has no tables/);
});
