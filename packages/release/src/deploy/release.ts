// A release on AWS from its image to its record: task definitions, guards, the state machine, the file that is kept.
import { DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { Refusal } from './trouble.ts';
import { awsSwitcher, type AwsOptions, updateWorker } from '../switcher/aws.ts';
import { openDeploymentOf, runningTaskDefinition } from '../switcher/aws-deployments.ts';
import { definitionFor, registerTaskDefinition } from '../switcher/task-definition.ts';
import { type AwsWorld, flipBack, observeAws, placeOf, redAlarms } from './aws-world.ts';
import type { Held } from './book.ts';
import { type MachineParts, walk } from './machine.ts';
import { type Begin, openDeployment, takeOver } from './open.ts';
import { type Deployment, type Environment, stateKey } from './state.ts';
import { DEFAULT_PLAN, type Plan } from './steps.ts';
import type { StateStore } from './store.ts';

export type Release = {
  readonly world: AwsWorld;
  readonly environment: Environment;
  readonly service: string;
  readonly domains: readonly string[];
  /** A service without a worker (the dashboard) has only one ECS service. */
  readonly hasWorker: boolean;
  readonly store: StateStore<Deployment>;
  readonly runnerId: string;
  /** Out of `terraform output -json environment`, `deployment`. */
  readonly values?: { readonly web?: Values; readonly worker?: Values } | undefined;
  /** Answers a PAUSE hook; undefined leaves it to whoever is asked. */
  readonly approve?: AwsOptions['approve'];
  /** Migrations that the image needs and the database has not; left out where no login for it is at hand. */
  readonly missingMigrations?: (() => Promise<readonly string[]>) | undefined;
  /** How often ECS is asked, in milliseconds; ten seconds unless told. */
  readonly pollMs?: number;
  /** Changes to the environment's plan. */
  readonly plan?: Partial<Plan>;
  now(): Date;
  say(line: string): void;
};
type Values = Readonly<Record<string, unknown>>;

/** ECS moves the weights; these are the points at which we look. Staging goes at once, production by a canary. */
export const planOf = (environment: Environment): Plan => ({
  ...DEFAULT_PLAN,
  shifts: environment === 'production' ? [10, 100] : [100],
  // ECS waits for itself; we watch while it does.
  // A canary is held for ten minutes.
  stepMs: environment === 'production' ? 480_000 : 60_000,
  bakeMs: environment === 'production' ? 600_000 : 120_000,
  validateMs: 20 * 60_000,
});

const TEN_MINUTES = 600_000;
const TWO_HOURS = 7_200_000;

const workerOf = (service: string): string => `${service}-worker`;

/** Registers what a release runs. @returns ARNs of the web's and the worker's task definitions */
export const registerBoth = async (release: Release, image: string): Promise<{ web: string; worker?: string }> => {
  const { world, environment, service, values } = release;
  const kind = release.hasWorker ? 'service' : 'dashboard';
  const family = `${environment}-${service}`;
  const base = { image, container: service };
  const web = await definitionFor(world.ecs, { ...base, kind, family, values: values?.web });
  if (!release.hasWorker) return { web: await registerTaskDefinition(world.ecs, web) };
  return { web: await registerTaskDefinition(world.ecs, web), worker: await registerWorker(release, image) };
};

const registerWorker = async ({ world, environment, service, values }: Release, image: string): Promise<string> => {
  const definition = await definitionFor(world.ecs, {
    image,
    container: workerOf(service),
    kind: 'worker',
    family: workerOf(`${environment}-${service}`),
    values: values?.worker,
  });
  return await registerTaskDefinition(world.ecs, definition);
};

const optionsFor = (release: Release, { revision, previous, startedAt }: Deployment): AwsOptions => {
  const place = placeOf(release.world, release.environment, release.service);
  const began = new Date(startedAt);
  return {
    ...place,
    revision,
    previous,
    startedAt: began,
    testUrl: '',
    pollMs: release.pollMs ?? 10_000,
    readyMs: TEN_MINUTES,
    totalMs: TWO_HOURS,
    approve: release.approve,
    flip: async () => await flipBack(release.world, place, revision, began),
    now: release.now,
  };
};

const partsFor = (release: Release, deployment: Deployment, worker: string | undefined): MachineParts => {
  const place = placeOf(release.world, release.environment, release.service);
  const options = optionsFor(release, deployment);
  const switcher = awsSwitcher(options);
  const { world } = release;
  return {
    ...release,
    switcher,
    async validate() {
      // The test listener lets in the hook alone. That it lets the deployment pass is its answer; each domain's own
      // stands in its log.
      await switcher.validated();
      // The dashboard is files and has no domain: its health is the target group's, which ECS waits for.
      const domains = release.domains.length === 0 ? [release.service] : release.domains;
      return domains.map((domain) => ({ domain, ok: true, requests: 0 }));
    },
    observe: async (since) => await observeAws(world, place, deployment.revision, options.startedAt, since),
    redAlarms: async () => await redAlarms(world, place),
    workers:
      worker === undefined
        ? undefined
        : async () => await updateWorker({ ...options, service: workerOf(release.service), revision: worker }),
  };
};

/** Keeps the worker's task definition beside the deployment, for whoever carries on. */
const workerNote = (arn: string): string => `worker ${arn}`;
const workerIn = ({ events }: Deployment): string | undefined =>
  events.map(({ what }) => /^worker (\S+)$/.exec(what)?.[1]).findLast((arn) => arn !== undefined);

/**
 * Deploys an image, or carries on with its deployment when a runner has died.
 *
 * @throws Refusal when it may not start
 */
export const deployRelease = async (
  release: Release,
  image: string,
  asked: Pick<Begin, 'change' | 'overrideReason' | 'manualInterventions'>,
): Promise<Deployment> => {
  const { environment, service, store, world } = release;
  const key = stateKey(environment, service);
  const place = placeOf(world, environment, service);
  const open = (await store.read(key))?.value;
  // An image that is under way has its task definitions already; another one is refused below by its own name.
  const carriesOn =
    open !== undefined && open.outcome === undefined && (await imageOf(world, open.revision, service)) === image;
  const made = carriesOn
    ? { web: open.revision, worker: workerIn(open) }
    : await registerUnlessUnderWay(release, image, open);
  const plan = { ...planOf(environment), ...release.plan };
  const held = await openDeployment(
    {
      ...release,
      leaseMs: plan.leaseMs,
      runningNow: async () => await runningTaskDefinition(place),
      // Without a login the level of the schema is looked at by the migration before, and by the admission hook, which
      // stands inside the network.
      facts: async () => ({
        alarms: await redAlarms(world, place),
        missingMigrations: await release.missingMigrations?.(),
        underWay: await openDeploymentOf(place),
      }),
    },
    { environment, service, revision: made.web, ...asked },
  );
  const noted = await noteWorker(release, held, made.worker);
  return await walk(partsFor(release, noted.deployment, made.worker), plan, noted);
};

const registerUnlessUnderWay = async (release: Release, image: string, open: Deployment | undefined) => {
  if (open !== undefined && open.outcome === undefined)
    throw new Refusal(
      `a deployment of ${open.service} to ${open.environment} (${open.revision}) is under way since ${open.startedAt}, with another image. Wait for it, or end it with the rollback command.`,
    );
  return await registerBoth(release, image);
};

const imageOf = async ({ ecs }: AwsWorld, taskDefinition: string, container: string): Promise<string | undefined> => {
  const { taskDefinition: found } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  return found?.containerDefinitions?.find(({ name }) => name === container)?.image;
};

const noteWorker = async (release: Release, held: Held, worker: string | undefined): Promise<Held> => {
  if (worker === undefined || workerIn(held.deployment) === worker) return held;
  const event = { at: release.now().toISOString(), what: workerNote(worker) };
  const deployment = { ...held.deployment, events: [...held.deployment.events, event] };
  const key = stateKey(release.environment, release.service);
  return { deployment, version: await release.store.write(key, deployment, held.version) };
};

/**
 * Gives a service what ran before: ends a deployment that is under way, or deploys the previous task definition of the
 * last one that was promoted.
 *
 * @throws Refusal when there is nothing to go back to
 */
export const rollBackRelease = async (release: Release, reason: string): Promise<Deployment> => {
  const { environment, service, store } = release;
  const plan = { ...planOf(environment), ...release.plan };
  const held = await takeOver({ ...release, leaseMs: plan.leaseMs }, environment, service, reason);
  if (held !== undefined) {
    const parts = partsFor(release, held.deployment, workerIn(held.deployment));
    return await walk(parts, plan, held);
  }
  const last = (await store.read(stateKey(environment, service)))?.value;
  if (last?.outcome !== 'promoted' || last.previous === undefined)
    throw new Refusal(
      last === undefined
        ? `nothing is known of a deployment of ${service} to ${environment}; give the task definition with --to`
        : `the last deployment of ${service} to ${environment} ended ${last.outcome}: there is nothing to go back to`,
    );
  if (last.change === 'rollback')
    throw new Refusal(
      `${service} of ${environment} was taken back already, from ${last.previous} to ${last.revision}. To go further name the task definition with --to.`,
    );
  return await backTo(release, last.previous, reason);
};

/**
 * The emergency order: leads production traffic to blue's target group, past ECS, and does nothing else. A roll-back must
 * follow, since ECS does not know of it.
 *
 * @throws Refusal when no deployment is known, Error when nobody in that group is healthy
 */
export const flipRelease = async (release: Release): Promise<void> => {
  const { environment, service, store, world } = release;
  const last = (await store.read(stateKey(environment, service)))?.value;
  if (last === undefined) throw new Refusal(`nothing is known of a deployment of ${service} to ${environment}.`);
  await flipBack(world, placeOf(world, environment, service), last.revision, new Date(last.startedAt));
};

/** Deploys a task definition that has run before; red alarms and the window do not hold it up. */
export const backTo = async (release: Release, revision: string, reason: string): Promise<Deployment> => {
  const { environment, service, world } = release;
  const place = placeOf(world, environment, service);
  const plan = { ...planOf(environment), ...release.plan, stepMs: 0, bakeMs: 0 };
  const manualInterventions = [`rolled back by hand: ${reason}`];
  const held = await openDeployment(
    {
      ...release,
      leaseMs: plan.leaseMs,
      runningNow: async () => await runningTaskDefinition(place),
      facts: async () => ({ alarms: [], missingMigrations: undefined }),
    },
    { environment, service, revision, change: 'rollback', overrideReason: undefined, manualInterventions },
  );
  // The worker goes back with the web: both run one image.
  const image = await imageOf(world, revision, service);
  if (image === undefined) throw new Error(`${revision} has no container ${service}`);
  const worker = release.hasWorker ? await registerWorker(release, image) : undefined;
  const parts = partsFor(release, held.deployment, worker);
  // What is red is red because of what is being left.
  return await walk({ ...parts, redAlarms: async () => [] }, plan, held);
};
