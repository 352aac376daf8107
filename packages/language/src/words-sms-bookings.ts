import type { Phrase } from './phrases.ts';

/** Text messages about bookings, the fullest first; one part each. Latin ones use the GSM alphabet alone. */
export const smsBookingWords = {
  confirmed: { en: 'Booked: {title}, {when}. Move or cancel here: {url}', am: 'ቀጠሮ፦ {title}፣ {when} {url}' },
  confirmedShort: { en: 'Booked for {when}. Move or cancel: {url}', am: 'ቀጠሮ፦ {when} {url}' },
  confirmedBare: { en: 'Booked for {when}.', am: 'ቀጠሮዎ ተይዟል፦ {when}' },
  made: { en: 'New booking: {title}, {when}.', am: 'አዲስ ቀጠሮ፦ {title}፣ {when}' },
  madeBare: { en: 'New booking: {when}.', am: 'አዲስ ቀጠሮ፦ {when}' },
  moved: { en: 'Moved: {title} is now on {when}. More: {url}', am: 'ተቀይሯል፦ {title}፣ {when} {url}' },
  movedShort: { en: 'Your booking moved to {when}. More: {url}', am: 'ተቀይሯል፦ {when} {url}' },
  movedTold: { en: 'Moved: {title} is now on {when}.', am: 'ተቀይሯል፦ {title}፣ {when}' },
  movedBare: { en: 'Your booking moved to {when}.', am: 'ቀጠሮው ተቀይሯል፦ {when}' },
  cancelled: { en: 'Cancelled: {title}, {when}. More: {url}', am: 'ተሰርዟል፦ {title}፣ {when} {url}' },
  cancelledShort: { en: 'Your booking of {when} is cancelled. More: {url}', am: 'ተሰርዟል፦ {when} {url}' },
  cancelledTold: { en: 'Cancelled: {title}, {when}.', am: 'ተሰርዟል፦ {title}፣ {when}' },
  cancelledBare: { en: 'Your booking of {when} is cancelled.', am: 'ቀጠሮው ተሰርዟል፦ {when}' },
  // Its time stands behind the link: both do not fit one Amharic part.
  lost: {
    en: 'Paid too late: your time is taken. Choose another one or take your money back: {url}',
    am: 'ሰዓቱ ተይዟል። ሌላ ይምረጡ፦ {url}',
  },
  lostBare: {
    en: 'Paid too late: {when} is taken. Open your receipt to choose again.',
    am: '{when} ተይዟል። በደረሰኝዎ ሌላ ይምረጡ።',
  },
  remind: { en: 'Reminder: {title}, {when}. Details: {url}', am: 'ማስታወሻ፦ {title}፣ {when} {url}' },
  remindShort: { en: 'Reminder: your booking is on {when}. Details: {url}', am: 'ማስታወሻ፦ {when} {url}' },
  remindBare: { en: 'Reminder: your booking is on {when}.', am: 'ማስታወሻ፦ ቀጠሮዎ {when}' },
} as const satisfies Record<string, Phrase>;
