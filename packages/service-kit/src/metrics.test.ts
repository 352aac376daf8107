import { randomBytes } from 'node:crypto';
import { request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import t from 'tap';
import { createMetrics } from './metrics.ts';
import { testApp } from './testing.ts';

const open = { config: { access: 'public' } } as object;
/** Lines of a metric, without comments. */
const lines = (text: string, name: string): string[] =>
  text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
const series = (text: string): string[] => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

t.test('requests are counted and timed by the route’s pattern, never by the address', async (t) => {
  const metrics = createMetrics('test');
  const { app } = await testApp({ metrics });
  app.get('/k/:token', open, async () => ({ done: true }));
  app.post('/broken', open, async () => {
    throw new Error('x');
  });
  for (const token of ['secret-1', 'secret-2', 'secret-3']) await app.inject({ url: `/k/${token}?t=secret` });
  await app.inject({ method: 'POST', url: '/broken' });
  await app.inject({ url: '/nowhere/secret' });
  await pause(5);
  const text = await metrics.text();
  t.strictSame(lines(text, 'windsurf_http_requests_total').sort(), [
    'windsurf_http_requests_total{route="(none)",method="GET",status_class="4xx",service="test"} 1',
    'windsurf_http_requests_total{route="/broken",method="POST",status_class="5xx",service="test"} 1',
    'windsurf_http_requests_total{route="/k/:token",method="GET",status_class="2xx",service="test"} 3',
  ]);
  t.match(text, /windsurf_http_request_duration_seconds_count\{[^}]*route="\/k\/:token"[^}]*\} 3/);
  t.match(text, /windsurf_http_request_duration_seconds_bucket\{le="0.25"[^}]*route="\/k\/:token"/);
  t.strictSame(lines(text, 'windsurf_http_requests_in_flight'), ['windsurf_http_requests_in_flight{service="test"} 0']);
  t.notMatch(text, /secret/);
  t.ok(text.endsWith('# EOF\n'), 'the end of an OpenMetrics text');
  t.match(metrics.contentType, /^application\/openmetrics-text/);
});

t.test('ten thousand random addresses, methods and labels make no new series', async (t) => {
  const metrics = createMetrics('test');
  const { app } = await testApp({ metrics });
  app.get('/@:handle', open, async () => 'x');
  const sent = metrics.counter('windsurf_sent_total', 'x', { channel: ['sms'], outcome: ['sent', 'failed'] });
  const words = () => randomBytes(6).toString('hex');
  for (const url of ['/@a', '/x', '/%zz']) await app.inject({ url });
  sent({ channel: words(), outcome: words() });
  await pause(5);
  const before = series(await metrics.text()).length;
  let asked = 0;
  for (; asked < 10_000; asked += 1) {
    const url = [`/@${words()}`, `/${words()}/${words()}?q=${words()}`, `/%zz${words()}`][asked % 3] ?? '/';
    await app.inject({ url, headers: { 'user-agent': words(), host: words() } });
    sent({ channel: words(), outcome: words() });
  }
  await pause(5);
  const after = series(await metrics.text()).length;
  t.equal(asked, 10_000);
  t.equal(after, before);
  t.ok(after < 60, `${after} series`);
});

t.test('a count begins at 0 for all that it can say, and what is unknown is other', async (t) => {
  const metrics = createMetrics('test');
  const paid = metrics.counter('windsurf_paid_total', 'x', { rail: ['telebirr', 'webirr'] });
  paid({ rail: 'telebirr' });
  paid({ rail: 'telebirr' }, 4);
  paid({ rail: '0911234567' });
  t.strictSame(lines(await metrics.text(), 'windsurf_paid_total').sort(), [
    'windsurf_paid_total{rail="other",service="test"} 1',
    'windsurf_paid_total{rail="telebirr",service="test"} 5',
    'windsurf_paid_total{rail="webirr",service="test"} 0',
  ]);
});

t.test('a figure is asked for at most every ten seconds, and is absent rather than old when it fails', async (t) => {
  let at = 0;
  let asked = 0;
  let broken = false;
  const metrics = createMetrics('test', () => at);
  const read = async (value: number) => {
    asked += 1;
    if (broken) throw new Error('no database');
    return value;
  };
  metrics.gauges({ windsurf_unknown: 'x', windsurf_absent: 'x' }, async () => ({
    windsurf_unknown: await read(7),
    windsurf_absent: null,
  }));
  metrics.gauge({ name: 'windsurf_by_rail', help: 'x', labels: { rail: ['telebirr'] } }, async () => [
    { labels: { rail: 'telebirr' }, value: await read(3) },
  ]);
  const both = await Promise.all([metrics.text(), metrics.text()]);
  t.equal(asked, 2, 'two who look at once ask once');
  for (const text of both) {
    t.strictSame(lines(text, 'windsurf_unknown'), ['windsurf_unknown{service="test"} 7']);
    t.strictSame(lines(text, 'windsurf_by_rail'), ['windsurf_by_rail{rail="telebirr",service="test"} 3']);
    t.strictSame(lines(text, 'windsurf_absent'), []);
  }
  at = 9999;
  await metrics.text();
  t.equal(asked, 2);
  at = 10_001;
  broken = true;
  const text = await metrics.text();
  t.equal(asked, 4);
  t.strictSame([...lines(text, 'windsurf_unknown'), ...lines(text, 'windsurf_by_rail')], []);
  t.strictSame(lines(text, 'windsurf_reading_failed_total'), ['windsurf_reading_failed_total{service="test"} 2']);
});

