// What a deployment on AWS needs to know, asked of AWS itself: nothing but the names that Terraform has given.
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { DescribeTargetGroupsCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { observeCloudWatch } from '../hooks/observe.ts';
import { deploymentBy, deploymentFor, type Place, revisionBy } from '../switcher/aws-deployments.ts';
import { flipWeights } from '../switcher/emergency.ts';
import type { Figures, Observation } from './judge.ts';
import type { Environment } from './state.ts';

export type AwsWorld = {
  readonly ecs: ECSClient;
  readonly cloudWatch: CloudWatchClient;
  readonly elb: ElasticLoadBalancingV2Client;
};

export const awsWorld = (region: string): AwsWorld => {
  // Deployments poll, several at once: throttling is waited out.
  const options = { region, maxAttempts: 8, retryMode: 'adaptive' };
  return {
    ecs: new ECSClient(options),
    cloudWatch: new CloudWatchClient(options),
    elb: new ElasticLoadBalancingV2Client(options),
  };
};

export const clusterOf = (environment: Environment): string => `creator-${environment}`;
/** Where the services' own metrics are; Terraform's default. */
const NAMESPACE = 'Windsurf';

export const placeOf = (world: AwsWorld, environment: Environment, service: string): Place => ({
  ecs: world.ecs,
  cluster: clusterOf(environment),
  service,
});

/** Names of the alarms that guard a service's deployments and are red. */
export const redAlarms = async (world: AwsWorld, place: Place): Promise<string[]> => {
  const { services } = await world.ecs.send(
    new DescribeServicesCommand({ cluster: place.cluster, services: [place.service] }),
  );
  const names = services?.[0]?.deploymentConfiguration?.alarms?.alarmNames ?? [];
  if (names.length === 0) throw new Error(`${place.service} has no alarms that guard its deployments`);
  const { MetricAlarms = [], CompositeAlarms = [] } = await world.cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNames: names.slice(0, 100), AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
  );
  const found = [...MetricAlarms, ...CompositeAlarms];
  if (found.length < names.length)
    throw new Error(`of ${names.length} alarms of ${place.service} only ${found.length} are there`);
  return found.filter(({ StateValue }) => StateValue === 'ALARM').map(({ AlarmName }) => AlarmName ?? '');
};

type Groups = { readonly green: string; readonly blue: string | undefined };

/** Target groups of both colours of a deployment, as ECS has resolved them. */
const groupsOf = async (place: Place, revision: string, after: Date): Promise<Groups | undefined> => {
  const arn = await deploymentFor(place, revision, after);
  if (arn === undefined) return undefined;
  const { targetServiceRevision, sourceServiceRevisions } = await deploymentBy(place, arn);
  const groupOf = async (revisionArn: string | undefined): Promise<string | undefined> =>
    revisionArn === undefined
      ? undefined
      : (await revisionBy(place, revisionArn))?.resolvedConfiguration?.loadBalancers?.[0]?.targetGroupArn;
  const green = await groupOf(targetServiceRevision?.arn);
  const blue = await groupOf(sourceServiceRevisions?.[0]?.arn);
  return green === undefined ? undefined : { green, blue };
};

const suffixOf = (arn: string, kind: 'targetgroup' | 'loadbalancer'): string => {
  const at = arn.indexOf(`:${kind}/`);
  return kind === 'targetgroup' ? arn.slice(at + 1) : arn.slice(at + ':loadbalancer/'.length);
};

const nothing: Figures = { requests: 0, failed: 0, p95Ms: undefined, payments: 0, paymentsGood: 0 };

/** What green and blue did, out of CloudWatch; nothing while there is no green, or no blue to compare with. */
export const observeAws = async (
  world: AwsWorld,
  place: Place,
  revision: string,
  startedAt: Date,
  since: Date,
): Promise<Observation> => {
  const groups = await groupsOf(place, revision, new Date(startedAt.getTime() - 60_000));
  if (groups?.blue === undefined) return { green: nothing, blue: nothing };
  const { TargetGroups } = await world.elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [groups.green] }));
  const balancer = TargetGroups?.[0]?.LoadBalancerArns?.[0];
  if (balancer === undefined) throw new Error(`no load balancer leads to ${groups.green}`);
  return await observeCloudWatch(world.cloudWatch, {
    loadBalancer: suffixOf(balancer, 'loadbalancer'),
    green: suffixOf(groups.green, 'targetgroup'),
    blue: suffixOf(groups.blue, 'targetgroup'),
    namespace: NAMESPACE,
    service: place.service,
    since,
    now: new Date(),
  });
};

/** Leads production traffic back to blue's target group, past ECS. */
export const flipBack = async (world: AwsWorld, place: Place, revision: string, startedAt: Date): Promise<void> => {
  const groups = await groupsOf(place, revision, new Date(startedAt.getTime() - 60_000));
  if (groups?.blue === undefined) throw new Error(`${place.service} has no blue target group to lead back to`);
  const { services } = await world.ecs.send(
    new DescribeServicesCommand({ cluster: place.cluster, services: [place.service] }),
  );
  const ruleArn = services?.[0]?.loadBalancers?.[0]?.advancedConfiguration?.productionListenerRule;
  if (ruleArn === undefined) throw new Error(`${place.service} names no listener rule of production`);
  await flipWeights(world.elb, { ruleArn, toArn: groups.blue });
};
