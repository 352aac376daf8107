import type { Block } from '@windsurf/contracts/store';
import { useState } from 'preact/hooks';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { Field } from '../parts/form.tsx';
import { tr } from '../words.ts';
import { type BlockPatch, type BlockState, isAddress } from './blocks.ts';
import { change, saveNow } from './editor-model.ts';
import { readPasted } from './pasted.ts';

/** The fields of an open block. A sample shows its words greyed inside empty fields: what is typed is hers. */
export function BlockFields({ block, state }: { block: Block; state: BlockState }) {
  const [left, setLeft] = useState(false);
  const write = (patch: BlockPatch): void => change({ kind: 'edit', id: block.id, patch });
  const leave = (): void => void saveNow();
  const example = block.example === true;
  const id = `b-${block.id}`;

  const sample = example && (
    <div class="sample">
      <p>{tr(words.exampleSays)}</p>
      <button type="button" class="btn quiet" onClick={() => change({ kind: 'adopt', id: block.id })}>
        {tr(words.keepWords)}
      </button>
    </div>
  );

  if (block.kind === 'text') {
    return (
      <>
        {sample}
        <Field
          id={id}
          label={tr(words.textLabel)}
          area
          limit={2000}
          value={example ? '' : block.text}
          placeholder={example ? block.text : ''}
          onText={(text) => write({ text })}
          onBlur={leave}
        />
      </>
    );
  }
  if (block.kind === 'product') {
    return (
      <>
        {state === 'broken' && <a href={`/products/${block.productId}`}>{tr(words.toProduct)}</a>}
        <fieldset class="choices">
          <legend>{tr(words.lookOf)}</legend>
          {(['card', 'large'] as const).map((look) => (
            <label key={look} class="choice">
              <input type="radio" name={id} checked={block.look === look} onChange={() => write({ look })} />
              {tr(words[look])}
            </label>
          ))}
        </fieldset>
      </>
    );
  }
  const wrong = left && !example && block.url.trim() !== '' && !isAddress(block.url.trim());
  return (
    <>
      {sample}
      <Field
        id={`${id}-title`}
        label={tr(words.linkTitle)}
        limit={60}
        value={example ? '' : block.title}
        placeholder={example ? block.title : ''}
        onText={(title) => write({ title })}
        onBlur={leave}
      />
      <Field
        id={`${id}-url`}
        label={tr(words.linkUrl)}
        hint={tr(words.linkUrlHint)}
        inputMode="url"
        autoCapitalize="none"
        autoComplete="off"
        spellcheck={false}
        dir="ltr"
        value={example ? '' : block.url}
        onText={(url) => {
          setLeft(false);
          write({ url });
        }}
        onBlur={() => {
          setLeft(true);
          // t.me/selam and 0911 234 567 are addresses to a person; the page needs them whole.
          const whole = readPasted(block.url);
          if (!example && whole !== undefined && whole.url !== block.url) write({ url: whole.url });
          leave();
        }}
        error={wrong ? tr(words.linkUrlSays) : undefined}
      />
      <Field
        id={`${id}-note`}
        label={tr(words.note)}
        optional
        limit={120}
        value={example ? '' : (block.note ?? '')}
        placeholder={example ? (block.note ?? '') : ''}
        onText={(note) => write({ note })}
        onBlur={leave}
      />
      {!example && (
        <label class="tick">
          <input
            type="checkbox"
            checked={block.important === true}
            onChange={(event) => write({ important: event.currentTarget.checked })}
          />
          <span>{tr(words.important)}</span>
          <small class="muted">{tr(words.importantHint)}</small>
        </label>
      )}
    </>
  );
}
