import type { Phrase } from './phrases.ts';

/** What the pages of a store say by themselves; everything else on them is the creator's. */
export const storeWords = {
  see: { en: 'See it', am: 'ይመልከቱ' },
  buy: { en: 'Buy', am: 'ይግዙ' },
  backToStore: { en: 'Back to {store}', am: 'ወደ {store} ይመለሱ' },
  about: { en: 'About it', am: 'ስለ ምርቱ' },
  whoMadeIt: { en: 'Made by', am: 'ያዘጋጁት' },
  moreOfThis: { en: 'More from {store}', am: 'ተጨማሪ ከ{store}' },
  file: { en: 'File: {kind}, {size}', am: 'ፋይል፦ {kind}፣ {size}' },
  fileOnly: { en: 'File: {kind}', am: 'ፋይል፦ {kind}' },
  arrives: {
    en: 'Arrives right after you pay, as a link by SMS',
    am: 'እንደከፈሉ ወዲያውኑ በአጭር መልእክት (SMS) ሊንክ ይደርስዎታል',
  },
  opensOn: { en: 'Opens on any phone or computer', am: 'በማንኛውም ስልክ ወይም ኮምፒውተር ይከፈታል' },
  opensOnComputer: { en: 'Best opened on a computer', am: 'በኮምፒውተር ቢከፈት ይመረጣል' },
  payWith: { en: 'Pay with telebirr. No account needed.', am: 'በቴሌብር ይክፈሉ። አካውንት አያስፈልግም።' },
  whatYouBought: { en: 'What I bought', am: 'የገዛኋቸው' },
  madeWith: { en: 'Made with Windsurf', am: 'በዊንድሰርፍ የተሠራ' },
  openYours: { en: 'Open your own store', am: 'የራስዎን መደብር ይክፈቱ' },
  noStore: { en: 'There is no store with this name.', am: 'በዚህ ስም የተከፈተ መደብር የለም።' },
  noStoreDetail: {
    en: 'Check the letters of @{handle}, or ask the person who gave you the address.',
    am: 'የ@{handle} ፊደላትን ያረጋግጡ ወይም አድራሻውን የሰጠዎትን ሰው ይጠይቁ።',
  },
  comingSoon: { en: 'This store is coming soon.', am: 'ይህ መደብር በቅርቡ ይከፈታል።' },
  comingSoonDetail: {
    en: '@{handle} is being prepared. Come back in a while; the address stays the same.',
    am: '@{handle} በመዘጋጀት ላይ ነው። ትንሽ ቆይተው ይመለሱ፤ አድራሻው አይቀየርም።',
  },
  noProduct: { en: 'There is no product at this address.', am: 'በዚህ አድራሻ ምንም ምርት የለም።' },
  noProductDetail: {
    en: 'The address may have a wrong letter. Everything that is sold here is on the page of the store.',
    am: 'አድራሻው የተሳሳተ ፊደል ሊኖረው ይችላል። እዚህ የሚሸጡት ሁሉ በመደብሩ ገጽ ላይ ይገኛሉ።',
  },
  noLongerSold: { en: 'This product is no longer sold.', am: 'ይህ ምርት ከእንግዲህ አይሸጥም።' },
  noLongerSoldDetail: {
    en: 'If you bought it, it is still yours: open it in “What I bought”.',
    am: 'ገዝተውት ከነበረ አሁንም የእርስዎ ነው፤ «የገዛኋቸው» ውስጥ ይክፈቱት።',
  },
  toTheStore: { en: 'To the store', am: 'ወደ መደብሩ' },
  shareStore: { en: '{name} on Windsurf: links and products.', am: '{name} በዊንድሰርፍ፦ ሊንኮችና ምርቶች።' },
  previewEmpty: {
    en: 'Your page is still empty. Add a link, a text or a product.',
    am: 'ገጽዎ ገና ባዶ ነው። ሊንክ፣ ጽሑፍ ወይም ምርት ይጨምሩ።',
  },
} as const satisfies Record<string, Phrase>;

