// What payments asks of any rail, in our words. A rail says what it knows and how sure it is; it never decides. Adding
// one is a file beside this, a stand-in in the sandbox, and an entry in `registry.ts`.
import type { Santim } from '@windsurf/money/money';

/** `telebirr`, `webirr`: also what stands in the database and in addresses. */
export type RailName = string;

/** What a rail can do, as its contract and its protocol prove it. Pages offer nothing that is not here. */
export type RailCapabilities = {
  /**
   * How the buyer pays.
   * - `redirect`: on the wallet's own page
   * - `code`: with a code, in any bank's app or at a branch, by herself or by somebody else
   * - `push`: her phone asks for the PIN
   * - `instructions`: she transfers by hand and tells the reference
   */
  readonly pay: 'redirect' | 'code' | 'push' | 'instructions';
  /** It can only be begun inside the wallet's own app, which hands over `Payment.walletToken`; no ordinary browser is offered it. */
  readonly inApp?: true;
  /** Whether the rail can be asked about an order. Without, a checked callback is the proof. */
  readonly query: boolean;
  /** Whether the rail lists what was paid since a cursor. */
  readonly feed: boolean;
  /** `manual`: a person sends the money back and says so. */
  readonly refund: 'api' | 'manual';
  /** Kinds of accounts that money can be sent to. */
  readonly payout: readonly PayoutKind[];
  /** Whether it tells whose account a number is. */
  readonly nameCheck: boolean;
  /** Whether it can collect again without the buyer. */
  readonly mandates: boolean;
  /** Whether a payment may be taken back by the bank after it succeeded. */
  readonly reverses: boolean;
  /** How long an order stays open, in minutes. */
  readonly lifeMinutes: number;
  /** Least and most that one payment may be, in santim. */
  readonly limits: { readonly min: Santim; readonly max: Santim };
};
export type PayoutKind = 'telebirr' | 'cbebirr' | 'bank';

export type Payment = {
  /** Ours, letters and digits only; the key under which the rail remembers the order. */
  readonly orderId: string;
  readonly title: string;
  readonly amount: Santim;
  /** E.164, of the buyer: for rails that ask her phone. Never logged. */
  readonly phone: string;
  /**
   * Where the rail reports the outcome: `…/v1/payments/callbacks/<rail>`, nothing behind it. A rail whose notices nobody
   * signs puts a tail of its own behind it, which comes back as `Notice.tail`.
   */
  readonly notifyUrl: string;
  /** What the wallet's app said who is asking (a bearer token); only for rails that are `inApp`. Never kept, never logged. */
  readonly walletToken?: string;
  /** Where the wallet sends the browser back to. */
  readonly returnUrl: string;
};

/**
 * - `started`: the rail holds the order under `reference` (prepay id, payment code, conversation id)
 * - `refused`: the rail answered that it did not begin
 * - `down`: certainly nothing reached the rail
 * - `unknown`: asked, and no answer that can be believed; the order may exist
 */
export type Initiated =
  | { readonly kind: 'started'; readonly reference: string }
  | { readonly kind: 'refused' | 'down' | 'unknown'; readonly why: string };

