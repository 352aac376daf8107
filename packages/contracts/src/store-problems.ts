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
  en: 'This is not a JPEG, PNG or WebP picture. Choose another one.',
  am: 'ይህ JPEG፣ PNG ወይም WebP ፎቶ አይደለም። ሌላ ይምረጡ።',
});
export const imageTooLarge = problem('image-too-large', 413, {
  en: 'This picture is {size}; the limit is {limit}. Choose a smaller one or shrink it first.',
  am: 'ይህ ፎቶ {size} ነው፤ ገደቡ {limit} ነው። አነስ ያለ ይምረጡ ወይም መጀመሪያ ያሳንሱት።',
});
export const priceRefused = problem('price-refused', 422, {
  en: 'Write a price between {min} and {max} birr, like 199.50.',
  am: 'ከ{min} እስከ {max} ብር ያለ ዋጋ ይጻፉ፤ ለምሳሌ 199.50።',
});
