import type { KeyObject } from 'node:crypto';
import { openBehind } from './behind.ts';
import { openCourier } from './courier.ts';
import type { Clock } from './exchange.ts';
import type { Journal } from './journal.ts';
import { send } from './outgoing.ts';
import { openSwitchboard } from './switchboard.ts';
import { TELEBIRR_NORMAL, TELEBIRR_STORIES, type TelebirrStory, type TelebirrSwitches } from './switches.ts';
import { type Flaw, notification } from './telebirr-notify.ts';
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
  journal: Journal;
  /** Waits before the attempts of one callback, milliseconds. */
  retries?: number[];
  onPaid?(order: Order): void;
  log?(msg: string, facts: object): void;
}) {
  const { config, clock, journal } = options;
  const key: KeyObject = readPrivateKey(config.privateKey);
  const merchantKey: KeyObject = readPublicKey(config.merchantPublicKey);
  const orders = openOrders({ clock, journal });
  const switches = openSwitchboard<TelebirrSwitches>(journal, 'telebirr-switches', TELEBIRR_NORMAL);
  const behind = openBehind(options.log);
  const courier = openCourier<{ flaw: Flaw }>({
    journal,
    kind: 'telebirr-deliveries',
    behind,
    retries: options.retries,
    log: options.log,
    async attempt(merchOrderId, { flaw }) {
      const order = orders.find(merchOrderId);
      if (order === undefined) return undefined;
      // a repeated callback is a new message: its notify_time and signature are new
      const { wrapped } = switches.of(merchOrderId);
      const message = notification(order, { merchant: config, key, clock, flaw, wrapped });
      const answer = await send('POST', order.notifyUrl, JSON.stringify(message));
      const said = order.transId === undefined ? 'Failure' : flaw === 'pending' ? 'Pending' : 'Completed';
      const status = flaw === 'none' || flaw === 'pending' ? said : `${said} (${flaw})`;
      return { answer, note: () => orders.note(order, { status, answer }) };
    },
  });

  /** Sends the callback as the switches say. The promise ends with the deliveries that begin at once. */
  const announce = ({ merchOrderId }: Order): Promise<void> => {
    const { callback, seconds } = switches.of(merchOrderId);
    switch (callback) {
      case 'lost':
        return Promise.resolve();
      case 'late':
      case 'after-redirect':
        void courier.post(merchOrderId, { flaw: 'none' }, { after: seconds * 1000 });
        return Promise.resolve();
      case 'duplicate':
        return courier.post(merchOrderId, { flaw: 'none' }, { times: 3 });
      case 'wrong-amount':
      case 'bad-signature':
      case 'pending':
        return courier.post(merchOrderId, { flaw: callback });
      default:
        return courier.post(merchOrderId, { flaw: 'none' });
    }
  };

  const decide = async (
    order: Order,
    outcome: 'approve' | 'decline',
    decision: DecideOptions = {},
  ): Promise<boolean> => {
    const announced = journal.together(() => {
      if (!orders.decide(order, outcome, decision)) return undefined;
      if (outcome === 'approve') options.onPaid?.(order);
      return announce(order);
    });
    await announced;
    return announced !== undefined;
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
    journal,
    switchesOf: (merchOrderId: string | undefined): TelebirrSwitches => switches.of(merchOrderId),
    decide,
    behind: behind.run,
    pause: behind.pause,
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
      courier.post(must(merchOrderId).merchOrderId, { flaw }),
    settleRefunds: (merchOrderId: string, status: 'REFUND_SUCCESS' | 'REFUND_FAILED') =>
      orders.settleRefunds(must(merchOrderId), status),
    /** Changes switches, for one order (which need not exist yet) or for all. `normal` resets them. */
    setSwitch(change: TelebirrStory | Partial<TelebirrSwitches>, merchOrderId?: string): void {
      switches.set(typeof change === 'string' ? TELEBIRR_STORIES[change] : change, merchOrderId);
    },
    /**
     * Goes on where a crash or a stop interrupted: callbacks, and decisions that the switches promised. Call once, at the start.
     */
    resume(): void {
      courier.resume();
      for (const order of orders.all()) {
        const { wallet } = switches.of(order.merchOrderId);
        if (order.state === 'WAIT_PAY' && (wallet === 'approve' || wallet === 'decline'))
          void behind.run(async () => void (await decide(order, wallet)));
      }
    },
    /** Forgets orders, callbacks and switches. */
    clear(): void {
      orders.clear();
      courier.clear();
      switches.clear();
    },
    /** Ends when no callback is on its way or waiting. */
    settled: behind.settled,
    stop: behind.stop,
  };
}
