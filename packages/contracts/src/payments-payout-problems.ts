// What goes wrong when a creator says where her money goes, or asks for it.
import { problem } from './problem.ts';

export const accountNumberWrong = problem('account-number-wrong', 422, {
  en: 'Write the account number as the bank does: 6 to 20 digits.',
  am: 'የሂሳብ ቁጥሩን ባንኩ እንደሚጽፈው ይጻፉ፤ ከ6 እስከ 20 አሃዝ።',
});
export const walletNumberWrong = problem('wallet-number-wrong', 422, {
  en: 'Write the wallet’s phone number like 0911 234 567.',
  am: 'የዋሌቱን ስልክ ቁጥር እንደ 0911 234 567 ይጻፉ።',
});
export const bankMissing = problem('bank-missing', 422, {
  en: 'Choose the bank of this account.',
  am: 'የዚህን ሂሳብ ባንክ ይምረጡ።',
});
export const holderWrong = problem('holder-wrong', 422, {
  en: 'Write the name of the account’s holder with letters, as on the account.',
  am: 'የሂሳቡን ባለቤት ስም በሂሳቡ ላይ እንዳለ በፊደል ይጻፉ።',
});
export const notEnoughMoney = problem('not-enough-money', 409, {
  en: 'You can send {available} now. Ask for that or less.',
  am: 'አሁን መላክ የሚችሉት {available} ነው። ይህን ወይም ያነሰ ይጠይቁ።',
});
export const belowMinimum = problem('below-minimum', 422, {
  en: 'The smallest payout is {least}.',
  am: 'ትንሹ መላክ የሚቻለው {least} ነው።',
});
export const aboveMaximum = problem('above-maximum', 422, {
  en: 'One payout can be {most} at most. Send the rest with another one.',
  am: 'በአንድ ጊዜ መላክ የሚቻለው እስከ {most} ነው። ቀሪውን በሌላ ይላኩ።',
});
export const noPayoutAccount = problem('no-payout-account', 409, {
  en: 'Say first where your money goes: add a wallet or a bank account.',
  am: 'መጀመሪያ ገንዘብዎ የት እንደሚሄድ ይንገሩን፤ ዋሌት ወይም የባንክ ሂሳብ ያስገቡ።',
});
export const payoutGone = problem('payout-gone', 409, {
  en: 'This payout was sent already, so it cannot be changed any more.',
  am: 'ይህ ክፍያ ተልኳል፤ ስለዚህ ሊቀየር አይችልም።',
});
export const payoutNotThere = problem('payout-not-there', 409, {
  en: 'This payout is {state}; that cannot be done with it now.',
  am: 'ይህ ክፍያ {state} ላይ ነው፤ አሁን ይህን ማድረግ አይቻልም።',
});
export const referenceUsed = problem('reference-used', 409, {
  en: 'This reference was used for another payout. Each transfer has its own.',
  am: 'ይህ ማጣቀሻ ለሌላ ክፍያ ጥቅም ላይ ውሏል። እያንዳንዱ ዝውውር የራሱ አለው።',
});
export const scheduleIncomplete = problem('schedule-incomplete', 422, {
  en: 'Choose the day on which money is sent.',
  am: 'ገንዘብ የሚላክበትን ቀን ይምረጡ።',
});
