import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { type FakeEcs, startEcs } from '@windsurf/sandbox/ecs';
import t, { type Test } from 'tap';
import { walk } from '../deploy/machine.ts';
import { openDeployment } from '../deploy/open.ts';
import type { Deployment } from '../deploy/state.ts';
import { fileStore } from '../deploy/store.ts';
import { asked, calm, quickPlan } from '../deploy/testing.ts';
import { answerPause, runningTaskDefinition } from './aws-deployments.ts';
import { type AwsOptions, awsSwitcher, updateWorker } from './aws.ts';

const V1 = 'arn:aws:ecs:af-south-1:111122223333:task-definition/staging-payments:1';
const V2 = 'arn:aws:ecs:af-south-1:111122223333:task-definition/staging-payments:2';
const cluster = 'creator-staging';

const world = async (t: Test): Promise<{ fake: FakeEcs; ecs: ECSClient }> => {
  const fake = await startEcs();
  const ecs = new ECSClient({
    endpoint: fake.url,
    region: 'af-south-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 6,
  });
  t.teardown(async () => {
    ecs.destroy();
    await fake.stop();
  });
  return { fake, ecs };
};

/** One deployment through the state machine, against the stand-in. */
const deploy = async (t: Test, ecs: ECSClient, change: Partial<AwsOptions> = {}, folder = t.testdir()) => {
  const frame = { store: fileStore<Deployment>(folder), runnerId: 'test', now: () => new Date() };
  const place = { ecs, cluster, service: 'payments' };
  const held = await openDeployment(
    {
      ...frame,
      leaseMs: 30_000,
      runningNow: async () => await runningTaskDefinition(place),
      facts: async () => ({ alarms: [], missingMigrations: undefined }),
    },
    asked(V2, { environment: 'staging' }),
  );
  const options: AwsOptions = {
    ...place,
    revision: V2,
    previous: held.deployment.previous,
    startedAt: new Date(held.deployment.startedAt),
    testUrl: 'https://test.invalid',
    pollMs: 1,
    readyMs: 5_000,
    totalMs: 5_000,
    now: frame.now,
    ...change,
  };
  const switcher = awsSwitcher(options);
  const deployment = await walk(
    {
      ...frame,
      switcher,
      validate: async () => {
        await switcher.validated();
        return [{ domain: 'payments', ok: true, requests: 0 }];
      },
      observe: async () => calm(),
      redAlarms: async () => [],
      workers: async () => await updateWorker({ ...options, service: 'payments-worker', revision: `${V2}-worker` }),
      say: () => undefined,
    },
    { ...quickPlan, shifts: [10, 100], validateMs: 5_000 },
    held,
  );
  return { deployment, switcher, options };
};

const started = async (t: Test, fate?: Parameters<FakeEcs['fate']>[1], first = false) => {
  const both = await world(t);
  both.fake.service('payments', {
    strategy: 'CANARY',
    ...(first ? {} : { taskDefinition: V1 }),
    groups: ['tg/a', 'tg/b'],
  });
  both.fake.service('payments-worker', { strategy: 'ROLLING', taskDefinition: `${V1}-worker` });
  if (fate !== undefined) both.fake.fate('payments', fate);
  return both;
};
const updates = (fake: FakeEcs) => fake.calls.filter((name) => name === 'UpdateService').length;

t.test('a good release passes every stage, web first and then the worker, each updated once', async (t) => {
  const { fake, ecs } = await started(t);
  const { deployment, switcher } = await deploy(t, ecs);
  t.match(deployment, { outcome: 'promoted', previous: V1 });
  t.equal(fake.serving('payments'), V2);
  t.equal(fake.serving('payments-worker'), `${V2}-worker`);
  t.equal(updates(fake), 2);
  const seen = deployment.events.map(({ what }) => what).join(' > ');
  t.match(
    seen,
    /service updated > .*SCALE_UP > .*POST_TEST_TRAFFIC_SHIFT > .*PRODUCTION_TRAFFIC_SHIFT > .*BAKE_TIME > .*SUCCESSFUL/,
  );
  t.match(await switcher.current(), { blue: V2, green: undefined, weight: 0 });
});

t.test('ECS turns a release back, and each of its ways is told apart', async (t) => {
  const cases: [Parameters<FakeEcs['fate']>[1], RegExp][] = [
    ['hook-fails', /ECS says ROLLBACK_IN_PROGRESS; .*lifecycle hook returned FAILED/],
    ['alarm', /ECS says ROLLBACK_IN_PROGRESS; .*alarms: production-payments-blue-errors-5xx/],
    ['stopped', /ECS says STOPPED/],
    ['silent-rollback', /ECS says that it went well, but payments runs .*:1 and not .*:2/],
  ];
  for (const [fate, says] of cases) {
    const { fake, ecs } = await started(t, fate);
    const { deployment } = await deploy(t, ecs);
    t.equal(deployment.outcome, 'rolled-back', fate);
    t.match(deployment.trouble, says, fate);
    t.equal(fake.serving('payments'), V1, fate);
    t.equal(fake.serving('payments-worker'), `${V1}-worker`, `${fate}: the worker is left alone`);
  }
});

