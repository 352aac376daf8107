import type { Phrase } from './phrases.ts';

/** One thing that happened: how serious it is, a word, a sentence. Buyer and creator read the same. */
export type TimelineWords = {
  readonly kind: 'ok' | 'warn' | 'bad' | 'info' | 'wait';
  readonly word: Phrase;
  readonly says: Phrase;
};

/** Everything that can happen to a payment; placeholders: rail, price. */
export const timelineWords = {
  started: {
    kind: 'info',
    word: { en: 'Started', am: 'ተጀመረ' },
    says: { en: 'The buyer pressed Pay for {price}.', am: 'ገዢው {price} ለመክፈል ተጫነ።' },
  },
  sent: {
    kind: 'info',
    word: { en: 'Request sent', am: 'ጥያቄ ተላከ' },
    says: { en: '{rail} took the payment request in.', am: '{rail} የክፍያ ጥያቄውን ተቀበለ።' },
  },
  unknown: {
    kind: 'warn',
    word: { en: 'Not known', am: 'አልታወቀም' },
    says: {
      en: '{rail} could not say if it was paid. Nothing is given up: we keep asking.',
      am: '{rail} መከፈሉን ሊናገር አልቻለም። አልተውነውም፤ መጠየቃችንን እንቀጥላለን።',
    },
  },
  waiting: {
    kind: 'wait',
    word: { en: 'Waiting', am: 'በመጠበቅ ላይ' },
    says: { en: '{rail} waits for the buyer to pay.', am: '{rail} ገዢው እስኪከፍል ይጠብቃል።' },
  },
  received: {
    kind: 'wait',
    word: { en: 'Money seen', am: 'ገንዘብ ታይቷል' },
    says: {
      en: 'A bank says that the money has arrived; it is not confirmed yet.',
      am: 'ባንኩ ገንዘቡ መድረሱን አሳውቋል፤ ገና አልተረጋገጠም።',
    },
  },
  notice: {
    kind: 'info',
    word: { en: 'Word came', am: 'ማሳወቂያ ደረሰ' },
    says: { en: '{rail} sent word of this payment. We asked it back.', am: '{rail} ስለዚህ ክፍያ አሳወቀ። መልሰን ጠየቅነው።' },
  },
  'wrong-notice': {
    kind: 'warn',
    word: { en: 'Odd word came', am: 'ያልተስማማ ማሳወቂያ' },
    says: {
      en: 'A message told of another amount. It was not followed; we asked {rail} itself.',
      am: 'መልእክቱ ሌላ መጠን ተናግሯል። አልተከተልነውም፤ {rail}ን ራሱን ጠየቅን።',
    },
  },
  confirmed: {
    kind: 'ok',
    word: { en: 'Paid', am: 'ተከፈለ' },
    says: { en: '{rail} has confirmed {price}.', am: '{rail} {price} መከፈሉን አረጋግጧል።' },
  },
  late: {
    kind: 'ok',
    word: { en: 'Paid late', am: 'ዘግይቶ ተከፈለ' },
    says: {
      en: '{rail} has confirmed {price} after the attempt had ended. It counts.',
      am: 'ሙከራው ካበቃ በኋላ {rail} {price} መከፈሉን አረጋግጧል። ይቆጠራል።',
    },
  },
  'paid-twice': {
    kind: 'warn',
    word: { en: 'Paid twice', am: 'ሁለት ጊዜ ተከፈለ' },
    says: {
      en: 'The buyer has it already. All of this payment goes back.',
      am: 'ገዢው አስቀድሞ ገዝቶታል። ይህ ክፍያ በሙሉ ይመለሳል።',
    },
  },
  'extra-twice': {
    kind: 'warn',
    word: { en: 'An extra paid twice', am: 'ተጨማሪው ሁለት ጊዜ ተከፈለ' },
    says: {
      en: 'The buyer has one of these things already. Its price goes back; the rest is bought.',
      am: 'ገዢው ከእነዚህ አንዱን አስቀድሞ ገዝቶታል። ዋጋው ይመለሳል፤ ቀሪው ተገዝቷል።',
    },
  },
  'sold-out': {
    kind: 'warn',
    word: { en: 'Sold out', am: 'አልቋል' },
    says: {
      en: 'The last one was taken while the money was on its way. All of it goes back.',
      am: 'ገንዘቡ በመንገድ ላይ እያለ የመጨረሻው ተይዟል። በሙሉ ይመለሳል።',
    },
  },
  overpaid: {
    kind: 'ok',
    word: { en: 'Paid, and more', am: 'ከዋጋው በላይ ተከፈለ' },
    says: {
      en: 'More than {price} came. It is paid, and the rest goes back.',
      am: 'ከ{price} በላይ ደርሷል። ተከፍሏል፤ ቀሪው ይመለሳል።',
    },
  },
  'second-payment': {
    kind: 'warn',
    word: { en: 'Second payment', am: 'ሁለተኛ ክፍያ' },
    says: {
      en: '{rail} lists a second payment for this order. It goes back.',
      am: '{rail} ለዚህ ትዕዛዝ ሁለተኛ ክፍያ ዘርዝሯል። ይመለሳል።',
    },
  },
  failed: {
    kind: 'bad',
    word: { en: 'Not paid', am: 'አልተከፈለም' },
    says: { en: 'The attempt ended without a payment.', am: 'ሙከራው ያለ ክፍያ አብቅቷል።' },
  },
  expired: {
    kind: 'warn',
    word: { en: 'Out of time', am: 'ጊዜው አለፈ' },
    says: {
      en: 'Its time ran out. A payment that comes later still counts.',
      am: 'የመክፈያ ጊዜው አልፏል። ዘግይቶ የሚመጣ ክፍያም ይቆጠራል።',
    },
  },
  'wrong-amount': {
    kind: 'warn',
    word: { en: 'Other amount', am: 'ሌላ መጠን' },
    says: {
      en: '{rail} reports another amount than {price}. A person looks at it.',
      am: '{rail} ከ{price} የተለየ መጠን አሳውቋል። ሰው ይመለከተዋል።',
    },
  },
  parked: {
    kind: 'warn',
    word: { en: 'With a person', am: 'በሰው እጅ' },
    says: { en: 'A person of our team finds out what became of it.', am: 'የቡድናችን ሰው ምን እንደደረሰ ያጣራል።' },
  },
  'decided-paid': {
    kind: 'ok',
    word: { en: 'Found', am: 'ተገኘ' },
    says: {
      en: 'A person has seen the payment at {rail} and written down its number.',
      am: 'ሰው ክፍያውን በ{rail} አይቶ ቁጥሩን መዝግቧል።',
    },
  },
  'decided-not-paid': {
    kind: 'bad',
    word: { en: 'No payment', am: 'ክፍያ የለም' },
    says: {
      en: 'A person has asked {rail}: no payment has arrived.',
      am: 'ሰው {rail}ን ጠይቋል፤ ክፍያ አልደረሰም።',
    },
  },
  'decided-send-back': {
    kind: 'warn',
    word: { en: 'Goes back', am: 'ይመለሳል' },
    says: {
      en: 'A person has decided that the money goes back to where it came from.',
      am: 'ሰው ገንዘቡ ወደመጣበት እንዲመለስ ወስኗል።',
    },
  },
  'told-reference': {
    kind: 'info',
    word: { en: 'Reference told', am: 'የግብይት ቁጥር ተነገረ' },
    says: {
      en: 'The buyer told the number of the payment. It is evidence, and was asked about.',
      am: 'ገዢው የግብይት ቁጥሩን ነግሯል። ማስረጃ ነው፤ ስለ እሱም ተጠይቋል።',
    },
  },
  reversed: {
    kind: 'bad',
    word: { en: 'Taken back', am: 'ተመልሶ ተወሰደ' },
    says: {
      en: 'The bank took the payment back. What was bought is closed for now.',
      am: 'ባንኩ ክፍያውን መልሶ ወስዷል። የተገዛው ለጊዜው ተዘግቷል።',
    },
  },
  'paid-again': {
    kind: 'ok',
    word: { en: 'Paid again', am: 'እንደገና ተከፈለ' },
    says: { en: 'The payment came again. What was bought is open.', am: 'ክፍያው እንደገና ደርሷል። የተገዛው ተከፍቷል።' },
  },
  disputed: {
    kind: 'warn',
    word: { en: 'Disputed', am: 'ክርክር ተነሳ' },
    says: {
      en: 'Somebody told the bank that the payment was wrong. It is looked into; nothing moves meanwhile.',
      am: 'ክፍያው ስህተት ነው ተብሎ ለባንኩ ተነግሯል። እየተመረመረ ነው፤ እስከዚያ ምንም አይንቀሳቀስም።',
    },
  },
  'dispute-won': {
    kind: 'ok',
    word: { en: 'Stays paid', am: 'ክፍያው ጸና' },
    says: { en: 'The bank has looked: the payment stands.', am: 'ባንኩ መርምሯል፤ ክፍያው ጸንቷል።' },
  },
  'dispute-lost': {
    kind: 'bad',
    word: { en: 'Goes to the buyer', am: 'ለገዢው ይመለሳል' },
    says: { en: 'The bank has looked and gives the money to the buyer.', am: 'ባንኩ መርምሮ ገንዘቡን ለገዢው መልሷል።' },
  },
  delivered: {
    kind: 'ok',
    word: { en: 'Delivered', am: 'ደረሰ' },
    says: { en: 'What was bought is open to the buyer.', am: 'የተገዛው ለገዢው ተከፍቷል።' },
  },
  preordered: {
    kind: 'wait',
    word: { en: 'Pre-ordered', am: 'ቅድመ ትዕዛዝ' },
    says: {
      en: 'It is not out yet. The money is kept until it opens to the buyer.',
      am: 'ገና አልወጣም። ለገዢው እስኪከፈት ገንዘቡ ተይዞ ይቆያል።',
    },
  },
  'release-moved': {
    kind: 'warn',
    word: { en: 'Another day', am: 'ቀኑ ተቀየረ' },
    says: {
      en: 'The store moved the day. The buyer was told, and may take the money back until it is out.',
      am: 'መደብሩ ቀኑን ቀይሯል። ለገዢው ተነግሯል፤ እስኪወጣ ድረስ ገንዘቡን መመለስ ይችላል።',
    },
  },
  'release-late': {
    kind: 'warn',
    word: { en: 'Late', am: 'ዘገየ' },
    says: {
      en: 'Its day came and it was not there. If it does not come in seven days, the money goes back by itself.',
      am: 'ቀኑ ደርሶ አልወጣም። በሰባት ቀን ውስጥ ካልወጣ ገንዘቡ በራሱ ይመለሳል።',
    },
  },
  'refund-waits': {
    kind: 'info',
    word: { en: 'To be given back', am: 'የሚመለስ' },
    says: {
      en: 'Something of it is to go back, and waits until the bank has decided about the payment.',
      am: 'ከዚህ የሚመለስ አለ፤ ባንኩ ስለ ክፍያው እስኪወስን ይጠብቃል።',
    },
  },
  'refund-asked': {
    kind: 'wait',
    word: { en: 'Money goes back', am: 'ገንዘብ እየተመለሰ ነው' },
    says: { en: 'Money is given back and is on its way to the buyer.', am: 'ገንዘብ ለገዢው እየተመለሰ ነው።' },
  },
  'refund-sent': {
    kind: 'ok',
    word: { en: 'Money sent back', am: 'ገንዘብ ተመለሰ' },
    says: { en: 'The money was sent back to where it came from.', am: 'ገንዘቡ ወደመጣበት ተመልሷል።' },
  },
  'refund-failed': {
    kind: 'bad',
    word: { en: 'Not sent back', am: 'አልተመለሰም' },
    says: {
      en: 'Sending the money back did not work. Nothing was lost; it is tried in another way.',
      am: 'ገንዘቡን መመለስ አልተቻለም። ምንም አልጠፋም፤ በሌላ መንገድ ይሞከራል።',
    },
  },
  payable: {
    kind: 'ok',
    word: { en: 'The store’s', am: 'የመደብሩ ሆነ' },
    says: {
      en: 'By its terms {rail} has settled it; the store can have its part sent.',
      am: 'እንደ ውሉ {rail} አወራርዷል፤ መደብሩ ድርሻውን ማውጣት ይችላል።',
    },
  },
  'payout-asked': {
    kind: 'wait',
    word: { en: 'Payout begun', am: 'ለመደብሩ መላክ ተጀመረ' },
    says: { en: 'It is part of a payout to the store.', am: 'ለመደብሩ ከሚላክ ገንዘብ ጋር ተካቷል።' },
  },
  'payout-sent': {
    kind: 'wait',
    word: { en: 'Sent to the store', am: 'ለመደብሩ ተላከ' },
    says: { en: 'The payout was handed over to be sent.', am: 'ክፍያው እንዲላክ ተሰጥቷል።' },
  },
  'payout-arrived': {
    kind: 'ok',
    word: { en: 'Arrived', am: 'ደረሰ' },
    says: { en: 'The payout has arrived at the store.', am: 'ገንዘቡ መደብሩ ጋር ደርሷል።' },
  },
  'payout-failed': {
    kind: 'bad',
    word: { en: 'Payout came back', am: 'ክፍያው ተመለሰ' },
    says: {
      en: 'The payout did not arrive. The money is kept for the store and sent again.',
      am: 'ክፍያው አልደረሰም። ገንዘቡ ለመደብሩ ተይዟል፤ እንደገና ይላካል።',
    },
  },
} as const satisfies Record<string, TimelineWords>;

