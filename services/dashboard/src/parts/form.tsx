// Forms (experience.md 8.3): checked when sent, one summary that gets the focus, the same words at each field.
import type { ComponentChildren, ComponentProps } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { countGraphemes } from '@windsurf/language/graphemes';
import { common } from '@windsurf/language/words-common';
import { dashboardWords as words } from '@windsurf/language/words-dashboard';
import { titleError } from '../app/screen.tsx';
import type { ApiProblem } from '../api-problem.ts';
import { tr } from '../words.ts';
import { Icon } from './icons.tsx';
import { sentence } from './states.tsx';

/** What is wrong: `id` is the field's element, or '' for the form as a whole. */
export type FormError = { readonly id: string; readonly says: string };

/** Errors of an answer at the fields of a form; those of unknown fields stand at the form as a whole. */
export function errorsOf(problem: ApiProblem, ids: Readonly<Record<string, string>>): FormError[] {
  const found = problem.fields.map(({ pointer, detail }) => ({
    id: ids[pointer] ?? '',
    says: detail || sentence(problem),
  }));
  return found.length > 0 ? found : [{ id: '', says: sentence(problem) }];
}

export const errorAt = (errors: readonly FormError[], id: string): string | undefined =>
  errors.find((error) => error.id === id)?.says;

export function ErrorSummary({ errors, title }: { errors: readonly FormError[]; title?: string }) {
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    titleError.value = errors.length > 0;
    const now = new Set(errors.map(({ id, says }) => id + says));
    const more = [...now].some((one) => !shown.current.has(one));
    shown.current = now;
    // Mending one of several must not take the focus out of the field that is being typed in.
    if (now.size > 0 && (more || document.activeElement?.matches('input, select, textarea') !== true))
      box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div class="errors" role="alert" tabIndex={-1} ref={box}>
      <h2>{title ?? tr(common.thereIsAProblem)}</h2>
      <ul>
        {errors.map(({ id, says }) => (
          <li key={id + says}>
            {id === '' ? (
              says
            ) : (
              <a href={`#${id}`} onClick={(event) => goTo(event, id)}>
                {says}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function goTo(event: MouseEvent, id: string): void {
  event.preventDefault();
  const field = document.getElementById(id);
  field?.scrollIntoView({ block: 'center' });
  field?.focus({ preventScroll: true });
}

type FieldProps = {
  readonly id: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  readonly optional?: boolean;
  /** Stands behind the input, for example the unit. */
  readonly unit?: string;
  /** Limit in letters; a counter appears at 80 %. */
  readonly limit?: number;
  readonly value: string;
  onText(value: string): void;
  readonly area?: boolean;
  readonly after?: ComponentChildren;
  readonly class?: string;
  readonly type?: 'text' | 'tel' | 'date' | 'datetime-local';
  readonly inputMode?: 'numeric' | 'decimal' | 'url';
  readonly autoComplete?: 'tel' | 'one-time-code' | 'name' | 'off';
  readonly autoCapitalize?: 'none';
  readonly dir?: 'ltr';
  /** Of what is typed, where it is not the screen's. */
  readonly lang?: 'am' | 'en';
  readonly placeholder?: string;
  readonly spellcheck?: boolean;
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
  onBlur?(): void;
};

export function Field(props: FieldProps) {
  const { id, label, hint, error, optional, unit, limit, value, onText, area, after, type, ...rest } = props;
  const used = limit === undefined || value.length < limit * 0.8 ? 0 : countGraphemes(value);
  const counted = limit !== undefined && used >= limit * 0.8;
  const described = [
    hint !== undefined && `${id}-hint`,
    error !== undefined && `${id}-error`,
    counted && `${id}-count`,
  ];
  const shared = {
    ...rest,
    id,
    name: id,
    value,
    'aria-invalid': error === undefined ? undefined : true,
    'aria-describedby': described.filter(Boolean).join(' ') || undefined,
    onInput: (event: Event) => onText((event.currentTarget as HTMLInputElement).value),
  };
  // The types of Preact tell apart inputs by their type, which is a variable here.
  const input = { ...shared, type: type ?? 'text' } as ComponentProps<'input'>;
  return (
    <div class={error === undefined ? 'field' : 'field wrong'}>
      <label for={id}>
        {label}
        {optional === true && <span class="muted"> ({tr(common.optional)})</span>}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="error" id={`${id}-error`}>
          <Icon name="bad" />
          {error}
        </p>
      )}
      {area === true ? (
        <textarea {...shared} />
      ) : unit === undefined ? (
        <input {...input} />
      ) : (
        <div class="with">
          <input {...input} />
          <span>{unit}</span>
        </div>
      )}
      {counted && limit !== undefined && (
        <p class={used > limit ? 'error' : 'hint'} id={`${id}-count`} role="status">
          {used > limit ? tr(words.over, { count: used - limit }) : tr(words.left, { count: limit - used, limit })}
        </p>
      )}
      {after}
    </div>
  );
}

type SubmitProps = { busy: boolean; label: string; busyLabel?: string; class?: string };

/** A button that sends a form. It is never disabled: while it works, it says so, and a second press does nothing. */
export const Submit = ({ busy, label, busyLabel, class: more }: SubmitProps) => (
  <button type="submit" class={`btn wide ${more ?? ''}`} aria-disabled={busy ? true : undefined}>
    {busy ? (busyLabel ?? tr(words.oneMoment)) : label}
  </button>
);
