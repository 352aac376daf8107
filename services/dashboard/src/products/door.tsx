// The door of an event: a code is typed, somebody comes in, and the next one is typed.
import { checkIn, listEvents } from '@windsurf/contracts/delivery-desk';
import { typeWords as words } from '@windsurf/language/words-dashboard-types';
import { useState } from 'preact/hooks';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { moreWords } from '@windsurf/language/words-dashboard-more';
import { when } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Empty, Failed, Notice, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';

export function Door() {
  const events = useResource(listEvents, {});
  const items = events.data?.items;
  return (
    <Screen title={tr(words.door)} up="/more" upLabel={tr(moreWords.title)}>
      {events.problem !== undefined && <Failed problem={events.problem} retry={events.reload} />}
      {items === undefined && events.problem === undefined && <Waiting />}
      {items?.length === 0 && (
        <Empty icon="people" title={tr(words.noEvents)}>
          <p class="muted">{tr(words.noEventsSays)}</p>
        </Empty>
      )}
      {items !== undefined && items.length > 0 && (
        <>
          <CheckIn changed={events.reload} />
          {items.map((event) => (
            <section key={event.productId} class="panel">
              <h2>{event.title}</h2>
              <p class="muted">{when(event.startsAt, 'full')}</p>
              <p>
                <b>{tr(words.counted, { in: event.checkedIn, sold: event.sold })}</b>
              </p>
            </section>
          ))}
        </>
      )}
    </Screen>
  );
}

function CheckIn({ changed }: { changed(): void }) {
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<FormError[]>([]);
  const [welcome, setWelcome] = useState<string>();
  const send = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setWelcome(undefined);
    try {
      const ticket = await call(checkIn, { body: { code } });
      setErrors([]);
      setCode('');
      setWelcome(ticket.title);
      document.getElementById('code')?.focus();
    } catch (error) {
      setErrors(errorsOf(asProblem(error), { '/code': 'code' }));
    } finally {
      setBusy(false);
      changed();
    }
  };
  return (
    <form
      noValidate
      class="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ErrorSummary errors={errors} />
      <div role="status">
        {welcome !== undefined && (
          <Notice kind="ok">
            <p>
              <b>{tr(words.cameIn, { title: welcome })}</b>
            </p>
          </Notice>
        )}
      </div>
      <Field
        id="code"
        label={tr(words.code)}
        autoComplete="off"
        autoCapitalize="none"
        dir="ltr"
        spellcheck={false}
        value={code}
        onText={(text) => {
          setCode(text);
          setErrors([]);
        }}
        error={errorAt(errors, 'code')}
      />
      <Submit busy={busy} label={tr(words.letIn)} />
    </form>
  );
}
