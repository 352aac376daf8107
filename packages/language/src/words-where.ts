import type { Phrase } from './phrases.ts';

/** "I paid, where is it?" */
export const whereWords = {
  title: { en: 'I paid, where is it?', am: 'ከፍያለሁ፣ የት አለ?' },
  intro: {
    en: 'Paste the message from your wallet or bank. We ask it about your payment at once.',
    am: 'ከዋሌትዎ ወይም ከባንክዎ የመጣውን አጭር መልእክት ይለጥፉ። ስለ ክፍያዎ ወዲያው እንጠይቃለን።',
  },
  neverPin: {
    en: 'Never paste a PIN or a password.',
    am: 'የሚስጥር ቁጥር ወይም የይለፍ ቃል በፍጹም አይለጥፉ።',
  },
  text: { en: 'Message, or its transaction number', am: 'መልእክቱ፣ ወይም የግብይት ቁጥሩ' },
  textHint: {
    en: 'The whole message as it came is best. A payment code or our payment number works, too.',
    am: 'መልእክቱ እንደመጣ በሙሉ ቢሆን ይመረጣል። የክፍያ ኮድ ወይም የእኛ የክፍያ ቁጥርም ይሠራል።',
  },
  phone: { en: 'The phone number that you typed when you paid', am: 'ሲከፍሉ የጻፉት ስልክ ቁጥር' },
  look: { en: 'Look for my payment', am: 'ክፍያዬን ፈልግ' },
  lookAgain: { en: 'Try with another message', am: 'በሌላ መልእክት ይሞክሩ' },
  follow: { en: 'See how it stands', am: 'ያለበትን ይመልከቱ' },
  granted: { en: 'Found: it is paid.', am: 'ተገኝቷል፤ ተከፍሏል።' },
  grantedNext: {
    en: '{rail} has confirmed it. The link goes by SMS to the number that ends in {hint}.',
    am: '{rail} አረጋግጧል። ሊንኩ በ{hint} ወደሚያልቀው ቁጥር በአጭር መልእክት ይላካል።',
  },
  asking: { en: '{rail} has not confirmed it yet.', am: '{rail} ገና አላረጋገጠም።' },
  askingNext: {
    en: 'We have just asked, and keep asking. The result goes by SMS to the number that ends in {hint}. Please do not pay again.',
    am: 'አሁን ጠይቀናል፤ መጠየቃችንንም እንቀጥላለን። ውጤቱ በ{hint} ወደሚያልቀው ቁጥር በአጭር መልእክት ይላካል። እባክዎ ድጋሚ አይክፈሉ።',
  },
  queued: { en: 'A person looks at it now.', am: 'አሁን ሰው ይመለከተዋል።' },
  queuedNext: {
    en: '{rail} could not confirm it at once. What you pasted is kept as evidence; the result goes by SMS to the number that ends in {hint}, usually within one working day. Please do not pay again.',
    am: '{rail} ወዲያው ሊያረጋግጠው አልቻለም። የለጠፉት እንደ ማስረጃ ተይዟል፤ ውጤቱ በ{hint} ወደሚያልቀው ቁጥር ብዙ ጊዜ በአንድ የሥራ ቀን ውስጥ ይላካል። እባክዎ ድጋሚ አይክፈሉ።',
  },
  returning: { en: 'Found: your money is coming back.', am: 'ተገኝቷል፤ ገንዘብዎ እየተመለሰ ነው።' },
  returningNext: {
    en: 'It came, but there was nothing left to buy with it. It goes back to where it came from.',
    am: 'ደርሷል፤ ነገር ግን የሚገዛበት አልነበረም። ወደመጣበት ይመለሳል።',
  },
  ended: { en: 'Found: {rail} has no payment for it.', am: 'ተገኝቷል፤ {rail} ለእሱ ክፍያ የለውም።' },
  endedNext: {
    en: 'If money left your wallet, paste the whole message. If you did not pay, you can begin again from the store.',
    am: 'ገንዘብ ከዋሌትዎ ወጥቶ ከሆነ መልእክቱን በሙሉ ይለጥፉ። ካልከፈሉ ከመደብሩ እንደገና መጀመር ይችላሉ።',
  },
} as const satisfies Record<string, Phrase>;

/** How the ways to pay do now. */
export const weatherWords = {
  slow: { en: '{rail} is slow now (about {minutes} min).', am: '{rail} አሁን ዘገምተኛ ነው ({minutes} ደቂቃ ያህል)።' },
  unsteady: {
    en: '{rail} does not always answer now ({percent} of 100 payments).',
    am: '{rail} አሁን ሁልጊዜ አይመልስም (ከ100 ክፍያዎች {percent} ብቻ)።',
  },
  down: { en: '{rail} does not answer now.', am: '{rail} አሁን አይመልስም።' },
} as const satisfies Record<string, Phrase>;
