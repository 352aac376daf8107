import type { Phrase } from './phrases.ts';

/** What stands on a receipt and in the library in the place of a file, by the type of what was bought. */
export const deliveryTypeWords = {
  free: { en: 'Free', am: 'ነጻ' },
  included: { en: 'In the bundle', am: 'በጥቅሉ ውስጥ' },
  bundle: { en: 'Bundle', am: 'ጥቅል' },
  bundleSays: {
    en: 'Everything in it stands below, and in “What I bought”.',
    am: 'በውስጡ ያለው ሁሉ ከታች እና «የገዛኋቸው» ውስጥ አለ።',
  },
  tip: { en: 'Support', am: 'ድጋፍ' },
  tipSays: { en: 'Thank you. {store} has it.', am: 'እናመሰግናለን። {store} ደርሶታል።' },
  ticket: { en: 'Ticket', am: 'ትኬት' },
  membership: { en: 'Membership', am: 'አባልነት' },
  booking: { en: 'Booking', am: 'ቀጠሮ' },
  request: { en: 'Made for you', am: 'ለእርስዎ የሚሠራ' },
  link: { en: 'Link', am: 'ሊንክ' },
  file: { en: 'File', am: 'ፋይል' },

  // The ticket
  ticketCode: { en: 'Your code at the door', am: 'በር ላይ የሚያሳዩት ኮድ' },
  written: { en: 'What you wrote', am: 'የጻፉት' },
  writtenSays: {
    en: 'Only you and {store} can read it.',
    am: 'ሊያነቡት የሚችሉት እርስዎና {store} ብቻ ናችሁ።',
  },
  writtenNothing: { en: 'You wrote nothing when you bought it.', am: 'ሲገዙ ምንም አልጻፉም።' },
  toReceipt: { en: 'Back to the receipt', am: 'ወደ ደረሰኙ ይመለሱ' },
  ticketPicture: { en: 'The code of the ticket, to scan', am: 'የትኬቱ ኮድ፣ የሚቃኝ' },
  ticketHow: {
    en: 'Show this page or say the code. It lets one person in, once.',
    am: 'ይህን ገጽ ያሳዩ ወይም ኮዱን ይናገሩ። አንድ ሰው አንድ ጊዜ ያስገባል።',
  },
  ticketText: { en: 'Text of the ticket, for a QR code', am: 'የትኬቱ ጽሑፍ፣ ለQR ኮድ' },
  begins: { en: 'Begins', am: 'የሚጀምረው' },
  ends: { en: 'Ends', am: 'የሚያበቃው' },
  where: { en: 'Where', am: 'ቦታ' },
  placePhone: { en: 'By phone', am: 'በስልክ' },
  placeOnline: { en: 'Online', am: 'በኢንተርኔት' },
  placeInPerson: { en: 'In person', am: 'በአካል' },
  cameIn: { en: 'Somebody came in with it: {time}', am: 'በዚህ ትኬት የተገባው፦ {time}' },

  // What is made for one buyer
  requestNew: { en: '{store} has your request and will answer.', am: '{store} ጥያቄዎ ደርሶታል፤ መልስ ይሰጣል።' },
  requestAccepted: { en: '{store} is making it.', am: '{store} እየሠራው ነው።' },
  requestDelivered: { en: 'It is here.', am: 'ደርሷል።' },
  requestDeclined: {
    en: '{store} cannot make it. All your money goes back.',
    am: '{store} ሊሠራው አልቻለም። ገንዘብዎ ሙሉ በሙሉ ይመለሳል።',
  },
  requestDue: { en: 'Promised until {time}', am: 'የሚደርሰው እስከ {time} ነው' },
  stateNew: { en: 'new', am: 'አዲስ ነው' },
  stateAccepted: { en: 'accepted', am: 'ተቀባይነት አግኝቷል' },
  stateDelivered: { en: 'delivered', am: 'ደርሷል' },
  stateDeclined: { en: 'declined', am: 'ውድቅ ተደርጓል' },
} as const satisfies Record<string, Phrase>;
