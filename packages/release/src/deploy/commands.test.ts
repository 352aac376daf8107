import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { text as bodyOf } from 'node:stream/consumers';
import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { startEcs } from '@windsurf/sandbox/ecs';
import t, { type Test } from 'tap';
import { registerTaskDefinition } from '../switcher/task-definition.ts';
import { type Call, COMMANDS, readCall } from './arguments.ts';
import type { AwsWorld } from './aws-world.ts';
import { deploy as deployCommand, storeAt } from './commands.ts';
import { Killed, mortal, mortalStore } from './testing.ts';
import { runMigrationTask } from './migrate-task.ts';
import { deployRelease, flipRelease, type Release, rollBackRelease } from './release.ts';

const root = resolve(import.meta.dirname, '../../../..');
const digestOf = (letter: string): string =>
  `111122223333.dkr.ecr.af-south-1.amazonaws.com/stan-store-windsurf/auth@sha256:${letter.repeat(64)}`;

t.test('a wrong call is one sentence and changes nothing; production wants to be meant', (t) => {
  const refused: [string[], RegExp][] = [
    [[], /no command \(none\)/],
    [['destroy', '--env=staging'], /no command destroy/],
    [['deploy'], /--env is missing/],
    [['deploy', '--env=prod'], /--env is prod; choose local, staging, production/],
    [['deploy', '--env=staging', '--force'], /Unknown option '--force'/],
    [['deploy', '--env=production'], /only with --confirm/],
    [['rollback', '--env=production', '--service=all'], /only with --confirm/],
    [['migrate', '--env=production'], /only with --confirm/],
  ];
  for (const [args, says] of refused)
    t.throws(() => readCall(args, false), { name: 'Refusal', message: says }, args.join(' '));
  const fine: [string[], boolean][] = [
    [['deploy', '--env=production', '--confirm'], false],
    [['deploy', '--env=production', '--dry-run'], false],
    [['deploy', '--env=production'], true],
    [['verify', '--env=production'], false],
    [['status', '--env=production'], false],
  ];
  for (const [args, approved] of fine) t.match(readCall(args, approved), { environment: 'production' }, args.join(' '));
  const call: Call = readCall(['deploy', '--env=staging', '--override-reason='], false);
  t.equal(call.text('override-reason'), undefined, 'an empty reason is none');
  t.throws(() => call.needed('image'), /--image is missing/);
  t.same(Object.keys(COMMANDS), ['deploy', 'migrate', 'rollback', 'approve', 'status', 'verify', 'smoke']);
  t.end();
});

t.test('the operators scripts hand over to the commands, and show without touching', (t) => {
  const run = (script: string, ...args: string[]) => {
    const done = spawnSync(resolve(root, 'infra/scripts', script), args, {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    return { code: done.status, text: `${done.stdout}${done.stderr}` };
  };
  t.match(run('rollback.sh', 'production', 'auth'), { code: 2, text: /only with --confirm/ });
  t.match(run('rollback.sh', 'staging'), { code: 2, text: /usage: rollback.sh/ });
  t.match(run('deploy.sh', 'staging', 'auth', digestOf('a'), '--dry-run'), { code: 0, text: /domains: auth, users/ });
  t.match(run('verify-deployment.sh', 'local', '--dry-run'), { code: 0, text: /would check health/ });
  t.match(run('verify-deployment.sh'), { code: 2, text: /usage: verify-deployment.sh/ });
  t.end();
});

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
    for (const at of [4, 8, 12, 16]) {
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

t.test('what would be deployed is shown with the names of variables and secrets, and never a value', async (t) => {
  const outputs = join(t.testdir(), 'environment.json');
  const texts = [
    'family',
    'name',
    'cpu',
    'memory',
    'cpu_architecture',
    'task_role_arn',
    'execution_role_arn',
    'log_group',
    'region',
    'collector_image',
  ];
  const web = {
    ...Object.fromEntries(texts.map((name) => [name, name])),
    port: 4010,
    stop_timeout: 35,
    environment: [{ name: 'PORT', value: 'value-of-port' }],
    secrets: [{ name: 'SERVICE_DATABASE_URL', valueFrom: 'value-of-secret' }],
    collector_environment: [],
  };
  writeFileSync(outputs, JSON.stringify({ deployment: { web: { auth: web } } }));
  const args = [
    'deploy',
    '--env=staging',
    '--service=auth',
    `--image=${digestOf('a')}`,
    '--dry-run',
    `--outputs=${outputs}`,
  ];
  const lines: string[] = [];
  const entry = {
    region: 'af-south-1',
    state: t.testdirName,
    records: t.testdirName,
    runnerId: 'x',
    env: {},
    print: (line: string) => void lines.push(line),
  };
  t.equal(await deployCommand(readCall(args, false), entry), 0);
  const text = lines.join('\n');
  t.match(text, /variables: PORT/);
  t.match(text, /secrets: SERVICE_DATABASE_URL/);
  t.notMatch(text, /value-of/);
});

t.test('migrations run as one task of the new image, and a bad end stops the release', async (t) => {
  let exitCode: number | undefined = 0;
  let asked: Record<string, unknown> = {};
  const seen: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      const name = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const input = JSON.parse(text) as Record<string, unknown>;
      seen.push(name);
      if (name === 'RunTask') asked = input;
      const stopped = seen.filter((one) => one === 'DescribeTasks').length > 1;
      const container = { name: 'auth-migrate', ...(exitCode === undefined ? {} : { exitCode }) };
      const answers: Record<string, unknown> = {
        DescribeTaskDefinition: {
          taskDefinition: {
            family: 'staging-auth-migrate',
            containerDefinitions: [{ name: 'auth-migrate', image: 'old' }],
          },
        },
        RegisterTaskDefinition: {
          taskDefinition: { taskDefinitionArn: 'arn:aws:ecs:af-south-1:1:task-definition/staging-auth-migrate:9' },
        },
        DescribeServices: { services: [{ networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } } }] },
        RunTask: { tasks: [{ taskArn: 'arn:task/1' }] },
        DescribeTasks: {
          tasks: [{ lastStatus: stopped ? 'STOPPED' : 'RUNNING', stoppedReason: 'no image', containers: [container] }],
        },
      };
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify(answers[name] ?? {}));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const ecs = new ECSClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'af-south-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  t.teardown(() => {
    ecs.destroy();
    server.closeAllConnections();
    server.close();
  });
  const task = {
    ecs,
    cluster: 'creator-staging',
    environment: 'staging',
    service: 'auth',
    image: digestOf('a'),
    phases: 'expand',
    pollMs: 1,
    limitMs: 5_000,
    say: () => undefined,
  };
  await runMigrationTask(task);
  t.match(asked, {
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    overrides: {
      containerOverrides: [
        { name: 'auth-migrate', command: ['node', /migrate-command/, '--service', 'auth', '--phases', 'expand'] },
      ],
    },
  });
  exitCode = 1;
  await t.rejects(runMigrationTask(task), /failed \(exit code 1\); nothing was switched/);
  exitCode = undefined;
  await t.rejects(runMigrationTask(task), /failed \(no image\)/);
});
