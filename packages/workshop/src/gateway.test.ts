import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import t, { type Test } from 'tap';
import { type Gateway, startGateway } from './gateway.ts';
import { relay } from './gateway-proxy.ts';
import { createRouter } from './gateway-routes.ts';

const services = [
  { name: 'store-builder', paths: ['/v1/stores', '/@', '/media'] },
  { name: 'community', paths: ['/v1/community', '/c'] },
  { name: 'payments', paths: ['/v1/payments', '/checkout'] },
];
type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer };

const ask = (port: number, path: string, headers: Record<string, string>, body?: Buffer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, headers, method: body ? 'POST' : 'GET' }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });

const page = `<!doctype html>${'<p>ሰላም</p>'.repeat(400)}`;

/** A service that tells what it was asked, as a page when the path says so. */
const start = async (t: Test): Promise<Gateway & { dist: string }> => {
  const service = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      outgoing.setHeader('set-cookie', 'session=1');
      if (incoming.url === '/@selam') {
        outgoing.setHeader('etag', '"a"');
        outgoing.setHeader('content-type', 'text/html; charset=utf-8');
        outgoing.end(page);
        return;
      }
      outgoing.setHeader('content-type', 'application/json');
      const { url, headers, method } = incoming;
      outgoing.end(JSON.stringify({ url, method, headers, bytes: Buffer.concat(chunks).length }));
    });
  });
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
  const address = service.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const dist = mkdtempSync(join(tmpdir(), 'dist-'));
  mkdirSync(join(dist, 'assets'));
  writeFileSync(join(dist, 'index.html'), '<title>dashboard</title>');
  writeFileSync(join(dist, 'operator.html'), '<title>operator</title>');
  writeFileSync(join(dist, 'assets/main-a1b2c3d4.js'), 'let a');
  writeFileSync(join(dist, 'assets/main-a1b2c3d4.js.br'), 'packed');
  const gateway = await startGateway({
    port: 0,
    services,
    portOf: (name) => (name === 'payments' ? undefined : port),
    dashboard: () => dist,
    policy: "default-src 'none'",
    home: '/@selam',
  });
  t.teardown(async () => {
    await gateway.stop();
    service.closeAllConnections();
    await new Promise((done) => service.close(done));
    rmSync(dist, { recursive: true });
  });
  return { ...gateway, dist };
};

t.test('paths lead to the service that declares the longest prefix, whole segments only', async (t) => {
  const route = createRouter(services);
  const rows: [host: string, path: string, to: string][] = [
    ['localhost:8080', '/@selam', 'store-builder'],
    ['localhost', '/@selam/product', 'store-builder'],
    ['app.localhost:8080', '/c', 'community'],
    ['app.localhost:8080', '/c/selam', 'community'],
    ['app.localhost:8080', '/checkout/1', 'payments'],
    ['app.localhost:8080', '/v1/payments', 'payments'],
    ['app.localhost:8080', '/v1/paymentsx', 'dashboard'],
    ['app.localhost:8080', '/cart', 'dashboard'],
    ['app.localhost:8080', '/', 'dashboard'],
    ['localhost:8080', '/', 'store-home'],
    ['localhost:8080', '/cart', 'nothing'],
    ['localhost:8080', '/health', 'health'],
    ['abeba.example.com', '/', 'store-builder'],
    ['abeba.example.com:8080', '/algebra', 'store-builder'],
    ['abeba.example.com', '/checkout/1', 'nothing'],
    ['127.0.0.1:8080', '/', 'store-home'],
  ];
  for (const [host, path, to] of rows) {
    const target = route(host, path);
    t.equal(target.kind === 'service' ? target.service : target.kind, to, `${host}${path}`);
  }
});

t.test('no cookie passes the store origin, in either direction; the app origin passes both', async (t) => {
  const { port } = await start(t);
  const store = await ask(port, '/v1/stores', { host: 'localhost:8080', cookie: 'session=1' });
  const seen: { headers: Record<string, string> } = JSON.parse(store.body.toString());
  t.equal(seen.headers.cookie, undefined);
  t.equal(store.headers['set-cookie'], undefined);
  const app = await ask(port, '/v1/stores', { host: 'app.localhost:8080', cookie: 'session=1' });
  const there: { headers: Record<string, string> } = JSON.parse(app.body.toString());
  t.equal(there.headers.cookie, 'session=1');
  t.strictSame(app.headers['set-cookie'], ['session=1']);
});

