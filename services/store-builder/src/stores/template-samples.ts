// Blocks and looks of the starter templates (experience.md 3.5). Every text of theirs is a sample.
import type { Making, ThemeName } from '@windsurf/contracts/store';
import type { Block } from '@windsurf/contracts/store-blocks';
import type { Phrase } from '@windsurf/language/phrases';
import { sampleWords as common, templateWords as own } from '@windsurf/language/words-store-templates';
import type { Static } from 'typebox';
import type { KitKey } from './template-kits.ts';

export type MakingName = Static<typeof Making>;
type Body<B> = B extends Block ? Omit<B, 'id' | 'visible' | 'example' | 'from' | 'until'> : never;
/** How a sample is written: its words in the creator's language, products of the kit by their name. */
export type Pen = {
  readonly say: (phrase: Phrase) => string;
  readonly kit: (key: KitKey) => string;
  /** A moment so many days from now. */
  readonly inDays: (days: number) => string;
};
export type Sample = {
  readonly draw: (pen: Pen) => Body<Block>;
  /** Draws a product of the kit and no words of its own: it is hers from the start, and public once that is sold. */
  readonly needs?: KitKey;
  /** For a notice: when it ends. */
  readonly untilDays?: number;
};
export type Template = { readonly theme: Static<typeof ThemeName>; readonly samples: readonly Sample[] };

const channel = 'https://t.me/example';
const phone = '+251911000000';

const text = (phrase: Phrase): Sample => ({ draw: ({ say }) => ({ kind: 'text', text: say(phrase) }) });
const link = (title: Phrase, url: string, more: { note?: Phrase; important?: true } = {}): Sample => ({
  draw: ({ say }) => ({
    kind: 'link',
    title: say(title),
    url,
    ...(more.note ? { note: say(more.note) } : {}),
    ...(more.important ? { important: true } : {}),
  }),
});
const product = (needs: KitKey): Sample => ({
  needs,
  draw: ({ kit }) => ({ kind: 'product', productId: kit(needs), look: 'large' }),
});
const booking = (needs: KitKey): Sample => ({
  needs,
  draw: ({ kit }) => ({ kind: 'booking', productId: kit(needs), show: 4 }),
});
const membership = (needs: KitKey): Sample => ({
  needs,
  draw: ({ kit }) => ({ kind: 'membership', productIds: [kit(needs)] }),
});
const tip: Sample = {
  needs: 'tip',
  draw: ({ say, kit }) => ({ kind: 'tip', heading: say(common.support), productId: kit('tip') }),
};
const course: Sample = {
  draw: ({ say, kit }) => ({
    kind: 'course',
    productId: kit('course'),
    openFirst: 1,
    showLength: true,
    parts: [{ title: say(common.partOne), lessons: [{ title: say(common.lessonOne), minutes: 10 }] }],
  }),
};
const list = (columns: 1 | 2 = 1): Sample => ({
  draw: ({ say }) => ({
    kind: 'product-list',
    heading: say(common.products),
    source: 'all',
    order: 'newest',
    columns,
    addNew: true,
  }),
});
const gallery = (columns: 2 | 3): Sample => ({ draw: () => ({ kind: 'gallery', images: [], columns }) });
const telegram: Sample = { draw: () => ({ kind: 'telegram', url: channel }) };
const freebie: Sample = {
  draw: ({ say }) => ({
    kind: 'freebie',
    heading: say(common.freebie),
    text: say(common.freebieText),
    asks: 'phone',
    askName: false,
    gift: { kind: 'link', url: 'https://example.com/gift.pdf' },
  }),
};
const voices: Sample = {
  draw: ({ say }) => ({
    kind: 'voices',
    heading: say(common.voices),
    entries: [{ quote: say(common.quote), name: say(common.quoteName) }],
  }),
};
const questions: Sample = {
  draw: ({ say }) => ({
    kind: 'questions',
    heading: say(common.questions),
    entries: [
      { question: say(common.howPay), answer: say(common.howPayAnswer) },
      { question: say(common.howOften), answer: say(common.howOftenAnswer) },
      { question: say(common.otherPhone), answer: say(common.otherPhoneAnswer) },
    ],
  }),
};
const contact: Sample = {
  draw: ({ say }) => ({
    kind: 'contact',
    heading: say(common.contact),
    ways: [{ way: 'call', to: phone }],
    hours: say(common.hours),
  }),
};
const dates: Sample = {
  draw: ({ say, inDays }) => ({
    kind: 'dates',
    heading: say(common.dates),
    entries: [{ startsAt: inDays(14), title: say(common.oneDate) }],
  }),
};
const video: Sample = {
  draw: ({ say }) => ({ kind: 'video', url: 'https://www.youtube.com/', title: say(common.video) }),
};
const audio: Sample = {
  draw: ({ say }) => ({ kind: 'audio', url: 'https://soundcloud.com/', title: say(common.audio) }),
};
const social: Sample = { draw: () => ({ kind: 'social', links: [{ network: 'tiktok', name: 'example' }] }) };
const place: Sample = {
  draw: ({ say }) => ({ kind: 'place', name: say(common.place), directions: say(common.directions) }),
};
const recommendation: Sample = {
  draw: ({ say }) => ({
    kind: 'recommendation',
    title: say(common.recommended),
    url: 'https://example.com/',
    shop: say(common.shop),
  }),
};
const posts: Sample = { draw: ({ say }) => ({ kind: 'posts', heading: say(common.posts), show: 3 }) };
const notice = (words: Phrase): Sample => ({
  untilDays: 30,
  draw: ({ say }) => ({ kind: 'notice', text: say(words), tone: 'info' }),
});

