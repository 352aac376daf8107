import { randomBytes } from 'node:crypto';
import type { Clock } from './exchange.ts';
import type { Journal } from './journal.ts';
import type { Attempt } from './telebirr-orders.ts';

export type CbebirrPayment = {
  /** The payment token that `/auth/pay` gave. */
  id: string;
  /** The merchant's own id. */
  transactionId: string;
  /** As the merchant wrote it, for example `150.50`. */
  amount: string;
  callBackURL: string;
  /** As the merchant wrote it. */
  transactionTime: string;
  /** The customer's token as it came in the body. */
  jwt: string;
  /** The customer, `+2519…`. */
  phone: string;
  /** Milliseconds. */
  createdAt: number;
  closesAt: number;
  decidedAt?: number;
  state: 'open' | 'paid' | 'declined' | 'closed';
  /** Why it was declined. */
  why?: string;
  attempts: Attempt[];
};

const KIND = 'cbebirr-payments';

export type CbebirrBook = ReturnType<typeof openCbebirrBook>;

/** Payments by their token; the merchant's id is not unique when the switches allow it twice. */
export function openCbebirrBook({ clock, journal }: { clock: Clock; journal: Journal }) {
  const byToken = new Map<string, CbebirrPayment>();
  const byTransaction = new Map<string, CbebirrPayment[]>();
  const add = (one: CbebirrPayment): void => {
    byToken.set(one.id, one);
    const same = byTransaction.get(one.transactionId);
    if (same === undefined) byTransaction.set(one.transactionId, [one]);
    else same.push(one);
  };
  for (const one of journal.all<CbebirrPayment>(KIND)) add(one);
  const now = (): number => clock.now().getTime();
  const save = (one: CbebirrPayment): void => journal.put(KIND, one.id, one);
  const look = <One extends CbebirrPayment | undefined>(one: One): One => {
    if (one?.state === 'open' && now() >= one.closesAt) {
      one.state = 'closed';
      save(one);
    }
    return one;
  };
  return {
    now,
    findByToken: (token: string): CbebirrPayment | undefined => look(byToken.get(token)),
    /** By the payment token, or by the merchant's id: then the newest that can be decided, else the newest. */
    find(id: string): CbebirrPayment | undefined {
      const same = (byTransaction.get(id) ?? []).map((one) => look(one));
      return look(byToken.get(id)) ?? same.findLast(({ state }) => state === 'open') ?? same.at(-1);
    },
    /** Newest first. */
    all: (): CbebirrPayment[] => [...byToken.values()].map((one) => look(one)).toReversed(),
    create(
      about: Pick<CbebirrPayment, 'transactionId' | 'amount' | 'callBackURL' | 'transactionTime' | 'jwt' | 'phone'>,
      lifeSeconds: number,
    ): CbebirrPayment {
      const createdAt = now();
      const made: CbebirrPayment = {
        ...about,
        id: randomBytes(24).toString('base64url'),
        createdAt,
        closesAt: createdAt + lifeSeconds * 1000,
        state: 'open',
        attempts: [],
      };
      add(made);
      save(made);
      return made;
    },
    /** @param force also a payment whose time is over: the person was later than the token's life */
    decide(one: CbebirrPayment, outcome: 'paid' | 'declined', how: { why?: string; force?: boolean } = {}): boolean {
      look(one);
      if (one.state !== 'open' && !(how.force === true && one.state === 'closed')) return false;
      one.state = outcome;
      one.decidedAt = now();
      if (how.why !== undefined) one.why = how.why;
      save(one);
      return true;
    },
    note(one: CbebirrPayment, attempt: Omit<Attempt, 'at'>): void {
      one.attempts.push({ at: now(), ...attempt });
      save(one);
    },
    clear(): void {
      byToken.clear();
      byTransaction.clear();
      journal.clear(KIND);
    },
  };
}
