import type { Phrase } from './phrases.ts';

/** The checkout form. */
export const checkoutWords = {
  title: { en: 'Pay for {title}', am: '{title} — ክፍያ' },
  buying: { en: 'You are buying', am: 'የሚገዙት' },
  from: { en: 'from {store}', am: 'ሻጭ፦ {store}' },
  total: { en: 'Total', am: 'ድምር' },
  phone: { en: 'Your phone number', am: 'ስልክ ቁጥርዎ' },
  phoneHint: {
    en: 'Receipt and access link go to this number, like 0911 234 567.',
    am: 'ደረሰኝ እና መክፈቻ ሊንክ ወደዚህ ቁጥር ይላካል፤ ለምሳሌ 0911 234 567።',
  },
  rail: { en: 'How do you want to pay?', am: 'በምን መክፈል ይፈልጋሉ?' },
  secondStep: {
    en: 'Above 5,000 birr your wallet will ask for a second step.',
    am: 'ከ5,000 ብር በላይ ዋሌትዎ ተጨማሪ ማረጋገጫ ይጠይቃል።',
  },
  pay: { en: 'Pay {price}', am: '{price} ይክፈሉ' },
  payYours: { en: 'Pay', am: 'ይክፈሉ' },
  price: { en: 'Price', am: 'ዋጋ' },
  yourPrice: { en: 'Your price (at least {min})', am: 'የእርስዎ ዋጋ (ቢያንስ {min})' },
  suggestions: { en: 'Or take one of these:', am: 'ወይም ከእነዚህ አንዱን ይምረጡ፦' },
  left: { en: '{count} left', am: '{count} ቀርቷል' },
  until: { en: 'This price until {time}.', am: 'ይህ ዋጋ እስከ {time} ድረስ ነው።' },
  codeRow: { en: 'Code {code}', am: 'ኮድ {code}' },
  haveCode: { en: 'I have a code', am: 'ኮድ አለኝ' },
  code: { en: 'Code', am: 'ኮድ' },
  apply: { en: 'Apply', am: 'ይጠቀሙ' },
  codeApplied: {
    en: '{code} takes {sum} off. The total is now {price}.',
    am: '{code} {sum} ይቀንሳል። ድምሩ አሁን {price} ነው።',
  },
  codeSkipped: {
    en: 'To pay without the code, press Pay.',
    am: 'ያለ ኮዱ ለመክፈል «ይክፈሉ» የሚለውን ይጫኑ።',
  },
  addBump: { en: 'Add {title}, {price}', am: '«{title}» ይጨምሩ፣ {price}' },
  notMyWallet: { en: 'Another number pays', am: 'የሚከፍለው ሌላ ቁጥር ነው' },
  payer: { en: 'Which wallet number pays?', am: 'የሚከፍለው የዋሌት ቁጥር?' },
  payerHint: {
    en: 'Only for ways to pay that ask this phone for the PIN.',
    am: 'የሚስጥር ቁጥሩን በዚህ ስልክ ለሚጠይቁ የክፍያ መንገዶች ብቻ።',
  },
  railTakes: { en: 'Takes {min} to {max} at a time.', am: 'በአንድ ጊዜ የሚቀበለው ከ{min} እስከ {max} ነው።' },
  railBeyond: {
    en: 'Cannot be used for {price}: it takes {min} to {max} at a time.',
    am: 'ለ{price} መጠቀም አይቻልም፤ በአንድ ጊዜ የሚቀበለው ከ{min} እስከ {max} ነው።',
  },
  openTitle: { en: 'You have begun to pay for this already', am: 'ለዚህ መክፈል አስቀድመው ጀምረዋል' },
  openSays: {
    en: 'A payment of {price} with {rail} is under way. It goes on as it was begun, so that you do not pay twice. Another price, code or way to pay can be chosen once it has ended.',
    am: 'በ{rail} የ{price} ክፍያ በሂደት ላይ ነው። ሁለት ጊዜ እንዳይከፍሉ እንደተጀመረው ይቀጥላል። ሌላ ዋጋ፣ ኮድ ወይም የክፍያ መንገድ መምረጥ የሚቻለው ካበቃ በኋላ ነው።',
  },
  openGo: { en: 'Go on with that payment', am: 'በዚያ ክፍያ ይቀጥሉ' },
  neverPin: { en: 'Never type your PIN here.', am: 'የሚስጥር ቁጥርዎን እዚህ በፍጹም አይጻፉ።' },
  whoGets: {
    en: 'Your money goes to {store}. We never ask for your PIN.',
    am: 'ገንዘብዎን የሚቀበለው {store} ነው። የሚስጥር ቁጥርዎን በፍጹም አንጠይቅም።',
  },
  priceChanged: {
    en: 'The price is now {price}. Do you want to go on?',
    am: 'ዋጋው አሁን {price} ነው። መቀጠል ይፈልጋሉ?',
  },
  railDown: {
    en: '{rail} does not answer now. Nothing was started and nothing was taken. Try again in a few minutes.',
    am: '{rail} አሁን አይመልስም። ክፍያ አልተጀመረም፤ ምንም አልተቆረጠም። ከጥቂት ደቂቃዎች በኋላ ይሞክሩ።',
  },
  railDownOther: {
    en: '{rail} does not answer now. Nothing was started and nothing was taken. Choose another way to pay, or try again in a few minutes.',
    am: '{rail} አሁን አይመልስም። ክፍያ አልተጀመረም፤ ምንም አልተቆረጠም። ሌላ የክፍያ መንገድ ይምረጡ ወይም ከጥቂት ደቂቃዎች በኋላ ይሞክሩ።',
  },
  backToStore: { en: 'Back to {store}', am: 'ወደ {store} ይመለሱ' },
  ownedTitle: { en: 'You already bought this', am: 'ይህን አስቀድመው ገዝተዋል' },
  owned: {
    en: 'You bought {title} on {date}. It is yours; nothing more to pay.',
    am: '«{title}» — የገዙት {date}። የእርስዎ ነው፤ ሌላ የሚከፍሉት የለም።',
  },
  ownedHow: {
    en: 'Open it from the SMS that we sent, or from “What I bought”.',
    am: 'ከላክንልዎ መልእክት ወይም «የገዛኋቸው» ከሚለው ይክፈቱት።',
  },
  library: { en: 'What I bought', am: 'የገዛኋቸው' },
} as const satisfies Record<string, Phrase>;

