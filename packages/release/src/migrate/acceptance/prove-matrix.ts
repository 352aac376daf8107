// Proof 9: every build that may meet a schema during a blue-green release runs on it, and those that must not, refuse.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Proof, Say } from '../../proof.ts';
import { makeBuilds, oldBuild } from './builds.ts';
import type { Build } from './builds.ts';
import { freshFolder, layGround, readServices, runNode, startManaged } from './ground.ts';
import type { Managed, Ran, ServiceEntry } from './ground.ts';
import { insertAll, insertsOf, readerOf } from './old-statements.ts';
import { askAround, startService, surroundings } from './running-service.ts';
import type { Surroundings } from './running-service.ts';

export type Cell = {
  /** `old code × new schema`. */
  readonly name: string;
  readonly service: string;
  readonly ok: boolean;
  readonly why?: string;
};

export type MatrixOptions = {
  /** Names of the services to try; all when left out. */
  readonly services?: readonly string[];
  /** Holds every table for this long while the new build migrates, ms; 4 500 unless told, which is longer than it waits. */
  readonly holdMs?: number;
  /** Only the cells without which a release would fail at once; for `npm test`. */
  readonly few?: boolean;
};

type Migrated = {
  readonly ms: number;
  readonly requests: number;
  readonly failed: number;
  readonly slowestMs: number;
  readonly tries: number;
};

