import { randomBytes, randomInt } from 'node:crypto';
import { toSantim } from './birr.ts';
import type { Clock } from './exchange.ts';
import type { Journal } from './journal.ts';

export type OrderState =
  | 'WAIT_PAY'
  | 'PAY_SUCCESS'
  | 'PAY_FAILED'
  | 'ORDER_CLOSED'
  | 'REFUNDING'
  | 'REFUND_SUCCESS'
  | 'REFUND_FAILED';
export type RefundState = 'REFUND_SUCCESS' | 'REFUNDING' | 'REFUND_FAILED';
/** `amount` in santim; `at` in milliseconds. */
export type Refund = { requestNo: string; refundOrderId: string; amount: number; status: RefundState; at: number };
/** One attempt of a callback; `answer` is the HTTP status or what went wrong. */
export type Attempt = { at: number; status: string; answer: number | string };

export type Order = {
  merchOrderId: string;
  prepayId: string;
  paymentOrderId: string;
  /** Receipt number of ten characters; there once the order is paid. */
  transId?: string;
  title: string;
  /** As the merchant wrote it, for example `150.50`. */
  totalAmount: string;
  currency: string;
  notifyUrl: string;
  redirectUrl?: string;
  callbackInfo?: string;
  /** Milliseconds. */
  createdAt: number;
  closesAt: number;
  decidedAt?: number;
  state: OrderState;
  /** Who paid, or whose phone was asked; `+2519…`. */
  phone?: string;
  /** The wallet's prompt was sent to `phone` alone; without it every phone of the sandbox shows it. */
  prompted?: boolean;
  refunds: Refund[];
  attempts: Attempt[];
};

const digits = (length: number): string => Array.from({ length }, () => randomInt(10)).join('');

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';
const receiptNumber = (): string => `D${[...randomBytes(9)].map((byte) => LETTERS[byte % LETTERS.length]).join('')}`;

export type OrderBook = ReturnType<typeof openOrders>;

const KIND = 'telebirr-orders';

/** The wallet's books: orders by the merchant's id and by prepay id, each change in the journal at once. */
export function openOrders({ clock, journal }: { clock: Clock; journal: Journal }) {
  const byId = new Map<string, Order>();
  const byPrepayId = new Map<string, Order>();
  const add = (order: Order): void => {
    byId.set(order.merchOrderId, order);
    byPrepayId.set(order.prepayId, order);
  };
  for (const order of journal.all<Order>(KIND)) add(order);
  const save = (order: Order): void => journal.put(KIND, order.merchOrderId, order);
  const now = (): number => clock.now().getTime();
  /** An order that nobody decided closes by itself; this is noticed when somebody looks. */
  const look = (order: Order | undefined): Order | undefined => {
    if (order?.state === 'WAIT_PAY' && now() >= order.closesAt) {
      order.state = 'ORDER_CLOSED';
      save(order);
    }
    return order;
  };

  return {
    find: (merchOrderId: string) => look(byId.get(merchOrderId)),
    findByPrepayId: (prepayId: string) => look(byPrepayId.get(prepayId)),
    /** Newest first. */
    all: (): Order[] => [...byId.values()].flatMap((order) => look(order) ?? []).toReversed(),
    create(
      about: Pick<Order, 'merchOrderId' | 'title' | 'totalAmount' | 'currency' | 'notifyUrl'> & Partial<Order>,
      minutes: number,
    ): Order {
      const createdAt = now();
      const order: Order = {
        ...about,
        prepayId: `0${digits(33)}`,
        paymentOrderId: `008011${digits(20)}`,
        createdAt,
        closesAt: createdAt + minutes * 60_000,
        state: 'WAIT_PAY',
        refunds: [],
        attempts: [],
      };
      add(order);
      save(order);
      return order;
    },
    /** The person at the phone decides. A closed order can still be paid when `force` says so (paid after it expired). */
    decide(order: Order, outcome: 'approve' | 'decline', decision: { phone?: string; force?: boolean } = {}): boolean {
      const open = look(order)?.state === 'WAIT_PAY' || (decision.force === true && order.transId === undefined);
      if (!open) return false;
      order.state = outcome === 'approve' ? 'PAY_SUCCESS' : 'PAY_FAILED';
      order.decidedAt = now();
      if (outcome === 'approve') order.transId = receiptNumber();
      if (decision.phone !== undefined) order.phone = decision.phone;
      save(order);
      return true;
    },
    /** Santim that can still be given back. */
    refundable(order: Order): number {
      const taken = order.refunds
        .filter((one) => one.status !== 'REFUND_FAILED')
        .reduce((sum, one) => sum + one.amount, 0);
      return order.transId === undefined ? 0 : toSantim(order.totalAmount) - taken;
    },
    addRefund(order: Order, requestNo: string, amount: number, status: RefundState): Refund {
      const refund = { requestNo, refundOrderId: `008012${digits(20)}`, amount, status, at: now() };
      order.refunds.push(refund);
      order.state = status;
      save(order);
      return refund;
    },
    /** Ends the refunds that were left pending. */
    settleRefunds(order: Order, status: 'REFUND_SUCCESS' | 'REFUND_FAILED'): void {
      for (const refund of order.refunds) {
        if (refund.status !== 'REFUNDING') continue;
        refund.status = status;
        refund.at = now();
        order.state = status;
      }
      save(order);
    },
    prompt(order: Order, phone: string): void {
      order.phone = phone;
      order.prompted = true;
      save(order);
    },
    note(order: Order, attempt: Omit<Attempt, 'at'>): void {
      order.attempts.push({ at: now(), ...attempt });
      save(order);
    },
    clear(): void {
      byId.clear();
      byPrepayId.clear();
      journal.clear(KIND);
    },
  };
}
