import type { Phrase } from './phrases.ts';

/** Text messages about what comes out later. Each fits one part, as words-sms says. */
export const smsPreorderWords = {
  paid: { en: 'Paid: {title}. It comes out on {day}; it opens here: {url}', am: 'ተከፍሏል፦ {title}። የሚወጣው {day} {url}' },
  paidShort: { en: 'Paid. It comes out on {day} and opens here: {url}', am: 'ተከፍሏል። የሚወጣው {day} {url}' },
  taken: {
    en: 'Yours: {title}. It comes out on {day}; it opens here: {url}',
    am: 'የእርስዎ ነው፦ {title}። የሚወጣው {day} {url}',
  },
  takenShort: { en: 'It is yours. It comes out on {day} and opens here: {url}', am: 'የእርስዎ ነው። የሚወጣው {day} {url}' },
  out: { en: '{title} is out. Open it here: {url}', am: '{title} ወጥቷል {url}' },
  outShort: { en: 'What you pre-ordered is out. Open it here: {url}', am: 'ያዘዙት ወጥቷል {url}' },
  moved: {
    en: '{title} now comes out on {day}. To take your money back instead: {url}',
    am: '{title} የሚወጣው {day} ሆኗል {url}',
  },
  movedShort: {
    en: 'What you pre-ordered now comes out on {day}. To take your money back instead: {url}',
    am: 'ያዘዙት የሚወጣው {day} ሆኗል {url}',
  },
  late: {
    en: '{title} is late. If it is not out in 7 days your money goes back by itself. {url}',
    am: '{title} ዘግይቷል {url}',
  },
  lateShort: {
    en: 'What you pre-ordered is late. If it is not out in 7 days your money goes back. {url}',
    am: 'ያዘዙት ዘግይቷል {url}',
  },
  fileDue: {
    en: '{title} comes out on {day} and has no file yet. Add it in Windsurf.',
    am: '{title} {day} ይወጣል፤ ፋይሉን ያስገቡ።',
  },
  fileDueShort: {
    en: 'Your pre-order comes out on {day} and has no file yet. Add it in Windsurf.',
    am: 'ቅድመ ትዕዛዝዎ {day} ይወጣል፤ ፋይሉን ያስገቡ።',
  },
  fileLate: {
    en: '{title} should be out. Add its file within 7 days, or all money goes back.',
    am: '{title} ዘግይቷል። በ7 ቀን ፋይሉን ያስገቡ።',
  },
  fileLateShort: {
    en: 'Your pre-order should be out. Add its file within 7 days, or all money goes back.',
    am: 'ቅድመ ትዕዛዝዎ ዘግይቷል። በ7 ቀን ፋይሉን ያስገቡ።',
  },
} as const satisfies Record<string, Phrase>;
