// Two stores to look at: exam notes in Amharic, design templates in English. Ids are fixed for the demo data of others.
import type { Block, PageContent } from '@windsurf/contracts/store';
import type { Language } from '@windsurf/language/phrases';
import { birr, santim } from '@windsurf/money/money';
import type { Palette, drawCover } from './covers.ts';

export const DEMO_CREATOR_AM = '01890000-0000-7000-8000-000000000001';
export const DEMO_CREATOR_EN = '01890000-0000-7000-8000-000000000002';
const id = (tail: string): string => `01890000-0000-7000-8000-0000000000${tail}`;

export type DemoProduct = {
  readonly id: string;
  readonly fileId: string;
  readonly title: string;
  readonly description: string;
  readonly priceSantim: number;
  readonly cover: readonly [Parameters<typeof drawCover>[0], Palette];
};
export type DemoStore = {
  readonly creatorId: string;
  readonly handle: string;
  readonly lang: Language;
  readonly making: 'teacher' | 'designer';
  readonly content: PageContent;
  readonly products: readonly DemoProduct[];
};

const coffee: Palette = [
  [233, 216, 196],
  [255, 253, 249],
  [122, 62, 18],
  [42, 27, 18],
];
const forest: Palette = [
  [214, 228, 214],
  [253, 255, 252],
  [31, 107, 58],
  [19, 32, 24],
];
const lake: Palette = [
  [207, 228, 234],
  [250, 254, 255],
  [11, 107, 134],
  [12, 37, 48],
];
const ink: Palette = [
  [236, 236, 238],
  [255, 255, 255],
  [214, 69, 42],
  [17, 17, 17],
];
const sun: Palette = [
  [255, 241, 196],
  [255, 255, 250],
  [222, 158, 0],
  [60, 44, 8],
];
const berry: Palette = [
  [240, 218, 228],
  [255, 252, 253],
  [150, 36, 84],
  [48, 14, 30],
];

const shown = { visible: true } as const;
const product = (block: string, productId: string, look: 'card' | 'large'): Block => ({
  id: block,
  kind: 'product',
  ...shown,
  productId,
  look,
});

const selam: DemoStore = {
  creatorId: DEMO_CREATOR_AM,
  handle: 'selam',
  lang: 'am',
  making: 'teacher',
  content: {
    displayName: 'መምህርት ሰላም ተስፋዬ',
    line: 'ለፈተና የሚያዘጋጁ አጫጭር ማስታወሻዎች',
    bio: 'ለ11 ዓመታት በአዲስ አበባ ሒሳብና ፊዚክስ አስተምሬአለሁ። ማስታወሻዎቼ አጭር፣ ግልጽና በስልክ ለማንበብ የተዘጋጁ ናቸው።',
    theme: { name: 'buna' },
    blocks: [
      product('math', id('a1'), 'large'),
      {
        id: 'channel',
        kind: 'link',
        ...shown,
        title: 'የጥናት ቻናሌን በቴሌግራም ይቀላቀሉ',
        url: 'https://t.me/selam_study_demo',
        note: 'በየቀኑ ጠዋት አንድ የፈተና ጥያቄ',
        important: true,
      },
      product('physics', id('a2'), 'card'),
      product('english', id('a3'), 'card'),
      {
        id: 'how',
        kind: 'text',
        ...shown,
        text: 'እንዴት ይገዛሉ?\n\n- ማስታወሻውን ይምረጡና «ይግዙ» የሚለውን ይጫኑ\n- የቴሌብር ስልክ ቁጥርዎን ያስገቡ\n- እንደከፈሉ ሊንኩ በአጭር መልእክት ይደርስዎታል',
      },
      {
        id: 'tube',
        kind: 'link',
        ...shown,
        title: 'ነጻ ትምህርቶች በዩቲዩብ',
        url: 'https://www.youtube.com/@selam-study-demo',
      },
      {
        id: 'call',
        kind: 'link',
        ...shown,
        title: 'ጥያቄ ካለዎት ይደውሉ',
        url: 'tel:+251911000001',
        note: 'ከሰኞ እስከ ቅዳሜ፣ ከቀኑ 8:00 እስከ ምሽቱ 1:00',
      },
    ],
  },
  products: [
    {
      id: id('a1'),
      fileId: id('f1'),
      title: 'የ12ኛ ክፍል ሒሳብ ማጠቃለያ',
      description:
        'ለብሔራዊ ፈተና የሚያስፈልጉ ቀመሮችና ዘዴዎች በ64 ገጾች። እያንዳንዱ ርዕስ በምሳሌ ተጀምሮ በጥያቄ ይጠናቀቃል፤ መልሶቹ ከነስሌታቸው በመጨረሻ ላይ አሉ።\n\n- ከተግባራት (functions) እስከ ስታቲስቲክስ 9 ርዕሶች\n- ካለፉት 5 ዓመታት ፈተናዎች 120 ጥያቄዎች\n- በስልክ ለማንበብ የሚመች ትልቅ ጽሑፍ\n\nማስታወሻው በየዓመቱ ይታደሳል፤ የገዙት አዲሱን እትም በነጻ ያገኛሉ።',
      priceSantim: santim(19_950),
      cover: ['book', coffee],
    },
    {
      id: id('a2'),
      fileId: id('f2'),
      title: 'የፊዚክስ ቀመሮች የኪስ መጽሐፍ',
      description: 'ከ9ኛ እስከ 12ኛ ክፍል ያሉ ቀመሮች በሙሉ በ28 ገጾች፣ እያንዳንዱ ከነትርጉሙና ከአንድ ምሳሌ ጋር።\n\nበፈተና ዋዜማ ለመከለስ የተዘጋጀ ነው።',
      priceSantim: birr(99),
      cover: ['waves', lake],
    },
    {
      id: id('a3'),
      fileId: id('f3'),
      title: 'የእንግሊዝኛ ሰዋስው በ30 ቀን',
      description: 'በቀን 15 ደቂቃ፦ አንድ ሕግ፣ አምስት ምሳሌዎችና አሥር ጥያቄዎች። ከ30 ቀን በኋላ የፈተናውን የሰዋስው ክፍል በእርግጠኝነት ይሰራሉ።',
      priceSantim: birr(149),
      cover: ['grid', forest],
    },
  ],
};

