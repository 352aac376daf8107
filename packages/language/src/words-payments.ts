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

/** The waiting page: one sentence for each state and age. What a way to pay says of itself stands with it. */
export const payWords = {
  sending: { en: 'Sending the request to {rail}…', am: 'ጥያቄውን ወደ {rail} እየላክን ነው…' },
  sendingNext: { en: 'This takes a few seconds.', am: 'ይህ ጥቂት ሰከንዶች ይወስዳል።' },
  secondsLeft: { en: 'About {seconds} seconds left.', am: '{seconds} ሰከንድ ያህል ይቀራል።' },
  confirming: {
    en: '{rail} says you have paid. We are confirming it…',
    am: '{rail} ክፍያዎን አሳውቋል። እያረጋገጥን ነው…',
  },
  confirmingNext: {
    en: 'This usually takes a few seconds. Please do not pay again.',
    am: 'ብዙ ጊዜ ጥቂት ሰከንዶች ይወስዳል። እባክዎ ድጋሚ አይክፈሉ።',
  },
  asking: { en: 'We are asking {rail} how it ended…', am: 'ክፍያው እንዴት እንዳለቀ {rail}ን እየጠየቅን ነው…' },
  late: { en: 'Still waiting. Please do not pay again.', am: 'እየጠበቅን ነው። እባክዎ ድጋሚ አይክፈሉ።' },
  lateNext: {
    en: 'The prompt has probably closed. If you have not approved yet, open {rail} once more.',
    am: 'ጥያቄው ምናልባት ተዘግቷል። ገና ካላጸደቁ {rail}ን እንደገና ይክፈቱ።',
  },
  latePush: {
    en: 'The prompt has probably closed. If you approved it, {rail} tells us in a moment.',
    am: 'ጥያቄው ምናልባት ተዘግቷል። አጽድቀው ከሆነ {rail} ከጥቂት ጊዜ በኋላ ያሳውቀናል።',
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
    en: 'We keep asking {rail}. When it is confirmed, we text your number that ends in {hint}. Please do not pay again.',
    am: '{rail}ን እየጠየቅን ነው። ሲረጋገጥ በ{hint} ወደሚያልቀው ቁጥርዎ እንልካለን። እባክዎ ድጋሚ አይክፈሉ።',
  },
  unknownSilent: {
    en: 'We wait for word from {rail}. When it comes, we text your number that ends in {hint}. Please do not pay again.',
    am: 'ከ{rail} ማረጋገጫ እየጠበቅን ነው። ሲደርሰን በ{hint} ወደሚያልቀው ቁጥርዎ እንልካለን። እባክዎ ድጋሚ አይክፈሉ።',
  },
  code: { en: 'Pay {price} with this code', am: 'በዚህ ኮድ {price} ይክፈሉ' },
  codeLabel: { en: 'Payment code: {digits}', am: 'የክፍያ ኮድ፦ {digits}' },
  payUntil: { en: 'Until {time}.', am: 'እስከ {time} ድረስ።' },
  banks: { en: 'These take the code:', am: 'ኮዱን የሚቀበሉት፦' },
  noBanks: {
    en: 'Most banks’ apps and branches take it; look for WeBirr.',
    am: 'የአብዛኞቹ ባንኮች መተግበሪያና ቅርንጫፎች ይቀበላሉ፤ WeBirr የሚለውን ይፈልጉ።',
  },
  shareCard: { en: 'Let somebody else pay it', am: 'ሌላ ሰው እንዲከፍል ይላኩ' },
  received: { en: 'The bank says the money has arrived.', am: 'ባንኩ ገንዘቡ መድረሱን አሳውቋል።' },
  receivedNext: {
    en: 'Waiting for its confirmation. Please do not pay again; we text your number that ends in {hint}.',
    am: 'ማረጋገጫ እየጠበቅን ነው። እባክዎ ድጋሚ አይክፈሉ፤ በ{hint} ወደሚያልቀው ቁጥርዎ እንልካለን።',
  },
  account: { en: 'Account', am: 'ሒሳብ' },
  holder: { en: 'Name', am: 'ስም' },
  amount: { en: 'Amount', am: 'መጠን' },
  payBy: { en: 'Until', am: 'እስከ' },
  reference: { en: 'Reference of the transfer', am: 'የዝውውሩ የግብይት ቁጥር' },
  referenceHint: {
    en: 'Type it, or paste the whole message of your bank.',
    am: 'ይጻፉት፣ ወይም የባንክዎን መልእክት በሙሉ ይለጥፉ።',
  },
  sendReference: { en: 'I have sent the money', am: 'ገንዘቡን ልኬያለሁ' },
  told: { en: 'Thank you. A person is checking your transfer.', am: 'እናመሰግናለን። ሰው ዝውውሩን እያረጋገጠ ነው።' },
  toldNext: {
    en: 'Reference {reference}. Usually confirmed within one working day; we text your number that ends in {hint}. You can close this page.',
    am: 'የግብይት ቁጥር {reference}። ብዙ ጊዜ በአንድ የሥራ ቀን ውስጥ ይረጋገጣል፤ በ{hint} ወደሚያልቀው ቁጥርዎ እንልካለን። ይህን ገጽ መዝጋት ይችላሉ።',
  },
  anotherReference: { en: 'Was it another reference?', am: 'ሌላ የግብይት ቁጥር ነበር?' },
  noPrompt: { en: 'I did not get a prompt', am: 'ጥያቄ አልደረሰኝም' },
  backToWait: { en: 'Go on waiting', am: 'መጠበቁን ይቀጥሉ' },
  noPromptTitle: { en: 'No prompt on your phone?', am: 'በስልክዎ ጥያቄ አልመጣም?' },
  noPromptWait: {
    en: 'Nothing was paid without your PIN. This prompt closes by itself, at the latest at {time}; then you can begin again or choose another way to pay. Until then a second payment could be a double one.',
    am: 'ያለ ሚስጥር ቁጥርዎ ምንም አይከፈልም። ይህ ጥያቄ በራሱ ይዘጋል፤ ቢዘገይ {time} ላይ። ከዚያ እንደገና መጀመር ወይም ሌላ የክፍያ መንገድ መምረጥ ይችላሉ። እስከዚያ ሁለተኛ ክፍያ ድርብ ሊሆን ይችላል።',
  },
  noPromptPhone: {
    en: 'Is the phone on, does it have network, and is it the number that ends in {hint} or the one that you named as the payer?',
    am: 'ስልኩ በርቷል? ኔትወርክ አለው? ቁጥሩ በ{hint} የሚያልቀው ወይም እንደ ከፋይ የሰጡት ነው?',
  },
  wrongAmount: {
    en: '{rail} reports another amount than {price}.',
    am: '{rail} ከ{price} የተለየ መጠን አሳውቋል።',
  },
  wrongAmountCame: { en: 'We received {came} of {price}.', am: 'ከ{price} {came} ደርሶናል።' },
  personNext: {
    en: 'A person is looking at it, usually within one working day. Please do not pay again, and keep the message from your wallet.',
    am: 'ባለሙያ እየተመለከተው ነው፤ ብዙ ጊዜ በአንድ የሥራ ቀን ውስጥ ይጨርሳል። እባክዎ ድጋሚ አይክፈሉ፤ ከዋሌትዎ የመጣውን መልእክት ይያዙ።',
  },
  twoPayments: {
    en: '{rail} names one payment for two orders.',
    am: '{rail} አንድ ክፍያ ለሁለት ትዕዛዞች አሳውቋል።',
  },
  givenUp: {
    en: '{rail} could not tell us if the payment went through.',
    am: '{rail} ክፍያው መሳካቱን ሊነግረን አልቻለም።',
  },
  unclear: {
    en: '{rail} gave an answer that a person has to read.',
    am: '{rail} ሰው ሊያነበው የሚገባ መልስ ሰጥቷል።',
  },
  toldPerson: { en: 'A person is looking for your payment.', am: 'ባለሙያ ክፍያዎን እየፈለገ ነው።' },
  toldPersonNext: {
    en: 'You told us that you have paid, and {rail} has not confirmed it yet. The result goes to your number that ends in {hint}. Please do not pay again.',
    am: 'መክፈልዎን ነግረውናል፤ {rail} ግን ገና አላረጋገጠም። ውጤቱ በ{hint} ወደሚያልቀው ቁጥርዎ ይላካል። እባክዎ ድጋሚ አይክፈሉ።',
  },
  failed: { en: 'The payment did not go through.', am: 'ክፍያው አልተሳካም።' },
  failedNext: {
    en: '{rail} says that nothing was taken. You can try again.',
    am: 'እንደ {rail} መረጃ ምንም አልተቆረጠም። እንደገና መሞከር ይችላሉ።',
  },
  failedOpen: {
    en: 'If money left your wallet, tell us below and we look for it. Otherwise you can try again.',
    am: 'ገንዘብ ከዋሌትዎ ወጥቶ ከሆነ ከታች ይንገሩን፤ እንፈልገዋለን። ካልሆነ እንደገና መሞከር ይችላሉ።',
  },
  noMoney: { en: 'Not enough money in the wallet.', am: 'በዋሌትዎ ውስጥ በቂ ገንዘብ የለም።' },
  wrongPin: { en: 'The PIN was not right.', am: 'የሚስጥር ቁጥሩ ትክክል አልነበረም።' },
  cancelled: { en: 'The payment was cancelled on the phone.', am: 'ክፍያው በስልክ ተሰርዟል።' },
  limit: { en: 'This is above the wallet’s limit.', am: 'መጠኑ ከዋሌቱ ገደብ በላይ ነው።' },
  limitNext: {
    en: '{rail} says that nothing was taken. Pay in another way, with a bank code for one.',
    am: 'እንደ {rail} መረጃ ምንም አልተቆረጠም። በሌላ መንገድ፣ ለምሳሌ በባንክ ኮድ ይክፈሉ።',
  },
  noAnswer: { en: 'The prompt closed without an answer.', am: 'ጥያቄው ያለ መልስ ተዘግቷል።' },
  notPaid: { en: 'We asked {rail}: no payment has arrived.', am: '{rail}ን ጠየቅን፤ ክፍያ አልደረሰም።' },
  notPaidNext: {
    en: 'A person has looked. If you have the message of your wallet, tell us below. Otherwise you can try again.',
    am: 'ሰው አይቶታል። የዋሌትዎ መልእክት ካለዎት ከታች ይንገሩን። ካልሆነ እንደገና መሞከር ይችላሉ።',
  },
  takenBack: { en: 'The bank took the payment back before it counted.', am: 'ባንኩ ክፍያው ከመቆጠሩ በፊት መልሶ ወስዶታል።' },
  takenBackNext: {
    en: 'It bought nothing. Your bank says where the money is; you can try again.',
    am: 'ምንም አልተገዛበትም። ገንዘቡ የት እንዳለ ባንክዎ ይነግርዎታል፤ እንደገና መሞከር ይችላሉ።',
  },
  railDown: { en: '{rail} does not answer now.', am: '{rail} አሁን አይመልስም።' },
  railDownNext: {
    en: 'Nothing was started. Try again in a few minutes, or pay in another way.',
    am: 'ክፍያ አልተጀመረም። ከጥቂት ደቂቃዎች በኋላ ይሞክሩ፣ ወይም በሌላ መንገድ ይክፈሉ።',
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
  over: {
    en: 'More than {price} came. The rest, {rest}, goes back to where it came from.',
    am: 'ከ{price} በላይ ደርሷል። ቀሪው {rest} ወደመጣበት ይመለሳል።',
  },
  paidTwice: { en: 'You paid twice.', am: 'ሁለት ጊዜ ከፍለዋል።' },
  extraTwice: { en: 'One of these things you had already.', am: 'ከእነዚህ አንዱን አስቀድመው ገዝተውታል።' },
  soldOut: { en: 'The last one was taken while you paid.', am: 'በመክፈል ላይ እያሉ የመጨረሻው ተይዟል።' },
  boughtNothing: { en: 'Your payment came and bought nothing.', am: 'ክፍያዎ ደርሷል፤ ግን ምንም አልገዛም።' },
  comesBack: {
    en: 'Your money is coming back: {sum}, to where it came from. Follow it below.',
    am: 'ገንዘብዎ ይመለሳል፦ {sum} ወደመጣበት። ከታች ይከታተሉት።',
  },
  cameBack: { en: '{sum} was sent back to where it came from.', am: '{sum} ወደመጣበት ተመልሷል።' },
  refunded: { en: '{sum} was given back.', am: '{sum} ተመልሷል።' },
  reversed: { en: 'The bank took the payment back.', am: 'ባንኩ ክፍያውን መልሶ ወስዷል።' },
  reversedNext: {
    en: 'What you bought is closed for now. If you did not ask your bank for this, tell it; when the payment comes again, it opens by itself.',
    am: 'የገዙት ለጊዜው ተዘግቷል። ይህን ባንክዎን ካልጠየቁ ይንገሩት፤ ክፍያው እንደገና ሲመጣ በራሱ ይከፈታል።',
  },
  disputed: { en: 'The bank is looking into this payment.', am: 'ባንኩ ይህን ክፍያ እየመረመረ ነው።' },
  disputedNext: {
    en: 'What you bought stays open until it has decided. There is nothing to do here.',
    am: 'እስኪወስን ድረስ የገዙት ክፍት ነው። እዚህ የሚያደርጉት ነገር የለም።',
  },
  samePayment: {
    en: 'Not approved yet? Open {rail}: it is the same payment, not a second one.',
    am: 'ገና አላጸደቁም? {rail}ን ይክፈቱ፤ ያው ክፍያ ነው፣ ሁለተኛ አይደለም።',
  },
  openWallet: { en: 'Open {rail}', am: '{rail}ን ይክፈቱ' },
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
  whereLink: { en: 'I paid, where is it?', am: 'ከፍያለሁ፣ የት አለ?' },
  timelineLink: { en: 'What happened to the money', am: 'ገንዘቡ የት ደረሰ' },
} as const satisfies Record<string, Phrase>;

/** The card for whoever pays in the buyer's place: it shows nothing of her. */
export const billWords = {
  title: { en: 'Pay {price} to {store}', am: 'ለ{store} {price} ይክፈሉ' },
  for: { en: 'For: {title}', am: 'ለ፦ {title}' },
  how: {
    en: 'Open your bank’s app or go to a branch, choose WeBirr, type the code, and pay exactly this amount.',
    am: 'የባንክዎን መተግበሪያ ይክፈቱ ወይም ወደ ቅርንጫፍ ይሂዱ፤ WeBirr ይምረጡ፣ ኮዱን ያስገቡና ልክ ይህን መጠን ይክፈሉ።',
  },
  anyone: {
    en: 'Anyone may pay it; what is bought goes to the one who ordered it.',
    am: 'ማንም ሊከፍለው ይችላል፤ የሚገዛው ለአዘዘው ሰው ይደርሳል።',
  },
  share: { en: 'Send this card', am: 'ይህን ካርድ ይላኩ' },
  bySms: { en: 'By SMS', am: 'በአጭር መልእክት' },
  byTelegram: { en: 'By Telegram', am: 'በቴሌግራም' },
  sms: {
    en: 'Please pay {price} to {store} with the WeBirr code {code}: {url}',
    am: 'እባክዎ በWeBirr ኮድ {code} ለ{store} {price} ይክፈሉ፦ {url}',
  },
  asPicture: { en: 'As a picture', am: 'እንደ ምስል' },
  paid: { en: 'This has been paid. Thank you!', am: 'ይህ ተከፍሏል። እናመሰግናለን!' },
  closed: {
    en: 'This cannot be paid any more. Ask the one who sent it for a new card.',
    am: 'ይህ ከእንግዲህ ሊከፈል አይችልም። አዲስ ካርድ የላከልዎን ይጠይቁ።',
  },
} as const satisfies Record<string, Phrase>;
