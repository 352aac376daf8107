import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { text as bodyOf } from 'node:stream/consumers';
import { ECSClient } from '@aws-sdk/client-ecs';
import t from 'tap';
import { type Call, COMMANDS, readCall } from './arguments.ts';
import { deploy as deployCommand } from './commands.ts';
import { runMigrationTask } from './migrate-task.ts';

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
  t.same(Object.keys(COMMANDS), [
    'deploy',
    'migrate',
    'rollback',
    'approve',
    'status',
    'verify',
    'verify-schema',
    'smoke',
  ]);
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
  t.match(run('verify-schema.sh', 'local'), { code: 2, text: /give VERIFY_DATABASE_URL/ });
  t.match(run('verify-deployment.sh'), { code: 2, text: /usage: verify-deployment.sh/ });
  t.end();
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