/** What the rail says about an order. Facts of a payment are compared by `settle`, not here. */
export type RailAnswer =
  | {
      readonly kind: 'paid';
      /** Of the order; '' only in a feed that names no order of ours, where the order is found by its reference. */
      readonly orderId: string;
      /** Undefined when the rail's text is no amount. */
      readonly amount: Santim | undefined;
      readonly currency: string;
      readonly txnId: string;
      /**
       * The rail says besides that money of it is on its way back, or went back; how much, it does not say. It was paid all
       * the same, so a late settle books it; where no refund of ours is known, somebody looks before anything is granted.
       */
      readonly returned?: 'begun' | 'done';
    }
  /**
   * `untouched`: nobody has begun to pay. `received`: a bank says that the money is there, and has not confirmed it.
   * `reference`: what `initiate` would have given, where its answer may have been lost and the buyer can still pay with it.
   */
  | { readonly kind: 'waiting'; readonly untouched?: true; readonly received?: true; readonly reference?: string }
  /** `why` is one of ours where the rail's code is known: no-money, wrong-pin, cancelled, limit. */
  | { readonly kind: 'failed'; readonly why?: string }
  | { readonly kind: 'expired' }
  /** Paid before, and taken back by the bank. */
  | { readonly kind: 'reversed'; readonly txnId: string }
  /** A state that we have no word for; like waiting, and somebody looks. */
  | { readonly kind: 'unclear'; readonly text: string }
  /** The rail answered with an error: it says nothing about the order. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'no-answer'; readonly why: string };

/** What became of money that we asked a rail to send: back to a buyer, or out to a creator. */
export type Sent =
  /** Arrived, by the rail's own word. */
  | { readonly kind: 'done'; readonly txnId: string }
  /** Taken in; its end comes later, by question or by callback. */
  | { readonly kind: 'pending'; readonly reference: string }
  /** Will not happen; nothing was sent. `why` is the rail's own code, for the person who looks. */
  | { readonly kind: 'failed'; readonly why: string }
  /** Certainly nothing reached the rail: the same again is safe. */
  | { readonly kind: 'down'; readonly why: string }
  /** Asked, and no answer that can be believed. Ask, or repeat with the same id; never with another. */
  | { readonly kind: 'unknown'; readonly why: string };

export type Refund = {
  /** Ours, letters and digits; the rail's idempotency key. */
  readonly refundId: string;
  readonly orderId: string;
  /** The rail's own number of the payment. */
  readonly txnId: string;
  readonly amount: Santim;
  readonly reason: string;
  /** It was sent before, and nobody knows whether that arrived: the rail then never answers `failed` or `down` lightly. */
  readonly again?: boolean;
};
export type Payout = {
  /** Ours, letters and digits; the rail's idempotency key. */
  readonly payoutId: string;
  readonly account: { readonly kind: PayoutKind; readonly number: string; readonly bank?: string };
  readonly holder: string;
  readonly amount: Santim;
  /** Where the rail reports the end: `…/v1/payments/callbacks/<rail>`, as `Payment.notifyUrl`. */
  readonly resultUrl: string;
  /** As in `Refund`. */
  readonly again?: boolean;
};

/** A notice of a rail. Even a signed one is a hint wherever the rail can be asked. */
export type ParsedCallback =
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'bad-signature'; readonly orderId: string | undefined }
  | { readonly kind: 'wrong-merchant'; readonly orderId: string }
  | {
      readonly kind: 'notice';
      /** '' where the rail names only what `initiate` gave: then the order is found by `reference`. */
      readonly orderId: string;
      readonly reference?: string;
      readonly amount: Santim | undefined;
      readonly currency: string;
      readonly says: 'paid' | 'failed' | 'waiting' | 'reversed';
      /** When the wallet ended it, by the rail's clock. */
      readonly endedAt: Date | undefined;
      /**
       * Set where the rail cannot be asked and this notice has passed every check that its protocol offers: the answer
       * that it stands for. Else undefined, and the rail is asked.
       */
      readonly proves?: RailAnswer;
    }
  /** The end of a refund or a payout that we sent. */
  | { readonly kind: 'sent'; readonly about: 'refund' | 'payout'; readonly id: string; readonly end: Sent };

/** What we know about an order, for the checks of a rail that cannot be asked. */
export type KnownOrder = {
  readonly amount: Santim;
  readonly currency: string;
  /** E.164 of the buyer. */
  readonly phone: string;
  /** What `initiate` gave. */
  readonly reference: string | undefined;
  /** Whether a payment is still awaited: `created`, `pending` or `unknown`. */
  readonly open: boolean;
};
export type Notice = {
  /**
   * Looks an order of this rail up; undefined when there is none. A rail that cannot be asked proves nothing without it:
   * its `proves` stays undefined.
   */
  readonly orderOf?: (orderId: string) => Promise<KnownOrder | undefined>;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What follows the rail's name in the address, and the query. */
  readonly tail: string;
  readonly query: Readonly<Record<string, unknown>>;
};

