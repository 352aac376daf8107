import { randomUUID } from 'node:crypto';
import type { Behind } from './behind.ts';
import type { Journal } from './journal.ts';

/** A message to the merchant that is not yet answered with 200 nor given up. */
export type Delivery<Message> = {
  id: string;
  /** Id of the record that it tells of. */
  about: string;
  /** What the stand-in needs to write the message anew at each attempt. */
  message: Message;
  /** Attempts that were made and answered, of this time. */
  attempts: number;
  /** How many times it is still to be delivered, this time included. */
  times: number;
  /** Real time in milliseconds before which it is not sent. */
  due: number;
};

export type Courier<Message> = {
  /**
   * Sends a message until it is answered with 200 or given up. It is in the journal before this returns.
   * @param options.after milliseconds before the first attempt; @param options.times for a message that comes more than once
   * @returns ends when the last delivery has ended
   */
  post(about: string, message: Message, options?: { after?: number; times?: number }): Promise<void>;
  /** Goes on with what a crash or a stop interrupted: a provider retries after its own restart. Call once, at the start. */
  resume(): void;
  /** Deliveries that have not ended. */
  pending(): Delivery<Message>[];
  /** Drops them; an attempt that is on its way arrives. */
  clear(): void;
};

/** Waits before the attempts of one callback, milliseconds. */
export const QUICK_RETRIES = [0, 300, 1200];

/**
 * Callbacks with a memory.
 * @param options.kind the journal's kind for these deliveries, for example `telebirr-deliveries`
 * @param options.attempt sends one message. Its `note` writes the outcome into the record it tells of, in the same journal line
 *   as the delivery's own state. Undefined: there is nothing left to tell.
 */
export function openCourier<Message>(options: {
  journal: Journal;
  kind: string;
  behind: Behind;
  retries?: number[] | undefined;
  /** @returns HTTP status or the name of what went wrong, and how the record notes it */
  attempt(about: string, message: Message): Promise<{ answer: number | string; note(): void } | undefined>;
  log?: ((msg: string, facts: object) => void) | undefined;
}): Courier<Message> {
  const { journal, kind, behind, attempt } = options;
  const retries = options.retries ?? QUICK_RETRIES;
  const open = new Map<string, Delivery<Message>>();
  for (const one of journal.all<Delivery<Message>>(kind)) open.set(one.id, one);

  const end = (delivery: Delivery<Message>): void => {
    open.delete(delivery.id);
    journal.remove(kind, delivery.id);
  };
  /** @returns whether there is more to do */
  const step = async (delivery: Delivery<Message>): Promise<boolean> => {
    const wait = delivery.due - Date.now();
    if (wait > 0) await behind.pause(wait);
    if (!open.has(delivery.id)) return false;
    const made = await attempt(delivery.about, delivery.message);
    return journal.together(() => {
      made?.note();
      if (!open.has(delivery.id)) return false;
      delivery.attempts += 1;
      const delay = retries[delivery.attempts];
      if (made !== undefined && made.answer !== 200 && delay !== undefined) {
        delivery.due = Date.now() + delay;
      } else {
        if (made !== undefined && made.answer !== 200)
          options.log?.('a callback was given up', { about: delivery.about });
        delivery.times -= 1;
        delivery.attempts = 0;
        if (made === undefined || delivery.times <= 0) {
          end(delivery);
          return false;
        }
      }
      journal.put(kind, delivery.id, delivery);
      return true;
    });
  };
  const work = (delivery: Delivery<Message>): Promise<void> =>
    behind.run(async () => {
      while (await step(delivery));
    });

  return {
    post(about, message, { after = retries[0] ?? 0, times = 1 } = {}) {
      const delivery = { id: randomUUID(), about, message, attempts: 0, times, due: Date.now() + after };
      open.set(delivery.id, delivery);
      journal.put(kind, delivery.id, delivery);
      return work(delivery);
    },
    resume() {
      for (const delivery of open.values()) void work(delivery);
    },
    pending: () => [...open.values()],
    clear() {
      open.clear();
      journal.clear(kind);
    },
  };
}
