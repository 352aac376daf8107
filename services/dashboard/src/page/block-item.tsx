// One part of the page: how it looks, its state in words, its fields when it is open, and the ways to move it (ED-4).
import type { Block } from '@windsurf/contracts/store-blocks';
import type { Product } from '@windsurf/contracts/store';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { when } from '../parts/figures.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { tell } from '../parts/toast.tsx';
import { tr } from '../words.ts';
import { BlockFace } from './block-face.tsx';
import { blockName, type NameOf } from './block-names.ts';
import { BlockFields } from './later.tsx';
import { type BlockState, missingOf, type Sold, stateOf } from './block-state.ts';
import { MOST_BLOCKS } from './blocks.ts';
import { beginDrag } from './drag.ts';
import { moveBlock } from './move-block.ts';
import {
  change,
  content,
  type FocusPart,
  focusNext,
  newBlockId,
  said,
  saveNow,
  selected,
  undo,
} from './editor-model.ts';
import { labelOf } from './field-words.ts';

type ItemProps = {
  readonly block: Block;
  readonly at: number;
  readonly count: number;
  readonly products: readonly Product[] | undefined;
  readonly nameOf: NameOf;
  readonly sold: Sold;
  moveTo(): void;
};

export function BlockItem({ block, at, count, products, nameOf, sold, moveTo }: ItemProps) {
  const item = useRef<HTMLLIElement>(null);
  const isOpen = selected.value === block.id;
  const state = stateOf(block, sold);
  const wanted = focusNext.value;

  // A block that moved keeps the focus where it was.
  useLayoutEffect(() => {
    // The fields take it themselves, once they are there.
    if (wanted?.id !== block.id || wanted.part === 'field') return;
    focusNext.value = undefined;
    const element =
      item.current?.querySelector<HTMLElement>(`[data-part=${wanted.part}]`) ??
      item.current?.querySelector<HTMLElement>('.face');
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
  const duplicate = (): void => {
    if (count >= MOST_BLOCKS) return tell(tr(words.full));
    const { example: _example, ...rest } = block;
    const copy: Block = {
      ...rest,
      id: newBlockId(),
      ...(block.kind === 'link' ? { important: undefined } : {}),
    } as Block;
    change({ kind: 'insert', block: copy, after: block.id });
    selected.value = copy.id;
    focusNext.value = { id: copy.id, part: 'face' };
    said.value = tr(words.duplicated, { name: blockName(block, nameOf) });
  };
  const keys = (event: KeyboardEvent): void => {
    // In a field, Alt with an arrow is the field's own.
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const part = (event.target as HTMLElement).dataset.part as FocusPart | undefined;
    moveBlock(block, to, nameOf, part ?? 'face');
  };

  return (
    <li class={`block is-${state} ${isOpen ? 'on' : ''}`} ref={item} onKeyDown={keys}>
      <button
        type="button"
        class="face"
        data-part="face"
        aria-expanded={isOpen}
        onClick={() => {
          selected.value = isOpen ? undefined : block.id;
          if (isOpen) void saveNow();
          // Its fields begin where they can be seen, above the bar of buttons.
          else requestAnimationFrame(() => item.current?.scrollIntoView({ block: 'start' }));
        }}
      >
        <StateBadge state={state} block={block} />
        <BlockFace block={block} products={products} />
      </button>
      <span
        class="grip"
        aria-hidden="true"
        onPointerDown={(event) => {
          const own = item.current;
          if (own === null) return;
          beginDrag(event, own, {
            begun: () => {
              selected.value = undefined;
            },
            dropped: (to) => moveBlock(block, to, nameOf, 'face'),
          });
        }}
      >
        <Icon name="grip" />
      </span>
      {isOpen && (
        <>
          <div class="fields" id={`fields-${block.id}`}>
            <BlockFields block={block} state={state} products={products} />
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
            <Tool icon="copy" says={tr(words.duplicate)} act={duplicate} />
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

const badges: Readonly<Partial<Record<BlockState, IconName>>> = {
  hidden: 'hidden',
  broken: 'bad',
  incomplete: 'warn',
  scheduled: 'clock',
  over: 'clock',
};

function StateBadge({ state, block }: { state: BlockState; block: Block }) {
  if (state === 'ready') return null;
  const missing = missingOf(block);
  const ends = block.kind === 'countdown' ? block.endsAt : block.until;
  const says = {
    example: () => tr(words.example),
    hidden: () => tr(words.hidden),
    empty: () => tr(words.empty),
    broken: () => tr(words.broken),
    incomplete: () => tr(words.incomplete, { field: labelOf(block.kind, missing?.key ?? 'title') }),
    scheduled: () => tr(words.scheduled, { when: when(block.from ?? '', 'full') }),
    over: () => tr(words.over, { when: when(ends ?? '', 'full') }),
  }[state]();
  const icon = badges[state];
  return (
    <span class={`state ${state}`}>
      {icon !== undefined && <Icon name={icon} />}
      {says}
    </span>
  );
}
