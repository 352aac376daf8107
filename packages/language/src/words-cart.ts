import type { Phrase } from './phrases.ts';

/** Several things of one store in one payment. */
export const cartWords = {
  more: { en: 'Add something else', am: 'ሌላ ይጨምሩ' },
  others: { en: 'Also from {store}', am: 'ከ{store} ሌሎች' },
  add: { en: 'Add {title}, {price}', am: '«{title}» ይጨምሩ፣ {price}' },
  remove: { en: 'Take out {title}', am: '«{title}» ያውጡ' },
  noMore: { en: 'Nothing else can be added.', am: 'ሌላ የሚጨመር የለም።' },
  off: { en: 'Code', am: 'ኮድ' },
  remind: {
    en: 'If I do not finish, remind me once by SMS ({store})',
    am: 'ካልጨረስኩ አንድ ጊዜ በኤስኤምኤስ አስታውሱኝ ({store})',
  },
  remindSetting: { en: 'Remind buyers who did not finish', am: 'ያልጨረሱ ገዢዎችን አስታውስ' },
  remindSays: {
    en: 'Only who ticks it at checkout gets one SMS, two hours later, by day, and not when she has paid.',
    am: 'ሲከፍል ምልክት ያደረገ ብቻ ከሁለት ሰዓት በኋላ በቀን አንድ ኤስኤምኤስ ያገኛል፤ ከከፈለ አይላክም።',
  },
  remindOn: { en: 'Buyers may ask to be reminded', am: 'ገዢዎች ማስታወሻ መጠየቅ ይችላሉ' },
  gone: {
    en: 'Something that you had chosen cannot be bought with the rest. It was taken out.',
    am: 'ከመረጧቸው አንዱን ከሌሎቹ ጋር መግዛት አይቻልም። ወጥቷል።',
  },
  // On the store's own pages.
  put: { en: 'Add to cart', am: 'ወደ ቅርጫት ይጨምሩ' },
  takeOut: { en: 'In the cart. Take it out', am: 'ቅርጫት ውስጥ ነው። ያውጡት' },
  full: { en: 'The cart is full', am: 'ቅርጫቱ ሞልቷል' },
  count: { en: 'Things in your cart: {count}', am: 'ቅርጫትዎ ውስጥ ያሉት፦ {count}' },
  pay: { en: 'Pay for them together', am: 'በአንድ ላይ ይክፈሉ' },
  empty: { en: 'Empty the cart', am: 'ቅርጫቱን ባዶ ያድርጉ' },
} as const satisfies Record<string, Phrase>;
