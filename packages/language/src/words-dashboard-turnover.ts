import type { Phrase } from './phrases.ts';

/** The notice about the sum from which VAT registration is due; on the home screen too, so it is a file of its own. */
export const turnoverWords = {
  turnoverNear: {
    en: 'Your sales of 12 months are at {percent} % of the sum from which VAT registration is due.',
    am: 'የ12 ወር ሽያጭዎ ለተ.እ.ታ. መመዝገብ ከሚያስፈልግበት መጠን {percent} % ደርሷል።',
  },
  turnoverOver: {
    en: 'Your sales of 12 months reached the sum from which VAT registration is due.',
    am: 'የ12 ወር ሽያጭዎ ለተ.እ.ታ. መመዝገብ የሚያስፈልግበት መጠን ላይ ደርሷል።',
  },
  toTax: { en: 'See tax and receipts', am: 'ግብር እና ደረሰኞችን ይመልከቱ' },
} as const satisfies Record<string, Phrase>;
