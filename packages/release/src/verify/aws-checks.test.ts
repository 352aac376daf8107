import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CloudWatchClient, type GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import { ECSClient } from '@aws-sdk/client-ecs';
import { startEcs } from '@windsurf/sandbox/ecs';
import t, { type Test } from 'tap';
import type { AwsWorld } from '../deploy/aws-world.ts';
import { judge } from '../deploy/judge.ts';
import { observeCloudWatch } from '../hooks/observe.ts';
import { awsChecks } from './aws-checks.ts';
import { runChecks, summary } from './checks.ts';

const services = [{ name: 'auth', domains: ['auth'], schema: 'auth', hasWorker: true }];
type Wrong = {
  readonly red?: boolean;
  readonly errors?: number;
  readonly age?: number | null;
  readonly running?: boolean;
};

const check = async (t: Test, wrong: Wrong = {}) => {
  const fake = await startEcs();
  const ecs = new ECSClient({
    endpoint: fake.url,
    region: 'af-south-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  t.teardown(async () => {
    ecs.destroy();
    await fake.stop();
  });
  for (const name of ['auth', 'auth-worker'])
    fake.service(
      name,
      wrong.running === false && name === 'auth-worker'
        ? {}
        : { taskDefinition: `arn:x:task-definition/staging-${name}:7` },
    );
  const cloudWatch = {
    send: async ({ input }: { input: { AlarmNames?: string[]; MetricDataQueries?: { Label: string }[] } }) =>
      input.AlarmNames === undefined
        ? {
            MetricDataResults: (input.MetricDataQueries ?? []).map(({ Label }) => ({
              Label,
              Values: wrong.age === null ? [] : [Label.startsWith('0') ? (wrong.age ?? 3) : 0],
            })),
          }
        : {
            MetricAlarms: input.AlarmNames.map((AlarmName) => ({
              AlarmName,
              StateValue: wrong.red === true ? 'ALARM' : 'OK',
            })),
          },
  };
  const asked: object[] = [];
  const logs = {
    send: async ({ input }: { input: object }) => {
      asked.push(input);
      return { events: Array.from({ length: wrong.errors ?? 0 }, () => ({})) };
    },
  };
  const world = { ecs, cloudWatch } as unknown as AwsWorld;
  const results = await runChecks(
    awsChecks(world, logs as unknown as CloudWatchLogsClient, 'staging', services),
    () => undefined,
  );
  return { results, asked, bad: results.filter(({ state }) => state === 'failed').map(({ name }) => name) };
};

t.test('what runs, alarms, logs and queues are each looked at', async (t) => {
  const { results, asked, bad } = await check(t);
  t.same(bad, []);
  t.same(
    results.map(({ name }) => name),
    ['tasks auth', 'tasks auth-worker', 'alarms auth', 'error logs auth', 'queues auth', 'dead letters auth'],
  );
  t.match(results[0]?.says, /2 run, staging-auth:7/);
  t.match(asked, [{ logGroupName: '/windsurf/creator-staging/auth', filterPattern: /error/ }]);
});

t.test('each of them turns the verification red', async (t) => {
  const planted: [Wrong, string[]][] = [
    [{ running: false }, ['tasks auth-worker']],
    [{ red: true }, ['alarms auth']],
    [{ errors: 6 }, ['error logs auth']],
    [{ age: 301 }, ['queues auth']],
    [{ age: null }, ['queues auth', 'dead letters auth']],
  ];
  for (const [wrong, names] of planted) {
    const { results, bad } = await check(t, wrong);
    t.same(bad, names, JSON.stringify(wrong));
    t.equal(summary(results).code, 1);
  }
});

t.test(
  'green and blue are read from their own target groups, payments of now and of before from the service',
  async (t) => {
    const since = new Date('2026-11-20T10:00:30Z');
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 10, minute));
    let asked: GetMetricDataCommandInput | undefined;
    const values: Record<string, [number, number][]> = {
      green_requests: [
        [0, 50],
        [1, 60],
      ],
      green_failed: [[1, 5]],
      green_broken: [[1, 1]],
      green_p95: [
        [0, 0.2],
        [1, 0.7],
      ],
      blue_requests: [
        [-5, 999],
        [1, 900],
      ],
      blue_p95: [[1, 0.1]],
      succeeded: [
        [-5, 90],
        [1, 10],
      ],
      failed: [
        [-5, 10],
        [1, 30],
      ],
      unknown: [
        [-5, 2],
        [1, 12],
      ],
    };
    const cloudWatch = new CloudWatchClient({ region: 'af-south-1' });
    t.teardown(() => cloudWatch.destroy());
    Object.assign(cloudWatch, {
      send: async ({ input }: { input: GetMetricDataCommandInput }) => {
        asked = input;
        // In two pages, as CloudWatch may answer.
        const all = (input.MetricDataQueries ?? []).map(({ Id = '' }) => ({
          Id,
          Timestamps: (values[Id] ?? []).map(([minute]) => at(minute)),
          Values: (values[Id] ?? []).map(([, value]) => value),
        }));
        return input.NextToken === undefined
          ? { MetricDataResults: all.slice(0, 3), NextToken: 'more' }
          : { MetricDataResults: all.slice(3) };
      },
    });
    const watched = {
      loadBalancer: 'app/x/1',
      green: 'targetgroup/g/1',
      blue: 'targetgroup/b/2',
      namespace: 'Windsurf',
      since,
      now: at(3),
    };
    const seen = await observeCloudWatch(cloudWatch, { ...watched, service: 'payments' });
    t.same(seen, {
      green: { requests: 110, failed: 6, p95Ms: 700, payments: 40, paymentsGood: 10 },
      blue: { requests: 900, failed: 0, p95Ms: 100, payments: 100, paymentsGood: 90 },
      unknown: { now: 12, before: 2 },
    });
    t.match(judge(seen), /5xx: 6 of 110/);
    const dimensions = asked?.MetricDataQueries?.map(({ Id, MetricStat }) => [
      Id,
      MetricStat?.Metric?.Dimensions?.at(-1)?.Value,
    ]);
    t.match(
      dimensions?.filter(([id]) => id?.endsWith('_requests')),
      [
        ['green_requests', 'targetgroup/g/1'],
        ['blue_requests', 'targetgroup/b/2'],
      ],
    );
    const other = await observeCloudWatch(cloudWatch, { ...watched, service: 'auth' });
    t.match(other, { green: { payments: 0 }, unknown: undefined }, 'only payments sells');
  },
);
