// Giving money back: how much, why, whether she keeps it, what it costs, and one button that says the sum.
import { quoteRefund, refundOrder } from '@windsurf/contracts/payments-refunds';
import type { RefundReason } from '@windsurf/contracts/payments-refunds';
import { railNames } from '@windsurf/language/words-ops';
import { refundWords as words } from '@windsurf/language/words-dashboard-refunds';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { amountText, readAmount } from '../money/amount.ts';
import { birr } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/refunds.css';

type RefundProps = {
  readonly orderId: string;
  readonly rail: string;
  /** Santim that can still go back. */
  readonly left: number;
  /** It paid for time of a membership. */
  readonly membership: boolean;
  close(): void;
  done(): void;
};
/** The contract's list, in the order in which creators use it. */
const reasons = [
  'buyer-asked',
  'not-as-described',
  'wrong-product',
  'bought-twice',
  'cannot-deliver',
  'goodwill',
  'other',
] as const satisfies readonly RefundReason[];
/** What becomes of a thing, and of the time of a membership. */
const accesses = { thing: ['keep', 'revoke'], membership: ['keep', 'shorten', 'end'] } as const;
type Access = (typeof accesses)[keyof typeof accesses][number];
const sent = {
  keep: { access: 'keep' },
  revoke: { access: 'revoke' },
  shorten: { access: 'revoke', time: 'shorten' },
  end: { access: 'revoke', time: 'revoke' },
} as const satisfies Record<Access, object>;

export function RefundSheet({ orderId, rail, left, membership, close, done }: RefundProps) {
  const [typed, setTyped] = useState(amountText(left));
  const [reason, setReason] = useState<RefundReason>();
  const [note, setNote] = useState('');
  const [access, setAccess] = useState<Access>();
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  // One key for what she wants: pressed again, or after a cut, it is the same refund.
  const key = useRef({ of: '', key: '' });
  const limits = { least: 1, most: left };
  const read = readAmount(typed, limits);

  /** What is right now is no error any more. */
  const right = (id: string): void => setErrors((now) => now.filter((error) => error.id !== id));

  const send = async (): Promise<void> => {
    if (busy) return;
    const found: FormError[] = [];
    if (!read.ok) {
      const range = { least: birr(limits.least, 'always'), most: birr(limits.most, 'always') };
      found.push({ id: 'amount', says: tr(read.says ?? words.amountBetween, range) });
    }
    if (reason === undefined) found.push({ id: 'reason', says: tr(words.whyMissing) });
    if (reason === 'other' && note.trim().length < 3) found.push({ id: 'note', says: tr(words.noteMissing) });
    if (access === undefined) found.push({ id: 'access-keep', says: tr(words.accessMissing) });
    setErrors(found);
    if (!read.ok || reason === undefined || access === undefined || found.length > 0) return;
    const words1 = note.trim();
    const body = {
      ...(read.santim === left ? { whole: true as const } : { amountSantim: read.santim }),
      ...(words1.length < 3 ? {} : { note: words1 }),
      reason,
      ...sent[access],
    };
    const of = JSON.stringify(body);
    if (key.current.of !== of) key.current = { of, key: crypto.randomUUID() };
    setBusy(true);
    try {
      await call(refundOrder, { params: { id: orderId }, body }, { key: key.current.key });
      tell(tr(words.asked, { amount: birr(read.santim, 'always') }));
      done();
      close();
    } catch (error) {
      const problem = asProblem(error);
      // An answer was given: the next try is another one. Without an answer it stays the same.
      if (problem.status >= 400 && problem.status < 500) key.current = { of: '', key: '' };
      setErrors(errorsOf(problem, { '/amountSantim': 'amount', '/note': 'note', '/reason': 'reason' }));
      setBusy(false);
    }
  };

  return (
    <Sheet title={tr(words.give)} close={close}>
      <form
        class="refund"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <ErrorSummary errors={errors} />
        <Field
          id="amount"
          label={tr(words.howMuch)}
          hint={tr(words.left, { left: birr(left, 'always') })}
          inputMode="decimal"
          autoComplete="off"
          dir="ltr"
          unit={birr(0).replace(/^0\s*/, '')}
          value={typed}
          onText={(text) => {
            setTyped(text);
            if (readAmount(text, limits).ok) right('amount');
          }}
          error={errorAt(errors, 'amount')}
        />
        <button type="button" class="chip" onClick={() => setTyped(amountText(left))}>
          {tr(words.all, { amount: birr(left, 'always') })}
        </button>
        <ReasonField
          reason={reason}
          choose={(next) => {
            setReason(next);
            if (next !== undefined) right('reason');
          }}
          error={errorAt(errors, 'reason')}
        />
        <Field
          id="note"
          area
          label={tr(words.note)}
          hint={tr(words.noteHint)}
          optional={reason !== 'other'}
          limit={500}
          value={note}
          onText={setNote}
          error={errorAt(errors, 'note')}
        />
        <fieldset class="accesses" aria-describedby={errorAt(errors, 'access-keep') && 'access-error'}>
          <legend>{tr(words.access)}</legend>
          {errorAt(errors, 'access-keep') !== undefined && (
            <p class="error" id="access-error">
              <Icon name="bad" />
              {errorAt(errors, 'access-keep')}
            </p>
          )}
          {accesses[membership ? 'membership' : 'thing'].map((each) => (
            <label key={each} class="tick" for={`access-${each}`}>
              <input
                type="radio"
                id={`access-${each}`}
                name="access"
                checked={access === each}
                onChange={() => {
                  setAccess(each);
                  right('access-keep');
                }}
              />
              <b>{tr(words.accesses[each])}</b>
              <small class="muted">{tr(words.accessSays[each])}</small>
            </label>
          ))}
        </fieldset>
        {read.ok && <Cost orderId={orderId} amount={read.santim} rail={rail} />}
        <Submit
          busy={busy}
          label={read.ok ? tr(words.sendNow, { amount: birr(read.santim, 'always') }) : tr(words.send)}
          busyLabel={tr(words.sending)}
        />
      </form>
    </Sheet>
  );
}

