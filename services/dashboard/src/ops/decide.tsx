// Deciding a case: choose, prove, look at what will happen, do it. The Idempotency-Key is made once for the form, so that
// pressing twice is once, also when the first answer was lost on the way.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { opsWords as words } from '@windsurf/language/words-ops';
import { asProblem } from '../api-problem.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Notice } from '../parts/states.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { tr } from '../words.ts';
import { type Decision, type Entry, NOTE_MOST, nothingTyped, type Typed, wrongsOf } from './decisions.ts';

type Props = {
  readonly decisions: readonly Decision[];
  /** What will happen, one sentence each; the last words before it does. */
  preview(decision: Decision, typed: Typed): readonly string[];
  /** Does it; gives the sentence of the result. */
  send(decision: Decision, typed: Typed, key: string): Promise<string>;
  /** Address of the next case that waits. */
  readonly next?: string | undefined;
  readonly queue: string;
  /** Reads the case anew. */
  reload(): void;
  readonly children?: ComponentChildren;
};

const idOf = (entry: Entry | 'decision'): string => `decide-${entry}`;
/** Pointers of the server's problems at the fields of this form. */
const pointers: Readonly<Record<string, string>> = {
  '/providerTxnId': idOf('number'),
  '/paidSantim': idOf('came'),
  '/reference': idOf('reference'),
  '/reason': idOf('reason'),
  '/owner': idOf('owner'),
  '/note': idOf('note'),
  '/answer': idOf('answer'),
};
type Place = { readonly label: string; readonly hint?: string };
const places = (): Record<Entry, Place> => ({
  number: { label: tr(words.providerNumber), hint: tr(words.providerNumberHint) },
  reference: { label: tr(words.reference), hint: tr(words.referenceHint) },
  came: { label: tr(words.came), hint: tr(words.cameHint) },
  reason: { label: tr(words.reason) },
  owner: { label: tr(words.reason) },
  answer: { label: tr(words.note) },
  note: { label: tr(words.note), hint: tr(words.noteHint) },
});

