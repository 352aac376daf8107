import { bookingCancelled, bookingConfirmed, bookingLost, bookingMoved } from '@windsurf/contracts/delivery-bookings';
import type { EventType, PayloadOf } from '@windsurf/contracts/event';
import { on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, EventMessage, Jobber } from '@windsurf/messages/consume';
import { enqueue } from '@windsurf/messages/job';
import type { Deps } from '../deps.ts';
import { followBooking, remind, remindBooking, send, writeBooking } from './bookings.ts';
import type { About } from './bookings.ts';

type Facts = PayloadOf<typeof bookingConfirmed>;
type Who = 'buyer' | 'creator';

export const bookingConsumers = (deps: Deps): Consumer[] => [
  on(bookingConfirmed, async (message) => {
    await hear(deps, message, message.payload, true, [
      ['confirmed', 'buyer'],
      ['made', 'creator'],
    ]);
  }),
  on(bookingMoved, async (message) => {
    // Who moved it has seen it; her reminder follows all the same.
    const other = message.payload.by === 'buyer' ? 'creator' : 'buyer';
    await hear(deps, message, message.payload, true, [['moved', other]]);
  }),
  on(bookingCancelled, async (message) => {
    // Cancelled by the creator's own refund: the refund has its message, and its creator knows.
    const other = { buyer: 'creator', creator: 'buyer', we: undefined } as const;
    const to = other[message.payload.by];
    await hear(deps, message, message.payload, false, to ? [['cancelled', to]] : []);
  }),
  on(bookingLost, async (message) => {
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      const about = aboutOf(message.payload, 'lost', 'buyer');
      await enqueue(tx, writeBooking, keyOf(about, 'buyer'), about);
    });
  }),
];

export const bookingJobs = (deps: Deps): Jobber[] => [
  work(writeBooking, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a booking is a creator’s');
    await send(deps, creatorId, payload);
  }),
  work(remindBooking, async ({ creatorId, payload }) => {
    if (creatorId === null) throw new TypeError('a booking is a creator’s');
    await remind(deps, creatorId, payload);
  }),
];

/** Reminders and messages in one transaction: both follow what is newest, or neither. */
async function hear(
  deps: Deps,
  message: EventMessage<EventType>,
  facts: Facts,
  open: boolean,
  news: readonly (readonly [About['news'], Who])[],
): Promise<void> {
  const { bookingId, productId, orderId, buyerId, lang, sequence } = facts;
  const known = { bookingId, productId, orderId, buyerId, lang, sequence, startsAt: new Date(facts.startsAt), open };
  await deps.tenancy.inCreator(message.creatorId, async (tx) => {
    if (!(await onceIn(tx, message))) return;
    if (!(await followBooking(tx, message.creatorId, known, deps.clock.now()))) return;
    for (const [what, to] of news) {
      const about = aboutOf(facts, what, to);
      await enqueue(tx, writeBooking, keyOf(about, to), about);
    }
  });
}

const aboutOf = (facts: Facts, news: About['news'], to: Who): About => {
  const { bookingId, orderId, productId, startsAt, sequence, buyerId, lang } = facts;
  const about = { news, bookingId, orderId, productId, startsAt, sequence };
  return to === 'buyer' ? { ...about, buyer: { id: buyerId, lang } } : about;
};
const keyOf = ({ bookingId, sequence, news }: About, to: Who): string => `${bookingId}:${sequence}:${news}:${to}`;
