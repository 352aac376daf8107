// That the tests of the platform's modules can fail: one promise of each is broken, and the run that is named must say so
// (that they pass as they stand is row 1). And what Terraform registers first is what a deployment renders later.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Proof, Say } from '../../proof.ts';
import { openOfflineTerraform, terraformVersion } from '../../terraform/offline.ts';
import type { OfflineTerraform } from '../../terraform/offline.ts';
import { firstDefinitions } from './first-definitions.ts';

const INFRA = fileURLToPath(new URL('../../../../../infra', import.meta.url));
/** Two terraforms at once is what two cores carry. */
const AT_ONCE = 2;

type Planted = {
  readonly name: string;
  readonly module: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The run that must fail. */
  readonly run: string;
};

const PLANTED: readonly Planted[] = [
  {
    name: 'two services may share a priority',
    module: 'alb',
    file: 'variables.tf',
    from: 'condition     = length(distinct([for s in var.services : coalesce(s.priority, s.port)])) == length(var.services)',
    to: 'condition     = length(var.services) > 0',
    run: 'refuses_doubled_priorities',
  },
  {
    name: 'a public load balancer behind a VPC origin',
    module: 'alb',
    file: 'main.tf',
    from: 'internal                   = var.origin_mode == "vpc_origin"',
    to: 'internal                   = false',
    run: 'one_rule_per_service_and_listener',
  },
  {
    name: 'a hook that may act',
    module: 'deployment-hooks',
    file: 'main.tf',
    from: '"ecs:DescribeServiceRevisions", ',
    to: '"ecs:DescribeServiceRevisions", "ecs:UpdateService", ',
    run: 'three_hooks_that_only_look',
  },
  {
    name: 'a cluster by any name',
    module: 'ecs-cluster',
    file: 'variables.tf',
    from: 'condition     = contains(["creator-staging", "creator-production"], var.name)',
    to: 'condition     = length(var.name) > 0',
    run: 'refuses_a_cluster_that_nobody_knows',
  },
  {
    name: 'a misspelt strategy is taken',
    module: 'ecs-service',
    file: 'variables.tf',
    from: 'contains(["BLUE_GREEN", "CANARY", "LINEAR"], var.deployment.strategy)',
    to: 'contains(["BLUE_GREEN", "BLUEGREEN", "CANARY", "LINEAR"], var.deployment.strategy)',
    run: 'refuses_an_unknown_strategy',
  },
  {
    name: 'a web task may be given the migrator’s login',
    module: 'ecs-service',
    file: 'roles.tf',
    from: 'Resource = local.injected_arns',
    to: 'Resource = concat(local.injected_arns, local.migration_arns)',
    run: 'least_privilege_of_a_service_with_a_bucket',
  },
  {
    name: 'a worker behind a load balancer',
    module: 'ecs-worker',
    file: 'variables.tf',
    from: 'condition     = var.load_balancer == null',
    to: 'condition     = var.load_balancer == null || true',
    run: 'refuses_a_load_balancer',
  },
  {
    name: 'callbacks pass after the managed rules',
    module: 'edge',
    file: 'firewall.tf',
    from: 'priority = 12',
    to: 'priority = 45',
    run: 'the_firewall_lets_callbacks_through',
  },
  {
    name: 'an alarm of us-east-1 tells a topic elsewhere',
    module: 'observability',
    file: 'alarms.tf',
    from: 'alarm_actions                         = [each.value.region == "us-east-1" ?',
    to: 'alarm_actions                         = [each.value.region == "us-west-1" ?',
    run: 'every_alarm_tells_somebody_what_to_do',
  },
];

/** The runs of a module's tests that fail; what comes after the first is skipped by Terraform. */
const failedRuns = async (terraform: OfflineTerraform, module: string): Promise<string[]> => {
  const root = `terraform/modules/${module}`;
  await terraform.must(root, ['init', '-backend=false', '-no-color']);
  const { output } = await terraform.run(root, ['test', '-no-color']);
  return [...output.matchAll(/run "(\w+)"\.\.\. fail/g)].map(([, run = '']) => run);
};

/** In a tree of its own: the module with one promise broken. True when the test that should say so does. */
const isFound = async (planted: Planted): Promise<boolean> => {
  const terraform = openOfflineTerraform(INFRA);
  try {
    const file = join(terraform.folder, 'terraform/modules', planted.module, planted.file);
    const text = readFileSync(file, 'utf8');
    if (!text.includes(planted.from)) throw new Error(`${planted.module}/${planted.file} has no line to break`);
    writeFileSync(file, text.replace(planted.from, planted.to));
    return (await failedRuns(terraform, planted.module)).includes(planted.run);
  } finally {
    terraform.close();
  }
};

/** Runs the pieces of work, at most so many at once, and answers in their order. */
const eachOf = async <I, O>(items: readonly I[], work: (item: I) => Promise<O>): Promise<O[]> => {
  const answers: O[] = [];
  const queue = items.entries();
  const take = async (): Promise<void> => {
    for (const [index, item] of queue) answers[index] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return answers;
};

/** Broken promises of the platform's modules, and the first definitions against the rendered ones. */
export const proveModules = async (say: Say): Promise<Proof> => {
  const name = '1b modules: a broken promise is found, and a task has one definition';
  const version = terraformVersion();
  if (version === undefined)
    return { name, ok: false, skipped: 'terraform is not on PATH (1.11 or later)', figures: {} };
  const found = await eachOf(PLANTED, isFound);
  for (const [index, planted] of PLANTED.entries())
    say(`planted: ${planted.name}: ${found[index] === true ? 'found' : 'NOT FOUND'}`);
  const terraform = openOfflineTerraform(INFRA);
  try {
    const definitions = await firstDefinitions(terraform, say);
    return {
      name,
      ok: found.every(Boolean) && definitions.ok,
      figures: {
        terraform: version,
        planted: PLANTED.length,
        plantedFound: found.filter(Boolean).length,
        ...definitions.figures,
      },
    };
  } finally {
    terraform.close();
  }
};