export function Decide(props: Props & { readonly labels?: Partial<Record<Entry, Place>> }) {
  const { decisions, labels } = props;
  const key = useRef(crypto.randomUUID());
  const [chosen, setChosen] = useState<string>();
  const [typed, setTyped] = useState<Typed>(nothingTyped);
  const [errors, setErrors] = useState<FormError[]>([]);
  const [stale, setStale] = useState(false);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<string>();
  const decision = decisions.find(({ id, blocked }) => id === chosen && blocked === undefined);
  const place = { ...places(), ...labels };

  const look = (event: Event): void => {
    event.preventDefault();
    const wrongs = wrongsOf(decision, typed);
    setStale(false);
    setErrors(
      wrongs.map(({ entry, says }) => ({ id: entry === 'decision' ? firstChoice : idOf(entry), says: tr(says) })),
    );
    if (wrongs.length === 0) setAsking(true);
  };
  const doIt = async (): Promise<void> => {
    if (busy || decision === undefined) return;
    setBusy(true);
    try {
      const result = await props.send(decision, typed, key.current);
      setAsking(false);
      setDone(result);
    } catch (error) {
      const problem = asProblem(error);
      const lost = problem.offline || problem.title === 'idempotency-key-reused';
      setAsking(false);
      setStale(lost || problem.status === 409);
      setErrors(
        lost ? [...errorsOf(problem, pointers), { id: '', says: tr(words.maybeDone) }] : errorsOf(problem, pointers),
      );
    } finally {
      setBusy(false);
    }
  };

  const firstChoice = `decide-as-${decisions.find(({ blocked }) => blocked === undefined)?.id ?? ''}`;
  if (done !== undefined) return <Result says={done} next={props.next} queue={props.queue} />;
  if (decisions.length === 0) return <>{props.children ?? <p class="muted">{tr(words.nothingToDecide)}</p>}</>;
  const entryField = (entry: Entry) => {
    const id = idOf(entry);
    const error = errorAt(errors, id);
    const set = (value: string): void => setTyped((now) => ({ ...now, [entry]: value }));
    const list = entry === 'reason' ? decision?.reasons : entry === 'owner' ? decision?.owners : undefined;
    if (list !== undefined)
      return (
        <div key={entry} class={error === undefined ? 'field' : 'field wrong'}>
          <label for={id}>{place[entry].label}</label>
          {error !== undefined && (
            <p class="error" id={`${id}-error`}>
              <Icon name="bad" />
              {error}
            </p>
          )}
          <select
            id={id}
            value={typed[entry]}
            aria-invalid={error === undefined ? undefined : true}
            aria-describedby={error === undefined ? undefined : `${id}-error`}
            onChange={(event) => set(event.currentTarget.value)}
          >
            <option value="">{tr(common.choose)}</option>
            {Object.entries(list).map(([value, phrase]) => (
              <option key={value} value={value}>
                {tr(phrase)}
              </option>
            ))}
          </select>
        </div>
      );
    const area = entry === 'note' || entry === 'answer';
    return (
      <Field
        key={entry}
        id={id}
        label={place[entry].label}
        hint={place[entry].hint}
        error={error}
        value={typed[entry]}
        onText={set}
        area={area}
        autoComplete="off"
        spellcheck={area}
        {...(area ? { limit: NOTE_MOST } : { dir: 'ltr' as const })}
        {...(entry === 'came' ? { unit: tr(common.birr), inputMode: 'decimal' as const } : {})}
      />
    );
  };

  return (
    <>
      {props.children}
      <form noValidate onSubmit={look} class="deciding">
        <ErrorSummary errors={errors} />
        {stale && (
          <button type="button" class="btn quiet" onClick={props.reload}>
            <Icon name="retry" />
            {tr(words.lookAgain)}
          </button>
        )}
        <fieldset class="choices">
          <legend class="vh">{tr(words.decision)}</legend>
          {decisions.map(({ id, label, says, blocked }) => (
            <label key={id} class={blocked === undefined ? 'choice' : 'choice blocked'} for={`decide-as-${id}`}>
              <input
                type="radio"
                id={`decide-as-${id}`}
                name="decision"
                checked={chosen === id}
                disabled={blocked !== undefined}
                onChange={() => {
                  setChosen(id);
                  setErrors([]);
                  setTyped((now) => ({ ...now, reason: '' }));
                }}
              />
              <span>
                <b>{tr(label)}</b>
                <small class="muted">{blocked === undefined ? tr(says) : tr(words.notForYou, { why: blocked })}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {decision?.needs.map(entryField)}
        {decisions.some(({ blocked }) => blocked === undefined) && (
          <button type="submit" class="btn wide">
            {tr(words.look1)}
          </button>
        )}
      </form>
      {asking && decision !== undefined && (
        <Sheet
          title={tr(words.previewTitle)}
          close={() => {
            if (!busy) setAsking(false);
          }}
          foot={
            <div class="acts">
              <button
                type="button"
                class={decision.danger === true ? 'btn danger' : 'btn'}
                aria-disabled={busy ? true : undefined}
                onClick={() => void doIt()}
              >
                {busy ? tr(words.doing) : tr(words.yesDoIt)}
              </button>
              <button type="button" class="btn quiet" onClick={() => !busy && setAsking(false)}>
                {tr(words.notYet)}
              </button>
            </div>
          }
        >
          <p class="tag">{tr(decision.label)}</p>
          {props.preview(decision, typed).map((line) => (
            <p key={line}>{line}</p>
          ))}
          <p class="muted">{tr(words.cannotUndo)}</p>
        </Sheet>
      )}
    </>
  );
}

/** What came of it gets the focus, and the way to the next case stands below it. */
function Result({ says, next, queue }: { says: string; next: string | undefined; queue: string }) {
  const box = useRef<HTMLHeadingElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div class="result">
      <Notice kind="ok">
        <h3 tabIndex={-1} ref={box}>
          {tr(words.doneTitle)}
        </h3>
        <p>{says}</p>
      </Notice>
      <div class="acts">
        {next !== undefined && (
          <a class="btn" href={next}>
            {tr(words.nextCase)}
          </a>
        )}
        <a class={next === undefined ? 'btn' : 'btn quiet'} href={queue}>
          {tr(words.toQueue)}
        </a>
      </div>
    </div>
  );
}
