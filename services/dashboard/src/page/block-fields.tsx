// The fields of an open block: at most six, the rest under “more options” (ED-3).
import type { Block } from '@windsurf/contracts/store-blocks';
import type { Product } from '@windsurf/contracts/store';
import { useLayoutEffect } from 'preact/hooks';
import { blockWords } from '@windsurf/language/words-dashboard-fields';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { tr } from '../words.ts';
import { type BlockState, valuesOf } from './block-state.ts';
import { change, focusNext, saveNow } from './editor-model.ts';
import { FieldOf } from './fields.tsx';
import { fieldsOf, type FieldSpec } from './kinds.ts';

type FieldsProps = {
  readonly block: Block;
  readonly state: BlockState;
  readonly products: readonly Product[] | undefined;
};

/** A sample shows its words greyed inside empty fields: what is typed is hers. */
export function BlockFields({ block, state, products }: FieldsProps) {
  const example = block.example === true;
  const of = valuesOf(block);
  const asked = fieldsOf(block.kind).filter((field) => field.when === undefined || field.when(of));
  const draw = (field: FieldSpec) => (
    <FieldOf
      key={field.key}
      field={field}
      kind={block.kind}
      id={`b-${block.id}`}
      of={of}
      sample={example ? of : undefined}
      products={products}
      write={(patch) => change({ kind: 'edit', id: block.id, patch })}
      leave={() => void saveNow()}
    />
  );
  const { productId } = of;
  const wanted = focusNext.value;
  // A new block offers its first field.
  useLayoutEffect(() => {
    if (wanted?.id !== block.id || wanted.part !== 'field') return;
    focusNext.value = undefined;
    const place = document.getElementById(`fields-${block.id}`);
    place?.querySelector<HTMLElement>('input, textarea, select, .btn')?.focus({ preventScroll: true });
    place?.closest('li')?.scrollIntoView({ block: 'nearest' });
  }, [wanted]);
  const more = asked.filter((field) => field.more === true);
  return (
    <>
      {example && (
        <div class="sample">
          <p>{tr(words.exampleSays)}</p>
          <button type="button" class="btn quiet" onClick={() => change({ kind: 'adopt', id: block.id })}>
            {tr(words.keepWords)}
          </button>
        </div>
      )}
      {state === 'broken' && typeof productId === 'string' && (
        <a class="btn quiet" href={`/products/${productId}`}>
          {tr(words.toProduct)}
        </a>
      )}
      {asked.filter((field) => field.more !== true).map(draw)}
      {!example && (
        <details class="more">
          <summary>{tr(blockWords.more)}</summary>
          <div class="fields plain-fields">{more.map(draw)}</div>
        </details>
      )}
    </>
  );
}
