// Blue and green on ECS. The weights are ECS's; each call here waits until ECS has come so far, and says when it turned back.
import {
  ContinueServiceDeploymentCommand,
  type ECSClient,
  type ServiceDeployment,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { setTimeout as pause } from 'node:timers/promises';
import { said, Trouble } from '../deploy/trouble.ts';
import {
  deploymentBy,
  deploymentFor,
  isGoingBack,
  isOver,
  isPast,
  type Place,
  reasonOf,
  runningTaskDefinition,
  waitingHook,
} from './aws-deployments.ts';
import { eventLog, type TrafficSwitcher } from './types.ts';

export type AwsOptions = {
  readonly ecs: ECSClient;
  readonly cluster: string;
  readonly service: string;
  /** Task definition that is wanted, and the one that ran before. */
  readonly revision: string;
  readonly previous: string | undefined;
  /** When our deployment began: ECS's own that are older are not ours. */
  readonly startedAt: Date;
  readonly testUrl: string;
  readonly pollMs: number;
  /** Green must be ready after so long, in milliseconds; ten minutes by the checklist (S4-43). */
  readonly readyMs: number;
  /** The whole deployment must be over after so long, in milliseconds. */
  readonly totalMs: number;
  /** What to answer a PAUSE hook; undefined: somebody else will. */
  readonly approve?: ((hookId: string) => Promise<'CONTINUE' | 'ROLLBACK' | undefined>) | undefined;
  /** Puts production traffic back by hand, past ECS, when ECS's own way back has failed. */
  readonly flip?: (() => Promise<void>) | undefined;
  now(): Date;
};

/** Clocks of two machines differ. */
const SKEW_MS = 60_000;
/** How long ECS may take until it lists a deployment that it has accepted. */
const LISTED_MS = 60_000;

export type AwsSwitcher = TrafficSwitcher & {
  /** Resolves when the hook on the test listener has let the deployment pass. */
  validated(): Promise<void>;
};

export const awsSwitcher = (options: AwsOptions): AwsSwitcher => {
  const { ecs, cluster, service, pollMs, previous } = options;
  const place: Place = { ecs, cluster, service };
  const events = eventLog(options.now);
  const after = new Date(options.startedAt.getTime() - SKEW_MS);
  let arn: string | undefined;
  let stage = '';

  const find = async (): Promise<ServiceDeployment | undefined> => {
    arn ??= await deploymentFor(place, options.revision, after);
    return arn === undefined ? undefined : await deploymentBy(place, arn);
  };
  const look = async (): Promise<ServiceDeployment> => {
    const found = await find();
    if (found === undefined) throw new Trouble(`ECS has no deployment of ${options.revision}`);
    const now = `${found.status} ${found.lifecycleStage ?? ''}`.trim();
    if (now !== stage) events.add(now);
    stage = now;
    await answerHook(found);
    return found;
  };
  const answerHook = async (deployment: ServiceDeployment): Promise<void> => {
    const hookId = waitingHook(deployment)?.hookId;
    if (hookId === undefined) return;
    const action = await options.approve?.(hookId);
    if (action === undefined) return;
    events.add(`hook ${hookId}`, action);
    const { serviceDeploymentArn } = deployment;
    await ecs.send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action }));
  };
  /** Polls until a fact holds. A deployment that turned back, or was stopped, never gets there. */
  const until = async (what: string, limitMs: number, fact: (found: ServiceDeployment) => boolean): Promise<void> => {
    const end = options.now().getTime() + limitMs;
    for (;;) {
      const found = await look();
      if (fact(found)) return;
      if (isGoingBack(found) || isOver(found)) throw new Trouble(reasonOf(found));
      if (options.now().getTime() > end) throw new Trouble(`${what} took longer than ${limitMs / 60_000} minutes`);
      await pause(pollMs);
    }
  };
  const assertRuns = async (wanted: string): Promise<void> => {
    const running = await runningTaskDefinition(place);
    if (running !== wanted)
      throw new Trouble(`ECS says that it went well, but ${service} runs ${running ?? 'nothing'} and not ${wanted}`);
  };
  const ended = async (limitMs: number): Promise<ServiceDeployment> => {
    const end = options.now().getTime() + limitMs;
    for (;;) {
      const found = await look();
      if (isOver(found) || options.now().getTime() > end) return found;
      await pause(pollMs);
    }
  };
  const backByDeployment = async (): Promise<void> => {
    if (previous === undefined)
      throw new Error(
        `it is the first deployment of ${service}: there is nothing to go back to. Deploy a cure, or set the service to 0 tasks`,
      );
    const from = options.now();
    await ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition: previous }));
    events.add('previous task definition deployed', previous);
    const back = awsSwitcher({ ...options, revision: previous, previous: undefined, startedAt: from });
    await back.promote();
  };

  return {
    async current() {
      const blue = await runningTaskDefinition(place);
      const found = await find();
      const open = found !== undefined && !isOver(found) ? found : undefined;
      return {
        blue,
        green: open === undefined ? undefined : options.revision,
        weight: open?.targetServiceRevision?.requestedProductionTrafficWeight ?? 0,
      };
    },
    async startGreen(revision) {
      if ((await find()) === undefined) {
        await ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition: revision }));
        events.add('service updated', revision);
      }
      const end = options.now().getTime() + LISTED_MS;
      while ((await find()) === undefined) {
        if (options.now().getTime() > end) throw new Trouble(`ECS began no deployment of ${revision}`);
        await pause(pollMs);
      }
      await until('starting the new tasks', options.readyMs, (found) => isPast(found, 'SCALE_UP'));
    },
    async validated() {
      await until('validation on the test listener', options.readyMs, (found) =>
        isPast(found, 'POST_TEST_TRAFFIC_SHIFT'),
      );
    },
    testUrl: () => options.testUrl,
    async setWeight(percent) {
      await until(`moving ${percent} % of the traffic`, options.totalMs, (found) => {
        const weight = found.targetServiceRevision?.requestedProductionTrafficWeight ?? 0;
        return isPast(found, 'POST_PRODUCTION_TRAFFIC_SHIFT') || (found.status === 'IN_PROGRESS' && weight >= percent);
      });
    },
    async promote() {
      await until('the deployment', options.totalMs, ({ status }) => status === 'SUCCESSFUL');
      await assertRuns(options.revision);
    },
    async rollback(reason) {
      const found = await find();
      events.add('rolling back', reason);
      if (found !== undefined && !isOver(found) && !isGoingBack(found)) await stop(found);
      const last = found === undefined ? undefined : await ended(options.readyMs);
      if (last?.status === 'ROLLBACK_FAILED' && options.flip !== undefined) {
        await options.flip();
        events.add('traffic flipped by hand', reasonOf(last));
      }
      const running = await runningTaskDefinition(place);
      if (running !== previous || previous === undefined) await backByDeployment();
      events.add('rolled back', reason);
    },
    async retireBlue() {
      // ECS ends the old tasks itself, in CLEAN_UP, which is behind us when the deployment is SUCCESSFUL.
    },
    events: () => events.all,
  };

  async function stop(found: ServiceDeployment): Promise<void> {
    const { serviceDeploymentArn } = found;
    try {
      await ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' }));
    } catch (error) {
      // It has come to its end in between, or it is the first one: what runs now decides what is done next.
      events.add('stop refused', said(error));
    }
  }
};

/**
 * Updates the worker of a service, which rolls without a balancer; its circuit breaker turns it back.
 *
 * @throws Trouble when the tasks that run afterwards are not the wanted ones
 */
export const updateWorker = async (options: Omit<AwsOptions, 'testUrl' | 'previous'>): Promise<void> => {
  const place: Place = { ecs: options.ecs, cluster: options.cluster, service: options.service };
  if ((await runningTaskDefinition(place)) === options.revision) return;
  const rolling = awsSwitcher({ ...options, testUrl: '', previous: undefined });
  await rolling.startGreen(options.revision);
  await rolling.promote();
};
