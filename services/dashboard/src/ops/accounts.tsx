import type { Answer } from '@windsurf/contracts/endpoint';
import {
  decideAccountName,
  listAccountsToConfirm,
  type OperatorReason,
} from '@windsurf/contracts/payments-payouts-desk';
import { opsWords as words } from '@windsurf/language/words-ops';
import { opsPayoutWords as own } from '@windsurf/language/words-ops-payouts';
import { payoutWords } from '@windsurf/language/words-payouts';
import { useLocation, useRoute } from 'preact-iso';
import { call } from '../api.ts';
import { Screen } from '../app/screen.tsx';
import { when } from '../parts/figures.ts';
import { Failed, Notice, Waiting } from '../parts/states.tsx';
import { tr } from '../words.ts';
import { CaseColumns, type Fact, Facts } from './case.tsx';
import { Decide } from './decide.tsx';
import type { Decision, Typed } from './decisions.ts';
import { markDecided, useNext, useQueue } from './queue.ts';
import { BadgeOf, QueueList } from './queue-list.tsx';
import { shortId } from './said.ts';

type Account = Answer<typeof listAccountsToConfirm>['items'][number];
const first = { query: { limit: 25 } };
const place = ({ kind, bank, numberHint }: Account): string =>
  tr(own.accountSays, {
    kind: tr(bank === null ? payoutWords.kinds[kind] : payoutWords.banks[bank]),
    digits: numberHint,
  });

export function Accounts() {
  const { query } = useLocation();
  return (
    <Screen title={tr(own.accountsTitle)}>
      <List key={query.after} after={query.after} />
    </Screen>
  );
}

function List({ after }: { after: string | undefined }) {
  const queue = useQueue(listAccountsToConfirm, {
    query: { limit: 25, ...(after === undefined ? {} : { cursor: after }) },
  });
  return (
    <QueueList
      queue={queue}
      label={tr(own.accountsTitle)}
      rowOf={(item) => ({
        href: `/ops/accounts/${item.id}`,
        title: item.holder,
        sub: place(item),
        badge: { kind: item.name === 'differs' ? 'bad' : 'warn', says: tr(own.names[item.name]) },
        since: item.addedAt,
      })}
    />
  );
}

export function AccountCase() {
  const { params } = useRoute();
  return <Case key={params.id} id={params.id ?? ''} />;
}

const same: Decision = {
  id: 'same',
  label: own.sameLabel,
  says: own.sameSays,
  needs: ['reason', 'note'],
  reasons: { 'name-confirmed': own.reasons['name-confirmed'], 'rail-proof': own.reasons['rail-proof'] },
};
const other: Decision = {
  id: 'other',
  label: own.otherLabel,
  says: own.otherSays,
  needs: ['reason', 'note'],
  reasons: { 'name-refused': own.reasons['name-refused'], 'fraud-suspected': own.reasons['fraud-suspected'] },
  danger: true,
};
const isReason = (text: string): text is OperatorReason => Object.hasOwn(own.reasons, text);

/** The queue is the only place that shows these accounts, so the case is read from it. */
function Case({ id }: { id: string }) {
  const queue = useQueue(listAccountsToConfirm, first);
  const item = queue.frozen?.items.find((each) => each.id === id);
  const next = useNext(listAccountsToConfirm, first, id);
  const back = '/ops/accounts';
  const known = (account: Account): Fact[] => [
    { name: tr(own.nameState), value: <BadgeOf kind="warn" says={tr(own.names[account.name])} /> },
    { name: tr(own.holder), value: account.holder },
    { name: tr(own.legalName), value: account.legalName ?? tr(words.none) },
    { name: tr(own.account), value: place(account) },
    { name: tr(own.added), value: when(account.addedAt, 'full') },
    { name: tr(words.creator), value: shortId(account.creatorId) },
  ];
  const preview = (decision: Decision): string[] => [
    tr(decision.id === 'same' ? own.previewSame : own.previewOther, {
      holder: item?.holder ?? '',
      digits: item?.numberHint ?? '',
    }),
  ];
  const send = async (decision: Decision, typed: Typed, key: string): Promise<string> => {
    const reason = isReason(typed.reason) ? typed.reason : 'investigated';
    const body = { same: decision.id === 'same', reason, note: typed.note.trim() };
    const answer = await call(decideAccountName, { params: { id }, body }, { key });
    markDecided(id);
    return tr(own.nameNow, { state: tr(own.names[answer.name]) });
  };
  return (
    <Screen
      title={item === undefined ? tr(own.accountsTitle) : tr(own.accountCase, { holder: item.holder })}
      up={back}
      upLabel={tr(words.toQueue)}
    >
      {queue.frozen === undefined &&
        (queue.problem === undefined ? <Waiting rows={2} /> : <Failed problem={queue.problem} retry={queue.retry} />)}
      {queue.frozen !== undefined && item === undefined && (
        <Notice kind="info">
          <p>{tr(words.caseGone)}</p>
        </Notice>
      )}
      {item !== undefined && (
        <CaseColumns
          facts={<Facts facts={known(item)} />}
          decision={
            <Decide
              decisions={[same, other]}
              preview={preview}
              send={send}
              next={next === undefined ? undefined : `/ops/accounts/${next}`}
              queue={back}
              reload={queue.retry}
            />
          }
        />
      )}
    </Screen>
  );
}
