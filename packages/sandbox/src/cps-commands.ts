import type { CpsRequest, Party } from './cps-envelope.ts';
import { isSafeCallback, readNumber } from './sms-addresses.ts';
import { toSantim } from './birr.ts';

/** What the core knows of its one organization; the merchant's side adds where it is and where Results come in. */
export type CpsConfig = {
  thirdPartyId: string;
  password: string;
  /** 11 or 12: an operator. */
  initiatorType: string;
  initiator: string;
  securityCredential: string;
  shortCode: string;
};

export type CpsCall = {
  command: string;
  kind: 'payout' | 'push';
  /** Reference items that must be there. */
  reference: readonly string[];
};

/** The commands of each core. Remarks is not known to be needed for the push of CBE Birr, so it may be left out there. */
export const CALLS: Record<'telebirr' | 'cbebirr', readonly CpsCall[]> = {
  telebirr: [
    { command: 'InitTrans_2003', kind: 'payout', reference: ['Remarks'] },
    { command: 'InitTrans_BuyGoodsForCustomer', kind: 'push', reference: ['Remarks'] },
  ],
  cbebirr: [
    { command: 'InitTrans_Salary Payment', kind: 'payout', reference: ['Remarks'] },
    { command: 'InitTrans_C2B Online Payment Request', kind: 'push', reference: ['POSDeviceID'] },
  ],
};

/** `yyyyMMddHHmmss`, a moment that exists. */
export function isTimestamp(text: string): boolean {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return false;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const at = Date.parse(`${iso}Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(iso);
}

const isAmount = (text: string): boolean => /^(0|[1-9]\d{0,9})(\.\d{1,2})?$/.test(text) && toSantim(text) > 0;

/** `+2519…` of a party that is a customer: type 1, written as 2519…; undefined otherwise. */
const customerOf = (party: Party | undefined): string | undefined =>
  party?.type === '1' && /^251[79]\d{8}$/.test(party.identifier) ? readNumber(party.identifier) : undefined;

type Refusal = [code: string, text: string];

/**
 * What is wrong with the values of a request, in the order in which the core looks.
 * @returns the customer's number when nothing is
 */
export function wrongIn(request: CpsRequest, call: CpsCall, config: CpsConfig): Refusal | string {
  const { initiator } = request;
  if (request.version !== '1.0') return ['8002', 'Version is 1.0'];
  if (request.callerType !== '2') return ['8002', 'CallerType is 2'];
  if (request.keyOwner !== '1') return ['8002', 'KeyOwner is 1'];
  if (!isTimestamp(request.timestamp)) return ['8002', 'Timestamp is yyyyMMddHHmmss'];
  if (!/^[\x21-\x7e]{1,64}$/.test(request.conversation))
    return ['8002', 'OriginatorConversationID has 1 to 64 characters without spaces'];
  if (request.thirdPartyId !== config.thirdPartyId || request.password !== config.password)
    return ['8003', 'ThirdPartyID or Password is wrong'];
  if (initiator.type !== config.initiatorType || initiator.identifier !== config.initiator)
    return ['8004', 'The initiator is unknown'];
  if (initiator.securityCredential !== config.securityCredential) return ['8004', 'SecurityCredential is wrong'];
  if (initiator.shortCode !== config.shortCode) return ['8004', 'ShortCode is not of this initiator'];
  if (!isSafeCallback(request.resultUrl)) return ['8005', 'ResultURL is no address'];
  const missing = call.reference.find((name) => !request.reference.has(name));
  if (missing !== undefined) return ['8006', `The reference item ${missing} is missing`];
  if (!isAmount(request.amount)) return ['8007', 'Amount is a decimal number above 0 with at most two decimals'];
  if (request.currency !== 'ETB') return ['8007', 'Currency is ETB'];
  if (call.kind === 'payout') {
    if (request.primary !== undefined) return ['8008', 'This command has no PrimaryParty'];
    return customerOf(request.receiver) ?? ['8008', 'ReceiverParty is a customer: type 1 and 2519…'];
  }
  const { receiver } = request;
  if (receiver?.type !== '4' || receiver.identifier !== config.shortCode)
    return ['8008', 'ReceiverParty is the short code: type 4'];
  return customerOf(request.primary) ?? ['8008', 'PrimaryParty is a customer: type 1 and 2519…'];
}
