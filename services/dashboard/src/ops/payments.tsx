import { listOpenIntents } from '@windsurf/contracts/payments-operator';
import { listTold } from '@windsurf/contracts/payments-follow';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsPaymentWords as own } from '@windsurf/language/words-ops-payments';
import { useLocation } from 'preact-iso';
import { Screen } from '../app/screen.tsx';
import { birr } from '../parts/figures.ts';
import { tr } from '../words.ts';
import { asPaymentTab, intentQuery, type PaymentTab, paymentTabs, stateBadge } from './payment-states.ts';
import { useQueue } from './queue.ts';
import { QueueList, Tabs } from './queue-list.tsx';
import { railSaid, said } from './said.ts';

const tabSaid = (tab: PaymentTab): string =>
  tab === 'open' ? tr(own.all) : tab === 'told' ? tr(own.told) : tr(own.states[tab]);

export function Payments() {
  const { query } = useLocation();
  const tab = asPaymentTab(query.state);
  return (
    <Screen title={tr(words.payments)}>
      <Tabs
        path="/ops/payments"
        name="state"
        at={tab}
        tabs={paymentTabs.map((value) => ({ value, says: tabSaid(value) }))}
      />
      {tab === 'told' ? (
        <Told key={query.after} after={query.after} />
      ) : (
        <Intents key={`${tab}${query.after ?? ''}`} tab={tab} after={query.after} />
      )}
    </Screen>
  );
}

function Intents({ tab, after }: { tab: Exclude<PaymentTab, 'told'>; after: string | undefined }) {
  const queue = useQueue(listOpenIntents, { query: intentQuery(tab, after) });
  return (
    <QueueList
      queue={queue}
      label={tabSaid(tab)}
      rowOf={(item) => ({
        href: `/ops/payments/${item.id}?state=${tab}`,
        title: item.title,
        sub: `${item.storeName} · ${railSaid(item.rail)}`,
        amount: item.paidSantim ?? item.amountSantim,
        badge: {
          kind: stateBadge(item.state),
          says: item.reason === null ? tr(own.states[item.state]) : said(own.reasons, item.reason),
        },
        since: item.startedAt,
      })}
    />
  );
}

function Told({ after }: { after: string | undefined }) {
  const queue = useQueue(listTold, { query: { limit: 25, ...(after === undefined ? {} : { cursor: after }) } });
  return (
    <QueueList
      queue={queue}
      label={tr(own.told)}
      rowOf={(item) => ({
        href: `/ops/payments/${item.intentId}?state=told`,
        title: item.title,
        sub: `${item.storeName} · ${railSaid(item.rail)}`,
        amount: item.amountSantim,
        badge: { kind: stateBadge(item.state), says: tr(own.states[item.state]) },
        since: item.toldAt,
        more: (
          <p class="small told">
            {item.reference !== null && <code>{item.reference}</code>}
            {item.toldSantim !== null && <span> {tr(own.toldSum, { amount: birr(item.toldSantim, 'always') })}</span>}
            <q>{item.text}</q>
          </p>
        ),
      })}
    />
  );
}
