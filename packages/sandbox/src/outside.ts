import { createServer } from 'node:http';
import { type Afromessage, openAfromessage } from './afromessage.ts';
import { type Cbebirr, openCbebirr } from './cbebirr.ts';
import { openCbebirrApp } from './cbebirr-app.ts';
import { openCbebirrControl, shownSwitches } from './cbebirr-control.ts';
import { openCbebirrGateway } from './cbebirr-gateway.ts';
import { type Chapa, openChapa } from './chapa.ts';
import { openChapaGateway } from './chapa-gateway.ts';
import { openChapaPage } from './chapa-page.ts';
import { openControl } from './control.ts';
import { type CpsRails, openCpsRails } from './cps-both.ts';
import { type Clock, type Exchange, openExchange, type Part, sendJson, sendText } from './exchange.ts';
import { openJournal } from './journal.ts';
import { generateSandboxKeys, keysAt, type SandboxConfig, type SandboxKeys } from './keys.ts';
import { listen, type Listening } from './listen.ts';
import { openPhonePage } from './phone-page.ts';
import { openTelebirr, type Telebirr } from './telebirr.ts';
import { openCheckoutPage } from './telebirr-checkout-page.ts';
import { openGateway } from './telebirr-gateway.ts';
import { openWebirr, type Webirr, WEBIRR_BANKS, type WebirrBank } from './webirr.ts';
import { openWebirrGateway } from './webirr-gateway.ts';

export type RailsOptions = {
  /** 0 (the default) takes a free port. */
  port?: number;
  host?: string;
  config: SandboxConfig;
  /** The time of day by default. */
  clock?: Clock;
  /** The journal that keeps everything over a restart or a crash; without it everything lives in memory. */
  file?: string;
  /** Waits before the attempts of one callback of any rail, milliseconds. */
  callbackRetries?: number[];
  /** Where WeBirr's and Chapa's webhooks go unless somebody sets another address: its /v1/payments/callbacks/<rail>. */
  storeOrigin?: string;
  log?(msg: string, facts: object): void;
};

export type Rails = Listening & {
  telebirr: Telebirr;
  /** The CBE Birr Plus mini-app. */
  cbebirr: Cbebirr;
  /** Payouts and pushes of telebirr and CBE Birr. */
  cps: CpsRails;
  webirr: Webirr;
  chapa: Chapa;
  sms: Afromessage;
  expireTokens(): void;
  /** Forgets what happened and resets every switch. */
  clear(): void;
};

