// A payout as paper: what it is made of, and where it went.
import type { CreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { payoutWords } from '@windsurf/language/words-payouts';
import { bookingWords, paperWords as words } from '@windsurf/language/words-receipts';
import type { FileAnswer } from '@windsurf/service-kit/files';
import type { Deps } from '../deps.ts';
import { payoutView } from '../payouts/payout-view.ts';
import { readPayout } from '../payouts/payouts.ts';
import { openTin } from '../receipts/print.ts';
import { payoutPaper } from './statement-paper.ts';
import { noSeller, sellerOf } from './statements.ts';

/** More would be a book; the screen and the month's table have them all. */
const mostLines = 150;

/** Throws notFound for a payout that is absent or another's. */
export async function payoutFile(deps: Deps, creatorId: CreatorId, id: string, lang: Language): Promise<FileAnswer> {
  const { payout, statement } = await readPayout(deps, creatorId, id);
  const { state, account, txnId, amountSantim } = payoutView(payout, lang);
  const seller = (await sellerOf(deps, creatorId)) ?? noSeller;
  const { kinds, banks, states } = payoutWords;
  const kind: Phrase = account.bank === null ? kinds[account.kind] : banks[account.bank];
  const to = { kind: say(kind, lang), hint: account.numberHint, holder: account.holder };
  const number = id.slice(-6).toUpperCase();
  const listed = statement.lines.slice(0, mostLines);
  const paper = payoutPaper({
    lang,
    seller,
    tin: openTin(deps, seller),
    number,
    at: payout.endedAt ?? payout.requestedAt,
    facts: [
      [say(words.sentTo, lang), say(words.account, lang, to)],
      [say(words.payoutState, lang), say(states[state], lang)],
      ...(txnId === null ? [] : [[say(words.reference, lang), txnId] as const]),
    ],
    rows: [
      { label: say(words.fromBefore, lang), santim: statement.openingSantim },
      { label: say(words.gross, lang), santim: statement.grossSantim },
      { label: say(words.fees, lang), santim: -statement.feeSantim },
      { label: say(words.forNext, lang), santim: -statement.closingSantim },
    ],
    sentSantim: amountSantim,
    lines: listed.map(({ at, kind: what, orderNumber, title, netSantim }) => ({
      at: new Date(at),
      label:
        orderNumber === null
          ? say(bookingWords[what], lang)
          : `${say(bookingWords[what], lang)} · ${say(words.orderOf, lang, { number: orderNumber, title: title ?? '' })}`,
      santim: netSantim,
    })),
    notes:
      listed.length < statement.count ? [say(words.newest, lang, { count: listed.length, all: statement.count })] : [],
  });
  return { type: 'application/pdf', name: `payout-${number}.pdf`, bytes: await deps.press.print([paper]) };
}
