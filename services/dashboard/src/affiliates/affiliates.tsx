// Who sells with a creator, and her parts of what others sell.
import {
  answerCollaboration,
  endAffiliate,
  endCollaboration,
  listAffiliates,
  listCollaborations,
  listMyShares,
} from '@windsurf/contracts/payments-affiliates';
import type { AffiliateView, CollaborationView, ShareView } from '@windsurf/contracts/payments-affiliates';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { common } from '@windsurf/language/words-common';
import { affiliateScreenWords as words } from '@windsurf/language/words-dashboard-affiliates';
import { moreWords } from '@windsurf/language/words-dashboard-more';
import { sellingWords } from '@windsurf/language/words-dashboard-selling';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { birr, when } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { Empty, Failed, Notice, Waiting } from '../parts/states.tsx';
import { staleResources, useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';

export function Affiliates() {
  return (
    <Screen title={tr(words.screen)} up="/more" upLabel={tr(moreWords.title)}>
      <Recommending />
      <Partners />
      <Parts />
    </Screen>
  );
}

/** Pages of 25 with their own addresses, so that Back goes to the page before. */
function Recommending() {
  const cursor = useLocation().query.after;
  const list = useResource(listAffiliates, { query: { limit: 25, ...(cursor === undefined ? {} : { cursor }) } });
  const { data, problem, reload } = list;
  const changed = (): void => {
    staleResources(listAffiliates);
    reload();
  };
  return (
    <section>
      <h2>{tr(words.affiliates)}</h2>
      {problem !== undefined && <Failed problem={problem} retry={reload} />}
      {data === undefined && problem === undefined && <Waiting />}
      {data?.items.length === 0 && (
        <Empty icon="people" title={tr(words.affiliatesEmpty)}>
          <p class="muted">{tr(words.affiliatesEmptySays)}</p>
          <a class="btn quiet" href="/products">
            {tr(words.toProducts)}
          </a>
        </Empty>
      )}
      {data !== undefined && data.items.length > 0 && (
        <ul class="stack">
          {data.items.map((one) => (
            <Row key={one.affiliateId + one.productId} one={one} changed={changed} />
          ))}
        </ul>
      )}
      {typeof data?.nextCursor === 'string' && (
        <a class="btn quiet" href={`/more/affiliates?after=${encodeURIComponent(data.nextCursor)}`}>
          {tr(sellingWords.older)}
        </a>
      )}
    </section>
  );
}

function Row({ one, changed }: { one: AffiliateView; changed(): void }) {
  const { code, title, percent, sums, state } = one;
  const facts = [
    tr(words.sales, { count: sums.sales, sum: birr(sums.earnedSantim, 'always') }),
    ...(sums.heldSantim > 0 ? [tr(words.heldNow, { sum: birr(sums.heldSantim, 'always') })] : []),
    ...(sums.reversedSantim > 0 ? [tr(words.backNow, { sum: birr(sums.reversedSantim, 'always') })] : []),
    tr(words.since, { time: when(one.joinedAt, 'date') }),
  ];
  const end = async (): Promise<void> => {
    await call(endAffiliate, { params: { id: one.affiliateId }, body: { productId: one.productId } });
    changed();
  };
  return (
    <li class="panel">
      <p class="sum">
        <b class="address" dir="ltr">
          {code}
        </b>
        <b class="num">{percent} %</b>
      </p>
      <p>{title}</p>
      <p class={`badge ${state === 'active' ? 'ok' : ''}`}>
        <Icon name={state === 'active' ? 'check' : 'hidden'} />
        {tr(words[state])}
      </p>
      <p class="muted">{facts.join(' · ')}</p>
      {state === 'active' && <Ending says={tr(words.endAffiliate, { code, title })} end={end} />}
    </li>
  );
}

/** Asks once more, with what it means. */
function Ending({ says, end }: { says: string; end(): Promise<void> }) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [busy, setBusy] = useState(false);
  const press = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await end();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  if (!asking)
    return (
      <button type="button" class="plain" onClick={() => setAsking(true)}>
        {tr(words.end)}
      </button>
    );
  return (
    <Notice kind="warn">
      <p>{says}</p>
      {problem !== undefined && <Failed problem={problem} />}
      <div class="acts">
        <button type="button" class="btn danger" aria-disabled={busy || undefined} onClick={() => void press()}>
          {tr(words.end)}
        </button>
        <button type="button" class="btn quiet" onClick={() => setAsking(false)}>
          {tr(common.cancel)}
        </button>
      </div>
    </Notice>
  );
}

