/** The values that a switch may have: some words, a number of seconds, or yes and no. */
export type Choices = Record<string, readonly string[] | 'number' | 'boolean'>;
type Values<C extends Choices> = {
  [K in keyof C]: C[K] extends 'number'
    ? number
    : C[K] extends 'boolean'
      ? boolean
      : C[K] extends readonly (infer V)[]
        ? V
        : never;
};

/** What the mobile-money core does, as far as a tester may choose. */
export const CPS_CHOICES = {
  /** The customer's side of a push. `silent`: nobody ever answers. */
  prompt: ['ask', 'approve', 'decline', 'wrong-pin', 'no-money', 'silent'],
  /** How a payout ends. `hold`: accepted and undecided until `settleResult`. */
  payout: ['success', 'closed-wallet', 'limit', 'unknown-receiver', 'hold'],
  /** When the Result is sent. `early`: before the synchronous answer. */
  result: ['normal', 'slow', 'never', 'twice', 'early'],
  /** The API. `timeout-after`: carried out, never answered; `timeout-before`: neither. `forbidden`: not on the allow-list. */
  answers: ['normal', 'slow', 'down', 'timeout-before', 'timeout-after', 'refuse', 'fault', 'forbidden', 'html'],
  /** Which requests `answers` is about. */
  calls: ['all', 'payout', 'push'],
  /** An OriginatorConversationID that was used before: the first answer again, or a refusal. */
  duplicateConversation: ['same', 'refuse'],
  /** A prompt that closed by itself: silence (the transaction stays unknown) or a Result that says so. */
  closing: ['silent', 'result'],
  /** For `slow`. */
  seconds: 'number',
  /** Life of a prompt. */
  promptSeconds: 'number',
} as const satisfies Choices;

export type CpsSwitches = Values<typeof CPS_CHOICES>;

export const CPS_NORMAL: CpsSwitches = {
  prompt: 'ask',
  payout: 'success',
  result: 'normal',
  answers: 'normal',
  calls: 'all',
  duplicateConversation: 'same',
  closing: 'silent',
  seconds: 3,
  promptSeconds: 60,
};

export const CPS_STORIES = {
  normal: CPS_NORMAL,
  auto: { prompt: 'approve' },
  decline: { prompt: 'decline' },
  'wrong-pin': { prompt: 'wrong-pin' },
  'no-money': { prompt: 'no-money' },
  'no-answer': { prompt: 'silent' },
  'closed-wallet': { payout: 'closed-wallet' },
  limit: { payout: 'limit' },
  'unknown-receiver': { payout: 'unknown-receiver' },
  hold: { payout: 'hold' },
  late: { result: 'slow' },
  lost: { result: 'never' },
  duplicate: { result: 'twice' },
  reordered: { prompt: 'approve', result: 'early' },
  slow: { answers: 'slow' },
  cut: { answers: 'timeout-after' },
  'cut-before': { answers: 'timeout-before' },
  down: { answers: 'down' },
} as const satisfies Record<string, Partial<CpsSwitches>>;
export type CpsStory = keyof typeof CPS_STORIES;

/** What the gateway of the CBE Birr Plus mini-app does. */
export const CBEBIRR_CHOICES = {
  /** Who decides once a payment token was given: a person at the PIN screen, or the sandbox at once (`silent`: nobody). */
  pin: ['ask', 'approve', 'decline', 'silent'],
  /**
   * The callback of a paid payment. `wrong-…` and `foreign-…` are rightly signed; `tampered-amount` was changed after signing;
   * `no-auth` and `forged-auth` are about the Authorization header.
   */
  callback: [
    'normal',
    'late',
    'duplicate',
    'lost',
    'wrong-amount',
    'tampered-amount',
    'bad-signature',
    'unsigned',
    'wrong-till',
    'foreign-token',
    'foreign-phone',
    'unknown-id',
    'no-auth',
    'forged-auth',
  ],
  answers: ['normal', 'slow', 'down', 'timeout-before', 'timeout-after', 'refuse', 'forbidden', 'html'],
  calls: ['all', 'user', 'pay'],
  payStatus: ['200', '201'],
  /** A transactionId that was used before: refused, the first payment's token again, or a second payment that can be paid too. */
  repeatedId: ['refuse', 'same', 'separate'],
  /** What the callback's `token` is: the customer's JWT as it came, or the payment token. */
  callbackToken: ['jwt', 'payment'],
  /** How long a payment token can be paid. */
  lifeSeconds: 'number',
  /** For `late` and `slow`. */
  seconds: 'number',
} as const satisfies Choices;

export type CbebirrSwitches = Values<typeof CBEBIRR_CHOICES>;

export const CBEBIRR_NORMAL: CbebirrSwitches = {
  pin: 'ask',
  callback: 'normal',
  answers: 'normal',
  calls: 'all',
  payStatus: '200',
  repeatedId: 'refuse',
  callbackToken: 'jwt',
  lifeSeconds: 900,
  seconds: 3,
};

export const CBEBIRR_STORIES = {
  normal: CBEBIRR_NORMAL,
  auto: { pin: 'approve' },
  decline: { pin: 'decline' },
  'no-answer': { pin: 'silent' },
  late: { callback: 'late' },
  duplicate: { callback: 'duplicate' },
  lost: { callback: 'lost' },
  'wrong-amount': { callback: 'wrong-amount' },
  'tampered-amount': { callback: 'tampered-amount' },
  'bad-signature': { callback: 'bad-signature' },
  unsigned: { callback: 'unsigned' },
  'wrong-till': { callback: 'wrong-till' },
  'foreign-token': { callback: 'foreign-token' },
  'foreign-phone': { callback: 'foreign-phone' },
  'unknown-id': { callback: 'unknown-id' },
  'no-auth': { callback: 'no-auth' },
  'forged-auth': { callback: 'forged-auth' },
  slow: { answers: 'slow' },
  cut: { answers: 'timeout-after' },
  'cut-before': { answers: 'timeout-before' },
  down: { answers: 'down' },
} as const satisfies Record<string, Partial<CbebirrSwitches>>;
export type CbebirrStory = keyof typeof CBEBIRR_STORIES;

/**
 * Reads switches that came over the wire.
 * @throws RangeError that names the switch and the values it may have
 */
export function readChoices(choices: Choices, input: Record<string, unknown>): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    const values = Object.hasOwn(choices, name) ? choices[name] : undefined;
    if (values === undefined) throw new RangeError(`No switch ${name}; there are: ${Object.keys(choices).join(', ')}`);
    if (values === 'number') {
      const number = Number(value);
      if (!(number >= 0 && number <= 86_400)) throw new RangeError(`${name} is a number of seconds from 0 to 86400`);
      read[name] = number;
    } else if (values === 'boolean') {
      if (!['true', 'false'].includes(String(value))) throw new RangeError(`${name} is true or false`);
      read[name] = String(value) === 'true';
    } else {
      if (!values.includes(String(value))) throw new RangeError(`${name} is one of: ${values.join(', ')}`);
      read[name] = String(value);
    }
  }
  return read;
}

/**
 * A story by its name, or single switches, as one patch.
 * @throws RangeError when there is no such story, switch or value
 */
export function readChange<S extends object>(
  stories: Record<string, Partial<S>>,
  choices: Choices,
  change: string | object,
): Partial<S> {
  if (typeof change !== 'string') return readChoices(choices, { ...change }) as Partial<S>;
  const story = Object.hasOwn(stories, change) ? stories[change] : undefined;
  if (story === undefined) throw new RangeError(`story is one of: ${Object.keys(stories).join(', ')}`);
  return story;
}
