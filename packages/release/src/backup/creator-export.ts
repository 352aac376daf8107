// Everything that belongs to one creator, out of every service's tables, as lines of JSON: what is kept of a creator apart
// from the whole database's backups, for as long as the creator's retention class says (S3-57).
import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import type { AddressOf } from '../restore/verify-copy.ts';

/** Days that an export is kept, by class. The bucket's rules delete by the tag `retention`. */
export const RETENTION = { short: 30, standard: 90, extended: 365, statutory: 3_650 } as const;
export type RetentionClass = keyof typeof RETENTION;

export const isRetentionClass = (text: string): text is RetentionClass => Object.hasOwn(RETENTION, text);

export type ExportedTable = { readonly name: string; readonly rows: number };

export type ExportManifest = {
  readonly creatorId: string;
  /** UTC. */
  readonly at: string;
  readonly retention: RetentionClass;
  /** Day after which nobody needs it, UTC. */
  readonly keepUntil: string;
  readonly files: readonly {
    readonly name: string;
    readonly sha256: string;
    readonly tables: readonly ExportedTable[];
  }[];
};

const PAGE = 1_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type ExportOrder = {
  readonly schemas: readonly string[];
  /** Address of `backup_<schema>`, which sees every row and changes none. */
  readonly addressOf: AddressOf;
  readonly creatorId: string;
  readonly retention: RetentionClass;
  readonly at: Date;
  /** Folder that gets one file per schema and the manifest. */
  readonly into: string;
};

/**
 * Writes `<schema>.ndjson.gz` for each schema, a line per row (`{"table":…,"row":{…}}`), and `manifest.json`. Each schema is
 * read in one snapshot.
 * @throws RangeError for an id that is none; Error when the creator has not a single row anywhere
 */
export async function exportCreator(order: ExportOrder): Promise<ExportManifest> {
  const { creatorId, retention, at, into } = order;
  if (!UUID.test(creatorId)) throw new RangeError('not the id of a creator');
  mkdirSync(into, { recursive: true });
  const files: ExportManifest['files'][number][] = [];
  for (const schema of order.schemas) {
    const name = `${schema}.ndjson.gz`;
    const file = join(into, name);
    const tables = await exportSchema(await order.addressOf(`backup_${schema}`), schema, creatorId, file);
    files.push({ name, sha256: createHash('sha256').update(readFileSync(file)).digest('hex'), tables });
  }
  if (files.every(({ tables }) => tables.every(({ rows }) => rows === 0))) throw new Error('this creator has no row');
  const until = new Date(at.getTime() + RETENTION[retention] * 86_400_000);
  const manifest = { creatorId, at: at.toISOString(), retention, keepUntil: until.toISOString().slice(0, 10), files };
  writeFileSync(join(into, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

async function exportSchema(url: string, schema: string, creatorId: string, file: string): Promise<ExportedTable[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    // Partitions are read through their parents.
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         join pg_attribute a on a.attrelid = c.oid and a.attname = 'creator_id' and not a.attisdropped
        where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
      [schema],
    );
    const tables: { name: string; rows: number }[] = rows.map(({ name }) => ({ name, rows: 0 }));
    await pipeline(Readable.from(linesOf(client, tables, creatorId)), createGzip(), createWriteStream(file));
    return tables;
  } finally {
    await client.end();
  }
}

async function* linesOf(
  client: pg.Client,
  tables: { name: string; rows: number }[],
  creatorId: string,
): AsyncGenerator<string> {
  for (const table of tables) {
    await client.query({
      text: `declare part no scroll cursor for select to_jsonb(t) as row from ${table.name} t where creator_id = '${creatorId}'`,
    });
    for (;;) {
      const { rows } = await client.query<{ row: Record<string, unknown> }>(`fetch ${PAGE} from part`);
      for (const { row } of rows) yield `${JSON.stringify({ table: table.name, row })}\n`;
      table.rows += rows.length;
      if (rows.length < PAGE) break;
    }
    await client.query('close part');
  }
}
