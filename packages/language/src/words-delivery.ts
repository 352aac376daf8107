import type { Phrase } from './phrases.ts';

/** Words of files, receipts and the library. */
export const deliveryWords = {
  // Why a file was refused; the kind and the empty one are problems of their own.
  refusedSize: {
    en: 'What arrived is not as large as the file that was chosen. Choose the file again.',
    am: 'የደረሰው ከተመረጠው ፋይል መጠን ጋር አይመሳሰልም። ፋይሉን እንደገና ይምረጡ።',
  },
  refusedHash: {
    en: 'The file changed on its way. Choose it again.',
    am: 'ፋይሉ በመንገድ ላይ ተለውጧል። እንደገና ይምረጡት።',
  },
  refusedLost: {
    en: 'The file did not arrive whole. Choose it again.',
    am: 'ፋይሉ ሙሉ በሙሉ አልደረሰም። እንደገና ይምረጡት።',
  },
  renamed: {
    en: 'The name was not fit for every phone. Buyers will see “{name}”.',
    am: 'ስሙ ለሁሉም ስልክ አይመችም ነበር። ገዢዎች የሚያዩት «{name}» ነው።',
  },

  // The receipt and its files
  receipt: { en: 'Receipt', am: 'ደረሰኝ' },
  paid: { en: 'Paid', am: 'ተከፍሏል' },
  paused: { en: 'Paused', am: 'ለጊዜው ቆሟል' },
  refunded: { en: 'Refunded', am: 'ገንዘቡ ተመልሷል' },
  closed: { en: 'Closed', am: 'ተዘግቷል' },
  // What is closed says why, then whether it may open again.
  whyReversal: { en: 'The bank took the payment back.', am: 'ባንኩ ክፍያውን መልሶ ወስዷል።' },
  whyDispute: { en: 'The payment was disputed and went back.', am: 'በክፍያው ላይ ቅሬታ ቀርቦ ገንዘቡ ተመልሷል።' },
  whyRefund: { en: 'Refunded on {date}.', am: 'ገንዘቡ የተመለሰው፦ {date}።' },
  whyMoneyBack: { en: 'The payment was taken back.', am: 'ክፍያው ተመልሷል።' },
  accessPaused: { en: 'Access is paused.', am: 'መክፈቻው ለጊዜው ቆሟል።' },
  accessClosed: { en: 'Access is closed.', am: 'መክፈቻው ተዘግቷል።' },
  payAgain: { en: 'Pay again', am: 'እንደገና ይክፈሉ' },
  buyAgain: { en: 'Buy it again', am: 'እንደገና ይግዙ' },
  andMore: { en: '{title} and {count} more', am: '{title} እና ሌላ {count}' },
  youPaid: { en: 'You paid', am: 'የከፈሉት' },
  yourFile: { en: 'Your file', am: 'ፋይልዎ' },
  yourFiles: { en: 'Your files', am: 'ፋይሎችዎ' },
  download: { en: 'Download {size}', am: 'ያውርዱ {size}' },
  brokenLine: {
    en: 'Connection broke? Press again, it goes on where it stopped.',
    am: 'ግንኙነቱ ተቋረጠ? እንደገና ይጫኑ፤ ከቆመበት ይቀጥላል።',
  },
  insideApp: {
    en: 'You are reading this inside another app, which may not keep files.',
    am: 'ይህን የሚያዩት በሌላ መተግበሪያ ውስጥ ነው፤ ፋይል ላያስቀምጥ ይችላል።',
  },
  openInChrome: { en: 'Open in Chrome', am: 'በChrome ይክፈቱ' },
  insideAppMenu: {
    en: 'Or open the link in our SMS, or choose “Open in browser” in the menu (⋮) of this app.',
    am: 'ወይም በአጭር መልእክት የላክንልዎትን ሊንክ ይክፈቱ፤ አለበለዚያ ከዚህ መተግበሪያ ምናሌ (⋮) «በአሳሽ ክፈት» የሚለውን ይምረጡ።',
  },
  money: { en: 'What happened to the money', am: 'ገንዘቡ የት ደረሰ' },
  noFile: { en: 'No file yet. The creator was told.', am: 'ገና ፋይል የለም። ለፈጣሪው ተነግሯል።' },
  noFileDetail: {
    en: 'What you bought stays yours. The file will be here, under this same link.',
    am: 'የገዙት የእርስዎ ሆኖ ይቆያል። ፋይሉ በዚሁ ሊንክ እዚህ ይገኛል።',
  },
  checking: {
    en: 'The file is being checked. Open this page again in a minute.',
    am: 'ፋይሉ እየተፈተሸ ነው። ከአንድ ደቂቃ በኋላ ይህን ገጽ እንደገና ይክፈቱ።',
  },
  fingerprint: { en: 'Fingerprint of the file (SHA-256)', am: 'የፋይሉ መለያ (SHA-256)' },
  keepLink: {
    en: 'This link is your key. Whoever has it can open your files, so do not pass it on.',
    am: 'ይህ ሊንክ ቁልፍዎ ነው። ያገኘው ሰው ፋይሎችዎን መክፈት ይችላል፤ ለሌላ አይስጡ።',
  },
  linkOld: {
    en: 'This link was made for someone else or is too old.',
    am: 'ይህ ሊንክ ለሌላ ሰው የተሰራ ወይም ጊዜው ያለፈበት ነው።',
  },
  newLink: { en: 'Get a new link by phone', am: 'በስልክ ቁጥር አዲስ ሊንክ ያግኙ' },

  // With what a kind of file opens
  opensBook: { en: 'Opens with any book reader', am: 'በማንኛውም የመጽሐፍ ማንበቢያ ይከፈታል' },
  opensPdf: { en: 'Opens with any PDF reader', am: 'በማንኛውም የPDF ማንበቢያ ይከፈታል' },
  opensZip: { en: 'A folder of files, packed', am: 'የታሸገ የፋይሎች ማኅደር' },
  opensSound: { en: 'Opens with the music player', am: 'በሙዚቃ ማጫወቻ ይከፈታል' },
  opensFilm: { en: 'Opens with the video player', am: 'በቪዲዮ ማጫወቻ ይከፈታል' },
  opensPicture: { en: 'Opens with the gallery', am: 'በፎቶ ማሳያ ይከፈታል' },
  opensOffice: { en: 'Opens with Word, Excel or the like', am: 'በWord፣ Excel ወይም በመሳሰሉት ይከፈታል' },
  opensText: { en: 'Opens on every phone', am: 'በማንኛውም ስልክ ይከፈታል' },

  // The library
  library: { en: 'What I bought', am: 'የገዛኋቸው' },
  space: { en: 'Members’ space', am: 'የአባላት ቦታ' },
  wayIn: {
    en: 'Everything you bought with your phone number is here. No account, no password.',
    am: 'በስልክ ቁጥርዎ የገዙት ሁሉ እዚህ ነው። አካውንትና የይለፍ ቃል አያስፈልግም።',
  },
  wayInStep: {
    en: 'We text a code to your number, you write it here.',
    am: 'ወደ ቁጥርዎ ኮድ እንልካለን፤ እዚህ ይጽፉታል።',
  },
  openMine: { en: 'Open with my phone number', am: 'በስልክ ቁጥሬ ክፈት' },
  open: { en: 'Open', am: 'ክፈት' },
  filesAndSize: { en: '{count} files · {size}', am: '{count} ፋይሎች · {size}' },
  emptyFor: { en: 'Nothing here for {phone} yet.', am: 'ለ{phone} እስካሁን ምንም የለም።' },
  empty: { en: 'Nothing here yet.', am: 'እስካሁን ምንም የለም።' },
  otherNumber: { en: 'Bought with another number?', am: 'በሌላ ቁጥር ገዝተዋል?' },
  useOther: { en: 'Use another number', am: 'ሌላ ቁጥር ይጠቀሙ' },
  forget: { en: 'Forget this phone', am: 'ይህን ስልክ እርሳ' },
  forgetWhy: {
    en: 'Not your phone? Then nobody after you sees what you bought.',
    am: 'ስልኩ የእርስዎ አይደለም? ከእርስዎ በኋላ የገዙትን ማንም አያይም።',
  },
} as const satisfies Record<string, Phrase>;
