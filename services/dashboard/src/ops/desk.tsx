// The operators' console. It opens for operators only: everyone else reads who it is for, and every door behind it asks
// again (`access: 'operator'`).
import { useEffect, useState } from 'preact/hooks';
import { currentSession, signOut } from '@windsurf/contracts/auth';
import { opsWords as words } from '@windsurf/language/words-ops';
import { LocationProvider, Route, Router } from 'preact-iso';
import { call, session } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { lazy } from '../app/lazy.tsx';
import { NotFound } from '../app/not-found.tsx';
import { Screen, useTitle } from '../app/screen.tsx';
import { Mark } from '../parts/icons.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { Failed, useLater } from '../parts/states.tsx';
import { Toasts } from '../parts/toast.tsx';
import { forgetResources } from '../resource.ts';
import { tr } from '../words.ts';
import { Frame } from './frame.tsx';
import { Home } from './home.tsx';
import { clearDesk } from './queue.ts';
import { SignIn } from './sign-in.tsx';

const Payments = lazy(async () => (await import('./payments.tsx')).Payments);
const PaymentCase = lazy(async () => (await import('./payment-case.tsx')).PaymentCase);
const Refunds = lazy(async () => (await import('./refunds.tsx')).Refunds);
const RefundCase = lazy(async () => (await import('./refunds.tsx')).RefundCase);
const Payouts = lazy(async () => (await import('./payouts.tsx')).Payouts);
const PayoutCase = lazy(async () => (await import('./payouts.tsx')).PayoutCase);
const Accounts = lazy(async () => (await import('./accounts.tsx')).Accounts);
const AccountCase = lazy(async () => (await import('./accounts.tsx')).AccountCase);
const Risk = lazy(async () => (await import('./risk.tsx')).Risk);
const CreatorCase = lazy(async () => (await import('./risk-case.tsx')).CreatorCase);
const PauseCase = lazy(async () => (await import('./risk-case.tsx')).PauseCase);
const AppealCase = lazy(async () => (await import('./appeal-case.tsx')).AppealCase);
const Books = lazy(async () => (await import('./books.tsx')).Books);
const Statement = lazy(async () => (await import('./statement.tsx')).Statement);
const Difference = lazy(async () => (await import('./statement.tsx')).Difference);
const Approvals = lazy(async () => (await import('./approvals.tsx')).Approvals);
const ApprovalCase = lazy(async () => (await import('./approval-case.tsx')).ApprovalCase);
const ReportCase = lazy(async () => (await import('./report-case.tsx')).ReportCase);
const Creators = lazy(async () => (await import('./creators.tsx')).Creators);
const CreatorTrust = lazy(async () => (await import('./creators.tsx')).CreatorTrust);
const Record = lazy(async () => (await import('./record.tsx')).Record);
const Flags = lazy(async () => (await import('./flags.tsx')).Flags);
const Notices = lazy(async () => (await import('./notices.tsx')).Notices);
const Search = lazy(async () => (await import('./search.tsx')).Search);
const More = lazy(async () => (await import('./more.tsx')).More);

export function Desk() {
  return (
    <LocationProvider scope="/ops">
      <Gate />
      <Toasts />
    </LocationProvider>
  );
}

function Gate() {
  const [problem, setProblem] = useState<ApiProblem>();
  useTitle();
  const begin = (): void => {
    setProblem(undefined);
    call(currentSession, {}).then(
      (found) => {
        session.value = found;
      },
      (error: unknown) => {
        const found = asProblem(error);
        if (found.status === 401) session.value = null;
        else setProblem(found);
      },
    );
  };
  useEffect(begin, []);
  const who = session.value;
  // Signing out, here or in another tab, leaves nothing on the screen.
  useEffect(() => {
    if (who !== null) return;
    forgetResources();
    clearDesk();
  }, [who]);
  if (who === undefined) return <Opening problem={problem} retry={begin} />;
  if (who === null) return <SignIn />;
  if (!who.roles.includes('operator')) return <NotYou phone={who.phone} />;
  return (
    <Frame>
      <Router>
        <Route path="/ops" component={Home} />
        <Route path="/ops/payments" component={Payments} />
        <Route path="/ops/payments/:id" component={PaymentCase} />
        <Route path="/ops/refunds" component={Refunds} />
        <Route path="/ops/refunds/:id" component={RefundCase} />
        <Route path="/ops/payouts" component={Payouts} />
        <Route path="/ops/payouts/:id" component={PayoutCase} />
        <Route path="/ops/accounts" component={Accounts} />
        <Route path="/ops/accounts/:id" component={AccountCase} />
        <Route path="/ops/risk" component={Risk} />
        <Route path="/ops/risk/creators/:id" component={CreatorCase} />
        <Route path="/ops/risk/pauses/:id" component={PauseCase} />
        <Route path="/ops/risk/appeals/:id" component={AppealCase} />
        <Route path="/ops/books" component={Books} />
        <Route path="/ops/books/:id" component={Statement} />
        <Route path="/ops/books/:id/:difference" component={Difference} />
        <Route path="/ops/approvals" component={Approvals} />
        <Route path="/ops/approvals/:id" component={ApprovalCase} />
        <Route path="/ops/reports/:id" component={ReportCase} />
        <Route path="/ops/creators" component={Creators} />
        <Route path="/ops/creators/:id" component={CreatorTrust} />
        <Route path="/ops/record" component={Record} />
        <Route path="/ops/flags" component={Flags} />
        <Route path="/ops/notices" component={Notices} />
        <Route path="/ops/search" component={Search} />
        <Route path="/ops/more" component={More} />
        <Route default component={NotFound} />
      </Router>
    </Frame>
  );
}

function Opening({ problem, retry }: { problem: ApiProblem | undefined; retry(): void }) {
  const later = useLater(300);
  return (
    <main class="opening" aria-busy={problem === undefined}>
      {problem !== undefined ? (
        <>
          <h1>{tr(words.brand)}</h1>
          <Failed problem={problem} retry={retry} />
        </>
      ) : (
        later && <Mark />
      )}
    </main>
  );
}

function NotYou({ phone }: { phone: string }) {
  const [problem, setProblem] = useState<ApiProblem>();
  const leave = (): void => {
    call(signOut, {}).then(
      () => {
        session.value = null;
      },
      (error: unknown) => {
        const found = asProblem(error);
        if (found.status === 401) session.value = null;
        else setProblem(found);
      },
    );
  };
  return (
    <div class="start">
      <header>
        <span class="brand">
          <Mark />
          <b>{tr(words.brand)}</b>
        </span>
        <LanguageSwitch />
      </header>
      <Screen title={tr(words.notYouTitle)} lede={tr(words.notYou, { phone })}>
        {problem !== undefined && <Failed problem={problem} />}
        <div class="acts">
          <a class="btn" href="/">
            {tr(words.toStore)}
          </a>
          <button type="button" class="btn quiet" onClick={leave}>
            {tr(words.otherNumber)}
          </button>
        </div>
      </Screen>
    </div>
  );
}
