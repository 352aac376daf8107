// The process as it is deployed: it boots, and it may be killed at the worst moment.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { t } from 'tap';
import { signServiceToken } from '@windsurf/access/service-token';
import { newId } from '@windsurf/db/ids';
import { startOutside } from '@windsurf/sandbox/outside';
import { startSecrets } from '@windsurf/sandbox/secrets';
import { testDatabase } from '@windsurf/testbed/database';
import { appOrigin, storeOrigin } from '@windsurf/testbed/people';
import { freePort } from '@windsurf/testbed/ports';

const db = await testDatabase(t, ['notifications']);
const outside = await startOutside();
const key = (): string => randomBytes(32).toString('base64url');
const serviceTokenKey = key();
const secrets = await startSecrets({
  seed: {
    'windsurf/shared': JSON.stringify({ serviceTokenKey, pageTokenKey: key(), fieldKey: key() }),
    'windsurf/notifications': JSON.stringify(outside.keys.notifications),
  },
});
const children = new Set<ChildProcess>();
t.teardown(async () => {
  for (const child of children) child.kill('SIGKILL');
  await outside.stop();
  await secrets.stop();
});

async function untilTrue(what: string, fact: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 15_000;
  while (!(await fact())) {
    if (Date.now() > until) throw new Error(`not within 15 seconds: ${what}`);
    await pause(20);
  }
}

async function start() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      SERVICE_DATABASE_URL: db.url('svc_notifications'),
      REDIS_URL: 'redis://127.0.0.1:9',
      SECRETS_ENDPOINT: secrets.url,
      APP_ORIGIN: appOrigin,
      STORE_ORIGIN: storeOrigin,
      AUTH_URL: 'http://127.0.0.1:9',
      DELIVERY_URL: 'http://127.0.0.1:9',
      PAYMENTS_URL: 'http://127.0.0.1:9',
      PUBLIC_API_URL: url,
    },
  });
  children.add(child);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  }
  await untilTrue(`ready: ${lines.join('\n')}`, async () => {
    if (child.exitCode !== null) throw new Error(lines.join('\n'));
    return await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  });
  return {
    lines,
    async sendCode(phone: string): Promise<string> {
      const token = signServiceToken(serviceTokenKey, 'auth', 'notifications', new Date());
      const answer = await fetch(`${url}/v1/notifications/codes`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ key: newId(), phone, code: '482913', lang: 'am' }),
      });
      if (answer.status !== 202) throw new Error(await answer.text());
      return ((await answer.json()) as { messageId: string }).messageId;
    },
    async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
      child.kill(signal);
      await once(child, 'exit');
      children.delete(child);
    },
  };
}
const stateOf = async (id: string): Promise<string> => {
  const [row] = await db.look<{ state: string }>('select state from notifications.messages where id = $1', [id]);
  return row?.state ?? 'missing';
};

t.test('a message that was on its way when the worker was killed is unknown, and was sent once', async (t) => {
  const first = await start();
  const usual = await first.sendCode('+251911000501');
  await untilTrue('delivered', async () => (await stateOf(usual)) === 'delivered');
  outside.sms.setSwitch({ send: 'timeout-after', report: 'none' });
  const cut = await first.sendCode('+251911000502');
  await untilTrue('at the gateway', async () => outside.sms.sent('+251911000502').length === 1);
  t.equal(await stateOf(cut), 'sending');
  await first.end('SIGKILL');
  outside.sms.setSwitch({ send: 'ok', report: 'delivered' });

  const second = await start();
  await untilTrue('seen by the next worker', async () => (await stateOf(cut)) === 'unknown');
  t.equal(outside.sms.sent('+251911000502').length, 1);
  const after = await second.sendCode('+251911000503');
  await untilTrue('life goes on', async () => (await stateOf(after)) === 'delivered');
  await second.end('SIGTERM');

  const lines = [...first.lines, ...second.lines];
  t.ok(lines.length > 5);
  t.same(
    lines.filter((line) => !line.startsWith('{')),
    [],
    'JSON lines and nothing else',
  );
  t.notMatch(lines.join('\n'), /9110005|(?<![\w.-])482913(?![\w-])|Windsurf/);
});
