// A day and a time in the calendar and clock that she thinks in; below it stands the same moment in both.
import { readClock } from '@windsurf/calendar/clock-text';
import { type CivilDate, daysInEthiopianMonth, toGregorian } from '@windsurf/calendar/ethiopian';
import { clockOf, fromEat, inEat } from '@windsurf/calendar/moment';
import { ethiopianMonths, gregorianMonths } from '@windsurf/calendar/words-calendar';
import { blockWords as words } from '@windsurf/language/words-dashboard-fields';
import { common } from '@windsurf/language/words-common';
import { useEffect, useRef, useState } from 'preact/hooks';
import { lang, tr } from '../words.ts';
import { when } from './figures.ts';
import { Icon } from './icons.tsx';

type Calendar = 'ethiopian' | 'gregorian';
type Typed = { readonly day: string; readonly month: number; readonly year: string; readonly time: string };

/**
 * The moment of what was typed, RFC 3339 in UTC. Undefined while a part is missing or there is no such day or time, such as
 * 30 Pagume or 8 in the morning of the six-hour clock.
 */
export function momentOfTyped({ day, month, year, time }: Typed, calendar: Calendar): string | undefined {
  const minutes = readClock(time, calendar === 'ethiopian' ? 'ethiopian' : 'international');
  const date: CivilDate = { year: Number(year), month, day: Number(day) };
  if (minutes === undefined || minutes > 1439 || !/^\d{4}$/.test(year.trim()) || !/^\d{1,2}$/.test(day.trim()))
    return undefined;
  try {
    if (calendar === 'ethiopian' && date.day > daysInEthiopianMonth(date.year, month)) return undefined;
    const gregorian = calendar === 'ethiopian' ? toGregorian(date) : date;
    return fromEat(gregorian, Math.floor(minutes / 60), minutes % 60).toISOString();
  } catch {
    return undefined;
  }
}

const typedOf = (moment: string | undefined, calendar: Calendar, now: number): Typed => {
  const at = inEat(new Date(moment ?? now));
  const date = at[calendar];
  return {
    day: moment === undefined ? '' : String(date.day),
    month: date.month,
    year: String(date.year),
    time: moment === undefined ? '' : clockOf(new Date(moment), calendar === 'ethiopian' ? 'am' : 'en'),
  };
};

type MomentProps = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly optional?: boolean;
  /** RFC 3339 in UTC. */
  readonly value: string | undefined;
  onMoment(moment: string | undefined): void;
};

export function MomentField({ id, label, hint, error, optional, value, onMoment }: MomentProps) {
  const [calendar, setCalendar] = useState<Calendar>(lang.peek() === 'am' ? 'ethiopian' : 'gregorian');
  const [typed, setTyped] = useState<Typed>(() => typedOf(value, calendar, Date.now()));
  const [left, setLeft] = useState(false);
  const [open, setOpen] = useState(optional !== true || (value !== undefined && value !== ''));
  const first = useRef<HTMLInputElement>(null);
  const opened = useRef(open);
  useEffect(() => {
    if (open && !opened.current) first.current?.focus();
    opened.current = open;
  }, [open]);
  const write = (patch: Partial<Typed>): void => {
    const next = { ...typed, ...patch };
    setTyped(next);
    setLeft(false);
    const moment = momentOfTyped(next, calendar);
    // What is half typed does not take away what is set.
    if (moment !== undefined && moment !== value) onMoment(moment);
  };
  const turn = (to: Calendar): void => {
    const now = momentOfTyped(typed, calendar) ?? value;
    setCalendar(to);
    setTyped(typedOf(now, to, Date.now()));
  };
  const months = calendar === 'ethiopian' ? ethiopianMonths : gregorianMonths;
  const begun = typed.day !== '' || typed.time !== '';
  const moment = momentOfTyped(typed, calendar);
  const says = error ?? (left && begun && moment === undefined ? tr(words.momentSays) : undefined);
  const part = (key: 'day' | 'year' | 'time', name: string) => (
    <label class={`part-${key}`}>
      <span>{name}</span>
      <input
        {...(key === 'day' ? { id, ref: first } : {})}
        inputMode={key === 'time' ? undefined : 'numeric'}
        autoComplete="off"
        value={typed[key]}
        aria-invalid={says === undefined ? undefined : true}
        aria-describedby={`${id}-both`}
        onInput={(event) => write({ [key]: event.currentTarget.value })}
      />
    </label>
  );
  if (!open) {
    return (
      <div class="field">
        <span class="label">
          {label} <span class="muted">({tr(common.optional)})</span>
        </span>
        {hint !== undefined && <p class="hint">{hint}</p>}
        <button type="button" class="btn quiet" id={id} onClick={() => setOpen(true)}>
          <Icon name="clock" />
          {tr(words.setTime)}
        </button>
      </div>
    );
  }
  return (
    <fieldset
      class={says === undefined ? 'field moment' : 'field moment wrong'}
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setLeft(true);
      }}
    >
      <legend>
        {label}
        {optional === true && <span class="muted"> ({tr(common.optional)})</span>}
      </legend>
      {hint !== undefined && <p class="hint">{hint}</p>}
      {says !== undefined && (
        <p class="error" id={`${id}-error`} role="alert">
          <Icon name="bad" />
          {says}
        </p>
      )}
      <div class="chips" role="group" aria-label={tr(words.calendar)}>
        {(['ethiopian', 'gregorian'] as const).map((each) => (
          <button key={each} type="button" class="chip" aria-pressed={calendar === each} onClick={() => turn(each)}>
            {tr(words[each])}
          </button>
        ))}
      </div>
      <div class="moment-parts">
        {part('day', tr(words.day))}
        <label class="part-month">
          <span>{tr(words.month)}</span>
          <select value={typed.month} onChange={(event) => write({ month: Number(event.currentTarget.value) })}>
            {months.map((month, at) => (
              <option key={month.en} value={at + 1}>
                {tr(month)}
              </option>
            ))}
          </select>
        </label>
        {part('year', tr(words.year))}
        {part('time', tr(words.time))}
      </div>
      <p class="hint" id={`${id}-both`}>
        {value === undefined || value === '' ? tr(words.noTime) : when(value, 'full')}
      </p>
      {value !== undefined && value !== '' && Date.parse(value) < Date.now() && <p class="hint">{tr(words.isPast)}</p>}
      {optional === true && value !== undefined && value !== '' && (
        <button
          type="button"
          class="plain"
          onClick={() => {
            onMoment(undefined);
            setOpen(false);
            setTyped(typedOf(undefined, calendar, Date.now()));
          }}
        >
          {tr(words.clearTime)}
        </button>
      )}
    </fieldset>
  );
}
