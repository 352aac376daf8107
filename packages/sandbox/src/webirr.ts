import { openBehind } from './behind.ts';
import { openCourier } from './courier.ts';
import type { Clock } from './exchange.ts';
import type { Journal } from './journal.ts';
import { send } from './outgoing.ts';
import { openSwitchboard } from './switchboard.ts';
import { type Bill, type BillPayment, openWebirrBooks } from './webirr-books.ts';
import { webhookAddress, webhookBody, type WebirrFlaw, type WirePayment, wirePayment } from './webirr-message.ts';
import { WEBIRR_NORMAL, WEBIRR_STORIES, type WebirrStory, type WebirrSwitches } from './webirr-switches.ts';

/** What WeBirr knows of its one merchant. The webhook's address and key are agreed by hand, not over the API. */
export type WebirrConfig = { apiKey: string; merchantId: string; authKey: string; webhookUrl?: string };

/** Banks and wallets that take the codes of this merchant. */
export const WEBIRR_BANKS = {
  cbe_birr: 'CBE Birr',
  cbe_mobile: 'CBE Mobile Banking',
  telebirr: 'telebirr',
  awash_birr: 'Awash Birr',
  m_pesa: 'M-PESA',
  coopay_ebirr: 'Coopay-Ebirr',
} as const;
export type WebirrBank = keyof typeof WEBIRR_BANKS;

export type PayCode = {
  /** Who pays; `+2519…`. Anybody may pay anybody's code. */
  phone?: string;
  /** `cbe_birr` by default. */
  bank?: string;
  /** Decimal birr other than the bill's. */
  amount?: string;
  /** The bank does not confirm it yet, whatever the switches say. */
  unconfirmed?: boolean;
  /** Pay although the bill is deleted: the bank had it open before. */
  force?: boolean;
};

type Message = { payment: WirePayment; flaw: WebirrFlaw };
const SETTINGS = 'webirr-settings';

export type Webirr = ReturnType<typeof openWebirr>;

/**
 * WeBirr behind the wire: bills, payments at banks, webhooks. `openWebirrGateway` is the merchant's door.
 * @param options.onPaid told of every payment by a known phone, for the bank's own SMS
 */
