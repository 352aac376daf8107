// Row 2: Terraform never moves live traffic, never takes tasks away and never puts an old version back.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Proof, Say } from '../../proof.ts';
import type { Plan } from '../plan.ts';
import { applyEnvironment, missingTerraform, openInfra } from './applied.ts';
import type { Applied, State } from './applied.ts';

const NAME = '2 Terraform never moves live traffic or scales down';

type Attributes = Record<string, unknown>;
const instancesOf = (state: State, type: string, name: string, module: RegExp): Attributes[] =>
  state.resources
    .filter((one) => one.type === type && one.name === name && module.test(one.module ?? ''))
    .flatMap(({ instances }) => instances.map(({ attributes }) => attributes));

type Forward = { forward: { target_group: { weight: number }[] }[] };
type Balanced = { target_group_arn: string; advanced_configuration: { alternate_target_group_arn: string }[] };

/** What a deployment and the scalers leave behind: weights turned, groups swapped, a new version, more tasks. */
const shift = (state: State): number => {
  let touched = 0;
  for (const name of ['production', 'test'])
    for (const rule of instancesOf(state, 'aws_lb_listener_rule', name, /module\.alb$/))
      for (const { forward } of rule.action as Forward[])
        for (const group of forward.flatMap(({ target_group: groups }) => groups)) {
          group.weight = 100 - group.weight;
          touched += 1;
        }
  for (const service of instancesOf(state, 'aws_ecs_service', 'this', /module\.(service|worker|dashboard)/)) {
    service.desired_count = 6;
    service.task_definition = `${String(service.task_definition).replace(/:\d+$/, '')}:42`;
    touched += 2;
    for (const balancer of (service.load_balancer ?? []) as Balanced[])
      for (const advanced of balancer.advanced_configuration) {
        [balancer.target_group_arn, advanced.alternate_target_group_arn] = [
          advanced.alternate_target_group_arn,
          balancer.target_group_arn,
        ];
        touched += 1;
      }
  }
  return touched;
};

type Planted = { attribute: string; file: string; address: RegExp };
const PLANTED: readonly Planted[] = [
  {
    attribute: 'action',
    file: 'terraform/modules/alb/main.tf',
    address: /aws_lb_listener_rule\.production\["payments"\]/,
  },
  { attribute: 'action', file: 'terraform/modules/alb/main.tf', address: /aws_lb_listener_rule\.test\["payments"\]/ },
  ...['desired_count', 'task_definition', 'load_balancer'].map((attribute) => ({
    attribute,
    file: 'terraform/modules/ecs-service/main.tf',
    address: /module\.service\["payments"\]\.aws_ecs_service\.this/,
  })),
  ...['desired_count', 'task_definition'].map((attribute) => ({
    attribute,
    file: 'terraform/modules/ecs-worker/main.tf',
    address: /module\.worker\["payments"\]\.aws_ecs_service\.this/,
  })),
];

/** Takes every `ignore_changes` of these modules out and plans: Terraform must want to undo what is live. */
const unguardedPlan = async (applied: Applied): Promise<Plan> => {
  for (const file of new Set(PLANTED.map((one) => one.file))) {
    const path = join(applied.terraform.folder, file);
    const text = readFileSync(path, 'utf8');
    for (const { attribute } of PLANTED.filter((one) => one.file === file))
      if (!new RegExp(`ignore_changes = \\[[^\\]]*\\b${attribute}\\b`).test(text))
        throw new Error(`${file} does not ignore ${attribute}: there is nothing to take out`);
    writeFileSync(path, text.replace(/ignore_changes = \[[^\]]*\]/g, 'ignore_changes = []'));
  }
  const { plan } = await applied.again();
  return plan;
};

/**
 * Applies production offline, lets a deployment and the scalers change everything that is theirs, and plans again.
 *
 * @throws Error with what Terraform printed
 */
export const proveLiveTrafficStays = async (say: Say): Promise<Proof> => {
  const skipped = missingTerraform();
  if (skipped !== undefined) return { name: NAME, ok: false, skipped, figures: {} };
  const terraform = openInfra();
  try {
    const applied = await applyEnvironment(terraform, 'production');
    let touched = 0;
    applied.edit((state) => {
      touched = shift(state);
    });
    const { code, plan } = await applied.again();
    say(`${touched} live values changed; Terraform wants ${plan.changes.length} changes`);
    const unguarded = await unguardedPlan(applied);
    let found = 0;
    for (const { attribute, address } of PLANTED) {
      const seen = unguarded.changes.some((one) => address.test(one.address) && one.differs.includes(attribute));
      if (seen) found += 1;
      say(`without ignoring ${attribute} at ${address.source}: ${seen ? 'Terraform would undo it' : 'NOT noticed'}`);
    }
    return {
      name: NAME,
      ok: code === 0 && plan.changes.length === 0 && touched > 50 && found === PLANTED.length,
      figures: {
        live_values_changed: touched,
        changes_wanted: plan.changes.length,
        changes_wanted_without_guards: unguarded.changes.length,
        planted: PLANTED.length,
        planted_found: found,
      },
    };
  } finally {
    terraform.close();
  }
};
