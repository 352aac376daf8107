// When she takes bookings: one line for each weekday, typed in either clock and said back in both; days off; the feed.
import { changeHours, readHours, renewFeed } from '@windsurf/contracts/delivery-bookings';
import type { HoursView } from '@windsurf/contracts/delivery-bookings';
import type { MinuteRange } from '@windsurf/calendar/clock-text';
import { weekdays } from '@windsurf/calendar/words-calendar';
import { bookingScreenWords as words } from '@windsurf/language/words-dashboard-bookings';
import { useState } from 'preact/hooks';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Failed, Notice, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { lang, tr } from '../words.ts';
import '../styles/lists.css';
import { DaysOff } from './days-off.tsx';
import { lineOf, rangeText, readHoursLine } from './typed-hours.ts';

export function Hours() {
  const { data, problem, reload, put } = useResource(readHours, {});
  return (
    <Screen title={tr(words.hours)} up="/more/bookings" upLabel={tr(words.title)}>
      {problem !== undefined && <Failed problem={problem} retry={reload} />}
      {data === undefined && problem === undefined && <Waiting rows={7} />}
      {data !== undefined && <Editor key={data.version} hours={data} put={put} />}
      {data !== undefined && <Feed hours={data} put={put} />}
    </Screen>
  );
}

/** From Monday, as a week is said. */
const order = [1, 2, 3, 4, 5, 6, 0] as const;
type Lines = Readonly<Record<number, string>>;
type Clock = HoursView['clock'];

const rangesOn = (hours: HoursView, weekday: number): MinuteRange[] =>
  hours.weekly.filter((one) => one.weekday === weekday);
const linesOf = (hours: HoursView, clock: Clock): Lines =>
  Object.fromEntries(order.map((weekday) => [weekday, lineOf(rangesOn(hours, weekday), clock, lang.peek())]));

function Editor({ hours, put }: { hours: HoursView; put(value: HoursView): void }) {
  const [clock, setClock] = useState<Clock>(hours.clock);
  const [lines, setLines] = useState<Lines>(() => linesOf(hours, hours.clock));
  const [exceptions, setExceptions] = useState(hours.exceptions);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const idOf = (weekday: number): string => `hours-${weekday}`;
  const nameOf = (weekday: number): string => weekdays[weekday]?.[lang.value] ?? '';
  const turn = (to: Clock): void => {
    // What can be read is said in the other clock; what cannot stays as it was typed.
    const turned = order.map((weekday) => {
      const ranges = readHoursLine(lines[weekday] ?? '', clock);
      return [weekday, ranges ? lineOf(ranges, to, lang.peek()) : (lines[weekday] ?? '')] as const;
    });
    setLines(Object.fromEntries(turned));
    setClock(to);
  };
  const save = async (): Promise<void> => {
    const read = order.map((weekday) => ({ weekday, ranges: readHoursLine(lines[weekday] ?? '', clock) }));
    const wrong = read.filter(({ ranges }) => ranges === undefined);
    setErrors(wrong.map(({ weekday }) => ({ id: idOf(weekday), says: tr(words.dayWrong, { day: nameOf(weekday) }) })));
    if (wrong.length > 0 || busy) return;
    setBusy(true);
    try {
      const weekly = read.flatMap(({ weekday, ranges = [] }) => ranges.map((range) => ({ weekday, ...range })));
      const body = { baseVersion: hours.version, weekly, exceptions, clock };
      put(await call(changeHours, { body }));
      tell(tr(words.saved));
    } catch (error) {
      setErrors(errorsOf(asProblem(error), { '/weekly': idOf(1) }));
    }
    setBusy(false);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ErrorSummary errors={errors} />
      <section class="panel">
        <p class="muted" id="hours-clock">
          {tr(words.clock)}
        </p>
        <div class="chips" role="group" aria-labelledby="hours-clock">
          {(['ethiopian', 'international'] as const).map((each) => (
            <button
              key={each}
              type="button"
              class="chip"
              aria-pressed={clock === each}
              onClick={() => clock !== each && turn(each)}
            >
              {tr(words[each])}
            </button>
          ))}
        </div>
        <p class="hint">{tr(words.dayHint)}</p>
        {order.map((weekday) => (
          <Field
            key={weekday}
            id={idOf(weekday)}
            label={nameOf(weekday)}
            value={lines[weekday] ?? ''}
            onText={(text) => setLines({ ...lines, [weekday]: text })}
            error={errorAt(errors, idOf(weekday))}
            autoComplete="off"
            spellcheck={false}
            after={<InWords ranges={readHoursLine(lines[weekday] ?? '', clock)} />}
          />
        ))}
        <button
          type="button"
          class="btn quiet"
          onClick={() =>
            setLines({ ...lines, ...Object.fromEntries([2, 3, 4, 5].map((day) => [day, lines[1] ?? ''])) })
          }
        >
          {tr(words.likeMonday)}
        </button>
      </section>
      <DaysOff exceptions={exceptions} change={setExceptions} />
      <Notice kind="info">
        <p>{tr(words.stay)}</p>
      </Notice>
      <Submit busy={busy} label={tr(words.save)} />
    </form>
  );
}

/** The same in both clocks: a six-hour mistake is seen before anybody comes at the wrong time. */
function InWords({ ranges }: { ranges: readonly MinuteRange[] | undefined }) {
  if (ranges === undefined) return null;
  if (ranges.length === 0) return <p class="hint">{tr(words.free)}</p>;
  return (
    <p class="hint" role="status">
      {ranges.map((range) => (
        <span key={`${range.from} ${range.to}`}>
          {`${rangeText(range, 'ethiopian', lang.value)} (${rangeText(range, 'international', 'en')} EAT)`}
          {range.to > 1440 && ` · ${tr(words.nextDay)}`}
          <br />
        </span>
      ))}
    </p>
  );
}

function Feed({ hours, put }: { hours: HoursView; put(value: HoursView): void }) {
  const [problem, setProblem] = useState<ApiProblem>();
  const renew = async (): Promise<void> => {
    setProblem(undefined);
    try {
      put(await call(renewFeed, {}));
      tell(tr(words.renewed));
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(hours.feedUrl);
    tell(tr(words.copied));
  };
  return (
    <section class="panel">
      <h2>{tr(words.feed)}</h2>
      <p class="muted">{tr(words.feedSays)}</p>
      <Field id="feed" label={tr(words.feedAddress)} value={hours.feedUrl} onText={() => undefined} dir="ltr" />
      <div class="acts">
        <button type="button" class="btn quiet" onClick={() => void copy()}>
          {tr(words.copy)}
        </button>
        <button type="button" class="btn quiet" onClick={() => void renew()}>
          {tr(words.renew)}
        </button>
      </div>
      {problem !== undefined && <Failed problem={problem} />}
    </section>
  );
}