t.test('a service learns who asked for what, and keeps a good request id', async (t) => {
  const { port } = await start(t);
  const { body } = await ask(port, '/v1/stores?a=1', { host: 'app.localhost:1', 'x-request-id': 'abcdefgh-1' });
  const seen: { url: string; headers: Record<string, string> } = JSON.parse(body.toString());
  t.equal(seen.url, '/v1/stores?a=1');
  t.equal(seen.headers.host, 'app.localhost:1');
  t.match(seen.headers, {
    'x-forwarded-host': 'app.localhost:1',
    'x-forwarded-proto': 'http',
    'x-request-id': 'abcdefgh-1',
  });
  t.match(seen.headers['x-forwarded-for'], /127\.0\.0\.1/);
  const forged = await ask(port, '/v1/stores', { host: 'localhost', 'x-request-id': 'a b' });
  t.match(JSON.parse(forged.body.toString()), { headers: { 'x-request-id': /^[0-9a-f-]{36}$/ } });
});

t.test('bodies stream through whole', async (t) => {
  const { port } = await start(t);
  const sent = Buffer.alloc(3_000_000, 'x');
  const { body } = await ask(port, '/v1/stores', { host: 'app.localhost' }, sent);
  t.match(JSON.parse(body.toString()), { method: 'POST', bytes: sent.length });
});

t.test('pages are packed as the edge packs them, for those who understand it', async (t) => {
  const { port } = await start(t);
  const packed = await ask(port, '/@selam', { host: 'localhost', 'accept-encoding': 'gzip, br' });
  t.equal(packed.headers['content-encoding'], 'br');
  t.equal(packed.headers.etag, 'W/"a"');
  t.equal(brotliDecompressSync(packed.body).toString(), page);
  t.ok(packed.body.length < 200);
  const plain = await ask(port, '/@selam', { host: 'localhost' });
  t.equal(plain.headers['content-encoding'], undefined);
  t.equal(plain.body.toString(), page);
});

t.test('the dashboard is served on the app origin alone, with its own router behind every path', async (t) => {
  const { port } = await start(t);
  const index = await ask(port, '/orders/12', { host: 'app.localhost' });
  t.match(index.body.toString(), /dashboard/);
  t.equal(index.headers['cache-control'], 'no-cache');
  t.equal(index.headers['content-security-policy'], "default-src 'none'");
  t.match((await ask(port, '/operator/people', { host: 'app.localhost' })).body.toString(), /operator/);
  const script = await ask(port, '/assets/main-a1b2c3d4.js', { host: 'app.localhost', 'accept-encoding': 'br' });
  t.match(script.headers, { 'content-encoding': 'br', 'cache-control': /immutable/, 'content-type': /javascript/ });
  t.equal((await ask(port, '/assets/gone.js', { host: 'app.localhost' })).status, 404);
  const outside = await ask(port, '/..%2f..%2f..%2fetc%2fpasswd', { host: 'app.localhost' });
  t.match(outside.body.toString(), /dashboard/, 'nothing above the folder is reached');
  t.equal((await ask(port, '/orders/12', { host: 'localhost' })).status, 404);
});

t.test('health is exact on both origins, and the store origin leads to the demo store', async (t) => {
  const { port } = await start(t);
  for (const host of ['localhost', 'app.localhost'])
    t.equal((await ask(port, '/health', { host })).body.toString(), '{"status":"healthy"}');
  t.match(await ask(port, '/', { host: 'localhost' }), { status: 302, headers: { location: '/@selam' } });
});

t.test('a service that does not answer is named, as a page and as a problem', async (t) => {
  const { port } = await start(t);
  const html = await ask(port, '/checkout/1', { host: 'app.localhost', accept: 'text/html' });
  t.equal(html.status, 502);
  t.match(html.body.toString(), /ይህ ክፍል አሁን አይመልስም.*502 · payments/);
  const json = await ask(port, '/v1/payments', { host: 'app.localhost' });
  t.match(json, { status: 502, headers: { 'content-type': 'application/problem+json' } });
});

t.test('a taken port is one sentence that says what to do', async (t) => {
  const { port } = await start(t);
  const second = startGateway({ port, services, portOf: () => undefined, dashboard: () => undefined, home: undefined });
  await t.rejects(second, { message: new RegExp(`Port ${port} is taken by another program.*PORT=\\d+ npm start`) });
});

t.test('a reader who left while the service worked does not end the gateway for the others', async (t) => {
  const outcome = Promise.withResolvers<string>();
  const service = createServer((_incoming, outgoing) => outgoing.end('late'));
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
  const portOf = (server: typeof service): number => Number((server.address() as { port: number }).port);
  const gateway = createServer((incoming, outgoing) => {
    request({ port: portOf(service), host: '127.0.0.1' }, (answer) => {
      outgoing.destroy();
      try {
        relay(answer, incoming, outgoing, 'store');
        outcome.resolve('left alone');
      } catch (error) {
        outcome.resolve(String(error));
      }
    }).end();
  });
  await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done));
  t.teardown(() => {
    service.close();
    gateway.close();
  });
  await ask(portOf(gateway), '/', {}).catch(() => undefined);
  t.equal(await outcome.promise, 'left alone');
});
