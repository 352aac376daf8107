// What changed between two versions of a page, in plain words; each line opens to both texts.
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { lang, tr } from '../words.ts';
import type { PageContent } from '@windsurf/contracts/store';
import type { Phrase } from '@windsurf/language/phrases';
import type { NameOf } from './block-names.ts';
import { textOf, titleOf } from './compare-sheet.tsx';
import { type ChangeKind, type Difference, kindOfChange } from './compare.ts';

const kindsOfChange = {
  added: [words.countAdded, words.wasAdded],
  changed: [words.countChanged, words.wasChanged],
  removed: [words.countRemoved, words.wasRemoved],
  moved: [words.countMoved, words.wasChanged],
} as const;
const order: readonly ChangeKind[] = ['added', 'changed', 'moved', 'removed'];

type ChangesProps = {
  readonly found: readonly Difference[];
  readonly nameOf: NameOf;
  /** Both pages, the newer one first, for the texts of each difference. */
  readonly pages?: readonly [PageContent, PageContent];
  /** Begins the sentence that counts; since the last publication unless told. */
  readonly since?: Phrase;
};

export function Changes({ found, nameOf, pages, since = words.sinceLast }: ChangesProps) {
  if (found.length === 0) return <p>{tr(pages === undefined ? words.nothingChanged : words.saysTheSame)}</p>;
  const counts = order.flatMap((kind) => {
    const count = found.filter((difference) => kindOfChange(difference) === kind).length;
    return count === 0 ? [] : [tr(kindsOfChange[kind][0], { count })];
  });
  const line = (difference: Difference): string =>
    tr(kindsOfChange[kindOfChange(difference)][1], { name: titleOf(difference, nameOf) });
  return (
    <>
      <p>{tr(since, { changes: counts.join(lang.value === 'am' ? '፣ ' : ', ') })}</p>
      <ul class="dashed">
        {found.map((difference) => (
          <li key={difference.key}>
            {pages === undefined ? (
              line(difference)
            ) : (
              <details>
                <summary>{line(difference)}</summary>
                <div class="before-after">
                  <p>
                    <b>{tr(words.before)}</b>
                    <span class="said">{textOf(difference, 'theirs', pages[1], nameOf)}</span>
                  </p>
                  <p>
                    <b>{tr(words.after)}</b>
                    <span class="said">{textOf(difference, 'mine', pages[0], nameOf)}</span>
                  </p>
                </div>
              </details>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
