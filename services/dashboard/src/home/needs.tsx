// "Needs you": asked for after the first view, and home stands without it.
import { inEat } from '@windsurf/calendar/moment';
import { listBookings } from '@windsurf/contracts/delivery-bookings';
import { listRequests } from '@windsurf/contracts/delivery-desk';
import { listPayouts } from '@windsurf/contracts/payments-payouts';
import { listRefunds } from '@windsurf/contracts/payments-refunds';
import type { Product } from '@windsurf/contracts/store';
import { listOffers } from '@windsurf/contracts/store-offers';
import { common } from '@windsurf/language/words-common';
import { needKinds, needWords as words } from '@windsurf/language/words-dashboard-needs';
import { rejectWords } from '@windsurf/language/words-trust';
import { useEffect } from 'preact/hooks';
import { holdSays } from '../money/hold-notice.tsx';
import { birr, when } from '../parts/figures.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/needs.css';
import { type Need, needsOf } from './needs.ts';
import { waiting } from './waiting.ts';

type NeedsProps = {
  readonly products: readonly Product[];
  readonly orders: number;
  readonly leastSantim: number;
  /** Says so when nothing waits; else only what waits is shown. */
  readonly always: boolean;
};

/** `2026-11-20` of today, EAT. */
const today = (): string => {
  const { year, month, day } = inEat(new Date()).gregorian;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};

/** Nothing is asked about what she never had: payouts before a sale, bookings without a product that is booked. */
export function Needs({ products, orders, leastSantim, always }: NeedsProps) {
  const has = (type: Product['type']): boolean => products.some((product) => product.type === type);
  const only = (wanted: boolean) => ({ keep: true, skip: !wanted });
  const asked = {
    payouts: [useResource(listPayouts, { query: { limit: 10 } }, only(orders > 0)), orders > 0],
    refunds: [useResource(listRefunds, { query: { limit: 25 } }, only(orders > 0)), orders > 0],
    bookings: [useResource(listBookings, { query: { from: today(), days: 2 } }, only(has('booking'))), has('booking')],
    requests: [
      useResource(listRequests, { query: { limit: 100 } }, only(has('custom-request'))),
      has('custom-request'),
    ],
    offers: [useResource(listOffers, { query: { role: 'creator' } }, only(true)), true],
  } as const;
  const wanted = Object.values(asked).flatMap(([resource, is]) => (is ? [resource] : []));
  const failed = wanted.filter(({ problem }) => problem !== undefined);
  const { payouts, refunds, bookings, requests, offers } = asked;
  const rows = needsOf(
    {
      payouts: payouts[0].data?.items ?? [],
      refunds: refunds[0].data?.items ?? [],
      products,
      bookings: bookings[0].data?.items ?? [],
      requests: requests[0].data?.items ?? [],
      offers: offers[0].data?.items ?? [],
    },
    Date.now(),
  );
  useEffect(() => {
    waiting.value = rows.length;
  }, [rows.length]);

  const known = wanted.every(({ data }) => data !== undefined);
  if (rows.length === 0 && (!always || (!known && failed.length === 0))) return null;
  return (
    <section class="panel needs">
      <h2>{tr(words.title)}</h2>
      {rows.length > 0 && (
        <ul>
          {rows.map((need) => (
            <Row key={need.about} need={need} leastSantim={leastSantim} />
          ))}
        </ul>
      )}
      {rows.length === 0 && known && failed.length === 0 && <p class="muted">{tr(words.nothing)}</p>}
      {failed.length > 0 && (
        <p class="muted">
          {tr(words.partly)}{' '}
          <button type="button" class="plain" onClick={() => failed.forEach(({ reload }) => reload())}>
            {tr(common.tryAgain)}
          </button>
        </p>
      )}
    </section>
  );
}

const icons = {
  'payout-failed': 'bad',
  'payout-held': 'wallet',
  'refund-failed': 'bad',
  'refund-open': 'undo',
  rejected: 'bad',
  preorder: 'file',
  booking: 'clock',
  request: 'edit',
  file: 'file',
  offer: 'people',
} as const satisfies Record<Need['kind'], IconName>;

function Row({ need, leastSantim }: { need: Need; leastSantim: number }) {
  const { kind, title, amountSantim, people = 1 } = need;
  const { says, go } = needKinds[kind];
  const time = when(need.at);
  const said = tr(says, { title, amount: birr(amountSantim ?? 0) });
  return (
    <li>
      <Icon name={icons[kind]} />
      <div>
        <b>{said}</b>
        <Why need={need} leastSantim={leastSantim} />
        <small class="muted">
          {tr(kind === 'booking' ? words.begins : need.due === true ? words.due : words.since, { time })}
          {people > 1 && ` · ${tr(words.persons, { count: people })}`}
        </small>
        <a class="btn quiet" href={need.href} aria-label={`${tr(go)}: ${said}`}>
          {tr(go)}
        </a>
      </div>
    </li>
  );
}

function Why({ need: { hold, until = null, reason }, leastSantim }: { need: Need; leastSantim: number }) {
  if (reason !== undefined) return <p>{tr(rejectWords[reason])}</p>;
  return hold == null ? null : <p>{holdSays({ hold, until, leastSantim })}</p>;
}