type ReasonProps = {
  readonly reason: RefundReason | undefined;
  choose(reason: RefundReason | undefined): void;
  readonly error: string | undefined;
};

const ReasonField = ({ reason, choose, error }: ReasonProps) => (
  <div class={error === undefined ? 'field' : 'field wrong'}>
    <label for="reason">{tr(words.why)}</label>
    {error !== undefined && (
      <p class="error" id="reason-error">
        <Icon name="bad" />
        {error}
      </p>
    )}
    <select
      id="reason"
      aria-invalid={error === undefined ? undefined : true}
      aria-describedby={error === undefined ? undefined : 'reason-error'}
      value={reason ?? ''}
      onChange={(event) => choose(reasons.find((each) => each === event.currentTarget.value))}
    >
      <option value="">{tr(words.chooseWhy)}</option>
      {reasons.map((each) => (
        <option key={each} value={each}>
          {tr(words.reasons[each])}
        </option>
      ))}
    </select>
  </div>
);

/** How long the amount stays as it is before its cost is asked for: nobody types a digit in less. */
const pauseMs = 300;

/** What it costs her, before she presses; the sums are the server's. */
function Cost({ orderId, amount, rail }: { orderId: string; amount: number; rail: string }) {
  const [asked, setAsked] = useState(amount);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(amount), pauseMs);
    return () => clearTimeout(timer);
  }, [amount]);
  const { data } = useResource(quoteRefund, { params: { id: orderId }, query: { amountSantim: asked } });
  if (data === undefined || data.amountSantim !== amount) return <p class="muted" aria-live="polite" />;
  const name = Object.entries(railNames).find(([each]) => each === rail)?.[1];
  const rows = [
    [words.toBuyer, data.amountSantim, ''],
    [words.feeBack, data.feeBackSantim, '−'],
    [words.sharesBack, data.sharesBackSantim, '−'],
    [words.fromBalance, data.fromBalanceSantim, ''],
    [words.owed, data.owedSantim, ''],
  ] as const;
  return (
    <section aria-live="polite">
      <h3>{tr(words.costs)}</h3>
      <dl class="sums">
        {rows
          .filter(([, sum], at) => (at !== 2 && at !== 4) || sum > 0)
          .map(([says, sum, sign], at, { length }) => (
            <div key={at} class={at >= length - (data.owedSantim > 0 ? 2 : 1) ? 'total' : undefined}>
              <dt>{tr(says)}</dt>
              <dd class="num">
                {sign}
                {birr(sum, 'always')}
              </dd>
            </div>
          ))}
      </dl>
      {data.owedSantim > 0 && <p class="muted">{tr(words.owedSays)}</p>}
      <p class="muted">
        {data.how === 'hand' ? tr(words.byHand) : tr(words.byRail, { rail: name === undefined ? rail : tr(name) })}
      </p>
    </section>
  );
}