const stateWords = {
  offered: words.waits,
  active: words.active,
  declined: words.declined,
  ended: words.ended,
} as const;

function Partners() {
  const { data, problem, reload } = useResource(listCollaborations, {});
  return (
    <section>
      <h2>{tr(words.partners)}</h2>
      {problem !== undefined && <Failed problem={problem} retry={reload} />}
      {data === undefined && problem === undefined && <Waiting rows={2} />}
      {data?.items.length === 0 && <p class="muted">{tr(words.partnersEmpty)}</p>}
      <ul class="stack">
        {data?.items.map((one) => (
          <PartnerRow key={one.id} one={one} changed={reload} />
        ))}
      </ul>
    </section>
  );
}

function PartnerRow({ one, changed }: { one: CollaborationView; changed(): void }) {
  const { id, title, side, percent, state } = one;
  const [problem, setProblem] = useState<ApiProblem>();
  const answer = async (agree: boolean): Promise<void> => {
    setProblem(undefined);
    try {
      await call(answerCollaboration, { params: { id }, body: { agree } });
      changed();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const end = async (): Promise<void> => {
    await call(endCollaboration, { params: { id } });
    changed();
  };
  const store = side === 'mine' ? one.partnerHandle : one.storeName;
  return (
    <li class="panel">
      <p>
        <b>{title}</b>
      </p>
      <p class="muted">{tr(words[side], { store, percent })}</p>
      <p class={`badge ${state === 'active' ? 'ok' : ''}`}>
        <Icon name={state === 'active' ? 'check' : 'clock'} />
        {tr(stateWords[state])}
      </p>
      {problem !== undefined && <Failed problem={problem} />}
      {state === 'offered' && side === 'theirs' && (
        <div class="acts">
          <button type="button" class="btn" onClick={() => void answer(true)}>
            {tr(words.agree)}
          </button>
          <button type="button" class="btn quiet" onClick={() => void answer(false)}>
            {tr(words.decline)}
          </button>
        </div>
      )}
      {(state === 'active' || (state === 'offered' && side === 'mine')) && (
        <Ending says={tr(words.endPartner, { title })} end={end} />
      )}
    </li>
  );
}

function Parts() {
  const { data, problem, reload } = useResource(listMyShares, { query: { limit: 25 } });
  return (
    <section>
      <h2>{tr(words.parts)}</h2>
      {problem !== undefined && <Failed problem={problem} retry={reload} />}
      {data === undefined && problem === undefined && <Waiting rows={2} />}
      {data?.items.length === 0 && <p class="muted">{tr(words.partsEmpty)}</p>}
      {data !== undefined && data.items.length > 0 && (
        <ul class="rows">
          {data.items.map((share) => (
            <PartRow key={share.id} share={share} />
          ))}
        </ul>
      )}
      <a class="btn quiet" href="/affiliate" rel="external" target="_self">
        {tr(words.recommending)}
      </a>
    </section>
  );
}

const PartRow = ({ share }: { share: ShareView }) => (
  <li>
    <div>
      <b class="num">{birr(share.amountSantim, 'always')}</b>
      <small class="muted">
        {share.title} ·{' '}
        {share.state === 'held' ? tr(words.heldUntil, { time: when(share.releaseAt, 'date') }) : tr(words[share.state])}
        {share.reversedSantim > 0 &&
          share.state !== 'reversed' &&
          ` · ${tr(words.backNow, { sum: birr(share.reversedSantim, 'always') })}`}
      </small>
    </div>
  </li>
);
