import { useEffect, useRef, useState } from 'preact/hooks';
import { openStore } from '@windsurf/contracts/store';
import { countGraphemes } from '@windsurf/language/graphemes';
import { handleProposals } from '@windsurf/language/slug';
import { dashboardWords as words } from '@windsurf/language/words-dashboard';
import { useLocation } from 'preact-iso';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { HandleField, useHandleCheck } from '../parts/handle-field.tsx';
import { loadStore, store } from '../store.ts';
import { lang, tr } from '../words.ts';

/** ON-3. The handle follows the name until it is typed by hand. */
export function NameScreen() {
  const { route } = useLocation();
  const [name, setName] = useState('');
  const [handle, setHandle] = useState('');
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const own = useRef(false);
  const check = useHandleCheck(handle, name);

  // The proposal is made here at once; whether it is free is asked when she pauses.
  useEffect(() => {
    if (own.current) return;
    setHandle(name.trim() === '' ? '' : handleProposals(name.trim()).handle);
  }, [name]);
  // A proposal of ours that is taken gives way to a free one by itself.
  useEffect(() => {
    const free = check.answer?.proposals[0];
    if (!own.current && check.answer?.available === false && free !== undefined) setHandle(free);
  }, [check.answer]);

  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const found: FormError[] = [];
    const letters = countGraphemes(name.trim());
    if (letters < 2 || letters > 60) found.push({ id: 'name', says: tr(words.nameSays) });
    if (handle.trim() === '') found.push({ id: 'handle', says: tr(words.handleSays) });
    setErrors(found);
    if (found.length > 0) return;
    setBusy(true);
    try {
      store.value = await call(openStore, { body: { displayName: name, handle, lang: lang.peek() } });
      route('/start/making');
    } catch (error) {
      const problem = asProblem(error);
      if (problem.title === 'store-exists') {
        await loadStore();
        return;
      }
      setErrors(errorsOf(problem, { '/displayName': 'name', '/handle': 'handle' }));
      setBusy(false);
      if (problem.field('handle') !== undefined) check.ask();
    }
  };

  return (
    <Screen title={tr(words.nameTitle)} lede={tr(words.nameLede)}>
      <form onSubmit={(event) => void send(event)} noValidate>
        <ErrorSummary errors={errors} />
        <Field
          id="name"
          label={tr(words.name)}
          hint={tr(words.nameHint)}
          autoComplete="name"
          spellcheck={false}
          limit={60}
          value={name}
          onText={(value) => {
            setName(value);
            // The address follows the name, so both are right again together.
            setErrors((now) => now.filter(({ id }) => id !== 'name' && (own.current || id !== 'handle')));
          }}
          error={errorAt(errors, 'name')}
        />
        <HandleField
          value={handle}
          check={check}
          error={errorAt(errors, 'handle')}
          onHandle={(value) => {
            own.current = value !== '';
            setHandle(value);
            setErrors((now) => now.filter(({ id }) => id !== 'handle'));
          }}
        />
        <Submit busy={busy} label={tr(words.openStore)} busyLabel={tr(words.openingStore)} />
      </form>
    </Screen>
  );
}
