import type { Phrase } from './phrases.ts';

/** The page on which people look for creators and for what they sell. */
export const discoveryWords = {
  title: { en: 'Find something good', am: 'የሚፈልጉትን ያግኙ' },
  lead: {
    en: 'Books, courses and more from creators in Ethiopia. Pay in birr with your phone.',
    am: 'በኢትዮጵያ ፈጣሪዎች የተዘጋጁ መጻሕፍት፣ ትምህርቶችና ሌሎችም። በስልክዎ በብር ይክፈሉ።',
  },
  share: {
    en: 'Books, courses and more from Ethiopian creators, paid in birr.',
    am: 'በኢትዮጵያ ፈጣሪዎች የተዘጋጁ መጻሕፍት፣ ትምህርቶችና ሌሎችም፤ ክፍያው በብር።',
  },
  search: { en: 'What are you looking for?', am: 'ምን ይፈልጋሉ?' },
  searchHint: {
    en: 'In Amharic or English letters, as you like: “hisab” finds the Amharic word too.',
    am: 'በአማርኛም ሆነ በላቲን ፊደል መጻፍ ይችላሉ፤ «hisab» ብለው ቢጽፉ ሒሳብን ያገኛሉ።',
  },
  find: { en: 'Search', am: 'ፈልግ' },
  tooLong: { en: 'Write at most 200 letters: a word or two are enough.', am: 'ቢበዛ 200 ፊደል ይጻፉ፤ አንድ ወይም ሁለት ቃል ይበቃል።' },
  products: { en: 'Things to buy', am: 'የሚሸጡ' },
  creators: { en: 'Creators', am: 'ፈጣሪዎች' },
  allKinds: { en: 'Everything', am: 'ሁሉም' },
  categories: { en: 'By what they make', am: 'በሚሠሩት ሥራ' },
  from: { en: 'from {store}', am: 'ከ{store}' },
  free: { en: 'Free', am: 'በነጻ' },
  verified: { en: 'Verified', am: 'የተረጋገጠ' },
  proven: { en: 'Proven', am: 'የተመሰከረለት' },
  some: {
    en: 'Nothing has all of these words. This has some of them:',
    am: 'ሁሉንም ቃላት የያዘ አልተገኘም። እነዚህ ከቃላቱ የተወሰኑትን ይዘዋል፦',
  },
  none: { en: 'Nothing was found', am: 'ምንም አልተገኘም' },
  noneSays: {
    en: 'Try one word less or another one, or look through everything.',
    am: 'በአንድ ቃል ወይም በሌላ ቃል ይሞክሩ፤ ወይም ሁሉንም ይመልከቱ።',
  },
  empty: { en: 'Nobody sells here yet', am: 'እስካሁን የሚሸጥ የለም' },
  emptySays: { en: 'Be the first: a store is open in minutes.', am: 'የመጀመሪያው ይሁኑ፤ መደብር በደቂቃዎች ውስጥ ይከፈታል።' },
  openStore: { en: 'Open a store', am: 'መደብር ይክፈቱ' },
  seeAll: { en: 'See everything', am: 'ሁሉንም ይመልከቱ' },
  resultsFor: { en: 'Results for “{words}”', am: 'ለ«{words}» የተገኙ' },
  newest: { en: 'Newest', am: 'አዳዲስ' },
} as const satisfies Record<string, Phrase>;

/** Words by which a kind of product is looked for. */
export const typeWords = {
  'digital-download': { en: 'e-book pdf file download', am: 'መጽሐፍ ፋይል' },
  course: { en: 'course lessons class', am: 'ኮርስ ትምህርት' },
  'template-pack': { en: 'templates', am: 'ቴምፕሌት' },
  membership: { en: 'membership club', am: 'አባልነት' },
  booking: { en: 'coaching call session booking', am: 'ምክክር ቀጠሮ' },
  'event-ticket': { en: 'event ticket', am: 'ዝግጅት ትኬት' },
  bundle: { en: 'bundle set', am: 'ጥቅል' },
  tip: { en: 'support tip', am: 'ድጋፍ' },
  'custom-request': { en: 'custom order commission', am: 'ልዩ ትዕዛዝ' },
  'licence-key': { en: 'software licence', am: 'ሶፍትዌር ፈቃድ' },
  'affiliate-link': { en: 'recommendation', am: 'ጥቆማ' },
} as const satisfies Record<string, Phrase>;
