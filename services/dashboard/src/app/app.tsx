import { useEffect } from 'preact/hooks';
import { currentSession } from '@windsurf/contracts/auth';
import { dashboardWords as words } from '@windsurf/language/words-dashboard';
import { LocationProvider, Route, Router, useLocation } from 'preact-iso';
import { call, session } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Home } from '../home/home.tsx';
import { waiting } from '../home/waiting.ts';
import { openLast } from '../offline/last-known.ts';
import { Mark } from '../parts/icons.tsx';
import { Failed, useLater } from '../parts/states.tsx';
import { Toasts } from '../parts/toast.tsx';
import { forgetResources } from '../resource.ts';
import { Start } from '../start/start.tsx';
import { firstUnfinished, loadStore, store, storeProblem } from '../store.ts';
import { tr } from '../words.ts';
import { lazy } from './lazy.tsx';
import { NotFound } from './not-found.tsx';
import { useTitle } from './screen.tsx';
import { Shell } from './shell.tsx';

const Editor = lazy(async () => (await import('../page/editor.tsx')).Editor);
const Products = lazy(async () => (await import('../products/product-list.tsx')).ProductList);
const Product = lazy(async () => (await import('../products/product-screen.tsx')).ProductScreen);
const Door = lazy(async () => (await import('../products/door.tsx')).Door);
const Requests = lazy(async () => (await import('../products/requests.tsx')).Requests);
const Request = lazy(async () => (await import('../products/requests.tsx')).Request);
const Codes = lazy(async () => (await import('../products/codes.tsx')).Codes);
const Bookings = lazy(async () => (await import('../bookings/bookings.tsx')).Bookings);
const Hours = lazy(async () => (await import('../bookings/hours.tsx')).Hours);
const Memberships = lazy(async () => (await import('../memberships/memberships.tsx')).Memberships);
const Affiliates = lazy(async () => (await import('../affiliates/affiliates.tsx')).Affiliates);
const Offers = lazy(async () => (await import('../offers/offers.tsx')).Offers);
const Offer = lazy(async () => (await import('../offers/offer.tsx')).Offer);
const NewOffer = lazy(async () => (await import('../offers/new-offer.tsx')).NewOffer);
const BrandScreen = lazy(async () => (await import('../offers/brand.tsx')).BrandScreen);
const Orders = lazy(async () => (await import('../orders/orders.tsx')).Orders);
const Order = lazy(async () => (await import('../orders/order.tsx')).Order);
const Posts = lazy(async () => (await import('../posts/posts.tsx')).Posts);
const Post = lazy(async () => (await import('../posts/post.tsx')).Post);
const Members = lazy(async () => (await import('../posts/members.tsx')).Members);
const Money = lazy(async () => (await import('../money/money.tsx')).Money);
const Payout = lazy(async () => (await import('../money/payout.tsx')).Payout);
const PayoutAccount = lazy(async () => (await import('../money/account.tsx')).Account);
const Schedule = lazy(async () => (await import('../money/schedule.tsx')).Schedule);
const Appeal = lazy(async () => (await import('../money/appeal.tsx')).Appeal);
const More = lazy(async () => (await import('../more/more.tsx')).More);
const Plan = lazy(async () => (await import('../billing/plan.tsx')).Plan);
const Tax = lazy(async () => (await import('../billing/tax.tsx')).Tax);
const Statements = lazy(async () => (await import('../billing/statements.tsx')).Statements);
const Sessions = lazy(async () => (await import('../more/sessions.tsx')).Sessions);
const Versions = lazy(async () => (await import('../more/versions.tsx')).Versions);
const Reviews = lazy(async () => (await import('../reviews/reviews.tsx')).Reviews);
const Import = lazy(async () => (await import('../imports/import.tsx')).Import);
const Languages = lazy(async () => (await import('../languages/languages.tsx')).Languages);
const Sharing = lazy(async () => (await import('../sharing/sharing.tsx')).Sharing);
const Address = lazy(async () => (await import('../more/address.tsx')).Address);

