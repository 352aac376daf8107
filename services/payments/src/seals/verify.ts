// `node services/payments/src/seals/verify.ts`: recomputes every sealed day and every balance of all creators, and names
// the first day that was changed. Ends with 1 when one was. Needs the service's own login alone; reads, and changes nothing.
import { pathToFileURL } from 'node:url';
import { createPool } from '@windsurf/db/pool';
import { createTenancy } from '@windsurf/db/tenancy';
import { baseEnv, readEnv } from '@windsurf/service-kit/env';
import type { DB } from '../db.gen.ts';
import { checkAll } from './check.ts';
import type { WholeCheck } from './check.ts';

/** One line for each creator whose books are not what they were, and one with the sums. */
export function linesOf(check: WholeCheck): string[] {
  const says = { entries: 'the entries of', seal: 'the seal of', missing: 'there is no seal of' } as const;
  const lines = check.changed.map(({ creatorId, day, what }) =>
    what === 'balance'
      ? `CHANGED  creator ${creatorId}: a balance is not the sum of its postings`
      : `CHANGED  creator ${creatorId}: ${says[what]} ${day}`,
  );
  if (check.platformChangedDay !== null)
    lines.push(`CHANGED  the platform's own chain, from ${check.platformChangedDay}`);
  const { creators, days, entries, trialBalance, platformDays } = check;
  lines.push(
    `${creators} creators, ${days} sealed days, ${entries} entries, trial balance ${trialBalance}, ${platformDays} days of the platform`,
    check.whole ? 'whole' : `first changed day: ${check.firstChangedDay ?? 'none, a balance differs'}`,
  );
  return lines;
}

async function verify(): Promise<void> {
  const { SERVICE_DATABASE_URL } = baseEnv;
  const env = readEnv({ SERVICE_DATABASE_URL }, process.env);
  const pool = createPool({
    connectionString: env.SERVICE_DATABASE_URL,
    max: 2,
    applicationName: 'payments-verify',
    statementTimeout: 120_000,
  });
  try {
    const check = await checkAll({ tenancy: createTenancy<DB>({ pool, service: 'payments' }) });
    process.stdout.write(`${linesOf(check).join('\n')}\n`);
    process.exitCode = check.whole ? 0 : 1;
  } finally {
    await pool.end();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  verify().catch((error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  });
}
