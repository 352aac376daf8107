// What a restore drill leaves behind: docs/evidence/restore-drills/<date>.json, one file a drill.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison } from './fingerprint.ts';

export type DrillEvidence = {
  /** UTC. */
  readonly at: string;
  /** `local`, or the environment whose backup was restored. */
  readonly environment: string;
  /** What was restored: a base backup with its log, or the name of a snapshot. */
  readonly source: string;
  /** The moment that was asked for, UTC; null when the whole backup was. */
  readonly target: string | null;
  /** Minutes from the decision to restore until the copy was verified: what a real restore would take (RTO). */
  readonly minutesToVerifiedCopy: number;
  /** Seconds between what was asked for and the last write that the copy has (RPO). */
  readonly secondsLost: number | null;
  readonly compared: Omit<Comparison, 'differences'>;
  readonly differences: readonly string[];
  /** What else was asked of the copy, with its answer. */
  readonly checks: Readonly<Record<string, boolean>>;
  readonly verified: boolean;
};

/** Writes the evidence below `folder` and returns the file; a second drill of one day gets a name of its own. */
export function writeEvidence(folder: string, evidence: DrillEvidence): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${evidence.at.slice(0, 19).replaceAll(':', '-')}Z-${evidence.environment}.json`);
  writeFileSync(file, `${JSON.stringify(evidence, null, 2)}\n`, { flag: 'wx' });
  return file;
}
