import type { Phrase } from './phrases.ts';

/** Hints, by kind and key or by key. */
export const fieldHints = {
  url: { en: 'Where it leads, like https://t.me/selam', am: 'የሚወስድበት አድራሻ፤ ለምሳሌ https://t.me/selam' },
  'telegram.url': { en: 'Of the channel, group or bot, like t.me/selam', am: 'የቻናሉ፣ የቡድኑ ወይም የቦቱ፤ ለምሳሌ t.me/selam' },
  'video.url': { en: 'From YouTube, TikTok, Vimeo or Telegram', am: 'ከዩቲዩብ፣ ቲክቶክ፣ ቪሜኦ ወይም ቴሌግራም' },
  'audio.url': { en: 'Of the sound, beginning with https://', am: 'የድምፁ አድራሻ፣ በ https:// የሚጀምር' },
  important: {
    en: 'It is filled with your colour. One of a page, so that people know where to start.',
    am: 'በቀለምዎ ይሞላል። ሰዎች ከየት እንደሚጀምሩ እንዲያውቁ በገጽ አንድ ብቻ።',
  },
  alt: {
    en: 'For people who do not see it, like “Two books on a table”',
    am: 'ፎቶውን ለማያዩ ሰዎች፤ ለምሳሌ «ጠረጴዛ ላይ ያሉ ሁለት መጻሕፍት»',
  },
  decoration: { en: 'It says nothing that the words do not say.', am: 'ቃላቱ ከሚሉት ሌላ ምንም አይልም።' },
  seconds: { en: 'Minutes and seconds, like 3:45', am: 'ደቂቃና ሰከንድ፤ ለምሳሌ 3:45' },
  latitude: {
    en: 'Paste both numbers from your map app, like 8.9945, 38.7890',
    am: 'ከካርታ መተግበሪያዎ ሁለቱን ቁጥሮች ይለጥፉ፤ ለምሳሌ 8.9945, 38.7890',
  },
  'text.text': { en: '**bold**, lines that begin with - or ###', am: '**ወፍራም**፣ በ - ወይም ### የሚጀምሩ መስመሮች' },
  'recommendation.shop': { en: 'Your page always says that you earn from this.', am: 'ከዚህ ገቢ እንደሚያገኙ ገጽዎ ሁልጊዜ ይገልጻል።' },
  'notice.until': {
    en: 'A notice without an end grows old, so it needs one.',
    am: 'ማብቂያ የሌለው ማስታወቂያ ያረጃል፤ ስለዚህ ያስፈልጋል።',
  },
  'countdown.endsAt': { en: 'The price really changes then.', am: 'ዋጋው በእርግጥ ያን ጊዜ ይቀየራል።' },
  hours: { en: 'Like “Mon–Fri, 3:00–11:00 in the day”', am: 'ለምሳሌ «ሰኞ–አርብ፣ ከቀኑ 3:00–11:00»' },
  'freebie.asks': { en: 'One field; the gift is there at once.', am: 'አንድ ብቻ፤ ስጦታው ወዲያውኑ ይሰጣል።' },
  'social.name': { en: 'Like @selam', am: 'ለምሳሌ @selam' },
} as const satisfies Record<string, Phrase>;

/** What the fields of blocks say by themselves. */
export const blockWords = {
  more: { en: 'More options', am: 'ተጨማሪ አማራጮች' },
  itsOwn: { en: 'As the product says it', am: 'ምርቱ እንደሚለው' },
  chooseProduct: { en: 'Choose a product', am: 'ምርት ይምረጡ' },
  reviewsSays: {
    en: 'They stand on your page as they were written, with their stars and “bought it”. You cannot change them.',
    am: 'እንደተጻፉ፣ ከነኮከባቸውና «ገዝቷል» ከሚለው ጋር በገጽዎ ላይ ይቆማሉ። ሊቀይሯቸው አይችሉም።',
  },
  reviewsNone: {
    en: 'Nobody has written a review yet. Buyers are asked for one on their receipt.',
    am: 'እስካሁን ግምገማ የጻፈ የለም። ገዢዎች በደረሰኛቸው ላይ ይጠየቃሉ።',
  },
  reviewsNobody: { en: 'A buyer', am: 'ገዢ' },
  noneOfType: { en: 'You have no product of this kind yet.', am: 'እስካሁን የዚህ ዓይነት ምርት የለዎትም።' },
  makeProduct: { en: 'Make the first one', am: 'የመጀመሪያውን ይፍጠሩ' },
  nothingForNow: { en: 'Show nothing for now', am: 'ለጊዜው ምንም አይታይ' },
  entry: { en: '{name}, {at} of {count}', am: '{name}፣ ከ{count} ውስጥ {at}ኛ' },
  addEntry: { en: 'Add another', am: 'ሌላ ጨምር' },
  firstEntry: { en: 'Add the first one', am: 'የመጀመሪያውን ጨምር' },
  emptyEntry: { en: 'Empty', am: 'ባዶ' },
  entriesLimit: { en: '{min} to {max}', am: 'ከ{min} እስከ {max}' },
  entryUp: { en: 'Move up', am: 'ወደ ላይ' },
  entryDown: { en: 'Move down', am: 'ወደ ታች' },
  deleteEntry: { en: 'Delete this one', am: 'ይህን አጥፋ' },
  urlSays: {
    en: 'Write an address that begins with https://, tel: or mailto:.',
    am: 'በ https://፣ tel: ወይም mailto: የሚጀምር አድራሻ ይጻፉ።',
  },
  lengthSays: { en: 'Write minutes and seconds like 3:45.', am: 'ደቂቃና ሰከንድ እንደ 3:45 ይጻፉ።' },
  numberSays: { en: 'Write a number from {min} to {max}.', am: 'ከ{min} እስከ {max} ያለ ቁጥር ይጻፉ።' },
  placeSays: { en: 'Write two numbers like 8.9945, 38.7890.', am: 'ሁለት ቁጥሮችን እንደ 8.9945, 38.7890 ይጻፉ።' },
  offerPunctuation: { en: 'Use Ethiopian punctuation', am: '። እና ፣ ይጠቀሙ' },
  // Pictures
  choosePictures: { en: 'Choose pictures', am: 'ፎቶዎችን ይምረጡ' },
  pictureSize: { en: 'About 60 KB each after shrinking', am: 'ከተጨመቀ በኋላ እያንዳንዱ 60 ኪባ ገደማ' },
  sendingPicture: { en: 'Sending {at} of {count}…', am: 'ከ{count} ውስጥ {at}ኛው በመላክ ላይ…' },
  // Days and times
  day: { en: 'Day', am: 'ቀን' },
  month: { en: 'Month', am: 'ወር' },
  year: { en: 'Year', am: 'ዓመት' },
  time: { en: 'Time', am: 'ሰዓት' },
  calendar: { en: 'Calendar', am: 'የቀን አቆጣጠር' },
  gregorian: { en: 'Gregorian', am: 'የአውሮፓ' },
  ethiopian: { en: 'Ethiopian', am: 'የኢትዮጵያ' },
  momentSays: { en: 'There is no such day or time. Check the numbers.', am: 'እንዲህ ያለ ቀን ወይም ሰዓት የለም። ቁጥሮቹን ያረጋግጡ።' },
  setTime: { en: 'Set a day', am: 'ቀን ይወስኑ' },
  noTime: { en: 'No day set', am: 'ቀን አልተወሰነም' },
  clearTime: { en: 'Take the day away', am: 'ቀኑን አንሳ' },
  isPast: { en: 'This has passed already.', am: 'ይህ አልፏል።' },
} as const satisfies Record<string, Phrase>;
