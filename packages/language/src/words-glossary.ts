import type { Phrase } from './phrases.ts';

/**
 * One word for one thing, in every area's sentences. Names of wallets are the wallets' own; they change only after a
 * look at the real app.
 */
export const glossary = {
  telebirr: { en: 'telebirr', am: 'ቴሌብር' },
  cbeBirr: { en: 'CBE Birr', am: 'ሲቢኢ ብር' },
  bankCode: { en: 'bank code', am: 'የባንክ ኮድ' },
  wallet: { en: 'wallet', am: 'ዋሌት' },
  pin: { en: 'PIN', am: 'የሚስጥር ቁጥር' },
  code: { en: 'code', am: 'ኮድ' },
  sms: { en: 'text message', am: 'አጭር መልእክት' },
  creator: { en: 'creator', am: 'ፈጣሪ' },
  store: { en: 'store', am: 'መደብር' },
  page: { en: 'page', am: 'ገጽ' },
  product: { en: 'product', am: 'ምርት' },
  order: { en: 'order', am: 'ትዕዛዝ' },
  payment: { en: 'payment', am: 'ክፍያ' },
  receipt: { en: 'receipt', am: 'ደረሰኝ' },
  refund: { en: 'refund', am: 'ተመላሽ ገንዘብ' },
  payout: { en: 'payout', am: 'ክፍያ ወደ ሂሳብዎ' },
  fee: { en: 'fee', am: 'የአገልግሎት ክፍያ' },
  account: { en: 'account', am: 'አካውንት' },
  handle: { en: 'address', am: 'አድራሻ' },
  link: { en: 'link', am: 'ሊንክ' },
  library: { en: 'What I bought', am: 'የገዛኋቸው' },
  download: { en: 'download', am: 'ማውረድ' },
  publish: { en: 'publish', am: 'ማተም' },
  draft: { en: 'draft', am: 'ረቂቅ' },
  booking: { en: 'booking', am: 'ቀጠሮ' },
  course: { en: 'course', am: 'ኮርስ' },
  membership: { en: 'membership', am: 'አባልነት' },
  community: { en: 'community', am: 'ማኅበረሰብ' },
} as const satisfies Record<string, Phrase>;
