// Migrations before the switch: a one-off task of the new image, with the migrator's login, in the service's own network.
import { DescribeServicesCommand, DescribeTasksCommand, type ECSClient, RunTaskCommand } from '@aws-sdk/client-ecs';
import { setTimeout as pause } from 'node:timers/promises';
import { definitionFor, registerTaskDefinition } from '../switcher/task-definition.ts';

export type MigrationTask = {
  readonly ecs: ECSClient;
  readonly cluster: string;
  readonly environment: string;
  readonly service: string;
  readonly image: string;
  /** Comma-separated: expand, backfill, contract. */
  readonly phases: string;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly pollMs: number;
  readonly limitMs: number;
  say(line: string): void;
};

/**
 * Runs the migrations and waits for their end.
 *
 * @throws Error when the task does not start, ends with another code than 0, or takes longer than `limitMs`
 */
export const runMigrationTask = async (task: MigrationTask): Promise<void> => {
  const { ecs, cluster, service, say } = task;
  const container = `${service}-migrate`;
  const family = `${task.environment}-${container}`;
  const wanted = { kind: 'migrate', family, container, image: task.image, values: task.values } as const;
  const taskDefinition = await registerTaskDefinition(ecs, await definitionFor(ecs, wanted));
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  const networkConfiguration = services?.[0]?.networkConfiguration;
  if (networkConfiguration === undefined) throw new Error(`${service} has no network to run its migrations in`);
  const command = ['node', '../../packages/db/src/migrate-command.ts', '--service', service, '--phases', task.phases];
  const { tasks, failures } = await ecs.send(
    new RunTaskCommand({
      cluster,
      taskDefinition,
      launchType: 'FARGATE',
      networkConfiguration,
      overrides: { containerOverrides: [{ name: container, command }] },
      startedBy: `release-${service}`.slice(0, 36),
      // Asked again after a lost answer, it is the same task.
      clientToken: taskDefinition.slice(-64),
    }),
  );
  const arn = tasks?.[0]?.taskArn;
  if (arn === undefined)
    throw new Error(`the migrations of ${service} did not start: ${failures?.[0]?.reason ?? 'ECS gave no reason'}`);
  say(`${service}: migrations run as ${arn}`);
  const until = Date.now() + task.limitMs;
  for (;;) {
    const [now] = (await ecs.send(new DescribeTasksCommand({ cluster, tasks: [arn] }))).tasks ?? [];
    if (now?.lastStatus === 'STOPPED') {
      const own = now.containers?.find(({ name }) => name === container);
      if (own?.exitCode === 0) return say(`${service}: the schema is up to date`);
      const why =
        own?.exitCode === undefined
          ? (own?.reason ?? now.stoppedReason ?? 'no reason given')
          : `exit code ${own.exitCode}`;
      throw new Error(
        `the migrations of ${service} failed (${why}); nothing was switched. Their log: /windsurf/${task.environment}/${service}, stream migrate`,
      );
    }
    if (Date.now() > until)
      throw new Error(`the migrations of ${service} still run after ${task.limitMs / 60_000} minutes: ${arn}`);
    await pause(task.pollMs);
  }
};
