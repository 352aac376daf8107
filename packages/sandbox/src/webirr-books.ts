import { randomInt } from 'node:crypto';
import type { Clock } from './exchange.ts';
import type { Journal } from './journal.ts';
import { eat } from './east-africa-time.ts';
import type { Attempt } from './telebirr-orders.ts';

/** What a merchant says about a bill. `amount` is decimal birr as the merchant wrote it. */
export type BillText = {
  amount: string;
  customerCode: string;
  customerName: string;
  customerPhone: string;
  /** `yyyy-MM-dd HH:mm` */
  time: string;
  description: string;
  billReference: string;
  merchantID: string;
  extras: Record<string, string>;
};
/** 0 pending, 1 in progress (unconfirmed), 2 paid. */
export type BillStatus = 0 | 1 | 2;
export type Bill = BillText & {
  /** Nine digits; people see them as `700 123 456`. */
  code: string;
  paymentStatus: BillStatus;
  updateTimeStamp: string;
  /** Milliseconds. */
  createdAt: number;
  deletedAt?: number;
  /** Webhooks about this bill, and what came of them. */
  attempts: Attempt[];
};
export type BillPayment = {
  id: number;
  code: string;
  /** 1 unconfirmed, 2 paid, 3 reversed. */
  status: 1 | 2 | 3;
  /** The bank's own number, which the payer sees. */
  paymentReference: string;
  bankID: string;
  amount: string;
  /** Milliseconds. */
  paidAt: number;
  confirmedAt?: number;
  canceledAt?: number;
  updateTimeStamp: string;
  /** Who paid, `+2519…`: the merchant is never told. */
  phone?: string;
  /** It confirms by itself at this real time in milliseconds; `quietly`: the webhook was there before. */
  confirms?: { at: number; quietly: boolean };
};

/** `700123456` as `700 123 456`. */
export const grouped = (code: string): string => code.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3');
/** Only the digits count, however a client groups them. */
export const digitsOf = (text: string): string => text.replace(/\D/g, '');

const BILLS = 'webirr-bills';
const PAYMENTS = 'webirr-payments';
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

export type WebirrBooks = ReturnType<typeof openWebirrBooks>;

/** Bills and payments of one merchant, in the order of their last change. */
export function openWebirrBooks({ clock, journal }: { clock: Clock; journal: Journal }) {
  const bills = new Map(journal.all<Bill>(BILLS).map((bill) => [bill.code, bill]));
  const byReference = new Map([...bills.values()].map((bill) => [keyOf(bill.billReference), bill]));
  const payments = new Map(
    journal
      .all<BillPayment>(PAYMENTS)
      .toSorted((a, b) => (a.updateTimeStamp < b.updateTimeStamp ? -1 : 1))
      .map((one) => [one.id, one]),
  );
  // an id is never given twice, not even after everything was cleared: the merchant keeps them for ever
  let nextId = [...payments.keys()].reduce((top, id) => Math.max(top, id + 1), Math.floor(Date.now() / 1000));
  const byCode = new Map<string, BillPayment[]>();
  for (const one of payments.values()) byCode.set(one.code, [...(byCode.get(one.code) ?? []), one]);
  let last = [...bills.values(), ...payments.values()].reduce(
    (top, one) => (one.updateTimeStamp > top ? one.updateTimeStamp : top),
    '',
  );
  const now = (): number => clock.now().getTime();

  /** 20 digits, East Africa Time to the millisecond and a counter: always later than the one before, even if the clock is not. */
  const stamp = (): string => {
    const at = now();
    const plain = `${eat(at).replace(/\D/g, '')}${String(at % 1000).padStart(3, '0')}001`;
    last = plain > last ? plain : String(BigInt(last) + 1n);
    return last;
  };
  const saveBill = (bill: Bill): void => journal.put(BILLS, bill.code, bill);
  const changeBill = (bill: Bill, change: Partial<Bill>): void => {
    Object.assign(bill, change, { updateTimeStamp: stamp() });
    saveBill(bill);
  };
  const changePayment = (payment: BillPayment, change: Partial<BillPayment>): void => {
    Object.assign(payment, change, { updateTimeStamp: stamp() });
    // the feed goes by the last change: what changed goes to its end
    payments.delete(payment.id);
    payments.set(payment.id, payment);
    journal.put(PAYMENTS, String(payment.id), payment);
  };
  const newCode = (): string => {
    for (;;) {
      const code = String(randomInt(100_000_000, 1_000_000_000));
      if (!bills.has(code)) return code;
    }
  };
  const newReference = (): string =>
    `FT${Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;

  return {
    /** By code or by reference, deleted ones too. */
    bill: (code: string): Bill | undefined => (/^[\d\s+-]+$/.test(code) ? bills.get(digitsOf(code)) : undefined),
    byReference: (reference: string): Bill | undefined => byReference.get(keyOf(reference)),
    /** Oldest first. */
    bills: (): Bill[] => [...bills.values()],
    create(text: BillText): Bill {
      const bill: Bill = {
        ...text,
        code: newCode(),
        paymentStatus: 0,
        updateTimeStamp: stamp(),
        createdAt: now(),
        attempts: [],
      };
      bills.set(bill.code, bill);
      byReference.set(keyOf(bill.billReference), bill);
      saveBill(bill);
      return bill;
    },
    update: (bill: Bill, text: BillText): void => changeBill(bill, text),
    remove: (bill: Bill): void => changeBill(bill, { deletedAt: now() }),
    /** Of one bill, oldest first. */
    paymentsOf: (code: string): BillPayment[] => byCode.get(digitsOf(code)) ?? [],
    payment: (id: number): BillPayment | undefined => payments.get(id),
    /** In the order of their last change. */
    payments: (): BillPayment[] => [...payments.values()],
    /** Somebody pays at a bank. The bank has not confirmed yet. */
    pay(bill: Bill, about: Pick<BillPayment, 'bankID' | 'amount'> & Partial<BillPayment>): BillPayment {
      const payment: BillPayment = {
        ...about,
        id: nextId++,
        code: bill.code,
        status: 1,
        paymentReference: newReference(),
        paidAt: now(),
        updateTimeStamp: '',
      };
      byCode.set(bill.code, [...(byCode.get(bill.code) ?? []), payment]);
      changePayment(payment, {});
      if (bill.paymentStatus === 0) changeBill(bill, { paymentStatus: 1 });
      return payment;
    },
    confirm(payment: BillPayment): void {
      changePayment(payment, { status: 2, confirmedAt: now() });
      const bill = bills.get(payment.code);
      if (bill !== undefined && bill.paymentStatus !== 2) changeBill(bill, { paymentStatus: 2 });
    },
    /** The bank takes the money back; the bill is open again unless another payment of it stands. */
    reverse(payment: BillPayment): void {
      changePayment(payment, { status: 3, canceledAt: now() });
      const bill = bills.get(payment.code);
      const stands = (byCode.get(payment.code) ?? []).some((one) => one.status === 2);
      if (bill !== undefined && !stands) changeBill(bill, { paymentStatus: 0 });
    },
    note(bill: Bill, attempt: Omit<Attempt, 'at'>): void {
      bill.attempts.push({ at: now(), ...attempt });
      saveBill(bill);
    },
    clear(): void {
      for (const map of [bills, byReference, payments, byCode]) map.clear();
      journal.clear(BILLS);
      journal.clear(PAYMENTS);
    },
  };
}

/** The provider's own tests compare references without case. */
function keyOf(reference: string): string {
  return reference.toLowerCase();
}
