import type { Phrase } from './phrases.ts';

/** Buying for somebody else: the fields of the checkout. */
export const giftFieldWords = {
  tick: { en: 'This is a gift', am: 'ይህ ስጦታ ነው' },
  tickSays: {
    en: 'We send a link by SMS. You get the receipt, the other person gets what you buy.',
    am: 'ሊንክ በኤስኤምኤስ እንልካለን። ደረሰኙ ለእርስዎ፣ የሚገዙት ደግሞ ለተቀባዩ ይሆናል።',
  },
  to: { en: 'Who is it for? Their mobile number', am: 'ለማን ነው? የተቀባዩ ስልክ ቁጥር' },
  toHint: { en: 'In Ethiopia: 0911 234 567', am: 'በኢትዮጵያ፦ 0911 234 567' },
  from: { en: 'Your name, as they read it', am: 'ስምዎ፣ ተቀባዩ እንደሚያነበው' },
  note: { en: 'A few words', am: 'አጭር መልእክት' },
  on: { en: 'Send it on', am: 'የሚላክበት ቀን' },
  today: { en: 'Today', am: 'ዛሬ' },
  name: {
    en: 'Write a name in letters, at most {most}, without links or digits.',
    am: 'ስሙን በፊደል ብቻ ይጻፉ፤ ቢበዛ {most} ፊደል፣ ያለ ሊንክ እና ያለ ቁጥር።',
  },
  long: {
    en: 'This has {count} letters. Shorten it to {most}.',
    am: 'ይህ {count} ፊደል አለው። ወደ {most} ያሳጥሩት።',
  },
  day: {
    en: 'Choose a day from today to {last}.',
    am: 'ከዛሬ እስከ {last} ካሉት ቀናት ይምረጡ።',
  },
  tooLate: {
    en: 'The event begins before that. Choose a day before {start}.',
    am: 'ዝግጅቱ ከዚያ በፊት ይጀምራል። ከ{start} በፊት ያለ ቀን ይምረጡ።',
  },
  giveAnother: { en: 'Give it to somebody', am: 'ለሌላ ሰው ስጦታ ያድርጉ' },
} as const satisfies Record<string, Phrase>;

/** Beside what somebody has, and beside an order. */
export const giftWord: Phrase = { en: 'A gift', am: 'ስጦታ' };
/** For the creator, beside the order. */
export const giftOrderSays: Phrase = {
  en: 'A gift: what was bought goes to another number, which only the buyer and the receiver know.',
  am: 'ስጦታ ነው፤ የተገዛው የሚደርሰው ለሌላ ቁጥር ነው፤ ቁጥሩን የሚያውቁት ገዢው እና ተቀባዩ ብቻ ናቸው።',
};

