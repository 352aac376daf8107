// What holds the money by our decision, and asking a person to look again, with the clock in sight.
import { appeal, listAppeals } from '@windsurf/contracts/payments-risk';
import type { Answer } from '@windsurf/contracts/endpoint';
import { moneyWords as words } from '@windsurf/language/words-dashboard-money';
import { useState } from 'preact/hooks';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { when } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Empty, Failed, Notice, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';

type Sent = Answer<typeof listAppeals>['items'][number];
const shortest = 10;

export function Appeal() {
  const appeals = useResource(listAppeals, {});
  const { data, problem } = appeals;
  const [held] = data?.cases ?? [];
  const waiting = data?.items.some(({ state }) => state === 'open') === true;
  return (
    <Screen title={tr(words.appeal)} up="/money" upLabel={tr(words.title)}>
      {problem !== undefined && <Failed problem={problem} retry={appeals.reload} />}
      {data === undefined && problem === undefined && <Waiting rows={2} />}
      {held !== undefined && (
        <Notice kind="warn">
          <p>{tr(words.paused, { time: when(held.since) })}</p>
        </Notice>
      )}
      {data !== undefined && held === undefined && data.items.length === 0 && (
        <Empty icon="check" title={tr(words.appealNothing)} />
      )}
      {data?.items.map((one) => (
        <SentAppeal key={one.id} sent={one} />
      ))}
      {held !== undefined && !waiting && <AppealForm caseId={held.id} sent={appeals.reload} />}
    </Screen>
  );
}

function SentAppeal({ sent }: { sent: Sent }) {
  const due = { time: when(sent.dueAt) };
  const says = {
    open: tr(sent.overdue ? words.appealLate : words.appealDue, due),
    granted: tr(words.appealGranted),
    denied: tr(words.appealDenied),
  }[sent.state];
  return (
    <section class="panel">
      <h2>{says}</h2>
      <p>{sent.text}</p>
      <p class="muted small">{when(sent.askedAt)}</p>
      {sent.answer !== null && (
        <Notice kind={sent.state === 'granted' ? 'ok' : 'info'}>
          <p>{sent.answer}</p>
        </Notice>
      )}
    </section>
  );
}

function AppealForm({ caseId, sent }: { caseId: string; sent(): void }) {
  const [text, setText] = useState('');
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    if (busy) return;
    if (text.trim().length < shortest) {
      setErrors([{ id: 'text', says: tr(words.appealShort) }]);
      return;
    }
    setBusy(true);
    setErrors([]);
    try {
      const { dueAt } = await call(appeal, { body: { caseId, text } });
      tell(tr(words.appealSent, { time: when(dueAt) }));
      sent();
    } catch (error) {
      setErrors(errorsOf(asProblem(error), { '/text': 'text' }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p class="muted">{tr(words.appealLede)}</p>
      <ErrorSummary errors={errors} />
      <Field
        id="text"
        area
        label={tr(words.appealText)}
        limit={4000}
        value={text}
        onText={setText}
        error={errorAt(errors, 'text')}
      />
      <Submit busy={busy} label={tr(words.appealSend)} />
    </form>
  );
}
