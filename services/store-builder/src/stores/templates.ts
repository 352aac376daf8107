// What a page starts from. Samples are marked and never public, so that a page is honest at any moment.
import type { Block, Making, PageContent, ThemeName } from '@windsurf/contracts/store';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { templateWords as words } from '@windsurf/language/words-store-templates';
import type { Static } from 'typebox';

type MakingName = Static<typeof Making>;
type Sample =
  | { readonly kind: 'text'; readonly text: Phrase }
  | {
      readonly kind: 'link';
      readonly title: Phrase;
      readonly url: string;
      readonly note?: Phrase;
      readonly important?: true;
    };
type Template = { readonly theme: Static<typeof ThemeName>; readonly samples: readonly Sample[] };

const telegram = 'https://t.me/example';
const phone = 'tel:+251911000000';

/** Themes and order of blocks as in experience.md 3.5, with the kinds of block that exist. */
export const templates: Readonly<Record<MakingName, Template>> = {
  teacher: {
    theme: 'buna',
    samples: [
      { kind: 'text', text: words.teacher.welcome },
      { kind: 'link', title: words.teacher.channel, url: telegram, note: words.teacher.channelNote, important: true },
      { kind: 'link', title: words.teacher.lessons, url: phone },
      { kind: 'text', text: words.teacher.questions },
    ],
  },
  cook: {
    theme: 'adey',
    samples: [
      { kind: 'text', text: words.cook.welcome },
      { kind: 'link', title: words.cook.order, url: phone, important: true },
    ],
  },
  designer: {
    theme: 'addis',
    samples: [
      { kind: 'link', title: words.designer.portfolio, url: 'https://example.com', important: true },
      { kind: 'text', text: words.designer.welcome },
    ],
  },
  musician: {
    theme: 'lalibela',
    samples: [
      { kind: 'link', title: words.musician.listen, url: 'https://www.youtube.com/', important: true },
      { kind: 'text', text: words.musician.welcome },
    ],
  },
  fitness: {
    theme: 'simien',
    samples: [
      { kind: 'link', title: words.fitness.start, url: telegram, important: true },
      { kind: 'text', text: words.fitness.welcome },
    ],
  },
  language: {
    theme: 'tana',
    samples: [
      { kind: 'text', text: words.language.welcome },
      { kind: 'link', title: words.language.daily, url: telegram, important: true },
    ],
  },
  choir: {
    theme: 'lalibela',
    samples: [
      { kind: 'text', text: words.choir.welcome },
      { kind: 'link', title: words.choir.channel, url: telegram },
    ],
  },
  developer: {
    theme: 'addis',
    samples: [
      { kind: 'link', title: words.developer.code, url: 'https://github.com/' },
      { kind: 'text', text: words.developer.welcome },
    ],
  },
  other: {
    theme: 'buna',
    samples: [
      { kind: 'text', text: words.other.welcome },
      { kind: 'link', title: words.other.channel, url: telegram },
    ],
  },
};

function sampleBlock(making: MakingName, sample: Sample, at: number, lang: Language): Block {
  const base = { id: `example-${making}-${at + 1}`, visible: true, example: true } as const;
  if (sample.kind === 'text') return { ...base, kind: 'text', text: say(sample.text, lang) };
  return {
    ...base,
    kind: 'link',
    title: say(sample.title, lang),
    url: sample.url,
    ...(sample.note ? { note: say(sample.note, lang) } : {}),
    ...(sample.important ? { important: true } : {}),
  };
}

/** The draft with another template: samples are exchanged, her own blocks and a theme she chose herself stay. */
export function applyTemplate(
  content: PageContent,
  making: MakingName,
  before: MakingName | null,
  lang: Language,
): PageContent {
  const template = templates[making];
  const stock = before === null ? 'buna' : templates[before].theme;
  const untouched = content.theme.name === stock && content.theme.accent === undefined;
  const own = content.blocks.filter((block) => block.example !== true);
  const hasImportant = own.some((block) => block.kind === 'link' && block.important === true);
  const samples = template.samples
    .map((sample, at) => sampleBlock(making, sample, at, lang))
    .map((block) => (hasImportant && block.kind === 'link' ? { ...block, important: false } : block));
  return {
    ...content,
    theme: untouched ? { name: template.theme } : content.theme,
    blocks: [...own, ...samples].slice(0, 40),
  };
}

/** What a page looks like that begins with each template and has nothing of its own yet. */
export const templatePages = (lang: Language): { making: MakingName; content: PageContent }[] =>
  (Object.keys(templates) as MakingName[]).map((making) => ({
    making,
    content: applyTemplate(
      { displayName: '', line: '', bio: '', theme: { name: 'buna' }, blocks: [] },
      making,
      null,
      lang,
    ),
  }));
