// ON-7: what will be public, what stays hidden, and what to do with the address afterwards.
import { publishStore, readVersion } from '@windsurf/contracts/store';
import type { PageContent } from '@windsurf/contracts/store';
import type { Block } from '@windsurf/contracts/store-blocks';
import type { Answer } from '@windsurf/contracts/endpoint';
import { useEffect, useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { pageWords as words } from '@windsurf/language/words-dashboard-page';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { ErrorSummary, type FormError, Submit } from '../parts/form.tsx';
import { Notice, sentence } from '../parts/states.tsx';
import { Share } from '../parts/share.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { loadStore, store } from '../store.ts';
import { lang, tr } from '../words.ts';
import { blockName, type NameOf } from './block-names.ts';
import { type Sold, stateOf } from './block-state.ts';
import { sentContent, withoutSamples } from './blocks.ts';
import { Changes } from './changes.tsx';
import { differences } from './compare.ts';
import { content, saveNow, saving, selected } from './editor-model.ts';
import { bytesOf, kilobytes } from './frame-facts.ts';
import type { PublishLater } from './publish-later.tsx';

type PublishProps = { readonly sold: Sold; readonly nameOf: NameOf; close(): void };

const whyHidden = {
  example: words.hiddenExample,
  hidden: words.hiddenByYou,
  incomplete: words.hiddenUnfinished,
  empty: words.hiddenUnfinished,
  broken: words.hiddenBroken,
  scheduled: words.hiddenLater,
  over: words.hiddenOver,
} as const;

export function PublishSheet({ sold, nameOf, close }: PublishProps) {
  const mine = store.value;
  const page = content.value;
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<Answer<typeof publishStore>>();
  const [saved, setSaved] = useState(false);
  const [weight, setWeight] = useState<number>();
  const [before, setBefore] = useState<PageContent>();
  const [Later, setLater] = useState<{ part: typeof PublishLater }>();

  useEffect(() => {
    void saveNow().then(() => setSaved(true));
    void import('./publish-later.tsx').then(({ PublishLater: part }) => setLater({ part }));
    const number = mine?.published?.number;
    if (number === undefined) return;
    // Without it the sheet does not say what has changed, and publishes all the same.
    call(readVersion, { params: { number } }).then(
      ({ content: published }) => setBefore(published),
      () => undefined,
    );
  }, []);
  if (mine == null || page === undefined) return null;

  const publish = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setErrors([]);
    const draftVersion = await saveAll();
    if (draftVersion === undefined) return setBusy(false);
    try {
      const answer = await call(publishStore, { body: { draftVersion } });
      setDone(answer);
      await loadStore();
    } catch (error) {
      const problem = asProblem(error);
      const found = problem.fields.map(({ pointer, detail }) => ({ id: openAt(pointer, page.blocks), says: detail }));
      setErrors(found.length > 0 ? found : [{ id: '', says: sentence(problem) }]);
      setBusy(false);
    }
  };

  /** Version of the draft with all that was typed; undefined, with its reason, when it could not be saved. */
  const saveAll = async (): Promise<number | undefined> => {
    await saveNow();
    if (saving.peek().kind === 'saved') return store.peek()?.draft.version ?? mine.draft.version;
    setErrors([{ id: '', says: saving.peek().kind === 'conflict' ? tr(words.conflict) : tr(words.mustSave) }]);
    return undefined;
  };

  if (done !== undefined) {
    return (
      <Sheet title={tr(words.live)} close={close}>
        <p>{tr(words.liveSays)}</p>
        <Share url={done.url} name={page.displayName} />
        <a class="btn wide" href="/products/new">
          {tr(words.nextProduct)}
        </a>
        <button type="button" class="btn quiet wide" onClick={close}>
          {tr(common.done)}
        </button>
      </Sheet>
    );
  }

  const states = page.blocks.map((block) => ({ block, state: stateOf(block, sold) }));
  const hidden = states.flatMap(({ block, state }) => (state === 'ready' ? [] : [{ block, says: whyHidden[state] }]));
  // As the server keeps it, where it has it already: what it cleaned is no change.
  const now = saving.value.kind === 'saved' ? mine.draft.content : sentContent(page);
  const since = before === undefined ? undefined : differences(withoutSamples(now), withoutSamples(before));
  return (
    <Sheet
      title={tr(mine.published === null ? words.publishTitle : words.publishAgain)}
      close={close}
      foot={
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void publish();
          }}
        >
          <Submit busy={busy} label={tr(words.publishNow)} busyLabel={tr(words.publishing)} />
        </form>
      }
    >
      <ErrorSummary errors={errors} title={tr(words.notYet)} />
      <div class="summary">
        <div class="thumb" aria-hidden="true">
          {saved && (
            <iframe
              title=""
              tabIndex={-1}
              src={`/v1/stores/mine/preview?lang=${lang.value}`}
              onLoad={(event) => setWeight(bytesOf(event.currentTarget))}
            />
          )}
        </div>
        <dl class="facts">
          <div>
            <dt>{tr(words.address)}</dt>
            <dd dir="ltr">{mine.url.replace(/^https?:\/\//, '')}</dd>
          </div>
          <div>
            <dt>{tr(words.parts)}</dt>
            <dd class="num">{states.length - hidden.length}</dd>
          </div>
          <div>
            <dt>{tr(words.weight)}</dt>
            <dd class="num">{weight === undefined ? '–' : kilobytes(weight)}</dd>
          </div>
        </dl>
      </div>
      {since !== undefined && <Changes found={since} nameOf={nameOf} />}
      <h3>{tr(words.staysHidden)}</h3>
      {hidden.length === 0 ? (
        <p class="muted">{tr(words.nothingHidden)}</p>
      ) : (
        <Notice kind="info">
          <ul class="dashed">
            {hidden.map(({ block, says }) => (
              <li key={block.id}>{tr(says, { name: blockName(block, nameOf) })}</li>
            ))}
          </ul>
        </Notice>
      )}
      {Later !== undefined && <Later.part saved={saveAll} />}
    </Sheet>
  );
}

/** Opens the block that a pointer names, so that the link of the error leads to its field. */
function openAt(pointer: string, blocks: readonly Block[]): string {
  const block = blocks[Number(/\/blocks\/(\d+)/.exec(pointer)?.[1] ?? -1)];
  if (block === undefined) return '';
  selected.value = block.id;
  return `b-${block.id}-${/\/blocks\/\d+\/(\w+)/.exec(pointer)?.[1] ?? 'title'}`;
}
