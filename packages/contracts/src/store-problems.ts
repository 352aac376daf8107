// What may go wrong with stores, pages and products, in words that say what to do.
import { problem } from './problem.ts';

export const handleTaken = problem('handle-taken', 409, {
  en: '“{handle}” is taken. Free now: {proposals}.',
  am: '«{handle}» ተይዟል። አሁን ነጻ የሆኑ፦ {proposals}።',
});
export const handleReserved = problem('handle-reserved', 422, {
  en: '“{handle}” is kept for the platform. Free now: {proposals}.',
  am: '«{handle}» ለዊንድሰርፍ የተጠበቀ ነው። አሁን ነጻ የሆኑ፦ {proposals}።',
});
export const handleRefused = problem('handle-refused', 422, {
  en: 'Write 3 to 30 small Latin letters, digits or hyphens, like selam-books.',
  am: 'ከ3 እስከ 30 ትናንሽ የላቲን ፊደሎች፣ ቁጥሮች ወይም ሰረዝ ይጻፉ፤ ለምሳሌ selam-books።',
});
export const nameRefused = problem('name-refused', 422, {
  en: 'Write a name of 2 to 60 letters, in any script.',
  am: 'ስምዎን ከ2 እስከ 60 በሚደርሱ ፊደላት ይጻፉ፤ በማንኛውም ቋንቋ ይቻላል።',
});
export const textTooLong = problem('text-too-long', 422, {
  en: 'Write at most {limit} letters here; there are {count} now.',
  am: 'እዚህ ቢበዛ {limit} ፊደል ይጻፉ፤ አሁን {count} አለ።',
});
export const linkRefused = problem('link-refused', 422, {
  en: 'Write an address that begins with https://, tel: or mailto:.',
  am: 'በ https://፣ tel: ወይም mailto: የሚጀምር አድራሻ ይጻፉ።',
});
export const oneImportant = problem('one-important', 422, {
  en: 'Only one link of a page can be the important one. Choose which.',
  am: 'በአንድ ገጽ ላይ ዋነኛ መሆን የሚችለው አንድ ሊንክ ብቻ ነው። የትኛው እንደሆነ ይምረጡ።',
});
export const noStoreYet = problem('no-store-yet', 404, {
  en: 'You have no store yet. Open one first.',
  am: 'እስካሁን መደብር የለዎትም። መጀመሪያ ይክፈቱ።',
});
export const storeExists = problem('store-exists', 409, {
  en: 'You already have a store. Open it instead.',
  am: 'አስቀድሞ መደብር አለዎት። እሱን ይክፈቱ።',
});
export const notReady = problem('not-ready', 409, {
  en: 'A few things are missing before this can be public. Each one is named below.',
  am: 'ይህ ለሕዝብ ከመታየቱ በፊት የሚጎድሉ ነገሮች አሉ። እያንዳንዱ ከታች ተጠቅሷል።',
});
export const pageTooHeavy = problem('page-too-heavy', 409, {
  en: 'The page weighs {bytes} bytes; at most {limit} load quickly on 2G. Heaviest: {heaviest}.',
  am: 'ገጹ {bytes} ባይት ነው፤ በ2G ፈጥኖ የሚከፈተው ቢበዛ {limit} ነው። ከባዶቹ፦ {heaviest}።',
});
export const imageRefused = problem('image-refused', 422, {
  en: 'This is not a JPEG, PNG, WebP or GIF picture. Choose another one.',
  am: 'ይህ JPEG፣ PNG፣ WebP ወይም GIF ፎቶ አይደለም። ሌላ ይምረጡ።',
});
export const imageTooLarge = problem('image-too-large', 413, {
  en: 'This picture is {size}; the limit is {limit}. Choose a smaller one or shrink it first.',
  am: 'ይህ ፎቶ {size} ነው፤ ገደቡ {limit} ነው። አነስ ያለ ይምረጡ ወይም መጀመሪያ ያሳንሱት።',
});
export const imageMoves = problem('image-moves', 413, {
  en: 'This moving picture is {size}; at most {limit} load on a slow line. Choose a shorter one, or a still picture.',
  am: 'ይህ ተንቀሳቃሽ ምስል {size} ነው፤ በዝግተኛ መስመር የሚከፈተው ቢበዛ {limit} ነው። አጠር ያለ ወይም የማይንቀሳቀስ ፎቶ ይምረጡ።',
});
export const imageTooManyPoints = problem('image-too-many-points', 422, {
  en: 'This picture is {width} × {height} points; the limit is {limit} million points. Choose a smaller one.',
  am: 'ይህ ፎቶ {width} × {height} ነጥቦች አሉት፤ ገደቡ {limit} ሚሊዮን ነጥብ ነው። አነስ ያለ ይምረጡ።',
});
export const priceRefused = problem('price-refused', 422, {
  en: 'Write a price between {min} and {max} birr, like 199.50.',
  am: 'ከ{min} እስከ {max} ብር ያለ ዋጋ ይጻፉ፤ ለምሳሌ 199.50።',
});
export const endsBeforeStart = problem('ends-before-start', 422, {
  en: 'The end has to be after the beginning. Choose a later day or time.',
  am: 'ማብቂያው ከመጀመሪያው በኋላ መሆን አለበት። የኋላ ቀን ወይም ሰዓት ይምረጡ።',
});
export const securePlace = problem('secure-place', 422, {
  en: 'Write an address that begins with https://.',
  am: 'በ https:// የሚጀምር አድራሻ ይጻፉ።',
});
export const telegramRefused = problem('telegram-refused', 422, {
  en: 'Write an address of Telegram, like https://t.me/selam.',
  am: 'የቴሌግራም አድራሻ ይጻፉ፤ ለምሳሌ https://t.me/selam።',
});
export const videoRefused = problem('video-refused', 422, {
  en: 'Write the address of a video at YouTube, TikTok, Vimeo or Telegram.',
  am: 'በዩቲዩብ፣ በቲክቶክ፣ በቪሜዮ ወይም በቴሌግራም ያለ የቪዲዮ አድራሻ ይጻፉ።',
});
export const networkNameRefused = problem('network-name-refused', 422, {
  en: 'Write the name that you have there, 2 to 60 letters or digits without spaces, like selam_books.',
  am: 'እዚያ ያለዎትን ስም ያለ ክፍተት ከ2 እስከ 60 ፊደሎች ወይም ቁጥሮች ይጻፉ፤ ለምሳሌ selam_books።',
});
export const contactRefused = problem('contact-refused', 422, {
  en: 'Write a phone number, a Telegram name or an e-mail address, as this way needs it.',
  am: 'ለዚህ መንገድ እንደሚያስፈልገው ስልክ ቁጥር፣ የቴሌግራም ስም ወይም ኢሜይል ይጻፉ።',
});
export const tooMuchText = problem('too-much-text', 422, {
  en: 'A page takes at most {limit} letters; there are {count} now. Shorten a text or hide a block.',
  am: 'አንድ ገጽ ቢበዛ {limit} ፊደል ይይዛል፤ አሁን {count} አለ። ጽሑፍ ያሳጥሩ ወይም ክፍል ይደብቁ።',
});
export const tooManyPictures = problem('too-many-pictures', 422, {
  en: 'A page takes at most {limit} pictures; there are {count} now. Take some out.',
  am: 'አንድ ገጽ ቢበዛ {limit} ፎቶ ይይዛል፤ አሁን {count} አለ። ጥቂቶቹን ያውጡ።',
});
export const priceOrFreeRefused = problem('price-or-free-refused', 422, {
  en: 'Write 0 if it is free, else a price between {min} and {max} birr, like 199.50.',
  am: 'ነጻ ከሆነ 0 ይጻፉ፤ ካልሆነ ከ{min} እስከ {max} ብር ያለ ዋጋ ይጻፉ፤ ለምሳሌ 199.50።',
});
export const typeFixed = problem('type-fixed', 422, {
  en: 'What kind of product this is cannot change any more. Begin a new product instead.',
  am: 'የምርቱ ዓይነት ከእንግዲህ አይቀየርም። ይልቁንም አዲስ ምርት ይጀምሩ።',
});
export const detailMissing = problem('detail-missing', 422, { en: 'This is needed.', am: 'ይህ ያስፈልጋል።' });
export const detailRefused = problem('detail-refused', 422, {
  en: 'This does not have the form we expect.',
  am: 'ይህ የሚጠበቀው ቅርጽ የለውም።',
});
export const numberRefused = problem('number-refused', 422, {
  en: 'Write a whole number: {limit} is the limit.',
  am: 'ሙሉ ቁጥር ይጻፉ፤ ገደቡ {limit} ነው።',
});
export const eventOver = problem('event-over', 422, {
  en: 'This time is over. Choose one that is still to come.',
  am: 'ይህ ጊዜ አልፏል። ገና የሚመጣ ጊዜ ይምረጡ።',
});
export const eventEndsEarly = problem('event-ends-early', 422, {
  en: 'It has to end after it begins.',
  am: 'የሚያበቃው ከሚጀምርበት በኋላ መሆን አለበት።',
});
export const choicesNeeded = problem('choices-needed', 422, {
  en: 'Write at least two different answers to choose from.',
  am: 'ቢያንስ ሁለት የተለያዩ አማራጮችን ይጻፉ።',
});
export const tipRefused = problem('tip-refused', 422, {
  en: 'Three different amounts, each at least {min} and at most {max} birr.',
  am: 'ሦስት የተለያዩ መጠኖች፣ እያንዳንዳቸው ቢያንስ {min} ቢበዛ {max} ብር።',
});
export const bundlePartRefused = problem('bundle-part-refused', 422, {
  en: 'A bundle holds files, courses, template packs and keys of your own store, each once, and not itself.',
  am: 'ጥቅል የሚይዘው የራስዎን መደብር ፋይሎች፣ ኮርሶች፣ ቴምፕሌቶችና ቁልፎች ነው፤ እያንዳንዱን አንድ ጊዜ፣ ራሱን ሳይጨምር።',
});
export const partOfBundle = problem('part-of-bundle', 409, {
  en: 'It is part of “{title}”, which is for sale. Take it out of that bundle first.',
  am: 'ይህ በሽያጭ ላይ ያለው «{title}» አካል ነው። መጀመሪያ ከጥቅሉ ያውጡት።',
});
export const titleNeeded = problem('title-needed', 422, {
  en: 'Write a title first.',
  am: 'መጀመሪያ ርዕስ ይጻፉ።',
});
export const releasePast = problem('release-past', 422, {
  en: 'This day is over. Choose one that is still to come, or none if it is ready now.',
  am: 'ይህ ቀን አልፏል። ገና የሚመጣ ቀን ይምረጡ፤ አሁን ዝግጁ ከሆነ ባዶ ይተዉት።',
});
export const releaseFar = problem('release-far', 422, {
  en: 'At most {days} days ahead: {last} at the latest. Nobody should pay for what is further away.',
  am: 'ቢበዛ {days} ቀን ቀደም ብሎ፤ ማለትም ቢዘገይ {last}። ከዚያ ለሚርቅ ነገር ማንም አስቀድሞ መክፈል የለበትም።',
});
export const releaseMoveFar = problem('release-move-far', 422, {
  en: 'People have paid for {before}. It can move by {days} days at most, to {last}; earlier is always possible.',
  am: 'ሰዎች የከፈሉት {before} ይወጣል ተብሎ ነው። ቢበዛ በ{days} ቀን፣ እስከ {last} ማዘግየት ይቻላል፤ ማስቀደም ሁልጊዜ ይቻላል።',
});
export const releaseMovedBefore = problem('release-moved-before', 422, {
  en: 'Its day was moved once already, and that is all. {before} or earlier.',
  am: 'ቀኑ አንድ ጊዜ ተዛውሯል፤ ከዚያ በላይ አይቻልም። {before} ወይም ከዚያ በፊት።',
});
export const releaseAfterSale = problem('release-after-sale', 422, {
  en: 'This is on sale without a day already. Begin a new product for a pre-order.',
  am: 'ይህ ያለ ቀን በሽያጭ ላይ ነው። ለቅድመ ትዕዛዝ አዲስ ምርት ይጀምሩ።',
});
