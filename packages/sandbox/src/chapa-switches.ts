/** What Chapa does, as far as a tester may choose. */
export type ChapaSwitches = {
  /** Who decides about a payment: a person on the page, or the sandbox at once. */
  payer: 'ask' | 'approve' | 'decline';
  /**
   * What happens to the webhook. `historic-only`: signed only by `Chapa-Signature`, which says nothing about the body;
   * `tampered`: the body was changed after it was signed.
   */
  callback: 'normal' | 'late' | 'duplicate' | 'wrong-amount' | 'bad-signature' | 'historic-only' | 'tampered' | 'lost';
  /** What the API does. `cut`, `timeout-after`: the call is carried out, its answer is cut off or never comes. */
  answers: 'normal' | 'slow' | 'down' | 'quota' | 'cut' | 'timeout-after';
  /** Which calls `answers` is about. */
  calls: 'all' | 'initialize' | 'verify' | 'refund' | 'transfer' | 'verify-transfer' | 'banks';
  /** What verify says about a paid transaction. */
  verify: 'normal' | 'wrong-amount' | 'pending';
  refunds: 'success' | 'failed';
  transfers: 'success' | 'pending' | 'failed';
  /** Amounts in answers: decimal texts, or JSON numbers. */
  amounts: 'text' | 'number';
  /** For `late` and `slow`. */
  seconds: number;
};

export const CHAPA_NORMAL: ChapaSwitches = {
  payer: 'ask',
  callback: 'normal',
  answers: 'normal',
  calls: 'all',
  verify: 'normal',
  refunds: 'success',
  transfers: 'success',
  amounts: 'text',
  seconds: 3,
};

export const CHAPA_STORIES = {
  normal: CHAPA_NORMAL,
  auto: { payer: 'approve' },
  decline: { payer: 'decline' },
  late: { callback: 'late' },
  duplicate: { callback: 'duplicate' },
  'wrong-amount': { callback: 'wrong-amount' },
  'wrong-amount-everywhere': { callback: 'wrong-amount', verify: 'wrong-amount' },
  'bad-signature': { callback: 'bad-signature' },
  'historic-only': { callback: 'historic-only' },
  tampered: { callback: 'tampered' },
  lost: { callback: 'lost' },
  slow: { answers: 'slow' },
  cut: { answers: 'cut' },
  'timeout-after': { answers: 'timeout-after' },
  down: { answers: 'down' },
  quota: { answers: 'quota' },
} as const satisfies Record<string, Partial<ChapaSwitches>>;

export type ChapaStory = keyof typeof CHAPA_STORIES;

export const CHAPA_VALUES = {
  payer: ['ask', 'approve', 'decline'],
  callback: ['normal', 'late', 'duplicate', 'wrong-amount', 'bad-signature', 'historic-only', 'tampered', 'lost'],
  answers: ['normal', 'slow', 'down', 'quota', 'cut', 'timeout-after'],
  calls: ['all', 'initialize', 'verify', 'refund', 'transfer', 'verify-transfer', 'banks'],
  verify: ['normal', 'wrong-amount', 'pending'],
  refunds: ['success', 'failed'],
  transfers: ['success', 'pending', 'failed'],
  amounts: ['text', 'number'],
  seconds: 'number',
} as const satisfies { [K in keyof ChapaSwitches]: readonly ChapaSwitches[K][] | 'number' | 'boolean' };
