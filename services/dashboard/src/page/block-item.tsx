// One part of the page: how it looks, its state in words, its fields when it is open, and the ways to move it (ED-4).
import type { Block, Product } from '@windsurf/contracts/store';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { Icon, type IconName } from '../parts/icons.tsx';
import { tell } from '../parts/toast.tsx';
import { tr } from '../words.ts';
import { BlockFace } from './block-face.tsx';
import { BlockFields } from './block-fields.tsx';
import { blockName, type NameOf } from './block-names.ts';
import { type BlockState, isAddress, stateOf } from './blocks.ts';
import { change, content, type FocusPart, focusNext, said, saveNow, selected, undo } from './editor-model.ts';

type ItemProps = {
  readonly block: Block;
  readonly at: number;
  readonly count: number;
  readonly products: readonly Product[] | undefined;
  readonly nameOf: NameOf;
  sold(productId: string): boolean | undefined;
  moveTo(): void;
};

/** Moves a block and says where it is now. */
export function moveBlock(block: Block, to: number, nameOf: NameOf, part?: FocusPart): void {
  change({ kind: 'move', id: block.id, to });
  const blocks = content.peek()?.blocks ?? [];
  const at = blocks.findIndex(({ id }) => id === block.id);
  said.value = tr(words.moved, { name: blockName(block, nameOf), at: at + 1, count: blocks.length });
  if (part !== undefined) focusNext.value = { id: block.id, part };
}

export function BlockItem({ block, at, count, products, nameOf, sold, moveTo }: ItemProps) {
  const item = useRef<HTMLLIElement>(null);
  const isOpen = selected.value === block.id;
  const state = stateOf(block, sold);
  const wanted = focusNext.value;

  // A block that moved keeps the focus where it was; a new one offers its first field.
  useLayoutEffect(() => {
    if (wanted?.id !== block.id) return;
    focusNext.value = undefined;
    const what = wanted.part === 'field' ? 'input, textarea' : `[data-part=${wanted.part}]`;
    const element = item.current?.querySelector<HTMLElement>(what) ?? item.current?.querySelector<HTMLElement>('.face');
    element?.focus({ preventScroll: true });
    item.current?.scrollIntoView({ block: 'nearest' });
  }, [wanted, at]);

  const remove = (): void => {
    change({ kind: 'remove', id: block.id });
    selected.value = undefined;
    said.value = tr(words.removed);
    const next = content.peek()?.blocks[Math.min(at, count - 2)];
    if (next === undefined) document.getElementById('blocks')?.focus();
    else focusNext.value = { id: next.id, part: 'face' };
    tell(tr(words.removed), undo);
  };
  const keys = (event: KeyboardEvent): void => {
    if (!event.altKey) return;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const part = (event.target as HTMLElement).dataset.part as FocusPart | undefined;
    moveBlock(block, to, nameOf, part ?? 'face');
  };

  return (
    <li class={`block ${block.kind} ${state} ${isOpen ? 'on' : ''}`} ref={item} onKeyDown={keys}>
      <button
        type="button"
        class="face"
        data-part="face"
        aria-expanded={isOpen}
        onClick={() => {
          selected.value = isOpen ? undefined : block.id;
          if (isOpen) void saveNow();
        }}
      >
        <StateBadge state={state} block={block} />
        <BlockFace block={block} products={products} />
      </button>
      {isOpen && (
        <>
          <div class="fields">
            <BlockFields block={block} state={state} />
          </div>
          <div class="tools">
            <Tool
              icon="up"
              part="up"
              says={tr(words.up)}
              off={at === 0}
              act={() => moveBlock(block, at - 1, nameOf, 'up')}
            />
            <Tool
              icon="down"
              part="down"
              says={tr(words.down)}
              off={at === count - 1}
              act={() => moveBlock(block, at + 1, nameOf, 'down')}
            />
            <Tool icon="move" part="move" says={tr(words.moveTo)} off={count < 2} act={moveTo} />
            <Tool
              icon={block.visible ? 'hidden' : 'eye'}
              says={tr(block.visible ? words.hide : words.show)}
              act={() => change({ kind: 'show', id: block.id, visible: !block.visible })}
            />
            <Tool icon="bin" says={tr(words.remove)} act={remove} />
          </div>
        </>
      )}
    </li>
  );
}

type ToolProps = { icon: IconName; says: string; part?: string; off?: boolean; act(): void };

const Tool = ({ icon, says, part, off, act }: ToolProps) => (
  <button
    type="button"
    class="tool"
    data-part={part}
    aria-disabled={off === true ? true : undefined}
    onClick={() => off !== true && act()}
  >
    <Icon name={icon} />
    <span>{says}</span>
  </button>
);

const badges: Readonly<Partial<Record<BlockState, IconName>>> = { hidden: 'hidden', broken: 'bad', incomplete: 'warn' };

function StateBadge({ state, block }: { state: BlockState; block: Block }) {
  if (state === 'ready') return null;
  const missing =
    block.kind === 'link' && block.title.trim() === ''
      ? words.linkTitle
      : block.kind === 'link' && !isAddress(block.url.trim())
        ? words.linkUrl
        : words.textLabel;
  const says = {
    example: tr(words.example),
    hidden: tr(words.hidden),
    empty: tr(words.empty),
    broken: tr(words.broken),
    incomplete: tr(words.incomplete, { field: tr(missing) }),
  }[state];
  const icon = badges[state];
  return (
    <span class={`state ${state}`}>
      {icon !== undefined && <Icon name={icon} />}
      {says}
    </span>
  );
}
