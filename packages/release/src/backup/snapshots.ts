// A backup before a release: a snapshot of the environment's instance, waited for.
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateDBSnapshotCommand, DescribeDBSnapshotsCommand } from '@aws-sdk/client-rds';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { Say } from '../proof.ts';
import { backupName, instanceOf, snapshotOf } from './environment.ts';
import type { Environment } from './environment.ts';

export type Waiting = {
  /** Between two looks, ms; 15 000 unless told. */
  readonly everyMs?: number;
  /** Longest wait, ms; 90 minutes unless told. */
  readonly mostMs?: number;
};

export type Backup = {
  /** `backup_20261120_140300.sql` */
  readonly name: string;
  readonly snapshot: string;
  /** Minutes until it was there. */
  readonly minutes: number;
};

/**
 * Takes a snapshot and waits until it can be restored.
 * @throws Error when RDS says that it failed, or when it takes longer than the wait
 */
export async function takeSnapshot(
  rds: RDSClient,
  environment: Environment,
  at: Date,
  say: Say,
  waiting: Waiting = {},
): Promise<Backup> {
  const name = backupName(at);
  const snapshot = snapshotOf(environment, name);
  const begun = performance.now();
  await rds.send(
    new CreateDBSnapshotCommand({
      DBInstanceIdentifier: instanceOf(environment),
      DBSnapshotIdentifier: snapshot,
      Tags: [
        { Key: 'backup', Value: name },
        { Key: 'environment', Value: environment },
      ],
    }),
  );
  await untilStatus(say, snapshot, waiting, async () => {
    const answer = await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: snapshot }));
    const [one] = answer.DBSnapshots ?? [];
    return { status: one?.Status ?? 'unknown', detail: `${one?.PercentProgress ?? 0} %` };
  });
  return { name, snapshot, minutes: (performance.now() - begun) / 60_000 };
}

const FAILED = /^(failed|error|incompatible-.*|storage-full|deleting|deleted)$/;

/**
 * Looks until the status is `available`.
 * @throws Error for a status from which nothing becomes available, and when it takes too long
 */
export async function untilStatus(
  say: Say,
  what: string,
  { everyMs = 15_000, mostMs = 90 * 60_000 }: Waiting,
  look: () => Promise<{ status: string; detail: string }>,
): Promise<void> {
  const until = Date.now() + mostMs;
  let said = '';
  for (;;) {
    const { status, detail } = await look();
    const line = `${what}: ${status}, ${detail}`;
    if (line !== said) say(line);
    said = line;
    if (status === 'available') return;
    if (FAILED.test(status)) throw new Error(`${what} is ${status}`);
    if (Date.now() > until) throw new Error(`${what} is still ${status} after ${Math.round(mostMs / 60_000)} minutes`);
    await sleep(everyMs);
  }
}
