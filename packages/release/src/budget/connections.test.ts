import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { testDatabase } from '@windsurf/testbed/database';
import { oldBuild } from '../migrate/acceptance/builds.ts';
import { readServices, root } from '../migrate/acceptance/ground.ts';
import type { ServiceEntry } from '../migrate/acceptance/ground.ts';
import { startService, surroundings } from '../migrate/acceptance/running-service.ts';
import { RESERVE, connectionBudget, maxTasksOf } from './connections.ts';
import type { TaskSettings } from './connections.ts';
import { checkPoolSettings, checkReplicaLag } from './database-state.ts';

const services = readServices();
const tasksOf = (web: number, worker: number) =>
  Object.fromEntries(services.map(({ name }) => [name, { web, worker }]));

t.test('every service counts twice, at full scale, with a reserve', async (t) => {
  const two = [
    { name: 'a', connections: { web: 5, worker: 12 } },
    { name: 'b', connections: { web: 3, worker: 4 } },
  ];
  const budget = connectionBudget(two, { a: { web: 3, worker: 2 }, b: { web: 2, worker: 1 } }, 200, 20);
  t.match(budget, { planned: 2 * (3 * 5 + 2 * 12 + 2 * 3 + 1 * 4) + 20, allowed: 160, fits: true });
  t.equal(
    connectionBudget(two, { a: { web: 3, worker: 2 }, b: { web: 2, worker: 1 } }, 147, 20).fits,
    false,
    '118 of 117',
  );
  t.equal(
    connectionBudget(two, { a: { web: 3, worker: 2 }, b: { web: 2, worker: 1 } }, 148, 20).fits,
    true,
    '118 of 118',
  );
  t.throws(() => connectionBudget(two, { a: { web: 1, worker: 1 } }, 100), /how many tasks b has/);
  t.throws(
    () => connectionBudget(two, { ...tasksOf(1, 1), a: { web: 1, worker: 1 } }, 100),
    /services\.json does not know/,
  );
  t.throws(() => connectionBudget(two, { a: { web: 0, worker: 1 }, b: { web: 1, worker: 1 } }, 100), /a with 0 tasks/);
  t.throws(() => connectionBudget([], {}, 100), /no services/);
});

t.test('Terraform keeps the same reserve and the same share', async (t) => {
  const module = join(root, 'infra/terraform/modules/data-postgres');
  const variables = readFileSync(join(module, 'variables.tf'), 'utf8');
  const reserve = /variable "connection_reserve" \{[^}]*default\s*=\s*(\d+)/.exec(variables)?.[1];
  t.equal(Number(reserve), RESERVE);
  t.match(
    readFileSync(join(module, 'main.tf'), 'utf8'),
    /connections_of_tasks \* 2 \+ var\.connection_reserve[\s\S]*max_connections \* 0\.8/,
  );
  t.ok(existsSync(join(root, 'infra/terraform/services.json')));
});

t.test('staging and production stay below what their databases take, with blue and green at full scale', async (t) => {
  type Settings = TaskSettings & { database: { max_connections: number } };
  for (const environment of ['staging', 'production']) {
    const file = join(root, 'infra/terraform/envs', environment, 'terraform.tfvars.json');
    const { settings } = JSON.parse(readFileSync(file, 'utf8')) as { settings: Settings };
    const tasks = maxTasksOf(services, settings);
    const budget = connectionBudget(services, tasks, settings.database.max_connections);
    t.ok(budget.fits, `${environment}: ${budget.says}`);
    const more = { ...settings.tasks, web: { max: settings.tasks.web.max * 9 } };
    const tripled = maxTasksOf(services, { ...settings, tasks_of: { payments: more, auth: more } });
    t.notOk(
      connectionBudget(services, tripled, settings.database.max_connections).fits,
      'planted: two services with nine times the tasks',
    );
  }
});

t.test('the server itself is asked how many connections it takes', async (t) => {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  t.teardown(async () => await client.end());
  t.match(await checkPoolSettings(client, services, tasksOf(50, 50)), {
    ok: false,
    says: /blue and green together open/,
  });
  t.match(
    await checkReplicaLag(client),
    { ok: false, says: 'this is no replica' },
    'a primary is not taken for its replica',
  );
});

t.test('a task opens no more connections than its service declares, with every one of them busy', async (t) => {
  const db = await testDatabase(t, ['store-builder', 'community']);
  const [store, community] = ['store-builder', 'community'].map((name) => services.find((one) => one.name === name));
  if (store === undefined || community === undefined) throw new Error('services.json lacks one of them');
  const around = await surroundings({ url: (user) => db.url(user) }, services);
  t.teardown(async () => await around.stop());
  const opened = async (): Promise<number> => {
    const [row] = await db.look<{ n: number }>(
      "select count(*)::int as n from pg_stat_activity where usename ~ '^svc_' and datname = current_database()",
    );
    return row?.n ?? 0;
  };
  /** The most that were open at one time, while everything that asks for these tables waits. */
  const busy = async (load: (url: string) => Promise<unknown>, url: string): Promise<number> => {
    const holder = new pg.Client({ connectionString: db.adminUrl });
    await holder.connect();
    await holder.query('begin; lock table store.handles, community.handled_messages in access exclusive mode');
    const loaded = load(url);
    let most = 0;
    for (let i = 0; i < 30; i++) {
      most = Math.max(most, await opened());
      await new Promise((done) => setTimeout(done, 50));
    }
    await holder.query('commit');
    await holder.end();
    await loaded;
    return most;
  };
  type Role = 'web' | 'worker';
  const measure = async (
    service: ServiceEntry,
    role: Role,
    load: (url: string) => Promise<unknown>,
  ): Promise<number> => {
    const started = await startService(around, oldBuild, service, role);
    if ('refused' in started) throw new Error(started.refused);
    const most = await busy(load, started.running.url);
    await started.running.stop();
    return most;
  };
  const visit = async (url: string): Promise<unknown> =>
    await Promise.all(Array.from({ length: 40 }, async (_, i) => await (await fetch(`${url}/@somebody-${i}`)).text()));
  const publish = async (): Promise<unknown> =>
    await db.look(
      `select queue_community.accept(gen_random_uuid(), 'store.published', 1, gen_random_uuid(), $1::jsonb, true) from generate_series(1, 60)`,
      [JSON.stringify({ handle: 'abebe', displayName: 'Abebe', lang: 'en', number: 1, id: newId() })],
    );
  const web = await measure(store, 'web', visit);
  const worker = await measure(community, 'worker', publish);
  t.comment(`web ${web} of ${store.connections.web}, worker ${worker} of ${community.connections.worker}`);
  t.equal(web, store.connections.web, 'the pool is full, and no larger than declared');
  t.ok(worker > community.connections.web && worker <= community.connections.worker, String(worker));
  const visitors = async (url: string): Promise<void> => {
    const stranger = new pg.Pool({ connectionString: db.url('svc_store'), max: 3 });
    const sleeping = Promise.all([1, 2, 3].map(async () => await stranger.query('select pg_sleep(1)')));
    await visit(url);
    await sleeping;
    await stranger.end();
  };
  t.ok((await measure(store, 'web', visitors)) > store.connections.web, 'planted: a second pool is counted');
});
