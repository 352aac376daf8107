import type { Phrase } from './phrases.ts';

/** Orders of a creator, and the way of their money. */
export const orderWords = {
  title: { en: 'Orders', am: 'ትዕዛዞች' },
  order: { en: 'Order {number}', am: 'ትዕዛዝ {number}' },
  what: { en: 'Product', am: 'ምርት' },
  when: { en: 'Paid', am: 'የተከፈለበት' },
  buyer: { en: 'Buyer', am: 'ገዢ' },
  buyerEnds: { en: 'The buyer’s number ends in {digits}.', am: 'የገዢው ቁጥር በ{digits} ያበቃል።' },
  paid: { en: 'Paid', am: 'የተከፈለ' },
  fee: { en: 'Fee', am: 'የአገልግሎት ክፍያ' },
  forYou: { en: 'For you', am: 'ለእርስዎ' },
  rail: { en: 'Paid with {rail}.', am: 'በ{rail} ተከፍሏል።' },
  timeline: { en: 'What happened', am: 'ምን ተከሰተ' },
  emptyTitle: { en: 'No orders yet', am: 'እስካሁን ትዕዛዝ የለም' },
  empty: {
    en: 'Every paid order stands here, with the money that is yours.',
    am: 'የተከፈለ ትዕዛዝ ሁሉ ከድርሻዎ ጋር እዚህ ይታያል።',
  },
  emptyAct: { en: 'Share my address', am: 'አድራሻዬን አጋራ' },
  older: { en: 'Older orders', am: 'የቆዩ ትዕዛዞች' },
  newest: { en: 'Newest orders', am: 'አዲስ ትዕዛዞች' },
  sumShown: { en: 'Together on this page', am: 'በዚህ ገጽ ድምር' },
} as const satisfies Record<string, Phrase>;

/** What happens to the money of an order, as payments writes it down. */
export const happeningWords = {
  started: { en: 'The buyer pressed Buy', am: 'ገዢው «ይግዙ»ን ነካ' },
  sent: { en: 'The request went to the wallet', am: 'ጥያቄው ወደ ዋሌቱ ተላከ' },
  unknown: { en: 'No clear answer came; we kept asking', am: 'ግልጽ መልስ አልመጣም፤ መጠየቃችንን ቀጠልን' },
  waiting: { en: 'The wallet waited for the PIN', am: 'ዋሌቱ የሚስጥር ቁጥሩን ጠበቀ' },
  notice: { en: 'The wallet sent word of the payment', am: 'ዋሌቱ ስለ ክፍያው አሳወቀ' },
  confirmed: { en: 'Paid, confirmed by the wallet', am: 'ተከፍሏል፤ ዋሌቱ አረጋግጧል' },
  late: { en: 'The payment arrived late', am: 'ክፍያው ዘግይቶ ደረሰ' },
  'paid-twice': { en: 'The buyer paid twice', am: 'ገዢው ሁለት ጊዜ ከፍሏል' },
  failed: { en: 'An attempt failed', am: 'አንድ ሙከራ አልተሳካም' },
  expired: { en: 'An attempt ran out of time', am: 'የአንድ ሙከራ ጊዜ አለፈ' },
  'wrong-amount': { en: 'Another amount arrived', am: 'ሌላ መጠን ደረሰ' },
} as const satisfies Record<string, Phrase>;

/** Who said so. */
export const tellerWords = {
  we: { en: 'Windsurf', am: 'ዊንድሰርፍ' },
  telebirr: { en: 'telebirr', am: 'ቴሌብር' },
  operator: { en: 'A person of our team', am: 'የቡድናችን ሰው' },
} as const satisfies Record<string, Phrase>;
