// The offline provider takes any text where AWS takes one of a few words. The SDK's clients export those words: each
// attribute of this table is held against them.
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import * as rds from '@aws-sdk/client-rds';
import * as s3 from '@aws-sdk/client-s3';
import { at, ofType } from './plan.ts';
import type { Plan } from './plan.ts';
import type { Finding } from './policy.ts';

type Row = readonly [type: string, path: string, words: Readonly<Record<string, string>>];

const SERVICE = 'aws_ecs_service';
const HOOK = 'deployment_configuration.*.lifecycle_hook.*';
const RULE = 'rule.*.apply_server_side_encryption_by_default.*';
const ROWS: readonly Row[] = [
  [SERVICE, 'launch_type', ecs.LaunchType],
  [SERVICE, 'propagate_tags', ecs.PropagateTags],
  [SERVICE, 'availability_zone_rebalancing', ecs.AvailabilityZoneRebalancing],
  [SERVICE, 'deployment_controller.*.type', ecs.DeploymentControllerType],
  [SERVICE, 'deployment_configuration.*.strategy', ecs.DeploymentStrategy],
  [SERVICE, `${HOOK}.lifecycle_stages.*`, ecs.DeploymentLifecycleHookStage],
  [SERVICE, `${HOOK}.target_type`, ecs.DeploymentLifecycleHookTargetType],
  [SERVICE, `${HOOK}.timeout_configuration.*.action`, ecs.DeploymentLifecycleHookAction],
  ['aws_ecs_cluster', 'setting.*.name', ecs.ClusterSettingName],
  ['aws_ecs_task_definition', 'requires_compatibilities.*', ecs.Compatibility],
  ['aws_ecs_task_definition', 'network_mode', ecs.NetworkMode],
  ['aws_ecs_task_definition', 'runtime_platform.*.cpu_architecture', ecs.CPUArchitecture],
  ['aws_ecs_task_definition', 'runtime_platform.*.operating_system_family', ecs.OSFamily],
  ['aws_lb', 'load_balancer_type', elb.LoadBalancerTypeEnum],
  ['aws_lb_listener', 'protocol', elb.ProtocolEnum],
  ['aws_lb_listener', 'default_action.*.type', elb.ActionTypeEnum],
  ['aws_lb_listener_rule', 'action.*.type', elb.ActionTypeEnum],
  ['aws_lb_listener_rule', 'action.*.redirect.*.status_code', elb.RedirectActionStatusCodeEnum],
  ['aws_lb_target_group', 'protocol', elb.ProtocolEnum],
  ['aws_lb_target_group', 'target_type', elb.TargetTypeEnum],
  ['aws_cloudwatch_metric_alarm', 'comparison_operator', cloudwatch.ComparisonOperator],
  ['aws_cloudwatch_metric_alarm', 'statistic', cloudwatch.Statistic],
  ['aws_ecr_repository', 'image_tag_mutability', ecr.ImageTagMutability],
  ['aws_ecr_repository', 'encryption_configuration.*.encryption_type', ecr.EncryptionType],
  ['aws_ecr_registry_scanning_configuration', 'scan_type', ecr.ScanType],
  ['aws_ecr_registry_scanning_configuration', 'rule.*.scan_frequency', ecr.ScanFrequency],
  [
    'aws_ecr_registry_scanning_configuration',
    'rule.*.repository_filter.*.filter_type',
    ecr.ScanningRepositoryFilterType,
  ],
  [
    'aws_ecr_replication_configuration',
    'replication_configuration.*.rule.*.repository_filter.*.filter_type',
    ecr.RepositoryFilterType,
  ],
  ['aws_db_parameter_group', 'parameter.*.apply_method', rds.ApplyMethod],
  ['aws_s3_bucket_versioning', 'versioning_configuration.*.status', s3.BucketVersioningStatus],
  ['aws_s3_bucket_ownership_controls', 'rule.*.object_ownership', s3.ObjectOwnership],
  ['aws_s3_bucket_server_side_encryption_configuration', `${RULE}.sse_algorithm`, s3.ServerSideEncryption],
  ['aws_s3_bucket_lifecycle_configuration', 'rule.*.status', s3.ExpirationStatus],
  ['aws_s3_bucket_lifecycle_configuration', 'rule.*.transition.*.storage_class', s3.TransitionStorageClass],
  ['aws_s3_bucket_object_lock_configuration', 'rule.*.default_retention.*.mode', s3.ObjectLockRetentionMode],
];

/**
 * Holds every attribute of the table against the SDK's words.
 *
 * @returns findings, and how many values each row saw in these plans
 */
export const judgeEnums = (plans: readonly Plan[]): { findings: Finding[]; seen: Record<string, number> } => {
  const findings: Finding[] = [];
  const seen: Record<string, number> = {};
  for (const [type, path, words] of ROWS) {
    const known = new Set(Object.values(words));
    let count = 0;
    for (const { address, values } of plans.flatMap((plan) => ofType(plan, type)))
      for (const value of at(values, path)) {
        // An optional attribute that AWS fills in is invented by the offline provider as its own name.
        if (typeof value !== 'string' || isInvented(path, value)) continue;
        count += 1;
        if (!known.has(value)) findings.push({ rule: 'word-known-to-aws', address, says: `${path} = ${value}` });
      }
    seen[`${type}.${path}`] = count;
  }
  return { findings, seen };
};

const isInvented = (path: string, value: string): boolean =>
  value.startsWith(`${path.split('.').at(-1)}-`) && /-[0-9a-f]{8}$/.test(value);
