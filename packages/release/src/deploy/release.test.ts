import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { startEcs } from '@windsurf/sandbox/ecs';
import t, { type Test } from 'tap';
import { registerTaskDefinition } from '../switcher/task-definition.ts';
import type { AwsWorld } from './aws-world.ts';
import { storeAt } from './commands.ts';
import { deployRelease, flipRelease, type Release, rollBackRelease } from './release.ts';
import { Killed, mortal, mortalStore } from './testing.ts';

const digestOf = (letter: string): string =>
  `111122223333.dkr.ecr.af-south-1.amazonaws.com/stan-store-windsurf/auth@sha256:${letter.repeat(64)}`;

const BLUE = 'arn:aws:x:targetgroup/blue/1';
const GREEN = 'arn:aws:x:targetgroup/green/2';

/** ECS by its protocol; alarms and the balancer by what they answer. */
const world = async (t: Test) => {
  const fake = await startEcs();
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const ecs = new ECSClient({ endpoint: fake.url, region: 'af-south-1', credentials });
  t.teardown(async () => {
    ecs.destroy();
    await fake.stop();
  });
  const red: string[] = [];
  const cloudWatch = {
    send: async ({ input }: { input: { AlarmNames?: string[]; MetricDataQueries?: { Id: string }[] } }) =>
      input.AlarmNames === undefined
        ? { MetricDataResults: (input.MetricDataQueries ?? []).map(({ Id }) => ({ Id, Timestamps: [], Values: [] })) }
        : {
            MetricAlarms: input.AlarmNames.map((AlarmName) => ({
              AlarmName,
              StateValue: red.includes(AlarmName) ? 'ALARM' : 'OK',
            })),
          },
  };
  const flips: object[] = [];
  const groupsOfRule = [
    { TargetGroupArn: BLUE, Weight: 0 },
    { TargetGroupArn: GREEN, Weight: 100 },
  ];
  const elb = {
    send: async ({ input }: { input: { RuleArn?: string } }) => {
      if (input.RuleArn !== undefined) flips.push(input);
      return {
        TargetGroups: [{ LoadBalancerArns: ['arn:aws:x:loadbalancer/app/windsurf-staging/1'] }],
        Rules: [{ Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: groupsOfRule } }] }],
        TargetHealthDescriptions: [{ TargetHealth: { State: 'healthy' } }],
      };
    },
  };
  for (const [family, name] of [
    ['staging-auth', 'auth'],
    ['staging-auth-worker', 'auth-worker'],
  ] as const) {
    const first = await registerTaskDefinition(ecs, { family, containerDefinitions: [{ name, image: digestOf('0') }] });
    const groups: [string, string] = [BLUE, GREEN];
    fake.service(name, { strategy: name === 'auth' ? 'BLUE_GREEN' : 'ROLLING', taskDefinition: first, groups });
  }
  const said: string[] = [];
  const release: Release = {
    world: { ecs, cloudWatch, elb } as unknown as AwsWorld,
    environment: 'staging',
    service: 'auth',
    domains: ['auth', 'users'],
    hasWorker: true,
    store: storeAt(t.testdir(), 'af-south-1'),
    runnerId: 'test',
    pollMs: 1,
    plan: { bakeMs: 5, pollMs: 1 },
    now: () => new Date(),
    say: (line) => void said.push(line),
  };
  return { fake, ecs, release, red, said, flips };
};
const plain = { change: 'ordinary', overrideReason: undefined, manualInterventions: [] } as const;

t.test('a release renders, registers, deploys web and worker; a second one can be taken back by name', async (t) => {
  const { fake, release } = await world(t);
  const first = await deployRelease(release, digestOf('a'), plain);
  t.match(first, {
    outcome: 'promoted',
    previous: /staging-auth:1$/,
    domains: [{ domain: 'auth' }, { domain: 'users' }],
  });
  t.match([fake.serving('auth'), fake.serving('auth-worker')], [/staging-auth:2$/, /staging-auth-worker:2$/]);
  const back = await rollBackRelease(release, 'it sells nothing');
  t.match(back, {
    outcome: 'promoted',
    change: 'rollback',
    manualInterventions: ['rolled back by hand: it sells nothing'],
  });
  t.match([fake.serving('auth'), fake.serving('auth-worker')], [/staging-auth:1$/, /staging-auth-worker:3$/]);
  await t.rejects(rollBackRelease(release, 'twice'), { name: 'Refusal', message: /was taken back already/ });
});

