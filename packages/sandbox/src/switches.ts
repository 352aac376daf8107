import { CHAPA_VALUES, type ChapaSwitches } from './chapa-switches.ts';
import { WEBIRR_VALUES, type WebirrSwitches } from './webirr-switches.ts';

/** What the wallet and the gateway of telebirr do, as far as a tester may choose. */
export type TelebirrSwitches = {
  /** Who decides about a new order: a person on a page, or the sandbox at once (`silent`: nobody ever). */
  wallet: 'ask' | 'approve' | 'decline' | 'silent';
  /** What happens to the callback once an order is decided. `early`: before the answer to preOrder. */
  callback:
    | 'normal'
    | 'late'
    | 'duplicate'
    | 'early'
    | 'after-redirect'
    | 'wrong-amount'
    | 'bad-signature'
    | 'pending'
    | 'lost';
  /** What the API does. `cut`: the call is carried out, its answer never arrives. `fail`: "Verify the sign field failed". */
  answers: 'normal' | 'slow' | 'down' | 'quota' | 'cut' | 'fail';
  /** Which calls `answers` is about. */
  calls: 'all' | 'token' | 'preOrder' | 'queryOrder' | 'refund';
  query: 'normal' | 'wrong-amount' | 'paying';
  refunds: 'success' | 'pending' | 'failed' | 'platform-error';
  /** For `late`, `slow` and `after-redirect`. */
  seconds: number;
  /** The documents disagree about this name. */
  statusField: 'order_status' | 'trade_status';
  /** Puts the callback into `{"data": …}`. */
  wrapped: boolean;
  allowPkcs1: boolean;
  allowRefundAmount: boolean;
};

/** What the SMS gateway does. */
export type SmsSwitches = {
  /** `timeout-before`: neither sent nor answered. `timeout-after`: sent and charged, never answered. */
  send:
    | 'ok'
    | 'timeout-before'
    | 'timeout-after'
    | 'error'
    | 'low-balance'
    | 'rate-limited'
    | 'html'
    | 'unauthorized'
    | 'down';
  /** What the delivery report says and when. `early`: before the answer to send. `none`: no report, status stays queued. */
  report: 'delivered' | 'undelivered' | 'lost' | 'twice' | 'early' | 'unknown-id' | 'none';
};

export const TELEBIRR_NORMAL: TelebirrSwitches = {
  wallet: 'ask',
  callback: 'normal',
  answers: 'normal',
  calls: 'all',
  query: 'normal',
  refunds: 'success',
  seconds: 3,
  statusField: 'order_status',
  wrapped: false,
  allowPkcs1: false,
  allowRefundAmount: false,
};

export const SMS_NORMAL: SmsSwitches = { send: 'ok', report: 'delivered' };

/** Whole stories by one name, as the phone's page and the tests ask for them. */
export const TELEBIRR_STORIES = {
  normal: TELEBIRR_NORMAL,
  auto: { wallet: 'approve' },
  approve: { wallet: 'approve' },
  decline: { wallet: 'decline' },
  'no-answer': { wallet: 'silent' },
  late: { callback: 'late' },
  duplicate: { callback: 'duplicate' },
  reordered: { wallet: 'approve', callback: 'early' },
  'redirect-first': { callback: 'after-redirect' },
  'wrong-amount': { callback: 'wrong-amount' },
  'wrong-amount-everywhere': { callback: 'wrong-amount', query: 'wrong-amount' },
  'bad-signature': { callback: 'bad-signature' },
  slow: { answers: 'slow' },
  lost: { callback: 'lost' },
  cut: { answers: 'cut' },
  down: { answers: 'down' },
  quota: { answers: 'quota' },
} as const satisfies Record<string, Partial<TelebirrSwitches>>;

export type TelebirrStory = keyof typeof TELEBIRR_STORIES;

const TELEBIRR_VALUES = {
  wallet: ['ask', 'approve', 'decline', 'silent'],
  callback: [
    'normal',
    'late',
    'duplicate',
    'early',
    'after-redirect',
    'wrong-amount',
    'bad-signature',
    'pending',
    'lost',
  ],
  answers: ['normal', 'slow', 'down', 'quota', 'cut', 'fail'],
  calls: ['all', 'token', 'preOrder', 'queryOrder', 'refund'],
  query: ['normal', 'wrong-amount', 'paying'],
  refunds: ['success', 'pending', 'failed', 'platform-error'],
  seconds: 'number',
  statusField: ['order_status', 'trade_status'],
  wrapped: 'boolean',
  allowPkcs1: 'boolean',
  allowRefundAmount: 'boolean',
} as const satisfies { [K in keyof TelebirrSwitches]: readonly TelebirrSwitches[K][] | 'number' | 'boolean' };

const SMS_VALUES = {
  send: [
    'ok',
    'timeout-before',
    'timeout-after',
    'error',
    'low-balance',
    'rate-limited',
    'html',
    'unauthorized',
    'down',
  ],
  report: ['delivered', 'undelivered', 'lost', 'twice', 'early', 'unknown-id', 'none'],
} as const satisfies { [K in keyof SmsSwitches]: readonly SmsSwitches[K][] };

/** Every choice with its values, for the page that shows them. */
export const CHOICES = { telebirr: TELEBIRR_VALUES, sms: SMS_VALUES, webirr: WEBIRR_VALUES, chapa: CHAPA_VALUES };

/**
 * Reads switches that came over the wire.
 * @throws RangeError that names the switch and the values it may have
 */
export function readSwitches(rail: 'telebirr', input: Record<string, unknown>): Partial<TelebirrSwitches>;
export function readSwitches(rail: 'sms', input: Record<string, unknown>): Partial<SmsSwitches>;
export function readSwitches(rail: 'webirr', input: Record<string, unknown>): Partial<WebirrSwitches>;
export function readSwitches(rail: 'chapa', input: Record<string, unknown>): Partial<ChapaSwitches>;
export function readSwitches(rail: keyof typeof CHOICES, input: Record<string, unknown>): object {
  const known: Record<string, readonly string[] | 'number' | 'boolean'> = CHOICES[rail];
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    const values = known[name];
    if (values === undefined) throw new RangeError(`No switch ${name}; there are: ${Object.keys(known).join(', ')}`);
    if (values === 'number') {
      const number = Number(value);
      if (!(number >= 0 && number <= 86_400)) throw new RangeError(`${name} is a number of seconds from 0 to 86400`);
      read[name] = number;
    } else if (values === 'boolean') {
      if (![true, false, 'true', 'false'].includes(value as boolean)) throw new RangeError(`${name} is true or false`);
      read[name] = value === true || value === 'true';
    } else {
      if (!values.includes(String(value))) throw new RangeError(`${name} is one of: ${values.join(', ')}`);
      read[name] = value;
    }
  }
  return read;
}
