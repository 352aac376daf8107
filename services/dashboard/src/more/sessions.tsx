import { listSessions, revokeSession } from '@windsurf/contracts/auth';
import { useState } from 'preact/hooks';
import { moreWords as words } from '@windsurf/language/words-dashboard-more';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { when } from '../parts/figures.ts';
import { Failed, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';
import { deviceName } from './device-name.ts';

export function Sessions() {
  const sessions = useResource(listSessions, {});
  const [problem, setProblem] = useState<ApiProblem>();
  const items = sessions.data?.items;
  const end = async (id: string): Promise<void> => {
    setProblem(undefined);
    try {
      await call(revokeSession, { params: { id } });
      sessions.put({ items: (items ?? []).filter((each) => each.id !== id) });
      tell(tr(words.ended));
      document.querySelector('h1')?.focus();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Screen title={tr(words.sessions)} up="/more" upLabel={tr(words.title)}>
      {sessions.problem !== undefined && <Failed problem={sessions.problem} retry={sessions.reload} />}
      {problem !== undefined && <Failed problem={problem} />}
      {items === undefined && sessions.problem === undefined && <Waiting rows={2} />}
      {items !== undefined && (
        <ul class="panel rows">
          {items.map((each) => {
            const name = deviceName(each.device);
            return (
              <li key={each.id}>
                <div>
                  <b>{name === undefined ? tr(words.otherDevice) : tr(words.device, name)}</b>
                  <small class="muted">{tr(words.lastSeen, { time: when(each.lastSeenAt) })}</small>
                </div>
                {each.current ? (
                  <span class="tag">{tr(words.thisDevice)}</span>
                ) : (
                  <button type="button" class="btn quiet" onClick={() => void end(each.id)}>
                    {tr(words.end)}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Screen>
  );
}
