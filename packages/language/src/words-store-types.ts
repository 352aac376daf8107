import type { Phrase } from './phrases.ts';

/** What a product's page says by its type: facts, what its buyer gets, the word on the button. */
export const productTypeWords = {
  getFree: { en: 'Get it for free', am: 'በነጻ ይውሰዱ' },
  getTicket: { en: 'Get a ticket', am: 'ትኬት ይግዙ' },
  chooseTime: { en: 'Choose a time', am: 'ጊዜ ይምረጡ' },
  preorder: { en: 'Pre-order', am: 'አስቀድመው ይዘዙ' },
  comesOut: { en: 'Comes out on {time}', am: 'የሚወጣው {time}' },
  wasToComeOut: { en: 'It was to come out on {time}', am: 'መውጣት የነበረበት {time}' },
  aheadSays: {
    en: 'You pay now and get a link by SMS; it opens on that day. If it does not come, your money goes back',
    am: 'አሁን ይከፍላሉ፤ ሊንክ በአጭር መልእክት ይደርስዎታል፤ የሚከፈተው በዚያ ቀን ነው። ካልመጣ ገንዘብዎ ይመለሳል',
  },
  outLate: { en: 'This is late. It can be bought when it is out.', am: 'ይህ ዘግይቷል። ሲወጣ መግዛት ይቻላል።' },
  toShop: { en: 'To the shop', am: 'ወደ ሱቁ ይሂዱ' },
  whatYouGet: { en: 'What you get', am: 'የሚያገኙት' },
  whatIsAsked: { en: 'What you will be asked', am: 'የሚጠየቁት' },
  freeFact: { en: 'It costs nothing. A phone number is enough.', am: 'ክፍያ የለውም። ስልክ ቁጥር ብቻ ይበቃል።' },
  arrivesFree: { en: 'Arrives at once, as a link by SMS', am: 'ወዲያውኑ በአጭር መልእክት (SMS) ሊንክ ይደርስዎታል' },
  ticketArrives: { en: 'Your ticket comes right away, as a link by SMS', am: 'ትኬትዎ ወዲያውኑ በአጭር መልእክት ሊንክ ይደርስዎታል' },
  begins: { en: 'Begins {time}', am: 'የሚጀምረው {time}' },
  ends: { en: 'Ends {time}', am: 'የሚያበቃው {time}' },
  placePhone: { en: 'By phone', am: 'በስልክ' },
  placeOnline: { en: 'Online', am: 'በኢንተርኔት' },
  placeInPerson: { en: 'In person: {place}', am: 'በአካል፦ {place}' },
  placeSomewhere: { en: 'In person', am: 'በአካል' },
  seats: { en: '{count} places in all', am: 'በአጠቃላይ {count} ቦታዎች' },
  eventOver: { en: 'This event is over.', am: 'ይህ ዝግጅት አልፏል።' },
  parts: { en: '{count} products for one price', am: '{count} ምርቶች በአንድ ዋጋ' },
  partsOwned: {
    en: 'What you have of it already stays yours; the price is the same.',
    am: 'አስቀድሞ ያለዎት የእርስዎ ሆኖ ይቆያል፤ ዋጋው አይቀየርም።',
  },
  tipOwn: { en: 'You choose the amount, from {min}', am: 'መጠኑን እርስዎ ይመርጣሉ፤ ከ{min} ጀምሮ' },
  tipMessage: { en: 'You may write a message', am: 'መልእክት መጻፍ ይችላሉ' },
  days: { en: 'Made for you within {days} days', am: 'በ{days} ቀናት ውስጥ ለእርስዎ ይሠራል' },
  declined: {
    en: 'If it cannot be made, all your money goes back',
    am: 'መሥራት ካልተቻለ ገንዘብዎ ሙሉ በሙሉ ይመለሳል',
  },
  minutes: { en: '{minutes} minutes', am: '{minutes} ደቂቃ' },
  contact: { en: 'Ask for the price', am: 'ዋጋውን ይጠይቁ' },
  priceOnRequest: {
    en: 'The price is agreed with you. Call or write.',
    am: 'ዋጋው ከእርስዎ ጋር በስምምነት ይወሰናል። ይደውሉ ወይም ይጻፉ።',
  },
  shop: { en: 'Sold by {shop}', am: 'የሚሸጠው፦ {shop}' },
  earns: {
    en: 'The price is on the page of the shop. Who recommends it may earn from what you buy there.',
    am: 'ዋጋው በሱቁ ገጽ ላይ ነው። የሚመክረው ሰው እዚያ ከሚገዙት ሊያገኝ ይችላል።',
  },
} as const satisfies Record<string, Phrase>;
