// The log of deployments that is kept in the repository (S4-63, S4-64): one file per deployment.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deployment, DomainResult } from './state.ts';

export type DeploymentRecord = {
  readonly id: string;
  readonly environment: string;
  readonly service: string;
  readonly change: string;
  readonly revision: string;
  readonly previous: string | null;
  readonly outcome: string;
  readonly trouble: string | null;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly seconds: number;
  readonly runners: number;
  readonly steps: readonly { name: string; state: string; seconds: number | null; detail: string | null }[];
  readonly domains: readonly DomainResult[];
  /** Never left out: `["none"]` when nobody did anything by hand. */
  readonly manualInterventions: readonly string[];
};

const seconds = (from: string, to: string): number =>
  Math.round((new Date(to).getTime() - new Date(from).getTime()) / 100) / 10;

export const recordOf = (deployment: Deployment): DeploymentRecord => {
  const endedAt = deployment.endedAt ?? deployment.startedAt;
  const { manualInterventions: manual } = deployment;
  return {
    id: deployment.id,
    environment: deployment.environment,
    service: deployment.service,
    change: deployment.change,
    revision: deployment.revision,
    previous: deployment.previous ?? null,
    outcome: deployment.outcome ?? 'unfinished',
    trouble: deployment.trouble ?? null,
    startedAt: deployment.startedAt,
    endedAt,
    seconds: seconds(deployment.startedAt, endedAt),
    runners: deployment.attempts,
    steps: deployment.steps.map((step) => ({
      name: step.name,
      state: step.state,
      seconds: step.endedAt === undefined ? null : seconds(step.begunAt, step.endedAt),
      detail: step.detail ?? null,
    })),
    domains: deployment.domains,
    manualInterventions: manual.length === 0 ? ['none'] : manual,
  };
};

/** What a record lacks, as sentences. */
export const faultsOf = (record: Partial<DeploymentRecord>): string[] => {
  const faults = (['id', 'environment', 'service', 'revision', 'outcome', 'startedAt', 'endedAt'] as const)
    .filter((field) => typeof record[field] !== 'string' || record[field] === '')
    .map((field) => `${field} is missing`);
  const manual = record.manualInterventions;
  if (!Array.isArray(manual) || manual.length === 0 || manual.some((one) => String(one).trim() === ''))
    faults.push('manualInterventions must say what was done by hand, or "none"');
  if (!Array.isArray(record.steps) || record.steps.length === 0) faults.push('steps is empty');
  return faults;
};

/**
 * Writes `<folder>/<date>-<service>.json`; a second deployment of a service on one day gets its time as well.
 *
 * @returns the file
 * @throws Error when the record is incomplete
 */
export const writeRecord = (folder: string, record: DeploymentRecord): string => {
  const faults = faultsOf(record);
  if (faults.length > 0) throw new Error(`the record of ${record.id} is incomplete: ${faults.join('; ')}`);
  mkdirSync(folder, { recursive: true });
  const date = record.startedAt.slice(0, 10);
  const plain = join(folder, `${date}-${record.service}.json`);
  const mine = !existsSync(plain) || (JSON.parse(readFileSync(plain, 'utf8')) as { id?: string }).id === record.id;
  const time = record.startedAt.slice(11, 19).replaceAll(':', '');
  const file = mine ? plain : join(folder, `${date}-${record.service}-${time}.json`);
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
  return file;
};
