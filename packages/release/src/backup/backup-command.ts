// infra/scripts/backup-databases.sh calls this.
import { RDSClient } from '@aws-sdk/client-rds';
import { backupName, instanceOf, snapshotOf } from './environment.ts';
import { readCall, runCommand } from './operator-call.ts';
import { takeSnapshot } from './snapshots.ts';

const usage = 'usage: backup-databases.sh <staging|production> [--dry-run] [--confirm]';
const say = (line: string): void => void process.stdout.write(`${line}\n`);

process.exitCode = await runCommand(
  async () => {
    const { environment, dryRun } = readCall(process.argv.slice(2), usage, 0);
    const now = new Date();
    if (dryRun) {
      const name = backupName(now);
      say(`would take ${name}: snapshot ${snapshotOf(environment, name)} of ${instanceOf(environment)}`);
      return;
    }
    const rds = new RDSClient({ region: process.env.AWS_REGION ?? 'af-south-1' });
    const everyMs = Number(process.env.LOOK_EVERY_MS ?? 15_000);
    const backup = await takeSnapshot(rds, environment, now, say, { everyMs });
    say(`${backup.name} is there after ${backup.minutes.toFixed(1)} minutes`);
    say(`restore: infra/scripts/restore-database.sh ${environment} ${backup.name}`);
  },
  (line) => void process.stderr.write(`${line}\n`),
);
