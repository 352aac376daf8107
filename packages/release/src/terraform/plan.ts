// A plan as `terraform show -json` prints it, flattened to what the rules look at.
import { isDeepStrictEqual } from 'node:util';
import type { OfflineTerraform } from './offline.ts';

export type Values = Readonly<Record<string, unknown>>;
export type Resource = {
  /** For example `module.environment.module.service["auth"].aws_ecs_service.this`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly values: Values;
};
export type Change = {
  readonly address: string;
  readonly actions: readonly string[];
  /** Attributes that would be another afterwards. */
  readonly differs: readonly string[];
};
export type Plan = {
  readonly environment: string;
  readonly resources: readonly Resource[];
  readonly changes: readonly Change[];
  readonly outputs: Values;
  /** All that Terraform printed, to look for what must not be in it. */
  readonly text: string;
};

type RawModule = {
  resources?: { address: string; mode: string; type: string; name: string; values: Values }[];
  child_modules?: RawModule[];
};
type RawPlan = {
  planned_values: { root_module: RawModule; outputs?: Record<string, { value?: unknown }> };
  resource_changes?: {
    address: string;
    mode: string;
    change: { actions: string[]; before: Values | null; after: Values | null };
  }[];
};

const flatten = (module: RawModule): Resource[] => [
  ...(module.resources ?? [])
    .filter(({ mode }) => mode === 'managed')
    .map(({ address, type, name, values }) => ({ address, type, name, values })),
  ...(module.child_modules ?? []).flatMap(flatten),
];

/** Reads the text of `terraform show -json`. */
export const readPlan = (environment: string, text: string): Plan => {
  const raw: RawPlan = JSON.parse(text);
  return {
    environment,
    resources: flatten(raw.planned_values.root_module),
    changes: (raw.resource_changes ?? [])
      .filter(({ mode, change }) => mode === 'managed' && change.actions.join() !== 'no-op')
      .map(({ address, change: { actions, before, after } }) => ({
        address,
        actions,
        differs: Object.keys(before ?? {}).filter((name) => !isDeepStrictEqual(before?.[name], after?.[name])),
      })),
    outputs: Object.fromEntries(
      Object.entries(raw.planned_values.outputs ?? {}).map(([name, { value }]) => [name, value]),
    ),
    text,
  };
};

/**
 * Plans a root from nothing.
 *
 * @param root below the copied tree, for example `terraform/envs/staging`
 * @param foresee plan with the values that an apply would find: policies and ARNs stand in the plan as they will be
 * @throws Error with what Terraform printed
 */
export const planOf = async (
  terraform: OfflineTerraform,
  root: string,
  environment: string,
  options: { foresee?: boolean; args?: readonly string[] } = {},
): Promise<Plan> => {
  const env: Record<string, string> = options.foresee === true ? { TF_OFFLINE_FORESEE: '1' } : {};
  // Two plans of one root at once (bootstrap, for each environment) must not meet.
  const file = `${environment}.tfplan`;
  for (const args of [
    ['init', '-no-color'],
    ['plan', '-no-color', `-out=${file}`, ...(options.args ?? [])],
  ]) {
    const ran = await terraform.run(root, args, env);
    if (ran.code !== 0) throw new Error(`terraform ${args[0]} in ${root}:\n${ran.errors}`);
  }
  const { output } = await terraform.must(root, ['show', '-json', file]);
  return readPlan(environment, output);
};

/** Resources of one type. */
export const ofType = (plan: Plan, ...types: readonly string[]): Resource[] =>
  plan.resources.filter(({ type }) => types.includes(type));

/** A value at a path: `lifecycle_hook.*.hook_details` gives one for each element. */
export const at = (value: unknown, path: string): unknown[] => {
  if (path === '') return value === null || value === undefined ? [] : [value];
  const [head = '', ...rest] = path.split('.');
  const tail = rest.join('.');
  if (head === '*') return (Array.isArray(value) ? value : []).flatMap((one) => at(one, tail));
  if (typeof value !== 'object' || value === null) return [];
  return at((value as Values)[head], tail);
};

export type Statement = {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | Record<string, string | string[]>;
  Action?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
};
export type Policy = { Version: string; Statement: Statement[] };

export const asList = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** Every policy that stands in a resource's text attributes, with the attribute's name. */
export const policiesOf = ({ values }: Resource): { attribute: string; policy: Policy }[] =>
  ['policy', 'assume_role_policy', 'policy_document'].flatMap((attribute) => {
    const text = values[attribute];
    if (typeof text !== 'string' || !text.startsWith('{')) return [];
    const policy: Policy = JSON.parse(text);
    // The life cycle of a repository is called a policy too.
    if (policy.Statement === undefined) return [];
    return [{ attribute, policy: { ...policy, Statement: [policy.Statement].flat() } }];
  });
