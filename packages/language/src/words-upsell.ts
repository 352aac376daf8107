import type { Phrase } from './phrases.ts';

/** What is offered after a payment. */
export const upsellWords = {
  offer: { en: 'Just now: {title} for {price}', am: 'አሁን ብቻ፦ «{title}» በ{price}' },
  says: {
    en: 'It is a payment of its own, with the same wallet. If you do not want it, do nothing.',
    am: 'በተመሳሳይ ዋሌት የሚፈጸም ሌላ ክፍያ ነው። ካልፈለጉ ምንም አያድርጉ።',
  },
  take: { en: 'Add it and pay {price}', am: 'ጨምረው {price} ይክፈሉ' },
  title: { en: 'Offer after the payment', am: 'ከክፍያ በኋላ የሚቀርብ' },
  titleSays: {
    en: 'Shown for an hour to whoever has just paid; one press, a payment of its own.',
    am: 'ልክ ለከፈለ ሰው ለአንድ ሰዓት ይታያል፤ በአንድ ንክኪ፣ ራሱን የቻለ ክፍያ ነው።',
  },
  product: { en: 'What is offered', am: 'የሚቀርበው' },
  none: { en: 'Nothing', am: 'ምንም' },
  price: { en: 'At this price', am: 'በዚህ ዋጋ' },
  save: { en: 'Save the offer', am: 'ቅናሹን አስቀምጥ' },
  saved: { en: 'Saved', am: 'ተቀምጧል' },
  alone: { en: 'Publish a second product to offer it here.', am: 'እዚህ ለማቅረብ ሁለተኛ ምርት ያትሙ።' },
} as const satisfies Record<string, Phrase>;