t.test('a red alarm stops a release before anything is changed, unless there is a reason, which is kept', async (t) => {
  const { fake, release, red } = await world(t);
  red.push('staging-auth-blue-errors-5xx');
  await t.rejects(deployRelease(release, digestOf('a'), plain), {
    name: 'Refusal',
    message: /staging-auth-blue-errors-5xx/,
  });
  t.notOk(fake.calls.includes('UpdateService'));
  const forced = deployRelease(release, digestOf('a'), { ...plain, overrideReason: 'this is the cure' });
  // It starts; and since the alarm stays red, the watch takes it back.
  t.match(await forced, {
    outcome: 'rolled-back',
    trouble: /red: staging-auth/,
    manualInterventions: [/this is the cure/],
  });
  t.match(fake.serving('auth'), /staging-auth:1$/);
});

t.test('what turns back by itself is the outcome of the release, and there is nothing more to take back', async (t) => {
  const { fake, release } = await world(t);
  fake.fate('auth', 'hook-fails');
  t.match(await deployRelease(release, digestOf('a'), plain), {
    outcome: 'rolled-back',
    trouble: /lifecycle hook returned FAILED/,
  });
  await t.rejects(rollBackRelease(release, 'again'), {
    name: 'Refusal',
    message: /ended rolled-back: there is nothing/,
  });
});

t.test('the dashboard is released without a worker, and without a domain to ask', async (t) => {
  const { fake, ecs, release } = await world(t);
  const first = await registerTaskDefinition(ecs, {
    family: 'staging-dashboard',
    containerDefinitions: [{ name: 'dashboard', image: digestOf('0') }],
  });
  fake.service('dashboard', { taskDefinition: first, groups: [BLUE, GREEN] });
  const deployment = await deployRelease(
    { ...release, service: 'dashboard', domains: [], hasWorker: false },
    digestOf('a'),
    plain,
  );
  t.match(deployment, { outcome: 'promoted', domains: [{ domain: 'dashboard' }] });
  t.match(fake.serving('dashboard'), /staging-dashboard:2$/);
});

t.test('a release that ECS has begun for somebody else is not overtaken', async (t) => {
  const { fake, ecs, release } = await world(t);
  const theirs = await registerTaskDefinition(ecs, {
    family: 'staging-auth',
    containerDefinitions: [{ name: 'auth', image: digestOf('9') }],
  });
  await ecs.send(new UpdateServiceCommand({ cluster: 'creator-staging', service: 'auth', taskDefinition: theirs }));
  const refused = { name: 'Refusal', message: /service-deployment.* is under way, begun by somebody else/ };
  await t.rejects(deployRelease(release, digestOf('a'), { ...plain, overrideReason: 'hurry' }), refused);
  t.equal(fake.calls.filter((name) => name === 'UpdateService').length, 1);
});

t.test(
  'a runner that dies anywhere is followed by another, with the same task definitions and one update',
  async (t) => {
    for (const at of [6, 13]) {
      const { fake, release } = await world(t);
      const store = storeAt(t.testdir(), 'af-south-1');
      const killed = mortal(at, () => {
        throw new Killed();
      });
      const plan = { bakeMs: 5, pollMs: 1, leaseMs: 1 };
      const dying = { ...release, plan, store: mortalStore(store, killed) };
      t.type(await deployRelease(dying, digestOf('a'), plain).catch((error: unknown) => error), Killed);
      const registered = fake.calls.filter((name) => name === 'RegisterTaskDefinition').length;
      const other = { ...release, plan, store, runnerId: 'other' };
      await t.rejects(deployRelease(other, digestOf('b'), plain), { name: 'Refusal', message: /with another image/ });
      t.match(
        await deployRelease(other, digestOf('a'), plain),
        { outcome: 'promoted', attempts: 2 },
        `killed at ${at}`,
      );
      t.match([fake.serving('auth'), fake.serving('auth-worker')], [/staging-auth:2$/, /staging-auth-worker:2$/]);
      t.equal(fake.calls.filter((name) => name === 'RegisterTaskDefinition').length, registered);
      t.equal(fake.calls.filter((name) => name === 'UpdateService').length, 2, 'web once, worker once');
    }
  },
);

t.test('the emergency order leads traffic to the group of the version before, in the rule that ECS uses', async (t) => {
  const { fake, release, flips } = await world(t);
  await t.rejects(flipRelease(release), { name: 'Refusal', message: /nothing is known/ });
  fake.fate('auth', 'rollback-failed');
  // ECS has failed to go back, so the deployment did it by itself; and an operator may do it again.
  t.match(await deployRelease(release, digestOf('a'), plain), { trouble: /lifecycle hook/ });
  await flipRelease(release);
  t.equal(flips.length, 2);
  const weights = [
    { TargetGroupArn: BLUE, Weight: 100 },
    { TargetGroupArn: GREEN, Weight: 0 },
  ];
  for (const flip of flips)
    t.match(flip, {
      RuleArn: /listener-rule\/auth$/,
      Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: weights } }],
    });
});
