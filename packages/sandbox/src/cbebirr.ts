import { randomBytes } from 'node:crypto';
import { openBehind } from './behind.ts';
import { wrongAmount } from './birr.ts';
import { type CbebirrPayment, openCbebirrBook } from './cbebirr-books.ts';
import { CALLBACK_FIELDS, hashPairs, makeJwt, readJwt } from './cbebirr-signature.ts';
import { openPost, type Written } from './cps-post.ts';
import {
  CBEBIRR_CHOICES,
  CBEBIRR_NORMAL,
  CBEBIRR_STORIES,
  type CbebirrStory,
  type CbebirrSwitches,
  readChange,
} from './cps-switches.ts';
import type { Clock } from './exchange.ts';
import type { Journal } from './journal.ts';
import { openSwitchboard } from './switchboard.ts';

/** What the bank knows of its one merchant, and the key of its own tokens. */
export type CbebirrConfig = {
  tillCode: string;
  companyName: string;
  hashKey: string;
  /** Signs the customers' tokens; nobody else has it. */
  jwtKey: string;
  /** The recipe of the callback's signature: names of the fields that are hashed together with the key. */
  callbackFields?: string[];
};

/** Life of a customer's token, seconds. */
const TOKEN_LIFE = 1800;
/** Life of the token that a callback shows, seconds: a merchant's clock may run fast. */
const CALLBACK_TOKEN_LIFE = 86_400;
/** How a callback leaves: as the switch says; `normal` is flawless. */
export type CallbackFlaw = Exclude<CbebirrSwitches['callback'], 'late' | 'duplicate' | 'lost'>;

export type Cbebirr = ReturnType<typeof openCbebirr>;

/**
 * The bank behind the CBE Birr Plus mini-app: customers' tokens, payments, PIN decisions and callbacks. There is no status call
 * and no refund. `openCbebirrGateway` and the app's screens are its doors.
 * @param options.onPaid told of every paid payment, for the wallet's own SMS
 */
