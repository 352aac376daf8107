import type { Phrase } from './phrases.ts';

/** What is seen of a name, and what to do about it. */
export const domainWords = {
  waiting: {
    en: 'We do not see the TXT record yet. After you entered it, that takes from minutes to a day.',
    am: 'የTXT መዝገቡን እስካሁን አላየነውም። ካስገቡት በኋላ ከደቂቃዎች እስከ አንድ ቀን ሊወስድ ይችላል።',
  },
  verified: {
    en: 'The name is yours. Now let it lead here: enter the CNAME record to {target}.',
    am: 'ስሙ የእርስዎ መሆኑ ተረጋግጧል። አሁን ወደዚህ እንዲመራ የCNAME መዝገቡን ወደ {target} ያስገቡ።',
  },
  live: {
    en: 'Connected. Readers who open this name see your store.',
    am: 'ተያይዟል። ይህን ስም የሚከፍቱ አንባቢዎች መደብርዎን ያያሉ።',
  },
  shaky: {
    en: 'Connected, but a record was missing when we last looked. Check both records where you bought the name.',
    am: 'ተያይዟል፤ ነገር ግን መጨረሻ ስናረጋግጥ አንድ መዝገብ ጎድሎ ነበር። ስሙን የገዙበት ቦታ ሁለቱንም መዝገቦች ያረጋግጡ።',
  },
  lost: {
    en: 'The TXT record is gone, so the name no longer shows your store. Enter it again and press “Look now”.',
    am: 'የTXT መዝገቡ ስለጠፋ ስሙ መደብርዎን አያሳይም። እንደገና ያስገቡትና «አሁን አረጋግጥ»ን ይጫኑ።',
  },
} as const satisfies Record<string, Phrase>;
