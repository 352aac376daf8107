import type { Phrase } from './phrases.ts';

/** What its buyer reads of something that is not out yet. */
export const preorderWords = {
  waits: { en: 'Not out yet', am: 'ገና አልወጣም' },
  late: { en: 'Late', am: 'ዘግይቷል' },
  goesBack: { en: 'Money goes back', am: 'ገንዘቡ ይመለሳል' },
  comesOut: { en: 'Comes out on {time}', am: 'የሚወጣው {time}' },
  wasDue: { en: 'It was to come out on {time} and is late.', am: '{time} መውጣት ነበረበት፤ ዘግይቷል።' },
  waitSays: {
    en: 'It opens here by itself, and you get a message. You do not have to do anything.',
    am: 'በራሱ እዚህ ይከፈታል፤ መልእክትም ይደርስዎታል። ምንም ማድረግ አያስፈልግዎትም።',
  },
  moved: {
    en: 'The seller moved the day. You bought it for {time}.',
    am: 'ሻጩ ቀኑን ቀይሯል። የገዙት {time} ይወጣል ተብሎ ነው።',
  },
  lateSays: {
    en: 'If it is not here by {time}, all your money goes back by itself.',
    am: 'እስከ {time} ካልወጣ ገንዘብዎ በሙሉ በራሱ ይመለሳል።',
  },
  lateFree: { en: 'If it is not here by {time}, it is not coming.', am: 'እስከ {time} ካልወጣ ከእንግዲህ አይመጣም።' },
  returned: {
    en: 'You will not get this. All your money goes back; a message says when it was sent.',
    am: 'ይህ አይደርስዎትም። ገንዘብዎ በሙሉ ይመለሳል፤ ሲላክ መልእክት ይደርስዎታል።',
  },
  notComing: { en: 'This is not coming any more.', am: 'ይህ ከእንግዲህ አይመጣም።' },
  takeBack: { en: 'Take my money back', am: 'ገንዘቤን መልሱልኝ' },
  takeBackSays: {
    en: 'All of it goes back to the number that paid, and you do not get the product.',
    am: 'በሙሉ ወደ ከፈለው ቁጥር ይመለሳል፤ ምርቱ አይደርስዎትም።',
  },

  // Checkout
  youPayNow: {
    en: 'You pay now. It opens on that day; if it does not come, all your money goes back.',
    am: 'አሁን ይከፍላሉ። በዚያ ቀን ይከፈታል፤ ካልመጣ ገንዘብዎ በሙሉ ይመለሳል።',
  },
} as const satisfies Record<string, Phrase>;
