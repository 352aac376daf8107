import type { Phrase } from './phrases.ts';

/** How a product is sold, and discount codes. */
export const sellingWords = {
  title: { en: 'Price and selling', am: 'ዋጋ እና ሽያጭ' },
  titleSays: {
    en: 'A price that buyers choose, few pieces, an extra at the checkout, a price for a time',
    am: 'ገዢው የሚመርጠው ዋጋ፣ የተወሰነ ብዛት፣ በክፍያ ላይ ተጨማሪ፣ ለጊዜው የሚቆይ ዋጋ',
  },
  notYet: {
    en: 'Put the product up for sale first. Then you can set how it is sold.',
    am: 'መጀመሪያ ምርቱን ለሽያጭ ያቅርቡ። ከዚያ እንዴት እንደሚሸጥ መወሰን ይችላሉ።',
  },
  now: { en: 'Buyers pay {price} now.', am: 'ገዢዎች አሁን {price} ይከፍላሉ።' },
  nowOpen: { en: 'Buyers choose, at least {price}.', am: 'ገዢዎች ይመርጣሉ፤ ቢያንስ {price}።' },

  open: { en: 'Buyers choose what they pay', am: 'ገዢዎች የሚከፍሉትን ይመርጣሉ' },
  min: { en: 'The least they may pay', am: 'ቢያንስ መክፈል የሚገባቸው' },
  suggestion: { en: 'Suggestion {number}', am: 'ጥቆማ {number}' },

  gifts: { en: 'Buyers may give it to somebody else', am: 'ገዢዎች ለሌላ ሰው ስጦታ ሊያደርጉት ይችላሉ' },
  limited: { en: 'There are only some', am: 'ብዛቱ የተወሰነ ነው' },
  stock: { en: 'How many in all', am: 'በአጠቃላይ ስንት ነው' },
  stockHint: { en: 'Those sold already are counted too.', am: 'እስካሁን የተሸጡትም ይቆጠራሉ።' },
  stockSays: { en: 'Write a whole number from 1 to 1,000,000.', am: 'ከ1 እስከ 1,000,000 ያለ ሙሉ ቁጥር ይጻፉ።' },
  counts: {
    en: '{taken} sold, {held} being paid for, {left} left',
    am: '{taken} ተሽጧል፣ {held} እየተከፈለበት ነው፣ {left} ቀርቷል',
  },

  bump: { en: 'An extra at the checkout', am: 'በክፍያ ላይ የሚቀርብ ተጨማሪ' },
  bumpHint: {
    en: 'One of your other products, offered unticked beside this one.',
    am: 'ከሌሎች ምርቶችዎ አንዱ፤ ከዚህ ጎን ሳይመረጥ ይቀርባል።',
  },
  noBump: { en: 'No extra', am: 'ተጨማሪ የለም' },
  bumpPrice: { en: 'Its price there', am: 'በዚያ ያለው ዋጋ' },
  bumpAlone: {
    en: 'An extra is another product that is for sale. You have no other yet.',
    am: 'ተጨማሪ የሚሆነው ለሽያጭ የቀረበ ሌላ ምርት ነው። እስካሁን ሌላ የለዎትም።',
  },
  bumpOff: { en: '{title} (not for sale now)', am: '{title} (አሁን ለሽያጭ አልቀረበም)' },

  scheduled: { en: 'Prices for a time', am: 'ለጊዜው የሚቆዩ ዋጋዎች' },
  scheduledHint: {
    en: 'They begin and end by themselves. Times are East Africa Time.',
    am: 'በራሳቸው ይጀምራሉ፣ ያበቃሉ። ሰዓቱ የምሥራቅ አፍሪካ ሰዓት ነው።',
  },
  addPrice: { en: 'Add a price for a time', am: 'ለጊዜው የሚቆይ ዋጋ ጨምር' },
  removePrice: { en: 'Take it out', am: 'አውጣው' },
  priceNumber: { en: 'Price for a time, {number}', am: 'የጊዜ ዋጋ {number}' },
  from: { en: 'From', am: 'ከ' },
  to: { en: 'Until', am: 'እስከ' },
  timeSays: { en: 'Choose a day and a time.', am: 'ቀንና ሰዓት ይምረጡ።' },
  price: { en: 'Price', am: 'ዋጋ' },

  save: { en: 'Save how it is sold', am: 'የአሸጣጡን መንገድ አስቀምጥ' },
  saved: { en: 'Saved. Buyers see it now.', am: 'ተቀምጧል። ገዢዎች አሁን ያዩታል።' },
  newer: {
    en: 'It was changed on another device. What stands there now is shown; make your change again.',
    am: 'በሌላ መሣሪያ ተቀይሯል። አሁን ያለው ታይቷል፤ ለውጥዎን እንደገና ያድርጉ።',
  },

  // Prices that were
  history: { en: 'Every price so far', am: 'እስካሁን የነበሩ ዋጋዎች' },
  published: { en: 'from {from}', am: 'ከ{from} ጀምሮ' },
  during: { en: '{from} until {to}', am: 'ከ{from} እስከ {to}' },
  takenOut: { en: 'taken out before its time was over', am: 'ጊዜው ሳያበቃ የወጣ' },

  // Codes
  codes: { en: 'Discount codes', am: 'የቅናሽ ኮዶች' },
  codesSays: { en: 'A word that makes it cheaper', am: 'ዋጋ የሚቀንስ ቃል' },
  codesEmpty: { en: 'No codes yet', am: 'እስካሁን ኮድ የለም' },
  codesEmptySays: {
    en: 'Give a code to your followers, for a holiday or to thank somebody.',
    am: 'ለተከታዮችዎ፣ ለበዓል ወይም ለማመስገን ኮድ ይስጡ።',
  },
  make: { en: 'Make a code', am: 'ኮድ ፍጠር' },
  making: { en: 'Making it…', am: 'በመፍጠር ላይ…' },
  made: { en: '{code} works now.', am: '{code} አሁን ይሠራል።' },
  madeLater: { en: '{code} is made.', am: '{code} ተፈጥሯል።' },
  code: { en: 'The word', am: 'ቃሉ' },
  codeHint: {
    en: '3 to 24 Latin letters, digits or hyphens, like MESKEL20',
    am: 'ከ3 እስከ 24 የላቲን ፊደላት፣ ቁጥሮች ወይም ሰረዝ፤ ለምሳሌ MESKEL20',
  },
  codeWrong: {
    en: 'Write 3 to 24 Latin letters, digits or hyphens.',
    am: 'ከ3 እስከ 24 የላቲን ፊደላት፣ ቁጥሮች ወይም ሰረዝ ይጻፉ።',
  },
  gives: { en: 'What it takes off', am: 'የሚቀንሰው' },
  percent: { en: 'A percentage', am: 'በመቶኛ' },
  fixed: { en: 'A sum', am: 'የተወሰነ ብር' },
  percentField: { en: 'Percent off', am: 'ቅናሽ በመቶ' },
  percentSays: { en: 'Write a whole number from 1 to 100.', am: 'ከ1 እስከ 100 ያለ ሙሉ ቁጥር ይጻፉ።' },
  percentAll: {
    en: 'With 100 % nothing is left to pay, and the checkout refuses a payment of 0 birr. It works only beside an extra.',
    am: 'በ100 % የሚከፈል አይቀርም፤ የ0 ብር ክፍያም አይቻልም። የሚሠራው ከተጨማሪ ጋር ብቻ ነው።',
  },
  fixedField: { en: 'Sum off', am: 'የሚቀነሰው ብር' },
  until: { en: 'Until when', am: 'እስከ መቼ' },
  uses: { en: 'How many uses in all', am: 'በአጠቃላይ ስንት ጊዜ' },
  once: { en: 'Once for each buyer', am: 'ለአንድ ገዢ አንድ ጊዜ' },
  only: { en: 'For which products', am: 'ለየትኞቹ ምርቶች' },
  all: { en: 'All products', am: 'ሁሉም ምርቶች' },
  some: { en: 'Only these', am: 'እነዚህ ብቻ' },
  someSays: { en: 'Choose at least one product.', am: 'ቢያንስ አንድ ምርት ይምረጡ።' },
  percentOff: { en: '{percent} % off', am: '{percent} % ቅናሽ' },
  sumOff: { en: '{sum} off', am: '{sum} ቅናሽ' },
  used: { en: 'used {taken}', am: '{taken} ጊዜ ጥቅም ላይ ውሏል' },
  usedOf: { en: 'used {taken} of {max}', am: 'ከ{max} {taken} ጊዜ ጥቅም ላይ ውሏል' },
  heldNow: { en: '{held} being paid for', am: '{held} እየተከፈለበት ነው' },
  untilWhen: { en: 'until {time}', am: 'እስከ {time}' },
  fromWhen: { en: 'from {time}', am: 'ከ{time} ጀምሮ' },
  someProducts: { en: 'for {count} of your products', am: 'ለ{count} ምርቶችዎ' },
  active: { en: 'works', am: 'ይሠራል' },
  'not-yet': { en: 'not yet', am: 'ገና አልጀመረም' },
  expired: { en: 'its time is over', am: 'ጊዜው አልፏል' },
  'used-up': { en: 'used up', am: 'አልቋል' },
  ended: { en: 'ended', am: 'ቆሟል' },
  end: { en: 'End it', am: 'አቁመው' },
  endSays: {
    en: 'End {code}? It cannot come back. Who is paying with it now keeps it.',
    am: '{code} ይቁም? መልሶ አይመጣም። አሁን በእሱ እየከፈለ ያለ ሰው አይነጠቅም።',
  },
  endedNow: { en: '{code} has ended.', am: '{code} ቆሟል።' },
  older: { en: 'Show older ones', am: 'የቆዩትን አሳይ' },
} as const satisfies Record<string, Phrase>;
