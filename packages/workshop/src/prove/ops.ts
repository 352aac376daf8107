// The fifteen proofs of operations: images, releases, schemas, restores and infrastructure, without a cloud account. What
// is quick runs in `npm test` too and is run again here, so that one line of figures speaks for all of it.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { proveRdsRestore } from '@windsurf/release/backup/acceptance/prove-rds';
import { proveShell } from '@windsurf/release/backup/acceptance/prove-shell';
import { proveImages } from '@windsurf/release/images/acceptance/prove-images';
import { proveSchemaMatrix } from '@windsurf/release/migrate/acceptance/prove-matrix';
import { proveTransactionPooling } from '@windsurf/release/migrate/acceptance/prove-pooling';
import { proveModules } from '@windsurf/release/platform/acceptance/prove-modules';
import type { Proof, Say } from '@windsurf/release/proof';
import { proveReplicaLag } from '@windsurf/release/restore/acceptance/prove-replica';
import { proveRestoreDrill } from '@windsurf/release/restore/acceptance/prove-drill';
import { proveLiveTrafficStays } from '@windsurf/release/terraform/acceptance/prove-traffic';
import { proveNoSecretInState, proveStateLock } from '@windsurf/release/terraform/acceptance/prove-state';
import { proveTerraformPlans } from '@windsurf/release/terraform/acceptance/prove-plans';
import { devFolder } from '../place.ts';
import { elapsed, say } from '../progress.ts';
import { claimRun } from '../run-record.ts';
import { Sentence } from '../sentence.ts';
import { startStack } from '../stack.ts';
import { runFile } from '../test-files.ts';
import { originsOf } from '../up.ts';
import { fillWithDemo } from './drill-data.ts';
import { proveBlueGreen } from './rehearsal/blue-green.ts';

type Row = {
  readonly number: number;
  readonly says: string;
  readonly proofs?: readonly ((say: Say) => Promise<Proof>)[];
  /** Test files of packages/release/src. */
  readonly tests?: readonly string[];
};

const drillOnDemoData = async (tell: Say): Promise<Proof> =>
  await proveRestoreDrill(tell, { fill: async (adminUrl) => await fillWithDemo(adminUrl, tell) });

const ROWS: readonly Row[] = [
  { number: 1, says: 'Terraform is valid and idempotent', proofs: [proveTerraformPlans, proveModules] },
  { number: 2, says: 'Terraform moves no live traffic', proofs: [proveLiveTrafficStays] },
  { number: 3, says: 'policies hold over every plan', tests: ['terraform/terraform.test.ts'] },
  { number: 4, says: 'the state is locked and holds no secret', proofs: [proveStateLock, proveNoSecretInState] },
  { number: 5, says: 'images', proofs: [proveImages], tests: ['images/dockerfile-rules.test.ts'] },
  {
    number: 6,
    says: 'blue-green without a failed request',
    proofs: [proveBlueGreen],
    tests: ['deploy/machine.test.ts'],
  },
  { number: 7, says: 'the switcher of AWS speaks its API', tests: ['switcher/aws.test.ts'] },
  { number: 8, says: 'the hooks keep their contract', tests: ['hooks/hooks.test.ts'] },
  {
    number: 9,
    says: 'old and new code, old and new schema',
    proofs: [proveSchemaMatrix],
    tests: ['migrate/check-migrations.test.ts', 'migrate/one-off-tasks.test.ts'],
  },
  { number: 10, says: 'the scope behind a pooler', proofs: [proveTransactionPooling] },
  {
    number: 11,
    says: 'backup and restore',
    proofs: [drillOnDemoData, proveReplicaLag, proveRdsRestore],
    tests: ['restore/fingerprint.test.ts', 'backup/creator-export.test.ts'],
  },
  { number: 12, says: 'what a change selects', tests: ['ci/changed-services.test.ts', 'ci/rehearsal.test.ts'] },
  { number: 13, says: 'workflows', tests: ['ci/workflow-rules.test.ts', 'ci/gate.test.ts'] },
  { number: 14, says: 'budgets, ports, paths', tests: ['budget/connections.test.ts', 'ci/registry.test.ts'] },
  { number: 15, says: 'shell', proofs: [proveShell], tests: ['backup/scripts.test.ts'] },
];
/** Tools that may be missing. More would make a green run say too little. */
const MOST_MISSING = 1;

