// What the numbers of a store say. Each says its period; a missing one is "–", never 0.
import type { readSummary } from '@windsurf/contracts/analytics';
import type { Answer } from '@windsurf/contracts/endpoint';
import type { listOrders, readBalance } from '@windsurf/contracts/payments';
import { dashboardWords } from '@windsurf/language/words-dashboard';
import { homeWords as words } from '@windsurf/language/words-dashboard-home';
import { OrderRows } from '../parts/order-rows.tsx';
import { birr, when } from '../parts/figures.ts';
import { Failed, Notice } from '../parts/states.tsx';
import type { Resource } from '../resource.ts';
import { tr } from '../words.ts';
import { Chart } from './chart.tsx';
import { type Funnel, worstLoss } from './stage.ts';

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

export const Money = ({ balance }: { balance: Answer<typeof readBalance> }) => (
  <section class="panel money">
    <h2>{tr(words.balance)}</h2>
    <p class="large num">{birr(balance.payableSantim, 'always')}</p>
    <p class="muted">{tr(words.balanceSays, { sold: birr(balance.soldSantim), fees: birr(balance.feesSantim) })}</p>
    <a class="all" href="/money">
      {tr(words.balanceGo)}
    </a>
  </section>
);

export const FirstSale = ({ order }: { order: Order }) => (
  <section class="panel sale">
    <h2>{tr(words.firstSale)}</h2>
    <p>{tr(words.firstSaleSays, { title: order.title, net: birr(order.netSantim) })}</p>
    <p class="muted">{when(order.paidAt)}</p>
  </section>
);

export function FunnelNumbers({ days }: { days: Summary['days'] }) {
  const week = days.slice(-7);
  const sum = (pick: (day: Summary['days'][number]) => number): number => week.reduce((all, day) => all + pick(day), 0);
  const funnel: Funnel = {
    views: sum((day) => day.views),
    productViews: sum((day) => day.productViews),
    checkouts: sum((day) => day.checkouts),
    sales: sum((day) => day.sales),
  };
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

export function Numbers({ summary }: { summary: Summary }) {
  const columns = [
    { name: tr(words.today), counts: summary.today },
    { name: tr(words.days30), counts: summary.total },
  ];
  return (
    <section class="panel">
      <div class="stats">
        {columns.map(({ name, counts }) => (
          <div key={name}>
            <h2>{name}</h2>
            <dl>
              <div>
                <dt>{tr(words.revenue)}</dt>
                <dd class="num strong">{birr(counts.revenueSantim)}</dd>
              </div>
              {counts.refundedSantim > 0 && (
                <>
                  <div>
                    <dt>{tr(words.givenBack)}</dt>
                    <dd class="num">{birr(counts.refundedSantim)}</dd>
                  </div>
                  <div>
                    <dt>{tr(words.afterRefunds)}</dt>
                    <dd class="num">{birr(counts.netSantim)}</dd>
                  </div>
                </>
              )}
              <div>
                <dt>{tr(words.people)}</dt>
                <dd class="num">{counts.views}</dd>
              </div>
              <div>
                <dt>{tr(words.checkouts)}</dt>
                <dd class="num">{counts.checkouts}</dd>
              </div>
              <div>
                <dt>{tr(words.sales)}</dt>
                <dd class="num">{counts.sales}</dd>
              </div>
            </dl>
          </div>
        ))}
      </div>
      <Chart days={summary.days} />
      <p class="muted small">{tr(dashboardWords.asOf, { time: when(summary.asOf, 'time') })}</p>
    </section>
  );
}

export const LatestOrders = ({ orders }: { orders: readonly Order[] }) => (
  <section class="panel">
    <h2>{tr(words.lastOrders)}</h2>
    <OrderRows orders={orders} />
    <a class="all" href="/orders">
      {tr(words.allOrders)}
    </a>
  </section>
);
