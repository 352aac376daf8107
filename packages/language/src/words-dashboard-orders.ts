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
  railFee: { en: 'Fee of {rail}', am: 'የ{rail} ክፍያ' },
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
  received: { en: 'The bank received it; confirmation was awaited', am: 'ባንኩ ተቀብሎታል፤ ማረጋገጫው ይጠበቅ ነበር' },
  'wrong-notice': { en: 'Word of another amount came; it was not believed', am: 'ስለ ሌላ መጠን ማሳወቂያ መጣ፤ አልታመነም' },
  'sold-out': { en: 'It was sold out when the money came; it goes back', am: 'ገንዘቡ ሲደርስ አልቆ ነበር፤ ይመለሳል' },
  overpaid: { en: 'More than the price arrived; the rest goes back', am: 'ከዋጋው በላይ ደረሰ፤ ትርፉ ይመለሳል' },
  'second-payment': { en: 'A second payment arrived; it goes back', am: 'ሁለተኛ ክፍያ ደረሰ፤ ይመለሳል' },
  parked: { en: 'Our team looked at it', am: 'ቡድናችን ተመለከተው' },
  'decided-paid': { en: 'Our team saw the proof of the payment', am: 'ቡድናችን የክፍያውን ማስረጃ አየ' },
  'decided-not-paid': { en: 'The wallet’s desk said that nothing was taken', am: 'የዋሌቱ ቢሮ ምንም እንዳልተወሰደ ገለጸ' },
  'decided-send-back': { en: 'Our team sends the money back', am: 'ቡድናችን ገንዘቡን ይመልሳል' },
  'told-reference': { en: 'The buyer gave a reference', am: 'ገዢው የክፍያ ቁጥር ሰጠ' },
  reversed: { en: 'The bank took the money back', am: 'ባንኩ ገንዘቡን ወሰደ' },
  'paid-again': { en: 'Paid once more after that', am: 'ከዚያ በኋላ እንደገና ተከፈለ' },
  disputed: { en: 'The bank began to look at the payment', am: 'ባንኩ ክፍያውን መመርመር ጀመረ' },
  'dispute-won': { en: 'The bank ended its look: the payment stands', am: 'ባንኩ ምርመራውን ጨረሰ፤ ክፍያው ጸንቷል' },
  'dispute-lost': { en: 'The bank ended its look: the buyer has the money', am: 'ባንኩ ምርመራውን ጨረሰ፤ ገንዘቡ ለገዢው ተሰጥቷል' },
  delivered: { en: 'Delivered', am: 'ደርሷል' },
  'refund-asked': { en: 'Money is going back to the buyer', am: 'ገንዘብ ወደ ገዢው እየተመለሰ ነው' },
  'refund-sent': { en: 'The buyer has the money back', am: 'ገንዘቡ ለገዢው ተመልሷል' },
  'refund-failed': { en: 'A refund did not go through', am: 'ተመላሽ ገንዘብ አልተሳካም' },
} as const satisfies Record<string, Phrase>;

/** Who said so. */
export const tellerWords = {
  we: { en: 'Windsurf', am: 'ዊንድሰርፍ' },
  telebirr: { en: 'telebirr', am: 'ቴሌብር' },
  webirr: { en: 'WeBirr', am: 'ዌብር' },
  cbebirr: { en: 'CBE Birr', am: 'ሲቢኢ ብር' },
  operator: { en: 'A person of our team', am: 'የቡድናችን ሰው' },
  creator: { en: 'You', am: 'እርስዎ' },
  buyer: { en: 'The buyer', am: 'ገዢው' },
  bank: { en: 'The bank', am: 'ባንኩ' },
} as const satisfies Record<string, Phrase>;
