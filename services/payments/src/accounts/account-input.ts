// An account as a person types it.
import {
  accountNumberWrong,
  bankMissing,
  holderWrong,
  walletNumberWrong,
} from '@windsurf/contracts/payments-payout-problems';
import type { AccountKind, Bank } from '@windsurf/contracts/payments-payouts';
import { parsePhone } from '@windsurf/phone/phone';

export type AccountInput = {
  readonly kind: AccountKind;
  readonly number: string;
  readonly bank?: Bank | undefined;
  readonly holder: string;
};
export type ReadAccount = {
  readonly kind: AccountKind;
  /** E.164 of a wallet, digits of a bank account. */
  readonly number: string;
  readonly bank: Bank | null;
  readonly holder: string;
};

/** Throws 422 with the field that is wrong. */
export function readAccount(input: AccountInput): ReadAccount {
  const { kind } = input;
  const holder = input.holder.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (!/\p{L}{2}/u.test(holder) || /[^\p{L}\p{M}\p{N} .,'’/&()-]/u.test(holder))
    throw holderWrong({}, { pointer: '/holder' });
  if (kind !== 'bank') {
    const read = parsePhone(input.number);
    if (!read.ok) throw walletNumberWrong({}, { pointer: '/number' });
    return { kind, number: read.phone, bank: null, holder };
  }
  if (input.bank === undefined) throw bankMissing({}, { pointer: '/bank' });
  const number = input.number.replace(/[\s-]/g, '');
  if (!/^\d{6,20}$/.test(number)) throw accountNumberWrong({}, { pointer: '/number' });
  return { kind, number, bank: input.bank, holder };
}
