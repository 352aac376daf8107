// Delivery reports are not signed. Each message therefore has an address of its own that nobody can guess, which also
// tells whose report it is when the gateway's answer, and with it the gateway's id, never arrived.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { smsReport } from '@windsurf/contracts/notifications';
import { urlOf } from '@windsurf/contracts/endpoint';

export type ReportAddresses = {
  /** The address for the report of one message; without a query, because the gateway appends its own. */
  addressOf(messageId: string): string;
  /** The message that a key speaks of; undefined for a key that is not ours. Takes the same time for every key. */
  messageOf(key: string): string | undefined;
};

const shape = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/;

export function createReportAddresses(publicUrl: string, callbackKey: string): ReportAddresses {
  const sign = (messageId: string): string =>
    createHmac('sha256', callbackKey).update(`sms-report\n${messageId}`).digest('base64url');
  return {
    addressOf: (messageId) =>
      publicUrl.replace(/\/$/, '') + urlOf(smsReport, { params: { key: `${messageId}.${sign(messageId)}` } }),
    messageOf(key) {
      const [, messageId, given] = shape.exec(key) ?? [];
      if (messageId === undefined || given === undefined) return undefined;
      return timingSafeEqual(Buffer.from(given), Buffer.from(sign(messageId))) ? messageId : undefined;
    },
  };
}
