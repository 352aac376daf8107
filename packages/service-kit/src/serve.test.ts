import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Agent, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import t from 'tap';

type Tap = { teardown(work: () => void): void };
type Line = { child?: string; port?: number; msg?: string };
/** A service as a process of its own, whose lines can be waited for. */
const childService = async (t: Tap, ...args: string[]) => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('serve-child.ts', import.meta.url)), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.teardown(() => void child.kill('SIGKILL'));
  const exited = once(child, 'close') as Promise<[number | null, string | null]>;
  const lines: Line[] = [];
  const waiting: { is: (line: Line) => boolean; done: (line: Line) => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    lines.push(line);
    for (const one of waiting) if (one.is(line)) one.done(line);
  });
  const line = async (is: (line: Line) => boolean): Promise<Line> =>
    lines.find(is) ?? (await new Promise((done) => waiting.push({ is, done })));
  const { port } = await line((one) => one.child === 'listening');
  return { child, exited, line, lines, url: `http://127.0.0.1:${port}` };
};
const statusOf = async (url: string, agent?: Agent): Promise<{ status: number; body: string }> =>
  await new Promise((done, fail) => {
    get(url, { agent }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => done({ status: response.statusCode ?? 0, body }));
    }).on('error', fail);
  });

t.test('told to stop, a service ends the request that it has, closes what it holds, and exits with 0', async (t) => {
  const { child, exited, line, lines, url } = await childService(t);
  const slow = statusOf(`${url}/slow`);
  await line((one) => one.child === 'slow began');
  child.kill('SIGTERM');
  await line((one) => one.msg === 'stopping');
  const since = performance.now();
  child.stdin.write('go on\n');
  t.same(await slow, { status: 200, body: '{"done":true}' });
  t.same(await exited, [0, null]);
  t.ok(performance.now() - since < 10_000, 'no kept connection holds it back');
  // The log's own line about the answer may be written a moment later.
  const said = lines.flatMap((one) => one.child ?? []);
  t.same(said, ['listening', 'slow began', 'closed'], 'pools close after the last answer');
  await t.rejects(statusOf(`${url}/livez`), { code: 'ECONNREFUSED' });
});

t.test('while it leaves it is alive, not ready, and still answers', async (t) => {
  const { child, exited, line, url } = await childService(t, '4000');
  t.equal((await statusOf(`${url}/readyz`)).status, 200);
  child.kill('SIGTERM');
  await line((one) => one.msg === 'stopping');
  t.same(await statusOf(`${url}/readyz`), { status: 503, body: '{"status":"draining"}' });
  t.equal((await statusOf(`${url}/livez`)).status, 200);
  t.same(await exited, [0, null]);
});

t.test('an idle connection that is kept alive does not keep the service', async (t) => {
  const { child, exited, url } = await childService(t);
  const agent = new Agent({ keepAlive: true });
  t.teardown(() => agent.destroy());
  t.equal((await statusOf(`${url}/livez`, agent)).status, 200);
  child.kill('SIGINT');
  t.same(await exited, [0, null]);
});

t.test('what does not close is said, and the exit is not 0', async (t) => {
  const { child, exited, lines } = await childService(t, '0', 'broken');
  child.kill('SIGTERM');
  t.same(await exited, [1, null]);
  t.ok(lines.some((one) => one.msg === 'did not close'));
});
