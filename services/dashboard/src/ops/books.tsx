import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { listReconciliations, uploadStatement } from '@windsurf/contracts/payments-books';
import { readRails } from '@windsurf/contracts/payments-follow';
import { common } from '@windsurf/language/words-common';
import { opsBookWords as own } from '@windsurf/language/words-ops-books';
import { useLocation } from 'preact-iso';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { dayName } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, type FormError, Submit } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { sentence } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import { base64, dayInEat, dayWrong, fileWrong, yesterday } from './csv-file.ts';
import { Trial } from './home.tsx';
import { useQueue } from './queue.ts';
import { QueueList } from './queue-list.tsx';
import { type RefusedLines, refusedLines } from './refused-lines.ts';
import { railSaid } from './said.ts';

/** While the list of rails is not known, those that every installation has. */
const usual = ['telebirr', 'webirr', 'cbebirr'];

export function Books() {
  const { query } = useLocation();
  return (
    <Screen title={tr(own.title)} lede={tr(own.lede)}>
      <div class="columns">
        <div class="facts">
          <h2>{tr(own.files)}</h2>
          <Files key={query.after} after={query.after} />
        </div>
        <div class="decide">
          <Upload />
          <Trial />
        </div>
      </div>
    </Screen>
  );
}

function Files({ after }: { after: string | undefined }) {
  const queue = useQueue(listReconciliations, {
    query: { limit: 25, ...(after === undefined ? {} : { cursor: after }) },
  });
  return (
    <QueueList
      queue={queue}
      label={tr(own.files)}
      emptySays={tr(own.filesEmpty)}
      emptyText={tr(own.filesEmptySays)}
      rowOf={(item) => ({
        href: `/ops/books/${item.id}`,
        title: tr(own.statement, { rail: railSaid(item.rail), day: dayName(item.day) }),
        sub: `${item.fileName} · ${tr(own.rows)} ${item.rows}`,
        amount: Math.max(0, item.amountSantim),
        badge:
          item.state === 'matching'
            ? { kind: 'info', says: tr(own.matching) }
            : item.openDifferences > 0
              ? { kind: 'warn', says: tr(own.open, { count: item.openDifferences }) }
              : {
                  kind: 'ok',
                  says: item.differences === 0 ? tr(own.allMatch) : tr(own.decidedAll, { count: item.differences }),
                },
      })}
    />
  );
}

type Refused = RefusedLines & { readonly says: string };

function Upload() {
  const { route } = useLocation();
  const rails = useResource(readRails, {});
  const key = useRef(crypto.randomUUID());
  const input = useRef<HTMLInputElement>(null);
  const [rail, setRail] = useState('');
  const [day, setDay] = useState(yesterday(Date.now()));
  const [ours, setOurs] = useState(false);
  const [errors, setErrors] = useState<FormError[]>([]);
  const [refused, setRefused] = useState<Refused>();
  const [busy, setBusy] = useState(false);
  const names = rails.data?.rails.map((each) => each.rail) ?? usual;

  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const file = input.current?.files?.[0];
    const wrongDay = dayWrong(day, Date.now());
    const wrongFile = fileWrong(file);
    const found = [
      rail === '' ? { id: 'rail', says: tr(own.chooseRail) } : undefined,
      wrongDay === undefined ? undefined : { id: 'day', says: tr(wrongDay) },
      wrongFile === undefined ? undefined : { id: 'file', says: tr(wrongFile) },
    ].filter((each) => each !== undefined);
    setRefused(undefined);
    setErrors(found);
    if (found.length > 0 || file === undefined) return;
    setBusy(true);
    try {
      const content = await file.arrayBuffer().then(
        (bytes) => base64(new Uint8Array(bytes)),
        () => undefined,
      );
      if (content === undefined) {
        setErrors([{ id: 'file', says: tr(own.fileUnread) }]);
        return;
      }
      const format = ours ? ('own' as const) : ('rail' as const);
      const body = { rail, day, fileName: file.name.slice(0, 200), content, format };
      const answer = await call(uploadStatement, { body }, { key: key.current, deadline: 60_000 });
      route(`/ops/books/${answer.id}`);
    } catch (error) {
      const problem = asProblem(error);
      // A file that was corrected is another wish.
      key.current = crypto.randomUUID();
      if (problem.title === 'statement-refused')
        setRefused({ says: sentence(problem), ...refusedLines(problem.extra) });
      else setErrors(errorsOf(problem, { '/day': 'day', '/rail': 'rail', '/content': 'file', '/fileName': 'file' }));
    } finally {
      setBusy(false);
    }
  };

  return (
    <section class="panel" aria-labelledby="upload-title">
      <h2 id="upload-title">{tr(own.upload)}</h2>
      <form noValidate onSubmit={(event) => void send(event)}>
        <ErrorSummary errors={errors} />
        {refused !== undefined && <RefusedFile refused={refused} />}
        <Labelled id="rail" label={tr(own.rail)} error={errorAt(errors, 'rail')}>
          {(attributes) => (
            <select {...attributes} value={rail} onChange={(event) => setRail(event.currentTarget.value)}>
              <option value="">{tr(common.choose)}</option>
              {names.map((name) => (
                <option key={name} value={name}>
                  {railSaid(name)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Labelled id="day" label={tr(own.day)} hint={tr(own.dayHint)} error={errorAt(errors, 'day')}>
          {(attributes) => (
            <input
              {...attributes}
              type="date"
              max={dayInEat(Date.now() - 24 * 3_600_000)}
              value={day}
              onInput={(event) => setDay(event.currentTarget.value)}
            />
          )}
        </Labelled>
        <output for="day" class="muted small">
          {dayWrong(day, Date.now()) === undefined ? dayName(day) : ''}
        </output>
        <Labelled id="file" label={tr(own.file)} hint={tr(own.fileHint)} error={errorAt(errors, 'file')}>
          {(attributes) => <input {...attributes} ref={input} type="file" accept=".csv,.txt,text/csv,text/plain" />}
        </Labelled>
        <label class="tick">
          <input type="checkbox" checked={ours} onChange={(event) => setOurs(event.currentTarget.checked)} />
          <span>{tr(own.own)}</span>
          <small class="muted">{tr(own.ownHint)}</small>
        </label>
        <Submit busy={busy} label={tr(own.send)} busyLabel={tr(own.sending)} />
      </form>
    </section>
  );
}

type Attributes = { id: string; 'aria-invalid': true | undefined; 'aria-describedby': string | undefined };
type LabelledProps = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly error: string | undefined;
  children(attributes: Attributes): ComponentChildren;
};
function Labelled({ id, label, hint, error, children }: LabelledProps) {
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean);
  return (
    <div class={error === undefined ? 'field' : 'field wrong'}>
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="error" id={`${id}-error`}>
          <Icon name="bad" />
          {error}
        </p>
      )}
      {children({
        id,
        'aria-invalid': error === undefined ? undefined : true,
        'aria-describedby': described.join(' ') || undefined,
      })}
    </div>
  );
}

const RefusedFile = ({ refused }: { refused: Refused }) => (
  <ErrorSummary
    title={tr(own.refusedTitle)}
    errors={[
      { id: '', says: refused.says },
      ...refused.lines.map(({ line, says }) => ({ id: '', says: `${tr(own.line, { line })}: ${says}` })),
      ...(refused.more > 0 ? [{ id: '', says: tr(own.moreLines, { count: refused.more }) }] : []),
    ]}
  />
);
