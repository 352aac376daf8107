// Creators with their tier, and one creator's trust: what the rule says, what else is known, and a tier set by hand.
import {
  type TrustReason,
  type TrustTier,
  listCreators,
  readCreator,
  setTrust,
  trustTiers,
} from '@windsurf/contracts/store-trust';
import type { Answer } from '@windsurf/contracts/endpoint';
import { common } from '@windsurf/language/words-common';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsTrustWords as own } from '@windsurf/language/words-ops-trust';
import { trustWords } from '@windsurf/language/words-trust';
import { useLocation, useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call } from '../api.ts';
import { Screen } from '../app/screen.tsx';
import { when } from '../parts/figures.ts';
import { Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { lang, tr } from '../words.ts';
import { CaseColumns, type Fact, Facts } from './case.tsx';
import { Decide } from './decide.tsx';
import type { Decision, Typed } from './decisions.ts';
import { me } from './listed-case.tsx';
import { useQueue } from './queue.ts';
import { type Badge, BadgeOf, QueueList, Tabs } from './queue-list.tsx';
import { said } from './said.ts';

const tierBadge = (tier: TrustTier): Badge => ({
  kind: tier === 'NEW' ? 'info' : 'ok',
  says: tr(trustWords.tiers[tier]),
});

export function Creators() {
  const { query, route } = useLocation();
  const [typed, setTyped] = useState(query.handle ?? '');
  const tier = trustTiers.find((each) => each === query.tier);
  const asked = {
    limit: 25,
    ...(tier === undefined ? {} : { tier }),
    ...(query.handle === undefined ? {} : { handle: query.handle }),
    ...(query.after === undefined ? {} : { cursor: query.after }),
  };
  const tabs = [
    { value: '', says: tr(own.all) },
    ...trustTiers.map((value) => ({ value, says: tr(trustWords.tiers[value]) })),
  ];
  return (
    <Screen title={tr(own.creators)}>
      <form
        class="inline-find"
        onSubmit={(event) => {
          event.preventDefault();
          route(typed.trim() === '' ? '/ops/creators' : `/ops/creators?handle=${encodeURIComponent(typed.trim())}`);
        }}
      >
        <label for="handle">{tr(own.findHandle)}</label>
        <input
          id="handle"
          type="text"
          dir="ltr"
          autoComplete="off"
          maxLength={60}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="btn quiet">
          {tr(common.search)}
        </button>
      </form>
      <Tabs path="/ops/creators" name="tier" at={tier ?? ''} tabs={tabs} />
      <List key={JSON.stringify(asked)} asked={asked} />
    </Screen>
  );
}

type Asked = { limit: number; tier?: TrustTier; handle?: string; cursor?: string };
function List({ asked }: { asked: Asked }) {
  const queue = useQueue(listCreators, { query: asked });
  return (
    <QueueList
      queue={queue}
      label={tr(own.creators)}
      rowOf={(item) => ({
        href: `/ops/creators/${item.id}`,
        title: item.displayName,
        sub: `@${item.handle} · ${tr(trustWords.states[item.readinessState])}`,
        badge: tierBadge(item.trustTier),
        clock: tr(own.done, { percent: Math.round(item.profileCompleteness * 100) }),
      })}
    />
  );
}

export function CreatorTrust() {
  const { params } = useRoute();
  return <OneCreator key={params.id} id={params.id ?? ''} />;
}

type Creator = Answer<typeof readCreator>;
const isReason = (text: string): text is TrustReason => Object.hasOwn(own.trustReasons, text);

function decisionsOf(item: Creator): (Decision & { tier: TrustTier | null })[] {
  const mine = item.id === me() ? { blocked: tr(own.ownStore) } : {};
  const shared = { needs: ['reason', 'note'], reasons: own.trustReasons, ...mine } as const;
  const tiers = trustTiers.filter((tier) => tier !== item.trustTier || item.trustSet === null);
  return [
    ...tiers.map((tier) => {
      const name = trustWords.tiers[tier];
      const label = { en: own.setTo.en.replace('{tier}', name.en), am: own.setTo.am.replace('{tier}', name.am) };
      return { id: `set-${tier}`, tier, label, says: own.setToSays, danger: tier === 'NEW', ...shared };
    }),
    ...(item.trustSet === null
      ? []
      : [{ id: 'give-back', tier: null, label: own.giveBack, says: own.giveBackSays, ...shared }]),
  ];
}

function OneCreator({ id }: { id: string }) {
  const read = useResource(readCreator, { params: { id } });
  const item = read.data;
  const up = '/ops/creators';
  const decisions = item === undefined ? [] : decisionsOf(item);
  const tierOf = (decision: Decision): TrustTier | null =>
    decisions.find((each) => each.id === decision.id)?.tier ?? null;
  const send = async (decision: Decision, typed: Typed, key: string): Promise<string> => {
    const reason = isReason(typed.reason) ? typed.reason : 'other';
    const body = { tier: tierOf(decision), reason, note: typed.note.trim(), seenTier: item?.trustTier ?? 'NEW' };
    const answer = await call(setTrust, { params: { id }, body }, { key });
    read.put(answer);
    return tr(own.nowTier, { tier: tr(trustWords.tiers[answer.trustTier]) });
  };
  const preview = (decision: Decision): string[] => {
    const tier = tierOf(decision);
    const name = tr(trustWords.tiers[tier ?? item?.computedTier ?? 'NEW']);
    return [tr(tier === null ? own.previewRule : own.previewTrust, { tier: name })];
  };
  return (
    <Screen title={item?.displayName ?? tr(own.creators)} up={up} upLabel={tr(words.toQueue)}>
      {item === undefined &&
        (read.problem === undefined ? <Waiting rows={3} /> : <Failed problem={read.problem} retry={read.reload} />)}
      {item !== undefined && (
        <CaseColumns
          facts={<CreatorFacts item={item} />}
          decision={<Decide decisions={decisions} preview={preview} send={send} queue={up} reload={read.reload} />}
        />
      )}
    </Screen>
  );
}

function CreatorFacts({ item }: { item: Creator }) {
  const because = item.because.map((code) => said(own.because, code)).join(', ');
  const moment = (at: string | null): string | undefined => (at === null ? undefined : when(at, 'full'));
  const facts: Fact[] = [
    {
      name: tr(own.tier),
      value: (
        <>
          <BadgeOf {...tierBadge(item.trustTier)} /> {item.trustSet !== null && <small>{tr(own.byHand)}</small>}
        </>
      ),
    },
    {
      name: tr(own.rule),
      value: `${tr(trustWords.tiers[item.computedTier])}: ${because === '' ? tr(own.nothingKnown) : because}`,
    },
    { name: tr(own.payoutAccount), value: tr(own.payoutAccounts[item.evidence.payoutAccount]) },
    { name: tr(own.productsOnSale), value: <span class="num">{item.evidence.productsOnSale}</span> },
    { name: tr(own.reportsUpheld), value: <span class="num">{item.evidence.reportsUpheld}</span> },
    { name: tr(own.firstOffer), value: moment(item.firstOfferReceivedAt) },
    { name: tr(own.firstCollab), value: moment(item.firstCollabCompletedAt) },
    {
      name: tr(own.readiness),
      value: `${tr(trustWords.states[item.readinessState])} · ${tr(own.done, { percent: Math.round(item.profileCompleteness * 100) })}`,
    },
    {
      name: tr(own.missing),
      value:
        item.readinessBlockers.length === 0
          ? tr(own.nothingMissing)
          : item.readinessBlockers.map((row) => (lang.value === 'am' ? row.messageAm : row.messageEn)).join(' '),
    },
    { name: tr(own.store), value: `@${item.handle}` },
    { name: tr(words.ourNumber), value: item.id, copy: true },
  ];
  return (
    <Facts facts={facts}>
      <a class="all" href={`/ops/record?entity=${encodeURIComponent(`creator:${item.id}`)}`}>
        {tr(own.record)}
      </a>
    </Facts>
  );
}
