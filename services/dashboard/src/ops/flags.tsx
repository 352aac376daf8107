// Feature flags: for whom each is on, who set it and why, and a form that sets it anew.
import { useState } from 'preact/hooks';
import { type FlagRule, type FlagView, listFlags, platforms, setFlag } from '@windsurf/contracts/auth-platform';
import { opsPlatformWords as own } from '@windsurf/language/words-ops-platform';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { when } from '../parts/figures.ts';
import { errorAt, ErrorSummary, errorsOf, Field, type FormError, Submit } from '../parts/form.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { ruleOfTyped, typedOf, wrongsOfFlag } from './flag-form.ts';
import { BadgeOf } from './queue-list.tsx';

const said = ({ enabled, percent, creators, platforms: only }: FlagRule): string => {
  if (!enabled) return tr(own.off);
  const share = percent === 100 ? tr(own.onForAll) : tr(own.onForSome, { percent });
  const named = creators.length > 0 && percent < 100 ? [tr(own.andNamed, { count: creators.length })] : [];
  const where =
    only.length > 0 ? [tr(own.only, { platforms: only.map((one) => tr(own.platforms[one])).join(', ') })] : [];
  return [share, ...named, ...where].join(' · ');
};
const kindOf = ({ enabled, percent, platforms: only }: FlagRule): 'ok' | 'warn' | 'bad' =>
  !enabled ? 'bad' : percent === 100 && only.length === 0 ? 'ok' : 'warn';

export function Flags() {
  const flags = useResource(listFlags, {});
  const { data, problem } = flags;
  return (
    <Screen title={tr(own.flags)} lede={tr(own.flagsLede)}>
      {data === undefined &&
        (problem === undefined ? <Waiting rows={2} /> : <Failed problem={problem} retry={flags.reload} />)}
      {data?.items.map((flag) => (
        <FlagPanel
          key={flag.name}
          flag={flag}
          put={(newer) => flags.put({ items: data.items.map((one) => (one.name === newer.name ? newer : one)) })}
          reload={flags.reload}
        />
      ))}
    </Screen>
  );
}

type Given = { readonly flag: FlagView; put(flag: FlagView): void; reload(): void };
/** What outlives the form, which begins anew when somebody else has changed the flag meanwhile. */
type Kept = { readonly reason: string; readonly errors: FormError[] };
const nothingKept: Kept = { reason: '', errors: [] };

function FlagPanel({ flag, put, reload }: Given) {
  const [kept, keep] = useState(nothingKept);
  const [last] = flag.changes;
  return (
    <section class="panel" aria-label={tr(own.names[flag.name])}>
      <h2>{tr(own.names[flag.name])}</h2>
      <p class="states">
        <BadgeOf kind={kindOf(flag.rule)} says={said(flag.rule)} />
      </p>
      <p class="muted small">
        {last === undefined ? tr(own.neverSet) : tr(own.lastSet, { time: when(last.at), reason: last.reason })}
      </p>
      <details>
        <summary>{tr(own.set)}</summary>
        <FlagForm key={flag.version} flag={flag} put={put} reload={reload} kept={kept} keep={keep} />
      </details>
      {flag.changes.length > 1 && (
        <details>
          <summary>{tr(own.history)}</summary>
          <ul class="stack">
            {flag.changes.map((change) => (
              <li key={change.at}>
                <b>{said(change.rule)}</b>
                <p class="muted small">{tr(own.lastSet, { time: when(change.at), reason: change.reason })}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function FlagForm({ flag, put, reload, kept, keep }: Given & { readonly kept: Kept; keep(kept: Kept): void }) {
  const [typed, setTyped] = useState(() => ({ ...typedOf(flag.rule), reason: kept.reason }));
  const { errors } = kept;
  const setErrors = (found: FormError[]): void => keep({ reason: typed.reason, errors: found });
  const [busy, setBusy] = useState(false);
  const id = (field: string): string => `${flag.name}-${field}`;
  const change = (more: Partial<typeof typed>): void => setTyped((now) => ({ ...now, ...more }));
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const wrongs = wrongsOfFlag(typed);
    setErrors(wrongs.map(({ field, says }) => ({ id: id(field), says: tr(says) })));
    if (wrongs.length > 0) return;
    setBusy(true);
    try {
      const body = { rule: ruleOfTyped(typed), reason: typed.reason.trim(), seenVersion: flag.version };
      const set = await call(setFlag, { params: { name: flag.name }, body });
      keep(nothingKept);
      put(set);
      tell(tr(own.isSet));
    } catch (error) {
      const problem = asProblem(error);
      setErrors(
        errorsOf(problem, {
          '/reason': id('reason'),
          '/rule/percent': id('percent'),
          '/rule/creators': id('creators'),
        }),
      );
      if (problem.status === 409) reload();
    } finally {
      setBusy(false);
    }
  };
  return (
    <form noValidate onSubmit={(event) => void send(event)}>
      <ErrorSummary errors={errors} />
      <label class="tick">
        <input
          type="checkbox"
          checked={typed.enabled}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
        <span>{tr(own.enabled)}</span>
        <small class="muted">{tr(own.enabledHint)}</small>
      </label>
      <Field
        id={id('percent')}
        label={tr(own.percent)}
        hint={tr(own.percentHint)}
        error={errorAt(errors, id('percent'))}
        value={typed.percent}
        onText={(percent) => change({ percent })}
        inputMode="numeric"
        dir="ltr"
        unit="%"
        autoComplete="off"
      />
      <Field
        id={id('creators')}
        label={tr(own.creators)}
        hint={tr(own.creatorsHint)}
        error={errorAt(errors, id('creators'))}
        value={typed.creators}
        onText={(creators) => change({ creators })}
        area
        optional
        dir="ltr"
        spellcheck={false}
      />
      <fieldset>
        <legend>{tr(own.where)}</legend>
        <p class="hint">{tr(own.whereHint)}</p>
        {platforms.map((one) => (
          <label key={one} class="tick">
            <input
              type="checkbox"
              checked={typed.platforms.includes(one)}
              onChange={(event) =>
                change({
                  platforms: event.currentTarget.checked
                    ? [...typed.platforms, one]
                    : typed.platforms.filter((other) => other !== one),
                })
              }
            />
            <span>{tr(own.platforms[one])}</span>
          </label>
        ))}
      </fieldset>
      <Field
        id={id('reason')}
        label={tr(own.reason)}
        hint={tr(own.reasonHint)}
        error={errorAt(errors, id('reason'))}
        value={typed.reason}
        onText={(reason) => change({ reason })}
        area
        limit={300}
      />
      <Submit busy={busy} label={tr(own.set)} />
    </form>
  );
}