export function openCbebirr(options: {
  config: CbebirrConfig;
  clock: Clock;
  journal: Journal;
  retries?: number[];
  onPaid?(payment: CbebirrPayment): void;
  log?(msg: string, facts: object): void;
}) {
  const { config, clock, journal } = options;
  const book = openCbebirrBook({ clock, journal });
  const switches = openSwitchboard<CbebirrSwitches>(journal, 'cbebirr-switches', CBEBIRR_NORMAL);
  const behind = openBehind(options.log);
  const switchesOf = (one: { phone?: string | undefined; transactionId?: string | undefined } = {}): CbebirrSwitches =>
    switches.of(one.phone, one.transactionId);

  const tokenFor = (phone: string, seconds: number, key: string): string =>
    makeJwt({ phone: phone.replace('+', ''), exp: Math.floor(book.now() / 1000) + seconds }, key);

  const write = (one: CbebirrPayment, flaw: CallbackFlaw): Written => {
    const strangers = (one.phone === '+251911000001' ? '+251911000002' : '+251911000001').replace('+', '');
    const fields: Record<(typeof CALLBACK_FIELDS)[number], string> = {
      paidAmount: flaw === 'wrong-amount' ? wrongAmount(one.amount) : one.amount,
      paidByNumber: flaw === 'foreign-phone' ? strangers : one.phone.replace('+', ''),
      transactionId: flaw === 'unknown-id' ? `X${randomBytes(8).toString('hex')}` : one.transactionId,
      transactionTime: new Date(one.decidedAt ?? book.now()).toISOString(),
      tillCode: flaw === 'wrong-till' ? `9${config.tillCode}` : config.tillCode,
      token:
        flaw === 'foreign-token'
          ? tokenFor(strangers, TOKEN_LIFE, config.jwtKey)
          : switchesOf(one).callbackToken === 'payment'
            ? one.id
            : one.jwt,
    };
    const signed = (config.callbackFields ?? CALLBACK_FIELDS).map((name) => [
      name,
      fields[name as keyof typeof fields],
    ]);
    const right = hashPairs(Object.fromEntries(signed.filter(([, value]) => value !== undefined)), config.hashKey);
    const signature =
      flaw === 'bad-signature' ? hashPairs(fields, 'a key that nobody knows') : flaw === 'unsigned' ? undefined : right;
    if (flaw === 'tampered-amount') fields.paidAmount = wrongAmount(one.amount);
    // the customer's own token may have run out long ago, so the bank shows a new one for the same customer
    const auth = tokenFor(
      one.phone,
      CALLBACK_TOKEN_LIFE,
      flaw === 'forged-auth' ? 'a key of somebody else' : config.jwtKey,
    );
    return {
      url: one.callBackURL,
      headers: {
        'content-type': 'application/json',
        ...(flaw === 'no-auth' ? {} : { authorization: `Bearer ${auth}` }),
      },
      body: JSON.stringify({ ...fields, signature }),
    };
  };

  const post = openPost<{ flaw: CallbackFlaw }>({
    journal,
    kind: 'cbebirr-callbacks',
    behind,
    retries: options.retries,
    log: options.log,
    write(id, { flaw }) {
      const one = book.findByToken(id);
      return one === undefined ? undefined : write(one, flaw);
    },
    noted(id, { flaw }, answer) {
      const one = book.findByToken(id);
      if (one !== undefined) book.note(one, { status: flaw === 'normal' ? 'paid' : `paid (${flaw})`, answer });
    },
  });

  /** Sends the callback as the switches say; ends with what is sent at once. */
  const announce = (one: CbebirrPayment): Promise<void> => {
    const { callback, seconds } = switchesOf(one);
    switch (callback) {
      case 'lost':
        return Promise.resolve();
      case 'late':
        void post.post(one.id, { flaw: 'normal' }, { after: seconds * 1000 });
        return Promise.resolve();
      case 'duplicate':
        return post.post(one.id, { flaw: 'normal' }, { times: 3 });
      default:
        return post.post(one.id, { flaw: callback });
    }
  };

  /** @returns undefined when it was decided before; a payment that was declined is not told to anybody */
  const decide = (
    one: CbebirrPayment,
    outcome: 'paid' | 'declined',
    how: { why?: string; force?: boolean } = {},
  ): Promise<void> | undefined =>
    journal.together(() => {
      if (!book.decide(one, outcome, how)) return undefined;
      if (outcome === 'declined') return Promise.resolve();
      options.onPaid?.(one);
      return announce(one);
    });

  const must = (id: string): CbebirrPayment => {
    const one = book.find(id);
    if (one === undefined) throw new RangeError(`No payment ${id}`);
    return one;
  };
  const decideById = async (
    id: string,
    outcome: 'paid' | 'declined',
    how: { why?: string; force?: boolean },
  ): Promise<CbebirrPayment> => {
    const one = must(id);
    const sent = decide(one, outcome, how);
    if (sent === undefined) throw new RangeError(`Payment ${id} is ${one.state} and cannot be decided`);
    await sent;
    return one;
  };
  /** What the switches decide in a person's place. */
  const autoDecide = (one: CbebirrPayment): void => {
    const { pin } = switchesOf(one);
    if (one.state === 'open' && (pin === 'approve' || pin === 'decline'))
      void behind.run(async () => decide(one, pin === 'approve' ? 'paid' : 'declined'));
  };

  return {
    config,
    clock,
    book,
    switchesOf,
    decide,
    autoDecide,
    pause: behind.pause,
    /**
     * A customer's token, as the app hands it to a merchant's page.
     * @param how.seconds its life; negative for one that has run out
     * @param how.forged signed by somebody else
     */
    tokenOf: (phone: string, how: { seconds?: number; forged?: boolean } = {}): string =>
      tokenFor(phone, how.seconds ?? TOKEN_LIFE, how.forged === true ? 'a key of somebody else' : config.jwtKey),
    /** `2519…` of a token that is the bank's own and still holds. */
    phoneOf: (token: string): string | undefined => readJwt(token, config.jwtKey, book.now()),
    /** All payments, newest first. */
    orders: (): CbebirrPayment[] => book.all(),
    /** By the merchant's transactionId or the payment token. */
    order: (id: string): CbebirrPayment | undefined => book.find(id),
    /**
     * The customer enters the PIN. Ends when the callbacks that are sent at once have been answered, or a first attempt failed.
     * @param decision.force also after the payment's time is over
     * @throws RangeError when there is no such payment or it was decided before
     */
    approve: (id: string, decision: { force?: boolean } = {}) => decideById(id, 'paid', decision),
    /** The customer does not pay. The protocol has no callback for that: the merchant hears nothing. */
    decline: (id: string, why = 'declined') => decideById(id, 'declined', { why }),
    /**
     * Sends the callback of a paid payment again, flawed if wanted, whatever the switches say.
     * @throws RangeError when it was not paid
     */
    async callAgain(id: string, flaw: CallbackFlaw = 'normal'): Promise<CbebirrPayment> {
      const one = must(id);
      if (one.state !== 'paid') throw new RangeError(`Payment ${id} is ${one.state}`);
      await post.post(one.id, { flaw });
      return one;
    },
    /**
     * Turns switches for all, or for one transactionId or one customer's number (`+2519…`). `normal` resets.
     * @throws RangeError when there is no such story, switch or value
     */
    setSwitch(change: CbebirrStory | Partial<CbebirrSwitches>, target?: string): void {
      switches.set(readChange(CBEBIRR_STORIES, CBEBIRR_CHOICES, change), target);
    },
    /** Goes on where a crash or a stop interrupted: callbacks, and decisions that the switches promised. Call once. */
    resume(): void {
      post.resume();
      for (const one of book.all()) autoDecide(one);
    },
    /** Forgets payments, callbacks and switches. */
    clear(): void {
      post.clear();
      book.clear();
      switches.clear();
    },
    /** Ends when no callback is on its way or waiting. */
    settled: behind.settled,
    stop: behind.stop,
  };
}
