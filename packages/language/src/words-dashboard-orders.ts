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
  shares: { en: 'Affiliates and collaborators', am: 'አስተዋዋቂዎች እና አጋሮች' },
  railFee: { en: 'Fee of {rail}', am: 'የ{rail} ክፍያ' },
  forYou: { en: 'For you', am: 'ለእርስዎ' },
  rail: { en: 'Paid with {rail}.', am: 'በ{rail} ተከፍሏል።' },
  timeline: { en: 'What happened', am: 'ምን ተከሰተ' },
  payout: { en: 'It goes out with the payout of {sum}', am: 'ከ{sum} ክፍያ ጋር ይላክልዎታል' },
  emptyTitle: { en: 'No orders yet', am: 'እስካሁን ትዕዛዝ የለም' },
  empty: {
    en: 'Every paid order stands here, with the money that is yours.',
    am: 'የተከፈለ ትዕዛዝ ሁሉ ከድርሻዎ ጋር እዚህ ይታያል።',
  },
  emptyAct: { en: 'Share my address', am: 'አድራሻዬን አጋራ' },
  older: { en: 'Older orders', am: 'የቆዩ ትዕዛዞች' },
  newest: { en: 'Newest orders', am: 'አዲስ ትዕዛዞች' },
  sumShown: { en: 'Together on this page', am: 'በዚህ ገጽ ድምር' },
  filter: { en: 'Filter', am: 'ለይ' },
  filterTitle: { en: 'Which orders?', am: 'የትኞቹ ትዕዛዞች?' },
  state: { en: 'State', am: 'ሁኔታ' },
  anyState: { en: 'All states', am: 'ሁሉም ሁኔታዎች' },
  anyProduct: { en: 'All products', am: 'ሁሉም ምርቶች' },
  show: { en: 'Show them', am: 'አሳይ' },
  drop: { en: 'Remove the filter “{name}”', am: '«{name}» የሚለውን መለያ አንሳ' },
  noneTitle: { en: 'No order is like this', am: 'እንዲህ ያለ ትዕዛዝ የለም' },
  none: { en: 'Remove a filter to see more orders.', am: 'ተጨማሪ ትዕዛዞችን ለማየት መለያ ያንሱ።' },
} as const satisfies Record<string, Phrase>;

/** How an order stands, in a word. */
export const orderStates = {
  paid: { en: 'Paid', am: 'የተከፈለ' },
  'partly-refunded': { en: 'Partly given back', am: 'በከፊል የተመለሰ' },
  refunded: { en: 'Given back', am: 'የተመለሰ' },
  disputed: { en: 'Disputed at the bank', am: 'በባንክ ክርክር ላይ' },
  reversed: { en: 'Taken back by the bank', am: 'በባንክ የተወሰደ' },
} as const satisfies Record<string, Phrase>;
