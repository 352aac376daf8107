import type { PageContent } from '@windsurf/contracts/store';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { Field } from '../parts/form.tsx';
import { tr } from '../words.ts';
import { change, saveNow } from './editor-model.ts';
import { FieldOf } from './fields.tsx';

const leave = (): void => void saveNow();

/** Name, line, words about her, photo and cover. */
export function HeadFields({ page }: { page: PageContent }) {
  return (
    <>
      <Field
        id="head-name"
        label={tr(words.displayName)}
        limit={60}
        spellcheck={false}
        value={page.displayName}
        onText={(displayName) => change({ kind: 'head', patch: { displayName } })}
        onBlur={leave}
      />
      <Field
        id="head-line"
        label={tr(words.line)}
        hint={tr(words.lineHint)}
        limit={80}
        value={page.line}
        onText={(line) => change({ kind: 'head', patch: { line } })}
        onBlur={leave}
      />
      <Field
        id="head-bio"
        label={tr(words.bio)}
        optional
        area
        limit={300}
        value={page.bio}
        onText={(bio) => change({ kind: 'head', patch: { bio } })}
        onBlur={leave}
      />
      {(['photoImageId', 'coverImageId'] as const).map((key) => (
        <FieldOf
          key={key}
          kind="link"
          id="head"
          field={{ key, type: 'picture', shape: key === 'photoImageId' ? 'square' : 'wide', optional: true }}
          of={page}
          products={undefined}
          write={(patch) => change({ kind: 'head', patch })}
          leave={leave}
        />
      ))}
    </>
  );
}
