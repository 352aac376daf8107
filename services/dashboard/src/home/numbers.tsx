// What the numbers of a store say. Each says its period; a missing one is "–", never 0.
import type { readSummary } from '@windsurf/contracts/analytics';
import type { Answer } from '@windsurf/contracts/endpoint';
import type { listOrders, readBalance } from '@windsurf/contracts/payments';
import type { readMoney } from '@windsurf/contracts/payments-payouts';
import type { Phrase } from '@windsurf/language/phrases';
import { dashboardWords } from '@windsurf/language/words-dashboard';
import { homeWords as words } from '@windsurf/language/words-dashboard-home';
import { OrderRows } from '../parts/order-rows.tsx';
import { birr, dayName, when } from '../parts/figures.ts';
import { Failed, Notice } from '../parts/states.tsx';
import type { Resource } from '../resource.ts';
import { tr } from '../words.ts';
import { Chart, Days } from './chart.tsx';
import { sumOf, worstLoss } from './stage.ts';

type Summary = Answer<typeof readSummary>;
type Order = Answer<typeof listOrders>['items'][number];

/** When what is shown is the last known and not the newest. */
export function Stale({ resources }: { resources: readonly Resource<unknown>[] }) {
  const failed = resources.find((resource) => resource.problem !== undefined);
  if (failed?.problem === undefined) return null;
  const oldest = Math.min(...resources.filter(({ at }) => at > 0).map(({ at }) => at));
  return (
    <>
      {Number.isFinite(oldest) && <p class="muted">{tr(dashboardWords.asOf, { time: when(oldest, 'short') })}</p>}
      <Failed problem={failed.problem} retry={() => resources.forEach((resource) => resource.reload())} />
    </>
  );
}

type Coming = Answer<typeof readMoney> | undefined;

export const Money = ({ balance, coming }: { balance: Answer<typeof readBalance>; coming: Coming }) => (
  <section class="panel money">
    <h2>{tr(words.balance)}</h2>
    <p class="large num">{birr(balance.payableSantim, 'always')}</p>
    <ComingMoney coming={coming} />
    <p class="muted">{tr(words.balanceSays, { sold: birr(balance.soldSantim), fees: birr(balance.feesSantim) })}</p>
    <a class="all" href="/money">
      {tr(words.balanceGo)}
    </a>
  </section>
);

/** What can be sent, from when, and what is on its way; a sum that is nothing is not said. */
function ComingMoney({ coming }: { coming: Coming }) {
  if (coming === undefined) return null;
  const { availableSantim, onItsWaySantim, notSettled } = coming;
  return (
    <>
      {availableSantim > 0 && <p>{tr(words.sendNow, { amount: birr(availableSantim) })}</p>}
      {notSettled.slice(0, 1).map(({ day, amountSantim }) => (
        <p key={day}>{tr(words.sendFrom, { amount: birr(amountSantim), day: dayName(day) })}</p>
      ))}
      {onItsWaySantim > 0 && <p>{tr(words.onItsWay, { amount: birr(onItsWaySantim) })}</p>}
    </>
  );
}

export const NewestSale = ({ order, first }: { order: Order; first: boolean }) => (
  <section class="panel sale">
    <h2>{tr(first ? words.firstSale : words.newestSale)}</h2>
    <p>{tr(words.firstSaleSays, { title: order.title, net: birr(order.netSantim) })}</p>
    <p class="muted">
      {tr(words.saleBy, { digits: order.buyerHint })} · {when(order.paidAt)}
    </p>
    <a class="all" href="/posts">
      {tr(words.sayThanks)}
    </a>
  </section>
);

export function FunnelNumbers({ days }: { days: Summary['days'] }) {
  const week = days.slice(-7);
  const { views, productViews, checkouts, sales } = sumOf(week);
  const funnel = { views, productViews, checkouts, sales };
  const loss = worstLoss(funnel);
  return (
    <section class="panel">
      <h2>{tr(words.days7)}</h2>
      {Object.values(funnel).every((count) => count === 0) ? (
        <p class="muted">{tr(words.noViews)}</p>
      ) : (
        <dl class="funnel">
          {(['views', 'productViews', 'checkouts', 'sales'] as const).map((id) => (
            <div key={id}>
              <dt>{tr(funnelWords[id])}</dt>
              <dd class="num">{funnel[id]}</dd>
            </div>
          ))}
        </dl>
      )}
      {views > 0 && <Days days={week} funnel />}
      {loss !== undefined && (
        <Notice kind="info">
          <p>{tr(lossWords[loss.step], { from: loss.from, to: loss.to })}</p>
          <a href={loss.step === 'product' ? '/page' : '/products'}>
            {tr(loss.step === 'product' ? words.toEditor : words.toProducts)}
          </a>
        </Notice>
      )}
    </section>
  );
}

const funnelWords = {
  views: words.people,
  productViews: words.productViews,
  checkouts: words.checkouts,
  sales: words.sales,
} as const;
const lossWords = { product: words.lossProduct, buy: words.lossBuy, pay: words.lossPay } as const;

/** Today and seven days, each beside the same weekdays before; the days below add up to them. */
export function Numbers({ summary }: { summary: Summary }) {
  const { days } = summary;
  const columns = [
    { name: tr(words.today), counts: summary.today, before: days.at(-8) },
    {
      name: tr(words.days7),
      counts: sumOf(days.slice(-7)),
      before: days.length < 14 ? undefined : sumOf(days.slice(-14, -7)),
    },
  ];
  return (
    <section class="panel">
      <div class="stats">
        {columns.map(({ name, counts, before }) => (
          <div key={name}>
            <h2>{name}</h2>
            <dl>
              {rowsOf(counts).map(({ says, value, of }) => (
                <div key={says.en}>
                  <dt>
                    {tr(says)}
                    {before !== undefined && of(before) > 0 && (
                      <small class="muted">{tr(words.weekBefore, { value: value(before) })}</small>
                    )}
                  </dt>
                  <dd class="num strong">{value(counts)}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
      <Chart days={days} />
      {days.some(({ views, sales }) => views + sales > 0) && <Days days={days} />}
      <p class="muted small">{tr(dashboardWords.asOf, { time: when(summary.asOf, 'time') })}</p>
    </section>
  );
}

type Counts = ReturnType<typeof sumOf>;
type StatRow = { readonly says: Phrase; value(counts: Counts): string; of(counts: Counts): number };
const money = (says: Phrase, of: (counts: Counts) => number): StatRow => ({ says, of, value: (all) => birr(of(all)) });
const count = (says: Phrase, of: (counts: Counts) => number): StatRow => ({
  says,
  of,
  value: (all) => String(of(all)),
});
/** What went back is only said where something did. */
const rowsOf = ({ refundedSantim }: Counts): StatRow[] => [
  money(words.revenue, (all) => all.revenueSantim),
  ...(refundedSantim > 0
    ? [money(words.givenBack, (all) => all.refundedSantim), money(words.afterRefunds, (all) => all.netSantim)]
    : []),
  count(words.sales, (all) => all.sales),
  count(words.people, (all) => all.views),
];

export const LatestOrders = ({ orders }: { orders: readonly Order[] }) => (
  <section class="panel">
    <h2>{tr(words.lastOrders)}</h2>
    <OrderRows orders={orders} />
    <a class="all" href="/orders">
      {tr(words.allOrders)}
    </a>
  </section>
);
