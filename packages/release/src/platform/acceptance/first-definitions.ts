// What Terraform registers as the first definition of each task, next to what a deployment would render with Terraform's
// own outputs and the same image: container by container the same, and closed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Say } from '../../proof.ts';
import { hardeningProblems } from '../../task-definitions/hardening.ts';
import { readTemplate, renderTaskDefinition } from '../../task-definitions/render.ts';
import type { TaskKind } from '../../task-definitions/render.ts';
import type { OfflineTerraform } from '../../terraform/offline.ts';
import { planOf } from '../../terraform/plan.ts';
import type { Plan } from '../../terraform/plan.ts';

type Values = Record<string, unknown>;
type Deployment = {
  readonly web: Record<string, Values>;
  readonly worker: Record<string, Values>;
  readonly migration: Record<string, Values>;
};
type First = { readonly key: string; readonly containers: ContainerDefinition[] };

const firstOf = (plan: Plan): First[] =>
  plan.resources
    .filter(({ type }) => type === 'aws_ecs_task_definition')
    .map(({ address, values }) => ({
      key: address.replace(/^.*module\.(service|worker|dashboard)(?:\["([\w-]+)"\])?\..*$/, '$1 $2').trim(),
      containers: JSON.parse(String(values.container_definitions)) as ContainerDefinition[],
    }));

const deploymentOf = (plan: Plan): Deployment => {
  const { deployment } = plan.outputs.environment as { deployment: Deployment };
  return deployment;
};

const kindOf = (key: string): TaskKind =>
  key.startsWith('worker') ? 'worker' : key === 'dashboard' ? 'dashboard' : 'service';

/** What differs between the two, or is not closed; empty when nothing is. */
const differences = (plan: Plan): { seen: number; found: string[] } => {
  const deployment = deploymentOf(plan);
  const found: string[] = [];
  const first = firstOf(plan);
  for (const { key, containers } of first) {
    const [where = '', service = 'dashboard'] = key.split(' ');
    const values = (where === 'worker' ? deployment.worker : deployment.web)[service];
    const image = containers[0]?.image;
    if (values === undefined || image === undefined) {
      found.push(`${key} has no values`);
      continue;
    }
    const rendered = renderTaskDefinition(readTemplate(kindOf(key)), { ...values, image });
    if (!isDeepStrictEqual(containers, rendered.containerDefinitions)) found.push(`${key} differs from its template`);
    for (const problem of hardeningProblems({ ...rendered, containerDefinitions: containers }))
      found.push(`${key}: ${problem}`);
  }
  for (const [service, values] of Object.entries(deployment.migration)) {
    const image = `${service}@sha256:${'0'.repeat(64)}`;
    const migrate = renderTaskDefinition(readTemplate('migrate'), { ...values, image });
    for (const problem of hardeningProblems(migrate, { healthCheck: false }))
      found.push(`migrate ${service}: ${problem}`);
  }
  return { seen: first.length + Object.keys(deployment.migration).length, found };
};

const MODULE = 'terraform/modules/ecs-service/main.tf';
const LINE = 'jsonencode(local.task.containerDefinitions)';
const PLANTED: Readonly<Record<string, [merged: string, says: RegExp]>> = {
  'root user': ['{ user = "0:0" }', /runs as 0:0/],
  'writable root file system': ['{ readonlyRootFilesystem = false }', /can write to its root file system/],
  'no health check': ['{ healthCheck = null }', /no health check|checked with/],
};

/** Plans staging and compares; then once more for each planted mistake in the module. */
export const firstDefinitions = async (
  terraform: OfflineTerraform,
  say: Say,
): Promise<{ ok: boolean; figures: Record<string, unknown> }> => {
  const plan = async (): Promise<Plan> =>
    await planOf(terraform, 'terraform/envs/staging', 'staging', { foresee: true });
  const { seen, found } = differences(await plan());
  say(`${seen} definitions of tasks: ${found.length === 0 ? 'Terraform and a deployment agree' : found.join('; ')}`);
  const file = join(terraform.folder, MODULE);
  const text = readFileSync(file, 'utf8');
  if (!text.includes(LINE)) throw new Error(`${MODULE} has no line to break`);
  let plantedFound = 0;
  for (const [name, [merged, says]] of Object.entries(PLANTED)) {
    writeFileSync(
      file,
      text.replace(LINE, `jsonencode([for one in local.task.containerDefinitions : merge(one, ${merged})])`),
    );
    const broken = differences(await plan()).found.join('; ');
    const told = says.test(broken) && broken.includes('differs from its template');
    if (told) plantedFound += 1;
    say(`planted: ${name}: ${told ? 'found' : `NOT FOUND (${broken.slice(0, 200)})`}`);
  }
  writeFileSync(file, text);
  const planted = Object.keys(PLANTED).length;
  return {
    ok: seen > 20 && found.length === 0 && plantedFound === planted,
    figures: {
      definitions: seen,
      differing: found.length,
      plantedInModule: planted,
      plantedInModuleFound: plantedFound,
    },
  };
};
