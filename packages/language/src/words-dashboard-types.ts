import type { Phrase } from './phrases.ts';

/** Kinds of product and what is asked about each, the door of an event, and what is made for single buyers. */
export const typeWords = {
  kind: { en: 'What do you want to sell?', am: 'ምን መሸጥ ይፈልጋሉ?' },
  kindFixed: { en: 'Kind: {kind}', am: 'ዓይነት፦ {kind}' },
  priceFree: { en: 'Buyers get it for free.', am: 'ገዢዎች በነጻ ያገኙታል።' },
  priceMay: { en: 'For example 199.50; 0 is free', am: 'ለምሳሌ 199.50፤ 0 ማለት ነጻ ነው' },
  more: { en: 'Questions for buyers', am: 'ለገዢዎች የሚቀርቡ ጥያቄዎች' },
  moreSays: { en: 'Asked when they pay; only you read the answers', am: 'ሲከፍሉ ይጠየቃሉ፤ መልሶቹን የሚያነቡት እርስዎ ብቻ ነዎት' },
  addQuestion: { en: 'Add a question', am: 'ጥያቄ ጨምር' },
  question: { en: 'Question {number}', am: 'ጥያቄ {number}' },
  required: { en: 'An answer is needed', am: 'መልስ ያስፈልጋል' },
  choices: { en: 'Answers to choose from, one on each line', am: 'የሚመረጡ መልሶች፣ በእያንዳንዱ መስመር አንድ' },
  choicesHint: { en: 'Leave it empty to let them write', am: 'በጽሑፍ እንዲመልሱ ባዶ ይተዉት' },
  removeQuestion: { en: 'Remove question {number}', am: 'ጥያቄ {number}ን አስወግድ' },
  // What comes out later
  comesOut: { en: 'Pre-order: comes out on', am: 'ቅድመ ትዕዛዝ፦ የሚወጣበት ቀን' },
  aheadHint: {
    en: 'For what is not ready yet: people pay now, and it opens on this day, at most 180 days ahead. The file may follow until then; you get the money when it is out. The day can be put off once, by 30 days at most. A week late without a file, everybody gets the money back.',
    am: 'ገና ላልተዘጋጀ ነገር፦ ሰዎች አሁን ይከፍላሉ፤ በዚህ ቀን ይከፈታል፤ ቢበዛ 180 ቀን ቀደም ብሎ። ፋይሉ እስከዚያ ሊከተል ይችላል፤ ገንዘቡ የሚደርስዎ ሲወጣ ነው። ቀኑን አንድ ጊዜ፣ ቢበዛ በ30 ቀን ማዘግየት ይቻላል። አንድ ሳምንት ዘግይቶ ፋይል ከሌለ ለሁሉም ገንዘቡ ይመለሳል።',
  },
  // Tip
  amount: { en: 'Amount {number}', am: 'መጠን {number}' },
  least: { en: 'Least amount', am: 'ትንሹ መጠን' },
  showNames: { en: 'Supporters may show their names', am: 'ደጋፊዎች ስማቸውን ማሳየት ይችላሉ' },
  // Event
  starts: { en: 'Begins', am: 'የሚጀምረው' },
  ends: { en: 'Ends', am: 'የሚያበቃው' },
  seats: { en: 'How many tickets', am: 'የትኬት ብዛት' },
  seatsHint: { en: 'Leave it empty for as many as are asked for', am: 'ገደብ ከሌለው ባዶ ይተዉት' },
  place: { en: 'Where', am: 'ቦታ' },
  phone: { en: 'By phone', am: 'በስልክ' },
  online: { en: 'Online', am: 'በኢንተርኔት' },
  'in-person': { en: 'In person', am: 'በአካል' },
  placeText: { en: 'Address, or how to join', am: 'አድራሻ ወይም የመግቢያ መንገድ' },
  // Bundle
  parts: { en: 'What is in it, 2 to 10 products', am: 'በውስጡ ያሉት፣ ከ2 እስከ 10 ምርቶች' },
  partsNone: {
    en: 'A bundle needs two files, courses, packs or keys that you sell. Make those first.',
    am: 'ጥቅል ለመሥራት የሚሸጧቸው ሁለት ፋይሎች፣ ኮርሶች ወይም ቁልፎች ያስፈልጋሉ። መጀመሪያ እነሱን ያዘጋጁ።',
  },
  // Request, link, booking, membership
  days: { en: 'Days until it is ready', am: 'እስኪደርስ የሚፈጀው ቀን' },
  url: { en: 'Address at the shop', am: 'በሱቁ ያለው አድራሻ' },
  urlHint: {
    en: 'To be asked for the price instead, write tel: and your number, or mailto: and your address',
    am: 'ዋጋውን እንዲጠይቁዎት ከፈለጉ tel: እና ቁጥርዎን ወይም mailto: እና አድራሻዎን ይጻፉ',
  },
  shop: { en: 'Name of the shop', am: 'የሱቁ ስም' },
  minutes: { en: 'Minutes', am: 'ደቂቃዎች' },
  bufferBefore: { en: 'Free minutes before', am: 'ከፊት ነጻ ደቂቃዎች' },
  bufferAfter: { en: 'Free minutes after', am: 'ከኋላ ነጻ ደቂቃዎች' },
  noticeHours: { en: 'Book at least so many hours before', am: 'ቢያንስ ስንት ሰዓት አስቀድሞ ይያዝ' },
  horizonDays: { en: 'Book at most so many days ahead', am: 'ቢበዛ ስንት ቀን አስቀድሞ ይያዝ' },
  bookingSeats: { en: 'People at one time', am: 'በአንድ ጊዜ ስንት ሰው' },
  cancelHours: { en: 'Cancel until so many hours before', am: 'እስከ ስንት ሰዓት በፊት ይሰረዛል' },
  cancelRefundPercent: { en: 'Percent that goes back then', am: 'ያኔ የሚመለሰው በመቶኛ' },
  moveHours: { en: 'Move until so many hours before', am: 'እስከ ስንት ሰዓት በፊት ይዛወራል' },
  bankCode: { en: 'May be paid with a bank code', am: 'በባንክ ኮድ መክፈል ይቻላል' },
  benefits: { en: 'What members get, one on each line, at most 7', am: 'አባላት የሚያገኙት፣ በእያንዳንዱ መስመር አንድ፣ ቢበዛ 7' },
  graceDays: { en: 'Days that stay open after the end', am: 'ካበቃ በኋላ ክፍት የሚቆዩ ቀናት' },
  prepay: { en: '{months} months at once: percent off', am: '{months} ወር በአንድ ጊዜ፦ ቅናሽ በመቶኛ' },
  spaces: { en: 'Opens the members’ space', am: 'የአባላትን ቦታ ይከፍታል' },

  // The door
  door: { en: 'Tickets at the door', am: 'ትኬቶች በመግቢያ' },
  doorSays: { en: 'Let people in with their code', am: 'ሰዎችን በኮዳቸው ያስገቡ' },
  code: { en: 'Code of the ticket', am: 'የትኬቱ ኮድ' },
  letIn: { en: 'Let in', am: 'አስገባ' },
  cameIn: { en: '{title}: welcome', am: '{title}፦ እንኳን ደህና መጡ' },
  counted: { en: '{in} of {sold} came in', am: 'ከ{sold} ውስጥ {in} ገብተዋል' },
  noEvents: { en: 'No tickets sold yet', am: 'እስካሁን የተሸጠ ትኬት የለም' },
  noEventsSays: { en: 'Make an event and put it up for sale.', am: 'ዝግጅት ይፍጠሩና ለሽያጭ ያቅርቡ።' },

  // What is made for one buyer
  requests: { en: 'Requests', am: 'ጥያቄዎች' },
  requestsSays: { en: 'What buyers asked you to make', am: 'ገዢዎች እንዲሠሩላቸው የጠየቁት' },
  noRequests: { en: 'Nobody asked for anything yet', am: 'እስካሁን ማንም አልጠየቀም' },
  noRequestsSays: { en: 'Offer something that you make for one buyer at a time.', am: 'ለአንድ ገዢ ብቻ የሚሠሩትን ያቅርቡ።' },
  answers: { en: 'Answers of the buyer', am: 'የገዢው መልሶች' },
  noAnswers: { en: 'The buyer wrote nothing.', am: 'ገዢው ምንም አልጻፈም።' },
  due: { en: 'Promised until {time}', am: 'ቃል የተገባው እስከ {time}' },
  accept: { en: 'Accept', am: 'ተቀበል' },
  decline: { en: 'Decline and give the money back', am: 'አልቀበልም፣ ገንዘቡ ይመለስ' },
  declineSure: {
    en: 'All the money goes back to the buyer. This cannot be undone.',
    am: 'ገንዘቡ ሙሉ በሙሉ ለገዢው ይመለሳል። ይህ አይቀለበስም።',
  },
  yesDecline: { en: 'Yes, decline', am: 'አዎ፣ አልቀበልም' },
  handOver: { en: 'Hand it over', am: 'አስረክብ' },
  handText: { en: 'What you made, or how to get it', am: 'የሠሩት፣ ወይም የሚገኝበት መንገድ' },
  told: { en: 'The buyer hears of it by SMS.', am: 'ለገዢው በአጭር መልእክት ይነገረዋል።' },
  stateNew: { en: 'New', am: 'አዲስ' },
  stateAccepted: { en: 'Accepted', am: 'ተቀባይነት አግኝቷል' },
  stateDelivered: { en: 'Handed over', am: 'ተረክቧል' },
  stateDeclined: { en: 'Declined', am: 'ውድቅ ተደርጓል' },
} as const satisfies Record<string, Phrase>;

