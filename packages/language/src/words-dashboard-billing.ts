import type { Phrase } from './phrases.ts';

/** Plans, tax and statements in the creators' app. */
export const billingWords = {
  // Plan
  plan: { en: 'Plan and fees', am: 'ዕቅድ እና ክፍያዎች' },
  planSays: { en: 'What you have, what we keep, and how to change it', am: 'ያለዎት ዕቅድ፣ የምንወስደው ክፍያ እና መቀየሪያው' },
  free: { en: 'Free', am: 'ነጻ' },
  pro: { en: 'Pro', am: 'ፕሮ' },
  youHave: { en: 'You have: {plan}', am: 'ያለዎት፦ {plan}' },
  feeNow: { en: 'We keep {percent} % of each sale.', am: 'ከእያንዳንዱ ሽያጭ {percent} % እንወስዳለን።' },
  until: {
    en: 'Paid until {time}. Nothing is taken by itself; then it is the free plan again.',
    am: 'እስከ {time} ተከፍሏል። በራሱ አይቆረጥም፤ ከዚያ ወደ ነጻው ይመለሳል።',
  },
  freeForever: { en: 'It costs nothing and does not end.', am: 'ምንም አያስከፍልም፤ አያበቃም።' },
  month: { en: 'One month', am: 'አንድ ወር' },
  year: { en: 'One year', am: 'አንድ ዓመት' },
  forMonth: { en: '{price} a month', am: 'በወር {price}' },
  forYear: { en: '{price} a year', am: 'በዓመት {price}' },
  howLong: { en: 'For how long?', am: 'ለምን ያህል ጊዜ?' },
  payWith: { en: 'Pay with', am: 'የሚከፍሉበት' },
  buy: { en: 'Pay {price} for Pro', am: 'ለፕሮ {price} ይክፈሉ' },
  extend: { en: 'Pay {price} and go on from {time}', am: '{price} ከፍለው ከ{time} ይቀጥሉ' },
  leading: { en: 'Going to your wallet…', am: 'ወደ ዋሌትዎ በመሄድ ላይ…' },
  worthIt: {
    en: 'Pro pays for itself from {sum} of sales a month on.',
    am: 'በወር ከ{sum} በላይ ከሸጡ ፕሮ ራሱን ይከፍላል።',
  },
  paidBefore: { en: 'What you paid', am: 'እስካሁን የከፈሉት' },
  nothingPaid: { en: 'Nothing yet.', am: 'እስካሁን ምንም።' },
  periodOf: { en: '{from} to {until}', am: 'ከ{from} እስከ {until}' },

  // Tax profile
  tax: { en: 'Tax and receipts', am: 'ግብር እና ደረሰኞች' },
  taxSays: { en: 'Your name, TIN and VAT on each receipt', am: 'በእያንዳንዱ ደረሰኝ ላይ የሚታይ ስም፣ TIN እና ተ.እ.ታ.' },
  taxLede: {
    en: 'This stands on your receipts from now on. Receipts that were issued keep what was true then.',
    am: 'ይህ ከአሁን ጀምሮ በደረሰኞችዎ ላይ ይሆናል። ቀድሞ የተሰጡት ደረሰኞች እንደነበሩ ይቀራሉ።',
  },
  legalName: { en: 'Legal name', am: 'ሕጋዊ ስም' },
  legalNameHint: { en: 'As on your taxpayer certificate.', am: 'በግብር ከፋይ ምስክር ወረቀትዎ ላይ እንዳለው።' },
  legalNameSays: { en: 'Write your legal name.', am: 'ሕጋዊ ስምዎን ይጻፉ።' },
  address: { en: 'Address', am: 'አድራሻ' },
  addressHint: { en: 'City, sub-city, woreda.', am: 'ከተማ፣ ክፍለ ከተማ፣ ወረዳ።' },
  addressSays: { en: 'Write your address.', am: 'አድራሻዎን ይጻፉ።' },
  tin: { en: 'TIN, ten digits', am: 'የግብር ከፋይ መለያ ቁጥር (TIN)፣ አሥር አሃዝ' },
  tinOnFile: {
    en: 'On file: {tin}. Leave this empty to keep it.',
    am: 'የተመዘገበው፦ {tin}። እንዲቆይ ከፈለጉ ባዶ ይተዉት።',
  },
  tinHint: { en: 'Kept sealed; shown only on your receipts.', am: 'ታሽጎ ይቀመጣል፤ በደረሰኞችዎ ላይ ብቻ ይታያል።' },
  vatQuestion: { en: 'Are you registered for VAT?', am: 'ለተ.እ.ታ. ተመዝግበዋል?' },
  vatNo: { en: 'No', am: 'አይ' },
  vatYes: { en: 'Yes', am: 'አዎ' },
  vatYesSays: {
    en: 'Your prices then include VAT, and each receipt says how much of it.',
    am: 'ዋጋዎችዎ ተ.እ.ታ.ን ያካትታሉ፤ እያንዳንዱ ደረሰኝ መጠኑን ያሳያል።',
  },
  vatNumber: { en: 'VAT registration number', am: 'የተ.እ.ታ. ምዝገባ ቁጥር' },
  vatSince: { en: 'Registered since (year-month-day)', am: 'የተመዘገቡበት ቀን (ዓመት-ወር-ቀን፣ እንደ ፈረንጆች)' },
  vatSays: { en: 'Write number and day, such as 2026-07-08.', am: 'ቁጥሩንና ቀኑን ይጻፉ፤ ለምሳሌ 2026-07-08።' },
  save: { en: 'Save', am: 'አስቀምጥ' },
  saving: { en: 'Saving…', am: 'በማስቀመጥ ላይ…' },
  saved: { en: 'Saved. The next receipt has it.', am: 'ተቀምጧል። የሚቀጥለው ደረሰኝ ይህን ይይዛል።' },
  turnover: { en: 'Your sales of 12 months', am: 'የ12 ወር ሽያጭዎ' },
  turnoverOf: { en: '{sum} of {threshold}', am: '{sum} ከ{threshold}' },
  turnoverSays: {
    en: 'From {threshold} in twelve months on VAT registration is due. We tell you at 80 and at 100 %.',
    am: 'በ12 ወር ሽያጭዎ {threshold} ሲደርስ ለተ.እ.ታ. መመዝገብ ያስፈልጋል። 80 እና 100 % ሲደርስ እንነግርዎታለን።',
  },
  noAdvice: {
    en: 'By what we know ({source}). It is no legal advice: ask your tax office.',
    am: 'እኛ እንደምናውቀው ({source})። የሕግ ምክር አይደለም፤ የግብር ቢሮዎን ይጠይቁ።',
  },

  // Statements
  statements: { en: 'Statements', am: 'መግለጫዎች' },
  statementsSays: { en: 'Each month as PDF and table, each year as a pack', am: 'በየወሩ በPDFና በሠንጠረዥ፣ በየዓመቱ በጥቅል' },
  statementsEmpty: { en: 'No statement yet', am: 'እስካሁን መግለጫ የለም' },
  statementsEmptySays: {
    en: 'The first one begins with your first sale.',
    am: 'የመጀመሪያው በመጀመሪያ ሽያጭዎ ይጀምራል።',
  },
  years: { en: 'For the accountant', am: 'ለሂሳብ ባለሙያ' },
  yearsSays: {
    en: 'Yearly statement, every receipt and credit note, and the sums of each month, in one file.',
    am: 'ዓመታዊ መግለጫ፣ ሁሉም ደረሰኞችና ማስታወሻዎች፣ የየወሩ ድምር፤ በአንድ ፋይል።',
  },
  months: { en: 'Months', am: 'ወራት' },
  stillOpen: { en: 'goes on', am: 'እየቀጠለ ነው' },
  sold: { en: 'Sold {sum}', am: 'የተሸጠ {sum}' },
  soldAndBack: { en: 'Sold {sum}, went back {back}', am: 'የተሸጠ {sum}፣ የተመለሰ {back}' },
  pdf: { en: 'PDF', am: 'PDF ፋይል' },
  table: { en: 'Table (CSV)', am: 'ሠንጠረዥ (CSV)' },
  pack: { en: 'Pack (ZIP)', am: 'ጥቅል (ZIP)' },
  receipt: { en: 'Receipt (PDF)', am: 'ደረሰኝ (PDF)' },
  fetching: { en: 'Fetching…', am: 'በማምጣት ላይ…' },
} as const satisfies Record<string, Phrase>;
