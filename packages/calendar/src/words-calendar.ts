import type { Phrase } from '@windsurf/language/phrases';

/** Meskerem to Pagume. The Latin spelling is the one that Ethiopians write, not that of ICU (Hedar, Tekemt). */
export const ethiopianMonths = [
  { en: 'Meskerem', am: 'መስከረም' },
  { en: 'Tikimt', am: 'ጥቅምት' },
  { en: 'Hidar', am: 'ኅዳር' },
  { en: 'Tahsas', am: 'ታኅሣሥ' },
  { en: 'Tir', am: 'ጥር' },
  { en: 'Yekatit', am: 'የካቲት' },
  { en: 'Megabit', am: 'መጋቢት' },
  { en: 'Miyazya', am: 'ሚያዝያ' },
  { en: 'Ginbot', am: 'ግንቦት' },
  { en: 'Sene', am: 'ሰኔ' },
  { en: 'Hamle', am: 'ሐምሌ' },
  { en: 'Nehase', am: 'ነሐሴ' },
  { en: 'Pagume', am: 'ጳጉሜን' },
] as const satisfies readonly Phrase[];

export const gregorianMonths = [
  { en: 'January', am: 'ጃንዋሪ' },
  { en: 'February', am: 'ፌብሩዋሪ' },
  { en: 'March', am: 'ማርች' },
  { en: 'April', am: 'ኤፕሪል' },
  { en: 'May', am: 'ሜይ' },
  { en: 'June', am: 'ጁን' },
  { en: 'July', am: 'ጁላይ' },
  { en: 'August', am: 'ኦገስት' },
  { en: 'September', am: 'ሴፕቴምበር' },
  { en: 'October', am: 'ኦክቶበር' },
  { en: 'November', am: 'ኖቬምበር' },
  { en: 'December', am: 'ዲሴምበር' },
] as const satisfies readonly Phrase[];

/** From Sunday, as Date.getDay() counts. */
export const weekdays = [
  { en: 'Sunday', am: 'እሑድ' },
  { en: 'Monday', am: 'ሰኞ' },
  { en: 'Tuesday', am: 'ማክሰኞ' },
  { en: 'Wednesday', am: 'ረቡዕ' },
  { en: 'Thursday', am: 'ሐሙስ' },
  { en: 'Friday', am: 'ዓርብ' },
  { en: 'Saturday', am: 'ቅዳሜ' },
] as const satisfies readonly Phrase[];

/** The four parts of the day that make a count of the six-hour clock plain. */
export const dayParts = {
  night: { en: '{time} at night', am: 'ከሌሊቱ {time}' },
  morning: { en: '{time} in the morning', am: 'ከጠዋቱ {time}' },
  day: { en: '{time} in the day', am: 'ከቀኑ {time}' },
  evening: { en: '{time} in the evening', am: 'ከምሽቱ {time}' },
} as const satisfies Record<string, Phrase>;
