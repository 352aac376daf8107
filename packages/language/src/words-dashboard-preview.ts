import type { Phrase } from './phrases.ts';

/** As whom a page is looked at before it is published (ED-10). */
export const previewWords = {
  as: { en: 'Look at it as', am: 'እንደ ማን ይታይ' },
  buyer: { en: 'Buyer', am: 'ገዢ' },
  plain: { en: 'Without JavaScript', am: 'ያለ JavaScript' },
  slow: { en: 'On 2G', am: 'በ2G' },
  language: { en: 'Language of the page', am: 'የገጹ ቋንቋ' },
  amharic: { en: 'Amharic', am: 'አማርኛ' },
  english: { en: 'English', am: 'እንግሊዝኛ' },
  plainSays: {
    en: 'Nothing of the page needs JavaScript: links and forms work as they stand here.',
    am: 'ገጹ JavaScript አያስፈልገውም፤ ሊንኮችና ቅጾች እዚህ እንደሚታዩት ይሠራሉ።',
  },
  slowSays: {
    en: 'On a slow network it appears in this order. Reckoned with 100 kilobits a second.',
    am: 'በዘገምተኛ ኢንተርኔት በዚህ ቅደም ተከተል ይታያል። በሰከንድ 100 ኪሎቢት የተሰላ።',
  },
  slowWords: { en: 'All words and buttons ({size})', am: 'ሁሉም ቃላትና አዝራሮች ({size})' },
  slowPicture: { en: 'Picture: {name} ({size})', am: 'ፎቶ፦ {name} ({size})' },
  slowNameless: { en: 'number {at}', am: 'ቁጥር {at}' },
  seconds: { en: 'after {seconds} s', am: 'ከ{seconds} ሰከንድ በኋላ' },
} as const satisfies Record<string, Phrase>;
