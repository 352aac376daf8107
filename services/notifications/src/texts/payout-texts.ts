// What creators hear about money on its way to them. Each fits one part in both languages.
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { smsPayoutWords as words } from '@windsurf/language/words-sms-payouts';
import { formatBirr } from '@windsurf/money/money';
import type { Santim } from '@windsurf/money/money';
import { plainLatin } from './parts.ts';

const states: Readonly<Record<string, Phrase>> = {
  requested: words.requested,
  held: words.held,
  unknown: words.unknown,
  paid: words.paid,
  failed: words.failed,
  cancelled: words.cancelled,
  skipped: words.skipped,
};
const reasons: Readonly<Record<string, Phrase>> = words.why;
const risks: Readonly<Record<string, Phrase>> = {
  approved: words.riskApproved,
  released: words.riskReleased,
  appealed: words.riskAppealed,
  granted: words.riskGranted,
  denied: words.riskDenied,
};
const accounts: Readonly<Record<string, Phrase>> = {
  added: words.accountAdded,
  replaced: words.accountChanged,
  removed: words.accountRemoved,
};

/** Undefined for a state that nobody is told of. */
export function payoutText(
  lang: Language,
  input: { readonly state: string; readonly reason: string | null; readonly amount: Santim },
): string | undefined {
  const phrase = states[input.state];
  const why = (reasons[input.reason ?? 'other'] ?? words.why.other)[lang];
  const amount = formatBirr(input.amount, lang, { space: 'plain' });
  return phrase && plainLatin(say(phrase, lang, { amount, why }));
}

/** `waits`: the account is not used before a day is over. Undefined for a change that nobody is told of. */
export function accountText(
  lang: Language,
  input: { readonly change: string; readonly waits: boolean },
): string | undefined {
  const phrase = input.change === 'added' && input.waits ? words.accountChanged : accounts[input.change];
  return phrase && plainLatin(phrase[lang]);
}
export const oldWalletText = (lang: Language): string => plainLatin(words.oldWallet[lang]);
export const riskText = (lang: Language, state: string): string | undefined => {
  const phrase = risks[state];
  return phrase && plainLatin(phrase[lang]);
};
