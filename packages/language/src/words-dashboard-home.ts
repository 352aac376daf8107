import type { Phrase } from './phrases.ts';

/** The home screen of a creator, by the time of life of her store. */
export const homeWords = {
  hello: { en: 'Selam, {name}', am: 'ሰላም፣ {name}' },
  continueTitle: { en: 'Continue your page', am: 'ገጽዎን ይቀጥሉ' },
  continueLede: {
    en: 'Nobody can see it yet. It becomes public when you publish it.',
    am: 'እስካሁን ማንም አያየውም። ሲያትሙት ለሁሉም ይታያል።',
  },
  continue: { en: 'Continue', am: 'ይቀጥሉ' },
  yourAddress: { en: 'Your address', am: 'አድራሻዎ' },
  share: { en: 'Share to Telegram', am: 'በቴሌግራም አጋራ' },
  qr: { en: 'Show QR code', am: 'QR ኮድ አሳይ' },
  qrTitle: { en: 'QR code of {address}', am: 'የ{address} QR ኮድ' },
  qrSays: { en: 'People point a phone camera at it and your page opens.', am: 'ሰዎች የስልካቸውን ካሜራ ሲያነጣጥሩበት ገጽዎ ይከፈታል።' },
  peopleToday: { en: '{count} people were here today.', am: 'ዛሬ {count} ሰዎች ጎብኝተዋል።' },
  onePersonToday: { en: 'One person was here today.', am: 'ዛሬ አንድ ሰው ጎብኝቷል።' },
  ideasTitle: { en: 'What you could sell first', am: 'መጀመሪያ መሸጥ የሚችሉት' },

  // Checklist (ON-8)
  missingTitle: { en: 'Still missing', am: 'የሚጎድሉ' },
  nextStep: { en: 'Next step', am: 'ቀጣዩ ደረጃ' },
  steps: { en: 'Steps to your first sale', am: 'ወደ መጀመሪያ ሽያጭዎ የሚወስዱ ደረጃዎች' },
  stepPublish: { en: 'Publish your page', am: 'ገጽዎን ያትሙ' },
  stepPublishSays: { en: 'Then your address opens for everyone.', am: 'ከዚያ አድራሻዎ ለሁሉም ይከፈታል።' },
  stepProduct: { en: 'Add the first thing to sell', am: 'የመጀመሪያውን ምርት ይጨምሩ' },
  stepProductSays: { en: 'A file with a name and a price is enough.', am: 'ስምና ዋጋ ያለው አንድ ፋይል በቂ ነው።' },
  stepShare: { en: 'Put the link where your people are', am: 'ሊንኩን ሰዎችዎ ያሉበት ቦታ ያድርጉ' },
  stepShareSays: {
    en: 'Telegram, TikTok, a card on the wall: wherever they see you.',
    am: 'ቴሌግራም፣ ቲክቶክ፣ ግድግዳ ላይ ካርድ፦ እርስዎን በሚያዩበት ሁሉ።',
  },
  stepMoney: { en: 'Say where your money goes', am: 'ገንዘብዎ የት እንደሚሄድ ይንገሩን' },
  stepMoneySays: {
    en: 'Your wallet or bank account; a code to your phone protects it.',
    am: 'ዋሌትዎ ወይም የባንክ ሂሳብዎ፤ ወደ ስልክዎ በሚላክ ኮድ ይጠበቃል።',
  },
  balanceGo: { en: 'See and send your money', am: 'ገንዘብዎን ይመልከቱና ይላኩ' },
  stepTry: { en: 'Buy from yourself', am: 'ከራስዎ ይግዙ' },
  stepTrySays: {
    en: 'With your own number, to see what your buyers see. Try something free, or give the money back afterwards.',
    am: 'ገዢዎችዎ የሚያዩትን ለማየት በራስዎ ቁጥር ይግዙ። ነጻ የሆነ ነገር ይሞክሩ፣ ወይም በኋላ ገንዘቡን ይመልሱ።',
  },
  stepSale: { en: 'First sale', am: 'የመጀመሪያ ሽያጭ' },
  stepSaleSays: { en: 'We text you when it happens.', am: 'ሲከሰት በአጭር መልእክት እናሳውቅዎታለን።' },
  stepPayout: { en: 'First payout', am: 'የመጀመሪያ የገንዘብ ዝውውር' },
  stepPayoutSays: { en: 'Your money can be sent now.', am: 'ገንዘብዎ አሁን መላክ ይችላል።' },
  stepAnswer: { en: 'Write to your first buyer', am: 'ለመጀመሪያ ገዢዎ ይጻፉ' },
  stepAnswerSays: {
    en: 'One sentence of thanks in the members’ space is enough.',
    am: 'በአባላት ቦታ አንድ የምስጋና ዓረፍተ ነገር በቂ ነው።',
  },
  notNow: { en: 'Not now', am: 'አሁን አይደለም' },
  stepGone: { en: 'You find it again under More.', am: '«ተጨማሪ» ውስጥ መልሰው ያገኙታል።' },
  stepsShown: { en: 'The steps stand at home again.', am: 'ደረጃዎቹ በመነሻ ገጽ ላይ እንደገና ይታያሉ።' },
  stepsBack: { en: 'Show all steps again', am: 'ሁሉንም ደረጃዎች እንደገና አሳይ' },
  minutes: { en: '{count} min', am: '{count} ደቂቃ' },
  done: { en: 'Done', am: 'ተጠናቋል' },

  // Numbers
  balance: { en: 'Yours now', am: 'አሁን የእርስዎ' },
  balanceSays: {
    en: '{sold} sold, {fees} fees, since the beginning',
    am: 'ከመጀመሪያው ጀምሮ፦ ሽያጭ {sold}፣ የአገልግሎት ክፍያ {fees}',
  },
  today: { en: 'Today', am: 'ዛሬ' },
  weekBefore: { en: 'A week before: {value}', am: 'ከሳምንት በፊት፦ {value}' },
  dayByDay: { en: 'Day by day', am: 'በየቀኑ' },
  days7: { en: 'The last 7 days', am: 'ያለፉት 7 ቀናት' },
  people: { en: 'Visits', am: 'ጉብኝቶች' },
  productViews: { en: 'Looked at a product', am: 'ምርት ያዩ' },
  checkouts: { en: 'Pressed Buy', am: '«ይግዙ»ን የነኩ' },
  sales: { en: 'Paid', am: 'የከፈሉ' },
  revenue: { en: 'Sales', am: 'ሽያጭ' },
  givenBack: { en: 'Given back', am: 'የተመለሰ' },
  afterRefunds: { en: 'After refunds', am: 'ከተመላሽ በኋላ' },
  noViews: { en: 'Nobody has seen the page this week. Share your address.', am: 'በዚህ ሳምንት ገጹን ማንም አላየውም። አድራሻዎን ያጋሩ።' },
  lossProduct: {
    en: '{from} visits, {to} went on to a product. Move the product to the top of your page.',
    am: 'ከ{from} ጉብኝት {to} ምርት አይተዋል። ምርቱን ወደ ገጽዎ አናት ያምጡት።',
  },
  lossBuy: {
    en: '{from} looked at a product, {to} pressed Buy. Say in the first sentence what people get.',
    am: '{from} ምርቱን አይተዋል፣ {to} «ይግዙ»ን ነክተዋል። በመጀመሪያው ዓረፍተ ነገር ሰዎች ምን እንደሚያገኙ ይጻፉ።',
  },
  lossPay: {
    en: '{from} pressed Buy, {to} paid. Some come back later: the price may be worth a look.',
    am: '{from} «ይግዙ»ን ነክተዋል፣ {to} ከፍለዋል። አንዳንዶች በኋላ ይመለሳሉ፤ ዋጋውን ደግመው ይመልከቱ።',
  },
  toEditor: { en: 'To my page', am: 'ወደ ገጼ' },
  toProducts: { en: 'To my products', am: 'ወደ ምርቶቼ' },
  chartTitle: { en: 'Visits, day by day', am: 'ጉብኝቶች በየቀኑ' },
  day: { en: 'Day', am: 'ቀን' },
  chartSays: {
    en: 'Visits of the last {days} days, at most {most} in one day.',
    am: 'ያለፉት {days} ቀናት ጉብኝቶች፣ በአንድ ቀን ቢበዛ {most}።',
  },

  // Sales
  firstSale: { en: 'Your first sale', am: 'የመጀመሪያ ሽያጭዎ' },
  newestSale: { en: 'Your newest sale', am: 'የቅርብ ጊዜ ሽያጭዎ' },
  firstSaleSays: { en: '“{title}”: {net} for you.', am: '«{title}»፦ {net} ለእርስዎ።' },
  saleBy: { en: 'Paid by … {digits}', am: 'የከፈሉት፦ … {digits}' },
  sendNow: { en: '{amount} can be sent to you now.', am: '{amount} አሁን ሊላክልዎት ይችላል።' },
  sendFrom: { en: '{amount} can be sent to you from {day}.', am: '{amount} ከ{day} ጀምሮ ሊላክልዎት ይችላል።' },
  onItsWay: { en: '{amount} is on its way to you.', am: '{amount} ወደ እርስዎ በመላክ ላይ ነው።' },
  sayThanks: { en: 'Say thank you', am: 'አመስግኑ' },
  lastOrders: { en: 'Latest orders', am: 'የቅርብ ጊዜ ትዕዛዞች' },
  allOrders: { en: 'All orders', am: 'ሁሉም ትዕዛዞች' },
  space: { en: 'Members’ space', am: 'የአባላት ቦታ' },
  spaceSays: { en: 'Buyers can read and answer there.', am: 'ገዢዎች እዚያ ማንበብና መመለስ ይችላሉ።' },
} as const satisfies Record<string, Phrase>;

