// Home, by the time of life of the store (experience.md 7.1).
import { readSummary } from '@windsurf/contracts/analytics';
import { listPosts } from '@windsurf/contracts/community';
import { listLibrary } from '@windsurf/contracts/delivery';
import type { Answer } from '@windsurf/contracts/endpoint';
import { listOrders, readBalance } from '@windsurf/contracts/payments';
import { readMoney } from '@windsurf/contracts/payments-payouts';
import { listProducts } from '@windsurf/contracts/store';
import { common } from '@windsurf/language/words-common';
import { homeWords as words, ideaWords } from '@windsurf/language/words-dashboard-home';
import { useEffect, useRef } from 'preact/hooks';
import { session } from '../api.ts';
import { lazy } from '../app/lazy.tsx';
import { Screen } from '../app/screen.tsx';
import { TurnoverNotice } from '../billing/turnover-notice.tsx';
import { Icon } from '../parts/icons.tsx';
import { Share } from '../parts/share.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { store } from '../store.ts';
import { lang, tr } from '../words.ts';
import { Checklist } from './checklist.tsx';
import { FunnelNumbers, LatestOrders, Money, NewestSale, Numbers, Stale } from './numbers.tsx';
import { Readiness } from './readiness.tsx';
import { stageOf, stepsOf, type StepFacts } from './stage.ts';

// They come after the first view: in daily use on top, before that below what comes first.
const Needs = lazy(
  async () => (await import('./needs.tsx')).Needs,
  () => null,
);

export function Home() {
  const mine = store.value;
  const published = mine?.published != null;
  const early = { keep: true, skip: !published };
  const products = useResource(listProducts, {}, early);
  const summary = useResource(readSummary, { query: { days: 30 } }, early);
  const balance = useResource(readBalance, {}, early);
  const orders = useResource(listOrders, { query: { limit: 5 } }, early);
  const money = useResource(readMoney, {}, early);
  // While sales are few, her own purchases are told apart from them.
  const few = orders.data?.nextCursor === null;
  const bought = useResource(listLibrary, { query: { limit: 50 } }, { keep: true, skip: !published || !few });
  useAgain(
    () => [products, summary, balance, orders, money, bought].forEach((resource) => resource.reload()),
    published,
  );
  if (mine == null) return null;

  const title = tr(words.hello, { name: mine.displayName });
  if (!published) {
    return (
      <Screen title={title} class="home">
        <ContinuePage />
        <Checklist steps={stepsOf({ published, productsForSale: 0, orders: 0, oldestSaleAt: undefined, views: 0 })} />
        <Readiness />
      </Screen>
    );
  }

  const all = [products, summary, balance, orders];
  const problem = all.find((resource) => resource.problem !== undefined && resource.data === undefined)?.problem;
  const unsure = few && orders.data?.items.length !== 0 && bought.data === undefined && bought.problem === undefined;
  if (products.data === undefined || balance.data === undefined || orders.data === undefined || unsure) {
    return (
      <Screen title={title} class="home">
        {problem === undefined ? (
          <Waiting rows={4} />
        ) : (
          <Failed problem={problem} retry={() => all.forEach((resource) => resource.reload())} />
        )}
        <PageLink />
      </Screen>
    );
  }

  const forSale = products.data.items.filter(({ state }) => state === 'published');
  const own = ownPurchases(products.data.items, bought.data?.items);
  const facts = {
    published,
    productsForSale: forSale.length,
    orders: Math.max(0, balance.data.orders - (own ?? 0)),
    oldestSaleAt: orders.data.nextCursor === null ? at(orders.data.items.at(-1)?.paidAt) : 0,
  };
  const stage = stageOf(facts, Date.now());
  const sold = stage === 'first-sale' || stage === 'daily';
  const [latest] = orders.data.items;
  const needs = (
    <Needs
      products={products.data.items}
      orders={facts.orders}
      leastSantim={money.data?.leastSantim ?? 0}
      always={sold}
    />
  );

  return (
    <Screen title={title} class="home">
      <Stale resources={all} />
      {stage === 'daily' && needs}
      {stage === 'daily' && <TurnoverNotice />}
      {stage === 'first-sale' && latest !== undefined && <NewestSale order={latest} first={facts.orders === 1} />}
      {stage === 'first-sale' && needs}
      {sold && <Money balance={balance.data} coming={money.data} />}
      {(stage === 'product' || stage === 'first-sale') && summary.data !== undefined && (
        <FunnelNumbers days={summary.data.days} />
      )}
      {!sold && <PageLink today={summary.data?.today.views} />}
      {!sold && needs}
      {stage !== 'daily' && (
        <Steps
          ownProduct={forSale[0] === undefined ? undefined : `${mine.url}/${forSale[0].slug}`}
          facts={{
            ...facts,
            views: summary.data?.total.views ?? 0,
            tried: own === undefined ? undefined : own > 0,
            priced: products.data.items.some(({ priceSantim }) => priceSantim > 0),
            ...moneyFacts(money.data),
          }}
        />
      )}
      {stage === 'page' && <Ideas />}
      {stage !== 'daily' && <Readiness />}
      {stage === 'daily' && summary.data !== undefined && <Numbers summary={summary.data} />}
      {sold && (
        <>
          <LatestOrders orders={orders.data.items} />
          <PageLink />
          <a class="row-link" href="/posts">
            <Icon name="people" />
            <span>
              <b>{tr(words.space)}</b>
              <small>{tr(words.spaceSays)}</small>
            </span>
            <Icon name="next" />
          </a>
        </>
      )}
    </Screen>
  );
}

