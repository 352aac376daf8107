// The checks that ask AWS: what runs, which alarms are red, what the logs and the metrics of the last half hour say.
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import { type AwsWorld, clusterOf, placeOf, redAlarms } from '../deploy/aws-world.ts';
import type { KnownService } from '../deploy/services.ts';
import type { Environment } from '../deploy/state.ts';
import { runningTaskDefinition } from '../switcher/aws-deployments.ts';
import { type Check, type CheckResult, failed, ok } from './checks.ts';

const HALF_HOUR_MS = 1_800_000;
/** So many lines of level error in half an hour are worth a look, not a roll-back. */
const ERRORS_TOLERATED = 5;
const NAMESPACE = 'Windsurf';

/** Figures that must stay below a limit, by what the checklist calls them. */
const LIMITS = [
  {
    name: 'queues',
    metric: 'windsurf_queue_age_seconds',
    stat: 'Maximum',
    most: 300,
    says: 'seconds is the age of the oldest message',
  },
  {
    name: 'dead letters',
    metric: 'windsurf_queue_dead',
    stat: 'Maximum',
    most: 0,
    says: 'messages nobody could handle',
  },
] as const;

export const awsChecks = (
  world: AwsWorld,
  logs: CloudWatchLogsClient,
  environment: Environment,
  services: readonly KnownService[],
): Check[] => {
  const cluster = clusterOf(environment);
  const names = services.flatMap(({ name, hasWorker }) => (hasWorker ? [name, `${name}-worker`] : [name]));
  const since = Date.now() - HALF_HOUR_MS;
  return [
    {
      // S4-46: what is wanted runs, and it is what was deployed last.
      name: 'tasks',
      async run() {
        const results: CheckResult[] = [];
        for (const name of names) {
          const label = `tasks ${name}`;
          const { services: found } = await world.ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
          const [service] = found ?? [];
          const running = await runningTaskDefinition({ ecs: world.ecs, cluster, service: name });
          if (service === undefined || running === undefined) results.push(failed(label, 'nothing runs'));
          else if (service.runningCount !== service.desiredCount)
            results.push(failed(label, `${service.runningCount} of ${service.desiredCount} run`));
          else if (service.taskDefinition !== undefined && service.taskDefinition !== running)
            results.push(failed(label, `${running} runs and not ${service.taskDefinition}`));
          else results.push(ok(label, `${service.runningCount} run, ${running.slice(running.lastIndexOf('/') + 1)}`));
        }
        return results;
      },
    },
    {
      // S4-54, S4-57, S4-62: errors, CPU, memory and latency are alarms of their own.
      name: 'alarms',
      run: async () =>
        await Promise.all(
          services.map(async ({ name }) => {
            const red = await redAlarms(world, placeOf(world, environment, name));
            return red.length === 0 ? ok(`alarms ${name}`, 'none is red') : failed(`alarms ${name}`, red.join(', '));
          }),
        ),
    },
    {
      // S4-45, S4-58: lines of level error and above since half an hour.
      name: 'error logs',
      run: async () =>
        await Promise.all(
          services.map(async ({ name }) => {
            const { events = [], nextToken } = await logs.send(
              new FilterLogEventsCommand({
                logGroupName: `/windsurf/${cluster}/${name}`,
                filterPattern: '{ ($.level = "error") || ($.level = "fatal") || ($.level >= 50) }',
                startTime: since,
                limit: 100,
              }),
            );
            const label = `error logs ${name}`;
            const count = `${events.length}${nextToken === undefined ? '' : ' or more'} in half an hour`;
            return events.length > ERRORS_TOLERATED ? failed(label, count) : ok(label, count);
          }),
        ),
    },
    {
      // S4-59 … S4-61: queues, webhooks and messages are jobs; what is stuck is old, and what failed for good is dead.
      name: 'queues, webhooks and messages',
      async run() {
        const { MetricDataResults = [] } = await world.cloudWatch.send(
          new GetMetricDataCommand({
            StartTime: new Date(since),
            EndTime: new Date(),
            MetricDataQueries: services
              .filter(({ hasWorker }) => hasWorker)
              .flatMap(({ name }, place) =>
                LIMITS.map(({ metric, stat }, which) => ({
                  Id: `m${place}_${which}`,
                  Label: `${which} ${name}`,
                  MetricStat: {
                    Metric: {
                      Namespace: NAMESPACE,
                      MetricName: metric,
                      Dimensions: [{ Name: 'service', Value: name }],
                    },
                    Period: 300,
                    Stat: stat,
                  },
                })),
              ),
          }),
        );
        return MetricDataResults.map(({ Label = '', Values = [] }) => {
          const [which = '0', service = ''] = Label.split(' ');
          const limit = LIMITS[Number(which)] ?? LIMITS[0];
          const label = `${limit.name} ${service}`;
          // The newest value comes first.
          const [now] = Values;
          if (now === undefined) return failed(label, 'nothing was reported in half an hour');
          return now > limit.most ? failed(label, `${now} ${limit.says}`) : ok(label, `${now} ${limit.says}`);
        });
      },
    },
  ];
};
