// One payout: where it is, why it waits, what happened to it and what it is made of.
import { cancelPayout, readMoney, readPayout } from '@windsurf/contracts/payments-payouts';
import type { Answer } from '@windsurf/contracts/endpoint';
import type { Phrase } from '@windsurf/language/phrases';
import { payoutWords } from '@windsurf/language/words-payouts';
import { moneyWords as words } from '@windsurf/language/words-dashboard-money';
import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { birr, when } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { staleResources, useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';
import { accountName } from './account-name.ts';
import { HoldNotice } from './hold-notice.tsx';
import { PayoutState } from './payout-rows.tsx';

type Detail = Answer<typeof readPayout>;
const tellers = { creator: words.byCreator, we: words.byWe, rail: words.byRail, operator: words.byOperator } as const;
const happened: Readonly<Record<string, Phrase>> = payoutWords.happened;

export function Payout() {
  const { params } = useRoute();
  const payout = useResource(readPayout, { params: { id: params.id ?? '' } });
  const { data, problem } = payout;
  return (
    <Screen
      title={data === undefined ? tr(words.title) : tr(words.payout, { amount: birr(data.amountSantim, 'always') })}
      up="/money"
      upLabel={tr(words.title)}
    >
      {problem !== undefined && (
        <Failed problem={problem} {...(problem.status === 404 ? {} : { retry: payout.reload })} />
      )}
      {data === undefined && problem === undefined && <Waiting rows={3} />}
      {data !== undefined && (
        <>
          <Head payout={data} changed={payout.reload} />
          <section class="panel">
            <h2>{tr(words.history)}</h2>
            <ol class="timeline">
              {data.history.map((line) => {
                const phrase = Object.hasOwn(happened, line.what) ? happened[line.what] : undefined;
                return (
                  <li key={line.at + line.what}>
                    <b>{phrase === undefined ? line.what : tr(phrase)}</b>
                    <span class="muted">
                      {tr(tellers[line.who])} · {when(line.at)}
                    </span>
                  </li>
                );
              })}
            </ol>
          </section>
          <Statement statement={data.statement} amountSantim={data.amountSantim} />
        </>
      )}
    </Screen>
  );
}

function Head({ payout, changed }: { payout: Detail; changed(): void }) {
  const [problem, setProblem] = useState<ApiProblem>();
  const [busy, setBusy] = useState(false);
  const takeBack = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await call(cancelPayout, { params: { id: payout.id } });
      staleResources(readMoney);
      tell(tr(words.takenBack));
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
    changed();
  };
  return (
    <section class="panel">
      <PayoutState state={payout.state} />
      <p>
        {accountName(payout.account)}
        <br />
        <span class="muted">{payout.account.holder}</span>
      </p>
      {payout.hold !== null && <HoldNotice hold={payout.hold} until={payout.nextAttemptAt} payoutId={payout.id} />}
      {payout.nextAttemptAt !== null && (
        <p class="muted">
          {tr(payout.state === 'failed' ? words.again : words.nextLook, { time: when(payout.nextAttemptAt) })}
        </p>
      )}
      {payout.txnId !== null && <p class="muted">{tr(words.number, { number: payout.txnId })}</p>}
      {problem !== undefined && <Failed problem={problem} />}
      {payout.canCancel && (
        <button type="button" class="btn quiet" aria-disabled={busy ? true : undefined} onClick={() => void takeBack()}>
          <Icon name="undo" />
          {tr(words.takeBack)}
        </button>
      )}
    </section>
  );
}

const lineWords = {
  sale: words.sale,
  refund: words.refundOf,
  'refund-back': words.refundUndone,
  reversal: words.reversal,
  'reversal-undone': words.reversalUndone,
  netting: words.netting,
  'payout-back': words.payoutBack,
  plan: words.plan,
  'share-in': words.shareIn,
  other: words.other,
} as const;

function Statement({ statement, amountSantim }: { statement: Detail['statement']; amountSantim: number }) {
  const rows = [
    [words.opening, statement.openingSantim],
    [words.gross, statement.grossSantim],
    [words.fees, -statement.feeSantim],
    [words.sentNow, -amountSantim],
  ] as const;
  return (
    <section class="panel">
      <h2>{tr(words.madeOf)}</h2>
      <dl class="sums">
        {rows
          .filter(([, amount]) => amount !== 0)
          .map(([says, amount]) => (
            <div key={says.en}>
              <dt>{tr(says)}</dt>
              <dd class="num">{signed(amount)}</dd>
            </div>
          ))}
        <div class="total">
          <dt>{tr(words.closing)}</dt>
          <dd class="num">{signed(statement.closingSantim)}</dd>
        </div>
      </dl>
      {statement.count > 0 && (
        <details>
          <summary>{tr(words.lines, { count: statement.count })}</summary>
          <ul class="rows">
            {statement.lines.map((line) => (
              <li key={line.at + line.kind + (line.orderId ?? '')}>
                <div>
                  {line.orderId === null ? (
                    <b>{tr(lineWords[line.kind])}</b>
                  ) : (
                    <a class="strong" href={`/orders/${line.orderId}`}>
                      {tr(lineWords[line.kind], { number: line.orderNumber ?? '' })}
                    </a>
                  )}
                  <small class="muted">
                    {line.title === null ? '' : `${line.title} · `}
                    {when(line.at)}
                  </small>
                </div>
                <b class="num">{signed(line.netSantim)}</b>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const signed = (amount: number): string => (amount < 0 ? `−${birr(-amount, 'always')}` : birr(amount, 'always'));
