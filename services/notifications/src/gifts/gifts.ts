// Messages about gifts. Payments has decided that something is to be said, and by day; how the gift stands is asked once
// more right before it is written, so that nobody is led to what is opened, elsewhere, or taken back.
import { fromEat, inEat } from '@windsurf/calendar/moment';
import { giftChanged, linkOfGift } from '@windsurf/contracts/payments-gifts';
import type { Answer } from '@windsurf/contracts/endpoint';
import { Id, Lang } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { CallFailed } from '@windsurf/http-client/call';
import { GiveUp } from '@windsurf/messages/consume';
import { job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { queueSms, writtenToday } from '../sms/sms.ts';
import { giftText } from '../texts/gift-texts.ts';

const { to, news } = giftChanged.payload.properties;
const Told = T.Object({ about: Id, giftId: Id, personId: Id, to, news, lang: Lang });
export type Told = Static<typeof Told>;
export const writeGift = job('gift.write', Told);

/** In 24 hours, to one person: whoever is given much hears of each, and nobody is flooded by whoever pays for it. */
export const giftCap = 10;
/** Later than this it might be night, or no longer true. */
const staleMs = 6 * 3_600_000;

/** The moment itself by day, else eight in the next morning; East Africa Time. */
export function byDay(at: Date): Date {
  const { hour, gregorian } = inEat(at);
  if (hour >= 8 && hour < 20) return at;
  const morning = fromEat(gregorian, 8);
  return hour < 8 ? morning : new Date(morning.getTime() + 24 * 3_600_000);
}

/** Twice is once; what is no longer true, and what is over the cap, is never. Throws what a call throws. */
export async function sendGift(deps: Deps, creatorId: CreatorId, told: Told): Promise<void> {
  const { about, giftId, personId } = told;
  const standing = await standingOf(deps, creatorId, giftId, told.to);
  if (!isTrue(told, standing)) return;
  const template = told.to === 'giver' ? 'gift-giver' : 'gift-receiver';
  const { own } = await writtenToday(deps, template, personId);
  if (own >= giftCap) {
    deps.log.warn({ giftId }, 'an SMS about a gift was kept back by a cap');
    return;
  }
  const { phone, lang: known } = await recipientOf(deps, personId);
  // Who paid reads the language of her page; whoever gets it reads her own.
  const lang = told.to === 'giver' ? told.lang : known;
  const { title, from, openUntil, url } = standing;
  const until = openUntil === null ? null : new Date(openUntil);
  const text = giftText(lang, { news: told.news, to: told.to, title, from, until, url });
  const expiresAt = new Date(deps.clock.now().getTime() + staleMs);
  await queueSms(deps, { template, about, personId, phone, lang, text, expiresAt });
}

type Standing = Answer<typeof linkOfGift>;
function isTrue(told: Told, { state, closed, receiverId }: Standing): boolean {
  // What has happened has happened.
  if (told.news === 'bought' || told.news === 'opened') return true;
  if (told.news === 'returned' || told.news === 'sent-back') return state === 'returned';
  if (state !== 'sent' || closed) return false;
  return told.to === 'giver' || told.personId === receiverId;
}

async function standingOf(deps: Deps, creatorId: CreatorId, id: string, whose: Told['to']): Promise<Standing> {
  try {
    return await deps.payments(linkOfGift, { params: { id }, query: { creatorId, to: whose } });
  } catch (error) {
    throw error instanceof CallFailed && error.status === 404 ? new GiveUp('nobody knows this gift') : error;
  }
}
