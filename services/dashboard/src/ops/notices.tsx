// Notices: what was announced, and a form to announce maintenance or trouble.
import { useState } from 'preact/hooks';
import { announceNotice, type Component, components, endNotice, listNotices } from '@windsurf/contracts/auth-platform';
import type { Answer } from '@windsurf/contracts/endpoint';
import { common } from '@windsurf/language/words-common';
import { opsPlatformWords as own } from '@windsurf/language/words-ops-platform';
import { statusWords } from '@windsurf/language/words-status';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { when } from '../parts/figures.ts';
import { errorAt, ErrorSummary, errorsOf, Field, type FormError, Submit } from '../parts/form.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { useResource } from '../resource.ts';
import { lang, tr } from '../words.ts';
import { momentOf } from './flag-form.ts';
import { type Badge, BadgeOf } from './queue-list.tsx';

type Noticed = Answer<typeof listNotices>['items'][number];
type Phase = 'ended' | 'now' | 'ahead';

export const phaseOf = ({ endedAt, startsAt, endsAt }: Noticed, now = Date.now()): Phase => {
  if (endedAt !== null || (endsAt !== null && Date.parse(endsAt) <= now)) return 'ended';
  return Date.parse(startsAt) <= now ? 'now' : 'ahead';
};
const kinds: Record<Phase, Badge['kind']> = { ended: 'ok', now: 'bad', ahead: 'warn' };

export function Notices() {
  const notices = useResource(listNotices, {});
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<Noticed>();
  const { data, problem } = notices;
  return (
    <Screen title={tr(own.notices)} lede={tr(own.noticesLede)}>
      <div class="pair">
        <button type="button" class="btn" onClick={() => setMaking(true)}>
          {tr(own.announce)}
        </button>
        <a class="btn quiet" href={`/status?lang=${lang.value}`} target="_blank" rel="noreferrer">
          {tr(own.statusPage)}
        </a>
      </div>
      {data === undefined &&
        (problem === undefined ? <Waiting rows={3} /> : <Failed problem={problem} retry={notices.reload} />)}
      {data?.items.length === 0 && <Empty icon="check" title={tr(own.noNotices)} />}
      {data?.items.map((notice) => {
        const phase = phaseOf(notice);
        return (
          <section key={notice.id} class="panel" aria-label={notice[lang.value]}>
            <p class="states">
              <BadgeOf kind={kinds[phase]} says={tr(own[phase])} />
              <span class="muted small">{tr(own.kinds[notice.kind])}</span>
            </p>
            <h2>{notice[lang.value]}</h2>
            <p class="muted small">{notice.components.map((one) => tr(statusWords.components[one])).join(' · ')}</p>
            <p class="muted small">
              {tr(statusWords.from)} {when(notice.startsAt)}
            </p>
            <p class="muted small">
              {tr(statusWords.until)} {notice.endsAt === null ? tr(statusWords.noEnd) : when(notice.endsAt)}
            </p>
            <p class="muted small">
              {tr(own.reason)}: {notice.reason}
            </p>
            {phase !== 'ended' && (
              <button type="button" class="btn quiet" onClick={() => setEnding(notice)}>
                {tr(phase === 'now' ? own.end : own.withdraw)}
              </button>
            )}
          </section>
        );
      })}
      {making && <AnnounceSheet close={() => setMaking(false)} done={notices.reload} />}
      {ending !== undefined && <EndSheet notice={ending} close={() => setEnding(undefined)} done={notices.reload} />}
    </Screen>
  );
}

const nothing = { starts: '', ends: '', am: '', en: '', reason: '' };
type Entry = keyof typeof nothing;
const pointers = { '/startsAt': 'notice-starts', '/endsAt': 'notice-ends', '/reason': 'notice-reason' };