/** The giver's page of a gift, and the receiver's. */
export const giftWords = {
  paidNext: { en: 'See your gift', am: 'ስጦታዎን ይመልከቱ' },
  yours: { en: 'Your gift: {title}', am: 'ስጦታዎ፦ {title}' },
  forNumber: { en: 'For the number that ends in {hint}', am: 'በ{hint} ለሚያልቀው ቁጥር' },
  waiting: { en: 'Not sent yet', am: 'ገና አልተላከም' },
  sent: { en: 'Sent, not opened yet', am: 'ተልኳል፣ ገና አልተከፈተም' },
  claimed: { en: 'Opened', am: 'ተከፍቷል' },
  returned: { en: 'Money goes back', am: 'ገንዘቡ ይመለሳል' },
  held: { en: 'Held', am: 'ቆሟል' },
  waitingSays: { en: 'We send it on {date}.', am: '{date} እንልከዋለን።' },
  sentSays: {
    en: 'Sent on {date}. If nobody opens it by {until}, all of your money goes back by itself.',
    am: '{date} ተልኳል። እስከ {until} ካልተከፈተ ገንዘብዎ ሙሉ በሙሉ በራሱ ይመለሳል።',
  },
  claimedSays: { en: 'Opened on {date}.', am: '{date} ተከፍቷል።' },
  unclaimedSays: {
    en: 'Nobody opened it in 30 days. All of your money goes back to you.',
    am: 'በ30 ቀናት ውስጥ አልተከፈተም። ገንዘብዎ ሙሉ በሙሉ ይመለስልዎታል።',
  },
  sentBackSays: {
    en: 'The receiver has it already. All of your money goes back to you.',
    am: 'ተቀባዩ አስቀድሞ አለው። ገንዘብዎ ሙሉ በሙሉ ይመለስልዎታል።',
  },
  closedSays: {
    en: 'The money of this gift went back. Its link opens nothing any more.',
    am: 'የዚህ ስጦታ ገንዘብ ተመልሷል። ሊንኩ ከእንግዲህ ምንም አይከፍትም።',
  },
  heldSays: {
    en: 'The bank is looking at the payment. Until then the gift cannot be opened.',
    am: 'ባንኩ ክፍያውን እየተመለከተ ነው። እስከዚያ ስጦታው አይከፈትም።',
  },
  yourName: { en: 'Your name', am: 'ስምዎ' },
  yourNote: { en: 'Your words', am: 'መልእክትዎ' },
  again: { en: 'Send it again', am: 'እንደገና ይላኩ' },
  againSays: {
    en: '{left} more times. At night it waits for the morning.',
    am: 'ገና {left} ጊዜ ይቻላል። በሌሊት እስከ ጠዋት ይቆያል።',
  },
  againDone: { en: 'It is sent again.', am: 'እንደገና ይላካል።' },
  move: { en: 'Change the number', am: 'ቁጥሩን ይቀይሩ' },
  moveSays: {
    en: 'The link that was sent before opens nothing any more.',
    am: 'አስቀድሞ የተላከው ሊንክ ከእንግዲህ ምንም አይከፍትም።',
  },
  moveTo: { en: 'The other mobile number', am: 'ሌላኛው ስልክ ቁጥር' },
  moveDo: { en: 'Send it to this number', am: 'ወደዚህ ቁጥር ይላኩ' },
  moved: { en: 'It goes to the other number.', am: 'ወደ ሌላኛው ቁጥር ይሄዳል።' },
  otherNumber: {
    en: 'Write the number of somebody else: not the giver’s, and not your own.',
    am: 'የሌላ ሰው ቁጥር ይጻፉ፤ የሰጪውም ሆነ የራስዎ ያልሆነ።',
  },
  money: { en: 'What happened to the money', am: 'ገንዘቡ የት ደረሰ' },
  private: {
    en: 'The store sees that it was a gift, and neither the number nor your words.',
    am: 'መደብሩ ስጦታ መሆኑን ብቻ ያያል፤ ቁጥሩንም መልእክትዎንም አያይም።',
  },
  // The receiver's.
  forYou: { en: 'A gift for you', am: 'ለእርስዎ የተላከ ስጦታ' },
  from: { en: '{name} gives you:', am: '{name} የሰጡዎት፦' },
  somebody: { en: 'Somebody gives you:', am: 'የተሰጠዎት፦' },
  prove: {
    en: 'Open it with a code that we send to your number, the one that ends in {hint}. It costs nothing.',
    am: 'በ{hint} ወደሚያልቀው ቁጥርዎ በምንልከው ኮድ ይክፈቱት። ምንም አያስከፍልም።',
  },
  proveDo: { en: 'Get the code', am: 'ኮድ ይቀበሉ' },
  another: {
    en: 'You are signed in with another number. This gift is for the number that ends in {hint}.',
    am: 'በሌላ ቁጥር ገብተዋል። ይህ ስጦታ በ{hint} ለሚያልቀው ቁጥር ነው።',
  },
  anotherDo: { en: 'Sign in with that number', am: 'በዚያ ቁጥር ይግቡ' },
  open: { en: 'Open the gift', am: 'ስጦታውን ይክፈቱ' },
  openUntil: { en: 'You can open it until {date}.', am: 'እስከ {date} መክፈት ይችላሉ።' },
  hers: { en: 'It is yours.', am: 'የእርስዎ ሆኗል።' },
  library: { en: 'Open it', am: 'ይክፈቱት' },
  gone: { en: 'This gift was taken back', am: 'ይህ ስጦታ ተመልሷል' },
  goneSays: {
    en: 'Its money went back to the giver. Nothing was taken from you.',
    am: 'ገንዘቡ ወደ ሰጪው ተመልሷል። ከእርስዎ የተወሰደ ነገር የለም።',
  },
  owned: { en: 'You have this already', am: 'ይህ አስቀድሞ አለዎት' },
  ownedSays: {
    en: 'Hand the gift on to somebody else, or send the money back to the giver.',
    am: 'ስጦታውን ለሌላ ሰው ያስተላልፉ፣ ወይም ገንዘቡን ለሰጪው ይመልሱ።',
  },
  handOn: { en: 'Hand it on', am: 'ያስተላልፉ' },
  handedOn: { en: 'You handed it on. It goes to the other number.', am: 'አስተላልፈዋል። ወደ ሌላኛው ቁጥር ይሄዳል።' },
  sendBack: { en: 'Send the money back', am: 'ገንዘቡን ይመልሱ' },
  sentBack: { en: 'The money goes back to the giver. Thank you.', am: 'ገንዘቡ ወደ ሰጪው ይመለሳል። እናመሰግናለን።' },
  toStore: { en: 'To {store}', am: 'ወደ {store}' },
} as const satisfies Record<string, Phrase>;
