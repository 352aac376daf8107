// Views wait here for at most a quarter of a second and are written together: a row of its own costs twenty times as
// much. A process that is killed loses what waits, and no more; a sale never comes this way.
import { isFault } from '@windsurf/db/errors';
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Logger } from '@windsurf/service-kit/log';
import type { VisitorClass } from '@windsurf/visitors/visitor-class';

export type View = {
  readonly id: string;
  readonly at: Date;
  /** Day in East Africa Time, `2026-11-20`. */
  readonly day: string;
  /** `storePage` for the store's own page. */
  readonly productId: string;
  readonly class: VisitorClass;
  readonly reason: string;
};
export type ViewBuffer = {
  /** Keeps a view until the next write. False: there is no room, and the view is lost. */
  add(creator: CreatorId, view: View): boolean;
  /** Writes what waits now; for tests and demo data. */
  flush(): Promise<void>;
  /** Writes what waits and takes nothing more. */
  close(): Promise<void>;
};
export type ViewBufferOptions = {
  /** Writes views of one creator; written twice with the same ids they must count once. */
  readonly save: (creator: CreatorId, views: readonly View[]) => Promise<void>;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly waitMs?: number;
  /** Views in memory, all creators together; one takes about 300 bytes. */
  readonly room?: number;
};

const retryMs = 1000;
const atOnce = 3;
/** Nothing was written, or nobody knows: the same ids may be sent again. */
const mayRepeat = (error: unknown): boolean =>
  (['unavailable', 'timeout', 'retry'] as const).some((kind) => isFault(error, kind));

export function createViewBuffer({ save, log, waitMs = 250, room = 20_000 }: ViewBufferOptions): ViewBuffer {
  let waiting = new Map<CreatorId, View[]>();
  let size = 0;
  let lost = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  // One write at a time: what comes meanwhile becomes the next batch.
  let tail = Promise.resolve();
  let writing = false;

  const saveOne = async (creator: CreatorId, views: readonly View[]): Promise<void> => {
    try {
      await save(creator, views);
    } catch (error) {
      if (mayRepeat(error)) {
        const back = views.slice(0, Math.max(0, room - size));
        lost += views.length - back.length;
        size += back.length;
        waiting.set(creator, [...back, ...(waiting.get(creator) ?? [])]);
        plan(retryMs);
      } else {
        lost += views.length;
        log.error({ err: error, views: views.length }, 'views could not be written and are lost');
      }
    }
  };

  const write = async (): Promise<void> => {
    const all = [...waiting];
    waiting = new Map();
    size = 0;
    writing = true;
    for (let i = 0; i < all.length; i += atOnce) {
      await Promise.all(all.slice(i, i + atOnce).map(async ([creator, views]) => await saveOne(creator, views)));
    }
    writing = false;
    if (lost > 0) log.warn({ lost }, 'views were lost');
    lost = 0;
  };

  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    tail = tail.then(write);
    await tail;
  };
  const plan = (ms: number): void => {
    if (timer || closed) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (writing) plan(waitMs);
      else void flush();
    }, ms);
    timer.unref();
  };

  return {
    add(creator, view) {
      if (closed || size >= room) {
        lost++;
        return false;
      }
      const known = waiting.get(creator);
      if (known) known.push(view);
      else waiting.set(creator, [view]);
      size++;
      plan(waitMs);
      return true;
    },
    flush,
    async close() {
      closed = true;
      await tail;
      for (let tries = 0; tries < 3 && size > 0; tries++) await flush();
      if (size > 0) log.error({ lost: size }, 'the database does not answer; views are lost');
    },
  };
}
