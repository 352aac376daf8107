import type { Phrase } from './phrases.ts';

/** Text messages about gifts. Each fits one part, as words-sms says; what its giver wrote stands on the page alone. */
export const smsGiftWords = {
  bought: { en: 'Paid: {title} as a gift. Follow it here: {url}', am: 'ተከፍሏል፦ ስጦታ፣ {title} {url}' },
  boughtShort: { en: 'Your gift is paid. Follow it here: {url}', am: 'የስጦታዎ ክፍያ ደርሷል {url}' },
  sentFrom: { en: '{name} gives you: {title}. Open it here: {url}', am: 'ስጦታ ከ{name}፦ {title} {url}' },
  sent: { en: 'A gift for you: {title}. Open it here: {url}', am: 'ስጦታ ለእርስዎ፦ {title} {url}' },
  sentShort: { en: 'A gift for you. Open it here: {url}', am: 'ስጦታ ደርሶዎታል {url}' },
  reminder: { en: 'A gift waits for you until {day}: {title} {url}', am: 'ስጦታ እስከ {day} ይጠብቃል፦ {title} {url}' },
  reminderShort: { en: 'A gift waits for you until {day}: {url}', am: 'ስጦታ እስከ {day} ይጠብቃል {url}' },
  unopened: {
    en: 'Your gift {title} is not opened yet. Send it again or change the number: {url}',
    am: 'ስጦታዎ ገና አልተከፈተም፦ {title} {url}',
  },
  unopenedShort: { en: 'Your gift is not opened yet: {url}', am: 'ስጦታዎ ገና አልተከፈተም {url}' },
  last: {
    en: 'Your gift is not opened. Shall it go to another number? On {day} your money goes back: {url}',
    am: 'ስጦታው አልተከፈተም። {day} ገንዘቡ ይመለሳል {url}',
  },
  lastShort: {
    en: 'Your gift is not opened. On {day} the money goes back: {url}',
    am: 'ስጦታው አልተከፈተም። {day} ገንዘቡ ይመለሳል {url}',
  },
  opened: { en: 'Your gift {title} was opened. {url}', am: 'ስጦታዎ ተከፍቷል፦ {title} {url}' },
  openedShort: { en: 'Your gift was opened. {url}', am: 'ስጦታዎ ተከፍቷል {url}' },
  returned: {
    en: 'Nobody opened your gift. All of your money goes back: {url}',
    am: 'ስጦታው አልተከፈተም። ገንዘብዎ ይመለሳል {url}',
  },
  returnedShort: { en: 'Nobody opened your gift. Your money goes back: {url}', am: 'ስጦታው አልተከፈተም። ገንዘብዎ ይመለሳል {url}' },
  sentBack: {
    en: 'Who got your gift has it already. All of your money goes back: {url}',
    am: 'ተቀባዩ አስቀድሞ አለው። ገንዘብዎ ይመለሳል {url}',
  },
  sentBackShort: { en: 'Your gift came back. Your money goes back: {url}', am: 'ስጦታው ተመልሷል። ገንዘብዎ ይመለሳል {url}' },
} as const satisfies Record<string, Phrase>;
