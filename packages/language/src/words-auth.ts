import type { Phrase } from './phrases.ts';

/** Signing in by phone and code. */
export const authWords = {
  title: { en: 'Sign in', am: 'ይግቡ' },
  phone: { en: 'Your phone number', am: 'ስልክ ቁጥርዎ' },
  phoneHint: { en: 'We send a code by SMS. It costs you nothing.', am: 'በአጭር መልእክት ኮድ እንልካለን። ምንም አያስከፍልዎትም።' },
  sendCode: { en: 'Send the code', am: 'ኮዱን ላክ' },
  codeTitle: { en: 'Type the code', am: 'ኮዱን ያስገቡ' },
  codeSent: {
    en: 'If {phone} can receive SMS, a code of six digits is on its way. It works for 5 minutes.',
    am: '{phone} መልእክት መቀበል ከቻለ ባለ ስድስት አሃዝ ኮድ እየደረሰ ነው። ለ5 ደቂቃ ይሰራል።',
  },
  code: { en: 'Six-digit code', am: 'ባለ ስድስት አሃዝ ኮድ' },
  borrowed: { en: 'This is not my phone: sign me out after 30 minutes', am: 'ይህ የእኔ ስልክ አይደለም፦ ከ30 ደቂቃ በኋላ አስወጣኝ' },
  signIn: { en: 'Sign in', am: 'ይግቡ' },
  again: { en: 'Send the code again', am: 'ኮዱን እንደገና ላክ' },
  otherNumber: { en: 'Use another number', am: 'ሌላ ቁጥር ይጠቀሙ' },
  neverAsk: { en: 'We never ask for your wallet PIN.', am: 'የዋሌት የሚስጥር ቁጥርዎን በፍጹም አንጠይቅም።' },
  home: { en: 'Go to the start', am: 'ወደ መጀመሪያው ይሂዱ' },
  goSignIn: { en: 'Sign in', am: 'ይግቡ' },
} as const satisfies Record<string, Phrase>;
