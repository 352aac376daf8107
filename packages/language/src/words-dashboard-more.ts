import type { Phrase } from './phrases.ts';

/** The members' space, and everything behind "More". */
export const moreWords = {
  title: { en: 'More', am: 'ተጨማሪ' },
  phone: { en: 'Signed in with {phone}', am: 'በ{phone} ገብተዋል' },

  // Members' space
  space: { en: 'Members’ space', am: 'የአባላት ቦታ' },
  spaceSays: { en: 'Write to your buyers, see what they answer', am: 'ለገዢዎችዎ ይጻፉ፣ መልሳቸውን ይመልከቱ' },
  write: { en: 'Write to your members', am: 'ለአባላትዎ ይጻፉ' },
  post: { en: 'Post', am: 'ለጥፍ' },
  posting: { en: 'Posting…', am: 'በመለጠፍ ላይ…' },
  posted: { en: 'Posted.', am: 'ተለጥፏል።' },
  postsEmpty: { en: 'Nothing written yet', am: 'እስካሁን ምንም አልተጻፈም' },
  postsEmptySays: {
    en: 'Everyone who buys from you can read here. Begin with a greeting.',
    am: 'ከእርስዎ የሚገዛ ሁሉ እዚህ ማንበብ ይችላል። በሰላምታ ይጀምሩ።',
  },
  comments: { en: '{count} answers', am: '{count} መልሶች' },
  oneComment: { en: '1 answer', am: '1 መልስ' },
  noComments: { en: 'Answer', am: 'መልስ ይስጡ' },
  postTitle: { en: 'Post', am: 'ጽሑፍ' },
  answers: { en: 'Answers', am: 'መልሶች' },
  answersEmpty: { en: 'Nobody has answered yet.', am: 'እስካሁን ማንም አልመለሰም።' },
  answer: { en: 'Your answer', am: 'የእርስዎ መልስ' },
  sendAnswer: { en: 'Send the answer', am: 'መልሱን ላክ' },
  hide: { en: 'Hide', am: 'ደብቅ' },
  show: { en: 'Show again', am: 'እንደገና አሳይ' },
  hidden: { en: 'Hidden: only you see it', am: 'ተደብቋል፦ የሚያዩት እርስዎ ብቻ ነዎት' },
  you: { en: 'you', am: 'እርስዎ' },
  older: { en: 'Show older ones', am: 'የቆዩትን አሳይ' },
  members: { en: 'Members', am: 'አባላት' },
  membersSays: { en: 'Everyone who bought something is a member.', am: 'የገዛ ሁሉ አባል ነው።' },
  membersEmpty: { en: 'No members yet', am: 'እስካሁን አባል የለም' },
  membersEmptySays: { en: 'Your first buyer will be the first one.', am: 'የመጀመሪያ ገዢዎ የመጀመሪያ አባል ይሆናል።' },
  nameless: { en: 'without a name', am: 'ስም የሌለው' },
  since: { en: 'since {time}', am: 'ከ{time} ጀምሮ' },
  ban: { en: 'Ban', am: 'አግድ' },
  banned: { en: 'Banned', am: 'ታግዷል' },
  moneyBack: { en: 'Payment went back', am: 'ክፍያው ተመልሷል' },
  unban: { en: 'Let back in', am: 'መልሰው ያስገቡ' },
  banSays: {
    en: 'Ban {name}? What was bought stays with the buyer; the space closes.',
    am: '{name} ይታገድ? የተገዛው በገዢው ዘንድ ይቆያል፤ ቦታው ይዘጋል።',
  },

  // Sessions
  sessions: { en: 'Where you are signed in', am: 'የገቡባቸው መሣሪያዎች' },
  sessionsSays: { en: 'End the ones you do not know', am: 'የማያውቁትን ይዝጉ' },
  thisDevice: { en: 'this device', am: 'ይህ መሣሪያ' },
  lastSeen: { en: 'last used {time}', am: 'መጨረሻ የተጠቀሙት {time}' },
  end: { en: 'End', am: 'ዝጋ' },
  ended: { en: 'Ended.', am: 'ተዘግቷል።' },
  device: { en: '{browser} on {system}', am: '{browser} በ{system}' },
  otherDevice: { en: 'Another device', am: 'ሌላ መሣሪያ' },

  // Versions
  versions: { en: 'Versions of your page', am: 'የገጽዎ ቀደምት እትሞች' },
  versionsSays: { en: 'Bring an older one back', am: 'የቆየውን መልሰው ያምጡ' },
  versionsEmpty: { en: 'Nothing published yet', am: 'እስካሁን የታተመ የለም' },
  versionsEmptySays: {
    en: 'Each time you publish, that version is kept here.',
    am: 'ባተሙ ቁጥር ያ እትም እዚህ ይቀመጣል።',
  },
  versionsEmptyAct: { en: 'To my page', am: 'ወደ ገጼ' },
  version: { en: 'Version {number}', am: 'እትም {number}' },
  isPublic: { en: 'public now', am: 'አሁን ለሕዝብ የሚታየው' },
  onePart: { en: '1 part', am: '1 ክፍል' },
  parts: { en: '{count} parts', am: '{count} ክፍሎች' },
  bringBack: { en: 'Bring back', am: 'መልሰው ያምጡ' },
  lookAt: { en: 'Look', am: 'ይመልከቱ' },
  sinceVersion: { en: 'Since then in your draft: {changes}.', am: 'ከዚያ ወዲህ በረቂቅዎ ላይ፦ {changes}።' },
  bringBackSays: {
    en: 'Brought back, it becomes your draft; nothing is published. Parts that it does not have go to the bin.',
    am: 'ሲመለስ ረቂቅዎ ይሆናል፤ ምንም አይታተምም። በውስጡ የሌሉ ክፍሎች ወደ ቅርጫት ይሄዳሉ።',
  },
  broughtBack: {
    en: 'Version {number} is your draft now. It becomes public when you publish.',
    am: 'እትም {number} አሁን ረቂቅዎ ሆኗል። ሲያትሙት ለሕዝብ ይታያል።',
  },
  unpublish: { en: 'Take the page off', am: 'ገጹን ከሕዝብ አንሳ' },
  unpublishSays: {
    en: 'People who open your address will read that you come back soon. The draft stays.',
    am: 'አድራሻዎን የሚከፍቱ በቅርቡ እንደሚመለሱ ያነባሉ። ረቂቁ ይቆያል።',
  },
  unpublished: { en: 'The page is off.', am: 'ገጹ ተነስቷል።' },

  // Address
  address: { en: 'Address of your store', am: 'የመደብርዎ አድራሻ' },
  addressSays: { en: 'The old address keeps leading to your store, for ever.', am: 'የድሮው አድራሻ ለዘላለም ወደ መደብርዎ ይመራል።' },
  change: { en: 'Change the address', am: 'አድራሻውን ቀይር' },
  changing: { en: 'Changing…', am: 'በመቀየር ላይ…' },
  changed: { en: 'Your address is changed. The old one leads here too.', am: 'አድራሻዎ ተቀይሯል። የድሮውም ወደዚህ ይመራል።' },

  look: { en: 'Light or dark', am: 'ብሩህ ወይም ጨለማ' },
  lookSystem: { en: 'As the phone', am: 'እንደ ስልኩ' },
  lookLight: { en: 'Light', am: 'ብሩህ' },
  lookDark: { en: 'Dark', am: 'ጨለማ' },
  signOut: { en: 'Sign out', am: 'ውጣ' },
} as const satisfies Record<string, Phrase>;
