import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Clock, type Exchange, type Part, readFields, sendHtml, sendJson, sendText, textOf } from './exchange.ts';
import { isSafeCallback, readNumber } from './sms-addresses.ts';
import { countParts } from './sms-parts.ts';
import { SMS_NORMAL, type SmsSwitches } from './switches.ts';
import { send as sendOut } from './telebirr-notify.ts';

export type SmsConfig = { token: string; sender: string; identifier: string };

/** One message as the phone shows it. `cost` in santim, `at` in milliseconds. */
export type Sms = {
  id: string;
  to: string;
  from: string;
  text: string;
  at: number;
  parts: number;
  encoding: 'GSM-7' | 'UCS-2';
  cost: number;
  status: 'QUEUED' | 'DELIVRD' | 'UNDELIV';
  /** `wallet`: sent by telebirr itself, not through the gateway. */
  through: 'afromessage' | 'wallet';
  callback?: string;
  /** HTTP status of the delivery report, or what went wrong. */
  reported?: number | string;
};

/** Price of one part, santim. */
const PART_PRICE = 25;
/** Balance at the start, santim. */
const START_BALANCE = 10_000_000;
/** Time between acceptance and the delivery report, milliseconds. */
const REPORT_DELAY = 150;

const errors = (text: string) => ({ acknowledge: 'error', response: { errors: [text] } });
const BAD_SENDER = 'Either your sender id/name or the identifier(short code) you use are invalid.';

export type Afromessage = ReturnType<typeof openAfromessage>;

