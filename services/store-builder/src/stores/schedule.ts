// Publishing at a time. What was seen when the time was chosen is what becomes public: the draft is copied then, and
// edits made meanwhile stay in the draft. Publishing by hand contains all of it, so it takes the place of the wish.
import { changedElsewhere, declaredProblems, Problem } from '@windsurf/contracts/problem';
import { noStoreYet } from '@windsurf/contracts/store-problems';
import { scheduleTime } from '@windsurf/contracts/store-schedule';
import type { Schedule } from '@windsurf/contracts/store-schedule';
import type { CreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { scheduleWords as words } from '@windsurf/language/words-store-schedule';
import { enqueue, job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Deps, Tx } from '../deps.ts';
import { assertPublishable, publishKept } from './publishing.ts';
import { recordDeed } from './page-record.ts';
import { draftView } from './stores.ts';
import { findDraft } from './stores.queries.ts';
import { dropScheduled, findScheduled, markScheduledFailed, putScheduled } from './schedule.queries.ts';

export const publishJob = job('page.publish', T.Object({}));

const minute = 60_000;
const year = 366 * 24 * 60 * minute;

/** What kept a page back, in words; the page's own sentence names parts that may be gone by now. */
function reason(problem: string | null, lang: Language): string {
  if (problem === null) return '';
  return problem === 'page-too-heavy' ? say(words.tooHeavy, lang) : say(words.failed, lang);
}

async function scheduleIn(tx: Tx, creatorId: CreatorId, lang: Language): Promise<Schedule> {
  const draft = await findDraft(tx, creatorId);
  if (!draft) throw noStoreYet();
  const found = await findScheduled(tx, creatorId);
  if (!found) return { scheduled: null };
  const { publishAt, draftVersion, state, problem } = found;
  const changedSince = draft.version !== draftVersion;
  const detail = reason(problem, lang);
  return { scheduled: { publishAt: publishAt.toISOString(), draftVersion, state, detail, changedSince } };
}

export const readSchedule = async (deps: Deps, creatorId: CreatorId, lang: Language): Promise<Schedule> =>
  await deps.tenancy.inCreator(creatorId, async (tx) => await scheduleIn(tx, creatorId, lang));

/**
 * Keeps the draft as it is now for a time. Throws 422 schedule-time for one that is past or more than a year away, 409
 * changed-elsewhere when the draft is not the one that she saw, 409 page-too-heavy. The same wish again is the same.
 */
export async function schedulePage(
  deps: Deps,
  creatorId: CreatorId,
  wish: { draftVersion: number; publishAt: string },
  lang: Language,
): Promise<Schedule> {
  const now = deps.clock.now();
  const publishAt = new Date(wish.publishAt);
  const wait = publishAt.getTime() - now.getTime();
  if (!(wait >= minute && wait <= year)) throw scheduleTime({}, { pointer: '/publishAt' });
  // It would be refused then: better now, while she is here.
  await assertPublishable(deps, creatorId);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const draft = await findDraft(tx, creatorId);
    if (!draft) throw noStoreYet();
    if (draft.version !== wish.draftVersion) throw changedElsewhere({}, { extra: { current: draftView(draft) } });
    await putScheduled(tx, creatorId, { publishAt, draftVersion: draft.version, content: draft.content }, now);
    await enqueue(tx, publishJob, creatorId, {}, { runAt: publishAt });
    const after = { publishAt: publishAt.toISOString(), draftVersion: draft.version };
    await recordDeed(deps, tx, creatorId, 'page.scheduled', { after });
    return await scheduleIn(tx, creatorId, lang);
  });
}

/** Nothing becomes public by itself any more. Cancelling what is not there is fine. */
export async function cancelSchedule(deps: Deps, creatorId: CreatorId, lang: Language): Promise<Schedule> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const before = await findScheduled(tx, creatorId);
    await dropScheduled(tx, creatorId);
    if (before) {
      const was = { publishAt: before.publishAt.toISOString(), draftVersion: before.draftVersion };
      await recordDeed(deps, tx, creatorId, 'page.schedule-cancelled', { before: was });
    }
    return await scheduleIn(tx, creatorId, lang);
  });
}

/**
 * The worker's part. The wish goes in the transaction of the publication, so a second attempt finds nothing to do; a
 * problem that another attempt cannot mend is kept for her to see.
 */
export async function publishScheduled(deps: Deps, creatorId: CreatorId): Promise<void> {
  const found = await deps.tenancy.inCreator(creatorId, async (tx) => await findScheduled(tx, creatorId));
  if (found?.state !== 'waiting') return;
  if (found.publishAt > deps.clock.now()) {
    // Moved to a later time while this message was on its way.
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      await enqueue(tx, publishJob, creatorId, {}, { runAt: found.publishAt });
    });
    return;
  }
  try {
    await publishKept(deps, creatorId, found);
  } catch (error) {
    if (!(error instanceof Problem) || !declaredProblems.has(error.type)) throw error;
    const { type } = error;
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      await markScheduledFailed(tx, creatorId, found.publishAt, type);
      await recordDeed(deps, tx, creatorId, 'page.schedule-failed', {
        after: { draftVersion: found.draftVersion, problem: type },
        by: 'system',
      });
    });
  }
}
