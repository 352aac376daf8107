// Keys of `windsurf/shared` while they are being replaced: no service stops, and none refuses the others.
import { setInterval } from 'node:timers';
import type { SecretsSource } from './secrets.ts';

/** How often each process looks, and so how long one may not know a new key. */
export const pollMs = 300_000;

export type RotatingKey = {
  /** Signs. A new key signs only when everybody has had the time to see it. */
  signing(): string;
  /** Each of these is accepted: the new one and the one before. */
  accepted(): readonly string[];
};
type Log = { info(fields: object, text: string): void; warn(fields: object, text: string): void };
type WatchOptions = {
  readonly source: Pick<SecretsSource, 'version'>;
  readonly id: string;
  /** The key in the secret's value; undefined when the value is not one of ours. */
  readonly keyOf: (value: unknown) => string | undefined;
  readonly now: () => Date;
  readonly log: Log;
};

/**
 * Reads a key now and every five minutes. A look that fails keeps what is known. `stop` ends the looking.
 * Throws when there is no key at all.
 */
export async function watchKey(options: WatchOptions): Promise<RotatingKey & { look(): Promise<void>; stop(): void }> {
  const { source, id, keyOf, now, log } = options;
  let known: { current: string; previous: string | undefined; createdAt: number } | undefined;
  const look = async (): Promise<void> => {
    const [current, previous] = await Promise.all([
      source.version(id, 'AWSCURRENT'),
      source.version(id, 'AWSPREVIOUS'),
    ]);
    const key = keyOf(current?.value);
    if (key === undefined) throw new Error(`the secret ${id} does not hold its key`);
    if (known && known.current !== key) log.info({ id }, 'a new key is accepted');
    known = { current: key, previous: keyOf(previous?.value), createdAt: current?.createdAt?.getTime() ?? 0 };
  };
  await look();
  const timer = setInterval(() => {
    look().catch((error: unknown) => log.warn({ id, reason: (error as Error).name }, 'the secret cannot be read now'));
  }, pollMs).unref();
  const kept = (): NonNullable<typeof known> => {
    if (!known) throw new Error(`the secret ${id} was never read`);
    return known;
  };
  return {
    signing() {
      const { current, previous, createdAt } = kept();
      const everybodyKnows = now().getTime() - createdAt > 2 * pollMs;
      return everybodyKnows || previous === undefined ? current : previous;
    },
    accepted() {
      const { current, previous } = kept();
      return previous === undefined || previous === current ? [current] : [current, previous];
    },
    look,
    stop: () => clearInterval(timer),
  };
}