/**
 * One page of a rail's list of payments; `reference` as `initiate` gave it, '' when a line cannot be read. When the rail
 * does not answer, the page is empty and the cursor is the one that was given. Items may come again. The cursor is the rail's own text; it is kept only after all was booked. */
export type FeedPage = {
  readonly items: readonly { readonly reference: string; readonly answer: RailAnswer }[];
  readonly cursor: string;
  readonly more: boolean;
};

export type TransferAccount = { readonly bank: string; readonly number: string; readonly holder: string };

/** One line of a self-test: which of key, clock, allow-list and address is wrong. */
export type RailCheck = {
  readonly part: 'address' | 'key' | 'clock' | 'allow-list';
  readonly ok: boolean;
  /** What was seen, and what to do. Never a secret. */
  readonly says: string;
};

export type Rail = {
  readonly name: RailName;
  readonly capabilities: RailCapabilities;
  /** Origin of the wallet's own page, where our form may lead; undefined when the buyer is sent nowhere. */
  readonly payOrigin: string | undefined;
  initiate(payment: Payment): Promise<Initiated>;
  /** Asks about an order; never throws. `reference` is what `initiate` gave, if it did. */
  query(orderId: string, reference?: string): Promise<RailAnswer>;
  /** Reads a notice; may ask the rail who sent it (see `Notice`); never throws for what a stranger can send. */
  parseCallback(notice: Notice): Promise<ParsedCallback> | ParsedCallback;
  /** The answer to a notice that was heard; `{ success: true }` where the rail asks for none in particular. */
  readonly heard?: unknown;
  /** The wallet's page for an order, freshly signed. Only where `pay` is `redirect`. */
  payUrl?(reference: string): string;
  /** Where a buyer transfers to by hand. Only where `pay` is `instructions`. */
  accounts?(): readonly TransferAccount[];
  /** The bank's reference in what a buyer typed or pasted, in its one form; undefined when there is none. Same. */
  readReference?(text: string): string | undefined;
  /** Banks and wallets that take the code. Only where `pay` is `code`. */
  banks?(): Promise<readonly string[]>;
  refund?(refund: Refund): Promise<Sent>;
  /** May send the same refund again under its own id where the rail has no question for it: never ask for one that was given up. */
  queryRefund?(refund: Refund): Promise<Sent>;
  payout?(payout: Payout): Promise<Sent>;
  /** Banks, by our names, that money can be sent to where `payout` has `bank`; undefined: any. */
  readonly payoutBanks?: readonly string[];
  queryPayout?(payoutId: string): Promise<Sent>;
  /** The holder's name as the rail knows it. Only where `nameCheck`. */
  nameOf?(account: Payout['account']): Promise<string | undefined>;
  /** What was paid since a cursor; '' is the beginning. */
  feed?(cursor: string): Promise<FeedPage>;
  /** Our order id behind a reference, asked of the rail: for a payment in its list whose order never told us its reference. */
  orderIdOf?(reference: string): Promise<string | undefined>;
  /** Withdraws an unpaid order, so that it cannot be paid any more. True when it is certainly closed. */
  cancel?(orderId: string, reference: string): Promise<boolean>;
  selfTest(): Promise<readonly RailCheck[]>;
  close(): Promise<void>;
};
export type Rails = ReadonlyMap<RailName, Rail>;
export type RailOptions = {
  /** Milliseconds, for stamps and the life of tokens; injectable for tests. */
  readonly now?: () => number;
  /** For one answer of a rail. */
  readonly timeoutMs?: number;
};
