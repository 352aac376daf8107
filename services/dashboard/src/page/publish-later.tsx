// Publishing at a time, in either calendar: what is set, changing it, taking it back.
import { cancelSchedule, readSchedule, schedulePage } from '@windsurf/contracts/store-schedule';
import type { Schedule } from '@windsurf/contracts/store-schedule';
import { useEffect, useState } from 'preact/hooks';
import { sharingWords as words } from '@windsurf/language/words-dashboard-sharing';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { when } from '../parts/figures.ts';
import { MomentField } from '../parts/moment-field.tsx';
import { Notice, sentence } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { tr } from '../words.ts';

type LaterProps = {
  /** Saves what was typed; the version of the saved draft, or undefined when it could not be saved. */
  saved(): Promise<number | undefined>;
};

export function PublishLater({ saved }: LaterProps) {
  const [now, setNow] = useState<Schedule['scheduled']>(null);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState<string>();
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    // Without it the sheet only lacks the line that says what is set.
    call(readSchedule, {}).then(
      ({ scheduled }) => setNow(scheduled),
      () => undefined,
    );
  }, []);
  const change = async (work: () => Promise<Schedule | undefined>, says: string): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setWrong(undefined);
    try {
      const answer = await work();
      if (answer !== undefined) {
        setNow(answer.scheduled);
        setOpen(false);
        tell(says);
      }
    } catch (error) {
      setWrong(sentence(asProblem(error)));
    }
    setBusy(false);
  };
  const keep = async (): Promise<void> => {
    if (at === undefined) return setWrong(tr(words.laterNeeded));
    await change(
      async () => {
        const draftVersion = await saved();
        if (draftVersion === undefined) return undefined;
        return await call(schedulePage, { body: { draftVersion, publishAt: at } });
      },
      tr(words.laterSet, { time: when(at, 'full') }),
    );
  };
  return (
    <section class="later" aria-label={tr(words.later)}>
      {now !== null && (
        <Notice kind={now.state === 'failed' ? 'bad' : 'info'}>
          <p>{now.state === 'failed' ? now.detail : tr(words.laterSet, { time: when(now.publishAt, 'full') })}</p>
          {now.state === 'waiting' && now.changedSince && <p>{tr(words.laterSince)}</p>}
          <button
            type="button"
            class="plain"
            onClick={() => void change(async () => await call(cancelSchedule, {}), tr(words.laterCancelled))}
          >
            {tr(words.laterCancel)}
          </button>
        </Notice>
      )}
      {!open && (
        <button type="button" class="btn quiet wide" onClick={() => setOpen(true)}>
          {tr(words.later)}
        </button>
      )}
      {open && (
        <>
          <h3>{tr(words.laterTitle)}</h3>
          <p class="muted">{tr(words.laterSays)}</p>
          <MomentField id="publish-at" label={tr(words.laterTime)} value={at} error={wrong} onMoment={setAt} />
          <button type="button" class="btn wide" aria-disabled={busy || undefined} onClick={() => void keep()}>
            {tr(busy ? words.laterKeeping : words.laterKeep)}
          </button>
        </>
      )}
      {!open && wrong !== undefined && (
        <p class="error" role="alert">
          {wrong}
        </p>
      )}
    </section>
  );
}