/**
 * `npm run prove:ops`, or some of it: `npm run prove:ops -- 6 11`.
 *
 * @returns exit code; the last line is `{"proofs":…,"failed":0,"skipped":…,"cutover_failures":0,"rollback_ms":…}`
 */
export const run = async (args: readonly string[]): Promise<number> => {
  const known = ROWS.map(({ number }) => String(number));
  const wrong = args.find((arg) => !known.includes(arg));
  if (wrong !== undefined) throw new Sentence(`There is no proof ${wrong}; there are ${known.join(', ')}.`);
  const rows = ROWS.filter(({ number }) => args.length === 0 || args.includes(String(number)));
  const parts: Part[] = [];
  for (const row of rows) {
    say(`── ${row.number} ${row.says}`);
    for (const prove of row.proofs ?? []) parts.push({ row, proof: told(await attempt(row, prove)) });
  }
  parts.push(...(await testsOf(rows)));
  const failed = rows.filter((row) => parts.some((part) => part.row === row && hasFailed(part.proof)));
  // A reason begins with the tool that is missing; one tool may be missing for several proofs.
  const missing = new Set(parts.flatMap(({ proof }) => proof.skipped?.split(/[:\s]/, 1) ?? []));
  for (const { proof } of parts.filter((part) => hasFailed(part.proof))) say(`✗ ${proof.name}`);
  for (const { proof } of parts) if (proof.skipped !== undefined) say(`SKIPPED ${proof.name}: ${proof.skipped}`);
  if (missing.size > MOST_MISSING) say(`✗ ${[...missing].join(', ')} are missing; ${MOST_MISSING} may be`);
  const bare = rows.filter((row) => !parts.some((part) => part.row === row));
  if (bare.length > 0) say(`✗ nothing was looked at for ${bare.map(({ number }) => number).join(', ')}`);
  say(`${parts.length} parts, ${elapsed().trim()} in all`);
  const { cutover_failures = null, rollback_ms = null } =
    parts.find(({ proof }) => 'rollback_ms' in proof.figures)?.proof.figures ?? {};
  process.stdout.write(
    `${JSON.stringify({ proofs: rows.length, failed: failed.length, skipped: missing.size, cutover_failures, rollback_ms })}\n`,
  );
  return failed.length + bare.length === 0 && missing.size <= MOST_MISSING ? 0 : 1;
};

type Part = { readonly row: Row; readonly proof: Proof };
const hasFailed = (proof: Proof): boolean => proof.skipped === undefined && !proof.ok;

async function attempt(row: Row, prove: (say: Say) => Promise<Proof>): Promise<Proof> {
  try {
    return await prove((line) => say(`  ${line}`));
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { name: `${row.number} ${row.says}: ${prove.name}`, ok: false, figures: {} };
  }
}

function told(proof: Proof): Proof {
  const sign = proof.skipped === undefined ? (proof.ok ? '✓' : '✗') : 'SKIPPED';
  say(`${sign} ${proof.name} ${JSON.stringify(proof.figures)}`);
  return proof;
}

/** The rows' test files, on servers of their own. */
async function testsOf(rows: readonly Row[]): Promise<Part[]> {
  const files = rows.flatMap((row) => (row.tests ?? []).map((test) => ({ row, file: `packages/release/src/${test}` })));
  if (files.length === 0) return [];
  const dir = join(devFolder, `prove-ops-${process.pid}`);
  const claimed = await claimRun(dir, 'npm run prove:ops');
  const stack = await startStack({ dir: join(dir, 'stack'), ephemeral: true, run: claimed, origins: originsOf(8080) });
  try {
    const parts: Part[] = [];
    for (const { row, file } of files) {
      const env = { ...process.env, ...stack.env, DATABASE_URL: stack.adminUrl, TAP_TIMEOUT: '240' };
      const { report, seconds } = await runFile(file, env);
      for (const failure of report.failures) say(failure);
      const { passed, failed } = report.totals;
      const figures = { passed, failed, seconds: Math.round(seconds * 10) / 10 };
      const name = `${row.number} ${row.says}: ${file}`;
      parts.push({ row, proof: told({ name, ok: failed === 0 && passed > 0, figures }) });
    }
    return parts;
  } finally {
    await stack.stop();
    claimed.release();
    await rm(dir, { recursive: true, force: true });
  }
}
