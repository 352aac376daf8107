// A whole service for serve.test.ts, which starts it as a process and tells it to stop.
import { once } from 'node:events';
import { createApp } from './app.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { ownNetworks, readTrustedProxies } from './proxies.ts';
import { serve } from './serve.ts';

const app = await createApp({
  service: 'child',
  log: createLog({ service: 'child' }),
  healthPaths: [],
  ready: async () => undefined,
  metrics: createMetrics('child'),
  trustedProxies: readTrustedProxies(ownNetworks),
  authenticate: async () => ({ kind: 'nobody' }),
  guardChange: () => undefined,
});
const open = { config: { access: 'public' } } as object;
const say = (what: string): void => void process.stdout.write(`${what}\n`);
/** Answers when the parent says so, and never before. */
app.get('/slow', open, async () => {
  say('{"child":"slow began"}');
  await once(process.stdin, 'data');
  return { done: true };
});
await serve(app, {
  port: 0,
  host: '127.0.0.1',
  drainMs: Number(process.argv[2] ?? 0),
  stops: [
    async () => {
      say('{"child":"closed"}');
      if (process.argv[3] === 'broken') throw new Error('does not close');
    },
  ],
});
say(JSON.stringify({ child: 'listening', port: (app.server.address() as { port: number }).port }));
