import type { Phrase } from '@windsurf/language/phrases';

/** What to write instead, one sentence for each way a typed number can be refused. */
export const phoneProblems = {
  empty: { en: 'Write your phone number, like 0911 234 567.', am: 'ስልክ ቁጥርዎን ይጻፉ፤ ለምሳሌ 0911 234 567።' },
  foreign: {
    en: 'Only Ethiopian numbers (+251) work for now. Write one like 0911 234 567.',
    am: 'ለጊዜው የሚሠሩት የኢትዮጵያ ቁጥሮች (+251) ብቻ ናቸው። እንደ 0911 234 567 ይጻፉ።',
  },
  length: {
    en: 'Write all ten digits of the number, like 0911 234 567.',
    am: 'አሥሩንም አሃዞች ይጻፉ፤ ለምሳሌ 0911 234 567።',
  },
  prefix: {
    en: 'Write a mobile number that starts with 09 or 07, like 0911 234 567.',
    am: 'በ09 ወይም በ07 የሚጀምር የሞባይል ቁጥር ይጻፉ፤ ለምሳሌ 0911 234 567።',
  },
  letters: {
    en: 'Write the number with the digits 0 to 9 only, like 0911 234 567.',
    am: 'ቁጥሩን ከ0 እስከ 9 ባሉ አሃዞች ብቻ ይጻፉ፤ ለምሳሌ 0911 234 567።',
  },
} as const satisfies Record<string, Phrase>;
