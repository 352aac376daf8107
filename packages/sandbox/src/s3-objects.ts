import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AwsProblem } from './sigv4.ts';

/** What is known of one object. `etag` is bare, without quotes; `headers` are given back as they were stored. */
export type ObjectRecord = {
  key: string;
  data: string;
  size: number;
  etag: string;
  modified: string;
  headers: Record<string, string>;
  checksums: Record<string, string>;
};

export type ListQuery = { prefix: string; delimiter: string; after: string; limit: number };
export type ListPage = { objects: ObjectRecord[]; prefixes: string[]; next?: string };

export type ObjectStore = {
  /** Folder on the same disk, where bodies are received before they get their place. */
  readonly incoming: string;
  buckets(): { name: string; created: string }[];
  createBucket(name: string): void;
  deleteBucket(name: string): void;
  assertBucket(name: string): void;
  find(bucket: string, key: string): ObjectRecord | undefined;
  /** @throws AwsProblem NoSuchKey */
  get(bucket: string, key: string): ObjectRecord;
  pathOf(bucket: string, record: ObjectRecord): string;
  /** Gives the file at `path` its place. A reader of the object that was there before keeps reading the old bytes. */
  put(bucket: string, path: string, record: Omit<ObjectRecord, 'data' | 'modified'>): Promise<ObjectRecord>;
  copy(
    from: { bucket: string; key: string },
    to: { bucket: string; key: string },
    headers?: Record<string, string>,
  ): Promise<ObjectRecord>;
  remove(bucket: string, key: string): Promise<void>;
  list(bucket: string, query: ListQuery): ListPage;
};

/** Keys may be longer than a file name and may contain anything, so a record's file is named after its hash. */
const nameOf = (key: string): string => `${createHash('sha256').update(key).digest('hex').slice(0, 40)}.json`;

/** UTF-8 order, as S3 lists. */
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/**
 * Opens (and makes) the folder `dir`: one folder per bucket, two files per object (bytes and a JSON record).
 * @param now clock, milliseconds
 */
export function openObjects(dir: string, now: () => number): ObjectStore {
  const root = resolve(dir);
  const incoming = join(root, '.incoming');
  mkdirSync(incoming, { recursive: true });
  const all = new Map<string, { created: string; records: Map<string, ObjectRecord>; sorted?: string[] }>();
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    const records = new Map<string, ObjectRecord>();
    for (const file of readdirSync(join(root, entry.name))) {
      if (!file.endsWith('.json') || file === 'bucket.json') continue;
      const record = JSON.parse(readFileSync(join(root, entry.name, file), 'utf8')) as ObjectRecord;
      if (existsSync(join(root, entry.name, record.data))) records.set(record.key, record);
    }
    const about = join(root, entry.name, 'bucket.json');
    const created = existsSync(about)
      ? (JSON.parse(readFileSync(about, 'utf8')) as { created: string }).created
      : new Date(now()).toISOString();
    all.set(entry.name, { created, records });
  }

  const bucketOf = (name: string) => {
    const bucket = all.get(name);
    if (bucket === undefined) throw new AwsProblem(404, 'NoSuchBucket', 'The specified bucket does not exist');
    return bucket;
  };
  const find = (name: string, key: string) => bucketOf(name).records.get(key);
  const get = (name: string, key: string): ObjectRecord => {
    const record = find(name, key);
    if (record === undefined) throw new AwsProblem(404, 'NoSuchKey', 'The specified key does not exist.');
    return record;
  };
  const put: ObjectStore['put'] = async (name, path, about) => {
    const bucket = bucketOf(name);
    const record = { ...about, data: `${randomUUID()}.bin`, modified: new Date(now()).toISOString() };
    await rename(path, join(root, name, record.data));
    const draft = join(incoming, randomUUID());
    await writeFile(draft, JSON.stringify(record));
    const before = bucket.records.get(record.key);
    renameSync(draft, join(root, name, nameOf(record.key)));
    bucket.records.set(record.key, record);
    if (before === undefined) delete bucket.sorted;
    else await rm(join(root, name, before.data), { force: true });
    return record;
  };

  return {
    incoming,
    find,
    get,
    put,
    buckets: () =>
      [...all].map(([name, { created }]) => ({ name, created })).toSorted((a, b) => byBytes(a.name, b.name)),
    createBucket(name) {
      if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name))
        throw new AwsProblem(400, 'InvalidBucketName', 'The specified bucket is not valid.');
      if (all.has(name)) return;
      const created = new Date(now()).toISOString();
      mkdirSync(join(root, name), { recursive: true });
      writeFileSync(join(root, name, 'bucket.json'), JSON.stringify({ created }));
      all.set(name, { created, records: new Map() });
    },
    deleteBucket(name) {
      if (bucketOf(name).records.size > 0)
        throw new AwsProblem(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty');
      all.delete(name);
      rmSync(join(root, name), { recursive: true, force: true });
    },
    assertBucket: (name) => void bucketOf(name),
    pathOf: (name, record) => join(root, name, record.data),
    async copy(from, to, headers) {
      const source = get(from.bucket, from.key);
      bucketOf(to.bucket);
      const path = join(incoming, randomUUID());
      await copyFile(join(root, from.bucket, source.data), path);
      return put(to.bucket, path, { ...source, key: to.key, headers: headers ?? source.headers });
    },
    async remove(name, key) {
      const bucket = bucketOf(name);
      const record = bucket.records.get(key);
      if (record === undefined) return;
      bucket.records.delete(key);
      delete bucket.sorted;
      rmSync(join(root, name, nameOf(key)), { force: true });
      await rm(join(root, name, record.data), { force: true });
    },
    list(name, { prefix, delimiter, after, limit }) {
      const bucket = bucketOf(name);
      bucket.sorted ??= [...bucket.records.keys()].toSorted(byBytes);
      const page: ListPage = { objects: [], prefixes: [] };
      let last = after;
      let full = false;
      for (const key of bucket.sorted) {
        if (!key.startsWith(prefix) || byBytes(key, after) <= 0) continue;
        // a page that ended with a common prefix has told of every key under it
        if (delimiter !== '' && after.endsWith(delimiter) && key.startsWith(after)) continue;
        const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
        const group = cut < 0 ? undefined : key.slice(0, cut + delimiter.length);
        if (group !== undefined && page.prefixes.at(-1) === group) continue;
        if (page.objects.length + page.prefixes.length >= limit) {
          full = true;
          break;
        }
        if (group === undefined) {
          const record = bucket.records.get(key);
          if (record !== undefined) page.objects.push(record);
          last = key;
        } else {
          page.prefixes.push(group);
          last = group;
        }
      }
      if (full) page.next = last;
      return page;
    },
  };
}
