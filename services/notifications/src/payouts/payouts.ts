// SMS to creators about their payouts: one for each change. Who could be robbed by another account is told at two numbers:
// the one that the creator signs in with, and the wallet that got the money so far.
import { numberOfPayoutAccount } from '@windsurf/contracts/payments-payouts';
import { Id, Santim, nullable } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { CallFailed } from '@windsurf/http-client/call';
import { job } from '@windsurf/messages/job';
import { santim } from '@windsurf/money/money';
import { asPhone } from '@windsurf/phone/phone';
import type { E164 } from '@windsurf/phone/phone';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { queueSms } from '../sms/sms.ts';
import { accountText, oldWalletText, payoutText, riskText } from '../texts/payout-texts.ts';

const PayoutNotice = T.Object({ about: Id, state: T.String(), reason: nullable(T.String()), amountSantim: Santim });
export const writePayoutNotice = job('payout-notice.write', PayoutNotice);
const AccountNotice = T.Object({ about: Id, change: T.String(), oldAccountId: nullable(Id), waits: T.Boolean() });
export const writeAccountNotice = job('payout-account-notice.write', AccountNotice);
const RiskNotice = T.Object({ about: Id, state: T.String() });
export const writeRiskNotice = job('risk-notice.write', RiskNotice);

/** Tells a creator what became of a payout. Twice is once. */
export async function sendPayoutNotice(
  deps: Deps,
  creatorId: CreatorId,
  { about, state, reason, amountSantim }: Static<typeof PayoutNotice>,
): Promise<void> {
  // A person has one store for now, and a store's tenant is its person's id.
  const { phone, lang } = await recipientOf(deps, creatorId);
  const text = payoutText(lang, { state, reason, amount: santim(amountSantim) });
  if (text === undefined) return;
  await queueSms(deps, { template: 'payout', about, personId: creatorId, phone, lang, text });
}

/** Tells the creator, and the wallet before, that money goes elsewhere. Twice is once. */
export async function sendAccountNotice(
  deps: Deps,
  creatorId: CreatorId,
  { about, change, oldAccountId, waits }: Static<typeof AccountNotice>,
): Promise<void> {
  const { phone, lang } = await recipientOf(deps, creatorId);
  const text = accountText(lang, { change, waits });
  if (text === undefined) return;
  await queueSms(deps, { template: 'payout-account', about, personId: creatorId, phone, lang, text });
  const old = oldAccountId === null ? null : await walletOf(deps, creatorId, oldAccountId);
  if (old === null || old === phone) return;
  const told = { template: 'old-wallet', about, personId: null, phone: old, lang } as const;
  await queueSms(deps, { ...told, text: oldWalletText(lang) });
}

/** The number is asked for when it is needed and stands in no event. Null for a bank account. */
async function walletOf(deps: Deps, creatorId: CreatorId, id: string): Promise<E164 | null> {
  try {
    const { phone } = await deps.payments(numberOfPayoutAccount, { params: { id }, query: { creatorId } });
    return phone === null ? null : asPhone(phone);
  } catch (error) {
    if (error instanceof CallFailed && error.status === 404) return null;
    throw error;
  }
}

/** Tells a creator of a decision about her payouts, or of her appeal. Twice is once. */
export async function sendRiskNotice(
  deps: Deps,
  creatorId: CreatorId,
  { about, state }: Static<typeof RiskNotice>,
): Promise<void> {
  const { phone, lang } = await recipientOf(deps, creatorId);
  const text = riskText(lang, state);
  if (text === undefined) return;
  await queueSms(deps, { template: 'risk', about, personId: creatorId, phone, lang, text });
}
