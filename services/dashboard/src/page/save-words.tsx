import { clockOf } from '@windsurf/calendar/moment';
import { common } from '@windsurf/language/words-common';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { Icon } from '../parts/icons.tsx';
import { sentence } from '../parts/states.tsx';
import { lang, tr } from '../words.ts';
import { saveNow, saving } from './editor-model.ts';

/** In the reader's own clock alone: `ከቀኑ 6:02` is short enough to stand beside the title. */
const clock = (at: number): string => clockOf(new Date(at), lang.value);

/** How far saving is, in words, in one place. */
export function SaveWords() {
  const state = saving.value;
  if (state.kind === 'conflict') {
    return (
      <div class="save warn">
        <span>
          <Icon name="warn" />
          {tr(words.conflict)}
        </span>
      </div>
    );
  }
  if (state.kind === 'refused') {
    return (
      <div class="save bad">
        <span role="status">
          <Icon name="bad" />
          {tr(words.refused)} {sentence(state.problem)}
        </span>
      </div>
    );
  }
  if (state.kind === 'offline') {
    return (
      <div class="save warn">
        <span role="status">
          <Icon name="warn" />
          {tr(words.offline)}
        </span>
        <button type="button" class="plain" onClick={() => void saveNow()}>
          {tr(common.tryAgain)}
        </button>
      </div>
    );
  }
  const says =
    state.kind === 'saving'
      ? tr(words.saving)
      : state.kind === 'waiting'
        ? tr(words.waiting)
        : state.at === undefined
          ? tr(words.saved)
          : tr(words.savedAt, { time: clock(state.at) });
  return (
    <div class="save">
      <span role="status">
        {state.kind === 'saved' && <Icon name="check" />}
        {says}
      </span>
    </div>
  );
}

/** Stays in sight until both versions were looked at; it never takes the page away while she types. */
export function ConflictBanner({ see }: { see(): void }) {
  if (saving.value.kind !== 'conflict') return null;
  return (
    <div class="notice warn stuck" role="alert">
      <Icon name="warn" />
      <div>
        <p>{tr(words.conflictSays)}</p>
        <button type="button" class="btn" onClick={see}>
          {tr(words.seeChanges)}
        </button>
      </div>
    </div>
  );
}
