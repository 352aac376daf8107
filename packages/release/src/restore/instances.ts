// A backup becomes a new instance beside the one that serves; nothing is ever restored over it.
import {
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  ListTagsForResourceCommand,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import type { DBInstance, RDSClient } from '@aws-sdk/client-rds';
import { copyName, instanceOf, isCopy, snapshotOf } from '../backup/environment.ts';
import type { Environment } from '../backup/environment.ts';
import { untilStatus } from '../backup/snapshots.ts';
import type { Waiting } from '../backup/snapshots.ts';
import type { Say } from '../proof.ts';

/** A backup by its name, a moment of the last 35 days, or the latest moment there is. */
export type Source = { readonly backup: string } | { readonly time: Date } | 'latest';

const TAG = { Key: 'purpose', Value: 'restore' };

/**
 * Reads `backup_20261120_140300.sql`, `2026-11-20T14:03:00Z` or `latest`.
 * @throws RangeError for anything else, and for a moment that has not been yet
 */
export function readSource(text: string, now: Date): Source {
  if (text === 'latest') return 'latest';
  if (/^backup_\d{8}_\d{6}\.sql$/.test(text)) return { backup: text };
  const time = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z$/.test(text) || Number.isNaN(time.getTime())) {
    throw new RangeError(
      `${text}: give backup_YYYYMMDD_HHMMSS.sql, a moment in UTC as 2026-11-20T14:03:00Z, or latest`,
    );
  }
  if (time > now) throw new RangeError(`${text} has not been yet`);
  return { time };
}

export type Restored = {
  readonly instance: string;
  readonly host: string;
  readonly port: number;
};

/**
 * Restores to a new instance with the settings of the one that serves, reachable from the same places and from no other.
 * @throws Error when the environment has no instance, or the new one does not become available
 */
export async function restoreToNew(
  rds: RDSClient,
  environment: Environment,
  source: Source,
  at: Date,
  say: Say,
  waiting: Waiting = {},
): Promise<Restored> {
  const from = await describe(rds, instanceOf(environment));
  const instance = copyName(environment, at);
  const settings = {
    DBInstanceClass: from.DBInstanceClass,
    DBSubnetGroupName: from.DBSubnetGroup?.DBSubnetGroupName,
    DBParameterGroupName: from.DBParameterGroups?.[0]?.DBParameterGroupName,
    VpcSecurityGroupIds: (from.VpcSecurityGroups ?? []).flatMap((group) => group.VpcSecurityGroupId ?? []),
    PubliclyAccessible: false,
    MultiAZ: false, // made so when it takes over
    CopyTagsToSnapshot: true,
    DeletionProtection: false,
    Tags: [TAG, { Key: 'environment', Value: environment }],
  };
  if (source !== 'latest' && 'backup' in source) {
    const snapshot = snapshotOf(environment, source.backup);
    await rds.send(
      new RestoreDBInstanceFromDBSnapshotCommand({
        ...settings,
        DBInstanceIdentifier: instance,
        DBSnapshotIdentifier: snapshot,
      }),
    );
  } else {
    await rds.send(
      new RestoreDBInstanceToPointInTimeCommand({
        ...settings,
        SourceDBInstanceIdentifier: instanceOf(environment),
        TargetDBInstanceIdentifier: instance,
        ...(source === 'latest' ? { UseLatestRestorableTime: true } : { RestoreTime: source.time }),
      }),
    );
  }
  await untilStatus(say, instance, waiting, async () => {
    const { DBInstanceStatus: status = 'unknown' } = await describe(rds, instance);
    return { status, detail: 'restored instance' };
  });
  const { Endpoint: endpoint } = await describe(rds, instance);
  if (endpoint?.Address === undefined) throw new Error(`${instance} has no address`);
  return { instance, host: endpoint.Address, port: endpoint.Port ?? 5432 };
}

async function describe(rds: RDSClient, instance: string): Promise<DBInstance> {
  const answer = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance }));
  const [one] = answer.DBInstances ?? [];
  if (one === undefined) throw new Error(`there is no instance ${instance}`);
  return one;
}

/**
 * Deletes what a restore has made.
 * @throws Error for every other instance: its name and its tag must both say that it is a copy
 */
export async function deleteCopy(rds: RDSClient, environment: Environment, instance: string): Promise<void> {
  const refusal = new Error(`${instance} is no copy of a restore and is not deleted`);
  if (!isCopy(environment, instance)) throw refusal;
  const { DBInstanceArn: arn } = await describe(rds, instance);
  const { TagList: tags = [] } = await rds.send(new ListTagsForResourceCommand({ ResourceName: arn }));
  if (!tags.some((tag) => tag.Key === TAG.Key && tag.Value === TAG.Value)) throw refusal;
  await rds.send(
    new DeleteDBInstanceCommand({
      DBInstanceIdentifier: instance,
      SkipFinalSnapshot: true,
      DeleteAutomatedBackups: true,
    }),
  );
}

/** What a person runs when a copy that was kept is no longer needed. */
export const deleteCommand = (instance: string): string =>
  `aws rds delete-db-instance --db-instance-identifier ${instance} --skip-final-snapshot`;

/**
 * What a person runs to let the copy take over: everything that writes stops, and the two instances change their names, so
 * that every address and secret stays as it is. Visitors see 503 in the meantime.
 * @param services names of all services
 * @param tasks how many tasks of each role run afterwards; autoscaling goes on from there
 */
export function switchCommands(
  environment: Environment,
  instance: string,
  services: readonly string[],
  tasks: { readonly web: number; readonly worker: number },
): string[] {
  const live = instanceOf(environment);
  // As its terraform.tfvars.json has it: a standby, and no deletion by mistake.
  const guarded = environment === 'production';
  const modify = `aws rds modify-db-instance --db-instance-identifier ${live}`;
  const rename = (from: string, to: string): string[] => [
    `aws rds modify-db-instance --db-instance-identifier ${from} --new-db-instance-identifier ${to} --apply-immediately`,
    `aws rds wait db-instance-available --db-instance-identifier ${to}`,
  ];
  const scale = (web: number, worker: number): string[] =>
    services.flatMap((name) => [
      `aws ecs update-service --cluster ${live} --service ${name} --desired-count ${web}`,
      `aws ecs update-service --cluster ${live} --service ${name}-worker --desired-count ${worker}`,
    ]);
  return [
    ...scale(0, 0),
    ...(guarded ? [`${modify} --no-deletion-protection --apply-immediately`] : []),
    ...rename(live, `${live}-before-restore`),
    ...rename(instance, live),
    ...(guarded ? [`${modify} --multi-az --deletion-protection --apply-immediately`] : []),
    ...scale(tasks.web, tasks.worker),
    `infra/scripts/verify-deployment.sh ${environment}`,
  ];
}
