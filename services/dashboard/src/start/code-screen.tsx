import { useEffect, useRef, useState } from 'preact/hooks';
import { dashboardWords as words } from '@windsurf/language/words-dashboard';
import { useLocation } from 'preact-iso';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { tell } from '../parts/toast.tsx';
import { firstUnfinished, store } from '../store.ts';
import { tr } from '../words.ts';
import { asked, askForCode, enter } from './sign-in.ts';

/** Six digits out of whatever was typed or pasted, a whole SMS included. */
const digitsOf = (text: string): string =>
  (/(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? text.replace(/\D/g, '')).slice(0, 6);

/** ON-2. One field; it sends itself at the sixth digit. */
export function CodeScreen() {
  const { route } = useLocation();
  const phone = asked.value?.phone ?? '';
  const [code, setCode] = useState('');
  const [borrowed, setBorrowed] = useState(false);
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const tried = useRef('');
  const form = useRef<HTMLFormElement>(null);

  const send = async (given: string): Promise<void> => {
    if (busy) return;
    if (given.length !== 6) {
      setErrors([{ id: 'code', says: tr(words.codeSix) }]);
      return;
    }
    tried.current = given;
    setBusy(true);
    setErrors([]);
    try {
      await enter(phone, given, borrowed);
      route(firstUnfinished() ?? (store.peek()?.onboarding === 'page' ? '/page' : '/'), true);
    } catch (error) {
      // A code that was refused is of no more use; the number stays.
      setCode('');
      setErrors(errorsOf(asProblem(error), { '/code': 'code' }));
      setBusy(false);
    }
  };

  const take = (text: string): void => {
    const digits = digitsOf(text);
    setCode(digits);
    if (digits.length === 6 && digits !== tried.current) void send(digits);
  };
  useSmsCode(take);

  return (
    <Screen
      title={tr(words.codeTitle)}
      lede={tr(words.codeLede, { phone })}
      up="/start"
      upLabel={tr(words.otherNumber)}
    >
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send(code);
        }}
      >
        <ErrorSummary errors={errors} />
        <Field
          id="code"
          label={tr(words.code)}
          class="digits"
          inputMode="numeric"
          autoComplete="one-time-code"
          dir="ltr"
          value={code}
          onText={take}
          error={errorAt(errors, 'code')}
        />
        <label class="tick">
          <input type="checkbox" checked={borrowed} onChange={(event) => setBorrowed(event.currentTarget.checked)} />
          <span>{tr(words.borrowed)}</span>
          <small class="muted">{tr(words.borrowedHint)}</small>
        </label>
        <Submit busy={busy} label={tr(words.signIn)} busyLabel={tr(words.checkingCode)} />
      </form>
      <Again
        phone={phone}
        failed={(error) => setErrors(errorsOf(asProblem(error), {}))}
        sent={() => {
          setErrors([]);
          tell(tr(words.codeSentAgain));
        }}
      />
    </Screen>
  );
}

/** "Send again" shows the seconds that are left; the count is not read out at every tick. */
function Again({ phone, sent, failed }: { phone: string; sent(): void; failed(error: unknown): void }) {
  const [now, setNow] = useState(Date.now());
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = Math.ceil(((asked.value?.againAt ?? 0) - now) / 1000);
  if (left > 0) return <p class="muted again">{tr(words.againIn, { seconds: left })}</p>;
  return (
    <p class="again">
      <button
        type="button"
        class="btn quiet"
        aria-disabled={busy ? true : undefined}
        onClick={() => {
          if (busy) return;
          setBusy(true);
          askForCode(phone)
            .then(sent, failed)
            .finally(() => setBusy(false));
        }}
      >
        {tr(words.again)}
      </button>
    </p>
  );
}

type OtpCredential = { readonly code?: string };

/** Chrome on Android offers the code of an SMS that ends with our name. */
function useSmsCode(take: (code: string) => void): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    if (!('OTPCredential' in window)) return undefined;
    const stop = new AbortController();
    const wanted = { otp: { transport: ['sms'] }, signal: stop.signal } as CredentialRequestOptions;
    navigator.credentials
      .get(wanted)
      .then((found) => latest.current((found as OtpCredential | null)?.code ?? ''))
      .catch(() => undefined);
    return () => stop.abort();
  }, []);
}
