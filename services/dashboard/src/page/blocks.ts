// What can be done to a page, and how it is undone. No view, no network.
import { pageLimits } from '@windsurf/contracts/store-block-limits';
import type { Block } from '@windsurf/contracts/store-blocks';
import type { PageContent } from '@windsurf/contracts/store';
import { adopted, owned, sentBlock } from './block-state.ts';
import type { Values } from './kinds.ts';

export type HeadPatch = { readonly [K in Exclude<keyof PageContent, 'blocks' | 'bin'>]?: PageContent[K] | undefined };
type Bin = NonNullable<PageContent['bin']>;

export type Change =
  | { readonly kind: 'insert'; readonly block: Block; readonly after: string | undefined }
  /** A key whose value is undefined is taken away. */
  | { readonly kind: 'edit'; readonly id: string; readonly patch: Values }
  | { readonly kind: 'adopt'; readonly id: string }
  | { readonly kind: 'show'; readonly id: string; readonly visible: boolean }
  | { readonly kind: 'move'; readonly id: string; readonly to: number }
  /** Into the bin. */
  | { readonly kind: 'remove'; readonly id: string }
  /** Out of the bin, to the end of the page. */
  | { readonly kind: 'bring-back'; readonly id: string }
  | { readonly kind: 'head'; readonly patch: HeadPatch }
  /** Other samples and their look; what she wrote, and a look that she changed herself, stay. */
  | { readonly kind: 'template'; readonly content: PageContent }
  /** An earlier version of the page; what it does not have goes into the bin. */
  | { readonly kind: 'replace'; readonly content: PageContent };

/** Greatest number of steps back that are remembered. */
export const MOST_STEPS = 100;
export const MOST_BLOCKS = pageLimits.blocks;
/** So long does the bin keep a block. */
const BIN_DAYS = 30;
/** Keys that follow each other this quickly, in ms, are one step back. */
const ONE_STROKE = 3000;

const bounded = (to: number, length: number): number => Math.max(0, Math.min(length - 1, to));

/** An object with a patch, without the keys that the patch takes away. */
const patched = <T extends object>(of: T, patch: object): T =>
  // The keys are those of the kind; the server checks each.
  Object.fromEntries(Object.entries({ ...of, ...patch }).filter(([, value]) => value !== undefined)) as T;

/** What the bin still keeps at `now` (ms), newest first. */
export const binAt = (content: PageContent, now: number): Bin =>
  (content.bin ?? []).filter(({ removedAt }) => Date.parse(removedAt) > now - BIN_DAYS * 86_400_000);

const withBin = (content: PageContent, bin: Bin): PageContent => {
  const { bin: _bin, ...rest } = content;
  return bin.length === 0 ? rest : { ...rest, bin: bin.slice(0, MOST_BLOCKS) };
};

function broughtBack(content: PageContent, id: string): PageContent {
  const bin = content.bin ?? [];
  const found = bin.find(({ block }) => block.id === id);
  if (found === undefined || content.blocks.length >= MOST_BLOCKS) return content;
  const left = bin.filter((entry) => entry !== found);
  return withBin({ ...content, blocks: [...content.blocks, found.block] }, left);
}

const binned = (blocks: readonly Block[], now: number): Bin =>
  blocks.flatMap((each) => {
    const block = sentBlock(each);
    // A sample, or what says nothing, is not worth keeping.
    if (block === undefined || block.example === true) return [];
    return [{ block, removedAt: new Date(now).toISOString() }];
  });

function replaced(content: PageContent, next: PageContent, now: number): PageContent {
  const there = new Set(next.blocks.map(({ id }) => id));
  const gone = content.blocks.filter(({ id }) => !there.has(id));
  const bin = binAt(content, now).filter(({ block }) => !there.has(block.id));
  return withBin(next, [...binned(gone, now), ...bin]);
}

function templated(content: PageContent, template: PageContent): PageContent {
  const mine = withoutSamples(content);
  const hasImportant = mine.blocks.some((block) => block.kind === 'link' && block.important === true);
  const samples = template.blocks.map((block) => (hasImportant ? unimportant(block) : block));
  return {
    ...mine,
    theme: Object.keys(content.theme).length === 1 ? template.theme : content.theme,
    blocks: [...mine.blocks, ...samples].slice(0, MOST_BLOCKS),
  };
}

