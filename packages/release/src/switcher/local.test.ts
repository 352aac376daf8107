import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '@windsurf/testbed/ports';
import t, { type Test } from 'tap';
import { listenForRequests } from './access-log.ts';
import { haproxyConfig, type Layout, TEST_HEADER } from './haproxy-config.ts';
import { haproxyServers } from './haproxy-socket.ts';
import { localSwitcher } from './local.ts';
import { isAlive, LAUNCH, type Processes, processesIn } from './processes.ts';
import { startFakeHaproxy } from './testing.ts';

/** A service of a few lines, which is never ready when its revision says so, and does not end when it is told not to. */
const SERVICE = `
  const { createServer } = require('node:http');
  const bad = process.argv[2];
  process.on('SIGTERM', () => bad === 'deaf' || process.exit(0));
  createServer((q, r) => { r.statusCode = bad === 'unhealthy' ? 503 : 200; r.end(); }).listen(Number(process.argv[3]), '127.0.0.1');
`;

const world = async (t: Test) => {
  // Not the test's own folder, which may be gone before the processes are.
  const folder = mkdtempSync(join(tmpdir(), 'switcher-'));
  writeFileSync(join(folder, 'service.cjs'), SERVICE);
  const two = async () => [await freePort(), await freePort()];
  const layout: Layout = {
    socket: join('/tmp', `windsurf-test-${process.pid}-${Math.random().toString(36).slice(2, 8)}.sock`),
    production: 1,
    test: 2,
    log: 3,
    first: 'a',
    services: [{ name: 'payments', paths: ['/v1/payments'], ports: { a: await two(), b: await two() } }],
  };
  const processes = processesIn(join(folder, 'payments'), 2, (revision, slot, place) => ({
    program: process.execPath,
    args: [join(folder, 'service.cjs'), revision, String(layout.services[0]?.ports[slot][place])],
    env: { PATH: process.env.PATH },
    cwd: folder,
  }));
  const haproxy = await startFakeHaproxy(layout);
  t.teardown(async () => {
    for (const slot of ['a', 'b'] as const) await processes.stop(slot, 100);
    await haproxy.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const runner = (readyMs = 10_000) =>
    localSwitcher({
      service: 'payments',
      layout,
      processes,
      folder: join(folder, 'payments'),
      readyMs,
      graceMs: 1_000,
    });
  const starts = (revision: string): number =>
    readFileSync(join(folder, 'payments/starts.log'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith(`${revision} `)).length;
  const weight = (server: string) => haproxy.weights.get(`payments/${server}`);
  return { layout, processes, haproxy, runner, starts, weight };
};
const started = async (processes: Processes, layout: Layout) => {
  processes.start('a', 'v1');
  for (;;) {
    const rows = await haproxyServers(layout.socket);
    if (
      rows.filter(({ backend, server, status }) => backend === 'payments' && server.startsWith('a') && status === 'UP')
        .length === 2
    )
      return;
  }
};

t.test(
  'green starts beside blue, takes the traffic step by step, and blue ends; a second runner starts nothing twice',
  async (t) => {
    const { layout, processes, runner, starts, weight, haproxy } = await world(t);
    await started(processes, layout);
    await runner().startGreen('v2');
    await runner().startGreen('v2');
    t.equal(starts('v2'), 2, 'two processes, however often it is asked');
    t.match(await runner().current(), { blue: 'v1', green: 'v2', weight: 0 });
    t.equal(haproxy.weights.get('payments-test/b1'), 100);
    for (const percent of [5, 25, 50, 100]) {
      await runner().setWeight(percent);
      t.same(
        [weight('b1'), weight('b2'), weight('a1'), weight('a2')],
        [percent, percent, 100 - percent, 100 - percent],
      );
    }
    const order = haproxy.commands.filter((command) => command.includes(' payments/')).slice(0, 4);
    t.match(order, [/a1 95/, /a2 95/, /b1 5/, /b2 5/], 'whoever gets more gets it first');
    await runner().promote();
    await runner().promote();
    await runner().retireBlue(1_000);
    await runner().retireBlue(1_000);
    t.match(await runner().current(), { blue: 'v2', green: undefined, weight: 0 });
    t.same([processes.pids('a').length, processes.pids('b').length], [0, 2]);
    await runner().startGreen('v3');
    t.equal(processes.running('a'), 'v3', 'the other way round the next time');
  },
);

t.test('a green that is never ready is trouble, and a roll-back takes it away and leaves blue as it was', async (t) => {
  const { layout, processes, runner, weight } = await world(t);
  await started(processes, layout);
  const pids = processes.pids('a');
  await t.rejects(runner(400).startGreen('unhealthy'), { name: 'Trouble', message: /health: 2 of 2 processes/ });
  await runner().rollback('not ready');
  await runner().rollback('not ready');
  t.same([processes.pids('b'), processes.pids('a')], [[], pids]);
  t.same([weight('a1'), weight('b1')], [100, 0]);
  t.match(await runner().current(), { blue: 'v1', green: undefined });
});

t.test(
  'what was promoted can be taken back as long as blue runs; a blue that does not end is killed and told',
  async (t) => {
    const { layout, processes, runner, weight } = await world(t);
    processes.start('a', 'deaf');
    await t.resolves(runner().startGreen('v2'));
    await runner().setWeight(100);
    await runner().promote();
    await runner().rollback('sells nothing');
    t.match(await runner().current(), { blue: 'deaf', weight: 0 });
    t.equal(weight('a1'), 100);
    await runner().startGreen('v2');
    await runner().promote();
    const [pid = 0] = processes.pids('a');
    await t.rejects(runner().retireBlue(200), /did not end within 0.2 s and was killed/);
    t.notOk(isAlive(pid));
    t.match(await haproxyServers(layout.socket), [{ server: 'a1', status: 'DOWN' }]);
  },
);

t.test('a claim is made once, and that of a process that died is no claim', async (t) => {
  const { processes, starts } = await world(t);
  const until = async (fact: () => boolean) => {
    while (!fact()) await new Promise((done) => setTimeout(done, 10));
  };
  processes.start('b', 'v1');
  processes.start('b', 'v1');
  await until(() => processes.pids('b').length === 2);
  const [pid = 0] = processes.pids('b');
  t.equal(starts('v1'), 2);
  process.kill(pid, 'SIGKILL');
  await until(() => !isAlive(pid));
  t.equal(processes.running('b'), undefined, 'half of a revision is not running');
  processes.start('b', 'v1');
  await until(() => processes.running('b') === 'v1');
  t.equal(starts('v1'), 3);
});

t.test('of many that claim a place in the same moment one becomes the program', async (t) => {
  const folder = t.testdir();
  const [claim, journal] = [join(folder, 'claim'), join(folder, 'journal')];
  const codes = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const child = spawn('/bin/sh', ['-c', LAUNCH, 'launch', claim, 'v1', journal, 'true'], { stdio: 'ignore' });
      const [code] = (await once(child, 'exit')) as [number];
      return code;
    }),
  );
  t.same(
    codes.toSorted((a, b) => a - b),
    [0, 75, 75, 75, 75, 75, 75, 75],
  );
  t.match(readFileSync(journal, 'utf8'), /^v1 \d+\n$/);
});