/** The waiting page: one sentence for each state and age. */
export const payWords = {
  sending: { en: 'Sending the request to telebirr…', am: 'ጥያቄውን ወደ ቴሌብር እየላክን ነው…' },
  sendingNext: { en: 'This takes a few seconds.', am: 'ይህ ጥቂት ሰከንዶች ይወስዳል።' },
  waiting: {
    en: 'Look at your phone. telebirr is asking for your PIN.',
    am: 'ስልክዎን ይመልከቱ። ቴሌብር የሚስጥር ቁጥርዎን እየጠየቀ ነው።',
  },
  waitingNext: {
    en: 'Approve it in telebirr. About {seconds} seconds left.',
    am: 'በቴሌብር ያጽድቁ። {seconds} ሰከንድ ያህል ይቀራል።',
  },
  noPrompt: {
    en: 'Prompt not there? Open telebirr with the button, or unlock your phone and look for it.',
    am: 'ጥያቄው አልመጣም? በቁልፉ ቴሌብርን ይክፈቱ፣ ወይም ስልክዎን ከፍተው ይፈልጉት።',
  },
  confirming: {
    en: 'telebirr says you have paid. We are confirming it…',
    am: 'ቴሌብር ክፍያዎን አሳውቋል። እያረጋገጥን ነው…',
  },
  confirmingNext: {
    en: 'This usually takes a few seconds. Please do not pay again.',
    am: 'ብዙ ጊዜ ጥቂት ሰከንዶች ይወስዳል። እባክዎ ድጋሚ አይክፈሉ።',
  },
  asking: { en: 'We are asking telebirr how it ended…', am: 'ክፍያው እንዴት እንዳለቀ ቴሌብርን እየጠየቅን ነው…' },
  late: { en: 'Still waiting. Please do not pay again.', am: 'እየጠበቅን ነው። እባክዎ ድጋሚ አይክፈሉ።' },
  lateNext: {
    en: 'The prompt has probably closed. If you have not approved yet, open telebirr once more.',
    am: 'ጥያቄው ምናልባት ተዘግቷል። ገና ካላጸደቁ ቴሌብርን እንደገና ይክፈቱ።',
  },
  leave: { en: 'You can close this page.', am: 'ይህን ገጽ መዝጋት ይችላሉ።' },
  leaveNext: {
    en: 'We will text the result to your number that ends in {hint}. Please do not pay again.',
    am: 'ውጤቱን በ{hint} ወደሚያልቀው ቁጥርዎ በአጭር መልእክት እንልካለን። እባክዎ ድጋሚ አይክፈሉ።',
  },
  unknown: {
    en: 'We do not know yet if the payment went through.',
    am: 'ክፍያው መሳካቱ ገና አልተረጋገጠም።',
  },
  unknownNext: {
    en: 'We keep asking telebirr. When it is confirmed, we text your number that ends in {hint}. Please do not pay again.',
    am: 'ቴሌብርን እየጠየቅን ነው። ሲረጋገጥ በ{hint} ወደሚያልቀው ቁጥርዎ እንልካለን። እባክዎ ድጋሚ አይክፈሉ።',
  },
  wrongAmount: {
    en: 'telebirr reports another amount than {price}.',
    am: 'ቴሌብር ከ{price} የተለየ መጠን አሳውቋል።',
  },
  wrongAmountNext: {
    en: 'A person is looking at it. Please do not pay again, and keep the message from your wallet.',
    am: 'ባለሙያ እየተመለከተው ነው። እባክዎ ድጋሚ አይክፈሉ፤ ከዋሌትዎ የመጣውን መልእክት ይያዙ።',
  },
  failed: { en: 'The payment did not go through.', am: 'ክፍያው አልተሳካም።' },
  failedNext: {
    en: 'telebirr says that nothing was taken. You can try again.',
    am: 'እንደ ቴሌብር መረጃ ምንም አልተቆረጠም። እንደገና መሞከር ይችላሉ።',
  },
  railDown: { en: 'telebirr does not answer now.', am: 'ቴሌብር አሁን አይመልስም።' },
  railDownNext: {
    en: 'Nothing was started. Try again in a few minutes.',
    am: 'ክፍያ አልተጀመረም። ከጥቂት ደቂቃዎች በኋላ ይሞክሩ።',
  },
  expired: { en: 'The time to pay has run out.', am: 'የመክፈያ ጊዜው አልፏል።' },
  expiredNext: {
    en: 'If you already paid, keep the receipt: we will find it. Otherwise you can try again.',
    am: 'ከፍለው ከሆነ ደረሰኙን ይያዙ፤ እናገኘዋለን። ካልሆነ እንደገና መሞከር ይችላሉ።',
  },
  paid: { en: 'Paid. Thank you!', am: 'ተከፍሏል። እናመሰግናለን!' },
  paidNext: { en: 'Open what you bought', am: 'የገዙትን ይክፈቱ' },
  paidSoon: {
    en: 'We are getting it ready. The link also goes to your number that ends in {hint}.',
    am: 'እያዘጋጀነው ነው። ሊንኩ በ{hint} ወደሚያልቀው ቁጥርዎም ይላካል።',
  },
  paidSms: {
    en: 'The link goes by SMS to the number that ends in {hint}.',
    am: 'ሊንኩ በ{hint} ወደሚያልቀው ቁጥር በአጭር መልእክት ይላካል።',
  },
  samePayment: {
    en: 'Not approved yet? Open telebirr: it is the same payment, not a second one.',
    am: 'ገና አላጸደቁም? ቴሌብርን ይክፈቱ፤ ያው ክፍያ ነው፣ ሁለተኛ አይደለም።',
  },
  openWallet: { en: 'Open telebirr', am: 'ቴሌብርን ይክፈቱ' },
  promptLine: { en: '{price} to {store}', am: '{price} ወደ {store}' },
  promptPin: { en: 'Enter your PIN', am: 'የሚስጥር ቁጥርዎን ያስገቡ' },
  checkNow: { en: 'Check now', am: 'አሁን ያረጋግጡ' },
  stopUpdating: { en: 'Stop updating by itself', am: 'በራሱ መታደሱን ያቁሙ' },
  updateAgain: { en: 'Update by itself again', am: 'በራሱ እንዲታደስ ያድርጉ' },
  lastAsked: { en: 'Last asked: {time}', am: 'ለመጨረሻ ጊዜ የጠየቅነው፦ {time}' },
  nextAsk: { en: 'next check at {time}', am: 'ቀጣዩ ማረጋገጫ፦ {time}' },
  number: { en: 'Payment number', am: 'የክፍያ ቁጥር' },
  orderNumber: { en: 'Order number', am: 'የትዕዛዝ ቁጥር' },
  again: { en: 'Try again', am: 'እንደገና ይሞክሩ' },
  toStore: { en: 'Back to {store}', am: 'ወደ {store} ይመለሱ' },
} as const satisfies Record<string, Phrase>;