t.test(
  'a question that takes long is not asked again while it runs, and its answer is kept when it comes',
  async (t) => {
    let at = 0;
    let asked = 0;
    const metrics = createMetrics('test', () => at);
    let answer = Promise.withResolvers<number>();
    const long = async () => {
      asked += 1;
      return { windsurf_books: await answer.promise };
    };
    metrics.gauges({ windsurf_books: 'x' }, long, { everyMs: 3_600_000 });
    const since = performance.now();
    const read = async (name: string): Promise<string[]> => lines(await metrics.text(), name);
    t.strictSame(await read('windsurf_books'), []);
    t.ok(performance.now() - since < 3000, 'nobody waits for it');
    at = 15_000;
    t.strictSame(await read('windsurf_reading_failed_total'), ['windsurf_reading_failed_total{service="test"} 2']);
    t.equal(asked, 1, 'the same question twice at once would only make both slower');
    answer.resolve(0);
    await pause(5);
    at = 3_600_000;
    t.strictSame(await read('windsurf_books'), ['windsurf_books{service="test"} 0']);
    t.equal(asked, 1, 'it is good for an hour from when it came');
    answer = Promise.withResolvers<number>();
    at = 3_700_000;
    const looking = metrics.text();
    at += 10_000;
    answer.reject(new Error('cancelled after ten seconds'));
    await looking;
    at += 60_000;
    await metrics.text();
    t.equal(asked, 2, 'what failed slowly rests');
    at += 300_000;
    await metrics.text();
    t.equal(asked, 3);
  },
);

t.test('how late the event loop is, and nothing else, is its lag', async (t) => {
  const metrics = createMetrics('test');
  metrics.process();
  const lag = async (): Promise<number> =>
    Number(lines(await metrics.text(), 'windsurf_event_loop_lag_seconds')[0]?.split(' ')[1]);
  await pause(200);
  await lag();
  // The first look after a reading measures nothing.
  await pause(60);
  for (const end = Date.now() + 250; Date.now() < end; ) Math.sqrt(2);
  await pause(60);
  t.ok((await lag()) > 0.15, 'a loop that stood still is seen');
  const text = await metrics.text();
  t.notMatch(text, /nodejs_eventloop_lag/);
  t.match(text, /process_cpu_seconds_total\{service="test"\} [\d.]+/);
  t.match(text, /nodejs_heap_size_used_bytes\{service="test"\} \d+/);
});

t.test('/metrics answers our own machines only, and nobody who came through a proxy', async (t) => {
  const { app } = await testApp();
  const status = async (remoteAddress: string, headers: Record<string, string> = {}): Promise<number> =>
    (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
  for (const inside of ['127.0.0.1', '::1', '::ffff:10.0.3.4', '10.0.3.4', '172.31.0.9', '192.168.1.1', 'fd00::5'])
    t.equal(await status(inside), 200, inside);
  for (const outside of ['196.188.1.2', '172.32.0.1', '::ffff:196.188.1.2', '2001:db8::1'])
    t.equal(await status(outside), 404, outside);
  for (const header of ['x-forwarded-for', 'forwarded', 'via', 'x-amzn-trace-id', 'x-forwarded-proto', 'x-amz-cf-id'])
    t.equal(await status('10.0.3.4', { [header]: '127.0.0.1' }), 404, header);
  const answer = await app.inject({ url: '/metrics' });
  t.match(answer.headers, { 'content-type': /openmetrics/, 'cache-control': 'no-store' });
});

t.test('a request whose caller hung up is in flight no more', async (t) => {
  const metrics = createMetrics('test');
  const { app } = await testApp({ metrics });
  const hang = Promise.withResolvers<void>();
  t.teardown(() => hang.resolve());
  app.get('/slow', open, async () => {
    await hang.promise;
    return 'x';
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  t.teardown(async () => await app.close());
  const inFlight = async (): Promise<number> =>
    Number(lines(await metrics.text(), 'windsurf_http_requests_in_flight')[0]?.split(' ')[1]);
  const until = async (wanted: number): Promise<void> => {
    for (let tries = 0; tries < 200 && (await inFlight()) !== wanted; tries += 1) await pause(10);
    t.equal(await inFlight(), wanted);
  };
  const calling = ask({ port: (app.server.address() as AddressInfo).port, path: '/slow' });
  calling.on('error', () => undefined);
  calling.end();
  await until(1);
  calling.destroy();
  await until(0);
});
