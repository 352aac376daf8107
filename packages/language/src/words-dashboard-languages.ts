import type { Phrase } from './phrases.ts';

/** The page in its other language. */
export const languageWords = {
  title: { en: 'Page in two languages', am: 'ገጹ በሁለት ቋንቋ' },
  row: { en: 'What readers see in Amharic and in English', am: 'አንባቢዎች በአማርኛና በእንግሊዝኛ የሚያዩት' },
  says: {
    en: 'Your page is written in {own}. Write here what it says in {other}; what you leave empty stays as it is.',
    am: 'ገጽዎ የተጻፈው በ{own} ነው። በ{other} ምን እንደሚል እዚህ ይጻፉ፤ ባዶ የተዉት ባለበት ይቆያል።',
  },
  amharic: { en: 'Amharic', am: 'አማርኛ' },
  english: { en: 'English', am: 'እንግሊዝኛ' },
  inOther: { en: 'In {other}', am: 'በ{other}' },
  done: { en: '{count} of {all} texts have both languages', am: 'ከ{all} ጽሑፎች {count} በሁለቱም ቋንቋ አሉ' },
  nothing: { en: 'Your page has no words yet', am: 'ገጽዎ እስካሁን ቃላት የሉትም' },
  toPage: { en: 'To the page', am: 'ወደ ገጹ' },
  look: { en: 'See the page in {other}', am: 'ገጹን በ{other} ይመልከቱ' },
} as const satisfies Record<string, Phrase>;
