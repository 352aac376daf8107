// ARNs in the form that AWS gives them, so that policies made of them can be simulated.

export type Place = { region: string; account: string };
type Fields = Record<string, unknown>;

/** What follows `arn:aws:<service>:<region>:<account>:`; `{name}` is the resource's attribute, `#` a serial number. */
const FORMS: Record<string, string> = {
  aws_acm_certificate: 'acm certificate/#',
  aws_backup_vault: 'backup backup-vault:{name}',
  aws_cloudtrail: 'cloudtrail trail/{name}',
  aws_cloudwatch_event_rule: 'events rule/{name}',
  aws_cloudwatch_log_group: 'logs log-group:{name}',
  aws_db_instance: 'rds db:{identifier}',
  aws_ecr_repository: 'ecr repository/{name}',
  aws_ecs_cluster: 'ecs cluster/{name}',
  aws_ecs_task_definition: 'ecs task-definition/{family}:1',
  aws_elasticache_replication_group: 'elasticache replicationgroup:{replication_group_id}',
  aws_kms_key: 'kms key/#',
  aws_lambda_function: 'lambda function:{function_name}',
  aws_lb: 'elasticloadbalancing loadbalancer/app/{name}/#',
  aws_lb_listener: 'elasticloadbalancing listener/app/balancer/#/#',
  aws_lb_listener_rule: 'elasticloadbalancing listener-rule/app/balancer/#/#/#',
  aws_lb_target_group: 'elasticloadbalancing targetgroup/{name}/#',
  aws_secretsmanager_secret: 'secretsmanager secret:{name}-#',
  aws_sns_topic: 'sns {name}',
  aws_wafv2_web_acl: 'wafv2 global/webacl/{name}/#',
};
/** Services without a region in their ARNs. */
const GLOBAL: Record<string, string> = {
  aws_cloudfront_distribution: 'cloudfront distribution/#',
  aws_iam_openid_connect_provider: 'iam oidc-provider/token.actions.githubusercontent.com',
  aws_iam_role: 'iam role/{name}',
};

/**
 * The ARN of a resource.
 *
 * @param serial makes it unlike that of others of its kind
 */
export const arnOf = (type: string, resource: Fields, serial: string, place: Place): string => {
  if (type === 'aws_s3_bucket') return `arn:aws:s3:::${text(resource.bucket)}`;
  const form = FORMS[type] ?? GLOBAL[type] ?? `${type.split('_')[1] ?? 'aws'} ${type}/#`;
  const [service = '', name = ''] = form.split(' ');
  const region = GLOBAL[type] === undefined ? text(resource.region) || place.region : '';
  const filled = name
    .replaceAll('#', serial)
    .replaceAll(/\{(\w+)\}/g, (_, attribute: string) => text(resource[attribute]));
  return `arn:aws:${service}:${region}:${place.account}:${filled}`;
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
