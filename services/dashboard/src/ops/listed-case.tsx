// Creators, pauses and appeals have no address of their own at the API: each case is read from its list.
import type { ComponentChildren } from 'preact';
import { opsRiskWords as own } from '@windsurf/language/words-ops-risk';
import { opsWords as words } from '@windsurf/language/words-ops';
import { session } from '../api.ts';
import type { ApiProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { Failed, Notice, Waiting } from '../parts/states.tsx';
import { tr } from '../words.ts';

export const me = (): string | undefined => session.value?.personId;
export const whoSaid = (id: string): string => tr(id === me() ? own.you : own.other);

/** Waiting, failed, not there any more, or the case. */
export function ListedCase({ title, up, list, there, children }: ListedCaseProps) {
  return (
    <Screen title={title} up={up} upLabel={tr(words.toQueue)}>
      {list.problem !== undefined && list.data === undefined && <Failed problem={list.problem} retry={list.reload} />}
      {list.data === undefined && list.problem === undefined && <Waiting rows={2} />}
      {list.data !== undefined && !there && (
        <Notice kind="info">
          <p>{tr(words.caseGone)}</p>
        </Notice>
      )}
      {children}
    </Screen>
  );
}
type ListedCaseProps = {
  readonly title: string;
  readonly up: string;
  readonly list: { readonly data: unknown; readonly problem: ApiProblem | undefined; reload(): void };
  readonly there: boolean;
  readonly children?: ComponentChildren;
};
