import type { TenantTx } from '../deps.ts';

export type Known = {
  readonly bookingId: string;
  readonly productId: string;
  readonly orderId: string;
  readonly buyerId: string;
  readonly lang: 'am' | 'en';
  readonly startsAt: Date;
  readonly sequence: number;
  readonly open: boolean;
};

/** Keeps the newest of what was said of a booking; false when this is not it. */
export async function keepBooking(tx: TenantTx, creatorId: string, booking: Known): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('notifications.bookings')
    .values({ creatorId, ...booking })
    .onConflict((c) =>
      c
        .columns(['creatorId', 'bookingId'])
        .doUpdateSet(booking)
        .where('notifications.bookings.sequence', '<', booking.sequence),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findBooking(tx: TenantTx, creatorId: string, bookingId: string): Promise<Known | undefined> {
  return await tx
    .selectFrom('notifications.bookings')
    .select(['bookingId', 'productId', 'orderId', 'buyerId', 'lang', 'startsAt', 'sequence', 'open'])
    .where('creatorId', '=', creatorId)
    .where('bookingId', '=', bookingId)
    .executeTakeFirst();
}
