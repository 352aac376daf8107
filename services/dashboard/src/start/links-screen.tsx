import { useState } from 'preact/hooks';
import { continueOnboarding } from '@windsurf/contracts/store';
import { common } from '@windsurf/language/words-common';
import { dashboardWords as words } from '@windsurf/language/words-dashboard';
import { useLocation } from 'preact-iso';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { store } from '../store.ts';
import { tr } from '../words.ts';

/** A bare @name belongs to the place whose field it was typed into. */
const places = [
  { id: 'telegram', label: 'Telegram', at: 'https://t.me/', example: '@selambooks' },
  { id: 'tiktok', label: 'TikTok', at: 'https://www.tiktok.com/@', example: '@selambooks' },
  { id: 'youtube', label: 'YouTube', at: 'https://www.youtube.com/@', example: '@selambooks' },
  { id: 'instagram', label: 'Instagram', at: 'https://www.instagram.com/', example: '@selam.books' },
  { id: 'facebook', label: 'Facebook', at: 'https://www.facebook.com/', example: 'facebook.com/selambooks' },
] as const;

const addressFrom = (typed: string, at: string): string => {
  const text = typed.trim();
  const name = /^@?([A-Za-z0-9_.]{2,60})$/.exec(text)?.[1];
  // A dot inside and no @ is an address: selam.et
  return name === undefined || (!text.startsWith('@') && /\.[a-z]{2,}$/i.test(text)) ? text : at + name;
};

/** ON-5. Skip stands beside Next and is as large. */
export function LinksScreen() {
  const { route } = useLocation();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);

  const send = async (skip: boolean): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setErrors([]);
    const filled = skip ? [] : places.filter(({ id }) => (typed[id] ?? '').trim() !== '');
    const links = filled.map(({ id, at }) => addressFrom(typed[id] ?? '', at));
    try {
      store.value = await call(continueOnboarding, { body: { ...(skip ? {} : { links }), step: 'page' } });
      route('/page');
    } catch (error) {
      const ids = Object.fromEntries(filled.map(({ id }, index) => [`/links/${index}`, id]));
      // The server's words are about addresses alone; here a name does as well.
      const found = errorsOf(asProblem(error), ids);
      setErrors(
        found.map((one) => (places.some(({ id }) => id === one.id) ? { ...one, says: tr(words.linksSays) } : one)),
      );
      setBusy(false);
    }
  };

  return (
    <Screen title={tr(words.linksTitle)} lede={tr(words.linksLede)} up="/start/making">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send(false);
        }}
      >
        <ErrorSummary errors={errors} />
        {places.map(({ id, label, example }) => (
          <Field
            key={id}
            id={id}
            label={label}
            placeholder={example}
            inputMode="url"
            autoCapitalize="none"
            autoComplete="off"
            spellcheck={false}
            dir="ltr"
            value={typed[id] ?? ''}
            onText={(value) => setTyped((now) => ({ ...now, [id]: value }))}
            error={errorAt(errors, id)}
          />
        ))}
        <div class="pair">
          <button type="button" class="btn quiet" onClick={() => void send(true)}>
            {tr(common.skip)}
          </button>
          <Submit busy={busy} label={tr(common.next)} />
        </div>
      </form>
    </Screen>
  );
}
