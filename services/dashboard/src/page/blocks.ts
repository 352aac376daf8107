// What can be done to a page, and how it is undone. No view, no network.
import type { Block, PageContent } from '@windsurf/contracts/store';

export type LinkBlock = Extract<Block, { kind: 'link' }>;
export type TextBlock = Extract<Block, { kind: 'text' }>;
export type ProductBlock = Extract<Block, { kind: 'product' }>;

/** What may be written into a block by hand. */
export type BlockPatch = {
  readonly title?: string;
  readonly url?: string;
  readonly note?: string;
  readonly important?: boolean;
  readonly text?: string;
  readonly look?: ProductBlock['look'];
};
export type HeadPatch = Partial<Pick<PageContent, 'displayName' | 'line' | 'bio' | 'theme'>>;

export type Change =
  | { readonly kind: 'insert'; readonly block: Block; readonly after: string | undefined }
  | { readonly kind: 'edit'; readonly id: string; readonly patch: BlockPatch }
  | { readonly kind: 'adopt'; readonly id: string }
  | { readonly kind: 'show'; readonly id: string; readonly visible: boolean }
  | { readonly kind: 'move'; readonly id: string; readonly to: number }
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'head'; readonly patch: HeadPatch };

/** Greatest number of steps back that are remembered. */
export const MOST_STEPS = 100;
export const MOST_BLOCKS = 40;
/** Keys that follow each other this quickly, in ms, are one step back. */
const ONE_STROKE = 3000;

const bounded = (to: number, length: number): number => Math.max(0, Math.min(length - 1, to));

/** A sample becomes hers with her first word: what she did not write goes, the fake address first of all. */
function own(block: Block): Block {
  if (block.example !== true || block.kind === 'product') return block;
  const { id, visible } = block;
  return block.kind === 'text'
    ? { id, visible, kind: 'text', text: '' }
    : { id, visible, kind: 'link', title: '', url: '', ...(block.important === true ? { important: true } : {}) };
}

function patched(block: Block, patch: BlockPatch): Block {
  const mine = own(block);
  if (mine.kind === 'text') return { ...mine, text: patch.text ?? mine.text };
  if (mine.kind === 'product') return { ...mine, look: patch.look ?? mine.look };
  const { note = mine.note, important = mine.important } = patch;
  const { note: _note, important: _important, ...rest } = mine;
  return {
    ...rest,
    title: patch.title ?? mine.title,
    url: patch.url ?? mine.url,
    ...(note === undefined || note === '' ? {} : { note }),
    ...(important === true ? { important } : {}),
  };
}

/** A sample whose words she keeps: the words stay, the address is still hers to fill in. */
function adopted(block: Block): Block {
  if (block.kind === 'text' && block.example === true)
    return { id: block.id, visible: block.visible, kind: 'text', text: block.text };
  if (block.kind !== 'link' || block.example !== true) return block;
  const { example: _example, ...rest } = block;
  return { ...rest, url: '' };
}

/** The content with one change. The same object comes back when there was nothing to change. */
export function applyChange(content: PageContent, change: Change): PageContent {
  const { blocks } = content;
  const at = 'id' in change ? blocks.findIndex(({ id }) => id === change.id) : -1;
  if ('id' in change && at < 0) return content;
  const withBlocks = (next: readonly Block[]): PageContent => ({ ...content, blocks: [...next] });
  const exchange = (work: (block: Block) => Block): PageContent =>
    withBlocks(blocks.map((block, index) => (index === at ? work(block) : block)));

  switch (change.kind) {
    case 'head':
      return { ...content, ...change.patch };
    case 'insert': {
      if (blocks.length >= MOST_BLOCKS) return content;
      const after = blocks.findIndex(({ id }) => id === change.after);
      const place = after < 0 ? blocks.length : after + 1;
      return withBlocks([...blocks.slice(0, place), change.block, ...blocks.slice(place)]);
    }
    case 'edit': {
      const next = exchange((block) => patched(block, change.patch));
      // One link of a page is the important one.
      return change.patch.important === true
        ? { ...next, blocks: next.blocks.map((block) => (block.id === change.id ? block : unimportant(block))) }
        : next;
    }
    case 'adopt':
      return exchange(adopted);
    case 'show':
      return exchange((block) => ({ ...block, visible: change.visible }));
    case 'remove':
      return withBlocks(blocks.filter((_, index) => index !== at));
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
  const content = applyChange(history.content, change);
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

/** An address that a page may have: https with a host, tel or mailto. The server decides; this is for the hint. */
export function isAddress(text: string): boolean {
  if (/[\s<>"]/.test(text)) return false;
  if (/^tel:\+?[0-9][0-9-]{2,20}$/.test(text) || /^mailto:[^@\s?]+@[^@\s?]+\.[^@\s?]+(\?.*)?$/.test(text)) return true;
  if (!/^https:\/\//i.test(text)) return false;
  try {
    return new URL(text).hostname.includes('.');
  } catch {
    return false;
  }
}

export type BlockState = 'ready' | 'example' | 'hidden' | 'empty' | 'incomplete' | 'broken';

/** What stands between a block and the public page. `sold` knows the products that are for sale. */
export function stateOf(block: Block, sold: (productId: string) => boolean | undefined): BlockState {
  if (block.example === true) return 'example';
  if (!block.visible) return 'hidden';
  if (block.kind === 'product') return sold(block.productId) === false ? 'broken' : 'ready';
  if (block.kind === 'text') return block.text.trim() === '' ? 'empty' : 'ready';
  if (block.title.trim() === '' && block.url.trim() === '') return 'empty';
  return block.title.trim() === '' || !isAddress(block.url.trim()) ? 'incomplete' : 'ready';
}

const isEmpty = (block: Block): boolean =>
  (block.kind === 'text' && block.text.trim() === '') ||
  (block.kind === 'link' && block.title.trim() === '' && block.url.trim() === '' && (block.note ?? '').trim() === '');

/** What is sent: empty blocks stay on this phone, and an address that is none yet is not sent as one. */
export function sentContent(content: PageContent): PageContent {
  const blocks = content.blocks
    .filter((block) => !isEmpty(block))
    .map((block) => {
      if (block.kind !== 'link') return block;
      const url = block.url.trim();
      return url === '' || isAddress(url) ? { ...block, url } : { ...block, url: '' };
    });
  return { ...content, blocks };
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
