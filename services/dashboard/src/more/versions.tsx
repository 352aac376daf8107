import { listProducts, listVersions, readVersion, unpublishStore } from '@windsurf/contracts/store';
import type { PageContent } from '@windsurf/contracts/store';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { moreWords as words } from '@windsurf/language/words-dashboard-more';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { Changes } from '../page/changes.tsx';
import { differences } from '../page/compare.ts';
import { change, content, openDraft, saveNow, saving, undo } from '../page/editor-model.ts';
import { when } from '../parts/figures.ts';
import { Sheet } from '../parts/sheet.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { loadStore, store } from '../store.ts';
import { tr } from '../words.ts';
import '../styles/block-fields.css';
import '../styles/editor-sheets.css';
import '../styles/lists.css';

/** The last versions that were public. Bringing one back makes a draft and publishes nothing. */
export function Versions() {
  const { route } = useLocation();
  const versions = useResource(listVersions, {});
  const [problem, setProblem] = useState<ApiProblem>();
  const [asking, setAsking] = useState(false);
  const [looking, setLooking] = useState<{ readonly number: number; readonly publishedAt: string }>();
  const items = versions.data?.items;

  /** Into the draft as one change that can be undone; nothing that is not saved yet is lost by it. */
  const bringBack = async (number: number, before: PageContent): Promise<void> => {
    setLooking(undefined);
    setProblem(undefined);
    const mine = store.peek();
    if (mine != null) await openDraft(mine);
    change({ kind: 'replace', content: before });
    await saveNow();
    tell(tr(words.broughtBack, { number }), undo);
    route('/page');
  };
  const takeOff = async (): Promise<void> => {
    setAsking(false);
    setProblem(undefined);
    try {
      await call(unpublishStore, {});
      await loadStore();
      tell(tr(words.unpublished));
      versions.reload();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  return (
    <Screen title={tr(words.versions)} up="/more" upLabel={tr(words.title)}>
      {versions.problem !== undefined && <Failed problem={versions.problem} retry={versions.reload} />}
      {problem !== undefined && <Failed problem={problem} />}
      {items === undefined && versions.problem === undefined && <Waiting rows={2} />}
      {items?.length === 0 && (
        <Empty icon="clock" title={tr(words.versionsEmpty)}>
          <p class="muted">{tr(words.versionsEmptySays)}</p>
          <a class="btn" href="/page">
            {tr(words.versionsEmptyAct)}
          </a>
        </Empty>
      )}
      {items !== undefined && items.length > 0 && (
        <ul class="panel rows">
          {items.map(({ number, publishedAt, current, blocks }) => (
            <li key={number}>
              <div>
                <b>{tr(words.version, { number })}</b>
                <small class="muted">{when(publishedAt, 'full')}</small>
                <small class="muted">{blocks === 1 ? tr(words.onePart) : tr(words.parts, { count: blocks })}</small>
                {current && <span class="badge ok">{tr(words.isPublic)}</span>}
              </div>
              <button type="button" class="btn quiet" onClick={() => setLooking({ number, publishedAt })}>
                {tr(words.lookAt)}
              </button>
            </li>
          ))}
        </ul>
      )}
      {looking !== undefined && (
        <VersionSheet
          number={looking.number}
          publishedAt={looking.publishedAt}
          bringBack={bringBack}
          close={() => setLooking(undefined)}
        />
      )}
      {store.value?.published != null && (
        <button type="button" class="plain" onClick={() => setAsking(true)}>
          {tr(words.unpublish)}
        </button>
      )}
      {asking && (
        <Sheet title={tr(words.unpublish)} close={() => setAsking(false)}>
          <p>{tr(words.unpublishSays)}</p>
          <button type="button" class="btn danger wide" onClick={() => void takeOff()}>
            {tr(words.unpublish)}
          </button>
        </Sheet>
      )}
    </Screen>
  );
}

type VersionProps = {
  readonly number: number;
  readonly publishedAt: string;
  bringBack(number: number, content: PageContent): Promise<void>;
  close(): void;
};

/** What a version said where the draft now says something else, part by part. */
function VersionSheet({ number, publishedAt, bringBack, close }: VersionProps) {
  const version = useResource(readVersion, { params: { number } });
  const products = useResource(listProducts, {});
  const mine = store.value;
  useEffect(() => {
    if (mine != null) void openDraft(mine);
  }, []);
  const before = version.data?.content;
  const now = saving.value.kind === 'saved' ? mine?.draft.content : content.value;
  const nameOf = (id: string): string | undefined => products.data?.items.find((product) => product.id === id)?.title;
  return (
    <Sheet
      title={tr(words.version, { number })}
      close={close}
      foot={
        before !== undefined && (
          <button type="button" class="btn wide" onClick={() => void bringBack(number, before)}>
            {tr(words.bringBack)}
          </button>
        )
      }
    >
      <p class="muted">{when(publishedAt, 'full')}</p>
      {version.problem !== undefined && <Failed problem={version.problem} retry={version.reload} />}
      {before === undefined && version.problem === undefined && <Waiting rows={2} />}
      {before !== undefined && now !== undefined && (
        <Changes found={differences(now, before)} nameOf={nameOf} pages={[now, before]} since={words.sinceVersion} />
      )}
      <p class="muted">{tr(words.bringBackSays)}</p>
    </Sheet>
  );
}
