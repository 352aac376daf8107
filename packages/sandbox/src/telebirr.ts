import { setTimeout as wait } from 'node:timers/promises';
import type { KeyObject } from 'node:crypto';
import type { Clock } from './exchange.ts';
import { TELEBIRR_NORMAL, TELEBIRR_STORIES, type TelebirrStory, type TelebirrSwitches } from './switches.ts';
import { type Flaw, notification, send } from './telebirr-notify.ts';
import { type Order, openOrders } from './telebirr-orders.ts';
import { readPrivateKey, readPublicKey } from './telebirr-signature.ts';

/** What the provider knows of its one merchant, and its own private key. Keys are PEM or bare base64 DER. */
export type TelebirrConfig = {
  merchantPublicKey: string;
  privateKey: string;
  fabricAppId: string;
  appSecret: string;
  merchantAppId: string;
  merchantCode: string;
};

/** Waits before the attempts of one callback, milliseconds. */
export const QUICK_RETRIES = [0, 300, 1200];
/** How long a merchant may take to answer a callback, milliseconds. */
const CALLBACK_PATIENCE = 5000;

export type DecideOptions = {
  /** Who pays; `+2519…`. */
  phone?: string;
  /** Pay although the order is closed (the buyer was later than the order's life). */
  force?: boolean;
};

export type Telebirr = ReturnType<typeof openTelebirr>;

/**
 * The wallet behind the wire: books, switches, decisions and callbacks. `openGateway` and the checkout page are its two doors.
 * @param options.onPaid told of every paid order, for the wallet's own SMS
 */
export function openTelebirr(options: {
  config: TelebirrConfig;
  clock: Clock;
  kept?: Order[];
  touch(): void;
  retries?: number[];
  onPaid?(order: Order): void;
  log?(msg: string, facts: object): void;
}) {
  const { config, clock } = options;
  const key: KeyObject = readPrivateKey(config.privateKey);
  const merchantKey: KeyObject = readPublicKey(config.merchantPublicKey);
  const retries = options.retries ?? QUICK_RETRIES;
  const orders = openOrders({
    clock,
    touch: options.touch,
    ...(options.kept === undefined ? {} : { kept: options.kept }),
  });
  let defaults: TelebirrSwitches = TELEBIRR_NORMAL;
  const perOrder = new Map<string, Partial<TelebirrSwitches>>();
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();

  const switchesOf = (merchOrderId: string | undefined): TelebirrSwitches => ({
    ...defaults,
    ...(merchOrderId === undefined ? {} : perOrder.get(merchOrderId)),
  });

  /** Work that goes on behind an answer; `settled` waits for it and `stop` ends it. */
  const behind = (work: () => Promise<void>): Promise<void> => {
    const running = work()
      .catch((reason: unknown) => {
        if (!stopping.signal.aborted) options.log?.('work behind an answer failed', { reason: String(reason) });
      })
      .finally(() => underWay.delete(running));
    underWay.add(running);
    return running;
  };
  const pause = (milliseconds: number): Promise<void> => wait(milliseconds, undefined, { signal: stopping.signal });

  const deliver = async (order: Order, flaw: Flaw): Promise<void> => {
    const { wrapped } = switchesOf(order.merchOrderId);
    for (const delay of retries) {
      if (delay > 0) await pause(delay);
      // a repeated callback is a new message: its notify_time and signature are new
      const message = notification(order, { merchant: config, key, clock, flaw, wrapped });
      const answer = await send('POST', order.notifyUrl, JSON.stringify(message), CALLBACK_PATIENCE);
      const status = flaw === 'none' || flaw === 'pending' ? '' : ` (${flaw})`;
      orders.note(order, {
        status: `${order.transId === undefined ? 'Failure' : flaw === 'pending' ? 'Pending' : 'Completed'}${status}`,
        answer,
      });
      if (answer === 200) return;
    }
    options.log?.('a callback was given up', { merchOrderId: order.merchOrderId });
  };

  /** Sends the callback as the switches say. The promise ends with the deliveries that begin at once. */
  const announce = (order: Order): Promise<void> => {
    const { callback, seconds } = switchesOf(order.merchOrderId);
    switch (callback) {
      case 'lost':
        return Promise.resolve();
      case 'late':
      case 'after-redirect':
        void behind(async () => {
          await pause(seconds * 1000);
          await deliver(order, 'none');
        });
        return Promise.resolve();
      case 'duplicate':
        return behind(async () => {
          for (let time = 0; time < 3; time++) await deliver(order, 'none');
        });
      case 'wrong-amount':
      case 'bad-signature':
      case 'pending':
        return behind(() => deliver(order, callback));
      default:
        return behind(() => deliver(order, 'none'));
    }
  };

  const decide = async (
    order: Order,
    outcome: 'approve' | 'decline',
    decision: DecideOptions = {},
  ): Promise<boolean> => {
    if (!orders.decide(order, outcome, decision)) return false;
    if (outcome === 'approve') options.onPaid?.(order);
    await announce(order);
    return true;
  };

  const must = (merchOrderId: string): Order => {
    const order = orders.find(merchOrderId);
    if (order === undefined) throw new RangeError(`No order ${merchOrderId}`);
    return order;
  };
  const decideById = async (
    merchOrderId: string,
    outcome: 'approve' | 'decline',
    decision: DecideOptions,
  ): Promise<Order> => {
    const order = must(merchOrderId);
    if (!(await decide(order, outcome, decision)))
      throw new RangeError(`Order ${merchOrderId} is ${order.state} and cannot be decided`);
    return order;
  };

  return {
    config,
    clock,
    key,
    merchantKey,
    book: orders,
    switchesOf,
    decide,
    behind,
    pause,
    /** All orders, newest first. */
    orders: () => orders.all(),
    order: (merchOrderId: string) => orders.find(merchOrderId),
    /**
     * The person approves. Ends when the callbacks that are sent at once have been answered or given up.
     * @throws RangeError when there is no such order or it was decided before
     */
    approve: (merchOrderId: string, decision: DecideOptions = {}) => decideById(merchOrderId, 'approve', decision),
    /** The person declines. Otherwise as `approve`. */
    decline: (merchOrderId: string, decision: DecideOptions = {}) => decideById(merchOrderId, 'decline', decision),
    /** Sends the callback of a decided order again, flawed if wanted, whatever the switches say. */
    callAgain: (merchOrderId: string, flaw: Flaw = 'none'): Promise<void> =>
      behind(() => deliver(must(merchOrderId), flaw)),
    settleRefunds: (merchOrderId: string, status: 'REFUND_SUCCESS' | 'REFUND_FAILED') =>
      orders.settleRefunds(must(merchOrderId), status),
    /** Changes switches, for one order (which need not exist yet) or for all. `normal` resets them. */
    setSwitch(change: TelebirrStory | Partial<TelebirrSwitches>, merchOrderId?: string): void {
      const patch: Partial<TelebirrSwitches> = typeof change === 'string' ? TELEBIRR_STORIES[change] : change;
      if (merchOrderId !== undefined) perOrder.set(merchOrderId, { ...perOrder.get(merchOrderId), ...patch });
      else defaults = { ...defaults, ...patch };
    },
    /** Forgets orders and switches. */
    clear(): void {
      orders.clear();
      perOrder.clear();
      defaults = TELEBIRR_NORMAL;
    },
    /** Ends when no callback is on its way or waiting. */
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}
