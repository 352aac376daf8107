import type { Phrase } from './phrases.ts';

/** Paying in parts, in the dashboard: a product's field, and the list of parts beside an order. */
export const dashInstalmentWords = {
  title: { en: 'Payment plan', am: 'በክፍያ መሸጥ' },
  titleSays: {
    en: 'Buyers may pay in equal monthly parts, without interest. The first one opens it; what is unpaid for 14 days closes until it is paid.',
    am: 'ገዢዎች ያለ ወለድ በእኩል ወርሃዊ ክፍያ መክፈል ይችላሉ። የመጀመሪያው ይከፍተዋል፤ ለ14 ቀን ያልተከፈለ እስኪከፈል ይዘጋል።',
  },
  alone: {
    en: 'A part is money only when it is paid: nothing is taken by itself. Not together with a cart, an extra, a gift or pay what you want.',
    am: 'ክፍያ ገንዘብ የሚሆነው ሲከፈል ብቻ ነው፤ በራሱ የሚቆረጥ የለም። ከጋሪ፣ ከተጨማሪ፣ ከስጦታ ወይም ከ«የፈለጉትን ይክፈሉ» ጋር አይሆንም።',
  },
  parts: { en: 'Monthly parts', am: 'ወርሃዊ ክፍያዎች' },
  none: { en: 'All at once only', am: 'በአንድ ጊዜ ብቻ' },
  count: { en: '{count} parts', am: '{count} ክፍያዎች' },
  save: { en: 'Save the plan', am: 'አስቀምጥ' },
  saved: { en: 'Saved', am: 'ተቀምጧል' },
  blocked: {
    type: {
      en: 'Only courses, downloads, template packs and bundles can be paid in parts.',
      am: 'በክፍያ መከፈል የሚችሉት ኮርስ፣ ፋይል፣ ቴምፕሌትና ጥቅል ብቻ ናቸው።',
    },
    preorder: {
      en: 'What is not out yet is paid in full. Offer parts once it is out.',
      am: 'ገና ያልወጣ ምርት ሙሉ ክፍያው ይከፈላል። ሲወጣ በክፍያ ማቅረብ ይችላሉ።',
    },
    price: { en: 'From {least} on a price can be paid in parts.', am: 'ዋጋው ከ{least} ጀምሮ ሲሆን በክፍያ መከፈል ይችላል።' },
    'open-amount': {
      en: 'While buyers name their own price, it is paid at once.',
      am: 'ገዢዎች ዋጋውን ራሳቸው ሲወስኑ በአንድ ጊዜ ይከፈላል።',
    },
  },
  list: { en: 'Payment plan', am: 'የክፍያ ዕቅድ' },
  left: { en: '{left} of {whole} are still to be paid.', am: 'ከ{whole} ውስጥ {left} ይቀራል።' },
  allPaid: { en: 'Everything is paid.', am: 'ሁሉም ተከፍሏል።' },
  over: { en: 'The plan is over; nothing more is asked for.', am: 'ዕቅዱ አብቅቷል፤ ከእንግዲህ የሚጠየቅ የለም።' },
  closed: {
    en: 'Closed for the buyer until its late part is paid.',
    am: 'የዘገየው ክፍያ እስኪገባ ለገዢው ተዘግቷል።',
  },
  part: { en: 'Part {number}', am: 'ክፍያ {number}' },
  states: {
    due: { en: 'Due on {date}', am: 'የሚከፈልበት ቀን {date}' },
    late: { en: 'Late: was due on {date}', am: 'ዘግይቷል፤ ቀኑ {date} ነበር' },
    paid: { en: 'Paid on {date}', am: '{date} ተከፍሏል' },
    'given-back': { en: 'Given back', am: 'ተመልሷል' },
    disputed: { en: 'The bank looks at it', am: 'ባንክ እያጣራው ነው' },
  },
} as const satisfies Record<string, Phrase | Record<string, Phrase>>;
