import type { Phrase } from './phrases.ts';

/** The creators' app: its frame, its states and the first minutes (ON-1 to ON-5). */
export const dashboardWords = {
  brand: { en: 'Windsurf', am: 'ዊንድሰርፍ' },
  places: { en: 'Main menu', am: 'ዋና ማውጫ' },
  store: { en: 'Store', am: 'መደብር' },
  products: { en: 'Products', am: 'ምርቶች' },
  orders: { en: 'Orders', am: 'ትዕዛዞች' },
  waiting: { en: 'Waiting for you:', am: 'እርስዎን የሚጠብቁ፦' },
  more: { en: 'More', am: 'ተጨማሪ' },
  toHome: { en: 'To the home screen', am: 'ወደ መነሻ' },
  notFoundTitle: { en: 'There is no such screen', am: 'እንዲህ ያለ ገጽ የለም' },

  // States
  oneMoment: { en: 'One moment…', am: 'አንድ አፍታ…' },
  noNetwork: {
    en: 'No network. What you typed is still here; try again when you are online.',
    am: 'ኢንተርኔት የለም። የጻፉት አልጠፋም፤ ኢንተርኔት ሲኖር እንደገና ይሞክሩ።',
  },
  tooSlow: {
    en: 'The network is very slow and no answer came. Try again.',
    am: 'ኔትወርኩ በጣም ቀርፋፋ ስለሆነ መልስ አልመጣም። እንደገና ይሞክሩ።',
  },
  stillLoading: {
    en: 'This takes longer than usual. The network may be slow; we keep trying.',
    am: 'ከወትሮው በላይ ቆይቷል። ኔትወርኩ ቀርፋፋ ሊሆን ይችላል፤ እየሞከርን ነው።',
  },
  asOf: { en: 'as of {time}', am: 'የ{time} መረጃ' },
  left: { en: '{count} of {limit} letters left', am: 'ከ{limit} ፊደላት {count} ይቀራሉ' },
  over: { en: 'Too long by {count} letters. Shorten it to save.', am: 'በ{count} ፊደል በዝቷል። ለማስቀመጥ ያሳጥሩት።' },
  sessionOver: {
    en: 'You were signed out. Sign in again; what you saved is still here.',
    am: 'ከአካውንትዎ ወጥተዋል። እንደገና ይግቡ፤ ያስቀመጡት አልጠፋም።',
  },

  // ON-1, ON-2
  phoneTitle: { en: 'Your own store, in ten minutes', am: 'የራስዎ መደብር፣ በአሥር ደቂቃ' },
  phoneLede: {
    en: 'Sell what you make to people who pay with telebirr. Begin with your phone number.',
    am: 'የሚሠሩትን በቴሌብር ለሚከፍሉ ሰዎች ይሽጡ። በስልክ ቁጥርዎ ይጀምሩ።',
  },
  phoneHint: {
    en: 'We text a code to it. For example 0911\u00a0234\u00a0567',
    am: 'ኮድ በአጭር መልእክት እንልካለን። ለምሳሌ 0911\u00a0234\u00a0567',
  },
  phoneRepeat: { en: 'The code goes to {phone}.', am: 'ኮዱ ወደ {phone} ይላካል።' },
  sendCode: { en: 'Send the code', am: 'ኮዱን ላክ' },
  sendingCode: { en: 'Sending the code…', am: 'ኮዱን በመላክ ላይ…' },
  phoneFine: {
    en: 'New here or back again: it is the same step. No password, no card.',
    am: 'አዲስ ቢሆኑም ተመልሰው ቢመጡም ደረጃው አንድ ነው። የይለፍ ቃልም ካርድም አያስፈልግም።',
  },
  codeTitle: { en: 'Type the code', am: 'ኮዱን ያስገቡ' },
  codeLede: {
    en: 'We sent six digits to {phone}. They are good for 5 minutes.',
    am: 'ባለ ስድስት አሃዝ ኮድ ወደ {phone} ልከናል። ለ5 ደቂቃ ያገለግላል።',
  },
  code: { en: 'Code from the text message', am: 'በአጭር መልእክት የደረሰዎት ኮድ' },
  codeSix: { en: 'Type all six digits of the code.', am: 'ስድስቱንም የኮዱን አሃዞች ያስገቡ።' },
  signIn: { en: 'Sign in', am: 'ይግቡ' },
  checkingCode: { en: 'Checking the code…', am: 'ኮዱን በማረጋገጥ ላይ…' },
  otherNumber: { en: 'Other number', am: 'ሌላ ቁጥር' },
  borrowed: { en: 'This is not my phone', am: 'ይህ የእኔ ስልክ አይደለም' },
  borrowedHint: { en: 'You are signed out after 30 minutes.', am: 'ከ30 ደቂቃ በኋላ ይወጣሉ።' },
  againIn: {
    en: 'No text message? You can ask again in {seconds} seconds.',
    am: 'መልእክቱ አልደረሰም? ከ{seconds} ሰከንድ በኋላ እንደገና መጠየቅ ይችላሉ።',
  },
  again: { en: 'Send a new code', am: 'አዲስ ኮድ ላክ' },
  codeSentAgain: { en: 'A new code is on its way.', am: 'አዲስ ኮድ ተልኳል።' },
  stepOf: { en: 'Step {step} of {steps}', am: 'ደረጃ {step} ከ{steps}' },

  // ON-3
  nameTitle: { en: 'Who are you?', am: 'ማን ብለን እንጥራዎ?' },
  nameLede: {
    en: 'This stands at the top of your page. You can change it later.',
    am: 'ይህ በገጽዎ አናት ላይ ይታያል። በኋላ መቀየር ይችላሉ።',
  },
  name: { en: 'Name of you or your store', am: 'የእርስዎ ወይም የመደብርዎ ስም' },
  nameHint: { en: 'In any script, for example Selam Books', am: 'በማንኛውም ፊደል፤ ለምሳሌ ሰላም መጻሕፍት' },
  nameSays: {
    en: 'Write a name of 2 to 60 letters, in any script.',
    am: 'ስምዎን ከ2 እስከ 60 በሚደርሱ ፊደላት ይጻፉ፤ በማንኛውም ቋንቋ ይቻላል።',
  },
  handle: { en: 'Address of your store', am: 'የመደብርዎ አድራሻ' },
  handleHint: { en: 'Small Latin letters, digits and hyphens', am: 'ትናንሽ የላቲን ፊደሎች፣ ቁጥሮችና ሰረዝ' },
  handleSays: { en: 'Write an address, like selam-books.', am: 'አድራሻ ይጻፉ፤ ለምሳሌ selam-books።' },
  handleChecking: { en: 'Checking…', am: 'በማረጋገጥ ላይ…' },
  handleFree: { en: 'Free: it can be yours', am: 'ነጻ ነው፤ የእርስዎ መሆን ይችላል' },
  handleOwn: { en: 'This is your address now', am: 'ይህ አሁን ያለዎት አድራሻ ነው' },
  handleProposals: { en: 'Addresses that are free', am: 'ነጻ የሆኑ አድራሻዎች' },
  openStore: { en: 'Open my store', am: 'መደብሬን ክፈት' },
  openingStore: { en: 'Opening your store…', am: 'መደብርዎን በመክፈት ላይ…' },

  // ON-4, ON-5
  savedSoFar: { en: 'Saved so far:', am: 'እስካሁን የተቀመጠው፦' },
  makingTitle: { en: 'What do you make?', am: 'ምን ይሠራሉ?' },
  makingLede: {
    en: 'We prepare a page for it. Whatever you write stays if you choose again later.',
    am: 'ለእሱ የሚሆን ገጽ እናዘጋጃለን። በኋላ ቢቀይሩም የጻፉት አይጠፋም።',
  },
  linksTitle: { en: 'Where are you already?', am: 'አሁን የት ይገኛሉ?' },
  linksSays: {
    en: 'Write a name like @selambooks, or an address like facebook.com/selambooks.',
    am: 'እንደ @selambooks ያለ ስም ወይም እንደ facebook.com/selambooks ያለ አድራሻ ይጻፉ።',
  },
  linksLede: { en: 'Names or addresses; as many as you like, or none.', am: 'ስሞች ወይም አድራሻዎች፤ የፈለጉትን ያህል፣ ወይም ምንም።' },
} as const satisfies Record<string, Phrase>;

