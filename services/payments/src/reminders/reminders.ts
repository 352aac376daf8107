// One message to whoever did not finish: where the creator wants it, when the buyer ticked it, by day, once in a week, and
// never to somebody who has bought, or is paying, meanwhile.
import { checkoutAbandoned } from '@windsurf/contracts/payments';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { emit } from '@windsurf/messages/emit';
import type { Deps } from '../deps.ts';
import { changeIntent, isOpen, lockIntent } from '../intents/intents.ts';
import { eachOf, scaled } from '../janitor/janitor.ts';
import type { Round } from '../janitor/janitor.ts';
import { holdOffer, usedUp } from '../sellable/sellable.ts';
import { hour, remindTime } from './remind-time.ts';
import { needsNone, putSetting, settingOf, settingQuery } from './reminders.queries.ts';

/** One message about one thing in so many days. */
const pauseDays = 7;
/** A payment that is still open after this is left alone. */
const longestHours = 48;

export async function readReminders(deps: Deps, creatorId: CreatorId): Promise<{ abandoned: boolean }> {
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [settingQuery(deps.tenancy.compile, creatorId)]);
  return { abandoned: rows[0]?.abandoned ?? false };
}

export async function changeReminders(
  deps: Deps,
  creatorId: CreatorId,
  abandoned: boolean,
): Promise<{ abandoned: boolean }> {
  await deps.tenancy.inCreator(creatorId, async (tx) => await putSetting(tx, abandoned, deps.clock.now()));
  return { abandoned };
}

/** Decides about one attempt that is due. Twice is once: it is decided under its lock, and is not due again. */
export async function remind(deps: Deps, creatorId: CreatorId, intentId: string): Promise<boolean> {
  const now = deps.clock.now();
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const intent = await lockIntent(tx, creatorId, intentId);
    if (!intent || intent.remindAt === null) return false;
    const { buyerId, productId, lang, startedAt, state } = intent;
    const end = async (): Promise<false> => {
      await changeIntent(tx, creatorId, intentId, { remindAt: null });
      return false;
    };
    if (isOpen(state)) {
      const late = now.getTime() - startedAt.getTime() > longestHours * hour;
      if (late) return await end();
      await changeIntent(tx, creatorId, intentId, { remindAt: remindTime(now) });
      return false;
    }
    if (state !== 'failed' && state !== 'expired') return await end();
    const since = new Date(now.getTime() - pauseDays * 24 * hour);
    const wanted = (await settingOf(tx, creatorId).executeTakeFirst())?.abandoned === true;
    if (!wanted || (await needsNone(tx, creatorId, { buyerId, productId, since }))) return await end();
    const offer = await holdOffer(tx, creatorId, productId, { bump: false }, now).catch(() => undefined);
    if (!offer || usedUp(offer)) return await end();
    await changeIntent(tx, creatorId, intentId, { remindAt: null, remindedAt: now });
    await emit(tx, checkoutAbandoned, intentId, { intentId, productId, buyerId, lang, at: now.toISOString() });
    return true;
  });
}

const page = 50;
const remindDue: Round = {
  name: 'checkout.remind',
  everyMs: 60_000,
  async work(deps) {
    const now = deps.clock.now();
    const lease = new Date(now.getTime() + scaled(deps, 60_000));
    const due = await deps.tenancy.door<{ creatorId: string; id: string }>('due_reminders', now, lease, page);
    await eachOf(due, 4, async ({ creatorId, id }) => {
      try {
        await remind(deps, asCreatorId(creatorId), id);
      } catch (error) {
        // Its lease ends by itself.
        deps.log.error({ err: error, intentId: id, alarm: true }, 'a buyer could not be reminded');
      }
    });
    return { more: due.length === page };
  },
};
export const reminderRounds: readonly Round[] = [remindDue];
