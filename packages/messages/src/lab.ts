// A throw-away database with two small services, for this package's tests and its kill proof. Roles belong to the
// cluster and are shared by all labs; databases have random names and are dropped.
import { randomBytes } from 'node:crypto';
import { event } from '@windsurf/contracts/event';
import { bootstrap, createService } from '@windsurf/db/migrate';
import { createPool } from '@windsurf/db/pool';
import { createTenancy } from '@windsurf/db/tenancy';
import type { CreatorTx, Tenancy } from '@windsurf/db/tenancy';
import { sql } from 'kysely';
import pg from 'pg';
import { Type } from 'typebox';
import { installQueue } from './install.ts';
import { job } from './job.ts';

export const orderPaid = event(
  'order.paid',
  1,
  Type.Object({ order: Type.String(), fail: Type.Optional(Type.Boolean()) }),
);
export const orderPaidNext = event('order.paid', 2, Type.Object({ order: Type.String(), amount: Type.Integer() }));
export const settleCheck = job('settle.check', Type.Object({ order: Type.String() }));

export type LabService = 'mlab_a' | 'mlab_b';
type Rows = Record<string, unknown>[];
export type Lab = {
  readonly adminUrl: string;
  url(user: string): string;
  tenancy(service: LabService): Tenancy<unknown>;
  /** As the bootstrap role. */
  admin(text: string, values?: unknown[]): Promise<Rows>;
  /** One number, as the bootstrap role. */
  count(text: string, values?: unknown[]): Promise<number>;
  /** As a migration of the service runs. */
  migrate(service: LabService, text: string): Promise<void>;
  /** Inside one statement-by-statement transaction as login and role. */
  as(login: string, role: string | null, creator: string | null, text: string, values?: unknown[]): Promise<Rows>;
  end(): Promise<void>;
};

const tables = (s: LabService): string => `
  call messages.handled_table('${s}');
  create table ${s}.facts (creator_id uuid not null, id text not null, n int not null default 1, primary key (creator_id, id));
  call app.protect('${s}.facts', creator => 'select, insert, update');`;

/** The effect of a message: visible twice if it happened twice. */
export async function addFact(tx: CreatorTx<unknown>, service: LabService, id: string): Promise<void> {
  await sql`insert into ${sql.table(`${service}.facts`)} as f (id) values (${id}) on conflict (creator_id, id) do update set n = f.n + 1`.execute(
    tx,
  );
}

/** Needs `DATABASE_URL`, the bootstrap role's. */
export async function openLab({ wired = true }: { wired?: boolean } = {}): Promise<Lab> {
  const base = process.env['DATABASE_URL'];
  if (!base) throw new Error('DATABASE_URL is not set');
  const name = `mlab_${randomBytes(6).toString('hex')}`;
  const url = (user?: string): string => {
    const at = new URL(base);
    at.pathname = `/${name}`;
    if (user) {
      at.username = user;
      at.password = '';
    }
    return at.href;
  };
  const first = new pg.Client({ connectionString: base });
  await first.connect();
  await first.query(`create database ${name}`);
  const admin = new pg.Pool({ connectionString: url(), max: 2 });
  admin.on('error', () => {}); // dropping the database may meet a connection that is just closing
  const pools: pg.Pool[] = [];
  const migrate = async (service: LabService, text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url(), options: `-c role=owner_${service}` });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  const client = await admin.connect();
  await bootstrap(client);
  for (const service of ['mlab_a', 'mlab_b'] as const) await createService(client, service);
  client.release();
  const lab: Lab = {
    adminUrl: url(),
    url,
    tenancy(service) {
      const pool = createPool({ connectionString: url(`svc_${service}`), max: 8 });
      pools.push(pool);
      return createTenancy<unknown>({ pool, service });
    },
    admin: async (text, values) => (await admin.query(text, values)).rows as Rows,
    count: async (text, values) => Number(Object.values(((await admin.query(text, values)).rows as Rows)[0] ?? {})[0]),
    migrate,
    async as(login, role, creator, text, values) {
      const one = new pg.Client({ connectionString: url(login) });
      await one.connect();
      try {
        await one.query('begin');
        if (role) await one.query("select set_config('role', $1, true)", [role]);
        if (creator) await one.query("select set_config('app.creator_id', $1, true)", [creator]);
        const { rows } = await one.query(text, values);
        await one.query('commit');
        return rows as Rows;
      } finally {
        await one.end();
      }
    },
    async end() {
      await Promise.all(pools.map(async (pool) => await pool.end()));
      await admin.end();
      await first.query(`drop database ${name} with (force)`);
      await first.end();
    },
  };
  if (wired) {
    for (const service of ['mlab_a', 'mlab_b'] as const) {
      await installQueue({ adminUrl: url(), schema: service });
      await migrate(service, tables(service));
    }
    await migrate('mlab_a', "select messages.own('order.paid')");
    await migrate('mlab_b', "select messages.subscribe('order.paid', '{1}')");
  }
  return lab;
}
