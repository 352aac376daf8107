// Her own name in front of the store: which records to enter, what we see of them, whether it is the main address.
import { addDomain, checkDomain, listDomains, removeDomain, setMainDomain } from '@windsurf/contracts/store-domains';
import type { Domain } from '@windsurf/contracts/store-domains';
import { useState } from 'preact/hooks';
import { common } from '@windsurf/language/words-common';
import { domainWords as words } from '@windsurf/language/words-dashboard-domains';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { when } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { copyText } from '../parts/share.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Failed, sentence, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/domains.css';

const kinds = { waiting: 'warn', verified: 'info', live: 'ok', lost: 'bad' } as const;

export function Domains() {
  const list = useResource(listDomains, {});
  const [typed, setTyped] = useState('');
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const put = (next: Domain): void => {
    const items = list.data?.items ?? [];
    const known = items.some(({ id }) => id === next.id);
    // At most one is the main one.
    const others = items.map((item) => (item.id === next.id ? next : next.main ? { ...item, main: false } : item));
    list.put({ items: known ? others : [...items, next] });
  };
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setErrors([]);
    try {
      put(await call(addDomain, { body: { domain: typed } }));
      setTyped('');
    } catch (error) {
      setErrors(errorsOf(asProblem(error), { '/domain': 'domain' }));
    }
    setBusy(false);
  };
  return (
    <section class="panel domains" aria-labelledby="domains-title">
      <h2 id="domains-title">{tr(words.title)}</h2>
      <p class="muted">{tr(words.says)}</p>
      {list.data === undefined && list.problem === undefined && <Waiting rows={1} />}
      {list.problem !== undefined && <Failed problem={list.problem} retry={list.reload} />}
      {list.data?.items.map((domain) => (
        <One
          key={domain.id}
          domain={domain}
          put={put}
          gone={() => list.put({ items: (list.data?.items ?? []).filter(({ id }) => id !== domain.id) })}
        />
      ))}
      <form onSubmit={(event) => void add(event)} noValidate>
        <ErrorSummary errors={errors} />
        <Field
          id="domain"
          label={tr(words.name)}
          hint={tr(words.nameHint)}
          inputMode="url"
          autoComplete="off"
          spellcheck={false}
          dir="ltr"
          value={typed}
          onText={setTyped}
          error={errorAt(errors, 'domain')}
        />
        <Submit busy={busy} label={tr(words.add)} busyLabel={tr(words.adding)} />
      </form>
    </section>
  );
}

type OneProps = { readonly domain: Domain; put(next: Domain): void; gone(): void };

function One({ domain, put, gone }: OneProps) {
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const act = async (work: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setWrong(undefined);
    try {
      await work();
    } catch (error) {
      setWrong(sentence(asProblem(error)));
    }
    setBusy(false);
  };
  const look = async (): Promise<void> => put(await call(checkDomain, { params: { id: domain.id } }));
  const main = async (): Promise<void> => {
    put(await call(setMainDomain, { params: { id: domain.id }, body: { main: !domain.main } }));
    tell(tr(domain.main ? words.mainOff : words.mainOn));
  };
  const remove = async (): Promise<void> => {
    await call(removeDomain, { params: { id: domain.id } });
    setAsking(false);
    tell(tr(words.removed));
    gone();
  };
  return (
    <article class="domain" aria-label={domain.shown}>
      <h3 dir="ltr">{domain.shown}</h3>
      <p role="status">
        <span class={`badge ${kinds[domain.state]}`}>{tr(words[domain.state])}</span>{' '}
        {domain.main && <span class="badge ok">{tr(words.isMain)}</span>}
      </p>
      <p>{domain.detail}</p>
      {wrong !== undefined && (
        <p class="error" role="alert">
          {wrong}
        </p>
      )}
      {domain.state !== 'live' && (
        <>
          <p class="muted">{tr(words.enter)}</p>
          <ul class="records">
            {domain.records.map(({ type, name, value }) => (
              <li key={type}>
                <b>{type}</b>
                {[name, value].map((text) => (
                  <button
                    key={text}
                    type="button"
                    class="copy"
                    dir="ltr"
                    onClick={() => void copyText(text).then((done) => done && tell(tr(common.copied)))}
                  >
                    {text}
                    <span class="vh">{tr(words.copy)}</span>
                  </button>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
      {domain.checkedAt !== null && (
        <p class="muted small">
          {tr(words.lookedAt, { time: when(domain.checkedAt) })}
          {domain.nextCheckAt !== null && ` ${tr(words.nextLook, { time: when(domain.nextCheckAt) })}`}
        </p>
      )}
      <div class="acts">
        {domain.state !== 'live' && (
          <button type="button" class="btn" aria-disabled={busy || undefined} onClick={() => void act(look)}>
            {tr(busy ? words.looking : words.look)}
          </button>
        )}
        {domain.state === 'live' && (
          <>
            <a class="btn quiet" href={`https://${domain.domain}/`} target="_blank" rel="noopener">
              {tr(words.open)}
            </a>
            <button
              type="button"
              class="btn quiet"
              aria-pressed={domain.main}
              aria-disabled={busy || undefined}
              onClick={() => void act(main)}
            >
              {tr(words.main)}
            </button>
          </>
        )}
        <button type="button" class="btn quiet" onClick={() => setAsking(true)}>
          {tr(words.remove)}
        </button>
      </div>
      {domain.state === 'live' && !domain.main && <p class="muted small">{tr(words.mainSays)}</p>}
      {asking && (
        <Sheet
          title={tr(words.removeAsk, { name: domain.shown })}
          close={() => setAsking(false)}
          foot={
            <button
              type="button"
              class="btn bad wide"
              aria-disabled={busy || undefined}
              onClick={() => void act(remove)}
            >
              {tr(words.remove)}
            </button>
          }
        >
          <p>{tr(words.removeSays)}</p>
        </Sheet>
      )}
    </article>
  );
}
