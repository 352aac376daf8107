// Asking for money: an amount, or all of it, to the account in use.
import { readSchedule, requestPayout } from '@windsurf/contracts/payments-payouts';
import type { readMoney } from '@windsurf/contracts/payments-payouts';
import type { Answer } from '@windsurf/contracts/endpoint';
import { moneyWords as words } from '@windsurf/language/words-dashboard-money';
import { useRef, useState } from 'preact/hooks';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { birr } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { accountName } from './account-name.ts';
import { amountText, readAmount } from './amount.ts';

type SendProps = { readonly money: Answer<typeof readMoney>; close(): void; done(): void };

export function SendSheet({ money, close, done }: SendProps) {
  const schedule = useResource(readSchedule, {});
  const most = Math.min(money.availableSantim, schedule.data?.mostSantim ?? money.availableSantim);
  const limits = { least: money.leastSantim, most };
  const [typed, setTyped] = useState(amountText(money.availableSantim));
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  // One key for what she wants: pressed again, or after a cut, it is the same payout.
  const key = useRef({ of: '', key: '' });
  const read = readAmount(typed, limits);

  const send = async (): Promise<void> => {
    if (busy) return;
    if (!read.ok) {
      const range = { least: birr(limits.least), most: birr(limits.most) };
      setErrors([{ id: 'amount', says: tr(read.says ?? words.amountBetween, range) }]);
      return;
    }
    const of = String(read.santim);
    if (key.current.of !== of) key.current = { of, key: crypto.randomUUID() };
    setBusy(true);
    setErrors([]);
    try {
      await call(requestPayout, { body: { amountSantim: read.santim } }, { key: key.current.key });
      tell(tr(words.asked));
      done();
      close();
    } catch (error) {
      const problem = asProblem(error);
      // An answer was given: the next try is another one. Without an answer it stays the same.
      if (problem.status >= 400 && problem.status < 500) key.current = { of: '', key: '' };
      setErrors(errorsOf(problem, { '/amountSantim': 'amount' }));
      setBusy(false);
    }
  };

  return (
    <Sheet title={tr(words.send)} close={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <ErrorSummary errors={errors} />
        {money.account !== null && <p>{tr(words.goesTo, { account: accountName(money.account) })}</p>}
        <Field
          id="amount"
          label={tr(words.howMuch)}
          inputMode="decimal"
          autoComplete="off"
          dir="ltr"
          unit={birr(0).replace(/^0\s*/, '')}
          value={typed}
          onText={setTyped}
          error={errorAt(errors, 'amount')}
        />
        <button type="button" class="chip" onClick={() => setTyped(amountText(most))}>
          {tr(words.all, { amount: birr(most, 'always') })}
        </button>
        <Submit
          busy={busy}
          label={read.ok ? tr(words.sendNow, { amount: birr(read.santim, 'always') }) : tr(words.send)}
          busyLabel={tr(words.sending)}
        />
      </form>
    </Sheet>
  );
}