/** What is expected next. */
export const nextWords = {
  begins: { en: 'Next: {rail} answers the request.', am: 'ቀጣይ፦ {rail} ለጥያቄው ይመልሳል።' },
  approves: { en: 'Next: the buyer approves it on the phone.', am: 'ቀጣይ፦ ገዢው በስልኩ ያጸድቃል።' },
  pays: { en: 'Next: somebody pays it.', am: 'ቀጣይ፦ ይከፈላል።' },
  confirms: { en: 'Next: the bank confirms the money.', am: 'ቀጣይ፦ ባንኩ ገንዘቡን ያረጋግጣል።' },
  person: { en: 'Next: a person decides about it.', am: 'ቀጣይ፦ ሰው ይወስናል።' },
  asks: { en: 'Next: we ask {rail} again.', am: 'ቀጣይ፦ {rail}ን እንደገና እንጠይቃለን።' },
  takesOver: { en: 'Next: a person takes over if no word comes.', am: 'ቀጣይ፦ ማሳወቂያ ካልመጣ ሰው ይረከበዋል።' },
  delivers: { en: 'Next: what was bought opens.', am: 'ቀጣይ፦ የተገዛው ይከፈታል።' },
  comesOut: { en: 'Next: it comes out.', am: 'ቀጣይ፦ ይወጣል።' },
  goesBack: { en: 'Next: the money arrives back.', am: 'ቀጣይ፦ ገንዘቡ ተመልሶ ይደርሳል።' },
  settles: { en: 'Next: {rail} settles it.', am: 'ቀጣይ፦ {rail} ያወራርዳል።' },
  paysOut: { en: 'Next: it goes out with the store’s next payout.', am: 'ቀጣይ፦ ከመደብሩ ቀጣይ ክፍያ ጋር ይላካል።' },
  arrives: { en: 'Next: the payout arrives at the store.', am: 'ቀጣይ፦ ገንዘቡ መደብሩ ጋር ይደርሳል።' },
  decides: { en: 'Next: the bank decides.', am: 'ቀጣይ፦ ባንኩ ይወስናል።' },
  latest: { en: '{says} At the latest {time}.', am: '{says} ቢዘገይ {time}።' },
} as const satisfies Record<string, Phrase>;