t.test('the configuration keeps the test listener apart, and the access log is read by slot', async (t) => {
  const { layout } = await world(t);
  const text = haproxyConfig(layout);
  for (const line of [
    `http-request del-header ${TEST_HEADER}`,
    'acl payments path_beg /v1/payments',
    'option httpchk GET /readyz',
    'timeout check 3s',
    `server a1 127.0.0.1:${layout.services[0]?.ports.a[0]} weight 100 check`,
    `server b2 127.0.0.1:${layout.services[0]?.ports.b[1]} weight 0 check`,
  ])
    t.ok(text.includes(line), line);
  const port = await freePort();
  const log = await listenForRequests(port);
  const since = new Date(Date.now() - 1_000);
  const socket = createSocket('udp4');
  const lines = [
    'payments a1 200 10 GET /checkout/1',
    'payments b1 200 20 POST /v1/payments/checkouts',
    'payments b2 503 900 POST /v1/payments/checkouts',
    'payments b1 -1 -1 GET /checkout/2',
    'payments-test b1 500 1 GET /x',
  ];
  for (const line of lines) await new Promise((done) => socket.send(`${line}\n`, port, '127.0.0.1', done));
  while (log.figures('payments', 'b', since).requests < 3) await new Promise((done) => setTimeout(done, 5));
  socket.close();
  t.match(log.figures('payments', 'b', since), { requests: 3, failed: 2, p95Ms: 900, payments: 2, paymentsGood: 1 });
  t.match(log.figures('payments', 'a', since), { requests: 1, failed: 0, payments: 0 });
  t.match(log.figures('payments', 'a', new Date(Date.now() + 1_000)), { requests: 0, p95Ms: undefined });
  await log.close();
});
