import type { Phrase } from './phrases.ts';

/** How long is paid for at once: at checkout, on the member's own page, in the dashboard. */
export const prepaidWords = {
  legend: { en: 'How long do you pay for?', am: 'ለምን ያህል ጊዜ ይከፍላሉ?' },
  month: { en: '1 month', am: '1 ወር' },
  months: { en: '{count} months', am: '{count} ወራት' },
  perMonth: { en: '{price} a month', am: 'በወር {price}' },
  saves: { en: 'you save {sum}', am: '{sum} ይቆጥባሉ' },
  until: { en: 'paid until {date}', am: 'እስከ {date} የተከፈለ' },
  dueToday: { en: 'Due today: {price}', am: 'ዛሬ የሚከፈለው፦ {price}' },
  chooseMonths: { en: 'Choose how long you pay for.', am: 'ለምን ያህል ጊዜ እንደሚከፍሉ ይምረጡ።' },
  nothingTaken: {
    en: 'Nothing is taken by itself. Before the end you get an SMS with a link; if you do not pay, it simply ends.',
    am: 'በራሱ የሚቆረጥ ነገር የለም። ጊዜው ከማብቃቱ በፊት ሊንክ ያለው መልእክት ይደርስዎታል፤ ካልከፈሉ አባልነቱ ያበቃል።',
  },
} as const satisfies Record<string, Phrase>;

/** The member's own page. */
export const memberWords = {
  title: { en: 'Your membership: {title}', am: 'አባልነትዎ፦ {title}' },
  active: { en: 'Paid', am: 'የተከፈለ' },
  grace: { en: 'Please renew', am: 'እባክዎ ያድሱ' },
  paused: { en: 'Paused', am: 'ለጊዜው የቆመ' },
  ended: { en: 'Ended', am: 'ያበቃ' },
  activeSays: { en: 'Paid until {date}.', am: 'እስከ {date} ተከፍሏል።' },
  graceSays: {
    en: 'What you paid for ended on {date}. Everything stays open until {open}.',
    am: 'የከፈሉበት ጊዜ {date} አብቅቷል። ሁሉም እስከ {open} ክፍት ይቆያል።',
  },
  pausedSays: {
    en: 'Paused since {date}. {days} days are kept for you. It goes on by itself on {resumes}.',
    am: 'ከ{date} ጀምሮ ቆሟል። {days} ቀናት ተቀምጠውልዎታል። {resumes} በራሱ ይቀጥላል።',
  },
  endedSays: {
    en: 'It ended on {date}. Pay, and everything is open again.',
    am: '{date} አብቅቷል። ይክፈሉ፤ ሁሉም እንደገና ይከፈታል።',
  },
  leavingSays: {
    en: 'You said that you do not go on. It stays open until then, and nothing more is asked of you.',
    am: 'እንደማይቀጥሉ ገልጸዋል። እስከዚያ ክፍት ይቆያል፤ ከእንግዲህ ምንም አይጠየቁም።',
  },
  newPrice: {
    en: 'Bills made from {date} on cost {price} a month. Until then your price holds.',
    am: 'ከ{date} ጀምሮ የሚዘጋጅ ክፍያ በወር {price} ነው። እስከዚያ ዋጋዎ አይቀየርም።',
  },
  renew: { en: 'Renew', am: 'አድስ' },
  comeBack: { en: 'Come back', am: 'ተመለስ' },
  early: {
    en: 'Pay whenever you like: the new time begins where the old one ends.',
    am: 'በፈለጉ ጊዜ ይክፈሉ፤ አዲሱ ጊዜ የሚጀምረው አሮጌው ሲያበቃ ነው።',
  },
  pay: { en: 'Pay now', am: 'አሁን ይክፈሉ' },
  notSold: {
    en: 'This membership is no longer sold. What you paid for stays open until its end.',
    am: 'ይህ አባልነት ከእንግዲህ አይሸጥም። የከፈሉበት ጊዜ እስኪያበቃ ክፍት ይቆያል።',
  },
  breakTitle: { en: 'Need a break?', am: 'እረፍት ይፈልጋሉ?' },
  pauseSays: {
    en: 'Pause instead of leaving. Nothing is open meanwhile, and the days that are left are kept, for up to {days} days.',
    am: 'ከመልቀቅ ይልቅ ለጊዜው ያቁሙ። እስከዚያ ምንም አይከፈትም፤ የቀሩት ቀናት እስከ {days} ቀን ይቀመጣሉ።',
  },
  pause: { en: 'Pause', am: 'ለጊዜው አቁም' },
  resume: { en: 'Go on now', am: 'አሁን ቀጥል' },
  leave: { en: 'I do not want to go on', am: 'መቀጠል አልፈልግም' },
  leaveSays: {
    en: 'What you paid for stays open until its end. Then it is over, and we ask nothing more of you. You can come back any time.',
    am: 'የከፈሉበት ጊዜ እስኪያበቃ ክፍት ይቆያል። ከዚያ ያበቃል፤ ከእንግዲህ ምንም አንጠይቅዎትም። በማንኛውም ጊዜ መመለስ ይችላሉ።',
  },
  leaveDo: { en: 'End my membership', am: 'አባልነቴን አብቃ' },
  donePaused: { en: 'Paused. Your days are kept.', am: 'ቆሟል። ቀናትዎ ተቀምጠዋል።' },
  doneResumed: { en: 'It goes on.', am: 'ቀጥሏል።' },
  doneLeft: { en: 'Done. Nothing more is asked of you.', am: 'ተፈጽሟል። ከእንግዲህ ምንም አይጠየቁም።' },
  toStore: { en: 'To {store}', am: 'ወደ {store}' },
  private: {
    en: 'This page is yours: whoever has its address can pay, pause or end your membership.',
    am: 'ይህ ገጽ የእርስዎ ብቻ ነው፤ አድራሻው ያለው ሰው አባልነትዎን መክፈል፣ ማቆም ወይም ማብቃት ይችላል።',
  },
  mine: { en: 'My membership', am: 'አባልነቴ' },
} as const satisfies Record<string, Phrase>;

/** In the library and on the receipt. */
export const libraryMemberWords = {
  over: { en: 'Not open', am: 'ያልተከፈተ' },
  overSays: { en: 'Your membership is paused or its time is over.', am: 'አባልነትዎ ቆሟል ወይም ጊዜው አብቅቷል።' },
  renew: { en: 'Renew', am: 'አድስ' },
  paidUntil: { en: 'Paid until {date}', am: 'እስከ {date} የተከፈለ' },
  graceUntil: { en: 'Over; open until {date}', am: 'አብቅቷል፤ እስከ {date} ክፍት ነው' },
  paused: { en: 'Paused; your days are kept', am: 'ቆሟል፤ ቀናትዎ ተቀምጠዋል' },
  ended: { en: 'Ended on {date}', am: '{date} አብቅቷል' },
  mine: { en: 'Pay, pause or leave', am: 'ክፈል፣ አቁም ወይም ልቀቅ' },
} as const satisfies Record<string, Phrase>;
