// An environment that was applied offline, with its state at hand.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openOfflineTerraform, terraformVersion } from '../offline.ts';
import type { OfflineTerraform } from '../offline.ts';
import { planOf, readPlan } from '../plan.ts';
import type { Plan } from '../plan.ts';

const INFRA = fileURLToPath(new URL('../../../../../infra', import.meta.url));

type Instance = { index_key?: string; attributes: Record<string, unknown> };
export type State = { resources: { module?: string; type: string; name: string; instances: Instance[] }[] };

export type Applied = {
  terraform: OfflineTerraform;
  root: string;
  /** What was planned from nothing. */
  first: Plan;
  /** Changes a state by hand, as a deployment or a scaler changes the world. */
  edit(change: (state: State) => void): void;
  stateText(): string;
  /** Plans again: 0 nothing to do, 2 something; with what it would do. */
  again(): Promise<{ code: number; plan: Plan }>;
};

/** Why a proof cannot run here, or undefined. */
export const missingTerraform = (): string | undefined =>
  terraformVersion() === undefined ? 'terraform is not on PATH (1.11 or later)' : undefined;

export const openInfra = (env: Readonly<Record<string, string>> = {}): OfflineTerraform =>
  openOfflineTerraform(INFRA, { env });

/**
 * Plans and applies an environment from nothing.
 *
 * @throws Error with what Terraform printed
 */
export const applyEnvironment = async (terraform: OfflineTerraform, environment: string): Promise<Applied> => {
  const root = `terraform/envs/${environment}`;
  const first = await planOf(terraform, root, environment);
  await terraform.must(root, ['apply', '-no-color', `${environment}.tfplan`]);
  const file = join(terraform.folder, root, 'terraform.tfstate');
  const stateText = (): string => readFileSync(file, 'utf8');
  const edit: Applied['edit'] = (change) => {
    const state: State & { serial: number } = JSON.parse(stateText());
    change(state);
    state.serial += 1;
    writeFileSync(file, JSON.stringify(state));
  };
  const again: Applied['again'] = async () => {
    const ran = await terraform.run(root, ['plan', '-no-color', '-detailed-exitcode', '-out=again.tfplan']);
    if (ran.code !== 0 && ran.code !== 2) throw new Error(ran.errors);
    const { output } = await terraform.must(root, ['show', '-json', 'again.tfplan']);
    return { code: ran.code, plan: readPlan(environment, output) };
  };
  return { terraform, root, first, edit, stateText, again };
};
