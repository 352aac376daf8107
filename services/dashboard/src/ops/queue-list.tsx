// The rows of a queue, with what came since above them; the same for payments, refunds, payouts and cases.
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { opsWords as words } from '@windsurf/language/words-ops';
import { useLocation } from 'preact-iso';
import { birr, when } from '../parts/figures.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { Empty, Failed, Notice, Waiting } from '../parts/states.tsx';
import { tr } from '../words.ts';
import type { Keyed } from './frozen.ts';
import { moveFocus, useKeys } from './keys.ts';
import type { QueueState } from './queue.ts';
import { ageSince } from './said.ts';

export type Badge = { readonly kind: 'ok' | 'warn' | 'bad' | 'info'; readonly says: string };
export type Row = {
  readonly href: string;
  readonly title: string;
  readonly sub?: string | undefined;
  readonly amount?: number | undefined;
  readonly badge?: Badge | undefined;
  /** Since when it waits. */
  readonly since?: string;
  /** Instead of the age: a clock that runs out. */
  readonly clock?: string;
  readonly more?: ComponentChildren;
};
const icons: Record<Badge['kind'], IconName> = { ok: 'check', warn: 'warn', bad: 'bad', info: 'info' };

export const BadgeOf = ({ kind, says }: Badge) => (
  <span class={`badge ${kind}`}>
    <Icon name={icons[kind]} />
    {says}
  </span>
);

type Props<T extends Keyed> = {
  readonly queue: QueueState<T>;
  readonly label: string;
  /** Of an empty list: what it is, and what to do. */
  readonly emptySays?: string;
  readonly emptyText?: string;
  rowOf(item: T): Row;
};

export function QueueList<T extends Keyed>({ queue, label, rowOf, emptySays, emptyText }: Props<T>) {
  const { frozen, problem } = queue;
  const list = useRef<HTMLUListElement>(null);
  const { path, query } = useLocation();
  const rows = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('a.main') ?? [])];
  useKeys({ j: () => moveFocus(rows(), 1), k: () => moveFocus(rows(), -1), n: queue.renew });
  if (frozen === undefined)
    return problem === undefined ? <Waiting rows={5} /> : <Failed problem={problem} retry={queue.retry} />;
  const { items, gone, added, nextCursor } = frozen;
  const pages = { ...query };
  delete pages.after;
  const addressOf = (more: Record<string, string>): string => {
    const search = new URLSearchParams({ ...pages, ...more }).toString();
    return search === '' ? path : `${path}?${search}`;
  };
  return (
    <>
      {problem !== undefined && (
        <Notice kind="bad">
          <p role="alert">{tr(words.paused, { time: when(frozen.at, 'time') })}</p>
          <button type="button" class="btn quiet" onClick={queue.retry}>
            <Icon name="retry" />
            {tr(words.refresh)}
          </button>
        </Notice>
      )}
      <div class="newer">
        <p class="muted small">{items.length > 0 && tr(words.count, { count: items.length })}</p>
        <p role="status">
          {(added > 0 || gone.size > 0) && (
            <button type="button" class="btn quiet" onClick={queue.renew}>
              {added > 0 ? tr(words.newOnes, { count: added }) : tr(words.changed)}
            </button>
          )}
        </p>
      </div>
      {items.length === 0 ? (
        <Empty icon="check" title={emptySays ?? tr(words.emptyTitle)}>
          <p class="muted">{emptyText ?? tr(words.empty)}</p>
          <p class="muted small">{tr(words.asOf, { time: when(frozen.at, 'time') })}</p>
        </Empty>
      ) : (
        <>
          <ul class="panel queue" ref={list} aria-label={label}>
            {items.map((item) => (
              <QueueRow key={item.id} row={rowOf(item)} gone={gone.has(item.id)} />
            ))}
          </ul>
        </>
      )}
      {(query.after !== undefined || nextCursor !== null) && (
        <nav class="pair" aria-label={label}>
          {query.after === undefined ? (
            <span />
          ) : (
            <a class="btn quiet" href={addressOf({})}>
              {tr(words.firstPage)}
            </a>
          )}
          {nextCursor !== null && (
            <a class="btn quiet" href={addressOf({ after: nextCursor })}>
              {tr(words.nextPage)}
            </a>
          )}
        </nav>
      )}
    </>
  );
}

const QueueRow = ({ row, gone }: { row: Row; gone: boolean }) => (
  <li class={gone ? 'gone' : ''}>
    <div class="top">
      <a class="main" href={row.href}>
        {row.title}
      </a>
      {row.amount !== undefined && <b class="num">{birr(row.amount, 'always')}</b>}
    </div>
    {row.sub !== undefined && <p class="muted small">{row.sub}</p>}
    <p class="states">
      {gone ? <BadgeOf kind="ok" says={tr(words.gone)} /> : row.badge !== undefined && <BadgeOf {...row.badge} />}
      {row.clock === undefined
        ? row.since !== undefined && <span class="muted small num">{ageSince(row.since)}</span>
        : !gone && <span class="muted small">{row.clock}</span>}
    </p>
    {row.more}
  </li>
);

type Tab = { readonly value: string; readonly says: string };
/** Which rows: links, so that each choice has its address. */
export const Tabs = ({ tabs, at, name, path }: { tabs: readonly Tab[]; at: string; name: string; path: string }) => (
  <nav class="tabs" aria-label={tr(words.filter)}>
    <ul>
      {tabs.map(({ value, says }) => (
        <li key={value}>
          <a
            class="chip"
            href={`${path}?${name}=${encodeURIComponent(value)}`}
            aria-current={value === at ? 'page' : undefined}
          >
            {says}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
