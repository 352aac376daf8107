import type { Phrase } from './phrases.ts';

/** Products of a creator: the list, the form, the cover and the file. */
export const productWords = {
  title: { en: 'Products', am: 'ምርቶች' },
  add: { en: 'Add a product', am: 'ምርት ጨምር' },
  emptyTitle: { en: 'Nothing to sell yet', am: 'እስካሁን የሚሸጥ ነገር የለም' },
  empty: {
    en: 'Add a file, write a name and a price. That is a product.',
    am: 'ፋይል ይጨምሩ፣ ስምና ዋጋ ይጻፉ። ምርት ማለት ይህ ነው።',
  },
  draft: { en: 'Draft', am: 'ረቂቅ' },
  forSale: { en: 'For sale', am: 'ለሽያጭ ቀርቧል' },
  changed: { en: 'For sale; newer changes are not public', am: 'ለሽያጭ ቀርቧል፤ አዲሶቹ ለውጦች ገና አልታተሙም' },
  withdrawn: { en: 'No longer sold', am: 'ከሽያጭ ወጥቷል' },

  // The form
  newTitle: { en: 'New product', am: 'አዲስ ምርት' },
  editTitle: { en: 'Product', am: 'ምርት' },
  name: { en: 'Name', am: 'ስም' },
  nameHint: {
    en: 'What people get, for example Physics grade 12, summary',
    am: 'ሰዎች የሚያገኙት፤ ለምሳሌ የ12ኛ ክፍል ፊዚክስ ማጠቃለያ',
  },
  nameSays: { en: 'Write a name for the product.', am: 'የምርቱን ስም ይጻፉ።' },
  price: { en: 'Price', am: 'ዋጋ' },
  priceHint: { en: 'For example 199.50', am: 'ለምሳሌ 199.50' },
  priceIs: { en: 'Buyers pay {price}.', am: 'ገዢዎች {price} ይከፍላሉ።' },
  description: { en: 'Description', am: 'መግለጫ' },
  descriptionHint: { en: 'What is inside, for whom, how many pages', am: 'ውስጡ ምን አለ፣ ለማን ነው፣ ስንት ገጽ ነው' },
  save: { en: 'Save', am: 'አስቀምጥ' },
  saving: { en: 'Saving…', am: 'በማስቀመጥ ላይ…' },
  saved: { en: 'Saved.', am: 'ተቀምጧል።' },
  publish: { en: 'Put up for sale', am: 'ለሽያጭ አቅርብ' },
  publishAgain: { en: 'Publish the changes', am: 'ለውጦቹን አትም' },
  publishing: { en: 'One moment…', am: 'አንድ አፍታ…' },
  missing: { en: 'Before it can be sold', am: 'ከመሸጡ በፊት' },
  isForSale: { en: 'It is for sale now', am: 'አሁን ለሽያጭ ቀርቧል' },
  isForSaleSays: {
    en: 'Buyers find it at its own address and on your page, if you add it there.',
    am: 'ገዢዎች በራሱ አድራሻ ያገኙታል፤ ከጨመሩት በገጽዎም ላይ።',
  },
  toPage: { en: 'Add it to my page', am: 'ወደ ገጼ ጨምር' },
  onPage: { en: 'It is on your page.', am: 'በገጽዎ ላይ አለ።' },
  seeAsBuyer: { en: 'See it as a buyer', am: 'እንደ ገዢ ይመልከቱ' },
  withdraw: { en: 'Stop selling', am: 'መሸጥ አቁም' },
  category: { en: 'What is it about?', am: 'ስለ ምንድን ነው?' },
  asStore: { en: 'As my store: {name}', am: 'እንደ መደብሬ፦ {name}' },
  tags: { en: 'Words to list it by', am: 'የሚዘረዘርባቸው ቃላት' },
  tagsHint: { en: 'At most {count}, with commas: grade 12, physics', am: 'ቢበዛ {count}፣ በነጠላ ሰረዝ ለይተው፦ 12ኛ ክፍል፣ ፊዚክስ' },
  tagsSays: { en: 'At most {count} words, with commas between them.', am: 'ቢበዛ {count} ቃላት፣ በነጠላ ሰረዝ ለይተው ይጻፉ።' },
  withdrawAhead: {
    en: 'This is not out yet: everybody who has paid gets the money back, and nobody gets the product.',
    am: 'ይህ ገና አልወጣም፤ የከፈሉ ሁሉ ገንዘባቸው ይመለሳል፤ ምርቱ ለማንም አይደርስም።',
  },
  withdrawSays: {
    en: 'People who bought it keep it. You can sell it again at any time.',
    am: 'የገዙት አያጡትም። በማንኛውም ጊዜ እንደገና መሸጥ ይችላሉ።',
  },
  withdrawn2: { en: 'It is no longer sold.', am: 'ከእንግዲህ አይሸጥም።' },
  restored: { en: 'What you had not saved is back.', am: 'ያላስቀመጡት ተመልሷል።' },
  discard: { en: 'Discard it', am: 'ተወው' },
  conflict: { en: 'This product was changed on another device.', am: 'ይህ ምርት በሌላ መሣሪያ ተቀይሯል።' },
  conflictRow: { en: '{field}: there “{value}”', am: '{field}፦ እዚያ «{value}»' },
  keepMine: { en: 'Keep mine', am: 'የእኔን ያዝ' },
  keepTheirs: { en: 'Keep theirs', am: 'የሌላውን ያዝ' },

  // Cover
  cover: { en: 'Cover picture', am: 'የሽፋን ፎቶ' },
  coverHint: {
    en: 'It is made small on your phone before it travels, and its location is removed.',
    am: 'ከመላኩ በፊት በስልክዎ ላይ ያንሳል፤ የተነሳበት ቦታ መረጃም ይጠፋል።',
  },

  // File
  file: { en: 'The file buyers get', am: 'ገዢዎች የሚያገኙት ፋይል' },
  fileHint: {
    en: 'PDF, EPUB, ZIP, MP3, MP4, pictures or Office files',
    am: 'PDF፣ EPUB፣ ZIP፣ MP3፣ MP4፣ ፎቶዎች ወይም የOffice ፋይሎች',
  },
  fileChoose: { en: 'Choose a file', am: 'ፋይል ምረጥ' },
  fileOther: { en: 'Another file', am: 'ሌላ ፋይል' },
  fileStarting: { en: 'Getting ready…', am: 'በመዘጋጀት ላይ…' },
  fileSending: { en: 'Uploading, {percent} %', am: 'በመላክ ላይ፣ {percent} %' },
  filePaused: { en: 'Paused at {percent} %', am: 'በ{percent} % ቆሟል' },
  fileStalled: { en: 'No network at {percent} %. It goes on by itself.', am: 'በ{percent} % ኢንተርኔት ጠፋ። በራሱ ይቀጥላል።' },
  fileInterrupted: {
    en: 'The upload stopped at {percent} %. Choose the same file again and it goes on from there.',
    am: 'መላኩ በ{percent} % ቆሟል። ያንኑ ፋይል እንደገና ይምረጡ፤ ከቆመበት ይቀጥላል።',
  },
  fileOtherChosen: {
    en: 'That is another file. To go on, choose {name}; to start over, cancel first.',
    am: 'ይህ ሌላ ፋይል ነው። ለመቀጠል {name}ን ይምረጡ፤ ከመጀመሪያው ለመጀመር መጀመሪያ ይሰርዙ።',
  },
  fileChecking: { en: 'Arrived. Checking what it is…', am: 'ደርሷል። ምንነቱን በማረጋገጥ ላይ…' },
  fileReady: { en: 'Ready: {kind}, {size}', am: 'ዝግጁ፦ {kind}፣ {size}' },
  fileRefused: { en: 'This file cannot be sold.', am: 'ይህ ፋይል ሊሸጥ አይችልም።' },
  pause: { en: 'Pause', am: 'ለጊዜው አቁም' },
  resume: { en: 'Go on', am: 'ቀጥል' },
  sameFile: { en: 'Choose the same file', am: 'ያንኑ ፋይል ምረጥ' },
  mb: { en: '{size} MB', am: '{size} ሜባ' },
  kb: { en: '{size} KB', am: '{size} ኪባ' },
} as const satisfies Record<string, Phrase>;
