/** What WeBirr and the banks behind it do, as far as a tester may choose. */
export type WebirrSwitches = {
  /** Who pays a new bill: a person with its code, the sandbox at once, or nobody. */
  payer: 'ask' | 'auto' | 'silent';
  /** When the bank confirms a payment. `later`: after `seconds`. */
  confirm: 'at-once' | 'later' | 'never';
  /**
   * What happens to the webhook of a confirmed payment. `early`: it says paid while the status stays unconfirmed for `seconds`.
   * `reordered`: the message of the unconfirmed payment comes after that of the confirmed one.
   */
  callback: 'normal' | 'late' | 'duplicate' | 'reordered' | 'early' | 'wrong-amount' | 'bad-key' | 'no-key' | 'lost';
  /** The provider's own clients disagree about the body. */
  shape: 'flat' | 'data' | 'status-data';
  /** Whether an unconfirmed payment and a reversal are told too. */
  unconfirmedCallback: boolean;
  reversalCallback: boolean;
  /** What the API does. `cut`, `timeout-after`: the call is carried out, its answer is cut off or never comes. */
  answers: 'normal' | 'slow' | 'down' | 'quota' | 'cut' | 'timeout-after';
  /** Which calls `answers` is about. */
  calls: 'all' | 'create' | 'update' | 'delete' | 'bill' | 'bills' | 'status' | 'payments' | 'banks' | 'stat';
  /** What paymentStatus and the feed say about paid bills. `stale`: still unconfirmed, and not in the feed. */
  status: 'normal' | 'wrong-amount' | 'stale';
  /** Whether a page begins with the item that the cursor names. */
  cursor: 'exclusive' | 'inclusive';
  /** `repeats`: a page may also bring what an earlier page brought. */
  feed: 'normal' | 'repeats';
  /** A wrong API key: a business error on 200, or 401. */
  wrongKey: 'business' | 'unauthorized';
  /** The documents also have ERROR_INVLAID_INPUT. */
  spelling: 'right' | 'misspelt';
  statCase: 'pascal' | 'camel';
  /** Amounts as they were sent, or without the zeros at the end. */
  decimals: 'as-sent' | 'short';
  /** How a time that is not there is written: `0001-01-01 00:00:00` or nothing. */
  noTime: 'year-one' | 'empty';
  /** A bill may be deleted while its payment is unconfirmed. */
  deleteWhilePaying: boolean;
  /** A bill that is paid may be paid again. */
  allowSecondPayment: boolean;
  /** For `late`, `early`, `later` and `slow`. */
  seconds: number;
};

export const WEBIRR_NORMAL: WebirrSwitches = {
  payer: 'ask',
  confirm: 'at-once',
  callback: 'normal',
  shape: 'flat',
  unconfirmedCallback: false,
  reversalCallback: true,
  answers: 'normal',
  calls: 'all',
  status: 'normal',
  cursor: 'exclusive',
  feed: 'normal',
  wrongKey: 'business',
  spelling: 'right',
  statCase: 'pascal',
  decimals: 'as-sent',
  noTime: 'year-one',
  deleteWhilePaying: false,
  allowSecondPayment: false,
  seconds: 3,
};

export const WEBIRR_STORIES = {
  normal: WEBIRR_NORMAL,
  auto: { payer: 'auto' },
  'no-answer': { payer: 'silent' },
  unconfirmed: { confirm: 'never' },
  'confirmed-later': { confirm: 'later' },
  late: { callback: 'late' },
  duplicate: { callback: 'duplicate' },
  reordered: { callback: 'reordered', unconfirmedCallback: true },
  early: { callback: 'early' },
  'wrong-amount': { callback: 'wrong-amount' },
  'wrong-amount-everywhere': { callback: 'wrong-amount', status: 'wrong-amount' },
  'bad-key': { callback: 'bad-key' },
  lost: { callback: 'lost' },
  repeats: { feed: 'repeats', cursor: 'inclusive' },
  'paid-twice': { allowSecondPayment: true },
  'delete-while-paying': { deleteWhilePaying: true, confirm: 'never' },
  slow: { answers: 'slow' },
  cut: { answers: 'cut' },
  'timeout-after': { answers: 'timeout-after' },
  down: { answers: 'down' },
  quota: { answers: 'quota' },
} as const satisfies Record<string, Partial<WebirrSwitches>>;

export type WebirrStory = keyof typeof WEBIRR_STORIES;

export const WEBIRR_VALUES = {
  payer: ['ask', 'auto', 'silent'],
  confirm: ['at-once', 'later', 'never'],
  callback: ['normal', 'late', 'duplicate', 'reordered', 'early', 'wrong-amount', 'bad-key', 'no-key', 'lost'],
  shape: ['flat', 'data', 'status-data'],
  unconfirmedCallback: 'boolean',
  reversalCallback: 'boolean',
  answers: ['normal', 'slow', 'down', 'quota', 'cut', 'timeout-after'],
  calls: ['all', 'create', 'update', 'delete', 'bill', 'bills', 'status', 'payments', 'banks', 'stat'],
  status: ['normal', 'wrong-amount', 'stale'],
  cursor: ['exclusive', 'inclusive'],
  feed: ['normal', 'repeats'],
  wrongKey: ['business', 'unauthorized'],
  spelling: ['right', 'misspelt'],
  statCase: ['pascal', 'camel'],
  decimals: ['as-sent', 'short'],
  noTime: ['year-one', 'empty'],
  deleteWhilePaying: 'boolean',
  allowSecondPayment: 'boolean',
  seconds: 'number',
} as const satisfies { [K in keyof WebirrSwitches]: readonly WebirrSwitches[K][] | 'number' | 'boolean' };
