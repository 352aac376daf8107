import type { Phrase } from './phrases.ts';

/** Sample texts of the starter templates. All of them vanish from the public page until they are replaced. */
export const templateWords = {
  teacher: {
    line: { en: 'Exam notes and lessons that are easy to follow', am: 'ለፈተና የሚረዱ ማስታወሻዎችና ቀላል ትምህርቶች' },
    welcome: {
      en: 'Welcome! Here you find short notes for grades 9 to 12, old exams with answers, and lessons by phone.',
      am: 'እንኳን ደህና መጡ! እዚህ ከ9ኛ እስከ 12ኛ ክፍል አጫጭር ማስታወሻዎች፣ ያለፉ ፈተናዎች ከነመልሶቻቸው እና የስልክ ትምህርት ያገኛሉ።',
    },
    channel: { en: 'Join the study channel', am: 'የጥናት ቻናሉን ይቀላቀሉ' },
    channelNote: { en: 'One question every morning', am: 'በየቀኑ ጠዋት አንድ ጥያቄ' },
    lessons: { en: 'Ask for a lesson', am: 'ትምህርት ለማስያዝ ይደውሉ' },
    questions: {
      en: 'How do I pay? With telebirr, in one minute.\nHow often may I download? As often as you like, on any phone.',
      am: 'እንዴት እከፍላለሁ? በቴሌብር፣ በአንድ ደቂቃ ውስጥ።\nስንት ጊዜ ማውረድ እችላለሁ? የፈለጉትን ያህል፣ በማንኛውም ስልክ።',
    },
  },
  cook: {
    line: { en: 'Recipes of my kitchen, fasting and non-fasting', am: 'የጾምና የፍስክ የምግብ አሰራሮች ከእኔ ኩሽና' },
    welcome: {
      en: 'My recipes are short, with the prices of the market in Addis Ababa.',
      am: 'የምግብ አሰራሮቼ አጭርና ግልጽ ናቸው፤ የአዲስ አበባ ገበያ ዋጋም ተካቷል።',
    },
    order: { en: 'Order by phone', am: 'በስልክ ይዘዙ' },
  },
  designer: {
    line: { en: 'Templates and design for small businesses', am: 'ለአነስተኛ ንግዶች ዲዛይንና ቴምፕሌቶች' },
    welcome: {
      en: 'How I work: 1. You tell me what you need. 2. You see two drafts. 3. You get the files.',
      am: 'አሰራሬ፦ 1. የሚፈልጉትን ይነግሩኛል። 2. ሁለት ረቂቆች ያያሉ። 3. ፋይሎቹን ይረከባሉ።',
    },
    portfolio: { en: 'See my work', am: 'ሥራዎቼን ይመልከቱ' },
  },
  musician: {
    line: { en: 'New songs, straight from me', am: 'አዳዲስ ዘፈኖች በቀጥታ ከእኔ' },
    welcome: {
      en: 'My single is out now. The album comes after the holidays.',
      am: 'ነጠላ ዜማዬ ወጥቷል። አልበሙ ከበዓላቱ በኋላ ይወጣል።',
    },
    listen: { en: 'Listen to the single', am: 'ነጠላ ዜማውን ያዳምጡ' },
  },
  fitness: {
    line: { en: 'Training at home, without machines', am: 'ያለ መሣሪያ በቤት ውስጥ የሚሰራ ስፖርት' },
    welcome: {
      en: 'Eight weeks, three times a week, thirty minutes. Ask your doctor first if you are ill.',
      am: 'ስምንት ሳምንት፣ በሳምንት ሦስት ቀን፣ ሠላሳ ደቂቃ። የጤና ችግር ካለብዎ መጀመሪያ ሐኪም ያማክሩ።',
    },
    start: { en: 'Start here', am: 'ከዚህ ይጀምሩ' },
  },
  language: {
    line: { en: 'Speak from the first day', am: 'ከመጀመሪያው ቀን ጀምሮ ይናገሩ' },
    welcome: {
      en: 'A hundred words and you can go shopping. We practise with real dialogues.',
      am: 'መቶ ቃላት ካወቁ መገበያየት ይችላሉ። በእውነተኛ ንግግሮች እንለማመዳለን።',
    },
    daily: { en: 'A new word every day', am: 'በየቀኑ አዲስ ቃል' },
  },
  choir: {
    line: { en: 'Mezmur and teaching', am: 'መዝሙርና ትምህርት' },
    welcome: {
      en: 'Here you find our mezmurs and the books with their words.',
      am: 'እዚህ መዝሙሮቻችንንና የግጥም መጽሐፎቻችንን ያገኛሉ።',
    },
    channel: { en: 'Follow our channel', am: 'ቻናላችንን ይከተሉ' },
  },
  developer: {
    line: { en: 'Software and courses', am: 'ሶፍትዌርና ኮርሶች' },
    welcome: {
      en: 'Everything here runs on ordinary laptops. The list of changes is below each product.',
      am: 'እዚህ ያሉት ሁሉ በመደበኛ ላፕቶፕ ይሰራሉ። የለውጦች ዝርዝር ከእያንዳንዱ ምርት ስር አለ።',
    },
    code: { en: 'My code', am: 'የጻፍኳቸው ኮዶች' },
  },
  other: {
    line: { en: 'One sentence about what you make', am: 'ስለሚሰሩት በአንድ ዓረፍተ ነገር ይጻፉ' },
    welcome: {
      en: 'Say in a few words who you are and what people find here.',
      am: 'ማን እንደሆኑና ሰዎች እዚህ ምን እንደሚያገኙ በጥቂት ቃላት ይጻፉ።',
    },
    channel: { en: 'Where people can reach you', am: 'ሰዎች የሚያገኙዎት አድራሻ' },
  },
} as const satisfies Record<string, Record<string, Phrase>>;
