// Questions to ECS about service deployments, in our words.
import {
  ContinueServiceDeploymentCommand,
  type DeploymentLifecycleHookDetail,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  type ECSClient,
  ListServiceDeploymentsCommand,
  type ServiceDeployment,
  type ServiceRevision,
} from '@aws-sdk/client-ecs';

export type Place = { readonly ecs: ECSClient; readonly cluster: string; readonly service: string };

/** The stages that a deployment passes before production traffic moves, in order. */
const ORDER = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
  'CLEAN_UP',
];

/** Whether a deployment has come further than a stage. One that is rolled back is not further, wherever it is. */
export const isPast = (deployment: ServiceDeployment, stage: string): boolean =>
  deployment.status === 'SUCCESSFUL' ||
  (deployment.status === 'IN_PROGRESS' && ORDER.indexOf(deployment.lifecycleStage ?? '') > ORDER.indexOf(stage));

export const isOver = ({ status }: ServiceDeployment): boolean =>
  ['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED', 'STOPPED'].includes(status ?? '');

export const isGoingBack = ({ status }: ServiceDeployment): boolean =>
  ['ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS'].includes(status ?? '');

export const revisionBy = async ({ ecs }: Place, arn: string): Promise<ServiceRevision | undefined> =>
  (await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn] }))).serviceRevisions?.[0];

export const deploymentBy = async ({ ecs }: Place, arn: string): Promise<ServiceDeployment> => {
  const { serviceDeployments, failures } = await ecs.send(
    new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }),
  );
  const [found] = serviceDeployments ?? [];
  if (found === undefined) throw new Error(`ECS knows no deployment ${arn}: ${failures?.[0]?.reason ?? 'no reason'}`);
  return found;
};

/**
 * The newest deployment that was begun for a task definition.
 *
 * @param after not before this moment: an older one belongs to an earlier release
 */
export const deploymentFor = async (place: Place, taskDefinition: string, after: Date): Promise<string | undefined> => {
  const { serviceDeployments = [] } = await place.ecs.send(
    new ListServiceDeploymentsCommand({
      cluster: place.cluster,
      service: place.service,
      createdAt: { after },
    }),
  );
  const newest = serviceDeployments.toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
  for (const { serviceDeploymentArn, targetServiceRevisionArn } of newest) {
    if (serviceDeploymentArn === undefined || targetServiceRevisionArn === undefined) continue;
    const revision = await revisionBy(place, targetServiceRevisionArn);
    if (revision?.taskDefinition === taskDefinition) return serviceDeploymentArn;
  }
  return undefined;
};

/**
 * The task definition of the tasks that serve: not what the service was told, but what it runs.
 *
 * @returns undefined before the first deployment
 */
export const runningTaskDefinition = async (place: Place): Promise<string | undefined> => {
  const { services } = await place.ecs.send(
    new DescribeServicesCommand({ cluster: place.cluster, services: [place.service] }),
  );
  const [service] = services ?? [];
  if (service === undefined) throw new Error(`the cluster ${place.cluster} has no service ${place.service}`);
  const running = (service.currentServiceRevisions ?? []).filter(({ runningTaskCount }) => (runningTaskCount ?? 0) > 0);
  // During a shift there are two; the one with more tasks, or the older one, is what people get.
  const [most] = running.toSorted((a, b) => (b.runningTaskCount ?? 0) - (a.runningTaskCount ?? 0));
  return most?.arn === undefined ? undefined : (await revisionBy(place, most.arn))?.taskDefinition;
};

/** The PAUSE hook that waits for somebody. */
export const waitingHook = (deployment: ServiceDeployment): DeploymentLifecycleHookDetail | undefined =>
  deployment.lifecycleHookDetails?.find(
    ({ status, targetType }) => status === 'AWAITING_ACTION' && targetType === 'PAUSE',
  );

/** A deployment that has not ended; undefined when there is none. */
export const openDeploymentOf = async (place: Place): Promise<string | undefined> => {
  const { serviceDeployments = [] } = await place.ecs.send(
    new ListServiceDeploymentsCommand({
      cluster: place.cluster,
      service: place.service,
      status: ['PENDING', 'IN_PROGRESS', 'STOP_REQUESTED', 'ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS'],
    }),
  );
  return serviceDeployments[0]?.serviceDeploymentArn;
};

/** Answers the PAUSE hook of the deployment that is under way. @returns false when none waits */
export const answerPause = async (place: Place, decision: 'continue' | 'rollback'): Promise<boolean> => {
  const { serviceDeployments = [] } = await place.ecs.send(
    new ListServiceDeploymentsCommand({ cluster: place.cluster, service: place.service, status: ['IN_PROGRESS'] }),
  );
  for (const { serviceDeploymentArn } of serviceDeployments) {
    if (serviceDeploymentArn === undefined) continue;
    const hookId = waitingHook(await deploymentBy(place, serviceDeploymentArn))?.hookId;
    if (hookId === undefined) continue;
    const action = decision === 'continue' ? 'CONTINUE' : 'ROLLBACK';
    await place.ecs.send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action }));
    return true;
  }
  return false;
};

/** Why a deployment did not go well, in ECS's words. */
export const reasonOf = (deployment: ServiceDeployment): string => {
  const alarms = deployment.alarms?.triggeredAlarmNames ?? [];
  const parts = [
    `ECS says ${deployment.status}`,
    deployment.statusReason ?? deployment.rollback?.reason,
    alarms.length === 0 ? undefined : `alarms: ${alarms.join(', ')}`,
    deployment.lifecycleStage === undefined ? undefined : `at ${deployment.lifecycleStage}`,
  ];
  return parts.filter((part) => part !== undefined).join('; ');
};
