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

/** The page on which a reader says that something is wrong. */
export const reportWords = {
  title: { en: 'Report a problem with “{what}”', am: 'ስለ «{what}» ችግር ያሳውቁ' },
  lede: {
    en: 'A person of ours looks at it. We do not tell the store who you are, and we do not keep it.',
    am: 'ከእኛ አንድ ሰው ይመለከተዋል። ማንነትዎን ለመደብሩ አንናገርም፤ እኛም አንይዘውም።',
  },
  reason: { en: 'What is wrong?', am: 'ችግሩ ምንድን ነው?' },
  reasons: {
    'not-as-sold': { en: 'What I bought is not what was promised', am: 'የገዛሁት ከተባለው የተለየ ነው' },
    stolen: { en: 'It belongs to somebody else', am: 'የሌላ ሰው ሥራ ነው' },
    forbidden: { en: 'It must not be sold', am: 'መሸጥ የሌለበት ነው' },
    hurtful: { en: 'It hurts or threatens people', am: 'ሰዎችን የሚጎዳ ወይም የሚያስፈራራ ነው' },
    deceives: { en: 'It deceives people to get their money', am: 'ሰዎችን አታሎ ገንዘብ ለመውሰድ ነው' },
    other: { en: 'Something else', am: 'ሌላ' },
  },
  said: { en: 'What should we know?', am: 'ምን ማወቅ አለብን?' },
  saidHint: {
    en: 'For example where it is, or which order. Please no phone numbers.',
    am: 'ለምሳሌ የት እንደሆነ ወይም የትኛው ግዢ እንደሆነ። እባክዎ ስልክ ቁጥር አይጻፉ።',
  },
  send: { en: 'Send the report', am: 'ያሳውቁ' },
  chooseReason: { en: 'Choose what is wrong.', am: 'ችግሩን ይምረጡ።' },
  tooLong: { en: 'Write at most {limit} letters.', am: 'ቢበዛ {limit} ፊደል ይጻፉ።' },
  thanks: { en: 'Thank you. A person looks at it.', am: 'እናመሰግናለን። አንድ ሰው ይመለከተዋል።' },
  thanksSays: {
    en: 'If you paid and got something else, ask for your money back too: open “What I bought”.',
    am: 'ከፍለው ሌላ ነገር ደርሶዎት ከሆነ ገንዘብዎንም እንዲመለስ ይጠይቁ፤ «የገዛኋቸው» የሚለውን ይክፈቱ።',
  },
  back: { en: 'Back to {store}', am: 'ወደ {store} ይመለሱ' },
  link: { en: 'Report a problem', am: 'ችግር ያሳውቁ' },
} as const satisfies Record<string, Phrase | Record<string, Phrase>>;

/** Why a product is not sold, and what its creator does about it. */
export const rejectWords = {
  'not-yours': {
    en: 'It seems to be somebody else’s work. Sell what you made, or show us that you may sell it.',
    am: 'የሌላ ሰው ሥራ ይመስላል። የራስዎን ሥራ ይሽጡ፤ ወይም መሸጥ እንደሚችሉ ያሳዩን።',
  },
  forbidden: {
    en: 'This may not be sold here. Read what may be sold, and offer something else.',
    am: 'ይህ እዚህ ሊሸጥ አይችልም። የሚሸጠውን ያንብቡና ሌላ ያቅርቡ።',
  },
  misleading: {
    en: 'The words promise more than buyers get. Say exactly what is in it.',
    am: 'ጽሑፉ ገዢዎች ከሚያገኙት በላይ ቃል ይገባል። በውስጡ ያለውን በትክክል ይግለጹ።',
  },
  unclear: {
    en: 'A reader cannot tell what she buys. Say in the description what it is and for whom.',
    am: 'አንባቢ ምን እንደምትገዛ አይገባትም። ምን እንደሆነና ለማን እንደሆነ በመግለጫው ይጻፉ።',
  },
  'file-wrong': {
    en: 'The file does not fit the words, or cannot be opened. Put in the right file.',
    am: 'ፋይሉ ከጽሑፉ ጋር አይስማማም ወይም አይከፈትም። ትክክለኛውን ፋይል ያስገቡ።',
  },
  'wrong-price': {
    en: 'The price does not fit what is sold. Look at it again.',
    am: 'ዋጋው ከሚሸጠው ጋር አይስማማም። እንደገና ይመልከቱት።',
  },
  other: { en: 'Read below what to change.', am: 'ምን እንደሚቀየር ከታች ያንብቡ።' },
} as const satisfies Record<string, Phrase>;

/** What a creator reads on her product. */
export const approvalWords = {
  waits: {
    en: 'Waits for approval. We look at it within a day; you need not do anything.',
    am: 'ፈቃድ እየጠበቀ ነው። በአንድ ቀን ውስጥ እናየዋለን፤ ምንም ማድረግ አያስፈልግዎትም።',
  },
  waitsChange: {
    en: 'Your change waits for approval. Until then buyers see what was approved before.',
    am: 'ለውጥዎ ፈቃድ እየጠበቀ ነው። እስከዚያ ገዢዎች ቀደም ሲል የተፈቀደውን ያያሉ።',
  },
  waitsShort: { en: 'Waits for approval', am: 'ፈቃድ እየጠበቀ' },
  rejected: { en: 'Not approved', am: 'አልተፈቀደም' },
  takenDown: { en: 'Taken from sale by us', am: 'በእኛ ከሽያጭ ወርዷል' },
  whatNext: {
    en: 'Change it, save, and publish again; then a person looks again.',
    am: 'ያስተካክሉት፣ ያስቀምጡ፣ እንደገና ያቅርቡ፤ ከዚያ አንድ ሰው እንደገና ይመለከተዋል።',
  },
} as const satisfies Record<string, Phrase>;

/** What keeps a brand from sending offers, and what is wrong with terms. */
export const brandBlockers = {
  'no-brand-profile': { en: 'Say who you are as a brand.', am: 'እንደ ድርጅት ማን እንደሆኑ ይግለጹ።' },
  'brand-not-verified': {
    en: 'Link a payout account in your own name; then you are verified.',
    am: 'በራስዎ ስም ያለ የገንዘብ መቀበያ ያገናኙ፤ ያኔ ይረጋገጣሉ።',
  },
} as const satisfies Record<string, Phrase>;
export const termsErrors = {
  'no-value': { en: 'Offer money or something of value.', am: 'ገንዘብ ወይም ዋጋ ያለው ነገር ያቅርቡ።' },
  'in-kind-unnamed': { en: 'Say what you give besides money.', am: 'ከገንዘብ ሌላ ምን እንደሚሰጡ ይግለጹ።' },
  'in-kind-worthless': { en: 'Say what the thing you give is worth.', am: 'የሚሰጡት ነገር ዋጋ ስንት እንደሆነ ይግለጹ።' },
  'no-deliverable': { en: 'Say what the creator makes.', am: 'ፈጣሪዋ ምን እንደምትሠራ ይግለጹ።' },
  'due-past': { en: 'Choose a day that is still to come.', am: 'ገና ያልደረሰ ቀን ይምረጡ።' },
  'due-unknown': { en: 'This day does not exist.', am: 'ይህ ቀን የለም።' },
  'due-before-answer': {
    en: 'The work would be due before the offer has to be answered.',
    am: 'ሥራው የሚጠናቀቅበት ቀን ጥያቄው ከሚመለስበት ቀን በፊት ነው።',
  },
} as const satisfies Record<string, Phrase>;
export type TermsError = keyof typeof termsErrors;
