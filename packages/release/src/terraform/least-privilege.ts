// What each role may do, asked of a simulator of IAM over the policies that stand in the plan.
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { ofType } from './plan.ts';
import type { Plan, Policy } from './plan.ts';

export type Question = {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  /** Keys of the request's context, for example `iam:PassedToService`. */
  readonly context?: Readonly<Record<string, string | string[]>>;
};
export type Asked = Question & { readonly wanted: boolean; readonly allowed: boolean };
/** Policies of one role, by name, as IAM would add them up. */
export type Role = { readonly name: string; readonly policies: readonly { name: string; policy: Policy }[] };

/** Every role of a plan whose policies stand in it. */
export const rolesOf = (plan: Plan): Map<string, Role> => {
  const roles = new Map<string, Role>();
  for (const { values } of ofType(plan, 'aws_iam_role_policy')) {
    const name = String(values.role);
    const policy: Policy = JSON.parse(String(values.policy));
    roles.set(name, { name, policies: [...(roles.get(name)?.policies ?? []), { name: String(values.name), policy }] });
  }
  return roles;
};

/**
 * Whether a role may do something.
 *
 * @param account its account, twelve digits
 * @throws Error when the simulator refuses the question: a misspelt action, an ARN that the action does not take, a
 *   policy that IAM would not store
 */
export const isAllowed = async (role: Role, question: Question, account: string): Promise<boolean> => {
  const result = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${account}:role/${role.name}`,
        action: question.action,
        resource: { resource: question.resource, accountId: account },
        contextVariables: { ...question.context },
      },
      identityPolicies: role.policies.map(({ name, policy }) => ({ name, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error')
    throw new Error(`${role.name} ${question.action}: ${JSON.stringify(result.errors)}`);
  return result.overallResult === 'Allowed';
};

type Service = { name: string; schema: string; buckets: Record<string, 'read' | 'read-write'> };

const secretsOf = (plan: Plan): { name: string; arn: string }[] =>
  ofType(plan, 'aws_secretsmanager_secret').map(({ values }) => ({
    name: String(values.name),
    arn: String(values.arn),
  }));

/** What services.json and the roles' purposes say: which secret each role may read. */
const mayRead = (service: Service, use: string): Set<string> => {
  if (use === 'task') return new Set(['windsurf/shared', `windsurf/${service.name}`]);
  if (use === 'execution') return new Set([`windsurf/database/svc_${service.schema}`, 'windsurf/redis']);
  return new Set([`windsurf/database/migrator_${service.schema}`]);
};

/**
 * Every role of every service against every secret and every bucket of the environment.
 *
 * @param services as services.json declares them
 * @param account of the environment
 */
export const accessMatrix = async (plan: Plan, services: readonly Service[], account: string): Promise<Asked[]> => {
  const roles = rolesOf(plan);
  const asked: Asked[] = [];
  const ask = async (question: Question, wanted: boolean): Promise<void> => {
    const role = roles.get(question.role);
    if (role === undefined) throw new Error(`no policy of ${question.role} stands in the plan`);
    asked.push({ ...question, wanted, allowed: await isAllowed(role, question, account) });
  };
  const secrets = secretsOf(plan);
  const buckets = ofType(plan, 'aws_s3_bucket').map(({ values }) => String(values.bucket));
  for (const service of services) {
    for (const use of ['task', 'execution', 'migrate']) {
      const role = `${plan.environment}-${service.name}-${use}`;
      const own = mayRead(service, use);
      for (const { name, arn } of secrets)
        await ask({ role, action: 'secretsmanager:GetSecretValue', resource: arn }, own.has(name));
    }
    const role = `${plan.environment}-${service.name}-task`;
    for (const bucket of buckets) {
      const purpose = /^windsurf-(?:staging|production)-([a-z]+)-/.exec(bucket)?.[1] ?? '';
      const access = service.buckets[purpose];
      const object = `arn:aws:s3:::${bucket}/images/one`;
      await ask({ role, action: 's3:GetObject', resource: object }, access !== undefined);
      await ask({ role, action: 's3:PutObject', resource: object }, access === 'read-write');
      await ask({ role, action: 's3:PutBucketPolicy', resource: `arn:aws:s3:::${bucket}` }, false);
    }
  }
  return asked;
};

/** Answers that are not as wanted: what a role may that it should not, or may not that it must. */
export const surprises = (asked: readonly Asked[]): string[] =>
  asked
    .filter(({ wanted, allowed }) => wanted !== allowed)
    .map(({ role, action, resource, allowed }) => `${role} ${allowed ? 'may' : 'may not'} ${action} on ${resource}`);
