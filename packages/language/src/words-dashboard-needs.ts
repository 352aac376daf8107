import type { Phrase } from './phrases.ts';

/** What waits for a creator: what it is, and the one thing to do about it. */
export const needWords = {
  title: { en: 'Needs you', am: 'እርስዎን የሚጠብቁ' },
  nothing: { en: 'Nothing waits for you.', am: 'እርስዎን የሚጠብቅ ነገር የለም።' },
  partly: { en: 'Some of it could not be read just now.', am: 'የተወሰነውን አሁን ማንበብ አልተቻለም።' },
  since: { en: 'Since {time}', am: 'ከ{time} ጀምሮ' },
  due: { en: 'Due {time}', am: 'የሚጠበቀው፦ {time}' },
  begins: { en: 'Begins {time}', am: 'የሚጀምረው፦ {time}' },
  persons: { en: '{count} people', am: '{count} ሰዎች' },
} as const satisfies Record<string, Phrase>;

export const needKinds = {
  'payout-failed': {
    says: { en: '{amount} did not reach you', am: '{amount} አልደረሰዎትም' },
    go: { en: 'See the payout', am: 'ዝውውሩን ይመልከቱ' },
  },
  'payout-held': {
    says: { en: '{amount} waits and is not sent yet', am: '{amount} ገና አልተላከም፤ እየጠበቀ ነው' },
    go: { en: 'See the payout', am: 'ዝውውሩን ይመልከቱ' },
  },
  'refund-failed': {
    says: { en: '“{title}”: {amount} could not be given back', am: '«{title}»፦ {amount} መመለስ አልተቻለም' },
    go: { en: 'To the order', am: 'ወደ ትዕዛዙ' },
  },
  'refund-open': {
    says: {
      en: '“{title}”: the buyer still waits for {amount} back',
      am: '«{title}»፦ ገዢው {amount} እስኪመለስ እየጠበቀ ነው',
    },
    go: { en: 'To the order', am: 'ወደ ትዕዛዙ' },
  },
  rejected: {
    says: { en: '“{title}” was not approved', am: '«{title}» አልተፈቀደም' },
    go: { en: 'Change it', am: 'ያስተካክሉት' },
  },
  preorder: {
    says: { en: '“{title}” comes out and has no file', am: '«{title}» የሚወጣበት ቀን ደርሷል፤ ፋይል የለውም' },
    go: { en: 'Add the file', am: 'ፋይሉን ያስገቡ' },
  },
  booking: {
    says: { en: '“{title}” within a day', am: '«{title}» በአንድ ቀን ውስጥ' },
    go: { en: 'See the bookings', am: 'ቀጠሮዎችን ይመልከቱ' },
  },
  request: {
    says: { en: '“{title}”: somebody waits for it', am: '«{title}»፦ የጠየቀ ሰው እየጠበቀ ነው' },
    go: { en: 'Open the request', am: 'ጥያቄውን ይክፈቱ' },
  },
  file: {
    says: { en: '“{title}”: its file is not there', am: '«{title}»፦ ፋይሉ የለም' },
    go: { en: 'Upload it again', am: 'እንደገና ይጫኑት' },
  },
  offer: {
    says: { en: '{title} waits for your answer', am: '{title} መልስዎን እየጠበቀ ነው' },
    go: { en: 'Read the offer', am: 'ጥያቄውን ያንብቡ' },
  },
} as const satisfies Record<string, { says: Phrase; go: Phrase }>;
