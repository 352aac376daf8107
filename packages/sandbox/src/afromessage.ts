import { randomUUID } from 'node:crypto';
import { openBehind } from './behind.ts';
import { openCourier } from './courier.ts';
import { type Clock, type Exchange, type Part, readFields, sendHtml, sendJson, sendText, textOf } from './exchange.ts';
import type { Journal } from './journal.ts';
import { send as sendOut } from './outgoing.ts';
import { isSafeCallback, readNumber } from './sms-addresses.ts';
import { countParts } from './sms-parts.ts';
import { openStatusLimit } from './sms-status-limit.ts';
import { SMS_NORMAL, type SmsSwitches } from './switches.ts';
import { openSwitchboard } from './switchboard.ts';

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
/** How long a report's receiver may take, milliseconds. */
const REPORT_PATIENCE = 3000;
const KIND = 'sms';
const BALANCE = 'sms-balance';

const errors = (text: string) => ({ acknowledge: 'error', response: { errors: [text] } });
const BAD_SENDER = 'Either your sender id/name or the identifier(short code) you use are invalid.';

export type Afromessage = ReturnType<typeof openAfromessage>;

/** The SMS gateway: outbox, balance, switches; `part` is its HTTP side under `/afromessage/api/`. */
export function openAfromessage(options: {
  config: SmsConfig;
  clock: Clock;
  journal: Journal;
  log?(msg: string, facts: object): void;
}) {
  const { config, clock, journal } = options;
  let outbox: Sms[] = journal.all(KIND);
  const byId = new Map(outbox.map((sms) => [sms.id, sms]));
  let balance = journal.all<number>(BALANCE)[0] ?? START_BALANCE;
  const switches = openSwitchboard<SmsSwitches>(journal, 'sms-switches', SMS_NORMAL);
  const limit = openStatusLimit();
  const behind = openBehind(options.log);
  const now = (): number => clock.now().getTime();
  const save = (sms: Sms): void => journal.put(KIND, sms.id, sms);
  const add = (sms: Sms): void => {
    outbox.push(sms);
    byId.set(sms.id, sms);
    save(sms);
  };
  const setBalance = (santim: number): void => {
    balance = santim;
    journal.put(BALANCE, 'balance', santim);
  };

  const report = async (sms: Sms, id: string): Promise<number | string | undefined> => {
    if (sms.callback === undefined) return undefined;
    const query = new URLSearchParams({ message_id: id, status: sms.status }).toString();
    return sendOut(
      'GET',
      `${sms.callback}${sms.callback.includes('?') ? '&' : '?'}${query}`,
      undefined,
      REPORT_PATIENCE,
    );
  };
  const courier = openCourier<{ how: SmsSwitches['report'] }>({
    journal,
    kind: 'sms-reports',
    behind,
    retries: [REPORT_DELAY],
    async attempt(id, { how }) {
      const sms = byId.get(id);
      if (sms === undefined) return undefined;
      sms.status = how === 'undelivered' ? 'UNDELIV' : 'DELIVRD';
      save(sms);
      const answer = how === 'lost' ? undefined : await report(sms, how === 'unknown-id' ? randomUUID() : id);
      if (answer === undefined) return undefined;
      const note = (): void => {
        sms.reported = answer;
        save(sms);
      };
      return { answer, note };
    },
  });

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
    journal.together(() => {
      setBalance(balance - sms.cost);
      add(sms);
    });
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
    const chosen = switches.of(to);
    switch (chosen.send) {
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
    const how = chosen.report;
    const { sms, early } = journal.together(() => {
      const sms = accept(to, field('message'), callback === '' ? undefined : callback);
      if (how === 'early') return { sms, early: courier.post(sms.id, { how: 'delivered' }, { after: 0 }) };
      if (how !== 'none') void courier.post(sms.id, { how }, { times: how === 'twice' ? 2 : 1 });
      return { sms, early: undefined };
    });
    await early;
    if (chosen.send === 'timeout-after') return never(exchange);
    return sendJson(exchange, 200, {
      acknowledge: 'success',
      response: { status: 'Send is in progress...', message_id: sms.id, message: sms.text, to: sms.to },
    });
  };

  const status = (exchange: Exchange): true => {
    if (!limit.mayAsk(now()))
      return sendHtml(exchange, 429, '<html><body><h1>429 Too Many Requests</h1></body></html>');
    const id = exchange.query.get('id') ?? '';
    const sms = byId.get(id);
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
      add({
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
    },
    balance: () => balance,
    setBalance,
    switches: (): SmsSwitches => switches.of(undefined),
    /** Changes switches, for one number or for all. */
    setSwitch(patch: Partial<SmsSwitches>, phone?: string): void {
      switches.set(patch, phone);
    },
    /** Sends the delivery report of a message again. */
    reportAgain: async (id: string, state: Sms['status']): Promise<void> => {
      const sms = byId.get(id);
      if (sms === undefined) throw new RangeError(`No message ${id}`);
      sms.status = state;
      const answer = await report(sms, sms.id);
      if (answer !== undefined) sms.reported = answer;
      save(sms);
    },
    clear(): void {
      outbox = [];
      byId.clear();
      journal.clear(KIND);
      courier.clear();
      switches.clear();
      limit.clear();
      setBalance(START_BALANCE);
    },
    /** Sends the delivery reports that a crash or a stop interrupted. Call once, at the start. */
    resume: courier.resume,
    settled: behind.settled,
    stop: behind.stop,
  };
}
