import { toSantim } from './birr.ts';
import type { Cbebirr } from './cbebirr.ts';
import { hashPairs } from './cbebirr-signature.ts';
import { type Exchange, type Part, sendHtml, sendJson, sendText } from './exchange.ts';
import { isSafeCallback } from './sms-addresses.ts';

const FIELDS = [
  'amount',
  'callBackURL',
  'companyName',
  'signature',
  'tillCode',
  'token',
  'transactionId',
  'transactionTime',
] as const;
type PayFields = Record<(typeof FIELDS)[number], string>;

/** The bodies of refusals are invented; only the statuses are known. */
const refuse = (exchange: Exchange, status: number, message: string): true =>
  sendJson(exchange, status, { status: 'error', message: `${message} (text invented by the sandbox)` });

const bearer = (exchange: Exchange): string | undefined =>
  /^Bearer (\S+)$/.exec(exchange.request.headers.authorization ?? '')?.[1];

/** The eight fields as strings, or what is wrong with them. */
async function readPay(exchange: Exchange): Promise<PayFields | string> {
  let body: unknown;
  try {
    body = JSON.parse(await exchange.body());
  } catch {
    return 'The body is no JSON';
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'The body is no JSON object';
  const given = new Map<string, unknown>(Object.entries(body));
  if (given.has('key')) return 'key must be hashed and never sent';
  const unknown = [...given.keys()].find((name) => !FIELDS.includes(name as (typeof FIELDS)[number]));
  if (unknown !== undefined) return `${unknown} is not a field`;
  const wrong = FIELDS.find((name) => typeof given.get(name) !== 'string' || given.get(name) === '');
  return wrong === undefined ? (Object.fromEntries(given) as PayFields) : `${wrong} must be a text that is not empty`;
}

/** `/cbebirr/auth/user` and `/cbebirr/auth/pay`. There is nothing else: no status, no refund. */
export function openCbebirrGateway(cbebirr: Cbebirr): Part {
  const { config, book } = cbebirr;

  const user = (exchange: Exchange): true => {
    const phone = cbebirr.phoneOf(bearer(exchange) ?? '');
    return phone === undefined ? refuse(exchange, 401, 'Unauthorized') : sendJson(exchange, 200, { phone });
  };

  const wrongWith = (fields: PayFields): string | undefined => {
    if (!/^(0|[1-9]\d{0,9})\.\d\d$/.test(fields.amount) || toSantim(fields.amount) === 0)
      return 'amount is above 0 and has two decimals, for example 1.00';
    if (fields.tillCode !== config.tillCode) return 'tillCode is not of this merchant';
    if (fields.companyName !== config.companyName) return 'companyName is not of this merchant';
    if (!isSafeCallback(fields.callBackURL)) return 'callBackURL is no address';
    if (!/^[\x21-\x7e]{1,64}$/.test(fields.transactionId)) return 'transactionId has 1 to 64 characters without spaces';
    return undefined;
  };

  const pay = async (exchange: Exchange): Promise<{ answer(): true; after?: () => void }> => {
    const no = (status: number, message: string) => ({ answer: () => refuse(exchange, status, message) });
    const token = bearer(exchange) ?? '';
    const phone = cbebirr.phoneOf(token);
    if (phone === undefined) return no(401, 'Unauthorized');
    const fields = await readPay(exchange);
    if (typeof fields === 'string') return no(400, fields);
    if (fields.token !== token) return no(401, 'token is not the one of the Authorization header');
    const { signature, ...signed } = fields;
    if (signature !== hashPairs(signed, config.hashKey)) return no(401, 'Invalid signature');
    const wrong = wrongWith(fields);
    if (wrong !== undefined) return no(400, wrong);
    const { transactionId, amount, callBackURL, transactionTime } = fields;
    const customer = `+${phone}`;
    const switches = cbebirr.switchesOf({ phone: customer, transactionId });
    const status = Number(switches.payStatus);
    const before = book.find(transactionId);
    if (before !== undefined && switches.repeatedId !== 'separate') {
      const same = before.amount === amount && before.phone === customer;
      if (switches.repeatedId === 'refuse' || !same) return no(400, 'transactionId was used before');
      return { answer: () => sendJson(exchange, status, { token: before.id }) };
    }
    const made = book.create(
      { transactionId, amount, callBackURL, transactionTime, jwt: token, phone: customer },
      switches.lifeSeconds,
    );
    return {
      answer: () => sendJson(exchange, status, { token: made.id }),
      after: () => cbebirr.autoDecide(made),
    };
  };

  /** Whom a request is about, for its switches; the checks come later. */
  const about = async (exchange: Exchange) => {
    const phone = cbebirr.phoneOf(bearer(exchange) ?? '');
    const customer = phone === undefined ? {} : { phone: `+${phone}` };
    if (exchange.method !== 'POST') return customer;
    const fields = await readPay(exchange);
    return typeof fields === 'string' ? customer : { ...customer, transactionId: fields.transactionId };
  };

  return async (exchange) => {
    const call = /^\/cbebirr\/auth\/(user|pay)$/.exec(exchange.path)?.[1];
    if (call === undefined) {
      // the app's own screens come before this part; whatever else somebody invents is not there
      return /^\/cbebirr(\/|$)/.test(exchange.path) ? sendJson(exchange, 404, { message: 'Not Found' }) : false;
    }
    if (exchange.method !== (call === 'user' ? 'GET' : 'POST')) return sendText(exchange, 405, 'Method Not Allowed');
    const switches = cbebirr.switchesOf(await about(exchange));
    const played = switches.calls === 'all' || switches.calls === call ? switches.answers : 'normal';
    switch (played) {
      case 'down':
        return sendText(exchange, 503, 'Service Unavailable');
      case 'forbidden':
        return sendText(exchange, 403, 'Forbidden');
      case 'html':
        return sendHtml(exchange, 200, '<html><body>Maintenance</body></html>');
      case 'refuse':
        return refuse(exchange, call === 'user' ? 401 : 400, 'The request was refused');
      case 'timeout-before':
        exchange.response.destroy();
        return true;
      default: {
        const { answer, after } = call === 'user' ? { answer: () => user(exchange) } : await pay(exchange);
        if (played === 'timeout-after') exchange.response.destroy();
        else {
          if (played === 'slow') await cbebirr.pause(switches.seconds * 1000);
          answer();
        }
        after?.();
        return true;
      }
    }
  };
}
