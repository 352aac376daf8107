import type { Phrase } from './phrases.ts';

/** Connecting a name that she bought. */
export const domainWords = {
  title: { en: 'Your own domain', am: 'የራስዎ ዶሜይን' },
  says: {
    en: 'A name that you bought, like abeba.com, can show your store. Your present address keeps working.',
    am: 'የገዙት ስም፣ ለምሳሌ abeba.com፣ መደብርዎን ሊያሳይ ይችላል። የአሁኑ አድራሻዎ መሥራቱን ይቀጥላል።',
  },
  name: { en: 'Name', am: 'ስም' },
  nameHint: { en: 'As you bought it, for example abeba.com', am: 'እንደገዙት፤ ለምሳሌ abeba.com' },
  add: { en: 'Connect this name', am: 'ይህን ስም አያይዝ' },
  adding: { en: 'Adding it…', am: 'በማከል ላይ…' },
  waiting: { en: 'Waits for the record', am: 'መዝገቡን በመጠበቅ ላይ' },
  verified: { en: 'Yours, does not lead here yet', am: 'የእርስዎ ነው፣ ገና ወደዚህ አይመራም' },
  live: { en: 'Connected', am: 'ተያይዟል' },
  lost: { en: 'Record is gone', am: 'መዝገቡ ጠፍቷል' },
  isMain: { en: 'Main address', am: 'ዋና አድራሻ' },
  enter: {
    en: 'Enter these two records where you bought the name. A press copies a text.',
    am: 'ስሙን በገዙበት ቦታ እነዚህን ሁለት መዝገቦች ያስገቡ። ሲጫኑ ጽሑፉ ይቀዳል።',
  },
  copy: { en: ', copy', am: '፣ ቅዳ' },
  look: { en: 'Look now', am: 'አሁን አረጋግጥ' },
  looking: { en: 'Looking…', am: 'በማረጋገጥ ላይ…' },
  lookedAt: { en: 'Looked at {time}.', am: '{time} ተረጋግጧል።' },
  nextLook: { en: 'We look again by ourselves at {time}.', am: '{time} እኛው እንደገና እናረጋግጣለን።' },
  open: { en: 'Open it', am: 'ክፈተው' },
  main: { en: 'Main address', am: 'ዋና አድራሻ' },
  mainSays: {
    en: 'Open it first. When it shows your store without a warning, make it the main address: readers of the old one are then led here.',
    am: 'መጀመሪያ ይክፈቱት። ያለ ማስጠንቀቂያ መደብርዎን ካሳየ ዋና አድራሻ ያድርጉት፤ የቀድሞውን የሚከፍቱ አንባቢዎች ወደዚህ ይመራሉ።',
  },
  mainOn: { en: 'Readers are now led to this name.', am: 'አንባቢዎች አሁን ወደዚህ ስም ይመራሉ።' },
  mainOff: { en: 'The old address is the main one again.', am: 'የቀድሞው አድራሻ እንደገና ዋና ሆኗል።' },
  remove: { en: 'Remove', am: 'አስወግድ' },
  removed: { en: 'The name is removed.', am: 'ስሙ ተወግዷል።' },
  removeAsk: { en: 'Remove {name}?', am: '{name} ይወገድ?' },
  removeSays: {
    en: 'The name stops showing your store at once. Your store stays where it is.',
    am: 'ስሙ መደብርዎን ማሳየቱን ወዲያውኑ ያቆማል። መደብርዎ ባለበት ይቆያል።',
  },
} as const satisfies Record<string, Phrase>;
