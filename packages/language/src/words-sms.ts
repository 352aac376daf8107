import type { Phrase } from './phrases.ts';

/**
 * Text messages. Each fits one part, 160 Latin or 70 Ethiopic letters, so every letter counts; Latin ones use the GSM
 * alphabet alone (straight quotes). Where the long form does not fit, the short one is sent.
 */
export const smsWords = {
  code: {
    en: 'Windsurf code: {code}. It works for 5 minutes. Never share it; we never ask for it.',
    am: 'የዊንድሰርፍ ኮድ፦ {code}። ለማንም አይንገሩ።',
  },
  moneyCode: {
    en: 'Windsurf code {code} changes where your money goes. Tell nobody; we never ask for it.',
    am: 'ገንዘብዎ የሚሄድበትን የሚቀይር ኮድ፦ {code}። አይንገሩ።',
  },
  codeShort: { en: 'Windsurf code: {code}', am: 'ኮድ፦ {code}' },
  receipt: { en: 'Paid: {title} from {store}. Open it here: {url}', am: 'ተከፍሏል፦ {title}፣ {store} {url}' },
  receiptTitle: { en: 'Paid: {title} {url}', am: 'ተከፍሏል፦ {title} {url}' },
  receiptShort: { en: 'Paid. Open it here: {url}', am: 'ተከፍሏል፦ {url}' },
  sale: { en: 'Sold: {title}. {amount} for you after fees.', am: 'ተሸጧል፦ {title}። የእርስዎ ድርሻ {amount}።' },
  saleShort: { en: 'You made a sale. {amount} for you after fees.', am: 'አንድ ምርት ተሸጧል። የእርስዎ ድርሻ {amount}።' },
  missingFile: {
    en: '{title} was sold but has no file. Your buyer waits: please add the file.',
    am: '{title} ተሸጧል፤ ፋይል ግን የለውም። ገዢው ይጠብቃል፤ ፋይሉን ያስገቡ።',
  },
  missingFileShort: {
    en: 'You sold a product that has no file. Your buyer waits: please add the file.',
    am: 'የሸጡት ምርት ፋይል የለውም። ገዢው ይጠብቃል፤ ፋይሉን ያስገቡ።',
  },
  failure: { en: 'Not paid: {title}. {rest}', am: 'አልተከፈለም፦ {title}። {rest}' },
  failureShort: { en: 'The payment did not go through. {rest}', am: 'ክፍያው አልተሳካም። {rest}' },
  nothingTaken: {
    en: 'telebirr says that nothing was taken. You can try again.',
    am: 'እንደ ቴሌብር መረጃ ምንም አልተቆረጠም።',
  },
  notStarted: {
    en: 'telebirr did not answer and nothing was started. You can try again.',
    am: 'ክፍያው አልተጀመረም። እንደገና ይሞክሩ።',
  },
  keepReceipt: {
    en: 'If you already paid, keep the receipt: we will find it.',
    am: 'ከፍለው ከሆነ ደረሰኙን ይያዙ፤ እናገኘዋለን።',
  },
} as const satisfies Record<string, Phrase>;
