// Waiting, nothing there, and what failed: the three states that every screen has besides its own.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { dashboardWords as words } from '@windsurf/language/words-dashboard';
import type { ApiProblem } from '../api-problem.ts';
import { tr } from '../words.ts';
import { Icon, type IconName } from './icons.tsx';

/** The sentence of a problem: the server's own, else ours. */
export const sentence = (problem: ApiProblem): string => {
  if (problem.title === 'too-slow') return tr(words.tooSlow);
  if (problem.offline) return tr(words.noNetwork);
  return problem.detail || tr(common.somethingWrong);
};

/** True once `ms` have passed: what is quick shows no skeleton at all. */
export function useLater(ms = 300): boolean {
  const [later, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), ms);
    return () => clearTimeout(timer);
  }, []);
  return later;
}

/** Rows in the shape of what comes; words after ten seconds. */
export function Waiting({ rows = 3 }: { rows?: number }) {
  const shown = useLater();
  const long = useLater(10_000);
  return (
    <div class="waiting" aria-busy="true">
      <p class="vh" role="status">
        {shown ? tr(common.loading) : ''}
      </p>
      {shown && Array.from({ length: rows }, (_, at) => <div key={at} class="bone" />)}
      {long && <p class="muted">{tr(words.stillLoading)}</p>}
    </div>
  );
}

export function Failed({ problem, retry }: { problem: ApiProblem; retry?: () => void }) {
  return (
    <div class="notice bad" role="alert">
      <Icon name="bad" />
      <div>
        <p>{sentence(problem)}</p>
        {problem.requestId !== undefined && problem.status >= 500 && (
          <p class="muted small">{tr(common.requestNumber, { id: problem.requestId })}</p>
        )}
        {retry && (
          <button type="button" class="btn quiet" onClick={retry}>
            <Icon name="retry" />
            {tr(common.tryAgain)}
          </button>
        )}
      </div>
    </div>
  );
}

type EmptyProps = { icon: IconName; title: string; children?: ComponentChildren };

export const Empty = ({ icon, title, children }: EmptyProps) => (
  <div class="empty">
    <span class="round">
      <Icon name={icon} />
    </span>
    <h2>{title}</h2>
    {children}
  </div>
);

type NoticeProps = { kind: 'info' | 'warn' | 'bad' | 'ok'; children: ComponentChildren };
const marks = { info: 'info', warn: 'warn', bad: 'bad', ok: 'check' } as const;

export const Notice = ({ kind, children }: NoticeProps) => (
  <div class={`notice ${kind}`}>
    <Icon name={marks[kind]} />
    <div>{children}</div>
  </div>
);
