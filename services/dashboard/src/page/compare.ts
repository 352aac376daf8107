// Two versions of one page, block by block; nothing is chosen without being shown.
import type { Block } from '@windsurf/contracts/store-blocks';
import type { PageContent } from '@windsurf/contracts/store';
import { same } from './blocks.ts';

/** Parts of the head of a page, each chosen by itself. */
const heads = ['displayName', 'line', 'bio', 'photoImageId', 'coverImageId'] as const;

export type Side = 'mine' | 'theirs';
export type Difference =
  | { readonly part: 'head'; readonly key: (typeof heads)[number] }
  | { readonly part: 'theme'; readonly key: 'theme' }
  | { readonly part: 'order'; readonly key: 'order' }
  | {
      readonly part: 'block';
      readonly key: string;
      readonly mine: Block | undefined;
      readonly theirs: Block | undefined;
    };
export type Choices = Readonly<Record<string, Side>>;

const byId = (content: PageContent) => new Map(content.blocks.map((block) => [block.id, block]));

/** Where two versions differ; an empty list means that they say the same. */
export function differences(mine: PageContent, theirs: PageContent): Difference[] {
  const found: Difference[] = [];
  for (const key of heads) if (mine[key] !== theirs[key]) found.push({ part: 'head', key });
  if (!same(mine.theme, theirs.theme)) found.push({ part: 'theme', key: 'theme' });
  const [left, right] = [byId(mine), byId(theirs)];
  for (const id of new Set([...left.keys(), ...right.keys()])) {
    if (!same(left.get(id) ?? null, right.get(id) ?? null)) {
      found.push({ part: 'block', key: id, mine: left.get(id), theirs: right.get(id) });
    }
  }
  const common = (content: PageContent, other: Map<string, Block>): string =>
    content.blocks.flatMap(({ id }) => (other.has(id) ? [id] : [])).join();
  if (common(mine, right) !== common(theirs, left)) found.push({ part: 'order', key: 'order' });
  return found;
}

export type ChangeKind = 'added' | 'changed' | 'removed' | 'moved';
/** What a difference is to who looks from `theirs`, the older one, to `mine`. */
export const kindOfChange = (difference: Difference): ChangeKind => {
  if (difference.part === 'order') return 'moved';
  if (difference.part !== 'block' || (difference.mine !== undefined && difference.theirs !== undefined))
    return 'changed';
  return difference.mine === undefined ? 'removed' : 'added';
};

/** Proposes for each difference the side that changed since both were the same; mine where both did. */
export function proposals(base: PageContent | undefined, mine: PageContent, theirs: PageContent): Choices {
  const found = differences(mine, theirs);
  if (base === undefined) return Object.fromEntries(found.map(({ key }) => [key, 'mine' as const]));
  const changedByMe = new Set(differences(base, mine).map(({ key }) => key));
  return Object.fromEntries(found.map(({ key }) => [key, changedByMe.has(key) ? 'mine' : 'theirs']));
}

/** One page of what was chosen. A block that the chosen side does not have is gone. */
export function merged(mine: PageContent, theirs: PageContent, choices: Choices): PageContent {
  const from = (key: string): PageContent => (choices[key] === 'theirs' ? theirs : mine);
  const lead = from('order');
  const other = lead === mine ? theirs : mine;
  const [ours, others] = [byId(mine), byId(theirs)];
  const differing = new Set(differences(mine, theirs).map(({ key }) => key));
  const chosen = (id: string): Block | undefined =>
    differing.has(id) ? (choices[id] === 'theirs' ? others : ours).get(id) : ours.get(id);

  const order = lead.blocks.map(({ id }) => id);
  // A block that only the other side has comes after the one it stands behind there.
  other.blocks.forEach(({ id }, at) => {
    if (order.includes(id)) return;
    const before = other.blocks
      .slice(0, at)
      .reverse()
      .find((block) => order.includes(block.id));
    order.splice(before === undefined ? 0 : order.indexOf(before.id) + 1, 0, id);
  });
  const blocks = order.flatMap((id) => chosen(id) ?? []);
  const there = new Set(blocks.map(({ id }) => id));
  const bin = new Map([...(theirs.bin ?? []), ...(mine.bin ?? [])].map((entry) => [entry.block.id, entry]));
  const left = [...bin.values()]
    .filter(({ block }) => !there.has(block.id))
    .sort((a, b) => (a.removedAt < b.removedAt ? 1 : -1));
  const head = Object.fromEntries(
    heads.flatMap((key) => (from(key)[key] === undefined ? [] : [[key, from(key)[key]]])),
  ) as Pick<PageContent, (typeof heads)[number]>;
  return { ...head, theme: from('theme').theme, blocks, ...(left.length === 0 ? {} : { bin: left }) };
}