/** Titles of links whose address says where it leads. */
export const linkTitles = {
  telegram: { en: 'Join me on Telegram', am: 'በቴሌግራም ይቀላቀሉኝ' },
  tiktok: { en: 'Follow me on TikTok', am: 'በቲክቶክ ይከተሉኝ' },
  youtube: { en: 'Watch on YouTube', am: 'በዩቲዩብ ይመልከቱ' },
  instagram: { en: 'Follow me on Instagram', am: 'በኢንስታግራም ይከተሉኝ' },
  facebook: { en: 'Find me on Facebook', am: 'በፌስቡክ ያግኙኝ' },
  soundcloud: { en: 'Listen on SoundCloud', am: 'በሳውንድክላውድ ያዳምጡ' },
  maps: { en: 'How to get here', am: 'የምንገኝበት ቦታ' },
  call: { en: 'Call {number}', am: 'ይደውሉ፦ {number}' },
  mail: { en: 'Write an e-mail', am: 'ኢሜይል ይጻፉ' },
  site: { en: 'Visit {site}', am: '{site}ን ይጎብኙ' },
} as const satisfies Record<string, Phrase>;

/** What stands between a product and its publication. */
export const blockers = {
  title: { en: 'Give the product a name.', am: 'ለምርቱ ስም ይስጡ።' },
  noFile: { en: 'Add the file that buyers get.', am: 'ገዢዎች የሚያገኙትን ፋይል ይጨምሩ።' },
  fileNotReady: {
    en: 'The file is still being checked. Try again in a moment.',
    am: 'ፋይሉ ገና እየተመረመረ ነው። ከጥቂት ጊዜ በኋላ ይሞክሩ።',
  },
  fileRefused: { en: 'This file cannot be sold. Choose another one.', am: 'ይህ ፋይል ሊሸጥ አይችልም። ሌላ ይምረጡ።' },
  releasePast: {
    en: 'The day on which it comes out is over. Choose a later one, or none.',
    am: 'የሚወጣበት ቀን አልፏል። የሚመጣ ቀን ይምረጡ ወይም ባዶ ይተዉት።',
  },
  eventOver: { en: 'The event is over. Choose a new time.', am: 'ዝግጅቱ አልፏል። አዲስ ጊዜ ይምረጡ።' },
  partNotSold: {
    en: 'Everything in a bundle has to be for sale. Not for sale now: {titles}.',
    am: 'በጥቅል ውስጥ ያለው ሁሉ ለሽያጭ የቀረበ መሆን አለበት። አሁን የማይሸጡት፦ {titles}።',
  },
} as const satisfies Record<string, Phrase>;

/** Kinds of block, for the sentence that names the heaviest ones. */
export const blockKinds = {
  link: { en: 'link', am: 'ሊንክ' },
  text: { en: 'text', am: 'ጽሑፍ' },
  product: { en: 'product', am: 'ምርት' },
  'product-list': { en: 'product list', am: 'የምርት ዝርዝር' },
  heading: { en: 'heading', am: 'ርዕስ' },
  picture: { en: 'picture', am: 'ፎቶ' },
  gallery: { en: 'gallery', am: 'የፎቶ ስብስብ' },
  video: { en: 'video', am: 'ቪዲዮ' },
  audio: { en: 'audio', am: 'ድምፅ' },
  social: { en: 'social row', am: 'ማኅበራዊ ገጾች' },
  telegram: { en: 'Telegram', am: 'ቴሌግራም' },
  freebie: { en: 'freebie form', am: 'የስጦታ ቅጽ' },
  tip: { en: 'tip', am: 'ድጋፍ' },
  booking: { en: 'booking', am: 'ቀጠሮ' },
  course: { en: 'course outline', am: 'የትምህርት ዝርዝር' },
  membership: { en: 'membership', am: 'አባልነት' },
  dates: { en: 'dates', am: 'ቀኖች' },
  questions: { en: 'questions', am: 'ጥያቄዎች' },
  voices: { en: 'voices', am: 'አስተያየቶች' },
  countdown: { en: 'offer with an end', am: 'ጊዜ ያለው ቅናሽ' },
  recommendation: { en: 'recommendation', am: 'ምክር' },
  contact: { en: 'contact', am: 'መገኛ' },
  place: { en: 'place', am: 'ቦታ' },
  notice: { en: 'notice', am: 'ማስታወቂያ' },
  posts: { en: 'posts', am: 'ጽሑፎች' },
  header: { en: 'name and words about you', am: 'ስምዎና ስለ እርስዎ የተጻፈው' },
} as const satisfies Record<string, Phrase>;
