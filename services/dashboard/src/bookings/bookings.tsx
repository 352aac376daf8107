// Who comes when: a week of bookings by day, each with what can be done about it.
import { listBookings, markBooking } from '@windsurf/contracts/delivery-bookings';
import type { BookingView } from '@windsurf/contracts/delivery-bookings';
import { byDay } from '@windsurf/calendar/days';
import { inEat } from '@windsurf/calendar/moment';
import { bookingScreenWords as words } from '@windsurf/language/words-dashboard-bookings';
import { moreWords } from '@windsurf/language/words-dashboard-more';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { when } from '../parts/figures.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';
import { ChangeSheet } from './change-sheet.tsx';

const DAY = 86_400_000;
/** `2026-11-20` of now or of another day, EAT. */
const dayOf = (at: number): string => {
  const { year, month, day } = inEat(new Date(at)).gregorian;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};
const shifted = (day: string, by: number): string => new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10);

/** Each week has its own address, so that Back goes to the week before. */
export function Bookings() {
  const { query } = useLocation();
  const today = dayOf(Date.now());
  const from = /^\d{4}-\d{2}-\d{2}$/.test(query.from ?? '') ? (query.from ?? today) : today;
  const { data, problem, reload } = useResource(listBookings, { query: { from, days: 7 } });
  const at = (day: string): string => `/more/bookings?from=${day}`;
  return (
    <Screen title={tr(words.title)} up="/more" upLabel={tr(moreWords.title)}>
      <a class="row-link" href="/more/bookings/hours">
        <Icon name="clock" />
        <span>
          <b>{tr(words.hours)}</b>
          <small>{tr(words.hoursSays)}</small>
        </span>
        <Icon name="next" />
      </a>
      <h2>{tr(words.week, { date: when(`${from}T09:00:00Z`, 'date') })}</h2>
      <nav class="chips" aria-label={tr(words.title)}>
        <a class="chip" href={at(shifted(from, -7))}>
          {tr(words.earlier)}
        </a>
        {from !== today && (
          <a class="chip" href="/more/bookings">
            {tr(words.today)}
          </a>
        )}
        <a class="chip" href={at(shifted(from, 7))}>
          {tr(words.later)}
        </a>
      </nav>
      {problem !== undefined && <Failed problem={problem} retry={reload} />}
      {data === undefined && problem === undefined && <Waiting rows={4} />}
      {data?.items.length === 0 && (
        <Empty icon="clock" title={tr(words.empty)}>
          <p class="muted">{tr(words.emptySays)}</p>
        </Empty>
      )}
      {byDay(data?.items ?? [], (one) => new Date(one.startsAt)).map((day) => (
        <section class="panel" key={day.first.getTime()}>
          <h2>{when(day.first.toISOString(), 'date')}</h2>
          <ul class="rows">
            {day.all.map((booking) => (
              <Row key={`${booking.id} ${booking.startsAt}`} booking={booking} changed={reload} />
            ))}
          </ul>
        </section>
      ))}
    </Screen>
  );
}

const looks = {
  held: ['clock', 'warn', words.held],
  confirmed: ['check', 'ok', words.confirmed],
  moved: ['check', 'ok', words.confirmed],
  done: ['check', 'ok', words.done],
  cancelled: ['hidden', 'warn', words.cancelled],
  'no-show': ['hidden', 'warn', words.noShow],
  lost: ['clock', 'warn', words.lost],
} as const satisfies Record<BookingView['state'], readonly [IconName, string, object]>;

function Row({ booking, changed }: { booking: BookingView; changed(): void }) {
  const [sheet, setSheet] = useState<'move' | 'cancel'>();
  const [problem, setProblem] = useState<ApiProblem>();
  const { id, title, startsAt, endsAt, state, seat, seats, orderId, reason } = booking;
  const begun = Date.parse(startsAt) <= Date.now();
  const [icon, kind, word] = looks[state];
  const mark = async (outcome: 'done' | 'no-show'): Promise<void> => {
    setProblem(undefined);
    try {
      await call(markBooking, { params: { id }, body: { outcome } });
      changed();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const minutes = Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);
  const open = (state === 'confirmed' && !begun) || state === 'lost';
  const over = begun && (state === 'confirmed' || state === 'done' || state === 'no-show');
  const name = <span class="vh"> {`${title}, ${when(startsAt, 'time')}`}</span>;
  return (
    <li>
      <div>
        <b>{when(startsAt, 'time')}</b>
        <small>
          {title} · {minutes} min{seats > 1 ? ` · ${tr(words.seat, { seat, seats })}` : ''}
        </small>
        <span class={`badge ${kind}`}>
          <Icon name={icon} />
          {tr(word)}
        </span>
        {reason !== null && <small dir="auto">{reason}</small>}
        {orderId !== null && <a href={`/orders/${orderId}`}>{tr(words.order)}</a>}
        {problem !== undefined && <Failed problem={problem} />}
      </div>
      <div class="acts">
        {open && state === 'confirmed' && (
          <button type="button" class="btn quiet" onClick={() => setSheet('move')}>
            {tr(words.move)}
            {name}
          </button>
        )}
        {open && (
          <button type="button" class="btn quiet" onClick={() => setSheet('cancel')}>
            {tr(words.cancel)}
            {name}
          </button>
        )}
        {over && state !== 'no-show' && (
          <button type="button" class="btn quiet" onClick={() => void mark('no-show')}>
            {tr(words.missed)}
            {name}
          </button>
        )}
        {over && state === 'no-show' && (
          <button type="button" class="btn quiet" onClick={() => void mark('done')}>
            {tr(words.came)}
            {name}
          </button>
        )}
      </div>
      {sheet !== undefined && (
        <ChangeSheet booking={booking} what={sheet} close={() => setSheet(undefined)} changed={changed} />
      )}
    </li>
  );
}
