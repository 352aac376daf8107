import type { Phrase } from './phrases.ts';

/** Paying in parts, at the checkout. */
export const partsWords = {
  legend: { en: 'How do you pay?', am: 'እንዴት ይከፍላሉ?' },
  once: { en: 'All at once', am: 'ሁሉንም በአንድ ጊዜ' },
  inParts: { en: 'In {count} monthly parts', am: 'በ{count} ወርሃዊ ክፍያ' },
  today: { en: '{price} today', am: 'ዛሬ {price}' },
  later: { en: '{price} on {date}', am: 'በ{date} {price}' },
  whole: { en: '{price} in all, no interest.', am: 'በጠቅላላ {price}፣ ያለ ወለድ።' },
  how: {
    en: 'It is yours after the first payment. Nothing is taken by itself: for each part you get an SMS with a link.',
    am: 'ከመጀመሪያው ክፍያ በኋላ የእርስዎ ነው። በራሱ የሚቆረጥ ነገር የለም፤ ለእያንዳንዱ ክፍያ ሊንክ ያለው መልእክት ይደርስዎታል።',
  },
  alone: {
    en: 'In parts you buy this one thing, for yourself: no extra, no cart, no gift.',
    am: 'በክፍያ የሚገዙት ይህንን አንድ ነገር ለራስዎ ብቻ ነው፤ ተጨማሪ፣ ጋሪ ወይም ስጦታ የለውም።',
  },
  least: { en: 'In parts from {price} on.', am: 'በክፍያ ከ{price} ጀምሮ ነው።' },
  runningTitle: { en: 'Already paid in parts', am: 'በክፍያ እየተከፈለ ነው' },
  runningSays: {
    en: 'With this number “{title}” is being paid for in parts. It is not sold a second time; what is left is paid on the page of that plan.',
    am: '«{title}» በዚህ ስልክ ቁጥር በክፍያ እየተከፈለ ነው። ሁለተኛ ጊዜ አይሸጥም፤ የቀረው በክፍያው ገጽ ላይ ይከፈላል።',
  },
  runningGo: { en: 'See my payments', am: 'ክፍያዎቼን አሳይ' },
} as const satisfies Record<string, Phrase>;

/** The buyer's own page of a plan. */
export const planWords = {
  title: { en: 'Your payments: {title}', am: 'ክፍያዎችዎ፦ {title}' },
  states: {
    running: { en: 'Open', am: 'ክፍት' },
    paused: { en: 'Closed for now', am: 'ለጊዜው ተዘግቷል' },
    done: { en: 'All paid', am: 'ሁሉም ተከፍሏል' },
    ended: { en: 'Over', am: 'አብቅቷል' },
  },
  leftSays: { en: '{left} of {whole} are still to be paid.', am: 'ከ{whole} ውስጥ {left} ይቀራል።' },
  pausedSays: {
    en: 'A part is not paid. Pay it, and everything is open again at once; nothing of yours was deleted.',
    am: 'ያልተከፈለ ክፍያ አለ። ሲከፍሉ ሁሉም ወዲያው ይከፈታል፤ ምንም አልጠፋም።',
  },
  disputedSays: {
    en: 'A bank looks at one of your payments. It opens again when that is decided.',
    am: 'አንድ ባንክ ከክፍያዎችዎ አንዱን እያጣራ ነው። ውሳኔ ሲያገኝ እንደገና ይከፈታል።',
  },
  doneSays: { en: 'Thank you. Nothing more is asked of you.', am: 'እናመሰግናለን። ከእንግዲህ የሚጠየቁት ክፍያ የለም።' },
  endedSays: {
    en: 'The money was given back. Nothing more is asked of you.',
    am: 'ገንዘቡ ተመልሷል። ከእንግዲህ የሚጠየቁት ክፍያ የለም።',
  },
  list: { en: 'The parts', am: 'ክፍያዎቹ' },
  part: { en: 'Part {number} of {count}', am: 'ክፍያ {number} ከ{count}' },
  paid: { en: 'Paid on {date}', am: '{date} ተከፍሏል' },
  due: { en: 'Due on {date}', am: 'የሚከፈልበት ቀን {date}' },
  late: { en: 'Late: was due on {date}', am: 'ዘግይቷል፤ ቀኑ {date} ነበር' },
  back: { en: 'Given back', am: 'ተመልሷል' },
  doubt: { en: 'The bank looks at it', am: 'ባንክ እያጣራው ነው' },
  pays: { en: 'What do you pay now?', am: 'አሁን ምን ይከፍላሉ?' },
  next: { en: 'The next part', am: 'ቀጣዩን ክፍያ' },
  rest: { en: 'All that is left', am: 'የቀረውን ሁሉ' },
  pay: { en: 'Pay now', am: 'አሁን ይክፈሉ' },
  choose: { en: 'Choose what you pay now.', am: 'አሁን የሚከፍሉትን ይምረጡ።' },
  closes: {
    en: 'What is not paid 14 days after its day closes until it is paid.',
    am: 'ከቀኑ በኋላ እስከ 14 ቀን ያልተከፈለ እስኪከፈል ይዘጋል።',
  },
  nothingTaken: { en: 'Nothing is taken by itself.', am: 'በራሱ የሚቆረጥ ነገር የለም።' },
  private: {
    en: 'Who has this address can pay here. Keep it to yourself.',
    am: 'ይህ አድራሻ ያለው ሰው እዚህ መክፈል ይችላል። ለራስዎ ብቻ ይያዙት።',
  },
  toStore: { en: 'To {store}', am: 'ወደ {store}' },
  open: { en: 'To what I bought', am: 'ወደ ገዛሁት' },
} as const;

/** What the library says. */
export const libraryPlanWords = {
  payments: { en: 'My payments', am: 'ክፍያዎቼ' },
  notPaid: { en: 'A part not paid', am: 'ያልተከፈለ ክፍያ አለ' },
  closedSays: {
    en: 'A part of its price is not paid. Pay it, and everything is open again at once.',
    am: 'ከዋጋው አንድ ክፍያ አልተከፈለም። ሲከፍሉ ሁሉም ወዲያው ይከፈታል።',
  },
} as const satisfies Record<string, Phrase>;
