import { randomBytes } from 'node:crypto';
import type { CpsRequest } from './cps-envelope.ts';
import type { Clock } from './exchange.ts';
import type { Journal } from './journal.ts';
import { eat } from './east-africa-time.ts';
import { toSantim } from './birr.ts';
import type { Attempt } from './telebirr-orders.ts';

/** How a transaction ended. The codes other than 0 are invented, and their texts say so. */
export const OUTCOMES = {
  success: ['0', 'Process service request successfully.'],
  'closed-wallet': ['9001', 'The receiver wallet is closed.'],
  limit: ['9002', 'The amount exceeds the limit of the receiver.'],
  'unknown-receiver': ['9003', 'The receiver does not exist.'],
  float: ['9004', 'The balance of the organization is insufficient.'],
  declined: ['9005', 'The customer declined the request.'],
  'wrong-pin': ['9006', 'The customer entered a wrong PIN.'],
  'no-money': ['9007', 'The balance of the customer is insufficient.'],
  expired: ['9008', 'The customer did not answer in time.'],
} as const satisfies Record<string, readonly [code: string, desc: string]>;
export type Outcome = keyof typeof OUTCOMES;

export type CpsTransaction = {
  /** OriginatorConversationID. */
  id: string;
  /** `AG_…`. */
  conversationId: string;
  transactionId: string;
  kind: 'payout' | 'push';
  command: string;
  /** The customer, `+2519…`. */
  phone: string;
  /** As it was asked for, for example `150.50`. */
  amount: string;
  remarks: string;
  resultUrl: string;
  /** What a second request under the same id must ask for as well. */
  fingerprint: string;
  /** Milliseconds. */
  createdAt: number;
  /** When the prompt of a push closes. */
  closesAt?: number;
  decidedAt?: number;
  /** `closed`: a prompt that nobody answered. */
  state: 'open' | 'success' | 'failed' | 'closed';
  outcome?: Outcome;
  attempts: Attempt[];
};

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';
const receiptNumber = (): string => `C${[...randomBytes(9)].map((byte) => LETTERS[byte % LETTERS.length]).join('')}`;

/** Float of a new sandbox, santim: ten million birr. */
export const START_FLOAT = 1_000_000_000;

export type CpsBook = ReturnType<typeof openCpsBook>;

/** The core's books: transactions and the organization's own float, which payouts lower and pushes raise. */
export function openCpsBook(options: { journal: Journal; kind: string; clock: Clock }) {
  const { journal, clock } = options;
  const kind = `${options.kind}-transactions`;
  const floatKind = `${options.kind}-float`;
  const byId = new Map<string, CpsTransaction>();
  const byConversation = new Map<string, CpsTransaction>();
  const add = (one: CpsTransaction): void => {
    byId.set(one.id, one);
    byConversation.set(one.conversationId, one);
  };
  for (const one of journal.all<CpsTransaction>(kind)) add(one);
  const now = (): number => clock.now().getTime();
  const save = (one: CpsTransaction): void => journal.put(kind, one.id, one);

  let granted = journal.all<number>(floatKind)[0] ?? START_FLOAT;
  const change = (one: CpsTransaction): number =>
    one.state === 'success' ? toSantim(one.amount) * (one.kind === 'push' ? 1 : -1) : 0;
  // one sum at the start, then kept up to date: ten thousand payouts must not be summed ten thousand times
  let moved = [...byId.values()].reduce((sum, one) => sum + change(one), 0);

  return {
    now,
    save,
    find: (id: string): CpsTransaction | undefined => byId.get(id) ?? byConversation.get(id),
    /** Newest first. */
    all: (): CpsTransaction[] => [...byId.values()].toReversed(),
    balance: (): number => granted + moved,
    setBalance(santim: number): void {
      granted = santim - moved;
      journal.put(floatKind, 'float', granted);
    },
    create(request: CpsRequest, about: Pick<CpsTransaction, 'kind' | 'phone' | 'fingerprint'>, promptSeconds: number) {
      const createdAt = now();
      const made: CpsTransaction = {
        ...about,
        id: request.conversation,
        conversationId: `AG_${eat(createdAt).slice(0, 10).replaceAll('-', '')}_${randomBytes(10).toString('hex')}`,
        transactionId: receiptNumber(),
        command: request.command,
        amount: request.amount,
        remarks: request.reference.get('Remarks') ?? '',
        resultUrl: request.resultUrl,
        createdAt,
        ...(about.kind === 'push' ? { closesAt: createdAt + promptSeconds * 1000 } : {}),
        state: 'open',
        attempts: [],
      };
      add(made);
      save(made);
      return made;
    },
    /**
     * Ends a transaction; a payout without float ends as `float`.
     * @param force also a prompt that has closed: the answer of a customer that came too late
     */
    settle(one: CpsTransaction, wanted: Outcome, force = false): boolean {
      if (one.state !== 'open' && !(force && one.state === 'closed')) return false;
      const short = wanted === 'success' && one.kind === 'payout' && toSantim(one.amount) > granted + moved;
      const outcome = short ? 'float' : wanted;
      one.outcome = outcome;
      one.state = outcome === 'success' ? 'success' : 'failed';
      one.decidedAt = now();
      moved += change(one);
      save(one);
      return true;
    },
    /** A prompt whose time is over closes; true when it did so just now. */
    close(one: CpsTransaction): boolean {
      if (one.state !== 'open' || one.kind !== 'push') return false;
      one.state = 'closed';
      save(one);
      return true;
    },
    note(one: CpsTransaction, attempt: Omit<Attempt, 'at'>): void {
      one.attempts.push({ at: now(), ...attempt });
      save(one);
    },
    clear(): void {
      byId.clear();
      byConversation.clear();
      granted = START_FLOAT;
      moved = 0;
      journal.clear(kind);
      journal.clear(floatKind);
    },
  };
}
