import type { Phrase } from './phrases.ts';

/** Words of bookings for their buyers: choosing a time, what was booked, moving and cancelling. */
export const bookingWords = {
  // Choosing
  chooseTime: { en: 'Choose a day and a time', am: 'ቀንና ሰዓት ይምረጡ' },
  zone: {
    en: 'All times are Ethiopian time (EAT, UTC+3), in both clocks. If you are elsewhere, mind the difference.',
    am: 'ሁሉም ሰዓቶች በኢትዮጵያ ሰዓት (EAT፣ UTC+3) ናቸው። በሌላ አገር ካሉ ልዩነቱን ያስተውሉ።',
  },
  seatsLeft: { en: '{count} seats left', am: '{count} ቦታ ቀርቷል' },
  moreTimes: { en: 'Later days', am: 'ቀጣይ ቀናት' },
  noTimes: { en: 'No time is free on these days.', am: 'በእነዚህ ቀናት ክፍት ሰዓት የለም።' },
  noTimesAtAll: {
    en: 'No time is free at the moment. Look again later, or write to the creator.',
    am: 'አሁን ክፍት ሰዓት የለም። ቆይተው ይመልከቱ ወይም ለፈጣሪው ይጻፉ።',
  },
  nextFree: { en: 'The next free day', am: 'ቀጣዩ ክፍት ቀን' },
  timesLate: {
    en: 'The free times could not be read just now. Try again in a moment.',
    am: 'ክፍት ሰዓቶችን አሁን ማንበብ አልተቻለም። ትንሽ ቆይተው ይሞክሩ።',
  },
  holdNote: {
    en: 'The time is held for you while you pay: {minutes} minutes.',
    am: 'እየከፈሉ ሳለ ሰዓቱ ለ{minutes} ደቂቃ ይጠበቅልዎታል።',
  },
  policyMove: {
    en: 'You can move it until {hours} hours before.',
    am: 'እስከ {hours} ሰዓት ቀደም ብለው መቀየር ይችላሉ።',
  },
  policyCancel: {
    en: 'Cancelled {hours} hours before or earlier, {percent} % comes back; later, nothing.',
    am: 'ከ{hours} ሰዓት በፊት ከተሰረዘ {percent}% ይመለሳል፤ ከዚያ በኋላ ምንም አይመለስም።',
  },
  length: { en: '{minutes} minutes', am: '{minutes} ደቂቃ' },

  // What was booked
  yourTime: { en: 'Your time', am: 'ቀጠሮዎ' },
  confirmed: { en: 'Booked', am: 'ተይዟል' },
  cancelled: { en: 'Cancelled', am: 'ተሰርዟል' },
  done: { en: 'Over', am: 'ተጠናቋል' },
  noShow: { en: 'Missed', am: 'አልተገኙም' },
  lost: { en: 'Time lost', am: 'ሰዓቱ አልፏል' },
  lostDetail: {
    en: 'Your payment came after the time was given to somebody else. Choose another time, or take your money back.',
    am: 'ክፍያዎ የደረሰው ሰዓቱ ለሌላ ከተሰጠ በኋላ ነው። ሌላ ሰዓት ይምረጡ ወይም ገንዘብዎን ይውሰዱ።',
  },
  byPhone: { en: 'By phone', am: 'በስልክ' },
  online: { en: 'Online', am: 'በኢንተርኔት' },
  inPerson: { en: 'In person', am: 'በአካል' },
  place: { en: 'Where', am: 'የት' },
  calendarFile: { en: 'Put it in my calendar', am: 'በካላንደሬ ላይ ይግባ' },
  manage: { en: 'Move or cancel', am: 'ይቀይሩ ወይም ይሰርዙ' },
  reasonSaid: { en: 'The creator says: {reason}', am: 'ፈጣሪው፦ {reason}' },

  // The policy, said before anything is pressed
  policy: { en: 'Moving and cancelling', am: 'መቀየርና መሰረዝ' },
  moveUntil: { en: 'You can move it until {until}.', am: 'መቀየር የሚችሉት እስከ {until} ነው።' },
  moveOver: { en: 'It can no longer be moved here. Ask the creator.', am: 'ከእንግዲህ እዚህ መቀየር አይቻልም። ፈጣሪውን ይጠይቁ።' },
  cancelUntil: {
    en: 'Cancel until {until} and {percent} % of what you paid comes back. Later nothing comes back.',
    am: 'እስከ {until} ከሰረዙ ከከፈሉት {percent}% ይመለሳል። ከዚያ በኋላ ምንም አይመለስም።',
  },
  cancelNothing: { en: 'Cancelling gives nothing back.', am: 'መሰረዝ ገንዘብ አያስመልስም።' },
  cancelNow: { en: 'Cancel, and {percent} % comes back', am: 'ይሰረዝ፤ {percent}% ይመለስ' },
  cancelNowNothing: { en: 'Cancel; nothing comes back', am: 'ይሰረዝ፤ ምንም አይመለስም' },
  cancelSure: {
    en: 'Yes, I want to cancel. The time is then free for others.',
    am: 'አዎ፣ መሰረዝ እፈልጋለሁ። ሰዓቱ ለሌሎች ክፍት ይሆናል።',
  },
  cancelTick: {
    en: 'Tick the box first, so that nothing is cancelled by mistake.',
    am: 'በስህተት እንዳይሰረዝ መጀመሪያ ሳጥኑን ምልክት ያድርጉ።',
  },
  moneyBack: { en: 'Take the money back', am: 'ገንዘቡ ይመለስ' },
  moveTo: { en: 'Move to this time', am: 'ወደዚህ ሰዓት ይቀየር' },
  takeTime: { en: 'Take this time', am: 'ይህ ሰዓት ይያዝ' },
  another: { en: 'Choose another time', am: 'ሌላ ሰዓት ይምረጡ' },
  back: { en: 'Back to the receipt', am: 'ወደ ደረሰኙ ይመለሱ' },
  moved: { en: 'Moved. This is your time now:', am: 'ተቀይሯል። አሁን ቀጠሮዎ፦' },
  wasCancelledPlain: { en: 'Cancelled.', am: 'ተሰርዟል።' },
} as const satisfies Record<string, Phrase>;
