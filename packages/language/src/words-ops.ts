import type { Phrase } from './phrases.ts';

/** The operators' console: its frame, its home, its queues and its decisions. Each queue's own words stand beside it. */
export const opsWords = {
  brand: { en: 'Windsurf desk', am: 'የዊንድሰርፍ ዴስክ' },
  places: { en: 'Queues', am: 'የሥራ ዝርዝሮች' },
  home: { en: 'Home', am: 'መነሻ' },
  payments: { en: 'Payments', am: 'ክፍያዎች' },
  refunds: { en: 'Refunds', am: 'ተመላሾች' },
  payouts: { en: 'Payouts', am: 'ወደ ፈጣሪዎች' },
  accounts: { en: 'Names of accounts', am: 'የሂሳብ ስሞች' },
  risk: { en: 'Risk and appeals', am: 'ሥጋት እና ይግባኝ' },
  books: { en: 'Reconciliation', am: 'ማመሳከር' },
  more: { en: 'More', am: 'ተጨማሪ' },
  toStore: { en: 'To my store', am: 'ወደ መደብሬ' },
  look: { en: 'Light or dark', am: 'ብርሃን ወይም ጨለማ' },
  lookSystem: { en: 'As the device', am: 'እንደ መሣሪያው' },
  lookLight: { en: 'Light', am: 'ብርሃን' },
  lookDark: { en: 'Dark', am: 'ጨለማ' },
  signedIn: { en: 'Signed in as {phone}', am: 'በ{phone} ገብተዋል' },

  // Before it opens
  signInTitle: { en: 'Sign in to the desk', am: 'ወደ ዴስኩ ይግቡ' },
  signInLede: {
    en: 'For our own team. Everything that is looked at or decided here is written down with your name.',
    am: 'ለራሳችን ቡድን ብቻ። እዚህ የታየና የተወሰነ ሁሉ ከስምዎ ጋር ይመዘገባል።',
  },
  notYouTitle: { en: 'This desk is not for you', am: 'ይህ ዴስክ ለእርስዎ አይደለም' },
  notYou: {
    en: 'You are signed in with {phone}, which does not belong to our team. Nothing of yours is missing: your store and what you bought are where they were.',
    am: 'የገቡበት {phone} የቡድናችን ቁጥር አይደለም። የእርስዎ ነገር አልጠፋም፤ መደብርዎም የገዟቸውም በቦታቸው አሉ።',
  },
  otherNumber: { en: 'Sign in with another number', am: 'በሌላ ቁጥር ይግቡ' },

  // Searching
  searchLabel: { en: 'Find a payment by its number', am: 'ክፍያን በቁጥሩ ይፈልጉ' },
  searchHint: {
    en: 'Our payment, order or refund, or the number that the provider gave. The search is written down.',
    am: 'የእኛ ክፍያ፣ ትዕዛዝ ወይም ተመላሽ፣ ወይም አቅራቢው የሰጠው ቁጥር። ፍለጋው ይመዘገባል።',
  },
  searchPlace: { en: 'Number', am: 'ቁጥር' },
  searchTitle: { en: 'Found', am: 'የተገኘ' },
  searchWrong: {
    en: 'Write a number of at least 4 letters or digits, without spaces inside.',
    am: 'ቢያንስ 4 ፊደል ወይም አሃዝ ያለው ቁጥር ያለ ክፍተት ይጻፉ።',
  },
  searchNothing: { en: 'No payment has the number {number}', am: '{number} የሚባል ቁጥር ያለው ክፍያ የለም' },
  searchNothingSays: {
    en: 'Only whole numbers are found. Copy it once more from where it stands.',
    am: 'ሙሉ ቁጥር ብቻ ነው የሚገኘው። ካለበት ቦታ እንደገና ይቅዱት።',
  },
  found: {
    payment: { en: 'by our number of the payment', am: 'በእኛ የክፍያ ቁጥር' },
    order: { en: 'by the number of the order', am: 'በትዕዛዙ ቁጥር' },
    provider: { en: 'by our order at the provider', am: 'በአቅራቢው ዘንድ ባለው ትዕዛዛችን' },
    transaction: { en: 'by the provider’s number', am: 'በአቅራቢው ቁጥር' },
    reference: { en: 'by the reference', am: 'በማጣቀሻው' },
    refund: { en: 'by its refund', am: 'በተመላሹ' },
  },

  // Home
  homeTitle: { en: 'What waits', am: 'የሚጠብቅ ሥራ' },
  asOf: { en: 'as of {time}', am: 'የ{time} መረጃ' },
  refresh: { en: 'Ask again', am: 'እንደገና ጠይቅ' },
  nothingWaits: { en: 'Nothing waits', am: 'የሚጠብቅ የለም' },
  waits: { en: 'Waits', am: 'ይጠብቃል' },
  late: { en: 'Waits too long', am: 'በጣም ቆይቷል' },
  oldest: { en: 'oldest {age}', am: 'ከሁሉ የቆየው {age}' },
  dueIn: { en: 'next due in {age}', am: 'ቀጣዩ ከ{age} በኋላ ያበቃል' },
  left: { en: '{age} left', am: '{age} ይቀራል' },
  overdueBy: { en: 'overdue by {age}', am: 'ጊዜው ካለፈ {age}' },
  target: { en: 'Target: within {age}', am: 'ግብ፦ በ{age} ውስጥ' },
  queues: {
    unknown: { en: 'Not known for 10 minutes', am: 'ለ10 ደቂቃ ያልታወቁ' },
    parked: { en: 'Wait for a decision', am: 'ውሳኔ የሚጠብቁ' },
    'not-back': { en: 'Too much paid, not back yet', am: 'በትርፍ የተከፈለ፣ ገና ያልተመለሰ' },
    told: { en: 'Told by buyers', am: 'ገዢዎች የነገሩን' },
    'refunds-manual': { en: 'To send by hand', am: 'በእጅ የሚላኩ' },
    'refunds-unknown': { en: 'Not known whether sent', am: 'መላካቸው ያልታወቀ' },
    'refunds-second': { en: 'Wait for a second person', am: 'ሁለተኛ ሰው የሚጠብቁ' },
    'refunds-kept': { en: 'Given up, money still here', am: 'ያልተሳካ፣ ገንዘቡ እዚህ ያለ' },
    'payouts-held': { en: 'Held', am: 'የተያዙ' },
    'payouts-parked': { en: 'Not known whether arrived', am: 'መድረሳቸው ያልታወቀ' },
    'payouts-by-hand': { en: 'To send by hand', am: 'በእጅ የሚላኩ' },
    'payouts-failed': { en: 'Did not arrive', am: 'ያልደረሱ' },
    'account-names': { en: 'Names to confirm', am: 'የሚረጋገጡ ስሞች' },
    'cases-proposed': { en: 'Wait for a second person', am: 'ሁለተኛ ሰው የሚጠብቁ' },
    appeals: { en: 'Appeals', am: 'ይግባኞች' },
    'appeals-overdue': { en: 'Appeals past 72 hours', am: '72 ሰዓት ያለፋቸው ይግባኞች' },
    differences: { en: 'Differences', am: 'ልዩነቶች' },
  },
  weather: { en: 'Ways to pay', am: 'የክፍያ መንገዶች' },
  weatherStates: {
    good: { en: 'Good', am: 'ጥሩ' },
    slow: { en: 'Slow', am: 'ቀርፋፋ' },
    unsteady: { en: 'Often no answer', am: 'ብዙ ጊዜ አይመልስም' },
    down: { en: 'Down', am: 'አይሠራም' },
    quiet: { en: 'Nobody paid lately', am: 'በቅርቡ የከፈለ የለም' },
  },
  answered: { en: '{percent} % answered in the last hour', am: 'ባለፈው ሰዓት {percent} % መልስ አግኝቷል' },
  confirmedIn: { en: 'confirmed in {seconds} s', am: 'በ{seconds} ሰከንድ ተረጋግጧል' },

  // Ages
  seconds: { en: 'less than a minute', am: 'ከአንድ ደቂቃ በታች' },
  minutes: { en: '{n} min', am: '{n} ደቂቃ' },
  hours: { en: '{n} h', am: '{n} ሰዓት' },
  days: { en: '{n} days', am: '{n} ቀናት' },

  // Queues
  filter: { en: 'Which ones', am: 'የትኞቹን' },
  emptyTitle: { en: 'Nothing waits', am: 'የሚጠብቅ የለም' },
  empty: { en: 'This queue is empty. What comes next stands here by itself.', am: 'ይህ ዝርዝር ባዶ ነው። ቀጣዩ ሲመጣ እዚህ ይታያል።' },
  newOnes: { en: '{count} new. Show them', am: '{count} አዲስ። አሳይ' },
  changed: { en: 'Some were decided. Tidy the list', am: 'አንዳንዶቹ ተወስነዋል። ዝርዝሩን አስተካክል' },
  paused: {
    en: 'Live updates are paused: no answer came. What you see is from {time}.',
    am: 'መልስ ስላልመጣ ማደሱ ቆሟል። የሚያዩት የ{time} ነው።',
  },
  gone: { en: 'Decided', am: 'ተወስኗል' },
  since: { en: 'since {time}', am: 'ከ{time} ጀምሮ' },
  nextPage: { en: 'Next page', am: 'ቀጣይ ገጽ' },
  firstPage: { en: 'First page', am: 'የመጀመሪያ ገጽ' },
  count: { en: '{count} on this page', am: 'በዚህ ገጽ {count}' },

  // Cases
  facts: { en: 'What we know', am: 'የምናውቀው' },
  timeline: { en: 'What happened', am: 'ምን ተከሰተ' },
  decision: { en: 'Your decision', am: 'የእርስዎ ውሳኔ' },
  toDecision: { en: 'To the decision', am: 'ወደ ውሳኔው' },
  nothingToDecide: { en: 'Nothing has to be decided here now.', am: 'አሁን እዚህ የሚወሰን ነገር የለም።' },
  choose: { en: 'Choose what is decided.', am: 'ምን እንደሚወሰን ይምረጡ።' },
  reason: { en: 'Reason', am: 'ምክንያት' },
  chooseOwner: { en: 'Choose who has to act.', am: 'ማን እንደሚያስተካክል ይምረጡ።' },
  chooseReason: { en: 'Choose a reason.', am: 'ምክንያት ይምረጡ።' },
  providerNumber: { en: 'The provider’s number', am: 'የአቅራቢው ቁጥር' },
  providerNumberHint: {
    en: 'As it stands in the statement, for example DJ52QKR9AB',
    am: 'በመግለጫው ላይ እንዳለ፤ ለምሳሌ DJ52QKR9AB',
  },
  numberMissing: {
    en: 'Write the provider’s number of the payment: 4 to 64 letters and digits.',
    am: 'የአቅራቢውን የክፍያ ቁጥር ይጻፉ፤ ከ4 እስከ 64 ፊደልና አሃዝ።',
  },
  reference: { en: 'Reference of the transfer', am: 'የዝውውሩ ማጣቀሻ' },
  referenceHint: {
    en: 'As the bank or the wallet wrote it; each transfer has its own',
    am: 'ባንኩ ወይም ዋሌቱ እንደጻፈው፤ እያንዳንዱ ዝውውር የራሱ አለው',
  },
  referenceMissing: {
    en: 'Write the reference of the transfer: 4 to 64 letters and digits.',
    am: 'የዝውውሩን ማጣቀሻ ይጻፉ፤ ከ4 እስከ 64 ፊደልና አሃዝ።',
  },
  came: { en: 'What really came', am: 'በትክክል የደረሰው' },
  cameHint: { en: 'In birr, as the statement shows it', am: 'በብር፣ በመግለጫው ላይ እንዳለ' },
  cameWrong: {
    en: 'Write what came in digits, like 150.00: more than zero, two digits after the point at most.',
    am: 'የደረሰውን በአሃዝ ይጻፉ፤ ለምሳሌ 150.00፦ ከዜሮ በላይ፣ ከነጥቡ በኋላ ቢበዛ ሁለት አሃዝ።',
  },
  note: { en: 'What you saw', am: 'ያዩት' },
  noteHint: {
    en: 'Where you looked and what it says; others read it later',
    am: 'የት እንዳዩና ምን እንደሚል፤ በኋላ ሌሎች ያነቡታል',
  },
  noteShort: { en: 'Write what you saw, in at least 5 letters.', am: 'ያዩትን ቢያንስ በ5 ፊደል ይጻፉ።' },
  noteLong: { en: 'Write at most 1,000 letters.', am: 'ቢበዛ 1,000 ፊደል ይጻፉ።' },
  look1: { en: 'Look at what will happen', am: 'ምን እንደሚሆን ይመልከቱ' },
  previewTitle: { en: 'This will happen', am: 'ይህ ይሆናል' },
  cannotUndo: { en: 'It cannot be taken back here.', am: 'እዚህ መልሶ መቀየር አይቻልም።' },
  yesDoIt: { en: 'Yes, do it', am: 'አዎ፣ ይደረግ' },
  doing: { en: 'Being done…', am: 'በመከናወን ላይ…' },
  notYet: { en: 'Go back', am: 'ተመለስ' },
  doneTitle: { en: 'Done', am: 'ተከናውኗል' },
  nextCase: { en: 'Next case', am: 'ቀጣይ ጉዳይ' },
  toQueue: { en: 'Back to the queue', am: 'ወደ ዝርዝሩ' },
  lookAgain: { en: 'Look at it again', am: 'እንደገና ይመልከቱ' },
  maybeDone: {
    en: 'The first press may have been done already. Look at it again before you decide anew.',
    am: 'የመጀመሪያው ውሳኔ ተፈጽሞ ሊሆን ይችላል። እንደገና ከመወሰንዎ በፊት ይመልከቱት።',
  },
  notForYou: { en: 'Not by you: {why}', am: 'በእርስዎ አይቻልም፦ {why}' },
  noteFor: { en: 'Note', am: 'ማስታወሻ' },
  caseGone: { en: 'This case does not wait any more, or it never did.', am: 'ይህ ጉዳይ ከእንግዲህ አይጠብቅም፣ ወይም አልነበረም።' },

  // Facts that every case has
  amount: { en: 'Amount', am: 'መጠን' },
  store: { en: 'Store', am: 'መደብር' },
  creator: { en: 'Creator', am: 'ፈጣሪ' },
  buyer: { en: 'Buyer’s number', am: 'የገዢው ቁጥር' },
  ends: { en: 'ends in {digits}', am: 'በ{digits} ያበቃል' },
  rail: { en: 'Way to pay', am: 'የክፍያ መንገድ' },
  state: { en: 'State', am: 'ሁኔታ' },
  ourNumber: { en: 'Our number', am: 'የእኛ ቁጥር' },
  none: { en: 'none yet', am: 'እስካሁን የለም' },
  copied: { en: 'Copied', am: 'ተቀድቷል' },
  copyThis: { en: 'Copy {what}', am: '{what} ቅዳ' },

  // Keys
  keys: { en: 'Keys', am: 'ቁልፎች' },
  keysSays: {
    en: 'They work when no field has the focus. Switch them off if another program of yours needs them.',
    am: 'የሚሠሩት በመጻፊያ ሳጥን ውስጥ ካልሆኑ ነው። ሌላ ፕሮግራምዎ ከፈለጋቸው ያጥፏቸው።',
  },
  keysOn: { en: 'Use keys', am: 'ቁልፎችን ተጠቀም' },
  keyNext: { en: 'next row', am: 'ቀጣይ ረድፍ' },
  keyPrevious: { en: 'row before', am: 'ያለፈው ረድፍ' },
  keyOpen: { en: 'open the row', am: 'ረድፉን ክፈት' },
  keyDecide: { en: 'to the decision', am: 'ወደ ውሳኔው' },
  keyNew: { en: 'show new rows', am: 'አዲሶቹን አሳይ' },
  keySearch: { en: 'find a number', am: 'ቁጥር ፈልግ' },
  keyHelp: { en: 'these keys', am: 'እነዚህ ቁልፎች' },
} as const satisfies Record<string, Phrase | Record<string, Phrase>>;

/** Names of the rails, as operators meet them. */
export const railNames = {
  telebirr: { en: 'telebirr', am: 'ቴሌብር' },
  webirr: { en: 'WeBirr', am: 'ዌብር' },
  cbebirr: { en: 'CBE Birr', am: 'ሲቢኢ ብር' },
  manual: { en: 'Transfer by hand', am: 'የእጅ ዝውውር' },
  chapa: { en: 'Chapa', am: 'ቻፓ' },
  mpesa: { en: 'M-Pesa', am: 'ኤም-ፔሳ' },
} as const satisfies Record<string, Phrase>;

/** Who says so. */
export const tellerNames = {
  we: { en: 'Windsurf', am: 'ዊንድሰርፍ' },
  operator: { en: 'our team', am: 'ቡድናችን' },
  buyer: { en: 'the buyer', am: 'ገዢው' },
  creator: { en: 'the creator', am: 'ፈጣሪው' },
  bank: { en: 'the bank', am: 'ባንኩ' },
  rail: { en: 'the wallet or bank', am: 'ዋሌቱ ወይም ባንኩ' },
} as const satisfies Record<string, Phrase>;
