import type { Phrase } from './phrases.ts';

/** Words that the page frame, the form parts and the problem pages say by themselves. */
export const htmlWords = {
  skip: { en: 'Skip to content', am: 'ወደ ዋናው ይዘት ይለፉ' },
  languageSwitch: { en: 'Language', am: 'ቋንቋ' },
  errorTitle: { en: 'Error: {title}', am: 'ስህተት፦ {title}' },
  problemHeading: { en: 'There is a problem', am: 'ችግር አለ' },
  optional: { en: 'optional', am: 'ግዴታ አይደለም' },
  birr: { en: 'birr', am: 'ብር' },
  phoneExample: { en: 'For example 0911 234 567', am: 'ለምሳሌ 0911 234 567' },
  upTo: { en: 'Up to {limit} characters', am: 'እስከ {limit} ፊደላት' },
  left: { en: '{count} of {limit} characters left', am: 'ከ{limit} ፊደላት {count} ይቀራሉ' },
  full: { en: 'All {limit} characters are used', am: '{limit}ቱም ፊደላት ሞልተዋል' },
  over: { en: '{count} characters too many', am: '{count} ፊደላት በዝተዋል' },
  info: { en: 'Note', am: 'ማስታወሻ' },
  ok: { en: 'Done', am: 'ተከናውኗል' },
  warn: { en: 'Please note', am: 'ልብ ይበሉ' },
  bad: { en: 'Problem', am: 'ችግር' },
  now: { en: 'Now', am: 'አሁን' },
  pages: { en: 'Pages', am: 'ገጾች' },
  previous: { en: 'Previous', am: 'ቀዳሚ' },
  next: { en: 'Next', am: 'ቀጣይ' },
  pageOf: { en: 'Page {page} of {pages}', am: 'ገጽ {page} ከ{pages}' },
  priceBefore: { en: 'before:', am: 'ቀድሞ፦' },
  requestId: { en: 'Request number', am: 'የጥያቄ ቁጥር' },
  time: { en: 'Time', am: 'ሰዓት' },
  whereYouAre: { en: 'Where to from here', am: 'ከዚህ ወዴት' },
  promptCaption: { en: 'What your phone shows', am: 'ስልክዎ ላይ የሚታየው' },
  fileChoosing: { en: 'Waiting', am: 'በመጠባበቅ ላይ' },
  fileShrinking: { en: 'Making it smaller', am: 'እያሳነስን ነው' },
  fileUploading: { en: 'Uploading, {percent} %', am: 'በመላክ ላይ፣ {percent} %' },
  filePaused: { en: 'Paused', am: 'ቆሟል' },
  fileFailed: { en: 'Did not arrive', am: 'አልደረሰም' },
  fileDone: { en: 'Arrived', am: 'ደርሷል' },
  fileRefused: { en: 'Cannot be used', am: 'መጠቀም አይቻልም' },
} as const satisfies Record<string, Phrase>;

/** Names of the starter themes. */
export const themeWords = {
  buna: { en: 'Buna', am: 'ቡና' },
  adey: { en: 'Adey', am: 'አደይ' },
  tana: { en: 'Tana', am: 'ጣና' },
  simien: { en: 'Simien', am: 'ስሜን' },
  lalibela: { en: 'Lalibela', am: 'ላሊበላ' },
  addis: { en: 'Addis', am: 'አዲስ' },
} as const satisfies Record<string, Phrase>;
