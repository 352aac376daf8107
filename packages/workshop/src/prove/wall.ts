// The tenant wall, proved from both sides: in the database, every table in every scope with planted defects; over HTTP,
// every endpoint of the running product asked by nobody and by strangers who know the owner's ids.
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EndpointShape } from '@windsurf/contracts/endpoint';
import { proveTenantWall, type Samples } from '@windsurf/db/prove-wall';
import { readWallPlan } from '@windsurf/db/wall';
import pg from 'pg';
import { migrateAll } from '../databases.ts';
import { root } from '../place.ts';
import { say } from '../progress.ts';
import { onWholeProduct, type RunningProduct } from '../whole-product.ts';
import { bodyFor } from './sample-bodies.ts';

const OWNER_PHONE = '+251911000001';
const STRANGER_PHONE = '+251911777001';

type Totals = { tables: number; probes: number; leaks: string[]; planted: number; found: number; endpoints: number };

/** @returns exit code; the last line is `{"tables":…,"probes":…,"leaks":0,"planted_defects":…,"planted_found":…}` */
export const run = async (): Promise<number> =>
  await onWholeProduct('prove-wall', async (product) => {
    const totals: Totals = { tables: 0, probes: 0, leaks: [], planted: 0, found: 0, endpoints: 0 };
    await onEmptyDatabase(product, async (adminUrl) => {
      for (const service of product.services) await proveDatabase(adminUrl, service, totals);
    });
    await proveEndpoints(product, totals);
    for (const leak of totals.leaks) say(`leak: ${leak}`);
    process.stdout.write(
      `${JSON.stringify({
        tables: totals.tables,
        probes: totals.probes,
        endpoints: totals.endpoints,
        leaks: totals.leaks.length,
        planted_defects: totals.planted,
        planted_found: totals.found,
      })}\n`,
    );
    const whole = totals.tables > 0 && totals.endpoints > 0 && totals.planted > 0;
    return whole && totals.leaks.length === 0 && totals.found === totals.planted ? 0 : 1;
  });

/** The same schemas without rows, dropped afterwards: planted keys must not fail for what the demo data holds. */
async function onEmptyDatabase(product: RunningProduct, work: (adminUrl: string) => Promise<void>): Promise<void> {
  const name = `prove_wall_${process.pid}`;
  const admin = new pg.Client({ connectionString: product.stack.adminUrl });
  await admin.connect();
  try {
    await admin.query(`create database ${name}`);
    const url = new URL(product.stack.adminUrl);
    url.pathname = `/${name}`;
    await migrateAll(url.href, product.services, () => undefined);
    await work(url.href);
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

async function proveDatabase(
  adminUrl: string,
  service: RunningProduct['services'][number],
  totals: Totals,
): Promise<void> {
  const file = join(service.folder, 'wall.json');
  if (!existsSync(file)) throw new Error(`services/${service.name} has no wall.json`);
  const samplesFile = join(service.folder, 'src/wall.samples.ts');
  const samples = existsSync(samplesFile) ? ((await import(samplesFile)) as { samples: Samples }).samples : undefined;
  const proof = await proveTenantWall({
    adminUrl,
    service: service.schema,
    plan: readWallPlan(service.schema, file),
    ...(samples ? { samples } : {}),
  });
  totals.tables += proof.tables;
  totals.probes += proof.probes;
  totals.leaks.push(...proof.leaks.map((leak) => `${service.name}: ${leak}`));
  totals.planted += proof.plantedDefects;
  totals.found += proof.plantedFound;
  for (const missed of proof.missed) say(`not found: ${missed}`);
  say(
    `${service.name}: ${proof.tables} tables, ${proof.probes} probes, ${proof.plantedFound} of ${proof.plantedDefects} planted defects found`,
  );
}

type Known = {
  readonly creatorId: string;
  readonly ids: ReadonlySet<string>;
  readonly posts: ReadonlySet<string>;
  readonly comments: ReadonlySet<string>;
};

/** Every id that stands in a row of the owner's, in every schema; what a stranger's answer must never hold. */
async function idsOf(adminUrl: string, creatorId: string): Promise<Known> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const ids = new Set<string>([creatorId]);
  const posts = new Set<string>();
  const comments = new Set<string>();
  try {
    const { rows } = await client.query<{ schema: string; table: string; columns: string[] }>(`
      select n.nspname as schema, c.relname as table, array_agg(a.attname::text) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.atttypid = 'uuid'::regtype and not a.attisdropped
      where c.relkind = 'r' and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'creator_id' and not t.attisdropped)
        and n.nspname !~ '^(pg_|queue_)'
      group by 1, 2`);
    for (const { schema, table, columns } of rows) {
      const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
      const found = await client.query<Record<string, string | null>>(
        `select ${list} from ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)} where creator_id = $1 limit 200`,
        [creatorId],
      );
      for (const row of found.rows) {
        for (const id of Object.values(row)) if (id !== null) ids.add(id);
        if (schema === 'community' && table === 'posts') posts.add(row.id ?? '');
        if (schema === 'community' && table === 'comments') comments.add(row.id ?? '');
      }
    }
  } finally {
    await client.end();
  }
  return { creatorId, ids, posts, comments };
}

async function contractsOf(): Promise<EndpointShape[]> {
  const folder = join(root, 'packages/contracts/src');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const modules = await Promise.all(
    names.map(async (name) => (await import(join(folder, name))) as Record<string, unknown>),
  );
  const isEndpoint = (value: unknown): value is EndpointShape =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, 'access') && Object.hasOwn(value, 'url');
  return [...new Set(modules.flatMap((module) => Object.values(module).filter(isEndpoint)))];
}

