import type { Phrase } from './phrases.ts';

/** What a creator may let the page of a product say. */
export const productSaysWords = {
  title: { en: 'What its page says', am: 'ገጹ የሚለው' },
  sample: { en: 'Free sample', am: 'ነጻ ናሙና' },
  sampleHint: {
    en: 'A picture of one page or screen of it. Everybody may look at it before buying.',
    am: 'የአንድ ገጽ ወይም ስክሪን ምስል። ሁሉም ሰው ከመግዛቱ በፊት ሊያየው ይችላል።',
  },
  refund: { en: 'Money back', am: 'ገንዘብ መመለስ' },
  refundHint: {
    en: 'Stands on the page in one sentence. You give the money back yourself, from the order.',
    am: 'በገጹ ላይ በአንድ ዓረፍተ ነገር ይቆማል። ገንዘቡን እርስዎ ከትእዛዙ ይመልሳሉ።',
  },
  refundQuiet: { en: 'The page says nothing about it', am: 'ገጹ ስለዚህ ምንም አይልም' },
  buyers: { en: 'Show how many people have bought it', am: 'ምን ያህል ሰዎች እንደገዙት ይታይ' },
  titleIn: { en: 'Name in {other}', am: 'ስም በ{other}' },
  descriptionIn: { en: 'Description in {other}', am: 'መግለጫ በ{other}' },
  inHint: {
    en: 'For readers who read your store in {other}. Left empty, it stays as it is.',
    am: 'መደብርዎን በ{other} ለሚያነቡ። ባዶ ከተዉት ባለበት ይቆያል።',
  },
} as const satisfies Record<string, Phrase>;
