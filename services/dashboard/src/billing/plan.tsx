import { listPlans, readPlan, startPlan } from '@windsurf/contracts/payments-billing';
import { readRails } from '@windsurf/contracts/payments-follow';
import { useRef, useState } from 'preact/hooks';
import { billingWords as words } from '@windsurf/language/words-dashboard-billing';
import { moreWords } from '@windsurf/language/words-dashboard-more';
import { glossary } from '@windsurf/language/words-glossary';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { birr, when } from '../parts/figures.ts';
import { errorsOf, ErrorSummary, type FormError, Submit } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { lang, tr } from '../words.ts';
import '../styles/billing.css';
import '../styles/lists.css';
import { breakEven } from './break-even.ts';

type Months = 1 | 12;
const percent = (basisPoints: number): number => basisPoints / 100;

/** What she has, what it costs, and one form to pay for more of it. */
export function Plan() {
  const plans = useResource(listPlans, { query: { lang: lang.value } });
  const mine = useResource(readPlan, {});
  const problem = plans.problem ?? mine.problem;
  const [free, pro] = [plans.data?.plans.find(isFree), plans.data?.plans.find((each) => !isFree(each))];
  const ready = mine.data !== undefined && pro !== undefined && free !== undefined;
  const retry = (): void => {
    plans.reload();
    mine.reload();
  };
  return (
    <Screen title={tr(words.plan)} up="/more" upLabel={tr(moreWords.title)}>
      {problem !== undefined && <Failed problem={problem} retry={retry} />}
      {!ready && problem === undefined && <Waiting rows={3} />}
      {ready && (
        <>
          <section class="panel">
            <h2>{tr(words.youHave, { plan: tr(words[mine.data.plan]) })}</h2>
            <p>{tr(words.feeNow, { percent: percent(mine.data.feeBasisPoints) })}</p>
            <p class="muted">
              {mine.data.until === null
                ? tr(words.freeForever)
                : tr(words.until, { time: when(mine.data.until, 'date') })}
            </p>
          </section>
          <section class="panel">
            <h2>{tr(words.pro)}</h2>
            <ul class="ticks">
              {pro.gives.map((each) => (
                <li key={each}>
                  <Icon name="check" />
                  {each}
                </li>
              ))}
            </ul>
            <p class="muted">
              {tr(words.worthIt, {
                sum: birr(breakEven(pro.monthSantim, free.feeBasisPoints, pro.feeBasisPoints)),
              })}
            </p>
            <Buy monthSantim={pro.monthSantim} yearSantim={pro.yearSantim} until={mine.data.until} />
          </section>
          <section class="panel">
            <h2>{tr(words.paidBefore)}</h2>
            {mine.data.history.length === 0 && <p class="muted">{tr(words.nothingPaid)}</p>}
            <ul class="rows">
              {mine.data.history.map((period) => (
                <li key={period.from}>
                  <div>
                    <b>{tr(period.months === 12 ? words.year : words.month)}</b>
                    <small class="muted">
                      {tr(words.periodOf, { from: when(period.from, 'date'), until: when(period.until, 'date') })}
                    </small>
                  </div>
                  <b class="num">{birr(period.amountSantim)}</b>
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </Screen>
  );
}

const isFree = ({ plan }: { readonly plan: string }): boolean => plan === 'free';

type BuyProps = { readonly monthSantim: number; readonly yearSantim: number; readonly until: string | null };

function Buy({ monthSantim, yearSantim, until }: BuyProps) {
  const rails = useResource(readRails, {});
  const [months, setMonths] = useState<Months>(1);
  const [rail, setRail] = useState('telebirr');
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  // One key for what she wants: pressed again, or after a cut, it is the same payment.
  const key = useRef<{ of: string; key: string }>({ of: '', key: '' });
  const ways = rails.data?.rails.map((each) => ({ rail: each.rail, name: each.name })) ?? [
    { rail: 'telebirr', name: tr(glossary.telebirr) },
  ];
  const price = birr(months === 12 ? yearSantim : monthSantim);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const of = `${months} ${rail}`;
    if (key.current.of !== of) key.current = { of, key: crypto.randomUUID() };
    setBusy(true);
    setErrors([]);
    try {
      const checkout = await call(
        startPlan,
        { body: { plan: 'pro', months, rail, lang: lang.peek() } },
        { key: key.current.key },
      );
      location.assign(checkout.payUrl ?? checkout.statusUrl);
    } catch (error) {
      const problem = asProblem(error);
      // An answer was given: the next try is another one. Without an answer it stays the same.
      if (problem.status >= 400 && problem.status < 500) key.current = { of: '', key: '' };
      setErrors(errorsOf(problem, {}));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <ErrorSummary errors={errors} />
      <div class="field" role="group" aria-label={tr(words.howLong)}>
        <b>{tr(words.howLong)}</b>
        <div class="chips">
          {([1, 12] as const).map((each) => (
            <button
              key={each}
              type="button"
              class="chip"
              aria-pressed={months === each}
              onClick={() => setMonths(each)}
            >
              {each === 12
                ? tr(words.forYear, { price: birr(yearSantim) })
                : tr(words.forMonth, { price: birr(monthSantim) })}
            </button>
          ))}
        </div>
      </div>
      <div class="field" role="group" aria-label={tr(words.payWith)}>
        <b>{tr(words.payWith)}</b>
        <div class="chips">
          {ways.map((way) => (
            <button
              key={way.rail}
              type="button"
              class="chip"
              aria-pressed={rail === way.rail}
              onClick={() => setRail(way.rail)}
            >
              {way.name}
            </button>
          ))}
        </div>
      </div>
      <Submit
        busy={busy}
        label={until === null ? tr(words.buy, { price }) : tr(words.extend, { price, time: when(until, 'date') })}
        busyLabel={tr(words.leading)}
      />
    </form>
  );
}
