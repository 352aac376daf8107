import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { Deployment } from './state.ts';
import { fileStore } from './store.ts';
import { asked, calm, Killed, mortal, platformIn, runOnce } from './testing.ts';
import { LostLease } from './trouble.ts';

const blueRuns = (folder: string): void => {
  platformIn(folder).note('start v1');
  platformIn(folder).note('serves v1');
};
const starts = (folder: string, revision: string): number =>
  platformIn(folder)
    .lines()
    .filter((line) => line === `start ${revision}`).length;
const stateIn = async (folder: string): Promise<Deployment | undefined> =>
  (await fileStore<Deployment>(`${folder}/state`).read('local/payments'))?.value;

t.test('a good release goes through every step in order and leaves only the new revision', async (t) => {
  const folder = t.testdir();
  blueRuns(folder);
  const deployment = await runOnce({ folder, begin: asked('v2') });
  t.match(deployment, {
    outcome: 'promoted',
    previous: 'v1',
    attempts: 1,
    domains: [{ domain: 'payments', ok: true }],
  });
  t.same(
    deployment.steps.map(({ name, state }) => `${name} ${state}`),
    [
      'start-green',
      'validate',
      'shift-5',
      'shift-25',
      'shift-50',
      'shift-100',
      'bake',
      'promote',
      'workers',
      'retire-blue',
    ].map((name) => `${name} done`),
  );
  t.same(platformIn(folder).running(), ['v2']);
  t.same(
    platformIn(folder)
      .lines()
      .filter((line) => /weight|serves v2|worker|stop/.test(line)),
    ['weight 5', 'weight 25', 'weight 50', 'weight 100', 'serves v2', 'worker v2', 'stop v1'],
  );
});

t.test('each kind of bad release is rolled back, and blue serves as before', async (t) => {
  const figures = { requests: 100, failed: 0, p95Ms: 20, payments: 0, paymentsGood: 0 };
  const seen = (green: object, unknown?: { now: number; before: number }) => async () => ({
    green: { ...figures, ...green },
    blue: figures,
    ...(unknown ? { unknown } : {}),
  });
  const cases: Record<string, [parts: NonNullable<Parameters<typeof runOnce>[0]['parts']>, says: RegExp]> = {
    'a domain that is not well': [
      { validate: async () => [{ domain: 'billing', ok: false, requests: 1, problem: 'answered 500' }] },
      /domain billing: answered 500/,
    ],
    'no domain looked at': [{ validate: async () => [] }, /no feature domain/],
    'a hook that throws': [{ validate: async () => Promise.reject(new Error('hook broke')) }, /hook broke/],
    'a hook that never answers': [{ validate: async () => await new Promise(() => {}) }, /did not answer within 0.2 s/],
    '5xx': [{ observe: seen({ failed: 33 }) }, /5xx: 33 of 100/],
    latency: [{ observe: seen({ p95Ms: 900 }) }, /latency: p95 is 900 ms/],
    payments: [{ observe: seen({ payments: 40, paymentsGood: 20 }) }, /payments: 50.0 %/],
    'unknown payments': [{ observe: seen({}, { now: 9, before: 1 }) }, /unknown payments: 9/],
    'an alarm': [{ redAlarms: async () => ['payments-5xx'] }, /red: payments-5xx/],
    'a worker that does not come up': [
      { workers: async () => Promise.reject(new Error('circuit breaker')) },
      /circuit breaker/,
    ],
  };
  for (const [name, [parts, says]] of Object.entries(cases)) {
    const folder = t.testdir({ [name]: {} });
    blueRuns(`${folder}/${name}`);
    const deployment = await runOnce({ folder: `${folder}/${name}`, begin: asked('v2'), parts });
    t.equal(deployment.outcome, 'rolled-back', name);
    t.match(deployment.trouble, says, name);
    const platform = platformIn(`${folder}/${name}`);
    t.same([platform.running(), platform.serving(), platform.weight()], [['v1'], 'v1', 0], name);
  }
});

t.test('a roll-back that fails is its own outcome, and says what failed', async (t) => {
  const folder = t.testdir();
  const deployment = await runOnce({
    folder,
    begin: asked('v2'),
    parts: {
      switcher: {
        current: async () => ({ blue: 'v1', green: undefined, weight: 0 }),
        startGreen: async () => Promise.reject(new Error('no green')),
        testUrl: () => '',
        setWeight: async () => undefined,
        promote: async () => undefined,
        rollback: async () => Promise.reject(new Error('the socket is gone')),
        retireBlue: async () => undefined,
        events: () => [],
      },
    },
  });
  t.match(deployment, { outcome: 'rollback-failed', trouble: 'no green' });
  t.match(deployment.steps.at(-1), { name: 'rollback', state: 'failed', detail: 'the socket is gone' });
});

