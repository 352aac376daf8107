import { useState } from 'preact/hooks';
import { formatPhone, parsePhone } from '@windsurf/phone/phone';
import { common } from '@windsurf/language/words-common';
import { dashboardWords as words } from '@windsurf/language/words-dashboard';
import { useLocation } from 'preact-iso';
import { sessionLost } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Notice } from '../parts/states.tsx';
import { tr } from '../words.ts';
import { asked, askForCode } from './sign-in.ts';

/** ON-1. */
export function PhoneScreen() {
  const { route } = useLocation();
  const [typed, setTyped] = useState(asked.peek()?.phone ?? '');
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const parsed = parsePhone(typed);

  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (!parsed.ok) {
      setErrors([{ id: 'phone', says: tr(parsed.says) }]);
      return;
    }
    setBusy(true);
    setErrors([]);
    try {
      await askForCode(parsed.phone);
      route('/start/code');
    } catch (error) {
      setErrors(errorsOf(asProblem(error), { '/phone': 'phone' }));
      setBusy(false);
    }
  };

  return (
    <Screen title={tr(words.phoneTitle)} lede={tr(words.phoneLede)} class="welcome">
      {sessionLost.value && (
        <Notice kind="info">
          <p role="status">{tr(words.sessionOver)}</p>
        </Notice>
      )}
      <form onSubmit={(event) => void send(event)} noValidate>
        <ErrorSummary errors={errors} />
        <Field
          id="phone"
          label={tr(common.phoneNumber)}
          hint={tr(words.phoneHint)}
          type="tel"
          autoComplete="tel"
          dir="ltr"
          maxLength={40}
          value={typed}
          onText={(value) => {
            setTyped(value);
            if (parsePhone(value).ok) setErrors([]);
          }}
          error={errorAt(errors, 'phone')}
          after={
            <output class="repeat" for="phone">
              {parsed.ok ? tr(words.phoneRepeat, { phone: formatPhone(parsed.phone) }) : ''}
            </output>
          }
        />
        <Submit busy={busy} label={tr(words.sendCode)} busyLabel={tr(words.sendingCode)} />
      </form>
      <p class="fine">{tr(words.phoneFine)}</p>
    </Screen>
  );
}
