import type { Phrase } from './phrases.ts';

/** What is said about pictures, on pages of stores and about a creator's own. */
export const pictureWords = {
  lost: {
    en: 'This picture did not arrive whole. Choose it once more.',
    am: 'ፎቶው ሙሉ በሙሉ አልደረሰም። እንደገና ይምረጡት።',
  },
  broken: {
    en: 'This file calls itself a picture but cannot be opened. Choose another one, or take a screenshot of it and choose that.',
    am: 'ይህ ፋይል ፎቶ ቢመስልም ሊከፈት አይችልም። ሌላ ይምረጡ ወይም የስክሪን ቅጂውን (screenshot) ይምረጡ።',
  },
  show: { en: 'Show picture, {size}', am: 'ፎቶውን አሳይ፣ {size}' },
  saveData: { en: 'Use less data: no pictures', am: 'ዳታ ይቆጥቡ፦ ያለ ፎቶ' },
  allPictures: { en: 'Show all pictures', am: 'ሁሉንም ፎቶዎች አሳይ' },
} as const satisfies Record<string, Phrase>;
