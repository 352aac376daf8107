// Limits of a page and of its blocks (experience.md 2.3), for the service that checks them and the editor that counts.
// Texts are counted in graphemes.

/** Limits of one page. */
export const pageLimits = {
  blocks: 40,
  /** Cards of products on the page itself; the rest stands on pages of `listPage`. */
  productCards: 24,
  listPage: 48,
  pictures: 20,
  /** All words of a page together. */
  text: 8000,
} as const;

/** Most graphemes of each text, by kind of block. */
export const blockTexts = {
  header: { name: 60, line: 80, bio: 300 },
  link: { title: 60, note: 120 },
  product: { title: 60, text: 120 },
  'product-list': { heading: 60, tag: 40 },
  text: { text: 2000 },
  heading: { text: 60 },
  picture: { alt: 150, caption: 120 },
  gallery: { alt: 150, caption: 60 },
  video: { title: 80 },
  audio: { title: 80, artist: 60 },
  social: { name: 60 },
  telegram: { title: 60, text: 120 },
  freebie: { heading: 60, text: 200, button: 24 },
  tip: { heading: 60, text: 200 },
  booking: { heading: 60 },
  course: { heading: 60, part: 80, lesson: 80 },
  membership: { heading: 60 },
  dates: { heading: 60, title: 80, place: 80 },
  questions: { heading: 60, question: 120, answer: 600 },
  voices: { heading: 60, quote: 300, name: 60, place: 60 },
  countdown: { text: 80 },
  recommendation: { title: 60, shop: 60 },
  contact: { heading: 60, hours: 60 },
  place: { name: 60, directions: 200 },
  notice: { text: 120 },
  posts: { heading: 60 },
} as const;

/** Least and most entries of blocks that list something. */
export const blockEntries = {
  gallery: { min: 2, max: 9 },
  social: { min: 1, max: 8 },
  membership: { min: 1, max: 3 },
  courseParts: { min: 1, max: 20 },
  courseLessons: { min: 1, max: 30 },
  dates: { min: 1, max: 12 },
  questions: { min: 1, max: 12 },
  voices: { min: 1, max: 6 },
  contact: { min: 1, max: 4 },
} as const;

/** Words that a product's button may have. */
export const buttonWords = ['buy', 'get', 'see', 'download', 'join', 'book', 'order', 'support'] as const;

/** Networks of the social row. */
export const socialNetworks = [
  'telegram',
  'tiktok',
  'youtube',
  'instagram',
  'facebook',
  'x',
  'linkedin',
  'soundcloud',
  'github',
  'whatsapp',
] as const;