t.test(
  'killed at any moment of a good and of a bad release, the next runner ends it; green is started once',
  async (t) => {
    let moments = 0;
    for (const bad of [false, true])
      for (let at = 1; ; at++) {
        const folder = t.testdir();
        blueRuns(folder);
        const parts = bad ? { observe: async () => ({ ...calm(), unknown: { now: 50, before: 0 } }) } : {};
        const begin = asked('v2');
        const alive = mortal(at, () => {
          throw new Killed();
        });
        const first = await runOnce({ folder, begin, alive, parts, plan: { leaseMs: 1 } }).catch(
          (error: unknown) => error,
        );
        if (!(first instanceof Killed)) {
          t.ok(at > 40 || bad, `${at} moments`);
          break;
        }
        moments += 1;
        const later = () => new Date(Date.now() + 60_000);
        // It may have written the end before it was killed: then there is nothing left to do.
        if ((await stateIn(folder))?.outcome === undefined) await runOnce({ folder, begin, parts, now: later });
        const outcome = (await stateIn(folder))?.outcome;
        const platform = platformIn(folder);
        const right = bad ? 'v1' : 'v2';
        const seen = [outcome, platform.running().join(), platform.serving(), starts(folder, 'v2')].join(' ');
        if (seen !== `${bad ? 'rolled-back' : 'promoted'} ${right} ${right} 1`) t.fail(`killed at ${at}: ${seen}`);
      }
    t.ok(moments > 60, `${moments} moments`);
  },
);

t.test('one release survives kill -9 at one moment after the other', async (t) => {
  const script = fileURLToPath(new URL('testing.ts', import.meta.url));
  for (const bad of ['', 'answers 500']) {
    const folder = t.testdir();
    blueRuns(folder);
    let kills = 0;
    for (let life = 0; life < 60; life++) {
      // Enough to carry on and to end one step, and then a moment more, or two: each step is cut somewhere else.
      const { signal, stdout, stderr } = spawnSync(
        process.execPath,
        [script, folder, 'v2', String(11 + (life % 3)), bad],
        {
          encoding: 'utf8',
        },
      );
      if (signal === 'SIGKILL') {
        kills += 1;
        // Killed after it had written the end: a further run would be a deployment of its own.
        if ((await stateIn(folder))?.outcome !== undefined) break;
        continue;
      }
      t.match(stdout, bad === '' ? 'promoted' : 'rolled-back', stderr);
      break;
    }
    t.ok(kills >= 2, `${kills} kills`);
    t.equal((await stateIn(folder))?.outcome, bad === '' ? 'promoted' : 'rolled-back');
    t.equal(starts(folder, 'v2'), 1, 'green was started once');
    t.same(platformIn(folder).running(), [bad === '' ? 'v2' : 'v1']);
  }
});

t.test(
  'while a deployment is under way no other starts; a runner that was declared dead stops by itself',
  async (t) => {
    const folder = t.testdir();
    blueRuns(folder);
    const { promise: validating, resolve: begun } = Promise.withResolvers<void>();
    const slow = runOnce({
      folder,
      begin: asked('v2'),
      plan: { validateMs: 4_000, leaseMs: 1_500 },
      parts: {
        validate: async () => {
          begun();
          // It hears of its end in the middle of a step that never ends.
          return await new Promise(() => undefined);
        },
      },
    });
    await validating;
    await t.rejects(runOnce({ folder, begin: asked('v2') }), { name: 'Refusal', message: /its runner was alive/ });
    const later = () => new Date(Date.now() + 60_000);
    await t.rejects(runOnce({ folder, begin: asked('v3'), now: later }), {
      message: /its runner has died. Deploy the same/,
    });
    t.match(await runOnce({ folder, begin: asked('v2'), now: later }), { outcome: 'promoted', attempts: 2 });
    await t.rejects(slow, LostLease);
    t.match(await stateIn(folder), { outcome: 'promoted' }, 'the dead runner wrote nothing');
    await t.rejects(runOnce({ folder, begin: asked('v2') }), { message: /already runs v2/ });
  },
);
