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
  // While the buyer waits
  waiting: {
    en: 'Still waiting: {amount} for {title}. Please do not pay again. We text you the result; follow it: {url}',
    am: '{title}፦ {amount} እየጠበቅን ነው። ድጋሚ አይክፈሉ {url}',
  },
  waitingShort: {
    en: 'Your payment of {amount} is still waiting. Please do not pay again. We text you the result; follow it: {url}',
    am: '{amount}፦ እየጠበቅን ነው። ድጋሚ አይክፈሉ {url}',
  },
  waitingLeast: {
    en: 'Still waiting. Please do not pay again. Follow it: {url}',
    am: 'እየጠበቅን ነው። ድጋሚ አይክፈሉ፦ {url}',
  },
  waitingBare: {
    en: 'Your payment of {amount} is still waiting. Please do not pay again. We text you the result.',
    am: '{amount}፦ ክፍያዎን እየጠበቅን ነው። እባክዎ ድጋሚ አይክፈሉ።',
  },
  payCode: {
    en: '{rail} code {code}: pay {amount} by {until}. Anyone may pay it. Follow it: {url}',
    am: 'የ{rail} ኮድ፦ {code}። እስከ {until} {amount} ይክፈሉ፦ {url}',
  },
  payCodeShort: {
    en: 'Code {code}: pay {amount} by {until}. {url}',
    am: 'ኮድ {code}፦ {amount} እስከ {until} {url}',
  },
  payCodeBare: {
    en: '{rail} code {code}: pay {amount} by {until}. Anyone may pay it.',
    am: 'የ{rail} ኮድ፦ {code}። እስከ {until} {amount} ይክፈሉ።',
  },
  payCodeLeast: { en: 'Code {code}: pay {amount} by {until}.', am: 'ኮድ {code}፦ {amount} እስከ {until}።' },
  transfer: {
    en: '{title}: transfer {amount} by {until}, then tell us the reference here: {url}',
    am: '{title}፦ {amount} እስከ {until} ያስተላልፉ {url}',
  },
  transferShort: {
    en: 'Transfer {amount} by {until}, then tell us the reference here: {url}',
    am: 'እስከ {until} {amount} ያስተላልፉ፦ {url}',
  },
  transferLeast: { en: 'Transfer {amount}. Until when and where to: {url}', am: 'ያስተላልፉ፦ {amount} {url}' },
  transferBare: {
    en: 'Transfer {amount} by {until}, then tell us the reference.',
    am: 'እስከ {until} {amount} ያስተላልፉና የግብይት ቁጥሩን ይንገሩን።',
  },
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
    en: '{rail} says that nothing was taken. You can try again.',
    am: 'እንደ {rail} መረጃ ምንም አልተቆረጠም።',
  },
  noMoney: {
    en: '{rail}: not enough money in the wallet. Nothing was taken.',
    am: '{rail}፦ በቂ ገንዘብ የለም። ምንም አልተቆረጠም።',
  },
  wrongPin: {
    en: '{rail}: the PIN was not right. Nothing was taken. You can try again.',
    am: '{rail}፦ የሚስጥር ቁጥሩ ልክ አልነበረም። ምንም አልተቆረጠም።',
  },
  cancelled: {
    en: '{rail}: cancelled on the phone. Nothing was taken.',
    am: '{rail}፦ በስልክዎ ተሰርዟል። ምንም አልተቆረጠም።',
  },
  limit: {
    en: '{rail}: above the daily limit of the wallet. Nothing was taken. Pay with a bank code.',
    am: '{rail}፦ ከቀን ገደብ በላይ ነው። ምንም አልተቆረጠም። በባንክ ኮድ ይክፈሉ።',
  },
  notPaid: {
    en: '{rail} was asked and says that nothing was taken. You can try again.',
    am: '{rail}ን ጠይቀናል፤ ምንም አልተቆረጠም።',
  },
  notStarted: {
    en: '{rail} did not answer and nothing was started. You can try again.',
    am: '{rail} አልመለሰም። ክፍያው አልተጀመረም። እንደገና ይሞክሩ።',
  },
  takenBack: {
    en: 'The bank took the payment back. You can pay again.',
    am: 'ባንኩ ክፍያውን መልሶ ወስዷል። እንደገና መክፈል ይችላሉ።',
  },
  keepReceipt: {
    en: 'If you already paid, keep the receipt: we will find it.',
    am: 'ከፍለው ከሆነ ደረሰኙን ይያዙ፤ እናገኘዋለን።',
  },
} as const satisfies Record<string, Phrase>;