const abebe: DemoStore = {
  creatorId: DEMO_CREATOR_EN,
  handle: 'abebe-design',
  lang: 'en',
  making: 'designer',
  content: {
    displayName: 'Abebe Design',
    line: 'Templates for cafés, shops and small teams in Addis',
    bio: 'I design menus, posters and logos. Buy a template, change the words, print it the same day.',
    theme: { name: 'addis' },
    blocks: [
      product('menu', id('a4'), 'large'),
      product('logo', id('a5'), 'card'),
      product('posts', id('a6'), 'card'),
      {
        id: 'how',
        kind: 'text',
        ...shown,
        text: 'How it works\n\n- Pay with telebirr and get the file right away\n- Open it in Canva, Figma or PowerPoint\n- Need something of your own? Write to me',
      },
      {
        id: 'write',
        kind: 'link',
        ...shown,
        title: 'Ask for a design of your own',
        url: 'https://t.me/abebe_design_demo',
        note: 'Answers within a day',
        important: true,
      },
      { id: 'insta', kind: 'link', ...shown, title: 'See my work', url: 'https://www.instagram.com/abebe_design_demo' },
      { id: 'mail', kind: 'link', ...shown, title: 'Write an e-mail', url: 'mailto:hello@abebe-design.example.com' },
    ],
  },
  products: [
    {
      id: id('a4'),
      fileId: id('f4'),
      title: 'Café menu templates, 12 designs',
      description:
        'Twelve menus in A4 and A5, in Amharic and English. Change dishes and prices in minutes; everything is set in free fonts.\n\n- Works in Canva and PowerPoint\n- Fasting and non-fasting pages\n- Print-ready PDF and a version for the phone',
      priceSantim: birr(450),
      cover: ['grid', ink],
    },
    {
      id: id('a5'),
      fileId: id('f5'),
      title: 'Logo starter kit',
      description:
        'Forty marks to begin from, with a short guide: how to choose colours, and what a printer needs from you.',
      priceSantim: birr(1250),
      cover: ['waves', sun],
    },
    {
      id: id('a6'),
      fileId: id('f6'),
      title: 'Sixty posts for a month of sales',
      description:
        'Ready-made squares for Telegram and Instagram: offers, holidays, new arrivals. Amharic texts included.',
      priceSantim: santim(29_900),
      cover: ['grid', berry],
    },
  ],
};

export const demoStores: readonly DemoStore[] = [selam, abebe];