async function proveEndpoints(product: RunningProduct, totals: Totals): Promise<void> {
  const owner = await product.signIn(OWNER_PHONE, 'creator');
  const creator = await product.signIn(STRANGER_PHONE, 'creator');
  const known = await idsOf(product.stack.adminUrl, owner.personId);
  const { ids } = known;
  if (ids.size < 10 || known.posts.size === 0 || known.comments.size === 0)
    throw new Error(`the owner has ${ids.size} ids only: the demo data is missing`);
  const send = async (
    shape: EndpointShape,
    path: string,
    headers: Record<string, string>,
  ): Promise<{ status: number; text: string }> => {
    const body = bodyFor(shape);
    const answer = await product.ask(path, {
      method: shape.method,
      headers: {
        ...headers,
        'idempotency-key': randomUUID(),
        ...(body === undefined ? {} : { 'content-type': body.type }),
      },
      ...(body === undefined ? {} : { body: body.text }),
    });
    return { status: answer.status, text: answer.text() };
  };
  for (const shape of await contractsOf()) {
    if (shape.access === 'public') continue;
    totals.endpoints++;
    const where = `${shape.method} ${shape.url}`;
    const paths = pathsOf(shape, known);
    const nobody = await send(shape, paths[0] ?? shape.url, {});
    totals.probes++;
    if (nobody.status !== 401) totals.leaks.push(`${where}: nobody got ${nobody.status}`);
    // What speaks of the stranger herself is no leak.
    if (shape.url.startsWith('/v1/auth/session') && shape.method === 'DELETE' && paths.length === 1) continue;
    for (const path of paths) {
      const answer = await send(shape, path, creator.headers);
      totals.probes++;
      const told = [...ids].find((id) => answer.text.includes(id) && !path.includes(id));
      const refused = [401, 403, 404].includes(answer.status);
      if (shape.url.includes('/:') && !shape.url.endsWith('/:number/restore') && !refused)
        totals.leaks.push(`${where}: a stranger with the owner's id got ${answer.status}`);
      else if (told !== undefined) totals.leaks.push(`${where}: an answer to a stranger holds an id of the owner`);
      else if (answer.status >= 500) totals.leaks.push(`${where}: ${answer.status}`);
    }
  }
  say(`${totals.endpoints} endpoints asked by nobody and by a stranger who knows ${ids.size} ids`);
}

/** The addresses a stranger would try: each id of the owner in each place, or the plain address when there is none. */
function pathsOf(shape: EndpointShape, { creatorId, ids, posts, comments }: Known): string[] {
  const places = [...shape.url.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1] ?? '');
  if (places.length === 0) {
    const query: { properties?: object } | undefined = shape.query;
    const needsCreator = Object.hasOwn(query?.properties ?? {}, 'creatorId');
    return [needsCreator ? `${shape.url}?creatorId=${creatorId}` : shape.url];
  }
  const tried = (name: string): ReadonlySet<string> =>
    new Map([
      ['creatorId', new Set([creatorId])],
      ['number', new Set(['1'])],
      ['difference', new Set([creatorId])],
      ['name', new Set(['checkout-bump'])],
      ['postId', posts],
      ['commentId', comments],
    ]).get(name) ?? ids;
  return places.reduce<string[]>(
    (paths, name) => paths.flatMap((path) => [...tried(name)].map((id) => path.replace(`:${name}`, id))),
    [shape.url],
  );
}
