// PRODUCTION_TRAFFIC_SHIFT: do people still buy, with a part of the traffic or all of it on the new version. ECS asks at
// every step, and on the way back too, which is always let through.
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DescribeServiceDeploymentsCommand, DescribeServiceRevisionsCommand, ECSClient } from '@aws-sdk/client-ecs';
import { judge, LIMITS, type Observation } from '../deploy/judge.ts';
import { detail, type HookAnswer, type HookEvent, note, readEvent } from './event.ts';
import { observeCloudWatch } from './observe.ts';

export type BusinessMetrics = {
  readonly now: () => Date;
  /** How long a step is watched, in milliseconds. */
  readonly watchMs: number;
  /** Whether ECS takes this deployment back already. */
  isGoingBack(event: HookEvent): Promise<boolean>;
  observe(event: HookEvent, service: string, since: Date): Promise<Observation>;
};

const AGAIN_SECONDS = 30;
/** Metrics of a minute are there a minute later. */
const LATE_MS = 60_000;

export const judgeBusiness = async (raw: unknown, parts: BusinessMetrics): Promise<HookAnswer> => {
  const event = readEvent(raw);
  const service = detail(event, 'service');
  const say = (fields: object): void =>
    note({ hook: 'business-metrics', service, deployment: event.deploymentArn, ...fields });
  if (await parts.isGoingBack(event)) {
    say({ says: 'going back' });
    return { hookStatus: 'SUCCEEDED' };
  }
  const now = parts.now();
  // A step of its own for each weight: what was seen at 10 % says nothing about 100 %.
  const weight = event.productionWeights[event.targetRevisionArn] ?? 100;
  const sameStep = event.details.weight === weight && typeof event.details.since === 'string';
  const since = sameStep ? new Date(String(event.details.since)) : now;
  const seen = await parts.observe(event, service, since);
  const worse = judge(seen, LIMITS);
  say({ weight, since: since.toISOString(), ...seen, ...(worse === undefined ? {} : { worse }) });
  if (worse !== undefined) return { hookStatus: 'FAILED' };
  if (now.getTime() - since.getTime() >= parts.watchMs + LATE_MS) return { hookStatus: 'SUCCEEDED' };
  return {
    hookStatus: 'IN_PROGRESS',
    callBackDelay: AGAIN_SECONDS,
    hookDetails: { ...event.details, weight, since: since.toISOString() },
  };
};

type Groups = Readonly<Record<string, { readonly blue: string; readonly green: string }>>;

/** Since when a deployment is watched, for when ECS does not give back what it was told. */
const remembered = new Map<string, Record<string, unknown>>();

/** What Lambda calls. */
export const handler = async (raw: unknown): Promise<HookAnswer> => {
  const { LOAD_BALANCER: loadBalancer, TARGET_GROUPS: groups, METRIC_NAMESPACE: namespace } = process.env;
  if (!loadBalancer || !groups || !namespace)
    throw new Error('LOAD_BALANCER, TARGET_GROUPS and METRIC_NAMESPACE must be set');
  const ecs = new ECSClient({});
  const cloudWatch = new CloudWatchClient({});
  const parts: BusinessMetrics = {
    now: () => new Date(),
    watchMs: 180_000,
    async isGoingBack({ deploymentArn }) {
      const { serviceDeployments } = await ecs.send(
        new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [deploymentArn] }),
      );
      return /^(ROLLBACK|STOP)/.test(serviceDeployments?.[0]?.status ?? '');
    },
    async observe(event, service, since) {
      const { serviceRevisions } = await ecs.send(
        new DescribeServiceRevisionsCommand({ serviceRevisionArns: [event.targetRevisionArn] }),
      );
      const target = serviceRevisions?.[0]?.resolvedConfiguration?.loadBalancers?.[0]?.targetGroupArn ?? '';
      const own = (JSON.parse(groups) as Groups)[service];
      if (own === undefined) throw new Error(`TARGET_GROUPS knows no ${service}`);
      const green = [own.blue, own.green].find((suffix) => target.endsWith(suffix));
      if (green === undefined) throw new Error(`${target} is no target group of ${service}`);
      const blue = green === own.green ? own.blue : own.green;
      return await observeCloudWatch(cloudWatch, {
        loadBalancer,
        namespace,
        service,
        green,
        blue,
        since,
        now: new Date(),
      });
    },
  };
  const { deploymentArn, details } = readEvent(raw);
  const kept = remembered.get(deploymentArn);
  const known = details.since === undefined && kept !== undefined;
  const answer = await judgeBusiness(known ? { ...(raw as object), hookDetails: { ...details, ...kept } } : raw, parts);
  if (answer.hookDetails === undefined) remembered.delete(deploymentArn);
  else remembered.set(deploymentArn, { weight: answer.hookDetails.weight, since: answer.hookDetails.since });
  return answer;
};
