import t from 'tap';
import { pollMs, watchKey } from './rotation.ts';
import type { SecretVersion } from './secrets.ts';

type Kept = { AWSCURRENT?: SecretVersion; AWSPREVIOUS?: SecretVersion };
const silent = { info: () => undefined, warn: () => undefined };
const keyOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const start = Date.parse('2026-11-20T06:00:00Z');

t.test(
  'a new key is accepted at once, signs only when everybody knows it, and the old one is accepted on',
  async (t) => {
    const kept: Kept = { AWSCURRENT: { value: 'old', createdAt: new Date(start) } };
    let now = start + 3 * pollMs;
    const source = { version: async (_id: string, stage: keyof Kept) => kept[stage] };
    const options = { source, id: 's', keyOf, now: () => new Date(now), log: silent };
    const first = await watchKey(options);
    const second = await watchKey(options);
    t.teardown(() => [first, second].forEach((watch) => watch.stop()));
    t.equal(first.signing(), 'old');
    t.same(first.accepted(), ['old']);

    Object.assign(kept, { AWSPREVIOUS: kept.AWSCURRENT, AWSCURRENT: { value: 'new', createdAt: new Date(now) } });
    now += pollMs;
    await first.look();
    const agree = (): boolean =>
      second.accepted().includes(first.signing()) && first.accepted().includes(second.signing());
    t.same(first.accepted(), ['new', 'old']);
    t.ok(agree(), 'one has looked, the other has not');
    await second.look();
    now += pollMs + 1;
    t.equal(first.signing(), 'new');
    t.ok(agree());
    t.same(second.accepted(), ['new', 'old']);
  },
);

t.test(
  'a process that starts in the middle of a change signs with the old key until the others know the new one',
  async (t) => {
    const kept: Kept = {
      AWSCURRENT: { value: 'new', createdAt: new Date(start) },
      AWSPREVIOUS: { value: 'old', createdAt: undefined },
    };
    const source = { version: async (_id: string, stage: keyof Kept) => kept[stage] };
    const watch = await watchKey({ source, id: 's', keyOf, now: () => new Date(start + 1000), log: silent });
    t.teardown(() => watch.stop());
    t.equal(watch.signing(), 'old');
    t.same(watch.accepted(), ['new', 'old']);
  },
);

t.test('without a key nothing starts; a look that fails keeps the keys that are known', async (t) => {
  let fails = false;
  const source = {
    version: async (_id: string, stage: keyof Kept): Promise<SecretVersion | undefined> => {
      if (fails) throw new Error('Secrets Manager is away');
      return stage === 'AWSCURRENT' ? { value: 'key', createdAt: undefined } : undefined;
    },
  };
  const options = { source, id: 's', keyOf, now: () => new Date(start), log: silent };
  await t.rejects(watchKey({ ...options, keyOf: () => undefined }), /does not hold its key/);
  const watch = await watchKey(options);
  t.teardown(() => watch.stop());
  fails = true;
  await t.rejects(watch.look());
  t.equal(watch.signing(), 'key');
});
