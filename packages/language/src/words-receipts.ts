import type { Phrase } from './phrases.ts';

/** What stands on printed papers: receipts, credit notes, statements. */
export const paperWords = {
  receipt: { en: 'Receipt', am: 'ደረሰኝ' },
  invoice: { en: 'VAT invoice', am: 'የተ.እ.ታ. ደረሰኝ' },
  creditNote: { en: 'Credit note', am: 'የተመላሽ ማስታወሻ' },
  restored: { en: 'Receipt (refund undone)', am: 'ደረሰኝ (ተመላሹ ተሰርዟል)' },
  number: { en: 'No. {number}', am: 'ቁ. {number}' },
  seller: { en: 'Seller', am: 'ሻጭ' },
  store: { en: 'Store: {store}', am: 'መደብር፦ {store}' },
  tin: { en: 'TIN: {tin}', am: 'የግብር ከፋይ መለያ ቁጥር፦ {tin}' },
  vatNumber: { en: 'VAT registration: {number}', am: 'የተ.እ.ታ. ምዝገባ፦ {number}' },
  date: { en: 'Date', am: 'ቀን' },
  order: { en: 'Order', am: 'ትዕዛዝ' },
  buyer: { en: 'Buyer', am: 'ገዢ' },
  buyerHint: { en: 'phone ending in {hint}', am: 'ስልኩ በ{hint} የሚያልቅ' },
  paidWith: { en: 'Paid with', am: 'የተከፈለበት' },
  corrects: { en: 'For receipt', am: 'የሚመለከተው ደረሰኝ' },
  correctsNote: { en: 'Undoes credit note', am: 'የሚሰርዘው ማስታወሻ' },
  item: { en: 'Item', am: 'ዝርዝር' },
  amount: { en: 'Amount', am: 'መጠን' },
  discount: { en: 'Discount: {title}', am: 'ቅናሽ፦ {title}' },
  withoutVat: { en: 'Without VAT', am: 'ከተ.እ.ታ. በፊት' },
  vatOf: { en: 'VAT {percent} %', am: 'ተ.እ.ታ. {percent} %' },
  totalPaid: { en: 'Paid', am: 'የተከፈለ' },
  totalBack: { en: 'Goes back', am: 'የሚመለስ' },
  total: { en: 'Total', am: 'ድምር' },
  checkSays: {
    en: 'Is it real? Scan the code, or open this address: it tells number, day and sum.',
    am: 'ትክክለኛ መሆኑን ለማረጋገጥ ኮዱን ይቃኙ ወይም ይህን አድራሻ ይክፈቱ፤ ቁጥሩን፣ ቀኑንና መጠኑን ያሳያል።',
  },
  noVat: {
    en: 'The seller is not registered for VAT; no VAT is in this sum.',
    am: 'ሻጩ ለተ.እ.ታ. አልተመዘገበም፤ በዚህ መጠን ውስጥ ተ.እ.ታ. የለም።',
  },
  issuedFor: {
    en: 'Issued by Stan Store Windsurf for the seller named above. All sums in birr.',
    am: 'ከላይ ለተጠቀሰው ሻጭ በStan Store Windsurf የተዘጋጀ። መጠኖቹ በሙሉ በብር ናቸው።',
  },
  statement: { en: 'Monthly statement', am: 'ወርሃዊ መግለጫ' },
  yearly: { en: 'Yearly statement', am: 'ዓመታዊ መግለጫ' },
  payoutStatement: { en: 'Payout statement', am: 'የክፍያ መግለጫ' },
  period: { en: 'Period', am: 'ጊዜ' },
  periodOf: { en: '{from} to {to}', am: 'ከ{from} እስከ {to}' },
  written: { en: 'Written', am: 'የተጻፈበት' },
  stillOpen: {
    en: 'This period still goes on; the sums are those of the day of writing.',
    am: 'ይህ ጊዜ ገና አላበቃም፤ መጠኖቹ እስከተጻፈበት ቀን ያሉት ናቸው።',
  },
  opening: { en: 'Was there at the beginning', am: 'በመጀመሪያ የነበረ' },
  sales: { en: 'Sales', am: 'ሽያጭ' },
  refunds: { en: 'Refunds', am: 'ተመላሽ' },
  platformFee: { en: 'Platform fee', am: 'የመድረኩ ክፍያ' },
  providerFee: { en: 'Payment provider fee', am: 'የክፍያ አቅራቢው ክፍያ' },
  payouts: { en: 'Paid out', am: 'የተላከልዎ' },
  sharesOut: { en: 'For affiliates and collaborators', am: 'ለአስተዋዋቂዎችና ለተባባሪዎች' },
  sharesIn: { en: 'Your part of other creators’ sales', am: 'ከሌሎች ፈጣሪዎች ሽያጭ ድርሻዎ' },
  other: { en: 'Other', am: 'ሌላ' },
  closing: { en: 'Is there at the end', am: 'በመጨረሻ ያለ' },
  vatInside: { en: 'VAT inside of the receipts', am: 'በደረሰኞቹ ውስጥ ያለ ተ.እ.ታ.' },
  receiptsOf: { en: 'Receipts: {count}, together', am: 'ደረሰኞች፦ {count}፤ በድምሩ' },
  notesOf: { en: 'Credit notes: {count}, together', am: 'የተመላሽ ማስታወሻዎች፦ {count}፤ በድምሩ' },
  byDay: { en: 'Day by day', am: 'በየቀኑ' },
  byMonth: { en: 'Month by month', am: 'በየወሩ' },
  day: { en: 'Day', am: 'ቀን' },
  month: { en: 'Month', am: 'ወር' },
  left: { en: 'Left for you', am: 'የእርስዎ ድርሻ' },
  listInTable: {
    en: 'Every receipt and credit note stands in the table (CSV) of the same period.',
    am: 'እያንዳንዱ ደረሰኝና የተመላሽ ማስታወሻ በዚሁ ጊዜ ሠንጠረዥ (CSV) ውስጥ አለ።',
  },
  fiscalYear: {
    en: 'Fiscal year {year} E.C. (8 July {from} to 7 July {to})',
    am: 'የ{year} የበጀት ዓመት (ሐምሌ 1 – ሰኔ 30፤ 8 July {from} – 7 July {to})',
  },
  noAdvice: {
    en: 'A record of what was sold here, not tax advice.',
    am: 'እዚህ የተሸጠውን የሚያሳይ መዝገብ ነው፤ የግብር ምክር አይደለም።',
  },
  sentTo: { en: 'Sent to', am: 'የተላከበት' },
  payoutState: { en: 'State', am: 'ሁኔታ' },
  reference: { en: 'Reference', am: 'ማጣቀሻ' },
  sentSum: { en: 'Sent', am: 'የተላከ' },
  what: { en: 'What', am: 'ምን' },
  fromBefore: { en: 'Left from the payout before', am: 'ከቀድሞው ክፍያ የቀረ' },
  gross: { en: 'Sales less refunds', am: 'ሽያጭ ሲቀነስ ተመላሽ' },
  fees: { en: 'Fees', am: 'የአገልግሎት ክፍያዎች' },
  forNext: { en: 'Stays for the next payout', am: 'ለሚቀጥለው ክፍያ የሚቀር' },
  account: { en: '{kind} ending in {hint}, {holder}', am: '{kind}፣ መጨረሻው {hint}፣ {holder}' },
  orderOf: { en: 'Order {number}: {title}', am: 'ትዕዛዝ {number}፦ {title}' },
  newest: { en: 'The newest {count} of {all} bookings are listed.', am: 'ከ{all} መዝገቦች የቅርብ ጊዜዎቹ {count} ተዘርዝረዋል።' },
} as const satisfies Record<string, Phrase>;

