// What the stand-in of ECS reads out of a request and puts into an answer, field by field as the API names them.
import { type FakeDeployment, type Fate, isWaiting, type Revision, STAGES, type Strategy } from './ecs-deployment.ts';

export type Input = Readonly<Record<string, unknown>>;
export type FakeService = {
  readonly name: string;
  readonly cluster: string;
  readonly strategy: Strategy;
  /** Both target groups; undefined for a service without traffic. */
  groups: [string, string] | undefined;
  fate: Fate;
  /** What serves; undefined before the first deployment. */
  current: Revision | undefined;
  wanted: string | undefined;
  readonly deployments: FakeDeployment[];
};

export class EcsProblem extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

export const ACCOUNT = 'arn:aws:ecs:af-south-1:111122223333';

export const textOf = (input: Input, name: string): string => {
  const value = input[name];
  if (typeof value !== 'string' || value === '')
    throw new EcsProblem('InvalidParameterException', `${name} must be given`);
  return value;
};
export const textsOf = (input: Input, name: string): string[] => {
  const value = input[name];
  if (!Array.isArray(value) || value.length === 0 || value.some((one) => typeof one !== 'string'))
    throw new EcsProblem('InvalidParameterException', `${name} must be a list`);
  return value as string[];
};

export const brief = (
  service: FakeService,
  { arn, status, statusReason, target, createdAt, finishedAt }: FakeDeployment,
) => ({
  serviceDeploymentArn: arn,
  serviceArn: `${ACCOUNT}:service/${service.cluster}/${service.name}`,
  clusterArn: `${ACCOUNT}:cluster/${service.cluster}`,
  createdAt,
  startedAt: createdAt,
  ...(finishedAt === undefined ? {} : { finishedAt }),
  ...(statusReason === undefined ? {} : { statusReason }),
  status,
  targetServiceRevisionArn: target.arn,
});
export const summary = (revision: Revision, running: number, weight: number, test: number) => ({
  arn: revision.arn,
  requestedTaskCount: 2,
  runningTaskCount: running,
  pendingTaskCount: 2 - running,
  requestedProductionTrafficWeight: weight,
  requestedTestTrafficWeight: test,
});
export const full = (service: FakeService, deployment: FakeDeployment) => ({
  ...brief(service, deployment),
  targetServiceRevision: summary(deployment.target, deployment.running, deployment.weight, deployment.test),
  sourceServiceRevisions:
    deployment.source === undefined
      ? []
      : [summary(deployment.source, 2, 100 - deployment.weight, 100 - deployment.test)],
  ...(deployment.strategy === 'ROLLING' ? {} : { lifecycleStage: STAGES[deployment.stage] }),
  ...(isWaiting(deployment)
    ? {
        lifecycleHookDetails: [
          { hookId: 'approval', targetType: 'PAUSE', status: 'AWAITING_ACTION', timeoutAction: 'ROLLBACK' },
        ],
      }
    : {}),
  alarms: {
    status: deployment.triggered.length > 0 ? 'TRIGGERED' : 'MONITORING',
    alarmNames: ['production-payments-blue-errors-5xx'],
    triggeredAlarmNames: deployment.triggered,
  },
  deploymentConfiguration: { strategy: deployment.strategy },
});

export const describe = (service: FakeService) => ({
  serviceName: service.name,
  serviceArn: `${ACCOUNT}:service/${service.cluster}/${service.name}`,
  clusterArn: `${ACCOUNT}:cluster/${service.cluster}`,
  status: 'ACTIVE',
  desiredCount: 2,
  runningCount: service.current === undefined ? 0 : 2,
  pendingCount: 0,
  ...(service.groups === undefined
    ? {}
    : {
        loadBalancers: [
          {
            targetGroupArn: service.groups[0],
            containerName: service.name,
            advancedConfiguration: {
              alternateTargetGroupArn: service.groups[1],
              productionListenerRule: `arn:aws:elasticloadbalancing:listener-rule/${service.name}`,
            },
          },
        ],
      }),
  deploymentConfiguration: {
    strategy: service.strategy,
    alarms: { alarmNames: [`staging-${service.name}-blue-errors-5xx`], enable: true, rollback: true },
  },
  ...(service.wanted === undefined ? {} : { taskDefinition: service.wanted }),
  currentServiceRevisions:
    service.current === undefined ? [] : [{ arn: service.current.arn, requestedTaskCount: 2, runningTaskCount: 2 }],
});
