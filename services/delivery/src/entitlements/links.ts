// A receipt's address is its key. The token is derived, so it can be said again at any time, and its hash is kept, so
// that a look into the table opens nothing.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { codeFrom } from './ticket-code.ts';

export type Links = {
  /** 96 bits, 16 characters. */
  tokenOf(entitlementId: string): string;
  /** SHA-256 as hex, or undefined for what cannot be a token. */
  hashOf(token: string): string | undefined;
  receiptPath(entitlementId: string): string;
  receiptUrl(entitlementId: string): string;
  downloadPath(entitlementId: string, fileId: string): string;
  /** Of a ticket: eight signs, said at a door. */
  ticketCode(entitlementId: string): string;
  /** The secret address of a creator's calendar; another number, another address. */
  feedUrl(creatorId: string, number: number): string;
  isFeedToken(creatorId: string, number: number, token: string): boolean;
};

const shape = /^[A-Za-z0-9_-]{16}$/;

/** `linkKey` is base64url; `appOrigin` is where receipts live. */
export function createLinks(linkKey: string, appOrigin: string): Links {
  const key = Buffer.from(linkKey, 'base64url');
  const keyed = (text: string): string =>
    createHmac('sha256', key).update(text).digest().subarray(0, 12).toString('base64url');
  const tokenOf = (entitlementId: string): string => keyed(`receipt\n${entitlementId}`);
  const feedToken = (creatorId: string, number: number): string => keyed(`feed\n${creatorId}\n${number}`);
  const receiptPath = (entitlementId: string): string => `/r/${tokenOf(entitlementId)}`;
  return {
    tokenOf,
    hashOf: (token) => (shape.test(token) ? createHash('sha256').update(token).digest('hex') : undefined),
    receiptPath,
    receiptUrl: (entitlementId) => `${appOrigin}${receiptPath(entitlementId)}`,
    downloadPath: (entitlementId, fileId) => `/d/${tokenOf(entitlementId)}/${fileId}`,
    ticketCode: (entitlementId) => codeFrom(createHmac('sha256', key).update(`ticket\n${entitlementId}`).digest()),
    feedUrl: (creatorId, number) => `${appOrigin}/v1/bookings/feed/${creatorId}/${feedToken(creatorId, number)}`,
    isFeedToken: (creatorId, number, token) => {
      const [a, b] = [Buffer.from(feedToken(creatorId, number)), Buffer.from(token)];
      return a.length === b.length && timingSafeEqual(a, b);
    },
  };
}
