import type { Phrase } from './phrases.ts';

/**
 * Text messages about money that goes back, and what follows from it. Each fits one part; where the long form does not,
 * a shorter one is sent, and one without its link before one in another language.
 */
export const smsMoneyWords = {
  refundAsked: {
    en: '{amount} for {title} is on its way back. Follow it: {url}',
    am: '{title}፦ {amount} እየመለስን ነው {url}',
  },
  goesBack: { en: '{amount} is on its way back. Follow it: {url}', am: '{amount} እየመለስን ነው፦ {url}' },
  goesBackShort: { en: '{amount} is on its way back: {url}', am: '{amount} ይመለሳል፦ {url}' },
  goesBackBare: { en: '{amount} is on its way back to where you paid from.', am: '{amount} ወደ ከፈሉበት እየመለስን ነው።' },
  refundSent: {
    en: '{amount} for {title} was sent back to where you paid from: {url}',
    am: '{title}፦ {amount} ተመልሷል {url}',
  },
  sentBack: { en: '{amount} was sent back to where you paid from: {url}', am: '{amount} ተመልሷል፦ {url}' },
  sentBackBare: { en: '{amount} was sent back to where you paid from.', am: '{amount} ወደ ከፈሉበት ተመልሷል።' },

  // Money that bought nothing
  paidTwice: {
    en: 'You paid twice. {amount} is on its way back; follow it: {url}',
    am: 'ሁለት ጊዜ ከፍለዋል። {amount} እየመለስን ነው፦ {url}',
  },
  paidTwiceBare: {
    en: 'You paid twice. {amount} is on its way back to where you paid from.',
    am: 'ሁለት ጊዜ ከፍለዋል። {amount} ወደ ከፈሉበት እየመለስን ነው።',
  },
  soldOut: {
    en: 'The last one was taken while you paid. {amount} is on its way back; follow it: {url}',
    am: 'የመጨረሻው ተይዟል። {amount} እየመለስን ነው፦ {url}',
  },
  soldOutBare: {
    en: 'The last one was taken while you paid. {amount} is on its way back to where you paid from.',
    am: 'የመጨረሻው ተይዟል። {amount} ወደ ከፈሉበት እየመለስን ነው።',
  },
  overpaid: {
    en: '{amount} more than the price came in. It is on its way back; follow it: {url}',
    am: 'ከዋጋው በላይ {amount} ደርሷል። እየመለስን ነው፦ {url}',
  },
  overpaidBare: {
    en: '{amount} more than the price came in. It is on its way back to where you paid from.',
    am: 'ከዋጋው በላይ {amount} ደርሷል። ወደ ከፈሉበት እየመለስን ነው።',
  },
  wrongAmount: {
    en: '{amount} came in, which is not the price. It is on its way back; follow it: {url}',
    am: 'ከዋጋው የተለየ {amount} ደርሷል። እየመለስን ነው፦ {url}',
  },
  wrongAmountBare: {
    en: '{amount} came in, which is not the price. It is on its way back to where you paid from.',
    am: 'ከዋጋው የተለየ {amount} ደርሷል። ወደ ከፈሉበት እየመለስን ነው።',
  },

  // What was bought is closed, and open again
  reversed: {
    en: 'The bank took the payment for {title} back. Access is paused: {url}',
    am: 'ባንኩ የ{title} ክፍያ መልሶ ወስዷል {url}',
  },
  reversedShort: {
    en: 'The bank took your payment back. Access is paused: {url}',
    am: 'ባንኩ ክፍያውን መልሶ ወስዷል፦ {url}',
  },
  reversedBare: {
    en: 'The bank took your payment back. Access is paused.',
    am: 'ባንኩ ክፍያውን መልሶ ወስዷል። መክፈቻው ለጊዜው ቆሟል።',
  },
  disputed: {
    en: 'The payment for {title} was disputed and went back. Access is paused: {url}',
    am: 'የ{title} ክፍያ በቅሬታ ተመልሷል {url}',
  },
  disputedShort: {
    en: 'Your payment was disputed and went back. Access is paused: {url}',
    am: 'ክፍያው በቅሬታ ተመልሷል፦ {url}',
  },
  disputedBare: {
    en: 'Your payment was disputed and went back. Access is paused.',
    am: 'ክፍያው በቅሬታ ተመልሷል። መክፈቻው ለጊዜው ቆሟል።',
  },
  restored: { en: '{title} is open for you again: {url}', am: '{title} ተመልሶ ተከፍቷል {url}' },
  restoredShort: { en: 'What you bought is open again: {url}', am: 'የገዙት ተመልሶ ተከፍቷል፦ {url}' },
  restoredBare: {
    en: 'What you bought is open again. Use the link of your receipt.',
    am: 'የገዙት ተመልሶ ተከፍቷል። በደረሰኝዎ ሊንክ ይክፈቱት።',
  },

  // To the creator
  refundFailed: {
    en: 'The refund of {amount} for {title} did not reach the buyer. Please look at it under Orders.',
    am: '{title}፦ {amount} ተመላሽ አልደረሰም። «ትዕዛዞች» ውስጥ ይመልከቱ።',
  },
  refundFailedShort: {
    en: 'A refund of {amount} did not reach the buyer. Please look at it under Orders.',
    am: 'የ{amount} ተመላሽ ለገዢው አልደረሰም። «ትዕዛዞች» ውስጥ ይመልከቱ።',
  },
  refundDone: {
    en: 'We gave a buyer of {title} {amount} back. You find why under Orders.',
    am: '{title}፦ {amount} ለገዢው መልሰናል። ምክንያቱ «ትዕዛዞች» ውስጥ አለ።',
  },
  refundDoneShort: {
    en: 'We gave a buyer {amount} back. You find why under Orders.',
    am: '{amount} ለገዢ መልሰናል። ምክንያቱ «ትዕዛዞች» ውስጥ አለ።',
  },
  takenBack: {
    en: 'The bank took {amount} for {title} back from you. The buyer’s access is paused. See Orders.',
    am: 'ባንኩ የ{title} {amount} መልሶ ወስዷል። መክፈቻው ቆሟል።',
  },
  takenBackShort: {
    en: 'The bank took a payment of {amount} back. The buyer’s access is paused. See Orders.',
    am: 'ባንኩ {amount} መልሶ ወስዷል። የገዢው መክፈቻ ቆሟል።',
  },
} as const satisfies Record<string, Phrase>;

/** As a sentence begins with them. A rail that is not listed is “The bank”. */
export const smsRailNames: Readonly<Record<string, Phrase>> = {
  telebirr: { en: 'telebirr', am: 'ቴሌብር' },
  cbebirr: { en: 'CBE Birr', am: 'ሲቢኢ ብር' },
  webirr: { en: 'WeBirr', am: 'ዌብር' },
  chapa: { en: 'Chapa', am: 'ቻፓ' },
  mpesa: { en: 'M-PESA', am: 'ኤም-ፔሳ' },
};
export const smsSomeRail: Phrase = { en: 'The bank', am: 'ባንኩ' };
