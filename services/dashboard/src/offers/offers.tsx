// Collaborations: what was received, what was sent as a brand, and the campaigns that group it.
import {
  changeCampaign,
  createCampaign,
  listCampaigns,
  listOffers,
  type OfferView,
} from '@windsurf/contracts/store-offers';
import type { Answer } from '@windsurf/contracts/endpoint';
import { offerWords as words } from '@windsurf/language/words-dashboard-offers';
import { common } from '@windsurf/language/words-common';
import { useLocation } from 'preact-iso';
import { useRef, useState } from 'preact/hooks';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { birr, when } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { type Resource, useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/offers.css';
import '../styles/products.css';

const tabs = ['received', 'sent', 'campaigns'] as const;

export function Offers() {
  const { query } = useLocation();
  const tab = tabs.find((each) => each === query.tab) ?? 'received';
  return (
    <Screen title={tr(words.title)} up="/more" upLabel={tr(common.back)}>
      <nav class="offers-tabs" aria-label={tr(words.title)}>
        <ul>
          {tabs.map((each) => (
            <li key={each}>
              <a class="chip" href={`/offers?tab=${each}`} aria-current={each === tab ? 'page' : undefined}>
                {tr(words.tabs[each])}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {tab !== 'received' && (
        <p class="acts">
          <a class="btn" href="/offers/new">
            {tr(words.send)}
          </a>
          <a class="btn quiet" href="/offers/brand">
            {tr(words.brand)}
          </a>
        </p>
      )}
      {tab === 'campaigns' ? <Campaigns /> : <List key={tab} role={tab === 'received' ? 'creator' : 'brand'} />}
    </Screen>
  );
}

export const StatusBadge = ({ status }: Pick<OfferView, 'status'>) => {
  const kind = { pending: 'warn', countered: 'warn', accepted: 'ok', completed: 'ok' }[status as string] ?? '';
  return (
    <span class={`badge ${kind}`}>
      <Icon name={kind === 'ok' ? 'check' : kind === 'warn' ? 'clock' : 'info'} />
      {tr(words.statuses[status])}
    </span>
  );
};

function List({ role }: { role: 'creator' | 'brand' }) {
  const { query } = useLocation();
  const paging = query.after === undefined ? {} : { cursor: query.after };
  const offers = useResource(listOffers, { query: { role, ...paging } });
  const { data, problem } = offers;
  if (data === undefined)
    return problem === undefined ? <Waiting rows={3} /> : <Failed problem={problem} retry={offers.reload} />;
  if (data.items.length === 0)
    return (
      <Empty icon="people" title={tr(role === 'creator' ? words.emptyReceived : words.emptySent)}>
        <p class="muted">{tr(role === 'creator' ? words.emptyReceivedSays : words.emptySentSays)}</p>
      </Empty>
    );
  return (
    <>
      <ul class="stack">
        {data.items.map((item) => (
          <li key={item.id}>
            <a class="row-link" href={`/offers/${item.id}`}>
              <span>
                <b>{role === 'creator' ? item.brandName : item.storeName}</b>
                <small class="num">
                  {birr(item.totalValueCents, 'always')} · {when(item.sentAt)}
                </small>
                <StatusBadge status={item.status} />
              </span>
              <Icon name="next" />
            </a>
          </li>
        ))}
      </ul>
      {data.nextCursor !== null && (
        <a
          class="btn quiet"
          href={`/offers?tab=${role === 'creator' ? 'received' : 'sent'}&after=${encodeURIComponent(data.nextCursor)}`}
        >
          {tr(common.next)}
        </a>
      )}
    </>
  );
}

function Campaigns() {
  const campaigns = useResource(listCampaigns, {});
  const { data, problem } = campaigns;
  if (data === undefined)
    return problem === undefined ? <Waiting rows={2} /> : <Failed problem={problem} retry={campaigns.reload} />;
  return (
    <>
      {data.items.length === 0 ? (
        <Empty icon="people" title={tr(words.emptyCampaigns)}>
          <p class="muted">{tr(words.emptyCampaignsSays)}</p>
        </Empty>
      ) : (
        <ul class="stack">
          {data.items.map((item) => (
            <Campaign key={item.id} item={item} list={campaigns} />
          ))}
        </ul>
      )}
      <NewCampaign list={campaigns} />
    </>
  );
}

type Listed = Resource<Answer<typeof listCampaigns>>;
function Campaign({ item, list }: { item: Answer<typeof listCampaigns>['items'][number]; list: Listed }) {
  const [error, setError] = useState<FormError[]>([]);
  const state = item.state === 'open' ? 'closed' : 'open';
  const turn = async (): Promise<void> => {
    try {
      await call(changeCampaign, { params: { id: item.id }, body: { state } });
      setError([]);
      list.reload();
    } catch (problem) {
      setError(errorsOf(asProblem(problem), {}));
    }
  };
  const counts = Object.entries(item.offers) as [OfferView['status'], number][];
  return (
    <li class="panel">
      <h2>{item.title}</h2>
      <p>
        <span class={`badge ${item.state === 'open' ? 'ok' : ''}`}>{tr(words.states[item.state])}</span>
        {item.budgetSantim !== null && <span class="num"> {birr(item.budgetSantim, 'always')}</span>}
      </p>
      {item.brief !== '' && <p class="muted">{item.brief}</p>}
      {counts.length > 0 && (
        <p class="small">{counts.map(([status, count]) => `${tr(words.statuses[status])}: ${count}`).join(' · ')}</p>
      )}
      <ErrorSummary errors={error} />
      <button type="button" class="btn quiet" onClick={() => void turn()}>
        {tr(state === 'open' ? words.open : words.close)}
      </button>
    </li>
  );
}

function NewCampaign({ list }: { list: Listed }) {
  const id = useRef(crypto.randomUUID());
  const [title, setTitle] = useState('');
  const [brief, setBrief] = useState('');
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    if (busy) return;
    if (title.trim().length < 2) {
      setErrors([{ id: 'campaign-title', says: tr(words.brandNameShort) }]);
      return;
    }
    setBusy(true);
    try {
      await call(createCampaign, { body: { id: id.current, title, brief, budgetSantim: null } });
      id.current = crypto.randomUUID();
      setTitle('');
      setBrief('');
      setErrors([]);
      list.reload();
    } catch (error) {
      setErrors(errorsOf(asProblem(error), { '/title': 'campaign-title' }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      class="panel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h2>{tr(words.newCampaign)}</h2>
      <ErrorSummary errors={errors} />
      <Field
        id="campaign-title"
        label={tr(words.campaignTitle)}
        limit={120}
        value={title}
        onText={setTitle}
        error={errorAt(errors, 'campaign-title')}
      />
      <Field id="brief" label={tr(words.brief)} optional area limit={2000} value={brief} onText={setBrief} />
      <Submit busy={busy} label={tr(words.makeCampaign)} />
    </form>
  );
}