/** Asks who is signed in and for her store; both are needed to know which screen comes first. */
async function ask(): Promise<void> {
  storeProblem.value = undefined;
  try {
    session.value = await call(currentSession, {});
  } catch (error) {
    const problem = asProblem(error);
    if (problem.status !== 401) {
      storeProblem.value = problem;
      return;
    }
    session.value = null;
    return;
  }
  await loadStore();
}

/** Without network it goes on with what was last known on this phone, and asks again once there is one. */
async function begin(): Promise<void> {
  await ask();
  if (storeProblem.peek()?.offline !== true || !(await openLast())) return;
  storeProblem.value = undefined;
  addEventListener('online', () => void begin(), { once: true });
}

export function App() {
  return (
    <LocationProvider>
      <Screens />
      <Toasts />
    </LocationProvider>
  );
}

function Screens() {
  const { path, route } = useLocation();
  useTitle();
  useEffect(() => {
    void begin();
  }, []);

  const who = session.value;
  // Signing out, here or in another tab, leaves nothing of hers on the screen.
  useEffect(() => {
    if (who !== null) return;
    store.value = null;
    waiting.value = 0;
    forgetResources();
  }, [who]);

  const known = who === null || (who !== undefined && store.value !== undefined);
  const first = known ? firstUnfinished() : undefined;
  const starting = path.startsWith('/start');
  useEffect(() => {
    if (!known) return;
    if (first === undefined) {
      if (starting) route(store.peek()?.onboarding === 'page' ? '/page' : '/', true);
    } else if (!starting) route(first, true);
  }, [known, first, starting]);

  if (!known) return <Opening />;
  if (starting) return <Start />;
  if (first !== undefined) return <Opening />;
  return (
    <Shell>
      <Router>
        <Route path="/" component={Home} />
        <Route path="/page" component={Editor} />
        <Route path="/products" component={Products} />
        <Route path="/products/:id" component={Product} />
        <Route path="/offers" component={Offers} />
        <Route path="/offers/new" component={NewOffer} />
        <Route path="/offers/brand" component={BrandScreen} />
        <Route path="/offers/:id" component={Offer} />
        <Route path="/orders" component={Orders} />
        <Route path="/orders/:id" component={Order} />
        <Route path="/posts" component={Posts} />
        <Route path="/posts/members" component={Members} />
        <Route path="/posts/:id" component={Post} />
        <Route path="/money" component={Money} />
        <Route path="/money/account" component={PayoutAccount} />
        <Route path="/money/schedule" component={Schedule} />
        <Route path="/money/appeal" component={Appeal} />
        <Route path="/money/payouts/:id" component={Payout} />
        <Route path="/more" component={More} />
        <Route path="/more/codes" component={Codes} />
        <Route path="/more/door" component={Door} />
        <Route path="/more/requests" component={Requests} />
        <Route path="/more/requests/:id" component={Request} />
        <Route path="/more/bookings" component={Bookings} />
        <Route path="/more/bookings/hours" component={Hours} />
        <Route path="/more/memberships" component={Memberships} />
        <Route path="/more/affiliates" component={Affiliates} />
        <Route path="/more/plan" component={Plan} />
        <Route path="/more/tax" component={Tax} />
        <Route path="/more/statements" component={Statements} />
        <Route path="/more/sessions" component={Sessions} />
        <Route path="/more/versions" component={Versions} />
        <Route path="/more/languages" component={Languages} />
        <Route path="/more/sharing" component={Sharing} />
        <Route path="/more/address" component={Address} />
        <Route path="/more/import" component={Import} />
        <Route path="/more/reviews" component={Reviews} />
        <Route default component={NotFound} />
      </Router>
    </Shell>
  );
}

function Opening() {
  const later = useLater(300);
  const problem = storeProblem.value;
  return (
    <main class="opening" aria-busy={problem === undefined}>
      {problem !== undefined ? (
        <>
          <h1>{tr(words.brand)}</h1>
          <Failed problem={problem} retry={() => void begin()} />
        </>
      ) : (
        later && <Mark />
      )}
    </main>
  );
}
