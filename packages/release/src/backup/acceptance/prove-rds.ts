// Proof 11, the part of AWS: the same code against moto, a server that others wrote from the API of RDS.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CreateDBInstanceCommand, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { answers, freePort } from '@windsurf/testbed/ports';
import { which } from '@windsurf/testbed/unpacked';
import type { Proof, Say } from '../../proof.ts';
import { deleteCopy, restoreToNew } from '../../restore/instances.ts';
import { instanceOf } from '../environment.ts';
import { takeSnapshot } from '../snapshots.ts';

const name = '11 backup and restore of RDS, against moto';
const PATIENCE_MS = 60_000;

/** Takes a backup, restores it and the latest moment to new instances, and deletes those and nothing else. */
export async function proveRdsRestore(say: Say): Promise<Proof> {
  const program = which('moto_server');
  if (program === undefined)
    return { name, ok: true, skipped: 'moto_server: pip install "moto[server,rds]"', figures: {} };
  const moto = await startMoto(program);
  try {
    const rds = new RDSClient({
      region: 'af-south-1',
      endpoint: moto.url,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const environment = 'production';
    const live = instanceOf(environment);
    await rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: live,
        DBInstanceClass: 'db.t4g.large',
        Engine: 'postgres',
        AllocatedStorage: 20,
        MasterUsername: 'windsurf_admin',
        MasterUserPassword: 'not-a-real-password',
      }),
    );
    const waiting = { everyMs: 50, mostMs: PATIENCE_MS };
    const at = (second: number): Date => new Date(Date.UTC(2026, 10, 20, 14, 3, second));
    const backup = await takeSnapshot(rds, environment, at(0), say, waiting);
    const fromBackup = await restoreToNew(rds, environment, { backup: backup.name }, at(1), say, waiting);
    const fromTime = await restoreToNew(rds, environment, 'latest', at(2), say, waiting);
    const refusals = await countRefusals([
      async () => await takeSnapshot(rds, environment, at(0), say, waiting),
      async () => await restoreToNew(rds, environment, { backup: 'backup_20200101_000000.sql' }, at(3), say, waiting),
      async () => await deleteCopy(rds, environment, live),
      async () => await deleteCopy(rds, 'staging', fromBackup.instance),
    ]);
    for (const copy of [fromBackup, fromTime]) await deleteCopy(rds, environment, copy.instance);
    const left = await rds.send(new DescribeDBInstancesCommand({}));
    const names = (left.DBInstances ?? [])
      .filter((one) => one.DBInstanceStatus !== 'deleting')
      .map((one) => one.DBInstanceIdentifier ?? '');
    say(`left: ${names.join(', ')}; ${refusals} of 4 wrong orders refused`);
    return {
      name,
      ok: names.length === 1 && names[0] === live && refusals === 4,
      figures: { snapshots: 1, restores: 2, wrong_orders: 4, refused: refusals, instances_left: names.length },
    };
  } finally {
    await moto.stop();
  }
}

async function countRefusals(orders: readonly (() => Promise<unknown>)[]): Promise<number> {
  let refused = 0;
  for (const order of orders) {
    await order().catch(() => {
      refused++;
    });
  }
  return refused;
}

async function startMoto(program: string): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const lastResort = (): void => void child.kill('SIGKILL');
  process.on('exit', lastResort);
  const until = Date.now() + PATIENCE_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > until) throw new Error('moto_server did not start');
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      process.removeListener('exit', lastResort);
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
