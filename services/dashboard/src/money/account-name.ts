import { payoutWords } from '@windsurf/language/words-payouts';
import { moneyWords as words } from '@windsurf/language/words-dashboard-money';
import type { PayoutView } from '@windsurf/contracts/payments-payouts';
import { tr } from '../words.ts';

/** An account in one line: telebirr wallet, ends with 333. */
export function accountName({
  kind,
  bank,
  numberHint,
}: Pick<PayoutView['account'], 'kind' | 'bank' | 'numberHint'>): string {
  const name = bank === null ? tr(payoutWords.kinds[kind]) : tr(payoutWords.banks[bank]);
  return tr(words.accountName, { name, digits: numberHint });
}
