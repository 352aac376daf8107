// Finished pages: in this process, else in Redis, else made from the tables. A page is never older than a minute.
import type { Redis } from 'ioredis';
import { constants, brotliCompress } from 'node:zlib';
import type { Logger } from '@windsurf/service-kit/log';

export type FinishedPage = {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
  /** The store's generation that it shows. */
  readonly generation: number;
  /** Main address of the page, on another host; whoever arrives elsewhere is led there. */
  readonly elsewhere?: string;
  /** Milliseconds since 1970 from which on it looks different by itself: a block comes or goes. */
  readonly changesAt?: number | undefined;
};
export type CachedPage = FinishedPage & {
  readonly body: Buffer;
  /** Filled in the background: quality 11 takes longer than making the page. */
  packed: Buffer | undefined;
  /** Milliseconds since 1970 at which it was read from the tables, in whichever process. */
  readonly madeAt: number;
};

/** So long a page is given out without a look. */
const freshMs = 15_000;
/** So long it is given out while a newer one is being fetched. Then it is not given out any more. */
const staleMs = 45_000;
const mostPages = 1000;
const mostBytes = 32 * 1024 * 1024;

export type PageKey = {
  readonly handle: string;
  readonly slug: string;
  readonly lang: string;
  /** Drawn for a reader who counts her megabytes. */
  readonly saveData?: boolean | undefined;
};
export type PageCache = {
  /** The page if this process has it; starts to fetch a newer one when it is getting old. */
  peek(key: string, make: () => Promise<FinishedPage | undefined>): CachedPage | undefined;
  /** The page from Redis, else made. Several who ask at once wait for one. Undefined when there is none. */
  fetch(key: string, make: () => Promise<FinishedPage | undefined>): Promise<CachedPage | undefined>;
  /** After a change that readers see: nothing older than `generation` is given out for this handle. */
  changed(handle: string, generation: number): Promise<void>;
};

/** Everything that a page depends on besides the tables. */
export const pageKey = ({ handle, slug, lang, saveData }: PageKey): string =>
  `${handle}/${slug}/${lang}${saveData === true ? '/s' : ''}`;
/** Its own time has come: it shows what is not so any more. */
const isOver = (page: FinishedPage, at: number): boolean => page.changesAt !== undefined && at >= page.changesAt;
const handleOf = (key: string): string => key.slice(0, key.indexOf('/'));
const redisPage = (key: string): string => `store:page:1:${key}`;
const redisGeneration = (handle: string): string => `store:generation:1:${handle}`;

export function createPageCache({
  redis,
  log,
  now = Date.now,
}: {
  redis: Pick<Redis, 'mget' | 'set'>;
  log: Pick<Logger, 'warn'>;
  now?: () => number;
}): PageCache {
  const pages = new Map<string, CachedPage>();
  const underway = new Map<string, Promise<CachedPage | undefined>>();
  /** Changes that this process knows of, so that a page which was being made meanwhile is not kept. */
  const generations = new Map<string, number>();
  let bytes = 0;

  const forget = (key: string): void => {
    const page = pages.get(key);
    if (page === undefined) return;
    pages.delete(key);
    bytes -= page.body.length;
  };
  const keep = (key: string, page: CachedPage): void => {
    forget(key);
    pages.set(key, page);
    bytes += page.body.length;
    for (const oldest of pages.keys()) {
      if (pages.size <= mostPages && bytes <= mostBytes) break;
      forget(oldest);
    }
  };
  const pack = (page: CachedPage): void => {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: page.body.length };
    brotliCompress(page.body, { params }, (error, packed) => {
      if (error === null) page.packed = packed;
    });
  };
  const finish = (made: FinishedPage, madeAt: number, before: CachedPage | undefined): CachedPage => {
    const same = before?.etag === made.etag ? before : undefined;
    const page: CachedPage = { ...made, body: same?.body ?? Buffer.from(made.html), packed: same?.packed, madeAt };
    if (page.packed === undefined) pack(page);
    return page;
  };

  const fromRedis = async (
    key: string,
    newerThan: number,
  ): Promise<{ page: FinishedPage; madeAt: number } | undefined> => {
    try {
      const [text, generation] = await redis.mget(redisPage(key), redisGeneration(handleOf(key)));
      if (text === null || text === undefined) return undefined;
      const { madeAt, ...page } = JSON.parse(text) as FinishedPage & { madeAt: number };
      const current = Number(generation ?? 0) <= page.generation;
      const old = madeAt <= newerThan || madeAt > now() || now() - madeAt > staleMs || isOver(page, now());
      return current && !old ? { page, madeAt } : undefined;
    } catch (error) {
      log.warn({ reason: (error as Error).message }, 'pages without Redis');
      return undefined;
    }
  };
  const toRedis = (key: string, page: FinishedPage, madeAt: number): void => {
    redis.set(redisPage(key), JSON.stringify({ ...page, madeAt }), 'PX', staleMs).catch(() => undefined);
  };

  const load = async (key: string, make: () => Promise<FinishedPage | undefined>): Promise<CachedPage | undefined> => {
    const before = pages.get(key);
    const handle = handleOf(key);
    const found = await fromRedis(key, before?.madeAt ?? 0);
    const madeAt = found?.madeAt ?? now();
    const made = found?.page ?? (await make());
    if (made === undefined) {
      forget(key);
      return undefined;
    }
    const page = finish(made, madeAt, before);
    if (made.generation >= (generations.get(handle) ?? 0)) {
      keep(key, page);
      if (found === undefined) toRedis(key, made, madeAt);
    }
    return page;
  };
  const fetch: PageCache['fetch'] = async (key, make) => {
    const running = underway.get(key);
    if (running) return await running;
    const started = load(key, make).finally(() => underway.delete(key));
    underway.set(key, started);
    return await started;
  };

  return {
    peek(key, make) {
      const page = pages.get(key);
      if (page === undefined || isOver(page, now())) return undefined;
      const age = now() - page.madeAt;
      if (age < freshMs) return page;
      if (age >= staleMs) return undefined;
      if (!underway.has(key)) {
        fetch(key, make).catch((error: unknown) => log.warn({ reason: (error as Error).message }, 'page not renewed'));
      }
      return page;
    },
    fetch,
    async changed(handle, generation) {
      generations.set(handle, generation);
      if (generations.size > 10 * mostPages) generations.clear();
      for (const key of pages.keys()) if (handleOf(key) === handle) forget(key);
      for (const key of underway.keys()) if (handleOf(key) === handle) underway.delete(key);
      // Longer than any page lives, and then it says nothing that the tables do not say.
      await redis.set(redisGeneration(handle), String(generation), 'PX', 4 * staleMs).catch(() => undefined);
    },
  };
}