export function openWebirr(options: {
  config: WebirrConfig;
  clock: Clock;
  journal: Journal;
  retries?: number[];
  onPaid?(payment: BillPayment, bill: Bill): void;
  log?(msg: string, facts: object): void;
}) {
  const { config, clock, journal } = options;
  const books = openWebirrBooks({ clock, journal });
  const switches = openSwitchboard<WebirrSwitches>(journal, 'webirr-switches', WEBIRR_NORMAL);
  const behind = openBehind(options.log);
  const settings = new Map(journal.entries<string>(SETTINGS));
  const keepSetting = (name: 'webhookUrl' | 'banks', value: string): void => {
    settings.set(name, value);
    journal.put(SETTINGS, name, value);
  };
  const webhookUrl = (): string | undefined => settings.get('webhookUrl') ?? config.webhookUrl;
  const banks = (): { bankID: string; name: string }[] => {
    const chosen = settings.get('banks')?.split(',') ?? Object.keys(WEBIRR_BANKS);
    return chosen.map((bankID) => ({ bankID, name: WEBIRR_BANKS[bankID as WebirrBank] }));
  };
  const switchesOf = (bill: Bill | undefined): WebirrSwitches => switches.of(bill?.billReference, bill?.code);

  const courier = openCourier<Message>({
    journal,
    kind: 'webirr-deliveries',
    behind,
    retries: options.retries,
    log: options.log,
    async attempt(code, { payment, flaw }) {
      const bill = books.bill(code);
      const url = webhookUrl();
      if (bill === undefined || url === undefined) return undefined;
      const body = JSON.stringify(webhookBody(payment, switchesOf(bill).shape));
      const answer = await send('POST', webhookAddress(url, config.authKey, flaw), body);
      const status = `${payment.status}${flaw === 'none' ? '' : ` (${flaw})`}`;
      return { answer, note: () => books.note(bill, { status, answer }) };
    },
  });
  const tell = (
    payment: BillPayment,
    how: { flaw?: WebirrFlaw; after?: number; times?: number } = {},
  ): Promise<void> => {
    const { flaw = 'none', ...when } = how;
    const said = wirePayment(payment, switchesOf(books.bill(payment.code)), { wrong: flaw === 'wrong-amount' });
    return courier.post(payment.code, { payment: said, flaw }, when);
  };

  /** The webhook of a confirmed payment, as the switches say. Ends with the deliveries that begin at once. */
  const announce = (payment: BillPayment, unconfirmed: WirePayment | undefined): Promise<void> => {
    const { callback, seconds } = switchesOf(books.bill(payment.code));
    switch (callback) {
      case 'lost':
        return Promise.resolve();
      case 'late':
        void tell(payment, { after: seconds * 1000 });
        return Promise.resolve();
      case 'duplicate':
        return tell(payment, { times: 3 });
      case 'reordered': {
        const stale = unconfirmed ?? { ...wirePayment(payment, switchesOf(books.bill(payment.code))), status: 1 };
        const told = tell(payment);
        return behind.run(async () => {
          await told;
          await courier.post(payment.code, { payment: stale, flaw: 'none' });
        });
      }
      case 'wrong-amount':
      case 'bad-key':
      case 'no-key':
        return tell(payment, { flaw: callback });
      default:
        return tell(payment);
    }
  };
  const confirm = (payment: BillPayment): Promise<void> =>
    journal.together(() => {
      const quietly = payment.confirms?.quietly === true;
      delete payment.confirms;
      const before = wirePayment(payment, switchesOf(books.bill(payment.code)));
      books.confirm(payment);
      return quietly ? Promise.resolve() : announce(payment, before);
    });
  const confirmInTime = (payment: BillPayment): void => {
    const { confirms } = payment;
    if (payment.status !== 1 || confirms === undefined) return;
    void behind.run(async () => {
      await behind.pause(Math.max(0, confirms.at - Date.now()));
      // somebody may have confirmed it by hand, or cleared everything
      if (payment.status === 1 && books.payment(payment.id) === payment) await confirm(payment);
    });
  };

  const mustBill = (code: string): Bill => {
    const bill = books.bill(code) ?? books.byReference(code);
    if (bill === undefined) throw new RangeError(`No bill ${code}`);
    return bill;
  };
  /** The latest payment of a bill in a state. */
  const mustPayment = (code: string, status: 1 | 2, id?: number): BillPayment => {
    const found = books
      .paymentsOf(mustBill(code).code)
      .findLast((one) => one.status === status && (id === undefined || one.id === id));
    if (found === undefined)
      throw new RangeError(`Bill ${code} has no ${status === 1 ? 'unconfirmed' : 'confirmed'} payment`);
    return found;
  };

  const begin = (code: string, how: PayCode = {}): { payment: BillPayment; told: Promise<unknown> } => {
    const bill = mustBill(code);
    const { bank = banks()[0]?.bankID ?? '', amount = bill.amount, phone } = how;
    const chosen = switchesOf(bill);
    if (!banks().some(({ bankID }) => bankID === bank))
      throw new RangeError(`${bank} does not take this merchant's codes`);
    if (!/^\d{1,12}(\.\d{1,2})?$/.test(amount)) throw new RangeError('amount is decimal birr');
    if (bill.deletedAt !== undefined && how.force !== true) throw new RangeError(`Bill ${code} was deleted`);
    if (bill.paymentStatus !== 0 && !chosen.allowSecondPayment) throw new RangeError(`Bill ${code} is paid already`);
    const at = Date.now() + chosen.seconds * 1000;
    const confirms =
      how.unconfirmed === true || chosen.confirm === 'never'
        ? undefined
        : chosen.callback === 'early'
          ? { at, quietly: true }
          : chosen.confirm === 'later'
            ? { at, quietly: false }
            : { at: 0, quietly: false };
    const { payment, told } = journal.together(() => {
      const later = confirms !== undefined && confirms.at > 0;
      const payment = books.pay(bill, {
        bankID: bank,
        amount,
        ...(phone === undefined ? {} : { phone }),
        ...(later ? { confirms } : {}),
      });
      options.onPaid?.(payment, bill);
      const atOnce = confirms !== undefined && !later;
      const first = chosen.unconfirmedCallback && !atOnce ? tell(payment) : Promise.resolve();
      const early = confirms?.quietly === true;
      const paid: WirePayment = { ...wirePayment(payment, chosen), status: 2, confirmed: true };
      const ahead = early ? courier.post(bill.code, { payment: paid, flaw: 'none' }) : Promise.resolve();
      return { payment, told: [first, ahead, atOnce ? confirm(payment) : Promise.resolve()] };
    });
    confirmInTime(payment);
    return { payment, told: Promise.all(told) };
  };
  const pay = async (code: string, how: PayCode = {}): Promise<BillPayment> => {
    const { payment, told } = begin(code, how);
    await told;
    return payment;
  };
  /** What the sandbox itself pays when the switches say so. */
  const payByItself = (bill: Bill): void => {
    if (bill.deletedAt !== undefined || bill.paymentStatus !== 0 || switchesOf(bill).payer !== 'auto') return;
    void behind.run(async () => void (await pay(bill.code)));
  };

  return {
    config,
    books,
    behind,
    /** By bill reference or by code; without either, what holds for all. */
    switchesOf: (id: string | undefined): WebirrSwitches => {
      const bill = id === undefined ? undefined : (books.bill(id) ?? books.byReference(id));
      return bill === undefined ? switches.of(id) : switchesOf(bill);
    },
    payByItself,
    /** Newest first. */
    bills: (): Bill[] => books.bills().toReversed(),
    /** By code, however it is grouped, or by reference. */
    bill: (id: string): Bill | undefined => books.bill(id) ?? books.byReference(id),
    /** All payments, or those of one bill, the last changed last. */
    payments: (code?: string): BillPayment[] =>
      code === undefined ? books.payments() : books.paymentsOf(mustBill(code).code),
    /**
     * Somebody pays a code. Ends when the webhooks that are sent at once have been answered or given up.
     * @throws RangeError when the bill is unknown, deleted or paid, or the bank does not take it
     */
    pay,
    /** The same without waiting: what the payer's own app does. `told` ends with the webhooks that are sent at once. */
    begin,
    /** The bank confirms the latest unconfirmed payment of a bill. @throws RangeError without one */
    confirm: async (code: string, id?: number): Promise<BillPayment> => {
      const payment = mustPayment(code, 1, id);
      await confirm(payment);
      return payment;
    },
    /** The bank takes the latest confirmed payment back. @throws RangeError without one */
    reverse: async (code: string, id?: number): Promise<BillPayment> => {
      const payment = mustPayment(code, 2, id);
      await journal.together(() => {
        books.reverse(payment);
        return switchesOf(books.bill(payment.code)).reversalCallback ? tell(payment) : Promise.resolve();
      });
      return payment;
    },
    /** Sends the webhook of a bill's latest payment again, flawed if wanted, whatever the switches say. */
    callAgain: (code: string, flaw: WebirrFlaw = 'none'): Promise<void> => {
      const payment = books.paymentsOf(mustBill(code).code).at(-1);
      if (payment === undefined) throw new RangeError(`Bill ${code} has no payment`);
      return tell(payment, { flaw });
    },
    banks,
    /** The banks that take this merchant's codes. @throws RangeError for one that WeBirr does not know */
    setBanks(ids: string[]): void {
      const unknown = ids.find((id) => !Object.hasOwn(WEBIRR_BANKS, id));
      if (unknown !== undefined || ids.length === 0)
        throw new RangeError(`banks are of: ${Object.keys(WEBIRR_BANKS).join(', ')}`);
      keepSetting('banks', ids.join(','));
    },
    webhookUrl,
    /** Where webhooks go from now on. */
    setWebhook: (url: string): void => keepSetting('webhookUrl', url),
    /** Changes switches: for one bill by its reference (which need not exist yet) or code, or for all. `normal` resets them. */
    setSwitch(change: WebirrStory | Partial<WebirrSwitches>, id?: string): void {
      switches.set(typeof change === 'string' ? WEBIRR_STORIES[change] : change, id);
    },
    /** Goes on where a crash or a stop interrupted. Call once, at the start. */
    resume(): void {
      courier.resume();
      for (const payment of books.payments()) confirmInTime(payment);
      for (const bill of books.bills()) payByItself(bill);
    },
    /** Forgets everything but the webhook's address and the banks. */
    clear(): void {
      books.clear();
      courier.clear();
      switches.clear();
    },
    settled: behind.settled,
    stop: behind.stop,
  };
}
