import type { Phrase } from './phrases.ts';

/** Why a page did not become public at its time. */
export const scheduleWords = {
  tooHeavy: {
    en: 'The page was too heavy to open quickly on 2G, so it was not published. Make it lighter and choose a new time.',
    am: 'ገጹ በ2G ፈጥኖ ለመክፈት ከባድ ስለነበር አልታተመም። ያቅልሉትና አዲስ ጊዜ ይምረጡ።',
  },
  failed: {
    en: 'The page could not be published at that time. Look at the draft and publish it by hand.',
    am: 'ገጹ በዚያ ሰዓት ሊታተም አልቻለም። ረቂቁን ይመልከቱና በእጅዎ ያትሙት።',
  },
} as const satisfies Record<string, Phrase>;
