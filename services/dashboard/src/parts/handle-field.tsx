// The address of a store: checked 400 ms after the last key, with free ones to tap.
import { useEffect, useState } from 'preact/hooks';
import { checkHandle } from '@windsurf/contracts/store';
import type { Answer } from '@windsurf/contracts/endpoint';
import { dashboardWords as words } from '@windsurf/language/words-dashboard';
import { call } from '../api.ts';
import { lang, tr } from '../words.ts';
import { Field } from './form.tsx';
import { Icon } from './icons.tsx';

export type HandleCheck = {
  readonly answer: Answer<typeof checkHandle> | undefined;
  readonly busy: boolean;
  ask(): void;
};

export function useHandleCheck(handle: string, name: string): HandleCheck {
  const [answer, setAnswer] = useState<Answer<typeof checkHandle>>();
  const [busy, setBusy] = useState(false);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const typed = handle.trim();
    setAnswer(undefined);
    if (typed === '') return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      setBusy(true);
      call(checkHandle, { query: { handle: typed.slice(0, 300), name: name.slice(0, 400) } }, { signal: stop.signal })
        .then(setAnswer)
        // While typing a missing answer is no error: the server decides again when the form is sent.
        .catch(() => undefined)
        .finally(() => setBusy(false));
    }, 400);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [handle, turn, lang.value]);
  return { answer, busy, ask: () => setTurn((n) => n + 1) };
}

type HandleFieldProps = {
  readonly value: string;
  readonly check: HandleCheck;
  readonly error: string | undefined;
  /** The address that the store has already. */
  readonly own?: string | undefined;
  onHandle(value: string): void;
};

export function HandleField({ value, check, error, own, onHandle }: HandleFieldProps) {
  const { answer, busy } = check;
  const isOwn = own !== undefined && value.trim().toLowerCase() === own;
  const taken = !isOwn && answer?.available === false;
  const proposals = taken ? answer.proposals.filter((other) => other !== value) : [];
  return (
    <Field
      id="handle"
      label={tr(words.handle)}
      hint={tr(words.handleHint)}
      spellcheck={false}
      autoCapitalize="none"
      autoComplete="off"
      dir="ltr"
      value={value}
      onText={onHandle}
      error={error ?? (taken ? answer.detail : undefined)}
      after={
        <>
          <p class="address" dir="ltr">
            <span class="muted">{`${location.host.replace(/^app\./, '')}/@`}</span>
            <b>{value || '…'}</b>
          </p>
          <p class="check" role="status">
            {!isOwn && busy && <span class="muted">{tr(words.handleChecking)}</span>}
            {isOwn && <span class="muted">{tr(words.handleOwn)}</span>}
            {!isOwn && !busy && answer?.available === true && answer.handle === value.trim().toLowerCase() && (
              <span class="ok">
                <Icon name="check" />
                {tr(words.handleFree)}
              </span>
            )}
          </p>
          {proposals.length > 0 && (
            <div class="chips" role="group" aria-label={tr(words.handleProposals)}>
              {proposals.map((proposal) => (
                <button key={proposal} type="button" class="chip" dir="ltr" onClick={() => onHandle(proposal)}>
                  {proposal}
                </button>
              ))}
            </div>
          )}
        </>
      }
    />
  );
}
