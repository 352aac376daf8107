// When money is sent by itself, and from which sum on.
import { changeSchedule, readMoney, readSchedule } from '@windsurf/contracts/payments-payouts';
import type { Answer } from '@windsurf/contracts/endpoint';
import { weekdays } from '@windsurf/calendar/words-calendar';
import { common } from '@windsurf/language/words-common';
import { moneyWords as words } from '@windsurf/language/words-dashboard-money';
import { useState } from 'preact/hooks';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { birr, when } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { staleResources, useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';
import { amountText, readAmount } from './amount.ts';
import { HoldNotice } from './hold-notice.tsx';

type View = Answer<typeof readSchedule>;
const every = ['never', 'week', 'month'] as const;
const fields = { '/weekday': 'weekday', '/monthDay': 'month-day', '/minimumSantim': 'minimum' };

export function Schedule() {
  const schedule = useResource(readSchedule, {});
  const { data, problem } = schedule;
  return (
    <Screen title={tr(words.byItself)} up="/money" upLabel={tr(words.title)} lede={tr(words.byItselfSays)}>
      {problem !== undefined && <Failed problem={problem} retry={schedule.reload} />}
      {data === undefined && problem === undefined && <Waiting rows={3} />}
      {data?.skipped != null && (
        <>
          <p>{tr(words.skipped, { time: when(data.skipped.at, 'date') })}</p>
          <HoldNotice hold={data.skipped.hold} until={data.nextAt} leastSantim={data.minimumSantim} />
        </>
      )}
      {data !== undefined && <ScheduleForm view={data} saved={schedule.put} />}
    </Screen>
  );
}

function ScheduleForm({ view, saved }: { view: View; saved(view: View): void }) {
  const [form, setForm] = useState({
    every: view.every,
    weekday: view.weekday ?? 5,
    monthDay: String(view.monthDay ?? 28),
    minimum: amountText(view.minimumSantim),
  });
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const write = (patch: Partial<typeof form>): void => setForm((now) => ({ ...now, ...patch }));

  const save = async (): Promise<void> => {
    if (busy) return;
    const limits = { least: view.leastSantim, most: view.mostSantim };
    const minimum = readAmount(form.minimum, limits);
    const monthDay = /^\d{1,2}$/.test(form.monthDay) ? Number(form.monthDay) : 0;
    const wrong: FormError[] = [];
    if (form.every === 'month' && (monthDay < 1 || monthDay > 28)) {
      wrong.push({ id: 'month-day', says: tr(words.monthDayHint) });
    }
    if (!minimum.ok) {
      const range = { least: birr(limits.least), most: birr(limits.most) };
      wrong.push({ id: 'minimum', says: tr(minimum.says ?? words.amountBetween, range) });
    }
    setErrors(wrong);
    if (wrong.length > 0 || !minimum.ok) return;
    setBusy(true);
    try {
      const body = {
        every: form.every,
        weekday: form.every === 'week' ? form.weekday : null,
        monthDay: form.every === 'month' ? monthDay : null,
        minimumSantim: minimum.santim,
      };
      saved(await call(changeSchedule, { body }));
      staleResources(readMoney);
      tell(tr(words.scheduleSaved));
    } catch (error) {
      setErrors(errorsOf(asProblem(error), fields));
    } finally {
      setBusy(false);
    }
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
      <div class="field" role="group" aria-label={tr(words.byItself)}>
        <b>{tr(words.byItself)}</b>
        <div class="chips">
          {every.map((each) => (
            <button
              key={each}
              type="button"
              class="chip"
              aria-pressed={form.every === each}
              onClick={() => write({ every: each })}
            >
              {tr(words[each])}
            </button>
          ))}
        </div>
      </div>
      {form.every === 'week' && (
        <div class="field">
          <label for="weekday">{tr(words.weekday)}</label>
          <select
            id="weekday"
            value={String(form.weekday)}
            onChange={(event) => write({ weekday: Number(event.currentTarget.value) })}
          >
            {/* Monday is 1, Sunday 7. */}
            {[1, 2, 3, 4, 5, 6, 7].map((day) => (
              <option key={day} value={String(day)}>
                {tr(weekdays[day % 7] ?? weekdays[0])}
              </option>
            ))}
          </select>
        </div>
      )}
      {form.every === 'month' && (
        <Field
          id="month-day"
          label={tr(words.monthDay)}
          hint={tr(words.monthDayHint)}
          inputMode="numeric"
          autoComplete="off"
          dir="ltr"
          maxLength={2}
          value={form.monthDay}
          onText={(monthDay) => write({ monthDay })}
          error={errorAt(errors, 'month-day')}
        />
      )}
      <Field
        id="minimum"
        label={tr(words.minimum)}
        inputMode="decimal"
        autoComplete="off"
        dir="ltr"
        value={form.minimum}
        onText={(minimum) => write({ minimum })}
        error={errorAt(errors, 'minimum')}
      />
      {view.nextAt !== null && <p class="muted">{tr(words.nextAt, { time: when(view.nextAt) })}</p>}
      <Submit busy={busy} label={tr(common.save)} />
    </form>
  );
}
