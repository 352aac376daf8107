import t from 'tap';
import { testDatabase } from '@windsurf/testbed/database';
import { runChecks } from './checks.ts';
import { columnsInTypes, schemaChecks } from './schema-checks.ts';

const community = [{ name: 'community', domains: ['community'], schema: 'community', hasWorker: true }];
const quiet = (): void => {};

t.test('the generated types name the columns of a service’s own tables', async (t) => {
  const text = `export interface DB {\n  'community.spacePosts': {\n    creatorId: string;\n    at: Date;\n  };\n  'other.x': {\n    y: string;\n  };\n}\n`;
  t.same(columnsInTypes(text, 'community'), ['space_posts.creator_id', 'space_posts.at']);
  t.same(columnsInTypes(text, 'nobody'), []);
});

t.test('a database that was migrated is as it should be; each planted difference is named', async (t) => {
  const db = await testDatabase(t, ['community']);
  const judged = async () => await runChecks(schemaChecks(db.url('svc_community'), community), quiet);
  const [whole] = await judged();
  t.match(whole, { state: 'ok', says: /^\d+ columns, \d+ indexes, [1-9]\d* tables/ });
  const planted: [string, string, RegExp][] = [
    [
      'alter table community.posts rename column text to words',
      'alter table community.posts rename column words to text',
      /missing posts\.text/,
    ],
    [
      'alter table community.posts no force row level security',
      'alter table community.posts force row level security',
      /community\.posts/,
    ],
    [
      'grant select on community.posts to svc_community',
      'revoke select on community.posts from svc_community',
      /svc_community|posts/,
    ],
    [
      "update pg_index set indisvalid = false where indexrelid = 'community.posts_pkey'::regclass",
      "update pg_index set indisvalid = true where indexrelid = 'community.posts_pkey'::regclass",
      /posts_pkey cannot be used/,
    ],
  ];
  for (const [wrong, right, says] of planted) {
    await db.look(wrong);
    t.match(await judged(), [{ state: 'failed', says }], wrong);
    await db.look(right);
  }
  t.match(await judged(), [{ state: 'ok' }]);
});

t.test('a database that cannot be reached, and a service without types, have failed', async (t) => {
  t.match(await runChecks(schemaChecks('postgres://nobody@127.0.0.1:1/x', community), quiet), [{ state: 'failed' }]);
});