/** What a line of a payout is. */
export const bookingWords = {
  sale: { en: 'Sale', am: 'ሽያጭ' },
  netting: { en: 'Owed sum settled', am: 'ዕዳ ተቀናንሷል' },
  refund: { en: 'Refund', am: 'ተመላሽ' },
  'refund-back': { en: 'Refund that was not sent', am: 'ያልተላከ ተመላሽ' },
  reversal: { en: 'Taken back by the bank', am: 'በባንኩ የተወሰደ' },
  'reversal-undone': { en: 'Paid again', am: 'እንደገና የተከፈለ' },
  'payout-back': { en: 'Payout that came back', am: 'የተመለሰ ወጪ ክፍያ' },
  plan: { en: 'Plan', am: 'ዕቅድ' },
  'share-in': { en: 'Part of another creator’s sale', am: 'ከሌላ ፈጣሪ ሽያጭ ድርሻ' },
  other: { en: 'Other', am: 'ሌላ' },
} as const satisfies Record<string, Phrase>;

/** How the rails are called on papers. */
export const railPaperNames = {
  telebirr: { en: 'telebirr', am: 'ቴሌብር' },
  webirr: { en: 'bank or wallet, by WeBirr code', am: 'ባንክ ወይም ዋሌት፣ በWeBirr ኮድ' },
  cbebirr: { en: 'CBE Birr', am: 'ሲቢኢ ብር' },
  manual: { en: 'bank transfer', am: 'የባንክ ዝውውር' },
  chapa: { en: 'Chapa', am: 'ቻፓ' },
} as const satisfies Record<string, Phrase>;

