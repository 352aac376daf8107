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

/** Sample texts of the blocks that several templates have. */
export const sampleWords = {
  howPay: { en: 'How do I pay?', am: 'እንዴት እከፍላለሁ?' },
  howPayAnswer: {
    en: 'With telebirr. You approve it on your own phone, and the file is here at once.',
    am: 'በቴሌብር። በራስዎ ስልክ ያጸድቃሉ፤ ፋይሉ ወዲያውኑ ይደርስዎታል።',
  },
  howOften: { en: 'How often may I download?', am: 'ስንት ጊዜ ማውረድ እችላለሁ?' },
  howOftenAnswer: { en: 'As often as you like, on any phone.', am: 'የፈለጉትን ያህል፣ በማንኛውም ስልክ።' },
  otherPhone: { en: 'I have another phone now. What do I do?', am: 'ስልክ ቀይሬአለሁ። ምን ላድርግ?' },
  otherPhoneAnswer: {
    en: 'Open “What I bought” with your number; everything is still there.',
    am: '«የገዛኋቸው»ን በቁጥርዎ ይክፈቱ፤ ሁሉም እዚያ አለ።',
  },
  questions: { en: 'Questions', am: 'ጥያቄዎች' },
  voices: { en: 'What others say', am: 'ሌሎች ምን ይላሉ' },
  quote: { en: 'It was clear and short. I would buy it again.', am: 'ግልጽና አጭር ነበር። እንደገና እገዛዋለሁ።' },
  quoteName: { en: 'Hanna', am: 'ሐና' },
  freebie: { en: 'A present for you', am: 'ለእርስዎ ስጦታ' },
  freebieText: { en: 'Write your number and open it at once.', am: 'ቁጥርዎን ይጻፉና ወዲያውኑ ይክፈቱት።' },
  contact: { en: 'Talk to me', am: 'ያግኙኝ' },
  hours: { en: 'Monday to Saturday, 9 to 5', am: 'ከሰኞ እስከ ቅዳሜ፣ ከ3 እስከ 11 ሰዓት' },
  dates: { en: 'Dates', am: 'ቀኖች' },
  oneDate: { en: 'An evening together', am: 'አብረን የምናሳልፈው ምሽት' },
  video: { en: 'See how it is done', am: 'እንዴት እንደሚሠራ ይመልከቱ' },
  audio: { en: 'Listen to it', am: 'ያዳምጡ' },
  support: { en: 'Support', am: 'ድጋፍ' },
  products: { en: 'Everything to buy', am: 'የሚሸጡ ሁሉ' },
  lessonOne: { en: 'The first lesson', am: 'የመጀመሪያው ትምህርት' },
  partOne: { en: 'Part one', am: 'ክፍል አንድ' },
  recommended: { en: 'What I use myself', am: 'እኔ የምጠቀመው' },
  shop: { en: 'A shop', am: 'አንድ ሱቅ' },
  place: { en: 'Where to find me', am: 'የምገኝበት ቦታ' },
  directions: { en: 'Behind Bole Medhanealem, second floor', am: 'ከቦሌ መድኃኔዓለም ጀርባ፣ ሁለተኛ ፎቅ' },
  notice: { en: 'The exams begin soon.', am: 'ፈተናው በቅርቡ ይጀምራል።' },
  feast: { en: 'The feast is coming.', am: 'በዓሉ እየቀረበ ነው።' },
  posts: { en: 'News', am: 'አዳዲስ ጽሑፎች' },
} as const satisfies Record<string, Phrase>;

/** Names of the drafts of products that a template prepares. */
export const kitWords = {
  notes: { en: 'Summary of the year (PDF)', am: 'የዓመቱ ማጠቃለያ (PDF)' },
  course: { en: 'My first course', am: 'የመጀመሪያ ኮርሴ' },
  tutoring: { en: 'Tutoring, 45 minutes', am: 'የግል ትምህርት፣ 45 ደቂቃ' },
  recipes: { en: 'Recipe book', am: 'የምግብ አሰራር መጽሐፍ' },
  cooking: { en: 'Cooking class on Saturday', am: 'የቅዳሜ የምግብ አሰራር ትምህርት' },
  templates: { en: 'Template pack', am: 'የቴምፕሌት ስብስብ' },
  commission: { en: 'Made for you', am: 'ለእርስዎ የሚሠራ' },
  album: { en: 'Album', am: 'አልበም' },
  tip: { en: 'Support', am: 'ድጋፍ' },
  songs: { en: 'Songs before others', am: 'ዘፈኖችን ቀድሞ መስማት' },
  concert: { en: 'Concert ticket', am: 'የኮንሰርት ትኬት' },
  plan: { en: 'Eight-week plan', am: 'የስምንት ሳምንት ዕቅድ' },
  checkIn: { en: 'Weekly check-in', am: 'ሳምንታዊ ክትትል' },
  talk: { en: 'A talk of 15 minutes', am: 'የ15 ደቂቃ ውይይት' },
  conversation: { en: 'Conversation, 30 minutes', am: 'ውይይት፣ 30 ደቂቃ' },
  mezmur: { en: 'A mezmur, free', am: 'መዝሙር፣ በነጻ' },
  software: { en: 'Software with a licence', am: 'ፈቃድ ያለው ሶፍትዌር' },
  supportPlan: { en: 'Support plan', am: 'የድጋፍ ዕቅድ' },
  whatFor: { en: 'What is it for?', am: 'ለምን ዓላማ ነው?' },
  whichColours: { en: 'Which colours do you like?', am: 'የትኞቹን ቀለሞች ይወዳሉ?' },
  whichWords: { en: 'Which words have to be on it?', am: 'የትኞቹ ቃላት መኖር አለባቸው?' },
  untilWhen: { en: 'Until when do you need it?', am: 'እስከ መቼ ይፈልጉታል?' },
} as const satisfies Record<string, Phrase>;
