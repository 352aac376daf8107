import type { Phrase } from './phrases.ts';

/** The status page, and the strips that announce maintenance. */
export const statusWords = {
  title: { en: 'How Windsurf is doing', am: 'የዊንድሰርፍ አገልግሎት ሁኔታ' },
  overall: {
    ok: { en: 'Everything works.', am: 'ሁሉም ነገር ይሠራል።' },
    slow: { en: 'Some things are slow.', am: 'አንዳንድ ነገሮች ዘግይተዋል።' },
    down: { en: 'Something does not work. We are on it.', am: 'የማይሠራ ነገር አለ። እየሠራንበት ነው።' },
    maintenance: { en: 'We are working on it, as announced.', am: 'እንደተነገረው ጥገና ላይ ነን።' },
    unknown: { en: 'We cannot see how everything is doing.', am: 'የሁሉም ነገር ሁኔታ አልታወቀም።' },
  },
  asOf: { en: 'As of', am: 'የታየው፦' },
  again: { en: 'Look again', am: 'እንደገና ይመልከቱ' },
  now: { en: 'Going on now', am: 'አሁን ያለ' },
  parts: { en: 'Parts', am: 'ክፍሎች' },
  rails: { en: 'Ways to pay', am: 'የክፍያ መንገዶች' },
  planned: { en: 'Planned maintenance', am: 'የታቀደ ጥገና' },
  nothingPlanned: { en: 'Nothing is planned.', am: 'የታቀደ ጥገና የለም።' },
  maintenance: { en: 'Planned maintenance', am: 'የታቀደ ጥገና' },
  maintenanceNow: { en: 'Maintenance is going on', am: 'ጥገና በመካሄድ ላይ ነው' },
  trouble: { en: 'Something is wrong', am: 'ችግር አለ' },
  from: { en: 'From', am: 'ከ፦' },
  until: { en: 'Until', am: 'እስከ፦' },
  noEnd: { en: 'we do not know yet', am: 'ገና አልታወቀም' },
  moneySafe: {
    en: 'A payment that you have started is being followed, whatever stands here. Please do not pay again.',
    am: 'እዚህ ምንም ቢጻፍ የጀመሩትን ክፍያ እየተከታተልን ነው። እባክዎ ድጋሚ አይክፈሉ።',
  },
  more: { en: 'See the status page', am: 'የአገልግሎት ሁኔታን ይመልከቱ' },
  states: {
    ok: { en: 'Works', am: 'ይሠራል' },
    slow: { en: 'Slow', am: 'ዘግይቷል' },
    down: { en: 'Does not work', am: 'አይሠራም' },
    maintenance: { en: 'Maintenance', am: 'ጥገና ላይ' },
    unknown: { en: 'Not known', am: 'አልታወቀም' },
  },
  components: {
    'sign-in': { en: 'Signing in', am: 'መግቢያ' },
    stores: { en: 'Stores', am: 'መደብሮች' },
    checkout: { en: 'Paying', am: 'ክፍያ' },
    downloads: { en: 'Downloads', am: 'ፋይል ማውረድ' },
    sms: { en: 'SMS', am: 'አጭር መልእክት' },
  },
} as const satisfies Record<string, Phrase | Record<string, Phrase>>;
