// Who may reach and do what.
import { asList, at, policiesOf } from './plan.ts';
import type { Resource, Statement } from './plan.ts';
import type { Rule } from './policy.ts';

const is =
  (...types: string[]) =>
  ({ type }: Resource): boolean =>
    types.includes(type);
const isWorld = (cidr: unknown): boolean => cidr === '0.0.0.0/0' || cidr === '::/0';

/** In a key's own policy `*` is this key; a bucket's own policy names its bucket. */
const isKey = is('aws_kms_key', 'aws_kms_key_policy');

const isWide = ({ Effect, Action, Resource: on, Condition }: Statement): boolean =>
  Effect === 'Allow' &&
  asList(on).includes('*') &&
  asList(Action).some((action) => action === '*' || (action.endsWith(':*') && Condition === undefined));

const isOpen = ({ Effect, Principal, Condition }: Statement): boolean => {
  const everybody = Principal === '*' || Object.values(Principal ?? {}).some((who) => asList(who).includes('*'));
  return Effect === 'Allow' && everybody && Condition === undefined;
};

const statementsOf = (resource: Resource): Statement[] =>
  policiesOf(resource).flatMap(({ policy }) => policy.Statement);

export const accessRules: readonly Rule[] = [
  {
    name: 'ingress-not-from-the-world',
    looksAt: is('aws_vpc_security_group_ingress_rule', 'aws_security_group'),
    finds: ({ values, type }) => {
      const inline = type === 'aws_security_group' ? at(values, 'ingress.*') : [];
      if (inline.length > 0) return 'has rules of its own inside: rules are resources, one each';
      return isWorld(values.cidr_ipv4) || isWorld(values.cidr_ipv6) ? 'lets the whole world in' : undefined;
    },
  },
  {
    name: 'egress-only-where-declared',
    looksAt: is('aws_vpc_security_group_egress_rule'),
    finds: ({ values, address }) => {
      const world = isWorld(values.cidr_ipv4) || isWorld(values.cidr_ipv6);
      const declared = address.includes('.aws_vpc_security_group_egress_rule.outside[');
      if (!world || (declared && values.from_port === 443 && values.to_port === 443)) return undefined;
      return 'lets tasks call the whole world; services.json declares who may ("outside"), and on 443 only';
    },
  },
  {
    name: 'no-wide-policy',
    looksAt: (resource) => !isKey(resource) && policiesOf(resource).length > 0,
    finds: (resource) => {
      const wide = statementsOf(resource).find(isWide);
      return wide === undefined ? undefined : `allows ${asList(wide.Action).join(', ')} on everything`;
    },
  },
  {
    name: 'nobody-unnamed',
    looksAt: (resource) => policiesOf(resource).length > 0,
    finds: (resource) =>
      statementsOf(resource).some(isOpen)
        ? 'lets everybody in: a principal is named, or a condition holds it'
        : undefined,
  },
  {
    // What IAM and S3 take, blanks not counted: a role's inline policies together, a trust, a bucket's policy.
    name: 'policies-fit',
    looksAt: (resource) => is('aws_iam_role_policy', 'aws_iam_role', 'aws_s3_bucket_policy')(resource),
    finds: ({ type, values }, { resources }) => {
      const size = (text: unknown): number => (typeof text === 'string' ? text.replaceAll(/\s/g, '').length : 0);
      if (type === 'aws_iam_role')
        return size(values.assume_role_policy) > 2048 ? 'has a trust that is too long' : undefined;
      if (type === 'aws_s3_bucket_policy') return size(values.policy) > 20_480 ? 'is too long' : undefined;
      const all = resources.filter((other) => other.type === type && other.values.role === values.role);
      const sum = all.reduce((total, other) => total + size(other.values.policy), 0);
      return sum > 10_240 ? `${String(values.role)} has ${sum} characters of policies; IAM takes 10240` : undefined;
    },
  },
  {
    name: 'passes-named-roles',
    looksAt: (resource) =>
      statementsOf(resource).some(
        ({ Action, Effect }) => Effect === 'Allow' && asList(Action).includes('iam:PassRole'),
      ),
    finds: (resource) => {
      const wide = statementsOf(resource)
        .filter(({ Action, Effect }) => Effect === 'Allow' && asList(Action).includes('iam:PassRole'))
        .flatMap((statement) => asList(statement.Resource))
        .find(
          (arn) => !/:role\/[\w-]+$/.test(arn) && !/:role\/(creator-|windsurf-)?(staging|production)-\*$/.test(arn),
        );
      return wide === undefined ? undefined : `passes ${wide}`;
    },
  },
  {
    name: 'pipeline-subjects-exact',
    looksAt: (resource) =>
      resource.type === 'aws_iam_role' &&
      JSON.stringify(resource.values.assume_role_policy ?? '').includes('oidc-provider'),
    finds: (resource) => {
      for (const { Condition } of statementsOf(resource)) {
        const exact = Condition?.StringEquals ?? {};
        const subject = Object.entries(exact).find(([key]) => key.endsWith(':sub'))?.[1];
        const audience = Object.entries(exact).find(([key]) => key.endsWith(':aud'))?.[1];
        const subjects = asList(subject as string | string[] | undefined);
        if (subjects.length === 0 || audience === undefined) return 'does not ask for subject and audience';
        if (subjects.some((one) => /[*?]/.test(one))) return 'takes a subject with a wildcard';
      }
      return undefined;
    },
  },
  {
    name: 'buckets-closed',
    looksAt: is('aws_s3_bucket'),
    finds: ({ values }, plan) => {
      const block = plan.resources.find(
        ({ type, values: other }) => type === 'aws_s3_bucket_public_access_block' && other.bucket === values.bucket,
      );
      const all = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];
      return block !== undefined && all.every((one) => block.values[one] === true)
        ? undefined
        : 'has no complete public access block';
    },
  },
  {
    name: 'buckets-only-tls',
    looksAt: is('aws_s3_bucket'),
    finds: ({ values }, plan) => {
      const policy = plan.resources.find(
        ({ type, values: other }) => type === 'aws_s3_bucket_policy' && other.bucket === values.bucket,
      );
      const denies = (policy === undefined ? [] : statementsOf(policy)).some(
        ({ Effect, Condition }) => Effect === 'Deny' && Condition?.Bool?.['aws:SecureTransport'] === 'false',
      );
      return denies ? undefined : 'answers without TLS';
    },
  },
  {
    name: 'databases-not-public',
    looksAt: is('aws_db_instance'),
    finds: ({ values }) => (values.publicly_accessible === false ? undefined : 'has a public address'),
  },
  {
    name: 'tasks-not-public',
    looksAt: is('aws_ecs_service'),
    finds: ({ values }) =>
      at(values, 'network_configuration.*.assign_public_ip').every((one) => one === false)
        ? undefined
        : 'gives tasks a public address',
  },
  {
    name: 'subnets-give-no-address',
    looksAt: is('aws_subnet'),
    finds: ({ values }) =>
      values.map_public_ip_on_launch === true ? 'gives everything in it a public address' : undefined,
  },
];
