// What waits, since when, and whether that is too long. Each number leads to the rows it is made of.
import { useEffect } from 'preact/hooks';
import { readTrialBalance } from '@windsurf/contracts/payments-books';
import { type DeskCount, type DeskQueue, readDesk } from '@windsurf/contracts/payments-desk';
import { type RailState, readRails } from '@windsurf/contracts/payments-follow';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsBookWords } from '@windsurf/language/words-ops-books';
import type { Phrase } from '@windsurf/language/phrases';
import { Screen } from '../app/screen.tsx';
import { birr, dayName, when } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { Failed, Notice, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { type Level, levelOf, worstOf } from './age.ts';
import { type Badge, BadgeOf } from './queue-list.tsx';
import { ageSince, clockSaid } from './said.ts';

type Tile = {
  readonly title: Phrase;
  readonly href: string;
  readonly queues: readonly { readonly queue: DeskQueue; readonly href: string }[];
};
const tiles: readonly Tile[] = [
  {
    title: words.payments,
    href: '/ops/payments',
    queues: [
      { queue: 'parked', href: '/ops/payments?state=parked' },
      { queue: 'unknown', href: '/ops/payments?state=unknown' },
      { queue: 'told', href: '/ops/payments?state=told' },
      { queue: 'not-back', href: '/ops/payments?state=surplus' },
    ],
  },
  {
    title: words.refunds,
    href: '/ops/refunds',
    queues: [
      { queue: 'refunds-manual', href: '/ops/refunds?state=manual' },
      { queue: 'refunds-second', href: '/ops/refunds?state=waits-approval' },
      { queue: 'refunds-unknown', href: '/ops/refunds?state=unknown' },
      { queue: 'refunds-kept', href: '/ops/refunds?state=open' },
    ],
  },
  {
    title: words.payouts,
    href: '/ops/payouts',
    queues: [
      { queue: 'payouts-by-hand', href: '/ops/payouts?state=by-hand' },
      { queue: 'payouts-parked', href: '/ops/payouts?state=parked' },
      { queue: 'payouts-held', href: '/ops/payouts?state=held' },
      { queue: 'payouts-failed', href: '/ops/payouts?state=failed' },
      { queue: 'account-names', href: '/ops/accounts' },
    ],
  },
  {
    title: words.risk,
    href: '/ops/risk',
    queues: [
      { queue: 'cases-proposed', href: '/ops/risk?tab=proposed' },
      { queue: 'appeals', href: '/ops/risk?tab=appeals' },
      { queue: 'appeals-overdue', href: '/ops/risk?tab=appeals' },
    ],
  },
  { title: words.books, href: '/ops/books', queues: [{ queue: 'differences', href: '/ops/books' }] },
];
const levelWords: Record<Level, Phrase> = { ok: words.nothingWaits, warn: words.waits, bad: words.late };
/** What ends by itself, or is counted in another queue too, does not colour its tile. */
const quiet: ReadonlySet<DeskQueue> = new Set(['payouts-failed', 'appeals-overdue']);

export function Home() {
  const desk = useResource(readDesk, {});
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') desk.reload();
    }, 60_000);
    return () => clearInterval(timer);
  }, []);
  const { data, problem } = desk;
  const now = data === undefined ? Date.now() : Date.parse(data.at);
  return (
    <Screen
      title={tr(words.homeTitle)}
      aside={
        <button type="button" class="btn quiet" onClick={desk.reload}>
          <Icon name="retry" />
          {tr(words.refresh)}
        </button>
      }
      class="desk-home"
    >
      {problem !== undefined &&
        (data === undefined ? (
          <Failed problem={problem} retry={desk.reload} />
        ) : (
          <Notice kind="bad">
            <p role="alert">{tr(words.paused, { time: when(desk.at, 'time') })}</p>
          </Notice>
        ))}
      {data === undefined && problem === undefined && <Waiting rows={4} />}
      {data !== undefined && (
        <>
          <p class="muted small">{tr(words.asOf, { time: when(desk.at, 'time') })}</p>
          <div class="tiles">
            {tiles.map((tile) => (
              <TileOf key={tile.href} tile={tile} counts={data.queues} now={now} />
            ))}
            <Weather />
            <Trial />
          </div>
        </>
      )}
    </Screen>
  );
}

