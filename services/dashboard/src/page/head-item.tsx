import type { PageContent } from '@windsurf/contracts/store';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { Icon } from '../parts/icons.tsx';
import { tr } from '../words.ts';
import { selected } from './editor-model.ts';
import { HeadFields } from './later.tsx';
import { shownUrl } from '../pictures/send-picture.ts';

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
        {page.coverImageId !== undefined && (
          <img class="head-cover" src={shownUrl(page.coverImageId)} alt="" loading="lazy" />
        )}
        {page.photoImageId === undefined ? (
          <span class="avatar" aria-hidden="true">
            {letter}
          </span>
        ) : (
          <img class="avatar" src={shownUrl(page.photoImageId)} alt="" />
        )}
        <b class="name">{page.displayName}</b>
        <span class={page.line === '' ? 'line ghost' : 'line'}>{page.line || tr(words.lineEmpty)}</span>
        {page.bio !== '' && <span class="bio">{page.bio}</span>}
        <Icon name="edit" class="pen" />
      </button>
      {isOpen && (
        <div class="fields">
          <HeadFields page={page} />
        </div>
      )}
    </div>
  );
}
