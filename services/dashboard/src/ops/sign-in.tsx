// Signing in to the desk: the same number and code as everywhere, and nobody becomes a creator by it.
import { useState } from 'preact/hooks';
import { requestCode, signIn } from '@windsurf/contracts/auth';
import { formatPhone, parsePhone } from '@windsurf/phone/phone';
import { common } from '@windsurf/language/words-common';
import { dashboardWords } from '@windsurf/language/words-dashboard';
import { opsWords as words } from '@windsurf/language/words-ops';
import { call, session, sessionLost } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Mark } from '../parts/icons.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { Notice } from '../parts/states.tsx';
import { lang, tr } from '../words.ts';

const pointers = { '/phone': 'phone', '/code': 'code' };

export function SignIn() {
  const [phone, setPhone] = useState('');
  /** The number as the server groups it, once a code is on its way. */
  const [sentTo, setSentTo] = useState<string>();
  const [code, setCode] = useState('');
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);

  const work = async (act: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setErrors([]);
    try {
      await act();
    } catch (error) {
      setCode('');
      setErrors(errorsOf(asProblem(error), pointers));
    }
    setBusy(false);
  };
  const ask = (event: Event): void => {
    event.preventDefault();
    const parsed = parsePhone(phone);
    if (!parsed.ok) {
      setErrors([{ id: 'phone', says: tr(parsed.says) }]);
      return;
    }
    void work(async () => {
      const answer = await call(requestCode, { body: { phone: parsed.phone, lang: lang.peek() } });
      setSentTo(answer.phone);
    });
  };
  const enter = (event: Event): void => {
    event.preventDefault();
    const digits = /(?<!\d)\d{6}(?!\d)/.exec(code)?.[0];
    if (digits === undefined) {
      setErrors([{ id: 'code', says: tr(dashboardWords.codeSix) }]);
      return;
    }
    void work(async () => {
      const body = { phone, code: digits, as: 'buyer' as const, answerWith: 'cookies' as const, lang: lang.peek() };
      const answer = await call(signIn, { body });
      sessionLost.value = false;
      session.value = answer.session;
    });
  };
  const parsed = parsePhone(phone);
  return (
    <div class="start">
      <header>
        <span class="brand">
          <Mark />
          <b>{tr(words.brand)}</b>
        </span>
        <LanguageSwitch />
      </header>
      {sentTo === undefined ? (
        <Screen key="phone" title={tr(words.signInTitle)} lede={tr(words.signInLede)} class="welcome">
          {sessionLost.value && (
            <Notice kind="info">
              <p role="status">{tr(dashboardWords.sessionOver)}</p>
            </Notice>
          )}
          <form onSubmit={ask} noValidate>
            <ErrorSummary errors={errors} />
            <Field
              id="phone"
              label={tr(common.phoneNumber)}
              hint={tr(dashboardWords.phoneHint)}
              type="tel"
              autoComplete="tel"
              dir="ltr"
              maxLength={40}
              value={phone}
              onText={setPhone}
              error={errorAt(errors, 'phone')}
              after={
                <output class="repeat" for="phone">
                  {parsed.ok ? tr(dashboardWords.phoneRepeat, { phone: formatPhone(parsed.phone) }) : ''}
                </output>
              }
            />
            <Submit busy={busy} label={tr(dashboardWords.sendCode)} busyLabel={tr(dashboardWords.sendingCode)} />
          </form>
        </Screen>
      ) : (
        <Screen key="code" title={tr(dashboardWords.codeTitle)} lede={tr(dashboardWords.codeLede, { phone: sentTo })}>
          <form onSubmit={enter} noValidate>
            <ErrorSummary errors={errors} />
            <Field
              id="code"
              label={tr(dashboardWords.code)}
              class="digits"
              inputMode="numeric"
              autoComplete="one-time-code"
              dir="ltr"
              value={code}
              onText={setCode}
              error={errorAt(errors, 'code')}
            />
            <Submit busy={busy} label={tr(dashboardWords.signIn)} busyLabel={tr(dashboardWords.checkingCode)} />
            <button type="button" class="plain" onClick={() => setSentTo(undefined)}>
              {tr(dashboardWords.otherNumber)}
            </button>
          </form>
        </Screen>
      )}
    </div>
  );
}
