import { listVersions, restoreVersion, unpublishStore } from '@windsurf/contracts/store';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { moreWords as words } from '@windsurf/language/words-dashboard-more';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { replaceDraft } from '../page/editor-model.ts';
import { when } from '../parts/figures.ts';
import { Sheet } from '../parts/sheet.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { loadStore, store } from '../store.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';

/** The last versions that were public. Bringing one back makes a draft and publishes nothing. */
export function Versions() {
  const { route } = useLocation();
  const versions = useResource(listVersions, {});
  const [problem, setProblem] = useState<ApiProblem>();
  const [asking, setAsking] = useState(false);
  const items = versions.data?.items;

  const bringBack = async (number: number): Promise<void> => {
    setProblem(undefined);
    try {
      await call(restoreVersion, { params: { number } });
      const mine = await loadStore();
      if (mine != null) replaceDraft(mine);
      tell(tr(words.broughtBack, { number }));
      route('/page');
    } catch (error) {
      setProblem(asProblem(error));
    }
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
              <button type="button" class="btn quiet" onClick={() => void bringBack(number)}>
                {tr(words.bringBack)}
              </button>
            </li>
          ))}
        </ul>
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
