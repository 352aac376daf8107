import type { PageContent } from '@windsurf/contracts/store';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { Field } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { tr } from '../words.ts';
import { change, selected } from './editor-model.ts';

const HEAD = 'head';

/** Name, line and words about her: the fixed head of the page. */
export function HeadItem({ page }: { page: PageContent }) {
  const isOpen = selected.value === HEAD;
  const [letter = ''] = page.displayName.trim();
  return (
    <div class={isOpen ? 'block head-block on' : 'block head-block'}>
      <button
        type="button"
        class="face"
        aria-expanded={isOpen}
        onClick={() => {
          selected.value = isOpen ? undefined : HEAD;
        }}
      >
        <span class="vh">{tr(words.headTitle)}: </span>
        <span class="avatar" aria-hidden="true">
          {letter}
        </span>
        <b class="name">{page.displayName}</b>
        <span class={page.line === '' ? 'line ghost' : 'line'}>{page.line || tr(words.lineEmpty)}</span>
        {page.bio !== '' && <span class="bio">{page.bio}</span>}
        <Icon name="edit" class="pen" />
      </button>
      {isOpen && (
        <div class="fields">
          <Field
            id="head-name"
            label={tr(words.displayName)}
            limit={60}
            spellcheck={false}
            value={page.displayName}
            onText={(displayName) => change({ kind: 'head', patch: { displayName } })}
          />
          <Field
            id="head-line"
            label={tr(words.line)}
            hint={tr(words.lineHint)}
            limit={80}
            value={page.line}
            onText={(line) => change({ kind: 'head', patch: { line } })}
          />
          <Field
            id="head-bio"
            label={tr(words.bio)}
            optional
            area
            limit={300}
            value={page.bio}
            onText={(bio) => change({ kind: 'head', patch: { bio } })}
          />
        </div>
      )}
    </div>
  );
}