/** Who says it. */
export const tellers = {
  we: { en: 'Windsurf', am: 'ዊንድሰርፍ' },
  operator: { en: 'a person of our team', am: 'የቡድናችን ሰው' },
  buyer: { en: 'the buyer', am: 'ገዢው' },
  creator: { en: 'the store', am: 'መደብሩ' },
  bank: { en: 'the bank', am: 'ባንኩ' },
} as const satisfies Record<string, Phrase>;

/** The page of it. */
export const timelinePageWords = {
  title: { en: 'What happened to the money', am: 'ገንዘቡ የት ደረሰ' },
  product: { en: 'Bought', am: 'የተገዛው' },
  store: { en: 'From', am: 'ሻጭ' },
  price: { en: 'Price', am: 'ዋጋ' },
  back: { en: 'Given back', am: 'የተመለሰ' },
  order: { en: 'Order', am: 'ትዕዛዝ' },
  buyer: { en: 'Buyer’s number', am: 'የገዢው ቁጥር' },
  ends: { en: 'ends in {hint}', am: 'በ{hint} ያበቃል' },
  asked: {
    en: 'Questions to {rail}: {count}, the last at {time}.',
    am: 'ለ{rail} ያቀረብናቸው ጥያቄዎች፦ {count}፤ የመጨረሻው {time}።',
  },
  follow: { en: 'Back to the payment', am: 'ወደ ክፍያው ይመለሱ' },
  keep: {
    en: 'Nothing is ever removed from this list. Whoever has its address can read it, and can do nothing.',
    am: 'ከዚህ ዝርዝር ምንም አይጠፋም። አድራሻው ያለው ሁሉ ማንበብ ይችላል፤ ምንም ማድረግ አይችልም።',
  },
} as const satisfies Record<string, Phrase>;
