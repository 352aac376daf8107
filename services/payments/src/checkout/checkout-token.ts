// The address of a waiting page: it names one attempt and its creator, is signed, and opens nothing else.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';

export type CheckoutToken = {
  readonly creatorId: CreatorId;
  readonly intentId: string;
  /**
   * True for the browser that began: its page leads on to what was bought. Whoever typed the same number later may
   * follow the payment, but gets the goods by SMS only.
   */
  readonly opener: boolean;
};
export type CheckoutTokens = {
  sign(token: CheckoutToken): string;
  /** Undefined when it was not signed by us. */
  read(text: string): CheckoutToken | undefined;
  /** The address of a bill for whoever pays it: it leads to nothing of the buyer's. */
  signBill(attempt: Pick<CheckoutToken, 'creatorId' | 'intentId'>): string;
  readBill(text: string): Pick<CheckoutToken, 'creatorId' | 'intentId'> | undefined;
};

const macBytes = 16;
const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
const idOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** `key` is base64url, 32 bytes. */
export function createCheckoutTokens(key: string): CheckoutTokens {
  const secret = Buffer.from(key, 'base64url');
  const macOf = (data: Buffer, kind: 'checkout.1' | 'bill.1' = 'checkout.1'): Buffer =>
    createHmac('sha256', secret).update(kind).update(data).digest().subarray(0, macBytes);
  return {
    sign({ creatorId, intentId, opener }) {
      const data = Buffer.concat([Buffer.from([opener ? 1 : 0]), bytesOf(creatorId), bytesOf(intentId)]);
      return Buffer.concat([data, macOf(data)]).toString('base64url');
    },
    read(text) {
      if (!/^[A-Za-z0-9_-]{66}$/.test(text)) return undefined;
      const bytes = Buffer.from(text, 'base64url');
      // The last sign has bits to spare: one address, one text.
      if (bytes.toString('base64url') !== text) return undefined;
      const data = bytes.subarray(0, 33);
      const mac = bytes.subarray(33);
      if (mac.length !== macBytes || !timingSafeEqual(mac, macOf(data))) return undefined;
      return {
        opener: data[0] === 1,
        creatorId: asCreatorId(idOf(data.subarray(1, 17))),
        intentId: idOf(data.subarray(17, 33)),
      };
    },
    signBill({ creatorId, intentId }) {
      const data = Buffer.concat([bytesOf(creatorId), bytesOf(intentId)]);
      return Buffer.concat([data, macOf(data, 'bill.1')]).toString('base64url');
    },
    readBill(text) {
      if (!/^[A-Za-z0-9_-]{64}$/.test(text)) return undefined;
      const bytes = Buffer.from(text, 'base64url');
      const data = bytes.subarray(0, 32);
      const mac = bytes.subarray(32);
      if (mac.length !== macBytes || !timingSafeEqual(mac, macOf(data, 'bill.1'))) return undefined;
      return { creatorId: asCreatorId(idOf(data.subarray(0, 16))), intentId: idOf(data.subarray(16, 32)) };
    },
  };
}
