import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import t from 'tap';
import { flagDefaults, flagNames, flagsUnread, readPlatform } from '@windsurf/contracts/auth-platform';
import type { FlagRule } from '@windsurf/contracts/auth-platform';
import type { Caller } from '@windsurf/http-client/call';
import { pino } from 'pino';
import { firstMs, flagsOf, followFlags, platformOf, refreshMs } from './flags.ts';
import { bucketOf, holds } from './rule.ts';

const all: FlagRule = { enabled: true, percent: 100, creators: [], platforms: [] };
const creators = Array.from({ length: 10_000 }, () => randomUUID());
const share = (rule: FlagRule): number =>
  creators.filter((creatorId) => holds('checkout-bump', rule, { creatorId })).length / creators.length;

t.test('a percentage is that share of creators, always the same ones, and more of them when it grows', async (t) => {
  for (const percent of [0, 10, 50, 100]) {
    const got = share({ ...all, percent });
    t.ok(Math.abs(got - percent / 100) < 0.02, `${percent} %: ${got}`);
  }
  t.equal(share({ ...all, percent: 0 }), 0);
  t.equal(share({ ...all, percent: 100 }), 1);
  const has = (percent: number) =>
    new Set(creators.filter((creatorId) => holds('checkout-bump', { ...all, percent }, { creatorId })));
  const [ten, thirty] = [has(10), has(30)];
  t.equal([...ten].filter((creatorId) => !thirty.has(creatorId)).length, 0, 'nobody loses it on the way up');
  t.same(has(10), ten);
  // Written down, so that another build or language decides alike.
  t.equal(bucketOf('checkout-bump', '01890000-0000-7000-8000-000000000000'), 41);
  const [one, two] = flagNames.map((name) => new Set(creators.filter((id) => bucketOf(name, id) < 10)));
  const both = [...(one ?? [])].filter((id) => two?.has(id)).length;
  t.ok(both < 200, `two flags begin with different creators: ${both} of 10,000 are first in both`);
});

t.test('platforms hold back where one is known', async (t) => {
  const rule: FlagRule = { ...all, platforms: ['android'] };
  const asked = { creatorId: randomUUID() };
  t.equal(holds('checkout-bump', rule, { ...asked, platform: 'android' }), true);
  t.equal(holds('checkout-bump', rule, { ...asked, platform: 'web' }), false);
  t.equal(holds('sale-sms', rule, asked), true, 'an SMS has none');
});

t.test('a service has the flags of auth at once, follows a change, and keeps them while auth is away', async (t) => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  let answer: () => unknown = () => {
    throw new Error('auth is away');
  };
  const asked: unknown[] = [];
  const auth = Object.assign(
    async (shape: unknown) => {
      asked.push(shape);
      return answer();
    },
    { close: async () => undefined },
  ) as unknown as Caller;
  const flags = followFlags(auth, log, 20);
  t.teardown(() => flags.stop());
  const creatorId = randomUUID();
  t.equal(flags.isOn('checkout-bump', { creatorId }), true, 'as nobody has set it');
  const notice = {
    id: randomUUID(),
    kind: 'trouble',
    components: ['checkout'],
    startsAt: new Date(Date.now() - 1000).toISOString(),
    endsAt: null,
    am: 'ዘግይቷል',
    en: 'late',
  };
  const later = { ...notice, id: randomUUID(), startsAt: new Date(Date.now() + 3_600_000).toISOString() };
  t.same(flags.notices('checkout', new Date()), []);
  answer = () => ({ flags: [{ name: 'checkout-bump', ...all, enabled: false }], notices: [notice, later] });
  await pause(120);
  t.equal(flags.isOn('checkout-bump', { creatorId }), false, 'without being told');
  t.equal(flags.isOn('sale-sms', { creatorId }), true);
  t.same(flags.notices('checkout', new Date()), [notice], 'what goes on now, about this part');
  t.same(flags.notices('sms', new Date()), []);
  answer = () => {
    throw new Error('auth is away');
  };
  await pause(120);
  t.equal(flags.isOn('checkout-bump', { creatorId }), false, 'off stays off');
  t.same(flags.notices('checkout', new Date()), [notice]);
  // A build of auth that knows no notices yet.
  answer = () => ({ flags: [] });
  await pause(120);
  t.same(flags.notices('checkout', new Date()), []);
  t.equal(lines.length, 2, 'one line for each time that auth went away');
  t.ok(asked.length > 5 && asked.every((shape) => shape === readPlatform));
  t.ok(refreshMs <= 15_000, 'twice is within the thirty seconds that are promised');
});

t.test('each flag has a default, and a request says its platform or is a browser', async (t) => {
  for (const name of flagNames)
    t.equal(flagsOf().isOn(name, { creatorId: randomUUID() }), flagDefaults[name].percent === 100);
  t.equal(platformOf({ 'x-client-platform': 'telegram' }), 'telegram');
  for (const said of [undefined, 'windows', ['ios', 'web']]) t.equal(platformOf({ 'x-client-platform': said }), 'web');
});

t.test(
  'a process that has never read the flags holds back what a flag may hold back, until auth answers',
  async (t) => {
    let answer: () => unknown = () => {
      throw new Error('auth is away');
    };
    const auth = Object.assign(async () => answer(), { close: async () => undefined }) as unknown as Caller;
    const flags = followFlags(auth, pino({ level: 'silent' }), 3_600_000);
    t.teardown(() => flags.stop());
    const on = (name: (typeof flagNames)[number]): boolean => flags.isOn(name, { creatorId: randomUUID() });
    await flags.first;
    t.equal(on('product-approval'), true);
    for (const name of flagNames.filter((one) => one !== 'product-approval')) t.equal(on(name), true, name);
    t.same(Object.keys(flagsUnread), Object.keys(flagDefaults));
    answer = () => ({ flags: [], notices: [] });
    await flags.refresh();
    t.equal(on('product-approval'), false, 'nobody has set it: that is known now');
    answer = () => {
      throw new Error('auth is away again');
    };
    await flags.refresh();
    t.equal(on('product-approval'), false, 'and stays known while auth is away');
    t.ok(firstMs <= 1000, 'and until then it is asked every second');
  },
);

t.test('who starts beside a living auth has the flags before the first request', async (t) => {
  const rule = { ...all, percent: 0 };
  const answer = { flags: [{ name: 'product-approval', ...rule }], notices: [] };
  const auth = Object.assign(async () => answer, { close: async () => undefined }) as unknown as Caller;
  const flags = followFlags(auth, pino({ level: 'silent' }), 3_600_000);
  t.teardown(() => flags.stop());
  await flags.first;
  t.equal(flags.isOn('product-approval', { creatorId: randomUUID() }), false);
});