/** ON-4: what a creator makes. */
export const makingWords = {
  teacher: { name: { en: 'Teaching', am: 'ማስተማር' }, what: { en: 'exam notes, lessons', am: 'የፈተና ማስታወሻ፣ ትምህርት' } },
  cook: { name: { en: 'Cooking', am: 'ምግብ' }, what: { en: 'recipes, classes', am: 'የምግብ አሠራር፣ ሥልጠና' } },
  designer: { name: { en: 'Design', am: 'ዲዛይን' }, what: { en: 'templates, orders', am: 'ቴምፕሌቶች፣ ሥራዎች' } },
  musician: { name: { en: 'Music', am: 'ሙዚቃ' }, what: { en: 'songs, albums', am: 'ዘፈኖች፣ አልበሞች' } },
  fitness: { name: { en: 'Fitness', am: 'ስፖርት' }, what: { en: 'plans, advice', am: 'ፕሮግራሞች፣ ምክር' } },
  language: { name: { en: 'Languages', am: 'ቋንቋ' }, what: { en: 'courses, phrase books', am: 'ኮርሶች፣ የሐረግ መጻሕፍት' } },
  choir: {
    name: { en: 'Church, mezmur', am: 'ቤተ ክርስቲያን፣ መዝሙር' },
    what: { en: 'mezmur, lyric books', am: 'መዝሙር፣ የግጥም መጻሕፍት' },
  },
  developer: { name: { en: 'Software', am: 'ሶፍትዌር' }, what: { en: 'programs, courses', am: 'ፕሮግራሞች፣ ኮርሶች' } },
  other: {
    name: { en: 'Something else', am: 'ሌላ ነገር' },
    what: { en: 'an empty page with one example', am: 'አንድ ምሳሌ ያለው ባዶ ገጽ' },
  },
} as const satisfies Record<string, { name: Phrase; what: Phrase }>;
