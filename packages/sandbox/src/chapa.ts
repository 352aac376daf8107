import { openBehind } from './behind.ts';
import { type ChapaCharge, type ChapaTransfer, CHAPA_BANKS, openChapaBooks } from './chapa-books.ts';
import { CHAPA_NORMAL, CHAPA_STORIES, type ChapaStory, type ChapaSwitches } from './chapa-switches.ts';
import { chargeEvent, type ChapaFlaw, sealWebhook, signatures } from './chapa-webhook.ts';
import { openCourier } from './courier.ts';
import type { Clock } from './exchange.ts';
import type { Journal } from './journal.ts';
import { send } from './outgoing.ts';
import { openSwitchboard } from './switchboard.ts';

/** What Chapa knows of its one merchant. Addresses are set on Chapa's dashboard, not over the API. */
export type ChapaConfig = { secretKey: string; webhookSecret: string; webhookUrl?: string };

const SETTINGS = 'chapa-settings';

export type Chapa = ReturnType<typeof openChapa>;

/**
 * Chapa behind the wire: charges, refunds, transfers, webhooks. `openChapaGateway` and `openChapaPage` are its doors.
 * A webhook goes to the merchant's webhook address, or to the charge's own callback_url when there is none.
 */
export function openChapa(options: {
  config: ChapaConfig;
  clock: Clock;
  journal: Journal;
  retries?: number[];
  /** Told of every payment by a known phone, for the wallet's own SMS. */
  onPaid?(charge: ChapaCharge): void;
  log?(msg: string, facts: object): void;
}) {
  const { config, clock, journal } = options;
  const books = openChapaBooks({ clock, journal });
  const switches = openSwitchboard<ChapaSwitches>(journal, 'chapa-switches', CHAPA_NORMAL);
  const behind = openBehind(options.log);
  const settings = new Map(journal.entries<string>(SETTINGS));
  const keepSetting = (name: 'webhookUrl' | 'approvalUrl', value: string): void => {
    settings.set(name, value);
    journal.put(SETTINGS, name, value);
  };
  const webhookUrl = (): string | undefined => settings.get('webhookUrl') ?? config.webhookUrl;

  const courier = openCourier<{ flaw: ChapaFlaw }>({
    journal,
    kind: 'chapa-deliveries',
    behind,
    retries: options.retries,
    log: options.log,
    async attempt(txRef, { flaw }) {
      const charge = books.charge(txRef);
      const url = webhookUrl() ?? charge?.callbackUrl;
      if (charge === undefined || url === undefined) return undefined;
      const { body, headers } = sealWebhook(config.webhookSecret, chargeEvent(charge, flaw), flaw);
      const answer = await send('POST', url, body, undefined, headers);
      const status = `${charge.state}${flaw === 'none' ? '' : ` (${flaw})`}`;
      return { answer, note: () => books.note(charge, { status, answer }) };
    },
  });

  const announce = ({ txRef }: ChapaCharge): Promise<void> => {
    const { callback, seconds } = switches.of(txRef);
    switch (callback) {
      case 'lost':
        return Promise.resolve();
      case 'late':
        void courier.post(txRef, { flaw: 'none' }, { after: seconds * 1000 });
        return Promise.resolve();
      case 'duplicate':
        return courier.post(txRef, { flaw: 'none' }, { times: 3 });
      case 'normal':
        return courier.post(txRef, { flaw: 'none' });
      default:
        return courier.post(txRef, { flaw: callback });
    }
  };
  /** @returns undefined when it was decided before, else a promise that ends with the callbacks sent at once */
  const decide = (charge: ChapaCharge, state: 'success' | 'failed', method = 'telebirr'): Promise<void> | undefined =>
    journal.together(() => {
      if (!books.decide(charge, state, method)) return undefined;
      if (state === 'success') options.onPaid?.(charge);
      return announce(charge);
    });
  const must = (txRef: string): ChapaCharge => {
    const charge = books.charge(txRef);
    if (charge === undefined) throw new RangeError(`No charge ${txRef}`);
    return charge;
  };
  const decideById = async (txRef: string, state: 'success' | 'failed', method?: string): Promise<ChapaCharge> => {
    const charge = must(txRef);
    const told = decide(charge, state, method);
    if (told === undefined) throw new RangeError(`Charge ${txRef} is ${charge.state} and cannot be decided`);
    await told;
    return charge;
  };

  /** Asks the merchant, if it wants to be asked, and ends the transfer as the switches say. */
  const carryOut = async (transfer: ChapaTransfer): Promise<void> => {
    const url = settings.get('approvalUrl') ?? '';
    if (url !== '' && transfer.approval === undefined) {
      const bank = CHAPA_BANKS.find(({ id }) => id === transfer.bankCode)?.name ?? '';
      const { amount, reference, accountName: account_name, accountNumber: account_number } = transfer;
      const body = JSON.stringify({ amount, reference, bank, account_name, account_number });
      const approval = await send('POST', url, body, undefined, signatures(config.webhookSecret, body));
      books.changeTransfer(transfer, approval === 200 ? { approval } : { approval, state: 'failed' });
      if (approval !== 200) return;
    }
    const { transfers } = switches.of(transfer.reference);
    if (transfers !== 'pending') books.changeTransfer(transfer, { state: transfers });
  };
  const transferByItself = (transfer: ChapaTransfer): void => {
    if (transfer.state === 'pending') void behind.run(() => carryOut(transfer));
  };
  const chargeByItself = (charge: ChapaCharge): void => {
    const { payer } = switches.of(charge.txRef);
    if (charge.state === 'pending' && payer !== 'ask')
      void behind.run(async () => await decide(charge, payer === 'approve' ? 'success' : 'failed'));
  };

  return {
    config,
    clock,
    books,
    behind,
    decide,
    chargeByItself,
    transferByItself,
    /** By tx_ref or transfer reference; without either, what holds for all. */
    switchesOf: (id: string | undefined): ChapaSwitches => switches.of(id),
    /** Newest first. */
    charges: books.charges,
    charge: books.charge,
    transfers: books.transfers,
    transfer: books.transfer,
    /**
     * The person pays. Ends when the webhooks that are sent at once have been answered or given up.
     * @throws RangeError when there is no such charge or it was decided before
     */
    approve: (txRef: string, method?: string) => decideById(txRef, 'success', method),
    /** The person declines. Otherwise as `approve`. */
    decline: (txRef: string) => decideById(txRef, 'failed'),
    /** Sends the webhook of a decided charge again, flawed if wanted, whatever the switches say. */
    callAgain: (txRef: string, flaw: ChapaFlaw = 'none'): Promise<void> => courier.post(must(txRef).txRef, { flaw }),
    /** Ends a transfer that was left pending. */
    settleTransfer(reference: string, state: 'success' | 'failed'): ChapaTransfer {
      const transfer = books.transfer(reference);
      if (transfer === undefined) throw new RangeError(`No transfer ${reference}`);
      if (transfer.state !== 'pending') throw new RangeError(`Transfer ${reference} is ${transfer.state}`);
      books.changeTransfer(transfer, { state });
      return transfer;
    },
    webhookUrl,
    /** Where webhooks go from now on. */
    setWebhook: (url: string): void => keepSetting('webhookUrl', url),
    /** Asks this address before every transfer; undefined asks nobody. */
    setApproval: (url: string | undefined): void => keepSetting('approvalUrl', url ?? ''),
    /** Changes switches: for one tx_ref or transfer reference (which need not exist yet), or for all. `normal` resets them. */
    setSwitch(change: ChapaStory | Partial<ChapaSwitches>, id?: string): void {
      switches.set(typeof change === 'string' ? CHAPA_STORIES[change] : change, id);
    },
    /** Goes on where a crash or a stop interrupted. Call once, at the start. */
    resume(): void {
      courier.resume();
      for (const charge of books.charges()) chargeByItself(charge);
      for (const transfer of books.transfers()) transferByItself(transfer);
    },
    /** Forgets everything but the merchant's addresses. */
    clear(): void {
      books.clear();
      courier.clear();
      switches.clear();
    },
    settled: behind.settled,
    stop: behind.stop,
  };
}
