import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { RailCapabilities } from './rails.ts';
import { createRails, railEntries, railSecrets, railWords } from './registry.ts';
import { startOutside } from '@windsurf/sandbox/outside';

const folder = fileURLToPath(new URL('.', import.meta.url));
const source = fileURLToPath(new URL('..', import.meta.url));

/** Names of the rails of which no test file runs the suite. */
const unproven = (names: readonly string[], texts: readonly string[]): string[] =>
  names.filter((name) => !texts.some((text) => text.includes(`name: '${name}'`) && /await proveRail\(t, /.test(text)));

t.test('every rail runs the one suite', async (t) => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts') && file !== 'rail-contract.test.ts');
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8'));
  const names = railEntries.map(({ name }) => name);
  t.ok(texts.length >= 5);
  t.same(unproven(names, texts), []);
  t.same(unproven([...names, 'm-pesa'], texts), ['m-pesa'], 'one without is found');
});

/** Files that name a rail besides its own and its entry. */
const namers = (word: string, files: readonly (readonly [name: string, text: string])[]): string[] =>
  files
    .filter(([name, text]) => text.toLowerCase().includes(word) && !name.split('/').at(-1)?.startsWith(word))
    .map(([name]) => name);

t.test('adding a rail is its file, its stand-in and its entry: nothing else here names Chapa', async (t) => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    // What people paste is theirs, and names whom they paid with.
    .filter((file) => file.endsWith('.ts') && !/rail-contract\.test\.ts$|-fixture\.ts$/.test(file))
    .map((file) => [file, readFileSync(join(source, file), 'utf8')] as const);
  t.ok(files.length > 40);
  t.same(namers('chapa', files), ['rails/registry.ts']);
  t.same(namers('chapa', [['settle/settle.ts', "rail === 'Chapa'"]]), ['settle/settle.ts'], 'a planted name is found');
});

t.test(
  'rails stand in one order, exist by their secret alone, and refuse a wrong one without quoting it',
  async (t) => {
    const outside = await startOutside({});
    const manual = { accounts: [{ bank: 'CBE', number: '1000123456789', holder: 'Stan' }] };
    const rails = createRails({ ...outside.keys.payments, manual });
    t.same([...rails.keys()], ['telebirr', 'webirr', 'cbebirr', 'manual', 'chapa']);
    t.same([...createRails({ telebirr: outside.keys.payments.telebirr }).keys()], ['telebirr']);
    t.same(Object.keys(railSecrets), [...rails.keys()]);
    const wrong = { webirr: { ...outside.keys.payments.webirr, apiKey: 5, authKey: 'SECRETVALUE' } };
    t.throws(() => createRails(wrong), { message: /webirr/ });
    try {
      createRails(wrong);
    } catch (error) {
      t.notMatch(String(error), /SECRETVALUE/);
    }
    await Promise.all([...rails.values()].map(async (rail) => await rail.close()));
    await outside.stop();
  },
);

t.test('what a rail says that it can is what it has', async (t) => {
  const outside = await startOutside({});
  const manual = { accounts: [{ bank: 'CBE', number: '1000123456789', holder: 'Stan' }] };
  const rails = createRails({ ...outside.keys.payments, manual });
  const kinds: Record<RailCapabilities['pay'], string | undefined> = {
    redirect: 'payUrl',
    code: 'banks',
    push: undefined,
    instructions: 'accounts',
  };
  for (const rail of rails.values()) {
    const { pay, feed, refund, payout, nameCheck, limits, lifeMinutes, mandates } = rail.capabilities;
    const has = (method: string): boolean => method in rail;
    const needed = kinds[pay];
    if (needed !== undefined) t.ok(has(needed), `${rail.name}: ${needed}`);
    t.equal(has('feed'), feed, rail.name);
    t.equal(has('refund'), refund === 'api', rail.name);
    t.equal(has('payout'), payout.length > 0, rail.name);
    t.equal(has('nameOf'), nameCheck, rail.name);
    t.equal(mandates, false, 'no rail can collect without the buyer yet');
    t.equal(rail.payOrigin !== undefined, pay === 'redirect', rail.name);
    t.ok(limits.min > 0 && limits.min < limits.max && lifeMinutes > 0, rail.name);
    const words = railWords(rail.name);
    for (const phrase of Object.values(words ?? {}))
      t.ok(phrase.en !== '' && /\p{Script=Ethiopic}/u.test(phrase.am), phrase.en);
    t.ok(Object.keys(words ?? {}).length >= 5, rail.name);
  }
  t.equal(railWords('nobody'), undefined);
  await Promise.all([...rails.values()].map(async (rail) => await rail.close()));
  await outside.stop();
});

t.test(
  'what one payment may be is the contract’s: limits in the secret of a rail are the limits it offers',
  async (t) => {
    const accounts = [{ bank: 'A bank', number: '1000000000001', holder: 'A store' }];
    const limitsOf = (more: object) =>
      createRails({ manual: { accounts, ...more } }).get('manual')?.capabilities.limits;
    t.same(limitsOf({ limits: { minBirr: 10, maxBirr: 75_000 } }), { min: 1000, max: 7_500_000 });
    t.same(limitsOf({}), limitsOf({ limits: 'many' }), 'without them, or with nonsense, those of the rail itself');
  },
);
