// Where the creator's money is: what can be sent, what is on its way, what waits and why, and where it goes.
import { listPayouts, readMoney } from '@windsurf/contracts/payments-payouts';
import type { Answer } from '@windsurf/contracts/endpoint';
import { payoutWords } from '@windsurf/language/words-payouts';
import { moneyWords as words } from '@windsurf/language/words-dashboard-money';
import { moreWords } from '@windsurf/language/words-dashboard-more';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { Screen } from '../app/screen.tsx';
import { birr, dayName, when } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';
import { accountName } from './account-name.ts';
import { HoldNotice } from './hold-notice.tsx';
import { PayoutRows } from './payout-rows.tsx';
import { SendSheet } from './send-sheet.tsx';

type Overview = Answer<typeof readMoney>;

export function Money() {
  const { query } = useLocation();
  const cursor = query.after;
  const money = useResource(readMoney, {}, { keep: true });
  const payouts = useResource(listPayouts, { query: { limit: 10, ...(cursor === undefined ? {} : { cursor }) } });
  const [sending, setSending] = useState(false);
  const problem = money.problem ?? payouts.problem;
  const reload = (): void => {
    money.reload();
    payouts.reload();
  };
  const { data } = money;
  const items = payouts.data?.items;
  const next = payouts.data?.nextCursor;
  return (
    <Screen title={tr(words.title)} up="/more" upLabel={tr(moreWords.title)}>
      {problem !== undefined && <Failed problem={problem} retry={reload} />}
      {data === undefined && problem === undefined && <Waiting rows={4} />}
      {data !== undefined && (
        <>
          <Numbers money={data} send={() => setSending(true)} />
          {data.stops
            .filter(({ reason }) => reason !== 'below-minimum')
            .map((stop) => (
              <HoldNotice key={stop.reason} hold={stop} until={stop.until} leastSantim={data.leastSantim} />
            ))}
          {data.held
            .filter(({ hold }) => data.stops.every(({ reason }) => reason !== hold.reason))
            .map(({ payoutId, hold, nextAttemptAt }) => (
              <HoldNotice key={payoutId} hold={hold} until={nextAttemptAt} payoutId={payoutId} />
            ))}
          <Places money={data} />
        </>
      )}
      {items !== undefined && (
        <section class="panel">
          <h2>{tr(words.payouts)}</h2>
          {items.length === 0 ? (
            <Empty icon="wallet" title={tr(words.payoutsEmpty)}>
              <p class="muted">{tr(words.payoutsEmptySays)}</p>
            </Empty>
          ) : (
            <PayoutRows payouts={items} />
          )}
          {next != null && (
            <a class="all" href={`/money?after=${encodeURIComponent(next)}`}>
              {tr(words.older)}
            </a>
          )}
        </section>
      )}
      {sending && data !== undefined && <SendSheet money={data} close={() => setSending(false)} done={reload} />}
    </Screen>
  );
}

/** What is nothing is left out, except what can be sent: that is what one comes for. */
function Numbers({ money, send }: { money: Overview; send(): void }) {
  const rows = [
    [words.onItsWay, money.onItsWaySantim],
    [words.held, money.heldSantim],
    [words.notSettled, money.notSettledSantim],
    [words.owed, money.owedSantim],
    [words.paidSoFar, money.paidSantim],
  ] as const;
  return (
    <section class="panel money">
      <h2>{tr(words.available)}</h2>
      <p class="large num">{birr(money.availableSantim, 'always')}</p>
      {money.canAsk ? (
        <button type="button" class="btn wide" onClick={send}>
          {tr(words.send)}
        </button>
      ) : (
        <p class="muted">{tr(words.fromOn, { least: birr(money.leastSantim) })}</p>
      )}
      <dl class="sums">
        {rows
          .filter(([, amount]) => amount > 0)
          .map(([says, amount]) => (
            <div key={says.en}>
              <dt>{tr(says)}</dt>
              <dd class="num">{birr(amount, 'always')}</dd>
            </div>
          ))}
      </dl>
      {money.notSettled.map(({ day, amountSantim }) => (
        <p key={day} class="muted">
          {tr(words.notSettledSays, { amount: birr(amountSantim), day: dayName(day) })}
        </p>
      ))}
    </section>
  );
}

function Places({ money }: { money: Overview }) {
  const { account } = money;
  const waits = account !== null && Date.parse(account.readyAt) > Date.now();
  return (
    <ul class="stack">
      <li>
        <a class="row-link" href="/money/account">
          <Icon name="wallet" />
          <span>
            <b>{tr(words.whereTo)}</b>
            <small>{account === null ? tr(words.noAccount) : accountName(account)}</small>
            {account !== null && (
              <small>
                {waits ? tr(words.readyAt, { time: when(account.readyAt) }) : tr(payoutWords.names[account.name])}
              </small>
            )}
          </span>
          <Icon name="next" />
        </a>
      </li>
      <li>
        <a class="row-link" href="/money/schedule">
          <Icon name="clock" />
          <span>
            <b>{tr(words.byItself)}</b>
            <small>
              {money.nextAt === null ? tr(words.noSchedule) : tr(words.nextAt, { time: when(money.nextAt) })}
            </small>
          </span>
          <Icon name="next" />
        </a>
      </li>
    </ul>
  );
}
