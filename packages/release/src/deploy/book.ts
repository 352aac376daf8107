// The state of one deployment in this runner's hands: every change is written before it counts, one at a time, and the
// lease is renewed while a long step goes on.
import type { Deployment } from './state.ts';
import type { StateStore } from './store.ts';
import { LostLease } from './trouble.ts';

export type Held = { readonly deployment: Deployment; readonly version: string | undefined };

export type Book = {
  readonly state: Deployment;
  write(change: Partial<Deployment>): Promise<Deployment>;
  /** Does something while the lease is renewed. Rejects with LostLease as soon as somebody else has taken over. */
  during<R>(work: () => Promise<R>): Promise<R>;
};

export type BookParts = {
  readonly store: StateStore<Deployment>;
  readonly key: string;
  readonly runnerId: string;
  readonly leaseMs: number;
  now(): Date;
};

export const keepBook = (parts: BookParts, held: Held): Book => {
  let state = held.deployment;
  let version = held.version;
  let last: Promise<unknown> = Promise.resolve();
  const put = async (change: Partial<Deployment>): Promise<Deployment> => {
    const until = new Date(parts.now().getTime() + parts.leaseMs).toISOString();
    const next: Deployment = { ...state, ...change, runner: { id: parts.runnerId, until } };
    version = await parts.store.write(parts.key, next, version);
    state = next;
    return next;
  };
  const write: Book['write'] = async (change) => {
    const mine = last.then(
      async () => await put(change),
      async () => await put(change),
    );
    last = mine.catch(() => undefined);
    return await mine;
  };
  return {
    get state() {
      return state;
    },
    write,
    async during(work) {
      const { promise: lost, reject } = Promise.withResolvers<never>();
      lost.catch(() => undefined);
      const beat = setInterval(() => {
        // A store that cannot be reached for a moment is not a lost lease; the next beat tries again.
        write({}).catch((error: unknown) => error instanceof LostLease && reject(error));
      }, parts.leaseMs / 3);
      try {
        return await Promise.race([work(), lost]);
      } finally {
        clearInterval(beat);
      }
    },
  };
};
