import type { Phrase } from './phrases.ts';

/**
 * Money on its way to creators. `holds` are why money waits: `says` ends with what happens next, `action` is the one button
 * beside it.
 */
export const payoutWords = {
  holds: {
    'account-new-24h': {
      says: {
        en: 'The account is new, so we wait until {until} before we send to it. Not you? Remove the account.',
        am: 'ሂሳቡ አዲስ ስለሆነ እስከ {until} እንጠብቃለን። እርስዎ አላስገቡትም? ሂሳቡን ያስወግዱ።',
      },
      action: { en: 'See the account', am: 'ሂሳቡን ይመልከቱ' },
    },
    'name-differs': {
      says: {
        en: 'We have not seen yet that the account is in your name. A person of ours looks within one working day.',
        am: 'ሂሳቡ በእርስዎ ስም መሆኑን ገና አላረጋገጥንም። ባልደረባችን በአንድ የሥራ ቀን ውስጥ ያየዋል።',
      },
      action: { en: 'Correct the name', am: 'ስሙን ያስተካክሉ' },
    },
    'below-minimum': {
      says: {
        en: 'There is less than {least}, the smallest sum that is sent. It stays yours and is sent with the next sales.',
        am: 'ያለው ከ{least} ያነሰ ነው፤ ከዚህ በታች አይላክም። ገንዘቡ የእርስዎ ነው፤ ከቀጣይ ሽያጮች ጋር ይላካል።',
      },
      action: { en: 'Change the smallest sum', am: 'ትንሹን መጠን ይቀይሩ' },
    },
    'no-account': {
      says: {
        en: 'We do not know where to send your money. Add your wallet or bank account.',
        am: 'ገንዘብዎን የት እንደምንልክ አናውቅም። ዋሌትዎን ወይም የባንክ ሂሳብዎን ያስገቡ።',
      },
      action: { en: 'Add an account', am: 'ሂሳብ ያስገቡ' },
    },
    'risk-pause': {
      says: {
        en: 'Two people of ours decided to pause your payouts while we look at something. Selling goes on and the money stays yours.',
        am: 'አንድ ነገር እስክናጣራ ሁለት ባልደረቦቻችን ክፍያዎ እንዲቆም ወስነዋል። ሽያጩ ይቀጥላል፤ ገንዘቡም የእርስዎ ነው።',
      },
      action: { en: 'Appeal', am: 'ይግባኝ ይበሉ' },
    },
    'legal-hold': {
      says: {
        en: 'The law or a court makes us keep this money for now. Ask us what it is about.',
        am: 'ሕግ ወይም ፍርድ ቤት ይህን ገንዘብ ለጊዜው እንድናቆይ ያስገድደናል። ጉዳዩን ይጠይቁን።',
      },
      action: { en: 'Appeal', am: 'ይግባኝ ይበሉ' },
    },
    'rail-down': {
      says: {
        en: 'The wallet or bank does not answer. Nothing was sent; we try again at {until}.',
        am: 'ዋሌቱ ወይም ባንኩ አይመልስም። ምንም አልተላከም፤ በ{until} እንደገና እንሞክራለን።',
      },
      action: { en: 'Keep the money here', am: 'ገንዘቡ እዚህ ይቆይ' },
    },
    'rail-refused': {
      says: {
        en: 'The wallet or bank refused this account, and the money is back with you. Check the account.',
        am: 'ዋሌቱ ወይም ባንኩ ሂሳቡን አልተቀበለም፤ ገንዘቡ ወደ እርስዎ ተመልሷል። ሂሳቡን ያረጋግጡ።',
      },
      action: { en: 'Check the account', am: 'ሂሳቡን ያረጋግጡ' },
    },
    'unknown-outcome': {
      says: {
        en: 'It was sent, and the wallet or bank has not said whether it arrived. We find out; it is never sent twice.',
        am: 'ተልኳል፤ መድረሱን ግን ዋሌቱ ወይም ባንኩ አላረጋገጠም። እናጣራለን፤ ሁለት ጊዜ አይላክም።',
      },
      action: { en: 'See what we know', am: 'የምናውቀውን ይመልከቱ' },
    },
    'receivable-open': {
      says: {
        en: 'Refunds took more than you had. Your next sales pay that first, then you can send money again.',
        am: 'ተመላሽ ገንዘቦች ከነበረዎት በላይ ሆነዋል። ቀጣይ ሽያጮች መጀመሪያ ይህን ይከፍላሉ፤ ከዚያ መላክ ይችላሉ።',
      },
      action: { en: 'See the orders', am: 'ትዕዛዞችን ይመልከቱ' },
    },
  },
  who: {
    creator: { en: 'You can change this', am: 'ይህን እርስዎ መቀየር ይችላሉ' },
    us: { en: 'We can change this', am: 'ይህን እኛ መቀየር እንችላለን' },
    rail: { en: 'The wallet or bank can change this', am: 'ይህን ዋሌቱ ወይም ባንኩ መቀየር ይችላል' },
  },
  soon: { en: 'soon', am: 'በቅርቡ' },
  states: {
    requested: { en: 'Asked for', am: 'ተጠይቋል' },
    held: { en: 'Held', am: 'ተይዟል' },
    sending: { en: 'On its way', am: 'በመንገድ ላይ' },
    unknown: { en: 'Not confirmed yet', am: 'ገና አልተረጋገጠም' },
    paid: { en: 'Paid', am: 'ተከፍሏል' },
    failed: { en: 'Did not arrive', am: 'አልደረሰም' },
    cancelled: { en: 'Taken back', am: 'ተመልሷል' },
  },
  /** What happened, in the history of a payout. */
  happened: {
    asked: { en: 'You asked for it', am: 'እርስዎ ጠየቁ' },
    scheduled: { en: 'Your schedule asked for it', am: 'በመርሐ ግብርዎ ተጠየቀ' },
    again: { en: 'Tried again by itself', am: 'በራሱ እንደገና ተሞከረ' },
    held: { en: 'Held', am: 'ተያዘ' },
    'let-go': { en: 'Nothing stops it any more', am: 'የሚያግደው ነገር የለም' },
    sending: { en: 'Given to the wallet or bank', am: 'ለዋሌቱ ወይም ለባንኩ ተሰጠ' },
    'by-hand': { en: 'A person of ours sends it', am: 'ባልደረባችን ይልከዋል' },
    taken: { en: 'The wallet or bank has taken it in', am: 'ዋሌቱ ወይም ባንኩ ተቀብሎታል' },
    'not-sent': { en: 'It could not be given over; nothing was sent', am: 'መስጠት አልተቻለም፤ ምንም አልተላከም' },
    unknown: { en: 'No answer; whether it arrived is not known', am: 'መልስ የለም፤ መድረሱ አልታወቀም' },
    'looked-for': { en: 'We asked what became of it', am: 'የት እንደደረሰ ጠየቅን' },
    parked: { en: 'A person of ours looks for it', am: 'ባልደረባችን እየፈለገው ነው' },
    paid: { en: 'Arrived', am: 'ደርሷል' },
    'paid-late': { en: 'It had arrived after all', am: 'ለካ ደርሶ ነበር' },
    failed: { en: 'It did not arrive; the money is back', am: 'አልደረሰም፤ ገንዘቡ ተመልሷል' },
    cancelled: { en: 'You took it back; the money is here', am: 'እርስዎ መለሱት፤ ገንዘቡ እዚህ ነው' },
    kept: { en: 'A person of ours holds it', am: 'ባልደረባችን ይዞታል' },
    released: { en: 'A person of ours let it go on', am: 'ባልደረባችን እንዲቀጥል ፈቀደ' },
    moved: { en: 'It goes to your new account', am: 'ወደ አዲሱ ሂሳብዎ ይሄዳል' },
    'not-again': {
      en: 'Not tried again: the money or the account has changed',
      am: 'እንደገና አልተሞከረም፤ ገንዘቡ ወይም ሂሳቡ ተቀይሯል',
    },
    contradicted: {
      en: 'The wallet or bank said two different things; a person of ours looks',
      am: 'ዋሌቱ ወይም ባንኩ የተለያየ ነገር ተናግሯል፤ ባልደረባችን ያየዋል',
    },
  },
  kinds: {
    telebirr: { en: 'telebirr wallet', am: 'የቴሌብር ዋሌት' },
    cbebirr: { en: 'CBE Birr wallet', am: 'የሲቢኢ ብር ዋሌት' },
    bank: { en: 'Bank account', am: 'የባንክ ሂሳብ' },
  },
  names: {
    'own-number': { en: 'Your own number', am: 'የራስዎ ቁጥር' },
    'rail-says': { en: 'Name confirmed by the wallet', am: 'ስሙ በዋሌቱ ተረጋግጧል' },
    'tax-name': { en: 'Same name as in your tax profile', am: 'በግብር መረጃዎ ካለው ስም ጋር አንድ ነው' },
    'person-said': { en: 'Name confirmed by us', am: 'ስሙ በእኛ ተረጋግጧል' },
    waiting: { en: 'Name not confirmed yet', am: 'ስሙ ገና አልተረጋገጠም' },
    differs: { en: 'The name differs', am: 'ስሙ ይለያል' },
  },
  banks: {
    cbe: { en: 'Commercial Bank of Ethiopia', am: 'የኢትዮጵያ ንግድ ባንክ' },
    awash: { en: 'Awash Bank', am: 'አዋሽ ባንክ' },
    dashen: { en: 'Dashen Bank', am: 'ዳሸን ባንክ' },
    abyssinia: { en: 'Bank of Abyssinia', am: 'አቢሲንያ ባንክ' },
    wegagen: { en: 'Wegagen Bank', am: 'ወጋገን ባንክ' },
    hibret: { en: 'Hibret Bank', am: 'ኅብረት ባንክ' },
    nib: { en: 'Nib International Bank', am: 'ንብ ኢንተርናሽናል ባንክ' },
    'coop-oromia': { en: 'Cooperative Bank of Oromia', am: 'የኦሮሚያ ኅብረት ሥራ ባንክ' },
    oromia: { en: 'Oromia Bank', am: 'ኦሮሚያ ባንክ' },
    zemen: { en: 'Zemen Bank', am: 'ዘመን ባንክ' },
    bunna: { en: 'Bunna Bank', am: 'ቡና ባንክ' },
    berhan: { en: 'Berhan Bank', am: 'ብርሃን ባንክ' },
    abay: { en: 'Abay Bank', am: 'ዓባይ ባንክ' },
    lion: { en: 'Lion International Bank', am: 'አንበሳ ኢንተርናሽናል ባንክ' },
    enat: { en: 'Enat Bank', am: 'እናት ባንክ' },
    global: { en: 'Global Bank Ethiopia', am: 'ግሎባል ባንክ ኢትዮጵያ' },
    amhara: { en: 'Amhara Bank', am: 'አማራ ባንክ' },
    tsehay: { en: 'Tsehay Bank', am: 'ፀሐይ ባንክ' },
  },
} as const satisfies Record<string, Phrase | Record<string, Phrase | Record<string, Phrase>>>;
