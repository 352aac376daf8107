// How it runs: containers, the balancer, deployments, alarms, logs and tags.
import { at } from './plan.ts';
import type { Plan, Resource } from './plan.ts';
import type { Rule } from './policy.ts';

const is =
  (...types: string[]) =>
  ({ type }: Resource): boolean =>
    types.includes(type);

type Container = {
  name: string;
  image: string;
  user?: string;
  privileged?: boolean;
  readonlyRootFilesystem?: boolean;
  linuxParameters?: { capabilities?: { add?: string[]; drop?: string[] } };
  environment?: { name: string; value: string }[];
  logConfiguration?: unknown;
};

const containersOf = ({ values }: Resource): Container[] => {
  const text = values.container_definitions;
  return typeof text === 'string' ? JSON.parse(text) : [];
};

const badContainer = (one: Container): string | undefined => {
  if (one.readonlyRootFilesystem !== true) return `${one.name} can write to its root file system`;
  if (!/^[1-9]\d*(:[1-9]\d*)?$/.test(one.user ?? '')) return `${one.name} runs as ${one.user ?? 'root'}`;
  if (one.privileged === true) return `${one.name} is privileged`;
  const { add = [], drop = [] } = one.linuxParameters?.capabilities ?? {};
  if (!drop.includes('ALL') || add.length > 0) return `${one.name} keeps capabilities`;
  if (!/@sha256:[0-9a-f]{64}$/.test(one.image)) return `${one.name} is named by a tag that can be moved`;
  if (one.logConfiguration === undefined) return `${one.name} logs nowhere`;
  const told = (one.environment ?? []).find(({ name }) =>
    /PASSWORD|SECRET|TOKEN|DATABASE_URL|REDIS_URL|_KEY$/.test(name),
  );
  return told === undefined ? undefined : `${one.name} is told ${told.name} in plain text`;
};

/** A service's own resources: inside its module, or tagged with its name elsewhere. */
const serviceOf = (address: string): string | undefined =>
  /\bmodule\.(?:service|worker)\["([\w-]+)"\]/.exec(address)?.[1] ??
  (address.includes('.module.dashboard.') ? 'dashboard' : undefined);

const isWorker = ({ address }: Resource): boolean => address.includes('.module.worker[');
const wantedStrategy = (plan: Plan, resource: Resource): string => {
  if (isWorker(resource)) return 'ROLLING';
  return plan.environment === 'production' ? 'CANARY' : 'BLUE_GREEN';
};
const TAGS = ['part-of', 'environment'];