/** Milliseconds between two looks while home is in sight. */
const LOOK = 60_000;

/** What becomes true elsewhere is there without asking: when she comes back to this tab, and once a minute while she looks. */
function useAgain(look: () => void, on: boolean): void {
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    if (!on) return undefined;
    const seen = (): void => {
      if (document.visibilityState === 'visible') latest.current();
    };
    document.addEventListener('visibilitychange', seen);
    const timer = setInterval(seen, LOOK);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      clearInterval(timer);
    };
  }, [on]);
}

/** Whether she wrote to her buyers is asked once there are any. */
function Steps({ facts, ownProduct }: { facts: StepFacts; ownProduct: string | undefined }) {
  const posts = useResource(
    listPosts,
    { params: { creatorId: session.value?.creatorId ?? '' }, query: { limit: 25 } },
    { keep: true, skip: facts.orders === 0 },
  );
  const wrote = posts.data?.items.some(({ byCreator }) => byCreator);
  return <Checklist steps={stepsOf({ ...facts, wrote })} ownProduct={ownProduct} />;
}

/** How many orders of her own products are hers; undefined while nobody knows. What one order gave was given at one moment. */
function ownPurchases(
  products: Answer<typeof listProducts>['items'],
  bought: Answer<typeof listLibrary>['items'] | undefined,
): number | undefined {
  if (bought === undefined) return undefined;
  const ids = new Set(products.map(({ id }) => id));
  return new Set(bought.flatMap(({ productId, grantedAt }) => (ids.has(productId) ? [grantedAt] : []))).size;
}

/** Left out while nobody knows. An account counts once nothing is wrong with the name on it. */
const moneyFacts = (money: Answer<typeof readMoney> | undefined) =>
  money === undefined
    ? {}
    : {
        hasAccount: money.account !== null && !['waiting', 'differs'].includes(money.account.name),
        paidOut: money.paidSantim > 0,
        canPayOut: money.availableSantim >= money.leastSantim,
      };

const at = (moment: string | undefined): number | undefined => (moment === undefined ? undefined : Date.parse(moment));

function ContinuePage() {
  return (
    <section class="panel continue">
      <div class="thumb" aria-hidden="true">
        <iframe title="" tabIndex={-1} src={`/v1/stores/mine/preview?lang=${lang.value}`} loading="lazy" />
      </div>
      <div>
        <h2>{tr(words.continueTitle)}</h2>
        <p class="muted">{tr(words.continueLede)}</p>
        <a class="btn" href="/page">
          {tr(words.continue)}
        </a>
      </div>
    </section>
  );
}

function PageLink({ today }: { today?: number | undefined }) {
  const mine = store.value;
  if (mine == null) return null;
  return (
    <section class="panel">
      <h2>{tr(words.yourAddress)}</h2>
      {today !== undefined && today > 0 && (
        <p>{today === 1 ? tr(words.onePersonToday) : tr(words.peopleToday, { count: today })}</p>
      )}
      <Share url={mine.url} name={mine.displayName} />
    </section>
  );
}

function Ideas() {
  const ideas = ideaWords[store.value?.making ?? 'other'];
  return (
    <section class="panel">
      <h2>{tr(words.ideasTitle)}</h2>
      <ul class="ideas">
        {ideas.map((idea) => (
          <li key={idea.en}>
            <a href={`/products/new?title=${encodeURIComponent(tr(idea))}`}>
              <span>{tr(idea)}</span>
              <Icon name="next" />
              <span class="vh">{tr(common.add)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
