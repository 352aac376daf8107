// What every task of ours is, whoever made its definition: rules S3-30 and S3-89 to S3-91.
import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';

export type LongRunning = { readonly healthCheck: boolean };

/** Seconds: how often a container is asked, how long it may take, its grace at the start, and how often it may fail. */
const HEALTH = { interval: 30, timeout: 3, startPeriod: 5, retries: 3 } as const;
/** Fargate kills a container after so many seconds at the latest. */
const MOST_STOPPING = 120;
/** A service that has stopped listening takes up to this to close, in seconds (packages/service-kit/src/serve.ts). */
const CLOSING = 15;

const closed = (one: ContainerDefinition): string[] => {
  const found: string[] = [];
  if (one.user !== '1000:1000') found.push(`runs as ${one.user ?? 'root'}`);
  if (one.readonlyRootFilesystem !== true) found.push('can write to its root file system');
  if (one.privileged === true) found.push('is privileged');
  const { add = [], drop = [] } = one.linuxParameters?.capabilities ?? {};
  if (!drop.includes('ALL') || add.length > 0) found.push('keeps capabilities');
  if (one.linuxParameters?.initProcessEnabled !== true) found.push('has no init process that hands on signals');
  for (const { containerPath, mountOptions = [] } of one.linuxParameters?.tmpfs ?? [])
    if (!mountOptions.includes('noexec')) found.push(`can run what it writes to ${containerPath}`);
  if (one.logConfiguration?.logDriver !== 'awslogs') found.push('logs nowhere');
  if (!/@sha256:[0-9a-f]{64}$/.test(one.image ?? '')) found.push('is named by a tag that can be moved');
  const told = one.environment?.find(({ name = '' }) =>
    /PASSWORD|SECRET|TOKEN|DATABASE_(READ_)?URL|REDIS_URL|_KEY$/.test(name),
  );
  if (told) found.push(`is told ${told.name} in plain text`);
  return found;
};

const lives = (one: ContainerDefinition): string[] => {
  const found: string[] = [];
  const { healthCheck } = one;
  if (!healthCheck) found.push('has no health check');
  else
    for (const [name, wanted] of Object.entries(HEALTH))
      if (healthCheck[name as keyof typeof HEALTH] !== wanted)
        found.push(`is checked with ${name} ${healthCheck[name as keyof typeof HEALTH]} instead of ${wanted}`);
  if (one.linuxParameters?.tmpfs?.some(({ containerPath }) => containerPath === '/tmp') !== true)
    found.push('has no /tmp');
  const drainMs = Number(one.environment?.find(({ name }) => name === 'DRAIN_MS')?.value ?? 0);
  const stop = one.stopTimeout ?? 0;
  if (stop < drainMs / 1000 + CLOSING) found.push(`is killed after ${stop} s, before it has drained and closed`);
  if (stop > MOST_STOPPING) found.push(`may take ${stop} s to stop; Fargate allows ${MOST_STOPPING}`);
  return found;
};

/**
 * What is wrong with a task definition; empty when nothing is.
 *
 * @param definition as it would be registered
 * @param expected whether its main container must tell how it is: all but one-off tasks
 */
export const hardeningProblems = (
  definition: RegisterTaskDefinitionCommandInput,
  expected: LongRunning = { healthCheck: true },
): string[] => {
  const containers = definition.containerDefinitions ?? [];
  const found = containers.flatMap((one) => closed(one).map((problem) => `${one.name} ${problem}`));
  const main = containers.filter(({ essential }) => essential !== false);
  if (main.length !== 1) found.push(`the task has ${main.length} main containers instead of 1`);
  if (expected.healthCheck)
    for (const one of main) found.push(...lives(one).map((problem) => `${one.name} ${problem}`));
  if (definition.networkMode !== 'awsvpc') found.push('the task has no network interface of its own');
  if (definition.executionRoleArn === undefined) found.push('the task has no execution role');
  return found;
};