/** What a kind is called when one is chosen, and what it is for. */
export const kindWords = {
  'digital-download': { name: { en: 'File', am: 'ፋይል' }, says: { en: 'A book, music, a photo', am: 'መጽሐፍ፣ ሙዚቃ፣ ፎቶ' } },
  course: { name: { en: 'Course', am: 'ኮርስ' }, says: { en: 'Lessons as a file', am: 'ትምህርቶች በፋይል' } },
  'template-pack': {
    name: { en: 'Template pack', am: 'የቴምፕሌት ጥቅል' },
    says: { en: 'Designs to change', am: 'የሚቀየሩ ዲዛይኖች' },
  },
  membership: { name: { en: 'Membership', am: 'አባልነት' }, says: { en: 'Paid by the month', am: 'በወር የሚከፈል' } },
  booking: { name: { en: 'Your time', am: 'የእርስዎ ጊዜ' }, says: { en: 'A call or a lesson', am: 'ጥሪ ወይም ትምህርት' } },
  'event-ticket': { name: { en: 'Event', am: 'ዝግጅት' }, says: { en: 'Tickets with a code', am: 'ኮድ ያላቸው ትኬቶች' } },
  bundle: { name: { en: 'Bundle', am: 'ጥቅል' }, says: { en: 'Several products, one price', am: 'ብዙ ምርት በአንድ ዋጋ' } },
  tip: { name: { en: 'Support', am: 'ድጋፍ' }, says: { en: 'People give what they like', am: 'ሰዎች የፈለጉትን ይሰጣሉ' } },
  'custom-request': {
    name: { en: 'Made to order', am: 'በትእዛዝ የሚሠራ' },
    says: { en: 'You make it for one buyer', am: 'ለአንድ ገዢ ይሠሩታል' },
  },
  'licence-key': { name: { en: 'Licence key', am: 'የፈቃድ ቁልፍ' }, says: { en: 'Keys as a file', am: 'ቁልፎች በፋይል' } },
  'affiliate-link': {
    name: { en: 'Recommendation', am: 'ጥቆማ' },
    says: { en: 'Leads to another shop', am: 'ወደ ሌላ ሱቅ ይመራል' },
  },
} as const satisfies Record<string, { name: Phrase; says: Phrase }>;
