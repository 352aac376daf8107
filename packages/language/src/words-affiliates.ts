import type { Phrase } from './phrases.ts';

/** The pages on which people agree to recommend something, and see what it earned. */
export const affiliateWords = {
  title: { en: 'Recommend {title}', am: '«{title}»ን ያስተዋውቁ' },
  from: { en: 'A product of {store}', am: 'የ{store} ምርት' },
  earn: { en: 'You earn {percent} %', am: '{percent} % ያገኛሉ' },
  example: {
    en: 'At {price} that is at most {sum} for each sale.',
    am: 'በ{price} ዋጋ ለአንድ ሽያጭ ቢበዛ {sum} ነው።',
  },
  rules: { en: 'The terms', am: 'ውሉ' },
  ruleBase: {
    en: 'Your {percent} % are of the price that was paid, less tax and the fees of payment and platform; an extra that is bought with it counts too. Sums are cut to whole santim.',
    am: '{percent} % የሚሰላው ከተከፈለው ዋጋ ላይ ግብር፣ የክፍያ እና የአገልግሎት ክፍያዎች ተቀንሰው ነው፤ አብሮ የተገዛ ተጨማሪም ይቆጠራል። ሳንቲም ሙሉ ሆኖ ይቆረጣል።',
  },
  ruleHow: {
    en: 'A sale is yours when the buyer comes by your link or writes your code at checkout. A code counts before a link. Whoever came by you, with a number that was proven by a code or by a payment, and buys with it within {days} days is yours too.',
    am: 'ገዢው በሊንክዎ ሲመጣ ወይም ሲከፍል ኮድዎን ሲጽፍ ሽያጩ የእርስዎ ነው። ኮድ ከሊንክ ይቀድማል። በእርስዎ በኩል መጥቶ ስልኩ በኮድ ወይም በክፍያ የተረጋገጠ፣ በ{days} ቀን ውስጥም በዚያው ስልክ የገዛ የእርስዎ ነው።',
  },
  ruleHold: {
    en: 'Your part is held for {days} days. If the buyer gets money back in that time, your part goes back in the same proportion. You see the day of each sale from the first minute.',
    am: 'ድርሻዎ ለ{days} ቀን ይያዛል። በዚያ ጊዜ ለገዢው ገንዘብ ከተመለሰ ድርሻዎም በዚያው መጠን ይመለሳል። የእያንዳንዱን ሽያጭ ቀን ከመጀመሪያው ደቂቃ ያያሉ።',
  },
  rulePaid: {
    en: 'After that it stands in your balance here. To have it sent to your wallet or bank, open a store, which is free: it is paid out like everything that you earn.',
    am: 'ከዚያ በኋላ እዚህ ሂሳብዎ ላይ ይሆናል። ወደ ዋሌትዎ ወይም ባንክዎ እንዲላክ በነጻ መደብር ይክፈቱ፤ እንደማንኛውም ገቢዎ ይከፈላል።',
  },
  ruleSelf: {
    en: 'Nobody earns on what she buys herself, with her own number or her own wallet.',
    am: 'ማንም በራሱ ስልክ ወይም ዋሌት ለራሱ በሚገዛው አያገኝም።',
  },
  ruleHonest: {
    en: 'Say that you earn on it. Promise nothing that the product does not hold, and send nobody messages that she did not ask for.',
    am: 'ኮሚሽን እንደሚያገኙ ይናገሩ። ምርቱ የማያደርገውን ቃል አይግቡ፤ ላልጠየቀ ሰው መልእክት አይላኩ።',
  },
  ruleEnd: {
    en: 'You or {store} can end this at any time. What you have earned stays yours. Tax on what you earn is your own affair.',
    am: 'እርስዎ ወይም {store} በማንኛውም ጊዜ ማቆም ይችላሉ። ያገኙት የእርስዎ ሆኖ ይቆያል። የገቢዎ ግብር የእርስዎ ኃላፊነት ነው።',
  },
  buyersOnly: {
    en: 'Only people who have bought this may recommend it.',
    am: 'ይህን ማስተዋወቅ የሚችሉት የገዙት ብቻ ናቸው።',
  },
  closed: { en: 'Nobody can join for this product now.', am: 'ለዚህ ምርት አሁን መመዝገብ አይቻልም።' },
  name: { en: 'A name that people can say', am: 'ሰዎች የሚጠሩት ስም' },
  nameHint: {
    en: 'Your code is made of it, like ABEBE7. People hear it and write it at checkout.',
    am: 'ኮድዎ ከእሱ ይሠራል፤ ለምሳሌ ABEBE7። ሰዎች ሰምተው ሲከፍሉ ይጽፉታል።',
  },
  accept: { en: 'I have read the terms and accept them', am: 'ውሉን አንብቤ ተቀብያለሁ' },
  acceptMissing: { en: 'Tick that you accept the terms.', am: 'ውሉን መቀበልዎን ምልክት ያድርጉ።' },
  joinNow: { en: 'Get my link and code', am: 'ሊንክ እና ኮዴን አግኝ' },
  signIn: { en: 'Sign in with your phone', am: 'በስልክ ቁጥርዎ ይግቡ' },
  signInSays: {
    en: 'First sign in, so that what you earn has an owner.',
    am: 'የሚያገኙት ባለቤት እንዲኖረው መጀመሪያ ይግቡ።',
  },
  yours: { en: 'You recommend this', am: 'ይህን ያስተዋውቃሉ' },
  link: { en: 'Your link', am: 'የእርስዎ ሊንክ' },
  code: { en: 'Your code, to say', am: 'የሚናገሩት ኮድ' },
  mine: { en: 'What I recommend', am: 'የማስተዋውቃቸው' },
  mineEmpty: { en: 'You recommend nothing yet', am: 'እስካሁን የሚያስተዋውቁት የለም' },
  mineEmptySays: {
    en: 'Ask a store that you like for its link to join; it stands here then.',
    am: 'የሚወዱትን መደብር የመመዝገቢያ ሊንክ ይጠይቁ፤ ከዚያ እዚህ ይታያል።',
  },
  ended: { en: 'Ended', am: 'አብቅቷል' },
  percentOf: { en: '{percent} % · {store}', am: '{percent} % · ከ{store}' },
  sales: { en: 'My parts of sales', am: 'ከሽያጮች ድርሻዬ' },
  salesEmpty: { en: 'No sale yet. The first one stands here at once.', am: 'እስካሁን ሽያጭ የለም። የመጀመሪያው ወዲያው እዚህ ይታያል።' },
  held: { en: 'Held until {time}', am: 'እስከ {time} የተያዘ' },
  released: { en: 'In your balance', am: 'በሂሳብዎ ውስጥ' },
  reversed: { en: 'Given back', am: 'የተመለሰ' },
  back: { en: '{sum} went back with a refund', am: '{sum} ከተመላሽ ጋር ተመልሷል' },
  older: { en: 'Older', am: 'የቆዩ' },
  toMine: { en: 'Everything that I recommend', am: 'የማስተዋውቃቸው ሁሉ' },
  toProduct: { en: 'To the product', am: 'ወደ ምርቱ' },
  openStore: { en: 'Open a store to be paid', am: 'እንዲከፈልዎ መደብር ይክፈቱ' },
  toBalance: { en: 'To my balance', am: 'ወደ ሂሳቤ' },
  /** At checkout. */
  recommends: {
    en: '{code} recommends this and earns a part from {store}. Your price is the same.',
    am: '{code} ይህን ያስተዋውቃል፤ ድርሻው ከ{store} ይከፈላል። የእርስዎ ዋጋ አይለወጥም።',
  },
} as const satisfies Record<string, Phrase>;
