// What payments asks of any rail, in our words. A rail says what it knows and how sure it is; it never decides.
import type { Santim } from '@windsurf/money/money';

export type RailName = 'telebirr';

export type RailCapabilities = {
  /** The buyer is sent to the wallet's own page. */
  readonly pay: 'redirect';
  /** Whether the rail can be asked about an order. */
  readonly query: boolean;
  /** How long the wallet keeps an order open, in minutes. */
  readonly lifeMinutes: number;
};

export type Payment = {
  /** Ours, letters and digits only; the key under which the rail remembers the order. */
  readonly orderId: string;
  readonly title: string;
  readonly amount: Santim;
  /** Where the wallet reports the outcome. */
  readonly notifyUrl: string;
  /** Where the wallet sends the browser back to. */
  readonly returnUrl: string;
};

/**
 * - `started`: the rail holds the order
 * - `refused`: the rail answered that it did not begin
 * - `down`: certainly nothing reached the rail
 * - `unknown`: asked, and no answer that can be believed; the order may exist
 */
export type Initiated =
  | { readonly kind: 'started'; readonly prepayId: string }
  | { readonly kind: 'refused' | 'down' | 'unknown'; readonly why: string };

/** What the rail says about an order. Facts of a payment are compared by `settle`, not here. */
export type RailAnswer =
  | {
      readonly kind: 'paid';
      readonly orderId: string;
      /** Undefined when the rail's text is no amount. */
      readonly amount: Santim | undefined;
      readonly currency: string;
      readonly txnId: string;
    }
  /** `untouched`: nobody has begun to pay. */
  | { readonly kind: 'waiting'; readonly untouched?: true }
  | { readonly kind: 'failed' }
  | { readonly kind: 'expired' }
  /** A state that we have no word for; like waiting, and somebody looks. */
  | { readonly kind: 'unclear'; readonly text: string }
  /** The rail answered with an error: it says nothing about the order. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'no-answer'; readonly why: string };

/** A notice of a rail. Only `notice` is signed by it, and even that is a hint: the rail is asked before anything changes. */
export type ParsedCallback =
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'bad-signature'; readonly orderId: string | undefined }
  | { readonly kind: 'wrong-merchant'; readonly orderId: string }
  | {
      readonly kind: 'notice';
      readonly orderId: string;
      readonly amount: Santim | undefined;
      readonly currency: string;
      readonly says: 'paid' | 'failed' | 'waiting';
      /** When the wallet ended it, by the rail's clock. */
      readonly endedAt: Date | undefined;
    };

export type Rail = {
  readonly name: RailName;
  readonly capabilities: RailCapabilities;
  /** Origin of the wallet's own page: where our form may lead. */
  readonly payOrigin: string;
  initiate(payment: Payment): Promise<Initiated>;
  /** Asks about an order; never throws. */
  query(orderId: string): Promise<RailAnswer>;
  parseCallback(body: Buffer): ParsedCallback;
  /** The wallet's page for an order, freshly signed. */
  payUrl(prepayId: string): string;
  close(): Promise<void>;
};
