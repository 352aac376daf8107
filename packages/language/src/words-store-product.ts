import type { Phrase } from './phrases.ts';

/** What the page of a product says of how it is sold. */
export const productPageWords = {
  soldOut: { en: 'Sold out', am: 'አልቋል' },
  soldOutSays: {
    en: 'There is none left to buy now. Look again later: a payment that is not finished makes its place free.',
    am: 'አሁን የሚገዛ አልቀረም። ቆይተው ይመልከቱ፤ ያልተጠናቀቀ ክፍያ ቦታውን ይለቃል።',
  },
  left: { en: 'Only {count} left', am: 'የቀሩት {count} ብቻ ናቸው' },
  sample: { en: 'Look inside, free', am: 'ውስጡን በነጻ ይመልከቱ' },
  sampleOf: { en: 'A page of {title}', am: 'የ{title} አንድ ገጽ' },
  sellingSince: { en: 'Selling here since {date}', am: 'ከ{date} ጀምሮ እዚህ ይሸጣሉ' },
  buyersOne: { en: 'Bought by 1 person', am: '1 ሰው ገዝቶታል' },
  buyers: { en: 'Bought by {count} people', am: '{count} ሰዎች ገዝተውታል' },
  mostChosen: { en: 'Most chosen', am: 'ብዙዎች የመረጡት' },
  moneyBack: { en: 'Money back', am: 'ገንዘብ መመለስ' },
  youChoose: { en: 'From {price}, you choose', am: 'ከ{price} ጀምሮ እርስዎ ይወስኑ' },
  bookingBack: {
    en: 'Cancel at least {hours} hours before, and {percent}% of what you paid comes back.',
    am: 'ቢያንስ ከ{hours} ሰዓት በፊት ከሰረዙ ከከፈሉት {percent}% ይመለሳል።',
  },
  bookingNone: {
    en: 'What was paid for a time does not come back when you cancel.',
    am: 'ቀጠሮ ከሰረዙ የከፈሉት አይመለስም።',
  },
} as const satisfies Record<string, Phrase>;

/** What a creator promises of money back, in one sentence. */
export const refundRuleWords = {
  'ask-3': {
    en: 'If it is not for you, ask within 3 days and the money comes back.',
    am: 'ካልተስማማዎት በ3 ቀናት ውስጥ ይጠይቁ፤ ገንዘብዎ ይመለሳል።',
  },
  'ask-7': {
    en: 'If it is not for you, ask within 7 days and the money comes back.',
    am: 'ካልተስማማዎት በ7 ቀናት ውስጥ ይጠይቁ፤ ገንዘብዎ ይመለሳል።',
  },
  'ask-14': {
    en: 'If it is not for you, ask within 14 days and the money comes back.',
    am: 'ካልተስማማዎት በ14 ቀናት ውስጥ ይጠይቁ፤ ገንዘብዎ ይመለሳል።',
  },
  'if-broken': {
    en: 'The money comes back if it does not open or is not what this page says.',
    am: 'ካልተከፈተ ወይም ይህ ገጽ እንደሚለው ካልሆነ ገንዘብዎ ይመለሳል።',
  },
  none: {
    en: 'What was bought is not taken back. Look at the sample and ask before you pay.',
    am: 'የተገዛ አይመለስም። ከመክፈልዎ በፊት ናሙናውን ይመልከቱና ይጠይቁ።',
  },
} as const satisfies Record<string, Phrase>;