/** A link to the paper. */
export const receiptFile = { en: 'Receipt (PDF)', am: 'ደረሰኝ (PDF)' } as const satisfies Phrase;

/** The public page behind the code on a receipt. */
export const verifyWords = {
  title: { en: 'This receipt is real', am: 'ይህ ደረሰኝ ትክክለኛ ነው' },
  titleNote: { en: 'This credit note is real', am: 'ይህ የተመላሽ ማስታወሻ ትክክለኛ ነው' },
  lede: {
    en: 'Compare it with the paper: number, day and sum must be the same.',
    am: 'ከወረቀቱ ጋር ያነጻጽሩ፤ ቁጥሩ፣ ቀኑና መጠኑ አንድ ዓይነት መሆን አለባቸው።',
  },
  number: { en: 'Number', am: 'ቁጥር' },
  issued: { en: 'Issued', am: 'የተሰጠበት' },
  sum: { en: 'Sum', am: 'መጠን' },
  vat: { en: 'VAT inside', am: 'በውስጡ ያለ ተ.እ.ታ.' },
  unknown: { en: 'We did not issue this receipt', am: 'ይህን ደረሰኝ እኛ አልሰጠንም' },
  unknownSays: {
    en: 'No receipt of ours has this number and this mark. Type the address again as it stands on the paper; if it stays like this, do not trust the paper.',
    am: 'ይህ ቁጥርና ምልክት ያለው ደረሰኝ የለንም። አድራሻውን ከወረቀቱ ላይ እንደገና ይጻፉ፤ ካልተለወጠ ወረቀቱን አይመኑ።',
  },
} as const satisfies Record<string, Phrase>;

/** What the plans give, and what is bought. */
export const planWords = {
  proMonth: { en: 'Pro plan, one month', am: 'ፕሮ ዕቅድ፣ አንድ ወር' },
  proYear: { en: 'Pro plan, one year', am: 'ፕሮ ዕቅድ፣ አንድ ዓመት' },
  feeGives: { en: 'Platform fee {percent} % of each sale', am: 'ከእያንዳንዱ ሽያጭ {percent} % የመድረኩ ክፍያ' },
  allGives: {
    en: 'Store, products, receipts, statements and payouts',
    am: 'መደብር፣ ምርቶች፣ ደረሰኞች፣ መግለጫዎችና ወጪ ክፍያዎች',
  },
  remindGives: {
    en: 'Never charged by itself: we remind you before it ends',
    am: 'በራሱ በፍጹም አይቆረጥም፤ ከማብቃቱ በፊት እናስታውስዎታለን',
  },
  lapseGives: { en: 'When it ends you keep everything, on the free plan', am: 'ሲያበቃ ሁሉም በነጻው ዕቅድ ይቀጥላል' },
} as const satisfies Record<string, Phrase>;
