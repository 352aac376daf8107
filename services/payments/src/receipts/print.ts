// The papers of an order as one file: the receipt, and after it whatever corrects it.
import type { CreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import type { FileAnswer } from '@windsurf/service-kit/files';
import type { Deps } from '../deps.ts';
import { receiptPaper } from './receipt-paper.ts';
import { papersOfOrder } from './receipts.ts';
import type { Seller } from './receipts.ts';

/** The number of a taxpayer as it is printed; null where none was on file. */
export const openTin = (deps: Deps, { tinSealed }: Pick<Seller, 'tinSealed'>): string | null =>
  tinSealed === null ? null : deps.cipher.open(tinSealed);

/** Printing costs a tenth of a second of a processor. Throws 429. */
export async function limitPapers(deps: Deps, who: string): Promise<void> {
  await deps.limits.take({ name: 'papers', max: 120, windowSeconds: 600 }, who);
}

/** Throws notFound for an order that is absent, foreign or not paid. */
export async function printPapers(
  deps: Deps,
  creatorId: CreatorId,
  orderId: string,
  lang: Language,
): Promise<FileAnswer> {
  const papers = await papersOfOrder(deps, creatorId, orderId);
  const bytes = await deps.press.print(
    papers.map((each) => receiptPaper(each, { lang, tin: openTin(deps, each.seller), checkOrigin: deps.appOrigin })),
  );
  return { type: 'application/pdf', name: `receipt-${papers[0]?.number ?? ''}.pdf`, bytes };
}