/** Starts the payment rails, the SMS gateway, the control API and the phone's page in this process, on one port. */
export async function startRails(options: RailsOptions): Promise<Rails> {
  const clock = options.clock ?? { now: () => new Date() };
  const journal = openJournal(options.file);
  const common = { clock, journal, ...(options.log === undefined ? {} : { log: options.log }) };
  const retries = options.callbackRetries === undefined ? {} : { retries: options.callbackRetries };
  const sms = openAfromessage({ ...common, config: options.config.afromessage });
  const telebirr = openTelebirr({
    ...common,
    ...retries,
    config: options.config.telebirr,
    onPaid: ({ phone, totalAmount, title, transId }) => {
      if (phone === undefined) return;
      sms.receive(
        phone,
        'telebirr',
        `You have paid ETB ${totalAmount} for ${title}. Your transaction number is ${transId ?? ''}.`,
      );
    },
  });
  const cbebirr = openCbebirr({
    ...common,
    ...retries,
    config: options.config.cbebirr,
    onPaid: ({ phone, amount, transactionId }) =>
      sms.receive(phone, 'CBE Birr', `You have paid ETB ${amount}. Reference ${transactionId}.`),
  });
  const cps = openCpsRails({
    ...common,
    ...retries,
    config: options.config.cps,
    onMoney: ({ kind, phone, amount, remarks, transactionId }, rail) =>
      sms.receive(
        phone,
        rail === 'telebirr' ? 'telebirr' : 'CBE Birr',
        `You have ${kind === 'push' ? 'paid' : 'received'} ETB ${amount}${remarks === '' ? '' : ` (${remarks})`}. Your transaction number is ${transactionId}.`,
      ),
  });
  const webhookOf = (rail: string): { webhookUrl?: string } =>
    options.storeOrigin === undefined ? {} : { webhookUrl: `${options.storeOrigin}/v1/payments/callbacks/${rail}` };
  const webirr = openWebirr({
    ...common,
    ...retries,
    config: { ...webhookOf('webirr'), ...options.config.webirr },
    onPaid: ({ phone, amount, bankID, paymentReference }, { description }) => {
      if (phone === undefined) return;
      const bank = WEBIRR_BANKS[bankID as WebirrBank];
      sms.receive(
        phone,
        bank,
        `You have paid ETB ${amount} for ${description} with WeBirr. Reference ${paymentReference}.`,
      );
    },
  });
  const chapa = openChapa({
    ...common,
    ...retries,
    config: { ...webhookOf('chapa'), ...options.config.chapa },
    onPaid: ({ phoneNumber, amount, reference }) => {
      if (phoneNumber === undefined) return;
      sms.receive(
        `+251${phoneNumber.slice(1)}`,
        'Chapa',
        `You have paid ETB ${amount} with Chapa. Reference ${reference}.`,
      );
    },
  });
  const gateway = openGateway(telebirr);
  const rails = [sms, telebirr, cbebirr, cps, webirr, chapa];
  const clear = (): void => {
    for (const rail of rails) rail.clear();
  };
  const likelyPhone = (): string | undefined => sms.sent().at(-1)?.to;
  const parts: Part[] = [
    // first, because everything under the app's own host is the merchant's
    openCbebirrApp(cbebirr, { likelyPhone }),
    gateway,
    openCheckoutPage(telebirr, { likelyPhone }),
    openCbebirrGateway(cbebirr),
    cps.part,
    openWebirrGateway(webirr),
    openChapaGateway(chapa),
    openChapaPage(chapa),
    sms.part,
    openCbebirrControl({ cbebirr, cps }),
    openControl({
      telebirr,
      webirr,
      chapa,
      sms,
      clear,
      expireTokens: gateway.expireTokens,
      more: () => shownSwitches(cbebirr, cps),
      settled: async () => void (await Promise.all([cbebirr.settled(), cps.settled()])),
    }),
    openPhonePage({ telebirr, cbebirr, cps, webirr, sms, clock }),
  ];
  const answer = async (exchange: Exchange): Promise<void> => {
    for (const part of parts) if (await part(exchange)) return;
    sendText(exchange, 404, 'Not found');
  };
  const server = createServer((request, response) => {
    const exchange = openExchange(request, response);
    answer(exchange).catch((reason: unknown) => {
      if (response.destroyed) return;
      options.log?.('a request failed', { path: exchange.path, reason: String(reason) });
      sendJson(exchange, 500, { error: String(reason) });
    });
  });
  const listening = await listen(server, options);
  for (const rail of rails) rail.resume();
  return {
    ...listening,
    telebirr,
    cbebirr,
    cps,
    webirr,
    chapa,
    sms,
    clear,
    expireTokens: gateway.expireTokens,
    async stop() {
      await Promise.all([...rails.map((rail) => rail.stop()), listening.stop()]);
      journal.close();
    },
  };
}

export type Outside = Rails & { keys: SandboxKeys };

/**
 * The outside world for a test: rails on a free port, with keys of both sides whose addresses point at it.
 * `keys.payments` and `keys.notifications` are what the services read from their secrets.
 */
export async function startOutside(
  options: Omit<RailsOptions, 'config'> & { keys?: SandboxKeys } = {},
): Promise<Outside> {
  const keys = options.keys ?? generateSandboxKeys();
  const rails = await startRails({ ...options, config: keys.sandbox });
  return { ...rails, keys: keysAt(rails.url, keys) };
}
