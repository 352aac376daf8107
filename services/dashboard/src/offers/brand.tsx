// Becoming a brand, and what still keeps it from sending offers: each a link.
import { readBrand, saveBrand } from '@windsurf/contracts/store-offers';
import type { Answer } from '@windsurf/contracts/endpoint';
import { offerWords as words } from '@windsurf/language/words-dashboard-offers';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Failed, Notice, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { store } from '../store.ts';
import { lang, tr } from '../words.ts';

type Brand = Answer<typeof readBrand>;
export type Blockers = Brand['blockers'];

export const BlockerList = ({ blockers }: { blockers: Blockers }) =>
  blockers.length === 0 ? null : (
    <Notice kind="warn">
      <p>{tr(words.blockers)}</p>
      <ul>
        {blockers.map(({ code, messageAm, messageEn, actionUrl }) => (
          <li key={code}>
            <a href={actionUrl}>
              {lang.value === 'am' ? messageAm : messageEn} <Icon name="next" />
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );

export function BrandScreen() {
  const read = useResource(readBrand, {});
  const none = read.problem?.status === 404;
  return (
    <Screen title={tr(words.brand)} lede={tr(words.brandLede)} up="/offers?tab=sent" upLabel={tr(words.title)}>
      {read.data === undefined && read.problem === undefined && <Waiting rows={2} />}
      {read.problem !== undefined && !none && <Failed problem={read.problem} retry={read.reload} />}
      {(read.data !== undefined || none) && <BrandForm known={read.data} />}
    </Screen>
  );
}

function BrandForm({ known }: { known: Brand | undefined }) {
  const [name, setName] = useState(known?.name ?? store.value?.displayName ?? '');
  const [about, setAbout] = useState(known?.about ?? '');
  const [website, setWebsite] = useState(known?.website ?? '');
  const [blockers, setBlockers] = useState<Blockers>(known?.blockers ?? []);
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => setBlockers(known?.blockers ?? []), [known]);
  const save = async (): Promise<void> => {
    if (busy) return;
    const wrong = [
      ...(name.trim().length < 2 ? [{ id: 'name', says: tr(words.brandNameShort) }] : []),
      ...(website !== '' && !website.startsWith('https://') ? [{ id: 'website', says: tr(words.websiteWrong) }] : []),
    ];
    setErrors(wrong);
    if (wrong.length > 0) return;
    setBusy(true);
    try {
      const saved = await call(saveBrand, { body: { name, about, website: website === '' ? null : website } });
      setBlockers(saved.blockers);
      tell(tr(words.saved));
    } catch (error) {
      setErrors(errorsOf(asProblem(error), { '/name': 'name', '/website': 'website', '/about': 'about' }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <BlockerList blockers={blockers} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <ErrorSummary errors={errors} />
        <Field
          id="name"
          label={tr(words.brandName)}
          limit={80}
          value={name}
          onText={setName}
          error={errorAt(errors, 'name')}
        />
        <Field id="about" label={tr(words.about)} optional area limit={1000} value={about} onText={setAbout} />
        <Field
          id="website"
          label={tr(words.website)}
          hint={tr(words.websiteHint)}
          optional
          dir="ltr"
          inputMode="url"
          value={website}
          onText={setWebsite}
          error={errorAt(errors, 'website')}
        />
        <Submit busy={busy} label={tr(words.saveBrand)} />
      </form>
    </>
  );
}
