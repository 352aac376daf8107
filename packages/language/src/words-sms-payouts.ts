import type { Phrase } from './phrases.ts';

/** Text messages to creators about money on its way to them: one part each, 160 Latin or 70 Ethiopic letters. */
export const smsPayoutWords = {
  requested: {
    en: 'You asked for {amount}. It is on its way. Not you? Take it back in your dashboard now.',
    am: '{amount} እንዲላክ ተጠይቋል። እርስዎ ካልሆኑ አሁኑኑ ይመልሱት።',
  },
  held: { en: 'Your {amount} waits: {why}. It stays yours.', am: '{amount} ገና አልተላከም፦ {why}።' },
  unknown: {
    en: 'Your {amount} was sent, but nobody has confirmed that it arrived. We find out; it is never sent twice.',
    am: '{amount} ተልኳል፤ መድረሱ ገና አልተረጋገጠም። እያጣራን ነው።',
  },
  paid: { en: 'Paid out: {amount}. It is in your account.', am: '{amount} ወደ ሂሳብዎ ገብቷል።' },
  failed: {
    en: 'Your {amount} did not arrive and is back with you. See why in your dashboard.',
    am: '{amount} አልደረሰም፤ ተመልሶልዎታል። ምክንያቱን ይመልከቱ።',
  },
  cancelled: {
    en: 'Your payout of {amount} was taken back. The money stays with us for you.',
    am: 'የ{amount} ክፍያ ተመልሷል፤ ገንዘቡ የእርስዎ ነው።',
  },
  skipped: { en: 'Nothing was sent today: {why}. {amount} stays yours.', am: 'ዛሬ አልተላከም፦ {why}። {amount} የእርስዎ ነው።' },
  why: {
    'account-new-24h': { en: 'the account is new', am: 'ሂሳቡ አዲስ ነው' },
    'name-differs': { en: 'we look at the name of the account', am: 'የሂሳቡ ስም እየታየ ነው' },
    'below-minimum': { en: 'it is less than your smallest sum', am: 'ከትንሹ መጠን ያነሰ ነው' },
    'no-account': { en: 'add an account first', am: 'ሂሳብ ያስገቡ' },
    'risk-pause': { en: 'payouts are paused, you can appeal', am: 'ቆሟል፤ ይግባኝ ይበሉ' },
    'legal-hold': { en: 'the law holds it, ask us', am: 'በሕግ ተይዟል፤ ይጠይቁን' },
    'rail-down': { en: 'the wallet does not answer, we try again', am: 'ዋሌቱ አይመልስም፤ እንሞክራለን' },
    'rail-refused': { en: 'the account was refused', am: 'ሂሳቡ አልተቀበለም' },
    'unknown-outcome': { en: 'its end is not known yet', am: 'መጨረሻው አልታወቀም' },
    'receivable-open': { en: 'refunds are paid first', am: 'ተመላሽ ይቀድማል' },
    other: { en: 'see your dashboard', am: 'ዳሽቦርድዎን ይመልከቱ' },
  },
  accountAdded: {
    en: 'Your money goes to the account that you added. Not you? Remove it in your dashboard now.',
    am: 'ገንዘብዎ ወዳስገቡት ሂሳብ ይሄዳል። እርስዎ ካልሆኑ ያስወግዱት።',
  },
  accountChanged: {
    en: 'From tomorrow your money goes to ANOTHER account. Not you? Remove it in your dashboard now.',
    am: 'ከነገ ጀምሮ ገንዘብዎ ወደ ሌላ ሂሳብ ይሄዳል። እርስዎ ካልሆኑ ያስወግዱት።',
  },
  accountRemoved: {
    en: 'The account that your money goes to was removed. Not you? Sign in and look.',
    am: 'ገንዘብዎ የሚሄድበት ሂሳብ ተወግዷል። እርስዎ ካልሆኑ ገብተው ይዩ።',
  },
  oldWallet: {
    en: 'Money of a Windsurf store no longer comes to this number. Not you? Sign in to your store and look.',
    am: 'የዊንድሰርፍ ገንዘብ ወደዚህ ቁጥር አይመጣም። እርስዎ ካልሆኑ ገብተው ይዩ።',
  },
  riskApproved: {
    en: 'Your payouts are paused while we look at something. Selling goes on. You can appeal in your dashboard.',
    am: 'ክፍያዎ ለጊዜው ቆሟል፤ ሽያጩ ይቀጥላል። ይግባኝ ማለት ይችላሉ።',
  },
  riskReleased: { en: 'Your payouts go on. Thank you for your patience.', am: 'ክፍያዎ ቀጥሏል። ስለ ትዕግስትዎ እናመሰግናለን።' },
  riskAppealed: {
    en: 'Your appeal has arrived. You get an answer within 72 hours.',
    am: 'ይግባኝዎ ደርሶናል። በ72 ሰዓት ውስጥ ይመለስልዎታል።',
  },
  riskGranted: { en: 'Your appeal was granted. Your payouts go on.', am: 'ይግባኝዎ ተቀባይነት አግኝቷል። ክፍያዎ ይቀጥላል።' },
  riskDenied: {
    en: 'Your appeal was answered. Read the answer in your dashboard.',
    am: 'ለይግባኝዎ መልስ ተሰጥቷል። ዳሽቦርድዎ ላይ ያንብቡ።',
  },
} as const satisfies Record<string, Phrase | Record<string, Phrase>>;
