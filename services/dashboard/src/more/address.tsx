import { changeHandle } from '@windsurf/contracts/store';
import { useState } from 'preact/hooks';
import { dashboardWords } from '@windsurf/language/words-dashboard';
import { moreWords as words } from '@windsurf/language/words-dashboard-more';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { errorAt, errorsOf, ErrorSummary, type FormError, Submit } from '../parts/form.tsx';
import { HandleField, useHandleCheck } from '../parts/handle-field.tsx';
import { tell } from '../parts/toast.tsx';
import { store } from '../store.ts';
import { tr } from '../words.ts';
import { Domains } from './domains.tsx';

export function Address() {
  const [handle, setHandle] = useState(store.value?.handle ?? '');
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const check = useHandleCheck(handle, store.value?.displayName ?? '');
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (handle.trim() === '') return setErrors([{ id: 'handle', says: tr(dashboardWords.handleSays) }]);
    if (handle.trim().toLowerCase() === store.peek()?.handle) return tell(tr(dashboardWords.handleOwn));
    setBusy(true);
    setErrors([]);
    try {
      store.value = await call(changeHandle, { body: { handle } });
      tell(tr(words.changed));
    } catch (error) {
      setErrors(errorsOf(asProblem(error), { '/handle': 'handle' }));
    } finally {
      setBusy(false);
    }
    return undefined;
  };
  return (
    <Screen title={tr(words.address)} lede={tr(words.addressSays)} up="/more" upLabel={tr(words.title)}>
      <form onSubmit={(event) => void send(event)} noValidate>
        <ErrorSummary errors={errors} />
        <HandleField
          value={handle}
          check={check}
          error={errorAt(errors, 'handle')}
          own={store.value?.handle}
          onHandle={(value) => {
            setHandle(value);
            setErrors([]);
          }}
        />
        <Submit busy={busy} label={tr(words.change)} busyLabel={tr(words.changing)} />
      </form>
      <Domains />
    </Screen>
  );
}
