import type { Phrase } from './phrases.ts';

/** What stands between a creator and being ready; each is a link to the place where it is mended. */
export const readinessWords = {
  'no-line': { en: 'Say in one line what you do.', am: 'ምን እንደሚሠሩ በአንድ መስመር ይግለጹ።' },
  'no-block': { en: 'Put the first link or text on your page.', am: 'በገጽዎ ላይ የመጀመሪያውን ሊንክ ወይም ጽሑፍ ያስቀምጡ።' },
  'page-not-published': { en: 'Publish your page.', am: 'ገጽዎን ለሕዝብ ይክፈቱ።' },
  'no-product': { en: 'Put the first product on sale.', am: 'የመጀመሪያውን ምርት ለሽያጭ ያቅርቡ።' },
  'product-waits': {
    en: 'Your product waits for approval. We answer within a day; you need not do anything.',
    am: 'ምርትዎ ፈቃድ እየጠበቀ ነው። በአንድ ቀን ውስጥ እንመልሳለን፤ ምንም ማድረግ አያስፈልግዎትም።',
  },
  'product-rejected': {
    en: 'A product was not approved. Read why and change it.',
    am: 'አንድ ምርት አልተፈቀደም። ምክንያቱን ያንብቡና ያስተካክሉት።',
  },
  'no-payout-account': { en: 'Say where your money goes.', am: 'ገንዘብዎ የት እንደሚገባ ይግለጹ።' },
} as const satisfies Record<string, Phrase>;
export type BlockerCode = keyof typeof readinessWords;

export const trustWords = {
  tiers: {
    NEW: { en: 'New', am: 'አዲስ' },
    VERIFIED: { en: 'Verified', am: 'የተረጋገጠ' },
    PROVEN: { en: 'Proven', am: 'የተመሰከረለት' },
  },
  states: {
    INCOMPLETE: { en: 'Not complete', am: 'አልተሟላም' },
    PENDING_OAUTH: { en: 'Account not linked', am: 'ሒሳብ አልተገናኘም' },
    READY: { en: 'Ready', am: 'ዝግጁ' },
  },
} as const satisfies Record<string, Record<string, Phrase>>;
