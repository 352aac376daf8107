import type { Phrase } from './phrases.ts';

/** Bringing along what one has elsewhere. */
export const importWords = {
  title: { en: 'Bring along from elsewhere', am: 'ከሌላ ቦታ ያምጡ' },
  titleSays: { en: 'Telegram, Gumroad, Stan or a page of links', am: 'ከቴሌግራም፣ Gumroad፣ Stan ወይም ከሊንክ ገጽ' },
  lede: {
    en: 'We read the file and show what is in it. Nothing is added before you say so, and nothing becomes public by itself.',
    am: 'ፋይሉን አንብበን በውስጡ ያለውን እናሳይዎታለን። እርስዎ ካልፈቀዱ ምንም አይጨመርም፤ በራሱ ለሕዝብ የሚታይ ነገር የለም።',
  },
  choose: { en: 'Choose a file', am: 'ፋይል ይምረጡ' },
  chooseOther: { en: 'Choose another file', am: 'ሌላ ፋይል ይምረጡ' },
  reading: { en: 'Reading… {percent} %', am: 'በማንበብ ላይ… {percent} %' },
  how: { en: 'How do I get the file?', am: 'ፋይሉን እንዴት አገኛለሁ?' },
  howTelegram: {
    en: 'Telegram: on a computer open your channel, ⋮ › Export chat history › format JSON, without photos and files. Choose result.json here.',
    am: 'ቴሌግራም፦ በኮምፒውተር ቻናልዎን ይክፈቱ፤ ⋮ › Export chat history › JSON ይምረጡ፤ ፎቶና ፋይል አይጨምሩ። ከዚያ result.json እዚህ ይምረጡ።',
  },
  howTable: {
    en: 'Gumroad or Stan: export your sales or products as CSV. Names of buyers are not read.',
    am: 'Gumroad ወይም Stan፦ ሽያጭዎን ወይም ምርቶችዎን በCSV ያውጡ። የገዢዎች ስም አይነበብም።',
  },
  howPage: {
    en: 'A page of links: open it in the browser of a computer and save it as a web page (.html).',
    am: 'የሊንክ ገጽ፦ በኮምፒውተር ብራውዘር ከፍተው እንደ ድረ ገጽ (.html) ያስቀምጡ።',
  },
  found: { en: 'This is in {file}', am: 'በ{file} ውስጥ ያለው' },
  links: { en: 'Links for your page', am: 'ለገጽዎ ሊንኮች' },
  products: { en: 'Products, as drafts', am: 'ምርቶች (እንደ ረቂቅ)' },
  posts: { en: 'Posts for your members', am: 'ለአባላትዎ ጽሑፎች' },
  postsSay: {
    en: 'Members read them as soon as they are added.',
    am: 'እንደጨመሯቸው አባላትዎ ያነቧቸዋል።',
  },
  alreadyThere: { en: 'already there', am: 'አስቀድሞ አለ' },
  priceThere: { en: 'There it costs {price}. Write your price in birr:', am: 'እዚያ ዋጋው {price} ነው። በብር ዋጋዎን ይጻፉ፦' },
  priceNone: { en: 'No price was found. Write one in birr:', am: 'ዋጋ አልተገኘም። በብር ይጻፉ፦' },
  priceOf: { en: 'Price of {title}, birr', am: 'የ{title} ዋጋ፣ ብር' },
  left: {
    en: 'Not brought along: {media} pictures and files, {unnamed} rows without a name, {more} beyond what fits.',
    am: 'ያልመጡ፦ {media} ፎቶዎችና ፋይሎች፣ ስም የሌላቸው {unnamed} ረድፎች፣ ከሚቻለው በላይ የሆኑ {more}።',
  },
  add: { en: 'Add what is ticked ({count})', am: 'የተመረጡትን ጨምር ({count})' },
  adding: { en: 'Adding {done} of {count}…', am: 'ከ{count} ውስጥ {done} በመጨመር ላይ…' },
  nothingTicked: { en: 'Tick what you want to bring along.', am: 'ማምጣት የሚፈልጉትን ምልክት ያድርጉበት።' },
  noRoom: {
    en: 'Your page has room for {count} more blocks. Tick fewer links.',
    am: 'ገጽዎ ላይ የሚገቡት {count} ብቻ ናቸው። ያነሱ ሊንኮች ይምረጡ።',
  },
  added: {
    en: 'Added: {links} links, {products} products, {posts} posts.',
    am: 'ተጨምሯል፦ {links} ሊንኮች፣ {products} ምርቶች፣ {posts} ጽሑፎች።',
  },
  addedSays: {
    en: 'Links stand at the end of your page, products among your drafts. Look them over before you publish.',
    am: 'ሊንኮች በገጽዎ መጨረሻ፣ ምርቶች በረቂቆችዎ ውስጥ ናቸው። ከማተምዎ በፊት ይመልከቷቸው።',
  },
  toPage: { en: 'To my page', am: 'ወደ ገጼ' },
  toProducts: { en: 'To my products', am: 'ወደ ምርቶቼ' },
} as const satisfies Record<string, Phrase>;