export const operationRules: readonly Rule[] = [
  {
    name: 'tagged',
    looksAt: ({ values }) => 'tags_all' in values,
    finds: ({ values, address }, { environment }) => {
      const tags = (values.tags_all ?? {}) as Record<string, string>;
      const missing = TAGS.filter((tag) => tags[tag] === undefined);
      if (missing.length > 0) return `has no tag ${missing.join(', ')}`;
      if (tags['part-of'] !== 'stan-store-windsurf') return 'is tagged as a part of something else';
      if (tags.environment !== environment) return `is tagged ${tags.environment} in ${environment}`;
      const service = serviceOf(address);
      return service === undefined || tags['app.name'] === service ? undefined : `has no tag app.name = ${service}`;
    },
  },
  {
    name: 'logs-kept-and-encrypted',
    looksAt: is('aws_cloudwatch_log_group'),
    finds: ({ values }, { environment }) => {
      const days = Number(values.retention_in_days ?? 0);
      if (days < (environment === 'production' ? 90 : 30)) return `keeps logs for ${days} days`;
      return typeof values.kms_key_id === 'string' ? undefined : 'has no key of ours';
    },
  },
  {
    name: 'topics-encrypted',
    looksAt: is('aws_sns_topic'),
    finds: ({ values }) =>
      typeof values.kms_master_key_id === 'string' && values.kms_master_key_id !== '' ? undefined : 'is not encrypted',
  },
  {
    name: 'containers-closed',
    looksAt: is('aws_ecs_task_definition'),
    finds: (resource) => {
      const containers = containersOf(resource);
      if (containers.length === 0) return 'has no container';
      return containers.map(badContainer).find((one) => one !== undefined);
    },
  },
  {
    name: 'listeners-tls',
    looksAt: is('aws_lb_listener'),
    finds: ({ values }) =>
      values.protocol === 'HTTPS' && /TLS13/.test(String(values.ssl_policy)) ? undefined : 'speaks without TLS 1.3',
  },
  {
    name: 'balancer-protected',
    looksAt: is('aws_lb'),
    finds: ({ values }, { environment }) => {
      if (values.drop_invalid_header_fields !== true) return 'passes on broken headers';
      if (at(values, 'access_logs.*.enabled')[0] !== true) return 'keeps no access log';
      return environment === 'production' && values.enable_deletion_protection !== true ? 'can be deleted' : undefined;
    },
  },
  {
    name: 'rules-forward-to-both-groups',
    looksAt: ({ type, name }) => type === 'aws_lb_listener_rule' && (name === 'production' || name === 'test'),
    finds: ({ values }) => {
      const actions = at(values, 'action.*.type');
      const groups = at(values, 'action.*.forward.*.target_group.*.arn');
      if (actions.join() !== 'forward') return 'does more than forward: a deployment would fail';
      return new Set(groups).size === 2 ? undefined : 'forwards to one group: ECS would roll back';
    },
  },
  {
    name: 'rule-priorities-unique',
    looksAt: is('aws_lb_listener_rule'),
    finds: ({ values, address }, { resources }) => {
      const twin = resources.find(
        (other) =>
          other.type === 'aws_lb_listener_rule' &&
          other.address !== address &&
          other.values.listener_arn === values.listener_arn &&
          other.values.priority === values.priority,
      );
      return twin === undefined ? undefined : `has the priority of ${twin.address}`;
    },
  },
  {
    name: 'deployments-turn-back',
    looksAt: is('aws_ecs_service'),
    finds: (resource, plan) => {
      const { values } = resource;
      const [strategy = 'ROLLING'] = at(values, 'deployment_configuration.*.strategy');
      const wanted = wantedStrategy(plan, resource);
      if (strategy !== wanted) return `is deployed ${JSON.stringify(strategy)}, not ${wanted}`;
      const breaker = at(values, 'deployment_circuit_breaker.*.rollback')[0] === true;
      if (isWorker(resource)) {
        if (at(values, 'load_balancer.*').length > 0) return 'is a worker behind a load balancer';
        return breaker ? undefined : 'does not turn back by itself';
      }
      if (breaker) return 'has a circuit breaker, which is for rolling only';
      const [alarms] = at(values, 'alarms.*') as { alarm_names?: string[]; enable?: boolean; rollback?: boolean }[];
      return alarms?.enable === true && alarms.rollback === true && (alarms.alarm_names ?? []).length > 0
        ? undefined
        : 'has no alarm that turns a deployment back';
    },
  },
  {
    name: 'alarms-reach-people',
    looksAt: is('aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm'),
    finds: ({ values }) => {
      if (at(values, 'alarm_actions.*').length === 0) return 'reaches nobody';
      return /runbook/i.test(String(values.alarm_description)) ? undefined : 'names no runbook';
    },
  },
  {
    name: 'edge-tls',
    looksAt: is('aws_cloudfront_distribution'),
    finds: ({ values }) => {
      const plain = at(values, 'default_cache_behavior.*.viewer_protocol_policy')
        .concat(at(values, 'ordered_cache_behavior.*.viewer_protocol_policy'))
        .find((one) => one !== 'redirect-to-https' && one !== 'https-only');
      if (plain !== undefined) return 'answers without TLS';
      if (!/^TLSv1\.[23]_/.test(String(at(values, 'viewer_certificate.*.minimum_protocol_version')[0])))
        return 'takes old TLS';
      return typeof values.web_acl_id === 'string' && values.web_acl_id !== ''
        ? undefined
        : 'stands without a firewall';
    },
  },
  {
    name: 'names-answered',
    looksAt: ({ type, values }) => type === 'aws_route53_record' && at(values, 'alias.*').length > 0,
    finds: ({ values }, { resources }) => {
      const known = resources
        .filter(({ type }) => type === 'aws_cloudfront_distribution')
        .flatMap((edge) => at(edge.values, 'aliases.*'));
      return known.includes(values.name)
        ? undefined
        : `leads to an edge that does not know ${JSON.stringify(values.name)}`;
    },
  },
  {
    name: 'detection-on',
    looksAt: is('aws_guardduty_detector'),
    finds: ({ values }) => (values.enable === true ? undefined : 'is off'),
  },
];
