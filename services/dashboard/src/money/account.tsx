// Where the money goes: the account in use, and a form for another one, which takes a fresh code.
import { listPayoutAccounts, readMoney, removePayoutAccount } from '@windsurf/contracts/payments-payouts';
import type { PayoutAccountView } from '@windsurf/contracts/payments-payouts';
import { common } from '@windsurf/language/words-common';
import { payoutWords } from '@windsurf/language/words-payouts';
import { moneyWords as words } from '@windsurf/language/words-dashboard-money';
import { useState } from 'preact/hooks';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { when } from '../parts/figures.ts';
import { Icon } from '../parts/icons.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Empty, Failed, Notice, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { staleResources, useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';
import { AccountForm } from './account-form.tsx';
import { accountName } from './account-name.ts';

export function Account() {
  const accounts = useResource(listPayoutAccounts, {});
  const [changing, setChanging] = useState(false);
  const { data, problem } = accounts;
  const inUse = data?.items.find((account) => account.inUse);
  const before = data?.items.filter((account) => !account.inUse) ?? [];
  const saved = (account: PayoutAccountView): void => {
    staleResources(readMoney);
    setChanging(false);
    accounts.reload();
    const waits = Date.parse(account.readyAt) > Date.now() + 60_000;
    tell(waits ? tr(words.accountWaits, { time: when(account.readyAt) }) : tr(words.accountSaved));
  };
  return (
    <Screen title={tr(words.whereTo)} up="/money" upLabel={tr(words.title)}>
      {problem !== undefined && <Failed problem={problem} retry={accounts.reload} />}
      {data === undefined && problem === undefined && <Waiting rows={2} />}
      {data !== undefined && inUse === undefined && !changing && (
        <Empty icon="wallet" title={tr(words.noAccount)}>
          <p class="muted">{tr(words.whereToSays)}</p>
          <button type="button" class="btn" onClick={() => setChanging(true)}>
            {tr(words.addAccount)}
          </button>
        </Empty>
      )}
      {inUse !== undefined && !changing && (
        <InUse account={inUse} change={() => setChanging(true)} removed={accounts.reload} />
      )}
      {changing && <AccountForm first={data?.items.length === 0} saved={saved} cancel={() => setChanging(false)} />}
      {before.length > 0 && (
        <section class="panel">
          <h2>{tr(words.before)}</h2>
          <ul class="rows">
            {before.map((account) => (
              <li key={account.id}>
                <div>
                  <b>{accountName(account)}</b>
                  <small class="muted">
                    {account.holder} · {when(account.addedAt, 'date')}
                  </small>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Screen>
  );
}

type InUseProps = { readonly account: PayoutAccountView; change(): void; removed(): void };

function InUse({ account, change, removed }: InUseProps) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const remove = async (): Promise<void> => {
    try {
      await call(removePayoutAccount, { params: { id: account.id } });
      staleResources(readMoney);
      setAsking(false);
      tell(tr(words.removed));
      removed();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const good = account.name !== 'waiting' && account.name !== 'differs';
  return (
    <section class="panel">
      <h2>{accountName(account)}</h2>
      <p>{account.holder}</p>
      <p class={good ? 'badge ok' : 'badge warn'}>
        <Icon name={good ? 'check' : 'warn'} />
        {tr(payoutWords.names[account.name])}
      </p>
      {Date.parse(account.readyAt) > Date.now() && (
        <Notice kind="info">
          <p>{tr(words.readyAt, { time: when(account.readyAt) })}</p>
        </Notice>
      )}
      <button type="button" class="btn" onClick={change}>
        {tr(words.changeAccount)}
      </button>
      <button type="button" class="btn quiet" onClick={() => setAsking(true)}>
        <Icon name="bin" />
        {tr(words.removeAccount)}
      </button>
      {asking && (
        <Sheet
          title={tr(words.removeAccount)}
          close={() => setAsking(false)}
          foot={
            <>
              <button type="button" class="btn danger" onClick={() => void remove()}>
                {tr(words.removeAccount)}
              </button>
              <button type="button" class="btn quiet" onClick={() => setAsking(false)}>
                {tr(common.cancel)}
              </button>
            </>
          }
        >
          <p>{tr(words.removeSays)}</p>
          {problem !== undefined && <Failed problem={problem} />}
        </Sheet>
      )}
    </section>
  );
}
