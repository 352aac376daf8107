// The facts of a case, on the left of a wide screen; the decision stands on the right.
import type { ComponentChildren } from 'preact';
import { opsWords as words } from '@windsurf/language/words-ops';
import type { Phrase } from '@windsurf/language/phrases';
import { when } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { tell } from '../parts/toast.tsx';
import { tr } from '../words.ts';
import { useKeys } from './keys.ts';
import { said, tellerSaid } from './said.ts';

export const CaseColumns = ({ facts, decision }: { facts: ComponentChildren; decision: ComponentChildren }) => {
  useKeys({ '.': () => document.querySelector<HTMLElement>('#decide input, #decide button, #decide h2')?.focus() });
  return (
    <div class="columns">
      <a class="btn quiet jump" href="#decide">
        <Icon name="down" />
        {tr(words.toDecision)}
      </a>
      <div class="facts">{facts}</div>
      <section class="decide" id="decide" aria-labelledby="decide-title">
        <div class="panel">
          <h2 id="decide-title" tabIndex={-1}>
            {tr(words.decision)}
          </h2>
          {decision}
        </div>
      </section>
    </div>
  );
};

export type Fact = {
  readonly name: string;
  /** Undefined facts are left out. */
  readonly value: ComponentChildren;
  /** A number that is copied into a provider's desk. */
  readonly copy?: boolean;
  /** What to know about it, below it. */
  readonly says?: string;
};

export const Facts = ({
  title,
  facts,
  children,
}: {
  title?: string;
  facts: readonly Fact[];
  children?: ComponentChildren;
}) => (
  <section class="panel">
    <h2>{title ?? tr(words.facts)}</h2>
    <dl class="facts-list">
      {facts
        .filter(({ value }) => value !== undefined && value !== null && value !== '')
        .map(({ name, value, copy, says }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {copy === true && typeof value === 'string' ? <Number name={name} value={value} /> : value}
              {says !== undefined && <small class="muted">{says}</small>}
            </dd>
          </div>
        ))}
    </dl>
    {children}
  </section>
);

const Number = ({ name, value }: { name: string; value: string }) => (
  <span class="number">
    <code>{value}</code>
    <button
      type="button"
      class="icon"
      aria-label={tr(words.copyThis, { what: name })}
      onClick={() => {
        navigator.clipboard.writeText(value).then(
          () => tell(tr(words.copied)),
          () => undefined,
        );
      }}
    >
      <Icon name="copy" />
    </button>
  </span>
);

export type Happened = {
  readonly at: string;
  readonly what: string;
  readonly who: string;
  readonly note?: string | null;
};
export const Timeline = ({
  entries,
  phrases,
}: {
  entries: readonly Happened[];
  phrases: Readonly<Record<string, Phrase>>;
}) => (
  <section class="panel">
    <h2>{tr(words.timeline)}</h2>
    <ol class="timeline">
      {entries.map((entry, at) => (
        <li key={`${entry.at}${entry.what}${String(at)}`}>
          <b>{said(phrases, entry.what)}</b>
          <span class="muted small">
            {tellerSaid(entry.who)} · {when(entry.at)}
          </span>
          {typeof entry.note === 'string' && entry.note !== '' && <q class="small">{entry.note}</q>}
        </li>
      ))}
    </ol>
  </section>
);
