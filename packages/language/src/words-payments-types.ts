import type { Phrase } from './phrases.ts';

/** What the checkout asks besides money, by the type of what is bought. */
export const checkoutTypeWords = {
  needed: { en: 'The seller needs this answer.', am: 'ሻጩ ይህን መልስ ይፈልጋል።' },
  choose: { en: 'Choose one of these.', am: 'ከእነዚህ አንዱን ይምረጡ።' },
  noAnswer: { en: 'No answer', am: 'መልስ የለኝም' },
  tooLong: { en: 'At most {limit} letters; there are {count}.', am: 'ቢበዛ {limit} ፊደላት፤ አሁን {count} አሉ።' },
  tipMessage: { en: 'A message', am: 'መልእክት' },
  tipName: { en: 'Your name, if it may be shown', am: 'ስምዎ፣ እንዲታይ ከፈቀዱ' },
  tipNameHint: {
    en: 'It stands on this page for everybody to read. Leave it empty to give without a name.',
    am: 'በዚህ ገጽ ላይ ሁሉም ሰው ያየዋል። ስም ሳይገልጹ ለመስጠት ባዶ ይተዉት።',
  },
  tipNames: { en: 'Thanks to {names}.', am: 'ምስጋና ለ{names}።' },
  tipAmount: { en: 'Your amount (at least {min})', am: 'የሚሰጡት መጠን (ቢያንስ {min})' },
  supporting: { en: 'You are supporting', am: 'የሚደግፉት' },
  yours: { en: 'It is yours. Enjoy!', am: 'የእርስዎ ነው። ይደሰቱበት!' },
  getting: { en: 'You are getting', am: 'የሚወስዱት' },
  getFree: { en: 'Get it for free', am: 'በነጻ ይውሰዱ' },
  free: { en: 'Free', am: 'ነጻ' },
  freeSays: {
    en: 'It costs nothing. {store} may see your phone number as that of a buyer.',
    am: 'ክፍያ የለውም። {store} ስልክ ቁጥርዎን እንደ ገዢ ሊያይ ይችላል።',
  },
  contains: { en: 'You get: {titles}', am: 'የሚያገኙት፦ {titles}' },
  containsOwned: {
    en: 'You have this already: {titles}. The price stays the same.',
    am: 'ይህ አስቀድሞ አለዎት፦ {titles}። ዋጋው አይቀየርም።',
  },
  when: { en: 'When: {time}', am: 'ጊዜ፦ {time}' },
} as const satisfies Record<string, Phrase>;
