// A laboratory for this package's own tests: a database of its own in the cluster of DATABASE_URL, with one service.
// Other packages take testDatabase of @windsurf/testbed.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Generated } from 'kysely';
import pg from 'pg';
import { bootstrap, createService, migrate } from './migrate.ts';
import { createPool } from './pool.ts';
import type { WallPlan } from './wall.ts';

type Columns = {
  products: {
    creatorId: Generated<string>;
    id: Generated<string>;
    title: string;
    status: Generated<string>;
    priceSantim: number;
    metaData: Generated<{ some_key?: number }>;
  };
  orders: {
    creatorId: Generated<string>;
    id: Generated<string>;
    productId: string;
    buyerId: string;
    status: Generated<string>;
    amountSantim: number;
    providerOrder: string | null;
    dueOn: string | null;
    createdAt: Generated<Date>;
  };
  codes: { id: Generated<string>; personId: string; digest: string; used: Generated<boolean> };
};
/** Tables of the laboratory's service, as its generated types would be. */
export type LabDB = { [Table in keyof Columns as `lab.${Table}`]: Columns[Table] };

export type Lab = {
  readonly adminUrl: string;
  readonly schema: string;
  readonly host: string;
  readonly port: number;
  readonly plan: WallPlan;
  /** Connection string of another user of the laboratory's database. */
  url(user: string, port?: number): string;
  connect(user: string): Promise<pg.Client>;
  /** A pool of the service's login. */
  pool(max: number, port?: number): pg.Pool;
  /** Ends all connections made here and drops the database. */
  close(): Promise<void>;
};

const given = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];

/** Makes a database; `schema` names its service, whose roles are the cluster's: each test file takes another. */
export async function openLab(schema = 'lab', { withTables = true } = {}): Promise<Lab> {
  if (!given) throw new Error('DATABASE_URL names the cluster to test in; npm test provides it');
  const name = `lab_${randomBytes(6).toString('hex')}`;
  const root = await connectTo(given);
  await root.query(`create database ${name}`);
  const server = new URL(given);
  const url = (user: string, port?: number): string => {
    const to = new URL(given);
    to.pathname = name;
    if (port) to.port = String(port);
    if (user !== server.username) to.password = '';
    to.username = user;
    return to.href;
  };
  const adminUrl = url(server.username);
  const clients: pg.Client[] = [];
  const pools: pg.Pool[] = [];
  const connect = async (user: string): Promise<pg.Client> => {
    const client = await connectTo(url(user));
    clients.push(client);
    return client;
  };
  const admin = await connect(server.username);
  await bootstrap(admin);
  await createService(admin, schema);
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  if (withTables) {
    const text = readFileSync(new URL('lab.sql', import.meta.url), 'utf8').replaceAll('{s}', schema);
    writeFileSync(join(folder, '0001-lab.sql'), text);
    await migrate({ adminUrl, schema, folder, log: () => {} });
  }
  rmSync(folder, { recursive: true });

  return {
    adminUrl,
    schema,
    host: server.hostname,
    port: Number(server.port || 5432),
    plan: {
      service: schema,
      exceptions: [
        {
          rule: 'unique-without-creator',
          object: `${schema}.orders_provider_order`,
          reason: "the provider's own number, unique on the platform",
        },
        {
          rule: 'creator-id-missing',
          object: `${schema}.codes`,
          reason: 'a code belongs to a person, before any store',
        },
      ],
      doors: [
        `${schema}_doors.creators_with_open_orders(after uuid, page integer)`,
        `${schema}_doors.creator_of_provider_order(number text)`,
      ],
    },
    url,
    connect,
    pool(max, port) {
      const pool = createPool({ connectionString: url(`svc_${schema}`, port), max });
      pools.push(pool);
      return pool;
    },
    async close() {
      for (const pool of pools) if (!pool.ended) await pool.end();
      for (const client of clients) await client.end();
      await root.query(`drop database ${name} with (force)`);
      await root.end();
    },
  };
}

async function connectTo(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {}); // some tests kill connections
  await client.connect();
  return client;
}

/** Counts round trips to the server: each time it speaks after the client did. */
export async function countingProxy(host: string, to: number) {
  let trips = 0;
  const server = net.createServer((client) => {
    const upstream = net.connect(to, host);
    let asked = false;
    client.on('data', (data) => {
      asked = true;
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (asked) trips++;
      asked = false;
      client.write(data);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as net.AddressInfo).port,
    async count(act: () => Promise<unknown>): Promise<number> {
      trips = 0;
      await act();
      return trips;
    },
    close: () => server.close(),
  };
}

/** The SQLSTATE or kind of a refusal; an act that is not refused is an error. */
export async function refusal(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (error) {
    const e = error as { code?: string; sqlState?: string; kind?: string; name?: string };
    return e.code ?? e.sqlState ?? e.kind ?? e.name ?? 'error';
  }
  throw new Error('was not refused');
}

/** A fixed id with a number in it. */
export const numbered = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
