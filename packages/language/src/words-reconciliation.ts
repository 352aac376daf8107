// What is wrong with a line of a rail's statement, what a difference means, and who does what about it.
import type { Phrase } from './phrases.ts';

export const lineWords = {
  'not-text': {
    en: 'This is no text in UTF-8 or UTF-16. Save it as “CSV UTF-8” and send it again.',
    am: 'ይህ በUTF-8 ወይም UTF-16 የተጻፈ ጽሑፍ አይደለም። «CSV UTF-8» ብለው አስቀምጠው እንደገና ይላኩ።',
  },
  workbook: {
    en: 'This is an Excel workbook. Open it and save it as “CSV UTF-8”.',
    am: 'ይህ የኤክሴል ፋይል ነው። ከፍተው «CSV UTF-8» ብለው ያስቀምጡት።',
  },
  columns: {
    en: 'The columns {missing} are missing. This file has: {found}.',
    am: '{missing} የሚባሉት ዓምዶች የሉም። ይህ ፋይል ያለው፦ {found}።',
  },
  'cells-count': {
    en: 'This line has {cells} cells, the heading has {columns}.',
    am: 'ይህ መስመር {cells} ሳጥኖች አሉት፤ ርዕሱ ግን {columns}።',
  },
  quotes: { en: 'A quotation mark is not closed.', am: 'ያልተዘጋ የጥቅስ ምልክት አለ።' },
  formula: {
    en: '“{text}” in {column} is a formula. Export the values, not the formulas.',
    am: 'በ{column} ውስጥ ያለው «{text}» ቀመር ነው። ቀመሩን ሳይሆን ዋጋውን ይላኩ።',
  },
  shortened: {
    en: '“{text}” in {column} was shortened by Excel. Set the column to Text and export again.',
    am: 'በ{column} ውስጥ ያለውን «{text}» ኤክሴል አሳጥሮታል። ዓምዱን Text አድርገው እንደገና ያውጡት።',
  },
  amount: {
    en: '“{text}” in {column} is no amount. Write it like 1234.50.',
    am: 'በ{column} ውስጥ ያለው «{text}» የገንዘብ መጠን አይደለም። እንደ 1234.50 ይጻፉ።',
  },
  'fee-above': { en: 'The fee is more than the amount.', am: 'ክፍያው ከመጠኑ ይበልጣል።' },
  empty: { en: '{column} is empty.', am: '{column} ባዶ ነው።' },
  reference: {
    en: '“{text}” in {column} is no number of a payment.',
    am: 'በ{column} ውስጥ ያለው «{text}» የክፍያ ቁጥር አይደለም።',
  },
  currency: { en: 'The currency is “{text}”; only ETB is read.', am: 'ገንዘቡ «{text}» ነው፤ የሚነበበው ETB ብቻ ነው።' },
  status: { en: 'The state “{text}” is not known.', am: '«{text}» የሚባለው ሁኔታ አይታወቅም።' },
  kind: { en: 'The kind “{text}” is not known.', am: '«{text}» የሚባለው ዓይነት አይታወቅም።' },
  time: {
    en: '“{text}” in {column} is no time like {like}.',
    am: 'በ{column} ውስጥ ያለው «{text}» እንደ {like} ያለ ሰዓት አይደለም።',
  },
  'other-day': {
    en: 'This line is of {found}; the statement is for {day}.',
    am: 'ይህ መስመር የ{found} ነው፤ ዝርዝሩ ግን የ{day} ነው።',
  },
  'too-many': { en: 'More than {max} lines. Send each day by itself.', am: 'ከ{max} በላይ መስመሮች። እያንዳንዱን ቀን ለብቻው ይላኩ።' },
} as const satisfies Record<string, Phrase>;
export type LineProblem = keyof typeof lineWords;

