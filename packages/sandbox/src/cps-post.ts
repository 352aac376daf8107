import type { Behind } from './behind.ts';
import { type Courier, openCourier } from './courier.ts';
import type { Journal } from './journal.ts';
import { CALLBACK_PATIENCE, send } from './outgoing.ts';

/** What goes to the merchant: written anew at each attempt. */
export type Written = { url: string; headers: Record<string, string>; body: string };

/**
 * Waits before the attempts of one message, milliseconds; no source gives the real ones. Neither side can ask for a status, so
 * the stand-in is patient enough for a merchant that restarts.
 */
export const PATIENT_RETRIES = [0, 300, 1200, 3000, 10_000, 30_000, 60_000, 120_000];

export type Post<Message> = Omit<Courier<Message>, 'post'> & {
  /** Ends when what is sent at once has been answered with 2xx, or when a first attempt failed; the rest goes on behind. */
  post: Courier<Message>['post'];
};

/**
 * A courier whose merchants may answer with any 2xx; redirects are not followed and count as a failure.
 * @param options.write undefined when there is nothing left to tell
 * @param options.noted told of every attempt, to be written into the record
 */
export function openPost<Message>(options: {
  journal: Journal;
  kind: string;
  behind: Behind;
  retries?: number[] | undefined;
  log?: ((msg: string, facts: object) => void) | undefined;
  write(about: string, message: Message): Written | undefined;
  noted(about: string, message: Message, answer: number | string): void;
}): Post<Message> {
  const waiting = new Map<string, Set<() => void>>();
  const courier = openCourier<Message>({
    journal: options.journal,
    kind: options.kind,
    behind: options.behind,
    retries: options.retries ?? PATIENT_RETRIES,
    log: options.log,
    async attempt(about, message) {
      const written = options.write(about, message);
      if (written === undefined) return undefined;
      const answer = await send('POST', written.url, written.body, CALLBACK_PATIENCE, written.headers);
      const taken = typeof answer === 'number' && answer >= 200 && answer < 300;
      if (!taken) for (const tell of waiting.get(about) ?? []) tell();
      return { answer: taken ? 200 : answer, note: () => options.noted(about, message, answer) };
    },
  });
  return {
    ...courier,
    async post(about, message, how) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const tellers = waiting.get(about) ?? new Set();
      waiting.set(about, tellers.add(resolve));
      await Promise.race([courier.post(about, message, how), promise]);
      tellers.delete(resolve);
      if (tellers.size === 0) waiting.delete(about);
    },
  };
}