/** Themes and order of blocks as in experience.md 3.5; “other” is for those who find themselves in none of the eight. */
export const templates: Readonly<Record<MakingName, Template>> = {
  teacher: {
    theme: 'buna',
    samples: [
      notice(common.notice),
      text(own.teacher.welcome),
      product('notes'),
      list(),
      course,
      booking('tutoring'),
      freebie,
      link(own.teacher.channel, channel, { note: own.teacher.channelNote, important: true }),
      voices,
      questions,
      contact,
    ],
  },
  cook: {
    theme: 'adey',
    samples: [
      text(own.cook.welcome),
      gallery(2),
      product('recipes'),
      video,
      dates,
      list(),
      recommendation,
      questions,
      contact,
      place,
    ],
  },
  designer: {
    theme: 'addis',
    samples: [
      gallery(3),
      link(own.designer.portfolio, 'https://example.com', { important: true }),
      list(2),
      product('commission'),
      text(own.designer.welcome),
      voices,
      freebie,
      social,
    ],
  },
  musician: {
    theme: 'lalibela',
    samples: [
      text(own.musician.welcome),
      audio,
      product('album'),
      dates,
      video,
      tip,
      membership('songs'),
      telegram,
      social,
      contact,
    ],
  },
  fitness: {
    theme: 'simien',
    samples: [
      link(own.fitness.start, channel, { important: true }),
      text(own.fitness.welcome),
      product('plan'),
      membership('checkIn'),
      booking('talk'),
      voices,
      questions,
      social,
    ],
  },
  language: {
    theme: 'tana',
    samples: [
      text(own.language.welcome),
      audio,
      course,
      list(),
      booking('conversation'),
      freebie,
      link(own.language.daily, channel, { important: true }),
      voices,
      questions,
    ],
  },
  choir: {
    theme: 'lalibela',
    samples: [
      notice(common.feast),
      text(own.choir.welcome),
      audio,
      link(own.choir.channel, channel),
      list(),
      dates,
      tip,
      posts,
      place,
      contact,
    ],
  },
  developer: {
    theme: 'addis',
    samples: [
      link(own.developer.code, 'https://github.com/'),
      list(),
      text(own.developer.welcome),
      product('supportPlan'),
      questions,
      posts,
      social,
    ],
  },
  other: { theme: 'buna', samples: [text(own.other.welcome), link(own.other.channel, channel)] },
};
