import { orderAccessChanged, orderPaid } from '@windsurf/contracts/payments';
import { on, onceIn } from '@windsurf/messages/consume';
import type { Consumer } from '@windsurf/messages/consume';
import { closeBookings, confirmBooking } from '../bookings/bookings.ts';
import type { Deps } from '../deps.ts';
import { changeAccess } from './access.ts';
import { isGiven } from './gifts.ts';
import { grantEntitlement } from './entitlements.ts';
import { openForType } from './open-for-type.ts';
import { keepPart } from './parts.ts';

export const entitlementConsumers = (deps: Deps): readonly Consumer[] => [
  on(orderPaid, async (message) => {
    if (isGiven(message.payload)) return;
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      if (await keepPart(tx, message.creatorId, message.payload)) return;
      const granted = await grantEntitlement(deps, tx, message.creatorId, message.payload);
      await openForType(deps, tx, message.creatorId, message.payload, granted);
      await confirmBooking(deps, tx, message.creatorId, message.payload);
    });
  }),
  on(orderAccessChanged, async (message) => {
    await deps.tenancy.inCreator(message.creatorId, async (tx) => {
      if (!(await onceIn(tx, message))) return;
      await changeAccess(tx, message.creatorId, message.payload);
      const { orderId, access } = message.payload;
      if (access === 'revoked') await closeBookings(deps, tx, message.creatorId, orderId);
    });
  }),
];