t.test('tasks that never become healthy are turned back by our own watchdog', async (t) => {
  const { fake, ecs } = await started(t, 'stuck');
  const { deployment } = await deploy(t, ecs, { readyMs: 100 });
  t.match(deployment, { outcome: 'rolled-back', trouble: /starting the new tasks took longer/ });
  t.same(fake.stops, ['ROLLBACK']);
  t.equal(fake.serving('payments'), V1);
});

t.test(
  'when the way back fails too, traffic is flipped by hand and the previous task definition deployed',
  async (t) => {
    const { fake, ecs } = await started(t, 'rollback-failed');
    const steps: string[] = [];
    const flip = async () => {
      steps.push('flip');
      fake.fate('payments', 'success');
    };
    const { deployment } = await deploy(t, ecs, { flip });
    t.match(deployment, { outcome: 'rolled-back', trouble: /lifecycle hook/ });
    t.same(steps, ['flip']);
    t.equal(fake.serving('payments'), V1);
    t.ok(deployment.events.some(({ what }) => what === 'previous task definition deployed'));
  },
);

t.test('a worker whose circuit breaker turns back takes the web back as well', async (t) => {
  const { fake, ecs } = await started(t);
  fake.fate('payments-worker', 'circuit-breaker');
  const { deployment } = await deploy(t, ecs);
  t.match(deployment, { outcome: 'rolled-back', trouble: /circuit breaker/ });
  t.equal(fake.serving('payments'), V1, 'both roles are of one version');
});

t.test(
  'the first deployment of a service succeeds; when it fails there is nothing to go back to, and that is said',
  async (t) => {
    const good = await started(t, 'success', true);
    t.match((await deploy(t, good.ecs)).deployment, { outcome: 'promoted', previous: undefined });
    const bad = await started(t, 'hook-fails', true);
    const { deployment } = await deploy(t, bad.ecs);
    t.match(deployment, { outcome: 'rollback-failed' });
    t.match(deployment.steps.at(-1), {
      name: 'rollback',
      detail: /first deployment of payments: there is nothing to go back to/,
    });
  },
);

t.test('a PAUSE hook is answered once with what was decided; a refusal rolls back', async (t) => {
  for (const action of ['CONTINUE', 'ROLLBACK'] as const) {
    const { fake, ecs } = await started(t, 'pause');
    const { deployment } = await deploy(t, ecs, { approve: async () => action });
    t.equal(deployment.outcome, action === 'CONTINUE' ? 'promoted' : 'rolled-back', action);
    t.equal(fake.calls.filter((name) => name === 'ContinueServiceDeployment').length, 1);
  }
});

t.test('somebody else answers the PAUSE hook of the deployment that waits, and of none that does not', async (t) => {
  const { fake, ecs } = await started(t, 'pause');
  const place = { ecs, cluster, service: 'payments' };
  t.equal(await answerPause(place, 'continue'), false);
  const running = deploy(t, ecs);
  while (!(await answerPause(place, 'continue'))) await new Promise((done) => setTimeout(done, 5));
  t.match((await running).deployment, { outcome: 'promoted' });
  t.equal(fake.serving('payments'), V2);
});

t.test('throttled calls are tried again', async (t) => {
  const { fake, ecs } = await started(t);
  fake.throttle(2);
  t.match((await deploy(t, ecs)).deployment, { outcome: 'promoted' });
});

t.test('a runner that died after the update adopts the deployment that ECS has begun', async (t) => {
  const { fake, ecs } = await started(t);
  const now = new Date();
  await ecs.send(new UpdateServiceCommand({ cluster, service: 'payments', taskDefinition: V2 }));
  const base = { ecs, cluster, service: 'payments', revision: V2, previous: V1, startedAt: now, testUrl: '' };
  const switcher = awsSwitcher({ ...base, pollMs: 1, readyMs: 5_000, totalMs: 5_000, now: () => new Date() });
  await switcher.startGreen(V2);
  t.match(await switcher.current(), { blue: V1, green: V2, weight: 0 });
  await switcher.promote();
  t.equal(updates(fake), 1, 'nothing was started twice');
  await switcher.rollback('an operator says so');
  t.equal(fake.serving('payments'), V1, 'after its end the previous one is deployed again');
});
