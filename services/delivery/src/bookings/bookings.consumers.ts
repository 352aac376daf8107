import { checkoutFailed } from '@windsurf/contracts/payments';
import { GiveUp, on, onceIn, work } from '@windsurf/messages/consume';
import type { Consumer, Jobber, JobMessage } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { bookingEnds, bookingExpires, endTime, expireTime, releaseTime } from './hold.ts';

export const bookingConsumers = (deps: Deps): readonly Consumer[] => [
  on(checkoutFailed, async (message) => {
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await releaseTime(tx, message.creatorId, message.payload.intentId, deps.clock.now());
    });
  }),
];

const ofCreator = <M extends Pick<JobMessage<typeof bookingEnds>, 'creatorId'>>(message: M) => {
  if (message.creatorId === null) throw new GiveUp('a booking is a creator’s');
  return message.creatorId;
};

export const bookingJobs = (deps: Deps): readonly Jobber[] => [
  work(bookingExpires, async (message) => await expireTime(deps, ofCreator(message), message.payload.id)),
  work(bookingEnds, async (message) => await endTime(deps, ofCreator(message), message.payload.id)),
];
