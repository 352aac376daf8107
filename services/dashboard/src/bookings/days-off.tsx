// Days on which nobody can book: holidays at one press, any other day by its date.
import type { HoursView } from '@windsurf/contracts/delivery-bookings';
import type { CivilDate } from '@windsurf/calendar/ethiopian';
import { holidaysFrom } from '@windsurf/calendar/holidays';
import { inEat } from '@windsurf/calendar/moment';
import { bookingScreenWords as words } from '@windsurf/language/words-dashboard-bookings';
import { useState } from 'preact/hooks';
import { when } from '../parts/figures.ts';
import { lang, tr } from '../words.ts';
import { lineOf } from './typed-hours.ts';

type Exceptions = HoursView['exceptions'];

const textOf = ({ year, month, day }: CivilDate): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
/** Noon, so that the day is the same wherever the phone is. */
const said = (day: string): string => when(`${day}T09:00:00Z`, 'date');

export function DaysOff({ exceptions, change }: { exceptions: Exceptions; change(to: Exceptions): void }) {
  const [typed, setTyped] = useState('');
  const today = inEat(new Date()).gregorian;
  const holidays = holidaysFrom(today, 8);
  const has = (day: string): boolean => exceptions.some((one) => one.day === day);
  const toggle = (day: string): void =>
    change(
      has(day)
        ? exceptions.filter((one) => one.day !== day)
        : [...exceptions, { day, ranges: [] }].toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    );
  const coming = exceptions.filter(({ day }) => day >= textOf(today));
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(typed);
  return (
    <section class="panel">
      <h2>{tr(words.daysOff)}</h2>
      {coming.length === 0 && <p class="muted">{tr(words.noDaysOff)}</p>}
      <ul class="rows">
        {coming.map(({ day, ranges }) => (
          <li key={day}>
            <div>
              <b>{said(day)}</b>
              {ranges.length > 0 && <small>{lineOf(ranges, 'ethiopian', lang.value)}</small>}
            </div>
            <button type="button" class="btn quiet" onClick={() => toggle(day)}>
              {tr(words.remove)}
              <span class="vh"> {said(day)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p class="muted" id="holidays">
        {tr(words.holidays)}
      </p>
      <div class="chips" role="group" aria-labelledby="holidays">
        {holidays.map(({ name, date, byMoon }) => (
          <button
            key={`${name.en} ${textOf(date)}`}
            type="button"
            class="chip"
            aria-pressed={has(textOf(date))}
            onClick={() => toggle(textOf(date))}
          >
            {tr(name)} · {said(textOf(date))}
            {byMoon ? ` · ${tr(words.byMoon)}` : ''}
          </button>
        ))}
      </div>
      <div class="field">
        <label for="day-off">{tr(words.addDay)}</label>
        <input
          id="day-off"
          type="date"
          min={textOf(today)}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        {isDay && <p class="hint">{said(typed)}</p>}
      </div>
      <button
        type="button"
        class="btn quiet"
        onClick={() => {
          if (isDay && !has(typed)) toggle(typed);
          setTyped('');
        }}
      >
        {tr(words.add)}
      </button>
    </section>
  );
}
