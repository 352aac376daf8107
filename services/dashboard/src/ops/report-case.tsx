// What a reader reported, read from its list; the product comes from sale or stays.
import { decideReport, listReports } from '@windsurf/contracts/store-approval';
import type { Answer } from '@windsurf/contracts/endpoint';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsTrustWords as own } from '@windsurf/language/words-ops-trust';
import { rejectWords, reportWords } from '@windsurf/language/words-trust';
import { useRoute } from 'preact-iso';
import { call } from '../api.ts';
import { when } from '../parts/figures.ts';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { isRejectReason } from './approval-case.tsx';
import { CaseColumns, type Fact, Facts } from './case.tsx';
import { Decide } from './decide.tsx';
import type { Decision, Typed } from './decisions.ts';
import { ListedCase, me } from './listed-case.tsx';
import { markDecided, useNext } from './queue.ts';
import { BadgeOf } from './queue-list.tsx';

type Report = Answer<typeof listReports>['items'][number];
const all = { query: { limit: 100 } };

export function ReportCase() {
  const { params } = useRoute();
  return <OneReport key={params.id} id={params.id ?? ''} />;
}

const keep: Decision = { id: 'keep', label: own.keepLabel, says: own.keepSays, needs: ['note'] };
const down: Decision = {
  id: 'take-down',
  label: own.takeDownLabel,
  says: own.takeDownSays,
  needs: ['reason', 'note'],
  reasons: own.rejectReasons,
  danger: true,
};
function decisionsOf(item: Report): Decision[] {
  const mine = item.creatorId === me() ? { blocked: tr(own.ownStore) } : {};
  const whole = item.productId === null ? { blocked: tr(own.storeBlocked) } : {};
  return item.state === 'open'
    ? [
        { ...keep, ...mine },
        { ...down, ...whole, ...mine },
      ]
    : [];
}

function OneReport({ id }: { id: string }) {
  const list = useResource(listReports, all);
  const item = list.data?.items.find((each) => each.id === id);
  const up = '/ops/approvals?tab=reports';
  const next = useNext(listReports, { query: { limit: 25 } }, id);
  const what = item?.title ?? item?.storeName ?? '';
  const send = async (decision: Decision, typed: Typed, key: string): Promise<string> => {
    const reason = isRejectReason(typed.reason) ? { reason: typed.reason } : {};
    const body = {
      decision: decision.id === 'keep' ? 'keep' : 'take-down',
      note: typed.note.trim(),
      ...reason,
    } as const;
    const answer = await call(decideReport, { params: { id }, body }, { key });
    markDecided(id);
    return tr(own.nowReport, { state: tr(own.reportStates[answer.state]) });
  };
  const preview = (decision: Decision, typed: Typed): string[] => {
    if (decision.id === 'keep') return [tr(own.keepSays)];
    const reason = rejectWords[isRejectReason(typed.reason) ? typed.reason : 'other'];
    return [tr(own.previewDown, { title: what }), tr(own.previewReads), reason.am, reason.en, typed.note.trim()];
  };
  return (
    <ListedCase
      title={item === undefined ? tr(own.tabs.reports) : tr(own.reportOf, { what })}
      up={up}
      list={list}
      there={item !== undefined}
    >
      {item !== undefined && (
        <CaseColumns
          facts={<ReportFacts item={item} />}
          decision={
            <Decide
              decisions={decisionsOf(item)}
              preview={preview}
              send={send}
              next={next === undefined ? undefined : `/ops/reports/${next}`}
              queue={up}
              reload={list.reload}
            />
          }
        />
      )}
    </ListedCase>
  );
}

function ReportFacts({ item }: { item: Report }) {
  const facts: Fact[] = [
    { name: tr(words.state), value: <BadgeOf kind="warn" says={tr(own.reportStates[item.state])} /> },
    { name: tr(own.whatIsWrong), value: tr(reportWords.reasons[item.reason]) },
    { name: tr(own.readerSays), value: item.said === '' ? tr(own.nothingSaid) : <q>{item.said}</q> },
    { name: tr(own.about), value: item.title ?? tr(own.wholeStore) },
    { name: tr(own.store), value: `${item.storeName} · @${item.handle}` },
    { name: tr(own.reportedAt), value: when(item.reportedAt, 'full') },
  ];
  return (
    <Facts facts={facts}>
      {item.productId !== null && (
        <a class="all" href={`/ops/approvals/${item.creatorId}_${item.productId}?tab=sampled`}>
          {tr(own.product)}
        </a>
      )}
      <a class="all" href={`/ops/creators/${item.creatorId}`}>
        {tr(own.creators)}
      </a>
    </Facts>
  );
}
