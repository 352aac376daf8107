// Generated from the database: run `npm run db` after a migration, and do not edit.
import type { Generated } from '@windsurf/db/columns';

export interface DB {
  'notifications.bookings': {
    creatorId: Generated<string>;
    bookingId: string;
    productId: string;
    orderId: string;
    buyerId: string;
    lang: 'am' | 'en';
    startsAt: Date;
    sequence: number;
    open: boolean;
  };
  'notifications.gatewayCalls': {
    call: 'send' | 'status';
    nextAt: Date;
  };
  'notifications.handledMessages': {
    creatorId: Generated<string>;
    message: string;
    key: string;
    handledAt: Generated<Date>;
  };
  'notifications.messages': {
    id: Generated<string>;
    template: string;
    about: string;
    personId: string | null;
    phoneSealed: string;
    lang: 'am' | 'en';
    textSealed: string | null;
    length: number;
    parts: number;
    state: Generated<'queued' | 'sending' | 'accepted' | 'delivered' | 'failed' | 'unknown'>;
    reason: string | null;
    attempts: Generated<number>;
    checks: Generated<number>;
    gatewayId: string | null;
    createdAt: Date;
    expiresAt: Date | null;
    sendingAt: Date | null;
    acceptedAt: Date | null;
    finalAt: Date | null;
  };
  'notifications.products': {
    creatorId: Generated<string>;
    productId: string;
    version: number;
    title: string;
  };
  'notifications.recipients': {
    personId: string;
    phoneSealed: string;
    lang: 'am' | 'en';
    fetchedAt: Date;
  };
}
