import type { Phrase } from './phrases.ts';

/** What buyers think of what they bought: their form, what readers see, the creator's answers. */
export const reviewWords = {
  title: { en: 'What buyers say', am: 'ገዢዎች ምን ይላሉ' },
  titleOf: { en: 'What buyers say of “{title}”', am: 'ስለ«{title}» ገዢዎች ምን ይላሉ' },
  stars: { en: '{stars} of 5 stars', am: 'ከ5 ኮከብ {stars}' },
  average: { en: '{stars} of 5, from {count} buyers', am: 'ከ5 {stars}፣ በ{count} ገዢዎች' },
  averageOne: { en: '{stars} of 5, from one buyer', am: 'ከ5 {stars}፣ በአንድ ገዢ' },
  all: { en: 'Read all of them', am: 'ሁሉንም ያንብቡ' },
  nobody: { en: 'A buyer', am: 'ገዢ' },
  bought: { en: 'bought it', am: 'ገዝተውታል' },
  answered: { en: '{store} answers', am: 'የ{store} መልስ' },
  none: { en: 'Nobody has said anything yet', am: 'እስካሁን አስተያየት የሰጠ የለም' },
  noneSays: { en: 'Who buys it can say what it is worth.', am: 'የገዛ ሰው ስለ ዋጋው አስተያየት መስጠት ይችላል።' },
  older: { en: 'Older ones', am: 'የቆዩት' },
  back: { en: 'Back to {title}', am: 'ወደ {title} ይመለሱ' },

  write: { en: 'Say what you think', am: 'አስተያየትዎን ይስጡ' },
  writeOf: { en: 'What do you think of “{title}”?', am: 'ስለ«{title}» ምን ይላሉ?' },
  howMany: { en: 'How many stars?', am: 'ስንት ኮከብ?' },
  star1: { en: '1 – not at all good', am: '1 – ጥሩ አይደለም' },
  star2: { en: '2 – rather not', am: '2 – ብዙም አይደለም' },
  star3: { en: '3 – fair', am: '3 – መካከለኛ' },
  star4: { en: '4 – good', am: '4 – ጥሩ' },
  star5: { en: '5 – very good', am: '5 – እጅግ በጣም ጥሩ' },
  text: { en: 'In your words', am: 'በራስዎ ቃል' },
  textHint: {
    en: 'What was good, what was missing? No phone numbers: everybody can read this.',
    am: 'ምን ጥሩ ነበር፣ ምንስ ጎደለ? ስልክ ቁጥር አይጻፉ፤ ይህን ሁሉም ሰው ያነባል።',
  },
  name: { en: 'Your name, as it shall stand there', am: 'እንዲታይ የሚፈልጉት ስም' },
  nameHint: { en: 'Leave it empty to stay “a buyer”.', am: 'ባዶ ከተዉት «ገዢ» ተብሎ ይታያል።' },
  send: { en: 'Show it to everybody', am: 'ለሁሉም አሳይ' },
  change: { en: 'Change it', am: 'አስተካክል' },
  remove: { en: 'Take it back', am: 'አንሳው' },
  thanks: { en: 'Thank you. It stands on the page of the product.', am: 'እናመሰግናለን። በምርቱ ገጽ ላይ ይታያል።' },
  removed: { en: 'It is taken back.', am: 'ተነስቷል።' },
  toProduct: { en: 'To the product', am: 'ወደ ምርቱ' },

  // The creator's own screen
  mine: { en: 'What buyers say', am: 'የገዢዎች አስተያየት' },
  mineSays: { en: 'Read and answer it', am: 'ያንብቡና ይመልሱ' },
  mineNone: { en: 'No reviews yet', am: 'እስካሁን አስተያየት የለም' },
  mineNoneSays: {
    en: 'Buyers can write one from their receipt. You can answer; nobody can take away what they said.',
    am: 'ገዢዎች ከደረሰኛቸው መጻፍ ይችላሉ። እርስዎ መመለስ ይችላሉ፤ የተናገሩትን ማንም ማንሳት አይችልም።',
  },
  answer: { en: 'Your answer', am: 'መልስዎ' },
  sendAnswer: { en: 'Answer', am: 'መልስ' },
  changeAnswer: { en: 'Change the answer', am: 'መልሱን አስተካክል' },
  answerKept: { en: 'Your answer stands below it.', am: 'መልስዎ ከስሩ ይታያል።' },
  more: { en: 'Show older ones', am: 'የቆዩትን አሳይ' },
} as const satisfies Record<string, Phrase>;