/** Runs the matrix on a server of its own, and plants what must turn it red. */
export async function proveSchemaMatrix(say: Say, options: MatrixOptions = {}): Promise<Proof> {
  const dir = freshFolder('matrix');
  const all = readServices();
  const services = all.filter((s) => options.services?.includes(s.name) ?? true);
  const server = await startManaged(dir);
  const around = await surroundings(server, all);
  try {
    const ground = await layGround(
      server,
      services.map((s) => s.schema),
    );
    if (ground.code !== 0) throw new Error(ground.text);
    const { next, newest } = makeBuilds(dir, services);
    const cells: Cell[] = [];
    const migrated: Migrated[] = [];
    let planted = 0;
    let found = 0;
    for (const service of services) await migrateFrom(oldBuild, server, service);
    for (const service of services) {
      const row = await proveService({
        server,
        around,
        next,
        newest,
        service,
        holdMs: options.holdMs ?? 4_500,
        few: options.few ?? false,
      });
      cells.push(...row.cells);
      migrated.push(row.migrated);
      planted += row.planted;
      found += row.found;
      const red = row.cells.filter((cell) => !cell.ok);
      say(
        `${service.name}: ${row.cells.length - red.length} of ${row.cells.length} cells, ${row.found} of ${row.planted} planted defects found`,
      );
      for (const cell of red) say(`  ${cell.name}: ${cell.why ?? ''}`);
    }
    const sum = (of: (m: Migrated) => number): number => migrated.reduce((n, m) => n + of(m), 0);
    const failed = sum((m) => m.failed);
    return {
      name: '9 old and new code on old and new schemas',
      ok:
        cells.length === (options.few === true ? 4 : 10) * services.length &&
        cells.every((c) => c.ok) &&
        failed === 0 &&
        planted > 0 &&
        found === planted,
      figures: {
        services: services.length,
        cells: cells.length,
        cells_red: cells.filter((cell) => !cell.ok).length,
        requests_during_migration: sum((m) => m.requests),
        failed_during_migration: failed,
        slowest_request_ms: Math.max(...migrated.map((m) => m.slowestMs)),
        migration_tries: sum((m) => m.tries),
        planted_defects: planted,
        planted_found: found,
      },
    };
  } finally {
    await around.stop();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The migration task of a build, from its own tree. */
async function migrateFrom(build: Build, server: Managed, service: ServiceEntry): Promise<Ran> {
  const file = join(build.folder, 'packages/db/src/migrate-command.ts');
  const env = { MIGRATOR_DATABASE_URL: server.url(`migrator_${service.schema}`) };
  const ran = await runNode(file, ['--service', service.name], env);
  if (ran.code !== 0) throw new Error(`${service.name}, ${build.name} build: ${ran.text}`);
  return ran;
}

type Row = { readonly cells: Cell[]; readonly migrated: Migrated; readonly planted: number; readonly found: number };
type Scene = {
  readonly server: Managed;
  readonly around: Surroundings;
  readonly next: Build;
  readonly newest: Build;
  readonly service: ServiceEntry;
  readonly holdMs: number;
  readonly few: boolean;
};

async function proveService({ server, around, next, newest, service, holdMs, few }: Scene): Promise<Row> {
  const { schema } = service;
  const cells: Cell[] = [];
  const add = (name: string, why: string | undefined): void =>
    void cells.push({ name, service: service.name, ok: why === undefined, ...(why === undefined ? {} : { why }) });
  const reader = readerOf(server, oldBuild, service);
  const refused = async (build: Build, words: RegExp): Promise<string | undefined> => {
    const started = await startService(around, build, service);
    if ('refused' in started) return words.test(started.refused) ? undefined : started.refused.slice(-400);
    await started.running.stop();
    return 'it started';
  };
  try {
    const inserts = await insertsOf(server, schema);
    const baseline = { reads: await reader.readAll(), answers: [] as string[] };
    if (!baseline.reads.some((line) => line.endsWith(': ok'))) throw new Error(`no table of ${service.name} was read`);
    const runs = async (build: Build): Promise<string | undefined> => {
      const started = await startService(around, build, service);
      if ('refused' in started) return started.refused.slice(-800);
      try {
        const answers = await askAround(started.running, service);
        if (baseline.answers.length === 0) baseline.answers = answers;
        return (
          difference(baseline.answers, answers) ??
          answers.find((answer) => / 5\d\d$/.test(answer)) ??
          difference(baseline.reads, await reader.readAll()) ??
          (await insertAll(server, schema, inserts))
        );
      } finally {
        await started.running.stop();
      }
    };
    if (!few) add('old code × old schema', await runs(oldBuild));
    add('new code × old schema refuses', await refused(next, /lacks \d{4}-matrix-expand\.sql/));
    const live = await startService(around, oldBuild, service);
    if ('refused' in live) throw new Error(live.refused);
    const migrated = await migrateUnderLoad({ server, next, service, holdMs, url: live.running.url, reader });
    add(
      'old code, running × the migration',
      migrated.failed === 0 ? undefined : `${migrated.failed} of ${migrated.requests} failed`,
    );
    await live.running.stop();
    add('old code × new schema', await runs(oldBuild));
    if (!few) add('new code × new schema', await runs(next));
    const taken = await server.ask<{ n: number }>(
      `with w as (insert into ${schema}.matrix_notes values (uuidv7(), uuidv7(), 'of the new build') returning 1) select count(*)::int as n from w`,
    );
    if (taken[0]?.n !== 1) throw new Error('the new build wrote nothing');
    if (!few) add('old code after the roll-back', await runs(oldBuild));
    const holes = await plantHoles(
      server,
      schema,
      async () => await refused(oldBuild, /tenant wall is open/),
      async () => difference(baseline.reads, await reader.readAll()) ?? (await insertAll(server, schema, inserts)),
    );
    if (!few) add('newest code × new schema, its contract file waiting', await runs(newest));
    await migrateFrom(newest, server, service);
    if (!few) add('newest code × contracted schema', await runs(newest));
    if (!few) add('new code × contracted schema', await runs(next));
    add('old code × contracted schema refuses', await refused(oldBuild, /needs code of level \d+/));
    return { cells, migrated, ...holes };
  } finally {
    await reader.close();
  }
}

/** What has no place in an expand file, and a door made by hand: each must be seen by what looked at the cells. */
async function plantHoles(
  server: Managed,
  schema: string,
  refuses: () => Promise<string | undefined>,
  statements: () => Promise<string | undefined>,
): Promise<{ planted: number; found: number }> {
  const [table] = await server.ask<{ name: string; column: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name, a.attname as column from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'matrix_kind' where n.nspname = $1`,
    [schema],
  );
  if (table === undefined) throw new Error('the new build added no column');
  const [other] = await server.ask<{ name: string }>(
    "select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname !~ '^matrix_|^creator_id$|^id$' limit 1",
    [table.name],
  );
  const column = other?.name ?? 'id';
  const holes: readonly (readonly [string, string, () => Promise<boolean>])[] = [
    [
      `create function ${schema}_doors.peek() returns int language sql security definer set search_path = pg_catalog, pg_temp as 'select 1'`,
      `drop function ${schema}_doors.peek()`,
      async () => (await refuses()) === undefined,
    ],
    [
      `alter table ${table.name} rename column ${column} to matrix_renamed`,
      `alter table ${table.name} rename column matrix_renamed to ${column}`,
      async () => (await statements()) !== undefined,
    ],
    [
      `alter table ${table.name} alter column matrix_kind drop default`,
      `alter table ${table.name} alter column matrix_kind set default 'plain'`,
      async () => (await statements()) !== undefined,
    ],
  ];
  let found = 0;
  for (const [plant, remove, isSeen] of holes) {
    await server.ask(plant);
    if (await isSeen()) found++;
    await server.ask(remove);
  }
  return { planted: holes.length, found };
}

type Load = {
  server: Managed;
  next: Build;
  service: ServiceEntry;
  holdMs: number;
  url: string;
  reader: ReturnType<typeof readerOf>;
};

/** Migrates while the old build answers, and while somebody holds one of the tables. */
async function migrateUnderLoad({ server, next, service, holdMs, url, reader }: Load): Promise<Migrated> {
  const storm = reader.storm(4);
  let [requests, failed, going] = [0, 0, true];
  const asking = (async () => {
    while (going) {
      const answer = await fetch(`${url}/readyz`).catch(() => undefined);
      await answer?.body?.cancel();
      requests++;
      if (!answer?.ok) failed++;
      await new Promise((done) => setTimeout(done, 10));
    }
  })();
  const release = holdMs > 0 ? await holdTable(server, service.schema, holdMs) : undefined;
  const ran = await migrateFrom(next, server, service);
  await release?.();
  going = false;
  await asking;
  const { reads, failures, slowestMs } = await storm.end();
  return {
    ms: ran.ms,
    requests: requests + reads,
    failed: failed + failures.length,
    slowestMs,
    tries: 1 + [...ran.text.matchAll(/trying again/g)].length,
  };
}

/** A report that reads for longer than a migration may wait: the migration must step aside, not queue everybody up. */
async function holdTable(server: Managed, schema: string, ms: number): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: server.superUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = $1",
    [schema],
  );
  await client.query(`begin; lock table ${rows.map((row) => row.name).join(', ')} in access share mode`);
  const freed = (async () => {
    await wait(ms);
    await client.query('commit');
  })();
  return async () => {
    await freed;
    await client.end();
  };
}

function difference(before: readonly string[], now: readonly string[]): string | undefined {
  const changed = now.filter((line, i) => line !== before[i]);
  return changed.length === 0
    ? undefined
    : `was ${before.filter((line, i) => line !== now[i]).join(', ')}; is ${changed.join(', ')}`;
}