/** `says`: what it is. `next`: who does what. */
export const differenceWords = {
  'missing-here': {
    says: {
      en: 'The rail was paid {theirs}; here the payment has not succeeded.',
      am: 'ክፍያ አቅራቢው {theirs} ተቀብሏል፤ እዚህ ግን ክፍያው አልተሳካም።',
    },
    next: {
      en: 'Ask the rail about the payment; if it confirms, the order is placed. Else decide in the queue of payments.',
      am: 'ስለ ክፍያው አቅራቢውን ይጠይቁ፤ ካረጋገጠ ትዕዛዙ ይፈጸማል። ካልሆነ በክፍያዎች ወረፋ ይወስኑ።',
    },
  },
  'missing-there': {
    says: {
      en: 'We say that {ours} was paid on this day; the rail’s statement does not have it.',
      am: 'በዚህ ቀን {ours} እንደተከፈለ እንላለን፤ የአቅራቢው ዝርዝር ግን የለውም።',
    },
    next: {
      en: 'Look at the next day’s statement first: it resolves by itself when it is there. After 2 days claim it from the rail.',
      am: 'መጀመሪያ የሚቀጥለውን ቀን ዝርዝር ይመልከቱ፤ እዚያ ካለ በራሱ ይዘጋል። ከ2 ቀን በኋላ ከአቅራቢው ይጠይቁ።',
    },
  },
  amount: {
    says: { en: 'Here {ours}, at the rail {theirs}.', am: 'እዚህ {ours}፣ በአቅራቢው {theirs}።' },
    next: {
      en: 'Nothing of it is settled. Compare with the rail’s own receipt; claim what lacks, or send back what is too much.',
      am: 'ከዚህ ምንም አልተዘጋም። ከአቅራቢው ደረሰኝ ጋር ያነጻጽሩ፤ የጎደለውን ይጠይቁ ወይም የበለጠውን ይመልሱ።',
    },
  },
  fee: {
    says: {
      en: 'The rail kept {theirs} as its fee; {ours} was agreed.',
      am: 'አቅራቢው {theirs} ክፍያ ወስዷል፤ የተስማማነው {ours} ነው።',
    },
    next: {
      en: 'It is settled with the fee that was kept. Claim the difference, or correct the agreed fee with a new dated row.',
      am: 'በተወሰደው ክፍያ ተዘግቷል። ልዩነቱን ይጠይቁ ወይም ስምምነቱን በአዲስ ቀን ያስተካክሉ።',
    },
  },
  status: {
    says: { en: 'The rail and we say different things about how it ended.', am: 'እንዴት እንዳለቀ እኛና አቅራቢው የተለያየ እንላለን።' },
    next: {
      en: 'Ask the rail about it, then decide in the queue it stands in.',
      am: 'አቅራቢውን ይጠይቁ፤ ከዚያ ባለበት ወረፋ ይወስኑ።',
    },
  },
  double: {
    says: {
      en: 'A second payment of {theirs} for the same order, or the same line twice.',
      am: 'ለአንድ ትዕዛዝ ሁለተኛ የ{theirs} ክፍያ፣ ወይም አንድ መስመር ሁለት ጊዜ።',
    },
    next: {
      en: 'If the buyer paid twice, send it back to the buyer. If the line is twice in the file, tell the rail.',
      am: 'ገዢው ሁለት ጊዜ ከከፈለ ይመልሱለት። መስመሩ በፋይሉ ሁለት ጊዜ ካለ ለአቅራቢው ይንገሩ።',
    },
  },
  'unknown-reference': {
    says: {
      en: 'The rail was paid {theirs} for an order that is not ours.',
      am: 'አቅራቢው የእኛ ላልሆነ ትዕዛዝ {theirs} ተቀብሏል።',
    },
    next: { en: 'Ask the rail whose it is; keep it apart until then.', am: 'የማን እንደሆነ አቅራቢውን ይጠይቁ፤ እስከዚያ ለይተው ያቆዩት።' },
  },
  'refund-missing-here': {
    says: {
      en: 'The rail sent {theirs} back; here there is no such refund.',
      am: 'አቅራቢው {theirs} መልሷል፤ እዚህ ግን እንዲህ ያለ ተመላሽ የለም።',
    },
    next: {
      en: 'Ask the rail who ordered it. Until then it is a claim against the rail.',
      am: 'ማን እንዳዘዘው አቅራቢውን ይጠይቁ። እስከዚያ ከአቅራቢው የሚጠየቅ ነው።',
    },
  },
  'refund-missing-there': {
    says: {
      en: 'We say that {ours} was sent back on this day; the rail’s statement does not have it.',
      am: 'በዚህ ቀን {ours} ተመልሷል እንላለን፤ የአቅራቢው ዝርዝር ግን የለውም።',
    },
    next: {
      en: 'Look at the next day’s statement; after 2 days ask the rail, and tell the buyer.',
      am: 'የሚቀጥለውን ቀን ዝርዝር ይመልከቱ፤ ከ2 ቀን በኋላ አቅራቢውን ይጠይቁና ለገዢው ይንገሩ።',
    },
  },
  'refund-amount': {
    says: { en: 'Here {ours} went back, at the rail {theirs}.', am: 'እዚህ {ours} ተመልሷል፣ በአቅራቢው {theirs}።' },
    next: {
      en: 'Nothing of it is settled. Compare with the rail’s own receipt.',
      am: 'ከዚህ ምንም አልተዘጋም። ከአቅራቢው ደረሰኝ ጋር ያነጻጽሩ።',
    },
  },
} as const satisfies Record<string, { says: Phrase; next: Phrase }>;
