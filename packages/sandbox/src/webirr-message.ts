import { wrongAmount } from './birr.ts';
import { eat } from './east-africa-time.ts';
import { type Bill, type BillPayment, grouped } from './webirr-books.ts';
import type { WebirrSwitches } from './webirr-switches.ts';

/** What may be wrong with a webhook on purpose. */
export type WebirrFlaw = 'none' | 'wrong-amount' | 'bad-key' | 'no-key';

/** A payment as status, feed and webhook tell it. */
export type WirePayment = {
  id: number;
  status: 1 | 2 | 3;
  paymentReference: string;
  paymentDate: string;
  /** The old name of `paymentDate`. */
  time: string;
  confirmed: boolean;
  confirmedTime: string;
  canceled: boolean;
  canceledTime: string;
  bankID: string;
  amount: string;
  wbcCode: string;
  updateTimeStamp: string;
};

const shorten = (amount: string): string => (amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount);

/** @param options.wrong tells another amount than was paid */
export function wirePayment(
  payment: BillPayment,
  switches: WebirrSwitches,
  options: { wrong?: boolean } = {},
): WirePayment {
  const none = switches.noTime === 'empty' ? '' : '0001-01-01 00:00:00';
  const time = (at: number | undefined): string => (at === undefined ? none : eat(at));
  const amount = options.wrong === true ? wrongAmount(payment.amount) : payment.amount;
  return {
    id: payment.id,
    status: payment.status,
    paymentReference: payment.paymentReference,
    paymentDate: time(payment.paidAt),
    time: time(payment.paidAt),
    confirmed: payment.confirmedAt !== undefined,
    confirmedTime: time(payment.confirmedAt),
    canceled: payment.canceledAt !== undefined,
    canceledTime: time(payment.canceledAt),
    bankID: payment.bankID,
    amount: switches.decimals === 'short' ? shorten(amount) : amount,
    wbcCode: grouped(payment.code),
    updateTimeStamp: payment.updateTimeStamp,
  };
}

/** A bill as the merchant reads it back. */
export function wireBill(bill: Bill, switches: WebirrSwitches): Record<string, unknown> {
  const { code, createdAt: _createdAt, deletedAt: _deletedAt, attempts: _attempts, amount, ...rest } = bill;
  return {
    ...rest,
    amount: switches.decimals === 'short' ? shorten(amount) : amount,
    wbcCode: grouped(code),
  };
}

/** The body of a webhook in one of the three shapes that the provider's own clients read. */
export function webhookBody(payment: WirePayment, shape: WebirrSwitches['shape']): Record<string, unknown> {
  if (shape === 'flat') return payment;
  return shape === 'data' ? { data: payment } : { status: payment.status, data: payment };
}

/** The address of a webhook: the merchant's own, with the shared key in the query. */
export function webhookAddress(address: string, authKey: string, flaw: WebirrFlaw): string {
  if (flaw === 'no-key' || !URL.canParse(address)) return address;
  const url = new URL(address);
  url.searchParams.set(
    'authKey',
    flaw === 'bad-key' ? `${authKey.slice(0, -1)}${authKey.endsWith('x') ? 'y' : 'x'}` : authKey,
  );
  return url.href;
}
