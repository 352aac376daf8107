// What buyers and creators hear about bookings, and reminders that follow a move: the newest time is kept, the jobs of the
// older one are replaced in the transaction that hears of the move, and a reminder asks again before it speaks.
import { linkOfOrder } from '@windsurf/contracts/delivery';
import { Id, Lang, Moment } from '@windsurf/contracts/shapes';
import type { CreatorId } from '@windsurf/db/tenancy';
import { enqueue, job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import type { Deps, TenantTx } from '../deps.ts';
import { factOf } from '../money-back/money-back.ts';
import { recipientOf } from '../recipients/recipients.ts';
import { titleOf } from '../sales/sales.ts';
import { queueSms, writtenToday } from '../sms/sms.ts';
import { bookingText } from '../texts/booking-texts.ts';
import type { BookingNews } from '../texts/booking-texts.ts';
import { findBooking, keepBooking } from './bookings.queries.ts';
import type { Known } from './bookings.queries.ts';
import { reminderAt } from './quiet-hours.ts';
import type { ReminderKind } from './quiet-hours.ts';

const templates = {
  confirmed: 'booking-confirmed',
  made: 'booking-made',
  moved: 'booking-moved',
  cancelled: 'booking-cancelled',
  lost: 'booking-lost',
  remind: 'booking-reminder',
} as const satisfies Record<BookingNews, string>;

const About = T.Object({
  news: T.Unsafe<BookingNews>(T.Enum(Object.keys(templates))),
  /** To whom: a buyer with the language of her page; absent: the creator, in hers. */
  buyer: T.Optional(T.Object({ id: Id, lang: Lang })),
  bookingId: Id,
  orderId: Id,
  productId: Id,
  startsAt: Moment,
  sequence: T.Integer(),
});
export type About = Static<typeof About>;
export const writeBooking = job('booking.write', About);
export const remindBooking = job(
  'booking.remind',
  T.Object({ bookingId: Id, kind: T.Union([T.Literal('day'), T.Literal('hour')]), sequence: T.Integer() }),
);

/** Of one kind, to one person, in 24 hours: whoever moves a booking to and fro is not paid for in messages. */
export const bookingCap = 10;

/** Inside the handler's transaction: the newest time with its reminders; false for what is older than what is known. */
export async function followBooking(tx: TenantTx, creatorId: CreatorId, booking: Known, now: Date): Promise<boolean> {
  if (!(await keepBooking(tx, creatorId, booking))) return false;
  if (!booking.open) return true;
  const { bookingId, sequence, startsAt } = booking;
  for (const kind of ['day', 'hour'] as const) {
    const runAt = reminderAt(kind, startsAt, now);
    // One job for each: the same key takes the place of what the older time had ordered.
    if (runAt) await enqueue(tx, remindBooking, `${bookingId}:${kind}`, { bookingId, kind, sequence }, { runAt });
  }
  return true;
}

/** The work of a reminder: about another time than the newest, or a cancelled one, it says nothing. */
export async function remind(
  deps: Deps,
  creatorId: CreatorId,
  { bookingId, kind, sequence }: { bookingId: string; kind: ReminderKind; sequence: number },
): Promise<void> {
  const known = await deps.tenancy.inCreator(creatorId, async (tx) => await findBooking(tx, creatorId, bookingId));
  if (!known?.open || known.sequence !== sequence || known.startsAt <= deps.clock.now()) return;
  const { buyerId, lang, orderId, productId, startsAt } = known;
  const about = { bookingId, orderId, productId, startsAt: startsAt.toISOString(), sequence };
  await send(deps, creatorId, { ...about, news: 'remind', buyer: { id: buyerId, lang } }, kind);
}

/** Twice is once; over a cap it is never. Throws what a call throws, to be tried again. */
export async function send(deps: Deps, creatorId: CreatorId, about: About, kind = ''): Promise<void> {
  const { news, buyer, bookingId, orderId, productId, sequence } = about;
  const startsAt = new Date(about.startsAt);
  const template = templates[news];
  // A person has one store for now, and a store's tenant is its person's id.
  const personId = buyer?.id ?? creatorId;
  const { own } = await writtenToday(deps, template, personId);
  if (own >= bookingCap) {
    deps.log.warn({ bookingId, template }, 'an SMS about a booking was kept back by a cap');
    return;
  }
  const title = await titleOf(deps, creatorId, productId);
  const url = buyer ? await receiptOf(deps, creatorId, orderId) : null;
  const recipient = await recipientOf(deps, personId);
  const lang = buyer?.lang ?? recipient.lang;
  await queueSms(deps, {
    template,
    about: factOf('booking', bookingId, String(sequence), news, kind, personId),
    personId,
    phone: recipient.phone,
    lang,
    text: bookingText(lang, { news, title, startsAt, url }),
    // What is about a time is of no use after it; that it is off still is.
    ...(news === 'cancelled' || news === 'lost' ? {} : { expiresAt: startsAt }),
  });
}

async function receiptOf(deps: Deps, creatorId: CreatorId, orderId: string): Promise<string> {
  const { url } = await deps.delivery(linkOfOrder, { params: { orderId }, query: { creatorId } });
  if (url === null) throw new Error('a booking without a receipt: it is on its way');
  return url;
}
