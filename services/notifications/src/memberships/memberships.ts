// Messages to members: before their time ends, when it has ended, when they have paid for more, and of another price. How
// it stands is asked right before a message is written: who paid, paused or left meanwhile hears nothing.
import { linkOfMembership } from '@windsurf/contracts/payments-memberships';
import { Id, Moment, Santim } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { CallFailed } from '@windsurf/http-client/call';
import type { Answer } from '@windsurf/contracts/endpoint';
import { GiveUp } from '@windsurf/messages/consume';
import { job } from '@windsurf/messages/job';
import { santim } from '@windsurf/money/money';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps } from '../deps.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { queueSms, writtenToday } from '../sms/sms.ts';
import { membershipText } from '../texts/membership-texts.ts';
import type { MembershipText } from '../texts/membership-texts.ts';

const Notice = T.Object({
  /** One message for each: the event's own key. */
  about: Id,
  membershipId: Id,
  buyerId: Id,
  news: T.Union([T.Literal('due'), T.Literal('renewed'), T.Literal('price')]),
  /** The end that it is about; for `price`, from when on it holds. */
  day: Moment,
  /** Only of a price. */
  monthSantim: T.Optional(Santim),
});
export type Notice = Static<typeof Notice>;
export const writeMembership = job('membership.write', Notice);

const templates = { due: 'membership-due', renewed: 'membership-renewed', price: 'membership-price' } as const;
/** In 24 hours, to one person: whoever has several memberships hears of each, and nobody is flooded. */
export const membershipCap = 5;
/** Later than this it is no news. */
const staleMs = 24 * 3_600_000;

/** Twice is once; when it is no longer true, it is never. Throws what a call throws. */
export async function sendMembership(deps: Deps, creatorId: CreatorId, notice: Notice): Promise<void> {
  const { about, membershipId, buyerId, news } = notice;
  const standing = await standingOf(deps, creatorId, membershipId);
  const kind = kindOf(notice, standing);
  if (kind === undefined) return;
  const template = templates[news];
  const { own } = await writtenToday(deps, template, buyerId);
  if (own >= membershipCap) {
    deps.log.warn({ membershipId }, 'an SMS about a membership was kept back by a cap');
    return;
  }
  const { phone, lang } = await recipientOf(deps, buyerId);
  const text = membershipText(lang, {
    kind,
    title: standing.title,
    day: new Date(notice.day),
    open: new Date(standing.accessUntil),
    amount: santim(notice.monthSantim ?? standing.amountSantim),
    url: standing.url,
  });
  const expiresAt = new Date(deps.clock.now().getTime() + staleMs);
  await queueSms(deps, { template, about, personId: buyerId, phone, lang, text, expiresAt });
}

type Standing = Answer<typeof linkOfMembership>;

/** What is true now of what was to be said; undefined when it is not any more. */
export function kindOf(notice: Notice, standing: Standing): MembershipText['kind'] | undefined {
  const { state, leaving, until, amountSantim } = standing;
  if (notice.news === 'price') return state === 'ended' || leaving ? undefined : 'price';
  // Paid again meanwhile, or shortened: another message says so.
  if (new Date(until).getTime() !== new Date(notice.day).getTime()) return undefined;
  if (notice.news === 'renewed') return 'renewed';
  // Without a price it is not sold any more, and nothing can be paid.
  if (leaving || amountSantim === 0 || state === 'paused') return undefined;
  return state === 'active' ? 'soon' : state;
}

async function standingOf(deps: Deps, creatorId: CreatorId, id: string): Promise<Standing> {
  try {
    return await deps.payments(linkOfMembership, { params: { id }, query: { creatorId } });
  } catch (error) {
    throw error instanceof CallFailed && error.status === 404 ? new GiveUp('nobody knows this membership') : error;
  }
}
