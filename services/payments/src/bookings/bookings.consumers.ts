import { bookingCancelled } from '@windsurf/contracts/delivery-bookings';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { refundBooking } from './bookings.ts';

export const bookingConsumers = (deps: Deps): readonly Consumer[] => [
  on(bookingCancelled, async (message) => {
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await refundBooking(deps, tx, message.creatorId, message.payload);
    });
  }),
];