/** The SMS gateway: outbox, balance, switches; `part` is its HTTP side under `/afromessage/api/`. */
export function openAfromessage(options: {
  config: SmsConfig;
  clock: Clock;
  kept?: Sms[];
  balance?: number;
  touch(): void;
}) {
  const { config, clock, touch } = options;
  let outbox: Sms[] = options.kept ?? [];
  let balance = options.balance ?? START_BALANCE;
  let defaults: SmsSwitches = SMS_NORMAL;
  const perPhone = new Map<string, Partial<SmsSwitches>>();
  const asked: number[] = [];
  let blockedUntil = 0;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const now = (): number => clock.now().getTime();

  const behind = (work: () => Promise<void>): Promise<void> => {
    // what is cut by `stop` has nobody left to tell
    const running = work()
      .catch(() => undefined)
      .finally(() => underWay.delete(running));
    underWay.add(running);
    return running;
  };
  const report = async (sms: Sms, id: string): Promise<void> => {
    if (sms.callback === undefined) return;
    const query = new URLSearchParams({ message_id: id, status: sms.status }).toString();
    sms.reported = await sendOut(
      'GET',
      `${sms.callback}${sms.callback.includes('?') ? '&' : '?'}${query}`,
      undefined,
      3000,
    );
    touch();
  };
  const finish = async (sms: Sms, how: SmsSwitches['report']): Promise<void> => {
    sms.status = how === 'undelivered' ? 'UNDELIV' : 'DELIVRD';
    touch();
    if (how === 'lost') return;
    await report(sms, how === 'unknown-id' ? randomUUID() : sms.id);
    if (how === 'twice') await report(sms, sms.id);
  };

  const accept = (to: string, text: string, callback: string | undefined): Sms => {
    const { parts, encoding } = countParts(text);
    const sms: Sms = {
      id: randomUUID(),
      to,
      from: config.sender,
      text,
      at: now(),
      parts,
      encoding,
      cost: parts * PART_PRICE,
      status: 'QUEUED',
      through: 'afromessage',
      ...(callback === undefined ? {} : { callback }),
    };
    balance -= sms.cost;
    outbox.push(sms);
    touch();
    return sms;
  };

  const never = (exchange: Exchange): Promise<true> =>
    new Promise((settle) => {
      exchange.response.once('close', () => settle(true));
    });

  const send = async (exchange: Exchange): Promise<true> => {
    let input: Record<string, unknown>;
    try {
      input = exchange.method === 'GET' ? Object.fromEntries(exchange.query) : await readFields(exchange);
    } catch {
      return sendJson(exchange, 200, errors('Unable to read your request...'));
    }
    const field = (name: string): string => textOf(input, name);
    const to = readNumber(field('to'));
    const switches = { ...defaults, ...(to === undefined ? {} : perPhone.get(to)) };
    switch (switches.send) {
      case 'timeout-before':
        return never(exchange);
      case 'rate-limited':
        return sendHtml(exchange, 429, '<html><body><h1>429 Too Many Requests</h1></body></html>');
      case 'html':
        return sendHtml(exchange, 200, '<html><body>Maintenance</body></html>');
      case 'unauthorized':
        return sendText(exchange, 401, 'Invalid token.');
      case 'down':
        return sendHtml(exchange, 502, '<html><body><h1>502 Bad Gateway</h1></body></html>');
      case 'error':
        return sendJson(exchange, 200, { ...errors(BAD_SENDER), relatedObject: '/api/send' });
      case 'low-balance':
        return sendJson(exchange, 200, errors('Your account balance is low to send this number of messages....'));
      default:
        break;
    }
    const from = field('from');
    if (field('to') === '')
      return sendJson(exchange, 200, errors('Unable to send your message. Recipient address is empty...'));
    if (to === undefined)
      return sendJson(exchange, 200, errors('Unable to send your message. Recipient address is invalid...'));
    if (field('message').trim() === '')
      return sendJson(exchange, 200, errors('Unable to send your message. Message content is empty...'));
    if (field('sender') !== config.sender || (from !== '' && from !== config.identifier))
      return sendJson(exchange, 200, errors(BAD_SENDER));
    const callback = field('callback');
    if (callback !== '' && !isSafeCallback(callback))
      return sendJson(exchange, 200, errors('Unable to send your message. Callback address is invalid...'));
    if (countParts(field('message')).parts * PART_PRICE > balance) {
      return sendJson(exchange, 200, errors('Your account balance is low to send this number of messages....'));
    }
    const sms = accept(to, field('message'), callback === '' ? undefined : callback);
    const how = switches.report;
    if (how === 'early') await behind(() => finish(sms, 'delivered'));
    else if (how !== 'none') {
      void behind(async () => {
        await wait(REPORT_DELAY, undefined, { signal: stopping.signal });
        await finish(sms, how);
      });
    }
    if (switches.send === 'timeout-after') return never(exchange);
    return sendJson(exchange, 200, {
      acknowledge: 'success',
      response: { status: 'Send is in progress...', message_id: sms.id, message: sms.text, to: sms.to },
    });
  };

  /** One question in two seconds, thirty in a minute; beyond that two minutes of silence. */
  const mayAsk = (): boolean => {
    const at = now();
    if (at < blockedUntil) return false;
    const last = asked.at(-1);
    while (asked.length > 0 && at - (asked[0] ?? 0) > 60_000) asked.shift();
    if ((last !== undefined && at - last < 2000) || asked.length >= 30) {
      blockedUntil = at + 120_000;
      return false;
    }
    asked.push(at);
    return true;
  };

  const status = (exchange: Exchange): true => {
    if (!mayAsk()) return sendHtml(exchange, 429, '<html><body><h1>429 Too Many Requests</h1></body></html>');
    const id = exchange.query.get('id') ?? '';
    const sms = outbox.find((one) => one.id === id);
    if (sms === undefined) {
      const response = {
        messageId: id,
        cost: '0',
        parts: '0',
        status: 'UNKNOWN',
        description: 'Unknown message or access is denied',
      };
      return sendJson(exchange, 200, { acknowledge: 'error', response });
    }
    const description = { QUEUED: 'Queued...', DELIVRD: 'Delivered...', UNDELIV: 'Undelivered...' }[sms.status];
    const response = {
      messageId: id,
      cost: (sms.cost / 100).toFixed(2),
      parts: String(sms.parts),
      status: sms.status,
      description,
    };
    return sendJson(exchange, 200, { acknowledge: 'success', response });
  };

  const part: Part = async (exchange) => {
    const call = /^\/afromessage\/api\/(\w+)$/.exec(exchange.path)?.[1];
    if (call === undefined) return false;
    if (exchange.request.headers.authorization !== `Bearer ${config.token}`)
      return sendText(exchange, 401, 'Invalid token.');
    if (call === 'send' && (exchange.method === 'GET' || exchange.method === 'POST')) return send(exchange);
    if (exchange.method !== 'GET') return sendText(exchange, 405, 'Method not allowed');
    if (call === 'status') return status(exchange);
    if (call === 'balance') {
      const response = {
        balance: (balance / 100).toFixed(2),
        estimatedMessages: String(Math.floor(balance / PART_PRICE)),
      };
      return sendJson(exchange, 200, { acknowledge: 'success', response });
    }
    return sendText(exchange, 404, 'Not found');
  };

  return {
    part,
    /** Everything that lies on phones, oldest first; of one phone when it is given. */
    all: (phone?: string): Sms[] => outbox.filter((one) => phone === undefined || one.to === phone),
    /** What the product sent through the gateway, oldest first. */
    sent: (phone?: string): Sms[] =>
      outbox.filter((one) => one.through === 'afromessage' && (phone === undefined || one.to === phone)),
    /** Puts a message of the wallet itself on a phone. */
    receive(to: string, from: string, text: string): void {
      const { parts, encoding } = countParts(text);
      outbox.push({
        id: randomUUID(),
        to,
        from,
        text,
        at: now(),
        parts,
        encoding,
        cost: 0,
        status: 'DELIVRD',
        through: 'wallet',
      });
      touch();
    },
    balance: () => balance,
    setBalance(santim: number): void {
      balance = santim;
      touch();
    },
    switches: (): SmsSwitches => defaults,
    /** Changes switches, for one number or for all. */
    setSwitch(patch: Partial<SmsSwitches>, phone?: string): void {
      if (phone === undefined) defaults = { ...defaults, ...patch };
      else perPhone.set(phone, { ...perPhone.get(phone), ...patch });
    },
    /** Sends the delivery report of a message again. */
    reportAgain: async (id: string, state: Sms['status']): Promise<void> => {
      const sms = outbox.find((one) => one.id === id);
      if (sms === undefined) throw new RangeError(`No message ${id}`);
      sms.status = state;
      await report(sms, sms.id);
    },
    clear(): void {
      outbox = [];
      perPhone.clear();
      asked.length = 0;
      blockedUntil = 0;
      defaults = SMS_NORMAL;
      balance = START_BALANCE;
      touch();
    },
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}
