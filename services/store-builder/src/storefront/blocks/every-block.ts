// A page with every kind of block, for the checks that look at all of them.
import type { PageContent } from '@windsurf/contracts/store';
import type { Block } from '@windsurf/contracts/store-blocks';
import type { Language } from '@windsurf/language/phrases';

/** Products and pictures that the page needs, by what they are for. */
export type Needed = {
  readonly download: string;
  readonly tip: string;
  readonly booking: string;
  readonly course: string;
  readonly membership: string;
  readonly ticket: string;
  readonly picture: string;
};

const texts = {
  en: {
    name: 'Sara Tesfaye',
    line: 'Physics for grade 12, on your phone',
    bio: 'I have taught physics in Addis Ababa for nine years.\nHere are my notes, my lessons and my free time.',
    short: 'Exam notes',
    sentence: 'Everything that the exam asks, in forty pages that open without a connection.',
    question: 'How do I pay?',
    answer: 'With telebirr. You approve it on your own phone and the file is here at once.',
    place: 'Behind Bole Medhanealem, second floor',
    person: 'Helen',
  },
  am: {
    name: 'ሳራ ተስፋዬ',
    line: 'የ12ኛ ክፍል ፊዚክስ በስልክዎ',
    bio: 'በአዲስ አበባ ለዘጠኝ ዓመት ፊዚክስ አስተምሬአለሁ።\nማስታወሻዎቼ፣ ትምህርቶቼና ክፍት ሰዓቶቼ እዚህ አሉ።',
    short: 'የፈተና ማስታወሻ',
    sentence: 'ፈተናው የሚጠይቀው ሁሉ በአርባ ገጽ፤ ያለ ኢንተርኔት ይከፈታል።',
    question: 'እንዴት ነው የምከፍለው?',
    answer: 'በቴሌብር ይከፍላሉ፤ በራስዎ ስልክ ሲያጸድቁ ፋይሉ ወዲያውኑ ይከፈታል።',
    place: 'ከቦሌ መድኃኔዓለም ጀርባ፣ ሁለተኛ ፎቅ',
    person: 'ሄለን',
  },
} as const;

const hour = 3_600_000;

/** The 25 blocks and the header, which is the 26th, in the language of her texts. `now` is before everything ends. */
export function everyBlock(needed: Needed, lang: Language, now: Date): PageContent {
  const words = texts[lang];
  const at = (hours: number): string => new Date(now.getTime() + hours * hour).toISOString();
  const base = (id: string) => ({ id, visible: true });
  const alt = words.short;
  const blocks: Block[] = [
    { ...base('notice'), kind: 'notice', text: words.sentence, tone: 'warning', until: at(72) },
    {
      ...base('link'),
      kind: 'link',
      title: words.short,
      url: 'https://example.com/a',
      note: words.line,
      important: true,
    },
    { ...base('product'), kind: 'product', productId: needed.download, look: 'large', button: 'download' },
    {
      ...base('list'),
      kind: 'product-list',
      heading: words.short,
      source: 'all',
      order: 'newest',
      columns: 1,
      addNew: true,
    },
    { ...base('heading'), kind: 'heading', text: words.line, level: 2 },
    {
      ...base('text'),
      kind: 'text',
      text: `${words.sentence} **${words.short}** *${words.short}* [${words.person}](https://example.com/b)\n\n### ${words.question}\n\n- ${words.short}\n- ${words.person}`,
    },
    { ...base('picture'), kind: 'picture', imageId: needed.picture, alt, caption: words.short },
    {
      ...base('gallery'),
      kind: 'gallery',
      columns: 2,
      images: [
        { imageId: needed.picture, alt, caption: words.short },
        { imageId: needed.picture, alt: words.person },
        { imageId: needed.picture, alt: '', decoration: true },
      ],
    },
    {
      ...base('video'),
      kind: 'video',
      url: 'https://www.youtube.com/watch?v=abc',
      title: words.short,
      posterImageId: needed.picture,
      seconds: 187,
    },
    {
      ...base('audio'),
      kind: 'audio',
      url: 'https://soundcloud.com/sara/one',
      title: words.short,
      artist: words.name,
      seconds: 95,
    },
    {
      ...base('social'),
      kind: 'social',
      links: [
        { network: 'tiktok', name: 'sara' },
        { network: 'instagram', name: 'sara.physics' },
      ],
    },
    { ...base('telegram'), kind: 'telegram', url: 'https://t.me/sara', text: words.line },
    {
      ...base('freebie'),
      kind: 'freebie',
      heading: words.short,
      text: words.sentence,
      asks: 'either',
      askName: true,
      gift: { kind: 'link', url: 'https://example.com/plan.pdf' },
    },
    { ...base('tip'), kind: 'tip', heading: words.short, text: words.sentence, productId: needed.tip },
    { ...base('booking'), kind: 'booking', productId: needed.booking, show: 4 },
    {
      ...base('course'),
      kind: 'course',
      productId: needed.course,
      openFirst: 1,
      showLength: true,
      parts: [
        {
          title: words.short,
          lessons: [
            { title: words.question, minutes: 12, url: 'https://example.com/lesson' },
            { title: words.short, minutes: 8 },
          ],
        },
      ],
    },
    { ...base('membership'), kind: 'membership', heading: words.line, productIds: [needed.membership] },
    {
      ...base('dates'),
      kind: 'dates',
      heading: words.short,
      entries: [
        { startsAt: at(48), title: words.short, place: words.place, productId: needed.ticket },
        { startsAt: at(-48), title: words.person },
      ],
    },
    {
      ...base('questions'),
      kind: 'questions',
      heading: words.question,
      entries: [{ question: words.question, answer: words.answer }],
    },
    {
      ...base('voices'),
      kind: 'voices',
      heading: words.person,
      entries: [{ quote: words.sentence, name: words.person, place: words.place, imageId: needed.picture }],
    },
    { ...base('countdown'), kind: 'countdown', text: words.sentence, endsAt: at(24), productId: needed.download },
    {
      ...base('recommendation'),
      kind: 'recommendation',
      title: words.short,
      url: 'https://shop.example.com/pan?ref=sara',
      shop: 'Sheger Shop',
    },
    {
      ...base('contact'),
      kind: 'contact',
      heading: words.person,
      ways: [
        { way: 'call', to: '+251911000000' },
        { way: 'sms', to: '0911 000 000' },
        { way: 'telegram', to: '@sara_physics' },
        { way: 'email', to: 'sara@example.com' },
      ],
      hours: words.line,
    },
    {
      ...base('place'),
      kind: 'place',
      name: words.place,
      directions: words.sentence,
      latitude: 8.9969,
      longitude: 38.7863,
    },
    { ...base('posts'), kind: 'posts', heading: words.short, show: 3 },
  ];
  return {
    displayName: words.name,
    line: words.line,
    bio: words.bio,
    photoImageId: needed.picture,
    coverImageId: needed.picture,
    theme: { name: 'buna' },
    blocks,
  };
}