function TileOf({ tile, counts, now }: { tile: Tile; counts: readonly DeskCount[]; now: number }) {
  const shown = tile.queues.flatMap(({ queue, href }) => {
    const count = counts.find((each) => each.queue === queue);
    return count === undefined ? [] : [{ ...count, href, level: levelOf(count, now) }];
  });
  const working = shown.filter(({ queue }) => !quiet.has(queue));
  const level = worstOf(working.map((each) => each.level));
  const sum = working.reduce((all, { count }) => all + count, 0);
  return (
    <section class={`panel tile ${level}`} aria-label={tr(tile.title)}>
      <div class="top">
        <h2>
          <a href={tile.href}>{tr(tile.title)}</a>
        </h2>
        <BadgeOf kind={level} says={tr(levelWords[level])} />
      </div>
      <p class="large num">{sum}</p>
      <ul>
        {shown.map(({ queue, count, oldestAt, sumSantim, href }) => (
          <li key={queue}>
            <a href={href}>{tr(words.queues[queue])}</a>
            <b class="num">{count}</b>
            {count > 0 && oldestAt !== null && (
              <small class="muted">
                {queue.startsWith('appeals')
                  ? clockSaid(oldestAt, now, words.dueIn)
                  : tr(words.oldest, { age: ageSince(oldestAt, now) })}
                {sumSantim !== null && <> · {birr(sumSantim, 'always')}</>}
              </small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const weatherKinds: Record<RailState, Badge['kind']> = {
  good: 'ok',
  slow: 'warn',
  unsteady: 'warn',
  down: 'bad',
  quiet: 'info',
};
function Weather() {
  const rails = useResource(readRails, {});
  return (
    <section class="panel tile" aria-label={tr(words.weather)}>
      <h2>{tr(words.weather)}</h2>
      {rails.data === undefined ? (
        rails.problem === undefined ? (
          <Waiting rows={1} />
        ) : (
          <Failed problem={rails.problem} retry={rails.reload} />
        )
      ) : (
        <ul>
          {rails.data.rails.map(({ rail, name, state, last60 }) => (
            <li key={rail}>
              <span>{name}</span>
              <BadgeOf kind={weatherKinds[state]} says={tr(words.weatherStates[state])} />
              {last60.answeredPercent !== null && (
                <small class="muted">
                  {tr(words.answered, { percent: last60.answeredPercent })}
                  {last60.confirmSeconds !== null && (
                    <> · {tr(words.confirmedIn, { seconds: last60.confirmSeconds })}</>
                  )}
                </small>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Whether all books together sum to nothing. */
export function Trial() {
  const trial = useResource(readTrialBalance, {});
  const { data, problem } = trial;
  const good =
    data !== undefined && data.trialBalanceSantim === 0 && data.unbalancedEntries === 0 && data.wrongBalances === 0;
  return (
    <section class={`panel tile ${data === undefined || good ? '' : 'bad'}`} aria-label={tr(opsBookWords.trial)}>
      <div class="top">
        <h2>{tr(opsBookWords.trial)}</h2>
        {data !== undefined && (
          <BadgeOf kind={good ? 'ok' : 'bad'} says={tr(good ? opsBookWords.trialGood : opsBookWords.trialBad)} />
        )}
      </div>
      {data === undefined &&
        (problem === undefined ? <Waiting rows={1} /> : <Failed problem={problem} retry={trial.reload} />)}
      {data !== undefined && (
        <p class="muted small">
          {tr(data.sealedUntil === null ? opsBookWords.trialUnsealed : opsBookWords.trialSays, {
            entries: data.entries,
            sum: birr(data.trialBalanceSantim, 'always'),
            day: data.sealedUntil === null ? '' : dayName(data.sealedUntil),
          })}
        </p>
      )}
      {data !== undefined && !good && (
        <p role="alert">
          {tr(opsBookWords.trialWrong, { entries: data.unbalancedEntries, accounts: data.wrongBalances })}
        </p>
      )}
    </section>
  );
}
