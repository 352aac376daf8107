// What a refund's state means for the creator, and what comes next. Nothing is promised that the rail cannot do.
import type { Phrase } from './phrases.ts';

export const refundStateWords = {
  asked: {
    en: 'On its way. We hand it to {rail} within minutes.',
    am: 'በሂደት ላይ ነው። በደቂቃዎች ውስጥ ለ{rail} እናስተላልፋለን።',
  },
  held: {
    en: 'The bank is looking at this payment. The refund is sent, or called off, when that has ended.',
    am: 'ባንኩ ይህን ክፍያ እየመረመረ ነው። ምርመራው ሲያልቅ ገንዘቡ ይመለሳል ወይም ይሰረዛል።',
  },
  'waits-approval': {
    en: 'This is a large sum that goes back by itself. Two of our people check it first.',
    am: 'ይህ በራሱ የሚመለስ ትልቅ ገንዘብ ነው። መጀመሪያ ሁለት ሠራተኞቻችን ያረጋግጡታል።',
  },
  sending: {
    en: '{rail} has it and is sending it. We ask until it has arrived.',
    am: '{rail} ተቀብሎ እየላከ ነው። እስኪደርስ ድረስ እንከታተላለን።',
  },
  unknown: {
    en: 'We asked {rail} and do not know yet whether it was sent. We keep asking; it is never sent twice.',
    am: '{rail} መላኩን ገና አላረጋገጠልንም። መጠየቃችንን እንቀጥላለን፤ ሁለት ጊዜ አይላክም።',
  },
  manual: {
    en: 'We send it by hand, usually within 1 working day.',
    am: 'በእጅ እንልከዋለን፤ አብዛኛውን ጊዜ በ1 የሥራ ቀን ውስጥ።',
  },
  sent: { en: 'The buyer has the money back.', am: 'ገንዘቡ ለገዢው ተመልሷል።' },
  failed: {
    en: 'It did not go through and nothing was sent. The money is in your balance again; if you ask once more, we send it by hand.',
    am: 'አልተሳካም፤ ምንም አልተላከም። ገንዘቡ ወደ ሂሳብዎ ተመልሷል፤ እንደገና ከጠየቁ በእጅ እንልከዋለን።',
  },
  'failed-credit': {
    en: 'It did not go through. The buyer’s money is kept, and our people settle it with the buyer.',
    am: 'አልተሳካም። የገዢው ገንዘብ ተጠብቋል፤ ሠራተኞቻችን ከገዢው ጋር ይጨርሱታል።',
  },
  'failed-reversed': {
    en: 'The bank took this payment back and gave it to the buyer itself, so nothing was sent.',
    am: 'ባንኩ ይህን ክፍያ ራሱ ወስዶ ለገዢው ስለመለሰ ከእኛ የተላከ የለም።',
  },
} as const satisfies Record<string, Phrase>;
