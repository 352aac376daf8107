import type { Phrase } from './phrases.ts';

/** Words that every surface needs. An area's own sentences stand in its own `words-<area>.ts`. */
export const common = {
  // Going through a form
  save: { en: 'Save', am: 'አስቀምጥ' },
  saved: { en: 'Saved', am: 'ተቀምጧል' },
  saving: { en: 'Saving…', am: 'በማስቀመጥ ላይ…' },
  back: { en: 'Back', am: 'ተመለስ' },
  next: { en: 'Next', am: 'ቀጥል' },
  skip: { en: 'Skip', am: 'ዝለል' },
  cancel: { en: 'Cancel', am: 'ሰርዝ' },
  done: { en: 'Done', am: 'ጨርሻለሁ' },
  close: { en: 'Close', am: 'ዝጋ' },
  open: { en: 'Open', am: 'ክፈት' },
  add: { en: 'Add', am: 'ጨምር' },
  edit: { en: 'Edit', am: 'አስተካክል' },
  remove: { en: 'Remove', am: 'አስወግድ' },
  undo: { en: 'Undo', am: 'መልስ' },
  send: { en: 'Send', am: 'ላክ' },
  copy: { en: 'Copy', am: 'ቅዳ' },
  copied: { en: 'Copied', am: 'ተቀድቷል' },
  copyLink: { en: 'Copy link', am: 'ሊንኩን ቅዳ' },
  search: { en: 'Search', am: 'ፈልግ' },
  more: { en: 'More', am: 'ተጨማሪ' },
  showAll: { en: 'Show all', am: 'ሁሉንም አሳይ' },
  yes: { en: 'Yes', am: 'አዎ' },
  no: { en: 'No', am: 'አይ' },
  optional: { en: 'optional', am: 'ግዴታ አይደለም' },
  choose: { en: 'Choose', am: 'ይምረጡ' },

  // States
  loading: { en: 'Loading…', am: 'በመጫን ላይ…' },
  nothingHere: { en: 'Nothing here yet.', am: 'እስካሁን ምንም የለም።' },
  tryAgain: { en: 'Try again', am: 'እንደገና ይሞክሩ' },
  offline: { en: 'You are offline. What you typed is kept.', am: 'ኢንተርኔት የለም። የጻፉት አልጠፋም።' },
  somethingWrong: {
    en: 'Something went wrong on our side. Try again in a moment.',
    am: 'በእኛ በኩል ችግር ተፈጥሯል። ከጥቂት ጊዜ በኋላ እንደገና ይሞክሩ።',
  },
  tooBusy: {
    en: 'Too many people are here right now. Try again in a moment.',
    am: 'አሁን ብዙ ሰው እየተጠቀመ ነው። ከጥቂት ጊዜ በኋላ እንደገና ይሞክሩ።',
  },
  tooOften: {
    en: 'That was too often. Try again in {seconds} seconds.',
    am: 'ከልክ በላይ ተሞክሯል። ከ{seconds} ሰከንድ በኋላ እንደገና ይሞክሩ።',
  },
  notFound: { en: 'This page does not exist, or it is not yours.', am: 'ይህ ገጽ የለም፣ ወይም የእርስዎ አይደለም።' },
  signInFirst: { en: 'Sign in to go on.', am: 'ለመቀጠል ይግቡ።' },
  notAllowed: { en: 'You may not do this.', am: 'ይህን ማድረግ አይችሉም።' },
  changedElsewhere: {
    en: 'This was changed somewhere else meanwhile. Look at the changes and save again.',
    am: 'ይህ በሌላ ቦታ ተለውጧል። ለውጦቹን አይተው እንደገና ያስቀምጡ።',
  },
  requestNumber: { en: 'Number for help: {id}', am: 'ለእርዳታ ቁጥር፦ {id}' },

  // Errors of forms
  thereIsAProblem: { en: 'There is a problem', am: 'ችግር አለ' },
  errorPrefix: { en: 'Error:', am: 'ስህተት፦' },
  fillThis: { en: 'Fill in this field.', am: 'ይህን ይሙሉ።' },
  tooLong: { en: 'Write at most {max} letters.', am: 'ቢበዛ {max} ፊደል ይጻፉ።' },
  tooShort: { en: 'Write at least {min} letters.', am: 'ቢያንስ {min} ፊደል ይጻፉ።' },

  // Page and people
  skipToContent: { en: 'Skip to the content', am: 'ወደ ዋናው ይዘት ይዝለሉ' },
  language: { en: 'Language', am: 'ቋንቋ' },
  help: { en: 'Help', am: 'እርዳታ' },
  home: { en: 'Home', am: 'መነሻ' },
  settings: { en: 'Settings', am: 'ቅንብር' },
  signIn: { en: 'Sign in', am: 'ይግቡ' },
  signOut: { en: 'Sign out', am: 'ይውጡ' },
  name: { en: 'Name', am: 'ስም' },
  phoneNumber: { en: 'Phone number', am: 'ስልክ ቁጥር' },
  email: { en: 'E-mail', am: 'ኢሜይል' },
  price: { en: 'Price', am: 'ዋጋ' },
  amount: { en: 'Amount', am: 'መጠን' },
  total: { en: 'Total', am: 'ድምር' },
  free: { en: 'Free', am: 'ነጻ' },
  date: { en: 'Date', am: 'ቀን' },
  birr: { en: 'birr', am: 'ብር' },
  youCanClose: { en: 'You can close this page.', am: 'ይህን ገጽ መዝጋት ይችላሉ።' },
} as const satisfies Record<string, Phrase>;

/** A language's name is shown in itself, so that its reader finds it. */
export const languageNames = { en: 'English', am: 'አማርኛ' } as const satisfies Phrase;