function AnnounceSheet({ close, done }: { close(): void; done(): void }) {
  const [kind, setKind] = useState<'maintenance' | 'trouble'>('maintenance');
  const [about, setAbout] = useState<readonly Component[]>([]);
  const [urgent, setUrgent] = useState(false);
  const [typed, setTyped] = useState(nothing);
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const field = (entry: Entry, label: string, more: object = {}) => (
    <Field
      id={`notice-${entry}`}
      label={label}
      error={errorAt(errors, `notice-${entry}`)}
      value={typed[entry]}
      onText={(text) => setTyped((now) => ({ ...now, [entry]: text }))}
      {...more}
    />
  );
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const startsAt = momentOf(typed.starts);
    const endsAt = momentOf(typed.ends);
    const wrongs: FormError[] = [
      ...(about.length === 0 ? [{ id: 'notice-about-checkout', says: tr(own.aboutMissing) }] : []),
      ...(startsAt === undefined ? [{ id: 'notice-starts', says: tr(own.timeMissing) }] : []),
      ...(endsAt === undefined && kind === 'maintenance' ? [{ id: 'notice-ends', says: tr(own.timeMissing) }] : []),
      ...(['am', 'en'] as const).flatMap((one) =>
        typed[one].trim().length < 5 ? [{ id: `notice-${one}`, says: tr(own.saysShort) }] : [],
      ),
      ...(typed.reason.trim().length < 5 ? [{ id: 'notice-reason', says: tr(own.reasonShort) }] : []),
    ];
    setErrors(wrongs);
    if (wrongs.length > 0 || startsAt === undefined) return;
    setBusy(true);
    try {
      const [am, en, reason] = [typed.am.trim(), typed.en.trim(), typed.reason.trim()];
      const body = { kind, components: [...about], startsAt, endsAt: endsAt ?? null, am, en, reason, urgent };
      await call(announceNotice, { body });
      tell(tr(own.announced));
      done();
      close();
    } catch (error) {
      setErrors(errorsOf(asProblem(error), pointers));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet title={tr(own.announce)} close={close}>
      <form noValidate onSubmit={(event) => void send(event)}>
        <ErrorSummary errors={errors} />
        <fieldset>
          <legend>{tr(own.kind)}</legend>
          {(['maintenance', 'trouble'] as const).map((one) => (
            <label key={one} class="tick">
              <input type="radio" name="notice-kind" checked={kind === one} onChange={() => setKind(one)} />
              <span>{tr(own.kinds[one])}</span>
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>{tr(own.about)}</legend>
          {components.map((one) => (
            <label key={one} class="tick" for={`notice-about-${one}`}>
              <input
                id={`notice-about-${one}`}
                type="checkbox"
                checked={about.includes(one)}
                onChange={(event) =>
                  setAbout(event.currentTarget.checked ? [...about, one] : about.filter((other) => other !== one))
                }
              />
              <span>{tr(statusWords.components[one])}</span>
            </label>
          ))}
        </fieldset>
        {field('starts', tr(own.starts), { type: 'datetime-local' })}
        {field('ends', tr(own.ends), {
          type: 'datetime-local',
          ...(kind === 'trouble' ? { optional: true, hint: tr(own.endsHint) } : {}),
        })}
        {field('am', tr(own.saysAm), { area: true, limit: 300 })}
        {field('en', tr(own.saysEn), { area: true, limit: 300 })}
        {kind === 'maintenance' && (
          <label class="tick">
            <input type="checkbox" checked={urgent} onChange={(event) => setUrgent(event.currentTarget.checked)} />
            <span>{tr(own.urgent)}</span>
          </label>
        )}
        {field('reason', tr(own.reason), { area: true, limit: 300, hint: tr(own.reasonHint) })}
        <Submit busy={busy} label={tr(own.announce)} />
      </form>
    </Sheet>
  );
}

function EndSheet({ notice, close, done }: { notice: Noticed; close(): void; done(): void }) {
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const label = tr(phaseOf(notice) === 'now' ? own.end : own.withdraw);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (reason.trim().length < 5) {
      setErrors([{ id: 'end-reason', says: tr(own.reasonShort) }]);
      return;
    }
    setBusy(true);
    try {
      await call(endNotice, { params: { id: notice.id }, body: { reason: reason.trim() } });
      tell(tr(common.saved));
      done();
      close();
    } catch (error) {
      setErrors(errorsOf(asProblem(error), { '/reason': 'end-reason' }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet title={label} close={close}>
      <form noValidate onSubmit={(event) => void send(event)}>
        <ErrorSummary errors={errors} />
        <p>{notice[lang.value]}</p>
        <Field
          id="end-reason"
          label={tr(own.reason)}
          hint={tr(own.reasonHint)}
          error={errorAt(errors, 'end-reason')}
          value={reason}
          onText={setReason}
          area
          limit={300}
        />
        <Submit busy={busy} label={label} />
      </form>
    </Sheet>
  );
}
