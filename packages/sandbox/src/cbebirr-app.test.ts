import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import t from 'tap';
import { hashPairs } from './cbebirr-signature.ts';
import { listen } from './listen.ts';
import { startOutside } from './outside.ts';

const outside = await startOutside({ callbackRetries: [0] });
const { cbebirr } = outside;
const our = outside.keys.payments.cbebirr;
type Seen = { method: string; url: string; headers: IncomingHttpHeaders; body: string };
const seen: Seen[] = [];
const shop = await listen(
  createServer((asked, response) => {
    let body = '';
    asked.on('data', (part: Buffer) => {
      body += part.toString();
    });
    asked.on('end', () => {
      seen.push({ method: asked.method ?? '', url: asked.url ?? '', headers: asked.headers, body });
      if (asked.url === '/go') {
        response.writeHead(303, { location: `${shop.url}/there`, 'set-cookie': ['a=1; Path=/', 'b=2; Path=/'] });
        return response.end();
      }
      if (asked.url === '/data') {
        response.writeHead(200, { 'content-type': 'application/octet-stream' });
        return response.end(Buffer.from([0, 255, 1]));
      }
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; script-src 'self'",
      });
      return response.end(`<html><head><title>ሱቅ</title></head><body><a href="${shop.url}/x">x</a></body></html>`);
    });
  }),
  {},
);
t.teardown(async () => {
  await outside.stop();
  await shop.stop();
});
t.beforeEach(() => {
  outside.clear();
  seen.length = 0;
});

const host = `cbebirr.localhost:${outside.port}`;
/** A request as a browser makes it whose resolver knows `cbebirr.localhost`. */
const browse = (path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((settle, fail) => {
    const { method = 'GET', headers = {}, body } = options;
    const call = request(
      { host: '127.0.0.1', port: outside.port, path, method, headers: { host, ...headers } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.once('end', () =>
          settle({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
        );
      },
    );
    call.once('error', fail);
    call.end(body);
  });
const launch = async (path = '/pay/7?from=app'): Promise<string> => {
  const opened = await fetch(`${outside.url}/cbebirr/app/open`, {
    method: 'POST',
    body: new URLSearchParams({ phone: '0911 234 567', url: `${shop.url}${path}` }),
    redirect: 'manual',
  });
  const enter = new URL(opened.headers.get('location') ?? '');
  t.equal(enter.host, host);
  const entered = await browse(`${enter.pathname}${enter.search}`);
  t.equal(entered.status, 303);
  t.equal(entered.headers.location, path);
  return (entered.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
};
const pay = async (transactionId: string) => {
  const token = cbebirr.tokenOf('+251911234567');
  const fields = {
    amount: '150.50',
    callBackURL: `${shop.url}/callback`,
    companyName: our.companyName,
    tillCode: our.tillCode,
    token,
    transactionId,
    transactionTime: '2026-11-20',
  };
  const response = await fetch(`${our.baseUrl}/auth/pay`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ ...fields, signature: hashPairs(fields, our.hashKey) }),
  });
  return ((await response.json()) as { token: string }).token;
};
const decide = (body: object) =>
  browse('/cbebirr/app/decide', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

t.test('the launcher opens a shop with the customer’s token on the first page alone', async (t) => {
  t.match(await (await fetch(`${outside.url}/cbebirr/app?url=${encodeURIComponent(shop.url)}`)).text(), shop.url);
  const cookie = await launch();
  const page = await browse('/pay/7?from=app', { headers: { cookie: `${cookie}; shop=1` } });
  t.equal(page.status, 200);
  t.equal(page.headers['content-security-policy'], "default-src 'none'; script-src 'self'", 'the shop’s policy holds');
  t.match(page.body.toString(), `<head><script src="/cbebirr/app/channel.js"></script><title>ሱቅ</title>`);
  t.match(page.body.toString(), `href="http://${host}/x"`);
  t.match(seen[0], { url: '/pay/7?from=app', headers: { host: new URL(shop.url).host, cookie: 'shop=1' } });
  const auth = seen[0]?.headers.authorization ?? '';
  t.equal(cbebirr.phoneOf(auth.replace('Bearer ', '')), '251911234567');
  const posted = await browse('/go', {
    method: 'POST',
    headers: { cookie, origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'a=%E1%88%B0',
  });
  t.match(seen[1], { method: 'POST', body: 'a=%E1%88%B0', headers: { origin: shop.url } });
  t.equal(seen[1]?.headers.authorization, undefined);
  t.equal(seen[1]?.headers.cookie, undefined, 'the app’s own cookie stays in the app');
  t.equal(posted.headers.location, `http://${host}/there`);
  t.same(posted.headers['set-cookie'], ['a=1; Path=/', 'b=2; Path=/']);
  t.same([...(await browse('/data', { headers: { cookie } })).body], [0, 255, 1]);
});

t.test('without an open app there is no shop, and a launcher takes only a number and an address', async (t) => {
  t.equal((await browse('/pay/7')).status, 404);
  t.equal((await browse('/cbebirr/app/enter?session=none')).status, 404);
  for (const fields of [
    { phone: '0811234567', url: shop.url },
    { phone: '0911234567', url: 'javascript:alert(1)' },
    { phone: '0911234567', url: 'http://shop.example.et' },
  ]) {
    const answer = await fetch(`${outside.url}/cbebirr/app/open`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    t.equal(answer.status, 422);
  }
  t.same(seen, []);
  const cookie = await launch();
  await shop.stop();
  t.equal((await browse('/', { headers: { cookie } })).status, 502);
});

t.test('the channel shows the PIN screen, which pays with a PIN, declines, or is silent', async (t) => {
  const script = await browse('/cbebirr/app/channel.js');
  t.match(script.headers['content-type'], /javascript/);
  t.match(script.body.toString(), 'window.myJsChannel={postMessage');
  const token = await pay('A1');
  const shown = await browse(`/cbebirr/app/payment?token=${token}`);
  t.same(JSON.parse(shown.body.toString()), { amount: '150.50', state: 'open', companyName: our.companyName });
  t.equal((await browse('/cbebirr/app/payment?token=none')).status, 404);
  t.equal((await decide({ token, decision: 'approve', pin: '12' })).status, 422);
  t.equal((await decide({ token, decision: 'steal', pin: '1234' })).status, 404);
  t.match(cbebirr.order('A1'), { state: 'open' });
  t.equal((await decide({ token, decision: 'approve', pin: '1234' })).status, 200);
  t.match(cbebirr.order('A1'), { state: 'paid' });
  await decide({ token: await pay('A2'), decision: 'decline' });
  t.match(cbebirr.order('A2'), { state: 'declined' });
  cbebirr.setSwitch('no-answer');
  await decide({ token: await pay('A3'), decision: 'approve', pin: '1234' });
  t.match(cbebirr.order('A3'), { state: 'open' });
  await cbebirr.settled();
});
