// What a page starts from. Samples are marked and never public, so that a page is honest at any moment.
import type { PageContent } from '@windsurf/contracts/store';
import type { Block } from '@windsurf/contracts/store-blocks';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { isDeepStrictEqual } from 'node:util';
import type { KitKey } from './template-kits.ts';
import { templates } from './template-samples.ts';
import type { MakingName, Pen, Sample } from './template-samples.ts';

export { templates } from './template-samples.ts';

/** The drafts of products that she has, by their ids; blocks of others are left out. */
export type Kit = ReadonlyMap<KitKey, string>;
const noKit: Kit = new Map();

const nobodysId = '00000000-0000-8000-8000-000000000000';

function penFor(lang: Language, kit: Kit, now: Date): Pen {
  return {
    say: (phrase) => say(phrase, lang),
    // A sample of a course stands for one that she will choose; what needs its product is not drawn without it.
    kit: (key) => kit.get(key) ?? nobodysId,
    // To the day, so that the same template is the same for a day.
    inDays: (days) => new Date((Math.floor(now.getTime() / 86_400_000) + days) * 86_400_000).toISOString(),
  };
}

function sampleBlock(making: MakingName, sample: Sample, at: number, pen: Pen): Block {
  const hers = sample.needs === undefined ? { example: true } : {};
  const until = sample.untilDays === undefined ? {} : { until: pen.inDays(sample.untilDays) };
  return { id: `example-${making}-${at + 1}`, visible: true, ...hers, ...until, ...sample.draw(pen) };
}

const blocksOf = (making: MakingName, lang: Language, kit: Kit, now: Date): Block[] =>
  templates[making].samples
    .map((sample, at) => ({ sample, at }))
    .filter(({ sample }) => sample.needs === undefined || kit.has(sample.needs))
    .map(({ sample, at }) => sampleBlock(making, sample, at, penFor(lang, kit, now)));

/** Made by a template, and not by her. */
export const isOfTemplate = (block: Block): boolean => block.example === true || block.id.startsWith('example-');

/** Samples, and blocks of a kit's products that are as the template made them. */
function untouched(block: Block, before: readonly Block[]): boolean {
  if (block.example === true) return true;
  return before.some((made) => isDeepStrictEqual(made, block));
}

/** The draft with another template: samples are exchanged, her own blocks and a theme she chose herself stay. */
export function applyTemplate(
  content: PageContent,
  making: MakingName,
  before: MakingName | null,
  lang: Language,
  kit: Kit = noKit,
  now: Date = new Date(0),
): PageContent {
  const template = templates[making];
  const stock = before === null ? 'buna' : templates[before].theme;
  const sameTheme = isDeepStrictEqual(content.theme, { name: stock });
  const stood = before === null ? [] : blocksOf(before, lang, kit, now);
  const own = content.blocks.filter((block) => !untouched(block, stood));
  const hasImportant = own.some((block) => block.kind === 'link' && block.important === true);
  const ids = new Set(own.map(({ id }) => id));
  const samples = blocksOf(making, lang, kit, now)
    // A block that she made hers keeps its id.
    .filter(({ id }) => !ids.has(id))
    .map((block) => (hasImportant && block.kind === 'link' ? { ...block, important: false } : block));
  return {
    ...content,
    theme: sameTheme ? { name: template.theme } : content.theme,
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
