import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type t from 'tap';
import { listen } from './listen.ts';
import { startOutside } from './outside.ts';

export type Callback = { body: Record<string, string>; auth: string; path: string };

/**
 * A merchant of the CBE Birr Plus mini-app, written from the protocol alone, with a shop that listens for callbacks. Everything
 * is forgotten before each test.
 */
export async function startCbebirrMerchant(test: typeof t) {
  const clock = { at: Date.parse('2026-11-20T08:00:00Z') };
  const outside = await startOutside({ clock: { now: () => new Date(clock.at) }, callbackRetries: [0, 10, 10] });
  const our = outside.keys.payments.cbebirr;
  const { cbebirr } = outside;
  const called: Callback[] = [];
  const answers: number[] = [];
  const shop = await listen(
    createServer((request, response) => {
      let text = '';
      request.on('data', (part: Buffer) => {
        text += part.toString();
      });
      request.on('end', () => {
        const body = JSON.parse(text) as Record<string, string>;
        called.push({ body, auth: request.headers.authorization ?? '', path: request.url ?? '' });
        response.statusCode = answers.shift() ?? 200;
        response.setHeader('location', '/elsewhere');
        response.end('{"status":"success"}');
      });
    }),
    {},
  );
  test.teardown(async () => {
    await outside.stop();
    await shop.stop();
  });
  test.beforeEach(() => {
    outside.clear();
    called.length = 0;
    answers.length = 0;
  });

  /** The rule of the protocol, written a second time. */
  const sha = (fields: Record<string, string>, key = our.hashKey): string => {
    const pairs = { ...fields, key };
    const text = Object.keys(pairs)
      .sort()
      .map((name) => `${name}=${pairs[name as keyof typeof pairs]}`)
      .join('&');
    return createHash('sha256').update(text, 'utf8').digest('hex');
  };
  const user = (token: string) => fetch(`${our.baseUrl}/auth/user`, { headers: { authorization: token } });
  const jwt = cbebirr.tokenOf('+251911234567', { seconds: 86_400 });
  const fieldsOf = (transactionId: string, more: Record<string, string> = {}): Record<string, string> => ({
    amount: '150.50',
    callBackURL: `${shop.url}/cbebirr`,
    companyName: our.companyName,
    tillCode: our.tillCode,
    token: jwt,
    transactionId,
    transactionTime: '2026-11-20T08:00:00Z',
    ...more,
  });
  const send = async (body: unknown, authorization = `Bearer ${jwt}`) => {
    const response = await fetch(`${our.baseUrl}/auth/pay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as Record<string, string>) : {} };
  };
  const pay = (transactionId: string, more: Record<string, string> = {}) => {
    const fields = fieldsOf(transactionId, more);
    return send({ ...fields, signature: sha(fields) });
  };
  /** Whether a callback is signed as our recipe says. */
  const holds = ({ body }: Callback): boolean => {
    const { signature, ...fields } = body;
    return signature === sha(fields);
  };
  return { clock, outside, our, cbebirr, called, answers, sha, user, jwt, fieldsOf, send, pay, holds };
}
