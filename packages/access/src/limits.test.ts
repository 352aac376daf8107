import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import t from 'tap';
import { createLimiter } from './limits.ts';

const address = process.env.REDIS_URL;
if (!address) throw new Error('REDIS_URL is not set: run tests with `npm test`');
const clientTo = (url: string, commandTimeout = 10_000): Redis => {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout });
  redis.on('error', () => undefined);
  return redis;
};
const limitOf = (max: number, windowSeconds: number) => ({
  name: `test-${randomBytes(6).toString('hex')}`,
  max,
  windowSeconds,
});
const silent = { warn: () => undefined };

t.test('so many tries pass in a window, the next is a 429 that says when, and others are not touched', async (t) => {
  const redis = clientTo(address);
  t.teardown(() => redis.disconnect());
  await new Promise((done) => redis.once('ready', done));
  const limiter = createLimiter(redis, silent);
  const limit = limitOf(3, 120);
  for (let i = 0; i < 3; i += 1) await limiter.take(limit, 'her');
  const refused = await limiter.take(limit, 'her').catch((error: unknown) => error);
  t.match(refused, { type: 'too-many-tries', status: 429, params: { minutes: 2 } });
  const { retryAfter } = refused as { retryAfter: number };
  t.ok(retryAfter > 0 && retryAfter <= 120, `${retryAfter} s`);
  await limiter.take(limit, 'him');
  await limiter.take({ ...limit, name: `${limit.name}-other` }, 'her');
  t.ok((await redis.ttl(`limit:${limit.name}:her`)) > 0, 'the count forgets by itself');
  await redis.del(`limit:${limit.name}:her`, `limit:${limit.name}:him`, `limit:${limit.name}-other:her`);
});

t.test('fifty at once are counted each', async (t) => {
  const redis = clientTo(address);
  t.teardown(() => redis.disconnect());
  await new Promise((done) => redis.once('ready', done));
  const limiter = createLimiter(redis, silent);
  const limit = limitOf(10, 60);
  const all = await Promise.allSettled(Array.from({ length: 50 }, async () => await limiter.take(limit, 'x')));
  t.equal(all.filter((one) => one.status === 'fulfilled').length, 10);
  await redis.del(`limit:${limit.name}:x`);
});

t.test('without Redis, and with one that never answers, everybody passes and it is said in the log', async (t) => {
  const mute = createServer(() => undefined);
  await new Promise<void>((done) => mute.listen(0, '127.0.0.1', done));
  const { port } = mute.address() as AddressInfo;
  for (const url of ['redis://127.0.0.1:1', `redis://127.0.0.1:${port}`]) {
    const redis = clientTo(url, 300);
    const warned: object[] = [];
    const limiter = createLimiter(redis, { warn: (fields) => void warned.push(fields) });
    for (let i = 0; i < 5; i += 1) await limiter.take(limitOf(1, 60), 'x');
    t.equal(warned.length, 5);
    redis.disconnect();
  }
  mute.close();
});
