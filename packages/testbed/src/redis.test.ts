import { Redis } from 'ioredis';
import t from 'tap';
import { NoServer } from './no-server.ts';
import { startRedis } from './redis.ts';

const shared = process.env.REDIS_URL ?? '';

t.test('a throw-away run on a given Redis has an empty database to itself, and empties only that one', async (t) => {
  const theirs = new Redis(shared);
  const key = `windsurf:test:${process.pid}`;
  await theirs.set(key, 'theirs', 'EX', 60);
  t.teardown(async () => {
    await theirs.del(key);
    theirs.disconnect();
  });
  const [first, second] = [
    await startRedis({ cache: '/nowhere', ephemeral: true }),
    await startRedis({ cache: '/nowhere', ephemeral: true }),
  ];
  t.not(first.url, second.url, 'two runs at once do not share one');
  t.not(first.url, shared);
  const own = new Redis(first.url);
  t.equal(await own.get(key), null);
  await own.set(key, 'ours');
  await first.stop();
  t.equal(await own.dbsize(), 0, 'nothing of the run is left');
  t.equal(await theirs.get(key), 'theirs');
  own.disconnect();
  await second.stop();
});

t.test('kept work uses the given Redis itself; one that does not answer is a sentence', async (t) => {
  t.match(await startRedis({ cache: '/nowhere' }), { url: shared, how: 'given' });
  t.teardown(() => {
    process.env.REDIS_URL = shared;
  });
  for (const [url, says] of [
    ['redis://:secret@127.0.0.1:1', /ECONNREFUSED.*Start it or mend the address/],
    ['hello', /REDIS_URL is no address/],
  ] as const) {
    process.env.REDIS_URL = url;
    const error = await startRedis({ cache: '/nowhere' }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    t.type(error, NoServer);
    t.match(String(error), says);
    t.notMatch(String(error), /\n|secret/);
  }
});