/** The content with one change at `now` (ms). The same object comes back when there was nothing to change. */
export function applyChange(content: PageContent, change: Change, now: number = Date.now()): PageContent {
  const { blocks } = content;
  if (change.kind === 'replace') return replaced(content, change.content, now);
  if (change.kind === 'template') return templated(content, change.content);
  if (change.kind === 'bring-back') return broughtBack(content, change.id);
  const at = 'id' in change ? blocks.findIndex(({ id }) => id === change.id) : -1;
  if ('id' in change && at < 0) return content;
  const withBlocks = (next: readonly Block[]): PageContent => ({ ...content, blocks: [...next] });
  const exchange = (work: (block: Block) => Block): PageContent =>
    withBlocks(blocks.map((block, index) => (index === at ? work(block) : block)));

  switch (change.kind) {
    case 'head':
      return patched(content, change.patch);
    case 'insert': {
      if (blocks.length >= MOST_BLOCKS) return content;
      const after = blocks.findIndex(({ id }) => id === change.after);
      const place = after < 0 ? blocks.length : after + 1;
      return withBlocks([...blocks.slice(0, place), change.block, ...blocks.slice(place)]);
    }
    case 'edit': {
      const next = exchange((block) => patched(owned(block), change.patch));
      // One link of a page is the important one.
      return change.patch.important === true
        ? { ...next, blocks: next.blocks.map((block) => (block.id === change.id ? block : unimportant(block))) }
        : next;
    }
    case 'adopt':
      return exchange(adopted);
    case 'show':
      return exchange((block) => ({ ...block, visible: change.visible }));
    case 'remove': {
      const next = withBlocks(blocks.filter((_, index) => index !== at));
      return withBin(next, [...binned(blocks.slice(at, at + 1), now), ...binAt(content, now)]);
    }
    case 'move': {
      const to = bounded(change.to, blocks.length);
      const moved = blocks[at];
      if (to === at || moved === undefined) return content;
      const rest = blocks.filter((_, index) => index !== at);
      return withBlocks([...rest.slice(0, to), moved, ...rest.slice(to)]);
    }
  }
}

function unimportant(block: Block): Block {
  if (block.kind !== 'link' || block.important !== true) return block;
  const { important: _important, ...rest } = block;
  return rest;
}

export type History = {
  readonly past: readonly PageContent[];
  readonly content: PageContent;
  readonly future: readonly PageContent[];
  /** What the last step changed, and when: typing in one field is one step. */
  readonly stroke: { readonly key: string; readonly at: number } | undefined;
};

export const historyOf = (content: PageContent): History => ({ past: [], content, future: [], stroke: undefined });

const strokeOf = (change: Change): string | undefined => {
  if (change.kind === 'edit') return `${change.id} ${Object.keys(change.patch).join()}`;
  return change.kind === 'head' && change.patch.theme === undefined
    ? `head ${Object.keys(change.patch).join()}`
    : undefined;
};

/** The history after a change at `now` (ms). */
export function changed(history: History, change: Change, now: number): History {
  const content = applyChange(history.content, change, now);
  if (content === history.content) return history;
  const key = strokeOf(change);
  const goesOn = key !== undefined && history.stroke?.key === key && now - history.stroke.at < ONE_STROKE;
  return {
    past: goesOn ? history.past : [...history.past, history.content].slice(-MOST_STEPS),
    content,
    future: [],
    stroke: key === undefined ? undefined : { key, at: now },
  };
}

export function undone(history: History): History {
  const content = history.past.at(-1);
  if (content === undefined) return history;
  return { past: history.past.slice(0, -1), content, future: [history.content, ...history.future], stroke: undefined };
}

export function redone(history: History): History {
  const [content, ...future] = history.future;
  if (content === undefined) return history;
  return { past: [...history.past, history.content], content, future, stroke: undefined };
}

/** What is sent: what says nothing yet stays on this phone, and an address that is none yet is not sent as one. */
export const sentContent = (content: PageContent): PageContent => ({
  ...content,
  blocks: content.blocks.flatMap((block) => sentBlock(block) ?? []),
});

/** What is hers alone: no samples. */
export const withoutSamples = (content: PageContent): PageContent => ({
  ...content,
  blocks: content.blocks.filter(({ example }) => example !== true),
});

/** `content` with the blocks of `mine` that only this phone has, each behind the one it stood behind. */
export function withOwnBlocks(content: PageContent, mine: PageContent): PageContent {
  const blocks = [...content.blocks];
  mine.blocks.forEach((block, at) => {
    if (sentBlock(block) !== undefined || blocks.some(({ id }) => id === block.id)) return;
    const before = mine.blocks[at - 1]?.id;
    const place = blocks.findIndex(({ id }) => id === before);
    blocks.splice(place < 0 ? blocks.length : place + 1, 0, block);
  });
  return blocks.length === content.blocks.length ? content : { ...content, blocks };
}

/** True when two contents say the same, whatever the order of their keys. */
export const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)))
      : inner,
  );
}
