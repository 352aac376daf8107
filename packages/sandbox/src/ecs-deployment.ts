// How a service deployment of ECS goes through its stages, as the developer guide tells it (blue/green, canary, rolling).

export const STAGES = [
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
] as const;

/** What happens to the deployments of a service. */
export type Fate =
  | 'success'
  /** The hook of POST_TEST_TRAFFIC_SHIFT answers FAILED. */
  | 'hook-fails'
  /** An alarm goes off during BAKE_TIME. */
  | 'alarm'
  /** The stages pass, and what runs afterwards is the old revision. */
  | 'silent-rollback'
  /** As hook-fails, and the way back does not work either. */
  | 'rollback-failed'
  /** Somebody stops it with ABORT. */
  | 'stopped'
  /** A PAUSE hook waits before production traffic. */
  | 'pause'
  /** It stays at SCALE_UP: the tasks never become healthy. */
  | 'stuck'
  /** A rolling deployment whose circuit breaker turns it back. */
  | 'circuit-breaker';

export type Strategy = 'BLUE_GREEN' | 'CANARY' | 'ROLLING';

export type Revision = {
  readonly arn: string;
  readonly taskDefinition: string;
  readonly targetGroup: string | undefined;
  readonly createdAt: number;
};

export type FakeDeployment = {
  readonly arn: string;
  readonly source: Revision | undefined;
  readonly target: Revision;
  readonly strategy: Strategy;
  readonly fate: Fate;
  readonly createdAt: number;
  status: string;
  statusReason: string | undefined;
  stage: number;
  /** Percent of production traffic on the target. */
  weight: number;
  /** Percent of test traffic on the target. */
  test: number;
  running: number;
  continued: boolean;
  canaryDone: boolean;
  triggered: string[];
  finishedAt: number | undefined;
};

const CANARY_PERCENT = 10;
const DESIRED = 2;

export const isOver = (deployment: FakeDeployment): boolean =>
  ['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED', 'STOPPED'].includes(deployment.status);

/** Whether its PAUSE hook waits for somebody. */
export const isWaiting = (deployment: FakeDeployment): boolean =>
  deployment.fate === 'pause' &&
  !deployment.continued &&
  deployment.status === 'IN_PROGRESS' &&
  STAGES[deployment.stage] === 'PRE_PRODUCTION_TRAFFIC_SHIFT';

const turnBack = (deployment: FakeDeployment, reason: string): void => {
  deployment.status = 'ROLLBACK_IN_PROGRESS';
  deployment.statusReason = reason;
  deployment.weight = 0;
  deployment.test = 0;
};

const end = (deployment: FakeDeployment, status: string, now: number): void => {
  deployment.status = status;
  deployment.finishedAt = now;
};

/** One moment passes. @returns what serves afterwards, when that has been decided in this moment */
export const pass = (deployment: FakeDeployment, now: number): Revision | undefined => {
  if (isOver(deployment)) return undefined;
  if (deployment.status === 'PENDING') {
    deployment.status = 'IN_PROGRESS';
    return undefined;
  }
  if (deployment.status === 'ROLLBACK_REQUESTED') {
    turnBack(deployment, deployment.statusReason ?? 'Service deployment rolled back because of a request.');
    return undefined;
  }
  if (deployment.status === 'ROLLBACK_IN_PROGRESS') {
    if (deployment.fate === 'rollback-failed' || deployment.source === undefined) {
      end(deployment, 'ROLLBACK_FAILED', now);
      // Half of the way: production traffic still goes where it should not.
      deployment.weight = 100;
      return deployment.target;
    }
    end(deployment, 'ROLLBACK_SUCCESSFUL', now);
    return deployment.source;
  }
  if (deployment.status === 'STOP_REQUESTED') {
    end(deployment, 'STOPPED', now);
    return deployment.source;
  }
  return deployment.strategy === 'ROLLING' ? roll(deployment, now) : walk(deployment, now);
};

const roll = (deployment: FakeDeployment, now: number): Revision | undefined => {
  if (deployment.fate === 'stuck') return undefined;
  deployment.running += 1;
  if (deployment.running < DESIRED) return undefined;
  if (deployment.fate === 'circuit-breaker') {
    turnBack(deployment, 'ECS deployment circuit breaker: tasks failed to start.');
    return undefined;
  }
  end(deployment, 'SUCCESSFUL', now);
  return deployment.target;
};

const walk = (deployment: FakeDeployment, now: number): Revision | undefined => {
  const stage = STAGES[deployment.stage];
  const { fate } = deployment;
  if (stage === 'SCALE_UP' && fate === 'stuck') return undefined;
  if (stage === 'SCALE_UP' && deployment.running < DESIRED) {
    deployment.running += 1;
    return undefined;
  }
  if (stage === 'TEST_TRAFFIC_SHIFT') deployment.test = 100;
  if (stage === 'POST_TEST_TRAFFIC_SHIFT' && (fate === 'hook-fails' || fate === 'rollback-failed')) {
    turnBack(deployment, 'Service deployment rolled back because a lifecycle hook returned FAILED.');
    return undefined;
  }
  if (stage === 'POST_TEST_TRAFFIC_SHIFT' && fate === 'stopped') {
    deployment.status = 'STOP_REQUESTED';
    return undefined;
  }
  if (isWaiting(deployment)) return undefined;
  if (stage === 'PRODUCTION_TRAFFIC_SHIFT') {
    if (deployment.strategy === 'CANARY' && !deployment.canaryDone) {
      deployment.weight = CANARY_PERCENT;
      deployment.canaryDone = true;
      return undefined;
    }
    deployment.weight = 100;
  }
  if (stage === 'BAKE_TIME' && fate === 'alarm') {
    deployment.triggered = ['production-payments-blue-errors-5xx'];
    turnBack(deployment, 'Service deployment rolled back because an alarm was triggered.');
    return undefined;
  }
  if (deployment.stage < STAGES.length - 1) {
    deployment.stage += 1;
    return undefined;
  }
  end(deployment, 'SUCCESSFUL', now);
  return fate === 'silent-rollback' ? deployment.source : deployment.target;
};
