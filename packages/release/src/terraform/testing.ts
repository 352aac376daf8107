// What the tests of Terraform share.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What each rule must find in fixtures/careless; the last part of the address is enough. */
export const PLANTED: readonly (readonly [rule: string, address: string])[] = [
  ['ingress-not-from-the-world', 'aws_vpc_security_group_ingress_rule.world'],
  ['egress-only-where-declared', 'aws_vpc_security_group_egress_rule.world'],
  ['no-wide-policy', 'aws_iam_role_policy.everything'],
  ['nobody-unnamed', 'aws_iam_role.anybody'],
  ['policies-fit', 'aws_iam_role_policy.too_long'],
  ['passes-named-roles', 'aws_iam_role_policy.any_role'],
  ['pipeline-subjects-exact', 'aws_iam_role.every_fork'],
  ['buckets-closed', 'aws_s3_bucket.bare'],
  ['buckets-only-tls', 'aws_s3_bucket.bare'],
  ['databases-not-public', 'aws_db_instance.public'],
  ['tasks-not-public', 'aws_ecs_service.no_way_back'],
  ['subnets-give-no-address', 'aws_subnet.open'],
  ['buckets-encrypted', 'aws_s3_bucket.bare'],
  ['buckets-versioned', 'aws_s3_bucket.bare'],
  ['databases-encrypted', 'aws_db_instance.public'],
  ['databases-tls', 'aws_db_parameter_group.plain'],
  ['databases-survive', 'aws_db_instance.public'],
  ['databases-can-be-restored', 'aws_db_instance.public'],
  ['cache-encrypted', 'aws_elasticache_replication_group.plain'],
  ['secrets-own-key', 'aws_secretsmanager_secret.shared_key'],
  ['secrets-not-in-state', 'aws_db_instance.public'],
  ['keys-rotate', 'aws_kms_key.old'],
  ['images-immutable-and-scanned', 'aws_ecr_repository.movable'],
  ['vaults-locked', 'aws_backup_vault.open'],
  ['trail-whole', 'aws_cloudtrail.half'],
  ['trail-locked', 'aws_s3_bucket.bare'],
  ['tagged', 'aws_sns_topic.strange'],
  ['logs-kept-and-encrypted', 'aws_cloudwatch_log_group.short'],
  ['topics-encrypted', 'aws_sns_topic.strange'],
  ['containers-closed', 'aws_ecs_task_definition.root'],
  ['containers-closed', 'aws_ecs_task_definition.writable'],
  ['containers-closed', 'aws_ecs_task_definition.told'],
  ['containers-closed', 'aws_ecs_task_definition.tagged'],
  ['listeners-tls', 'aws_lb_listener.plain'],
  ['balancer-protected', 'aws_lb.plain'],
  ['rules-forward-to-both-groups', 'aws_lb_listener_rule.production'],
  ['rule-priorities-unique', 'aws_lb_listener_rule.twin'],
  ['deployments-turn-back', 'aws_ecs_service.no_way_back'],
  ['alarms-reach-people', 'aws_cloudwatch_metric_alarm.unheard'],
  ['edge-tls', 'aws_cloudfront_distribution.plain'],
  ['names-answered', 'aws_route53_record.nobody'],
  ['detection-on', 'aws_guardduty_detector.asleep'],
];

/** How IAM calls what the SDK calls otherwise. */
const PREFIXES: Record<string, string> = {
  cloudwatch: 'cloudwatch',
  'cloudwatch-logs': 'logs',
  ecr: 'ecr',
  ecs: 'ecs',
  'elastic-load-balancing-v2': 'elasticloadbalancing',
  rds: 'rds',
  s3: 's3',
  'secrets-manager': 'secretsmanager',
};
/** Code that runs with a role of a pipeline; the hooks have roles of their own. */
const RUN_BY_PIPELINES = ['backup', 'deploy', 'restore', 'switcher', 'verify'];

/** Every action of AWS that the commands of a release and a drill call, read from their imports. */
export const actionsOfReleases = (): string[] => {
  const source = fileURLToPath(new URL('..', import.meta.url));
  const actions = new Set<string>();
  for (const folder of RUN_BY_PIPELINES)
    for (const entry of readdirSync(join(source, folder), { withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts') || entry.name.endsWith('.test.ts')) continue;
      const text = readFileSync(join(source, folder, entry.name), 'utf8');
      for (const [, names = '', client = ''] of text.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g))
        for (const [, name = ''] of names.matchAll(/\b(\w+)Command\b/g))
          actions.add(`${PREFIXES[client] ?? client}:${name === 'ListObjectsV2' ? 'ListBucket' : name}`);
    }
  return [...actions].sort();
};

/** Resource types whose service IAM calls otherwise than their second word. */
const SERVICES: readonly (readonly [type: RegExp, prefix: string])[] = [
  [/^aws_(vpc|subnet|eip|route|route_table|nat|internet|security_group|default|flow|ebs)(_|$)/, 'ec2'],
  [/^aws_appautoscaling_/, 'application-autoscaling'],
  [/^aws_accessanalyzer_/, 'access-analyzer'],
  [/^aws_cloudwatch_log_/, 'logs'],
  [/^aws_cloudwatch_event_/, 'events'],
  [/^aws_service_discovery_/, 'servicediscovery'],
  [/^aws_lb(_|$)/, 'elasticloadbalancing'],
  [/^aws_db_/, 'rds'],
];

/** What IAM calls the services of these resource types; roles and Terraform's own apart. */
export const servicesOfTypes = (types: readonly string[]): string[] => {
  const found = types
    .filter((type) => type.startsWith('aws_') && !type.startsWith('aws_iam_'))
    .map((type) => SERVICES.find(([of]) => of.test(type))?.[1] ?? type.split('_')[1] ?? type);
  return [...new Set(found)].sort();
};
