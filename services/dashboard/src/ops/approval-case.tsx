// One product as it would be sold, and the decision about it: four eyes, and the words that its creator reads.
import {
  type ApprovalCase as Case,
  type RejectReason,
  approveProduct,
  listApprovals,
  readApproval,
  rejectProduct,
  restoreProduct,
} from '@windsurf/contracts/store-approval';
import { kindWords } from '@windsurf/language/words-dashboard-types';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsTrustWords as own } from '@windsurf/language/words-ops-trust';
import { rejectWords, trustWords } from '@windsurf/language/words-trust';
import { useLocation, useRoute } from 'preact-iso';
import { call } from '../api.ts';
import { Screen } from '../app/screen.tsx';
import { birr, when } from '../parts/figures.ts';
import { Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { approvalBadge } from './approvals.tsx';
import { CaseColumns, type Fact, Facts } from './case.tsx';
import { Decide } from './decide.tsx';
import type { Decision, Typed } from './decisions.ts';
import { me } from './listed-case.tsx';
import { markDecided, useNext } from './queue.ts';
import { BadgeOf } from './queue-list.tsx';
import { said } from './said.ts';

const kindNames = Object.fromEntries(Object.entries(kindWords).map(([type, { name }]) => [type, name]));

export function ApprovalCase() {
  const { params } = useRoute();
  return <OneProduct key={params.id} id={params.id ?? ''} />;
}

const approve: Decision = { id: 'approve', label: own.approveLabel, says: own.approveSays, needs: ['note'] };
const looked: Decision = { id: 'approve', label: own.looksGood, says: own.looksGoodSays, needs: ['note'] };
const rejection = { needs: ['reason', 'note'], reasons: own.rejectReasons, danger: true } as const;
const reject: Decision = { id: 'reject', label: own.rejectLabel, says: own.rejectSays, ...rejection };
const takeDown: Decision = { id: 'reject', label: own.takeDownLabel, says: own.takeDownSays, ...rejection };
const restore: Decision = { id: 'restore', label: own.restoreLabel, says: own.restoreSays, needs: ['note'] };
export const isRejectReason = (text: string): text is RejectReason => Object.hasOwn(own.rejectReasons, text);

/** What may be decided, and why not: nobody about her own store, nobody gives back what she took. */
export function decisionsAbout(
  item: Pick<Case, 'status' | 'sampled' | 'creatorId' | 'approval' | 'decidedBy' | 'onSale'>,
): Decision[] {
  const mine = item.creatorId === me() ? { blocked: tr(own.ownStore) } : {};
  const tookIt = item.approval?.takenDown === true && item.decidedBy === me() ? { blocked: tr(own.youTookIt) } : {};
  if (item.status === 'pending_review')
    return [
      { ...approve, ...tookIt, ...mine },
      { ...reject, ...mine },
    ];
  if (item.approval?.takenDown === true) return [{ ...restore, ...tookIt, ...mine }];
  // A newer version was refused, and the older one is on sale still.
  if (item.status === 'rejected' && item.onSale !== null) return [{ ...takeDown, ...mine }];
  if (item.status !== 'approved') return [];
  return [...(item.sampled ? [{ ...looked, ...mine }] : []), { ...takeDown, ...mine }];
}

function OneProduct({ id }: { id: string }) {
  const { query } = useLocation();
  const tab = query.tab === 'sampled' ? 'sampled' : 'waiting';
  const read = useResource(readApproval, { params: { id } });
  const item = read.data;
  const up = `/ops/approvals?tab=${tab}`;
  const next = useNext(listApprovals, { query: { limit: 25, queue: tab } }, id);
  const send = async (decision: Decision, typed: Typed, key: string): Promise<string> => {
    if (item === undefined) return '';
    const note = typed.note.trim();
    const seen = { seenVersion: item.version, seenStatus: item.status, note };
    const reason = isRejectReason(typed.reason) ? typed.reason : 'other';
    const answer =
      decision.id === 'approve'
        ? await call(approveProduct, { params: { id }, body: seen }, { key })
        : decision.id === 'reject'
          ? await call(rejectProduct, { params: { id }, body: { ...seen, reason } }, { key })
          : await call(restoreProduct, { params: { id }, body: { seenVersion: item.version, note } }, { key });
    markDecided(id);
    read.reload();
    return tr(own.nowStatus, { state: tr(own.states[answer.status]) });
  };
  const preview = (decision: Decision, typed: Typed): string[] => {
    const title = item?.title ?? '';
    const price = birr(item?.priceSantim ?? 0, 'always');
    if (decision.id !== 'reject')
      return [tr(item?.sampled === true ? own.previewStays : own.previewOnSale, { title, price })];
    const reason = rejectWords[isRejectReason(typed.reason) ? typed.reason : 'other'];
    const down = item !== undefined && item.status !== 'pending_review' ? [tr(own.previewDown, { title })] : [];
    return [...down, tr(own.previewReads), reason.am, reason.en, typed.note.trim()];
  };
  return (
    <Screen title={item?.title ?? tr(own.approvals)} up={up} upLabel={tr(words.toQueue)}>
      {item === undefined &&
        (read.problem === undefined ? <Waiting rows={3} /> : <Failed problem={read.problem} retry={read.reload} />)}
      {item !== undefined && (
        <CaseColumns
          facts={<ProductFacts item={item} />}
          decision={
            <Decide
              decisions={decisionsAbout(item)}
              labels={{ note: { label: tr(own.noteForCreator), hint: tr(own.noteForCreatorHint) } }}
              preview={preview}
              send={send}
              next={next === undefined ? undefined : `/ops/approvals/${next}?tab=${tab}`}
              queue={up}
              reload={read.reload}
            />
          }
        />
      )}
    </Screen>
  );
}

function ProductFacts({ item }: { item: Case }) {
  const badge = approvalBadge(item.status, item.approval?.takenDown);
  const facts: Fact[] = [
    { name: tr(words.state), value: <BadgeOf {...badge} /> },
    { name: tr(own.price), value: <b class="num">{birr(item.priceSantim, 'always')}</b> },
    { name: tr(own.type), value: said(kindNames, item.type) },
    { name: tr(own.description), value: item.description === '' ? tr(own.noDescription) : item.description },
    {
      name: tr(own.file),
      value: item.fileKind === null ? undefined : `${item.fileKind}, ${Math.ceil((item.fileBytes ?? 0) / 1024)} KB`,
    },
    { name: tr(own.handedIn), value: when(item.submittedAt, 'full') },
    {
      name: tr(own.onSaleNow),
      value:
        item.onSale === null ? (
          tr(own.notOnSale)
        ) : (
          <a href={item.onSale.url} target="_blank" rel="noreferrer">
            {item.onSale.title} · {birr(item.onSale.priceSantim, 'always')}
          </a>
        ),
    },
    {
      name: tr(own.saidBefore),
      value: item.approval !== null && item.approval.said !== '' ? <q>{item.approval.said}</q> : undefined,
    },
    { name: tr(own.store), value: `${item.storeName} · @${item.handle}` },
    { name: tr(own.tier), value: tr(trustWords.tiers[item.trustTier]) },
    { name: tr(words.ourNumber), value: item.productId, copy: true },
  ];
  return (
    <Facts title={tr(own.product)} facts={facts}>
      {item.coverUrl !== null && <img class="cover" src={item.coverUrl} alt={tr(own.cover, { title: item.title })} />}
      <a class="all" href={`/ops/creators/${item.creatorId}`}>
        {tr(own.creators)}
      </a>
    </Facts>
  );
}
