import { randomBytes } from 'node:crypto';
import { toSantim } from './birr.ts';
import type { Clock } from './exchange.ts';
import type { Journal } from './journal.ts';
import type { Attempt } from './telebirr-orders.ts';

export type ChapaState = 'pending' | 'success' | 'failed';
/** `amount` in santim, `at` in milliseconds. `asked` is the merchant's own reference, if it gave one. */
export type ChapaRefund = { reference: string; asked?: string; amount: number; at: number };
export type ChapaCharge = {
  txRef: string;
  /** The last part of the checkout page's address. */
  pageId: string;
  /** Chapa's own number. */
  reference: string;
  /** As the merchant wrote it. */
  amount: string;
  currency: string;
  email?: string;
  firstName?: string;
  lastName?: string;
  /** `09…` or `07…`, ten digits. */
  phoneNumber?: string;
  callbackUrl?: string;
  returnUrl?: string;
  customization?: Record<string, unknown>;
  state: ChapaState;
  createdAt: number;
  decidedAt?: number;
  method?: string;
  refunds: ChapaRefund[];
  attempts: Attempt[];
};
export type ChapaTransfer = {
  reference: string;
  chapaReference: string;
  accountName: string;
  accountNumber: string;
  amount: string;
  currency: string;
  bankCode: number;
  state: ChapaState;
  createdAt: number;
  decidedAt?: number;
  /** What the merchant's approval address answered, if there is one. */
  approval?: number | string;
};

/** Banks and wallets that transfers reach. */
export const CHAPA_BANKS = [
  { id: 946, slug: 'cbe_bank', name: 'Commercial Bank of Ethiopia (CBE)', acct_length: 13, is_mobilemoney: null },
  { id: 656, slug: 'awash_bank', name: 'Awash Bank', acct_length: 14, is_mobilemoney: null },
  { id: 855, slug: 'telebirr', name: 'telebirr', acct_length: 10, is_mobilemoney: 1 },
  { id: 128, slug: 'cbebirr', name: 'CBEBirr', acct_length: 10, is_mobilemoney: 1 },
] as const;

const CHARGES = 'chapa-charges';
const TRANSFERS = 'chapa-transfers';
const token = (bytes: number): string => randomBytes(bytes).toString('hex');

export type ChapaBooks = ReturnType<typeof openChapaBooks>;

/** Charges with their refunds, and transfers, each change in the journal at once. */
export function openChapaBooks({ clock, journal }: { clock: Clock; journal: Journal }) {
  const charges = new Map(journal.all<ChapaCharge>(CHARGES).map((one) => [one.txRef, one]));
  const byPage = new Map([...charges.values()].map((one) => [one.pageId, one]));
  const transfers = new Map(journal.all<ChapaTransfer>(TRANSFERS).map((one) => [one.reference, one]));
  const now = (): number => clock.now().getTime();
  const save = (charge: ChapaCharge): void => journal.put(CHARGES, charge.txRef, charge);
  const saveTransfer = (one: ChapaTransfer): void => journal.put(TRANSFERS, one.reference, one);

  return {
    charge: (txRef: string): ChapaCharge | undefined => charges.get(txRef),
    byPage: (pageId: string): ChapaCharge | undefined => byPage.get(pageId),
    /** Newest first. */
    charges: (): ChapaCharge[] => [...charges.values()].toReversed(),
    create(about: Pick<ChapaCharge, 'txRef' | 'amount' | 'currency'> & Partial<ChapaCharge>): ChapaCharge {
      const charge: ChapaCharge = {
        ...about,
        pageId: token(24),
        reference: `AP${token(5).toUpperCase()}`,
        state: 'pending',
        createdAt: now(),
        refunds: [],
        attempts: [],
      };
      charges.set(charge.txRef, charge);
      byPage.set(charge.pageId, charge);
      save(charge);
      return charge;
    },
    decide(charge: ChapaCharge, state: 'success' | 'failed', method: string): boolean {
      if (charge.state !== 'pending') return false;
      Object.assign(charge, { state, method, decidedAt: now() });
      save(charge);
      return true;
    },
    /** Santim that can still be given back. */
    refundable: (charge: ChapaCharge): number =>
      charge.state === 'success'
        ? toSantim(charge.amount) - charge.refunds.reduce((sum, one) => sum + one.amount, 0)
        : 0,
    refund(charge: ChapaCharge, amount: number, asked: string | undefined): ChapaRefund {
      const refund: ChapaRefund = {
        reference: `RF${token(5).toUpperCase()}`,
        amount,
        at: now(),
        ...(asked === undefined ? {} : { asked }),
      };
      charge.refunds.push(refund);
      save(charge);
      return refund;
    },
    note(charge: ChapaCharge, attempt: Omit<Attempt, 'at'>): void {
      charge.attempts.push({ at: now(), ...attempt });
      save(charge);
    },
    transfer: (reference: string): ChapaTransfer | undefined => transfers.get(reference),
    transfers: (): ChapaTransfer[] => [...transfers.values()].toReversed(),
    addTransfer(about: Omit<ChapaTransfer, 'chapaReference' | 'createdAt' | 'state'>): ChapaTransfer {
      const made: ChapaTransfer = { ...about, chapaReference: token(8), state: 'pending', createdAt: now() };
      transfers.set(made.reference, made);
      saveTransfer(made);
      return made;
    },
    changeTransfer(one: ChapaTransfer, change: Partial<ChapaTransfer>): void {
      Object.assign(one, change, change.state === undefined ? {} : { decidedAt: now() });
      saveTransfer(one);
    },
    clear(): void {
      for (const map of [charges, byPage, transfers]) map.clear();
      journal.clear(CHARGES);
      journal.clear(TRANSFERS);
    },
  };
}
