import { fileURLToPath } from 'node:url';
import t from 'tap';
import { developmentPackages, dockerfileOf, schemaLevelOf } from './image-facts.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/, '');

t.test('the schema level of an image is the number of its last expand migration', async (t) => {
  const level = (files: Record<string, string>): number =>
    schemaLevelOf(
      t.testdir({
        services: {
          auth: {
            migrations: Object.fromEntries(
              Object.entries(files).map(([name, phase]) => [name, `-- phase: ${phase}\nselect 1;\n`]),
            ),
          },
        },
      }),
      'auth',
    );
  t.equal(level({ '0001-a.sql': 'expand', '0002-b.sql': 'expand' }), 2);
  t.equal(
    level({ '0001-a.sql': 'expand', '0002-b.sql': 'contract' }),
    1,
    'no build needs what a contract file takes away',
  );
  t.equal(level({ '0001-a.sql': 'expand', '0003-b.sql': 'backfill' }), 1);
  t.equal(level({}), 0);
  t.throws(() => level({ '0001-a.sql': 'later' }), /phase/);
  t.equal(schemaLevelOf(root, 'dashboard'), 0);
  t.ok(schemaLevelOf(root, 'payments') >= 12);
});

t.test('a service without a Dockerfile of its own has the one for all', async (t) => {
  t.equal(dockerfileOf(root, 'auth'), 'docker/service.Dockerfile');
  t.equal(dockerfileOf(root, 'dashboard'), 'docker/dashboard.Dockerfile');
});

t.test('what only development needs is known by name', async (t) => {
  const names = developmentPackages(root, ['services/payments', 'packages/db']);
  for (const name of ['tap', 'typescript', '@biomejs/biome', 'unpdf', 'fast-check']) t.ok(names.has(name), name);
  for (const name of ['fastify', 'pg', '@types/pg', '@windsurf/sandbox']) t.notOk(names.has(name), name);
});
