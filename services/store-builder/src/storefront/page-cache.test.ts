import t from 'tap';
import { createPageCache, pageKey } from './page-cache.ts';
import type { FinishedPage } from './page-cache.ts';

/** A Redis that several processes of a test share; `down` makes every command fail. */
function sharedRedis() {
  const values = new Map<string, string>();
  const lab = { down: false, values };
  const alive = (): void => {
    if (lab.down) throw new Error('Connection is closed.');
  };
  const redis = {
    mget: async (...keys: string[]) => {
      alive();
      return keys.map((key) => values.get(key) ?? null);
    },
    set: async (key: string, value: string) => {
      alive();
      values.set(key, value);
      return 'OK';
    },
  };
  return { lab, redis: redis as never };
}
const log = { warn: () => undefined } as never;
const key = pageKey({ handle: 'selam', slug: '', lang: 'am' });

function tables() {
  const lab = { generation: 1, made: 0 };
  const make = async (): Promise<FinishedPage> => {
    lab.made += 1;
    return {
      html: `generation ${lab.generation}`,
      headers: {},
      etag: `W/"${lab.generation}"`,
      generation: lab.generation,
    };
  };
  return { lab, make };
}

t.test('a page is made once for all who ask at the same time, and then lies there', async (t) => {
  const { redis } = sharedRedis();
  const { lab, make } = tables();
  const cache = createPageCache({ redis, log });
  const pages = await Promise.all(Array.from({ length: 50 }, async () => await cache.fetch(key, make)));
  t.equal(lab.made, 1);
  t.ok(pages.every((page) => page?.body.toString() === 'generation 1'));
  t.equal(cache.peek(key, make)?.body, pages[0]?.body);
});

t.test('another process takes it from Redis without asking the tables', async (t) => {
  const { redis } = sharedRedis();
  const { lab, make } = tables();
  await createPageCache({ redis, log }).fetch(key, make);
  const other = await createPageCache({ redis, log }).fetch(key, make);
  t.equal(other?.body.toString(), 'generation 1');
  t.equal(lab.made, 1);
});

t.test(
  'after a change the own process shows it at once and another within a minute, however often it is asked',
  async (t) => {
    let at = 1_000_000;
    const now = (): number => at;
    const { redis } = sharedRedis();
    const { lab, make } = tables();
    const [own, other] = [createPageCache({ redis, log, now }), createPageCache({ redis, log, now })];
    const ask = async (cache: typeof own): Promise<string> =>
      (cache.peek(key, make) ?? (await cache.fetch(key, make)))?.body.toString() ?? '';
    t.same([await ask(own), await ask(other)], ['generation 1', 'generation 1']);
    lab.generation = 2;
    await own.changed('selam', 2);
    t.equal(await ask(own), 'generation 2');
    let seen = 0;
    for (let second = 0; second < 60; second += 1) {
      at += 1000;
      if ((await ask(other)) === 'generation 1') seen = second;
    }
    t.ok(seen < 59, `the old page was last seen after ${seen} s`);
    t.equal(await ask(other), 'generation 2');
  },
);

t.test('a page that was being made while the store changed is not kept', async (t) => {
  const { redis, lab: shared } = sharedRedis();
  const cache = createPageCache({ redis, log });
  const old = Promise.withResolvers<FinishedPage>();
  const slow = cache.fetch(key, async () => await old.promise);
  await cache.changed('selam', 2);
  old.resolve({ html: 'old', headers: {}, etag: 'W/"1"', generation: 1 });
  await slow;
  const { lab, make } = tables();
  lab.generation = 2;
  t.equal(cache.peek(key, make), undefined);
  t.equal((await cache.fetch(key, make))?.body.toString(), 'generation 2');
  t.notMatch([...shared.values.values()].join(), 'old');
});

t.test('without Redis pages come from the tables', async (t) => {
  const { lab: shared, redis } = sharedRedis();
  shared.down = true;
  const { lab, make } = tables();
  const cache = createPageCache({ redis, log });
  t.equal((await cache.fetch(key, make))?.body.toString(), 'generation 1');
  await cache.changed('selam', 2);
  lab.generation = 2;
  t.equal((await cache.fetch(key, make))?.body.toString(), 'generation 2');
});

t.test('what is no page is not kept, and memory has a limit', async (t) => {
  const { redis } = sharedRedis();
  const cache = createPageCache({ redis, log });
  t.equal(await cache.fetch(key, async () => undefined), undefined);
  const { make } = tables();
  t.ok(await cache.fetch(key, make));
  for (let at = 0; at < 1001; at += 1) await cache.fetch(pageKey({ handle: `s${at}`, slug: '', lang: 'am' }), make);
  t.equal(cache.peek(key, make), undefined, 'the oldest page went');
});