/** Three first products for each kind of creator. */
export const ideaWords = {
  teacher: [
    { en: 'A summary of one subject as PDF', am: 'የአንድ ትምህርት ማጠቃለያ በPDF' },
    { en: 'Old exams with answers', am: 'ያለፉ ፈተናዎች ከነመልሶቻቸው' },
    { en: 'A plan for the last month', am: 'የመጨረሻው ወር የጥናት እቅድ' },
  ],
  cook: [
    { en: 'Ten fasting recipes', am: 'አሥር የጾም ምግቦች አሰራር' },
    { en: 'A shopping list with prices', am: 'የገበያ ዝርዝር ከነዋጋው' },
    { en: 'One menu for the holiday', am: 'አንድ የበዓል ሜኑ' },
  ],
  designer: [
    { en: 'Five templates for posts', am: 'አምስት የፖስት ቴምፕሌቶች' },
    { en: 'A logo kit', am: 'የአርማ ጥቅል' },
    { en: 'A price list to fill in', am: 'የሚሞላ የዋጋ ዝርዝር' },
  ],
  musician: [
    { en: 'Your new single', am: 'አዲሱ ነጠላ ዜማዎ' },
    { en: 'An album as ZIP', am: 'አልበም በZIP' },
    { en: 'The sheet music of one song', am: 'የአንድ ዘፈን ኖታ' },
  ],
  fitness: [
    { en: 'An 8-week plan', am: 'የ8 ሳምንት ፕሮግራም' },
    { en: 'A meal plan', am: 'የአመጋገብ እቅድ' },
    { en: 'A 10-minute training as audio', am: 'የ10 ደቂቃ ልምምድ በድምፅ' },
  ],
  language: [
    { en: '100 words with audio', am: '100 ቃላት ከነድምፅ' },
    { en: 'A phrase book for travel', am: 'የጉዞ ሐረግ መጽሐፍ' },
    { en: 'Ten dialogues', am: 'አሥር ንግግሮች' },
  ],
  choir: [
    { en: 'One mezmur album', am: 'አንድ የመዝሙር አልበም' },
    { en: 'A book with the words', am: 'የግጥም መጽሐፍ' },
    { en: 'A lesson as audio', am: 'አንድ ትምህርት በድምፅ' },
  ],
  developer: [
    { en: 'A small program with its manual', am: 'አነስተኛ ፕሮግራም ከመመሪያው ጋር' },
    { en: 'A starter project', am: 'የጀማሪ ፕሮጀክት' },
    { en: 'A course as PDF', am: 'ኮርስ በPDF' },
  ],
  other: [
    { en: 'A guide of ten pages', am: 'የአሥር ገጽ መመሪያ' },
    { en: 'A form that saves others time', am: 'ለሌሎች ጊዜ የሚቆጥብ ቅጽ' },
    { en: 'A recording', am: 'የድምፅ ቅጂ' },
  ],
} as const satisfies Record<string, readonly Phrase[]>;
