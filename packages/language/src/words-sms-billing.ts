import type { Phrase } from './phrases.ts';

/** Text messages to creators about plans and tax: one part each, 160 Latin or 70 Ethiopic letters. */
export const smsBillingWords = {
  planEnds: {
    en: 'Your Pro plan ends in {days} days. To go on: {amount} in your dashboard. Nothing is taken by itself.',
    am: 'ፕሮ ዕቅድዎ በ{days} ቀን ያበቃል። ለማደስ {amount}። በራሱ አይቆረጥም።',
  },
  planEnded: {
    en: 'Your Pro plan has ended. You are on the free plan now; nothing was taken. To go on: {amount} in your dashboard.',
    am: 'ፕሮ ዕቅድዎ አብቅቷል፤ አሁን በነጻው ነዎት። ለማደስ {amount}።',
  },
  turnoverNear: {
    en: 'Your sales of 12 months came to 80 % of {amount}. From that sum on VAT registration is due.',
    am: 'የ12 ወር ሽያጭዎ የተ.እ.ታ. ወሰን {amount} 80 % ደርሷል።',
  },
  turnoverReached: {
    en: 'Your sales of 12 months reached {amount}. VAT registration is due; see Tax and receipts.',
    am: 'የ12 ወር ሽያጭዎ {amount} ደርሷል፤ ለተ.እ.ታ. ይመዝገቡ።',
  },
} as const satisfies Record<string, Phrase>;
