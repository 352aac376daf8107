// Green and blue as CloudWatch knows them: requests, errors and latency per target group from the load balancer, payments
// from the services' own metrics.
import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { Figures, Observation } from '../deploy/judge.ts';

export type Watched = {
  /** How CloudWatch names the load balancer and both target groups: `app/…`, `targetgroup/…`. */
  readonly loadBalancer: string;
  readonly green: string;
  readonly blue: string;
  /** Where the services' own metrics are. */
  readonly namespace: string;
  readonly service: string;
  readonly since: Date;
  readonly now: Date;
};

const PERIOD_SECONDS = 60;
/** As far back as payments before the step are compared with. */
const BEFORE_MS = 900_000;

export const observeCloudWatch = async (cloudWatch: CloudWatchClient, watched: Watched): Promise<Observation> => {
  const { since, now, service, namespace } = watched;
  const ofGroup = (id: string, metric: string, group: string, stat: string): MetricDataQuery => ({
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/ApplicationELB',
        MetricName: metric,
        Dimensions: [
          { Name: 'LoadBalancer', Value: watched.loadBalancer },
          { Name: 'TargetGroup', Value: group },
        ],
      },
      Period: PERIOD_SECONDS,
      Stat: stat,
    },
  });
  const own = (id: string, metric: string, stat: string, more: Record<string, string> = {}): MetricDataQuery => ({
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: metric,
        Dimensions: Object.entries({ service, ...more }).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: PERIOD_SECONDS,
      Stat: stat,
    },
  });
  const sells = service === 'payments';
  const outcomes = ['succeeded', 'failed'] as const;
  const payments = sells
    ? [
        ...outcomes.map((outcome) => own(outcome, 'windsurf_payments_outcomes_total', 'Sum', { outcome })),
        own('unknown', 'windsurf_payments_unknown', 'Maximum'),
      ]
    : [];
  const groups = (['green', 'blue'] as const).flatMap((colour) => [
    ofGroup(`${colour}_requests`, 'RequestCount', watched[colour], 'Sum'),
    ofGroup(`${colour}_failed`, 'HTTPCode_Target_5XX_Count', watched[colour], 'Sum'),
    ofGroup(`${colour}_broken`, 'TargetConnectionErrorCount', watched[colour], 'Sum'),
    ofGroup(`${colour}_p95`, 'TargetResponseTime', watched[colour], 'p95'),
  ]);
  // Whole minutes only: a part of one would be compared with nothing.
  const from = new Date(Math.floor(since.getTime() / 60_000) * 60_000);
  const values = await read(cloudWatch, [...groups, ...payments], new Date(from.getTime() - BEFORE_MS), now);
  const sum = (id: string, inside: (at: Date) => boolean): number =>
    (values.get(id) ?? []).filter(({ at }) => inside(at)).reduce((total, { value }) => total + value, 0);
  const most = (id: string, inside: (at: Date) => boolean): number | undefined =>
    (values.get(id) ?? [])
      .filter(({ at }) => inside(at))
      .reduce<number | undefined>((top, { value }) => Math.max(top ?? value, value), undefined);
  const during = (at: Date): boolean => at >= from;
  const before = (at: Date): boolean => at < from;
  const figures = (colour: 'green' | 'blue', when: (at: Date) => boolean): Figures => {
    const p95 = most(`${colour}_p95`, during);
    const good = sum('succeeded', when);
    return {
      requests: sum(`${colour}_requests`, during),
      failed: sum(`${colour}_failed`, during) + sum(`${colour}_broken`, during),
      p95Ms: p95 === undefined ? undefined : p95 * 1000,
      payments: good + sum('failed', when),
      paymentsGood: good,
    };
  };
  const unknown = most('unknown', during);
  return {
    // Payments carry no colour: those of now stand for green, those of the quarter of an hour before for blue.
    green: figures('green', during),
    blue: figures('blue', before),
    ...(unknown === undefined ? {} : { unknown: { now: unknown, before: most('unknown', before) ?? 0 } }),
  };
};

type Point = { readonly at: Date; readonly value: number };

const read = async (
  cloudWatch: CloudWatchClient,
  queries: MetricDataQuery[],
  start: Date,
  end: Date,
): Promise<Map<string, Point[]>> => {
  const values = new Map<string, Point[]>();
  let token: string | undefined;
  do {
    const page = await cloudWatch.send(
      new GetMetricDataCommand({
        MetricDataQueries: queries,
        StartTime: start,
        EndTime: end,
        ...(token === undefined ? {} : { NextToken: token }),
      }),
    );
    for (const { Id = '', Timestamps = [], Values = [] } of page.MetricDataResults ?? []) {
      const points = Timestamps.map((at, place) => ({ at, value: Values[place] ?? 0 }));
      values.set(Id, [...(values.get(Id) ?? []), ...points]);
    }
    token = page.NextToken;
  } while (token !== undefined);
  return values;
};
