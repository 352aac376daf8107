import type { Draft, PageContent } from '@windsurf/contracts/store';
import { useMemo, useState } from 'preact/hooks';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { themeWords } from '@windsurf/language/words-html';
import { Sheet } from '../parts/sheet.tsx';
import { tr } from '../words.ts';
import { blockName, blockWordsOf, type NameOf } from './block-names.ts';
import { labelOf } from './field-words.ts';
import { type Difference, differences, type Side } from './compare.ts';
import { proposedChoices, settle } from './editor-model.ts';

type CompareProps = { readonly mine: PageContent; readonly theirs: Draft; readonly nameOf: NameOf; close(): void };

/** Both versions, part by part, with one choice for each (ED-6). */
export function CompareSheet({ mine, theirs, nameOf, close }: CompareProps) {
  const found = useMemo(() => differences(mine, theirs.content), [mine, theirs]);
  const [choices, setChoices] = useState<Record<string, Side>>(() => ({ ...proposedChoices(theirs.content) }));
  return (
    <Sheet
      title={tr(words.compareTitle)}
      close={close}
      foot={
        <button
          type="button"
          class="btn wide"
          onClick={() => {
            close();
            void settle(theirs, choices);
          }}
        >
          {tr(words.compareUse)}
        </button>
      }
    >
      <p>{tr(words.compareSays)}</p>
      {found.map((difference) => (
        <fieldset key={difference.key} class="versus">
          <legend>{titleOf(difference, nameOf)}</legend>
          {(['mine', 'theirs'] as const).map((side) => (
            <label key={side} class="choice">
              <input
                type="radio"
                name={difference.key}
                checked={(choices[difference.key] ?? 'mine') === side}
                onChange={() => setChoices((now) => ({ ...now, [difference.key]: side }))}
              />
              <b>{tr(side === 'mine' ? words.keepMine : words.keepTheirs)}</b>
              <span class="said">{textOf(difference, side, side === 'mine' ? mine : theirs.content, nameOf)}</span>
            </label>
          ))}
        </fieldset>
      ))}
    </Sheet>
  );
}

export function titleOf(difference: Difference, nameOf: NameOf): string {
  if (difference.part === 'head') return headName(difference.key);
  if (difference.part === 'theme') return tr(words.theme);
  if (difference.part === 'order') return tr(words.order);
  const block = difference.mine ?? difference.theirs;
  return block === undefined ? '' : blockName(block, nameOf);
}

const headName = (key: Extract<Difference, { part: 'head' }>['key']): string =>
  key === 'photoImageId' || key === 'coverImageId' ? labelOf('header', key) : tr(words[key]);

/** What one side of a difference says. */
export function textOf(difference: Difference, side: Side, page: PageContent, nameOf: NameOf): string {
  if (difference.part === 'head') {
    const value = page[difference.key];
    if (value === undefined || value === '') return tr(words.notThere);
    return difference.key === 'photoImageId' || difference.key === 'coverImageId' ? tr(words.aPicture) : value;
  }
  if (difference.part === 'theme') return `${tr(themeWords[page.theme.name])} ${page.theme.accent ?? ''}`;
  if (difference.part === 'order')
    return page.blocks.map((block, at) => `${at + 1}. ${blockName(block, nameOf)}`).join('\n');
  const block = difference[side];
  return block === undefined ? tr(words.notThere) : blockWordsOf(block, nameOf);
}
