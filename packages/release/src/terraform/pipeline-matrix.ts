// What the pipelines' roles may and may not do in an environment: each call that the release commands make, and what must
// stay closed to them.
import { isAllowed, rolesOf } from './least-privilege.ts';
import type { Asked, Question } from './least-privilege.ts';
import type { Plan, Statement } from './plan.ts';

type Row = readonly [wanted: boolean, role: string, action: string, resource: string, context?: Question['context']];

const REGION = 'af-south-1';

/** ARNs of one environment, as Terraform and ECS name things. */
const namesOf = (environment: string, account: string) => {
  const arn = (service: string, name: string): string => `arn:aws:${service}:${REGION}:${account}:${name}`;
  return {
    service: (name: string): string => arn('ecs', `service/creator-${environment}/${name}`),
    task: arn('ecs', `task/creator-${environment}/0123456789abcdef0123456789abcdef`),
    deployment: arn('ecs', `service-deployment/creator-${environment}/payments/one`),
    revision: arn('ecs', `service-revision/creator-${environment}/payments/1`),
    definition: (family: string): string => arn('ecs', `task-definition/${environment}-${family}:7`),
    cluster: { 'ecs:cluster': arn('ecs', `cluster/creator-${environment}`) },
    database: arn('rds', `db:creator-${environment}`),
    copy: arn('rds', `db:creator-${environment}-restore-20261120-140300`),
    snapshot: arn('rds', `snapshot:creator-${environment}-backup-20261120-140300`),
    repository: (name: string): string => arn('ecr', `repository/${name}`),
    rule: arn('elasticloadbalancing', `listener-rule/app/windsurf-${environment}/1/2/3`),
    logs: arn('logs', `log-group:/windsurf/creator-${environment}/payments`),
    parameter: arn('ssm', `parameter/windsurf/${environment}/payments/commit`),
    topic: arn('sns', `windsurf-${environment}-on-call`),
    secret: (name: string): string => arn('secretsmanager', `secret:${name}-AbCdEf`),
    trail: arn('cloudtrail', 'trail/any'),
    instance: arn('ec2', 'instance/i-0123456789abcdef0'),
    role: (name: string): string => `arn:aws:iam::${account}:role/${name}`,
    user: `arn:aws:iam::${account}:user/anybody`,
    state: `arn:aws:s3:::windsurf-terraform-${account}`,
    products: `arn:aws:s3:::windsurf-${environment}-products-${account}/any`,
  };
};

const deployRows = (environment: string, account: string): Row[] => {
  const own = namesOf(environment, account);
  const other = namesOf(environment === 'production' ? 'staging' : 'production', account);
  const role = `ci-deploy-${environment}`;
  const toTasks = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };
  const may: [string, string, Question['context']?][] = [
    ['ecs:DescribeServices', own.service('payments')],
    ['ecs:ListServiceDeployments', own.service('payments')],
    ['ecs:DescribeServiceDeployments', own.deployment],
    ['ecs:DescribeServiceRevisions', own.revision],
    ['ecs:StopServiceDeployment', own.deployment],
    ['ecs:ContinueServiceDeployment', own.deployment],
    ['ecs:DescribeTaskDefinition', '*'],
    ['ecs:RegisterTaskDefinition', own.definition('payments')],
    ['ecs:RegisterTaskDefinition', own.definition('payments-worker')],
    ['ecs:RegisterTaskDefinition', own.definition('payments-migrate')],
    ['ecs:UpdateService', own.service('payments')],
    ['ecs:UpdateService', own.service('payments-worker')],
    ['ecs:RunTask', own.definition('payments-migrate'), own.cluster],
    ['ecs:DescribeTasks', own.task, own.cluster],
    ['iam:PassRole', own.role(`${environment}-payments-task`), toTasks],
    ['iam:PassRole', own.role(`${environment}-payments-execution`), toTasks],
    ['iam:PassRole', own.role(`${environment}-payments-migrate`), toTasks],
    ['cloudwatch:DescribeAlarms', '*'],
    ['cloudwatch:GetMetricData', '*'],
    ['elasticloadbalancing:DescribeTargetGroups', '*'],
    ['elasticloadbalancing:DescribeTargetHealth', '*'],
    ['elasticloadbalancing:DescribeRules', '*'],
    ['elasticloadbalancing:ModifyRule', own.rule],
    ['logs:FilterLogEvents', own.logs],
    ['rds:DescribeDBInstances', '*'],
    ['rds:DescribeDBSnapshots', '*'],
    ['rds:CreateDBSnapshot', own.database],
    ['rds:CreateDBSnapshot', own.snapshot],
    ['ecr:GetAuthorizationToken', '*'],
    ['ecr:DescribeImages', own.repository('stan-store-windsurf/payments')],
    ['ecr:BatchGetImage', own.repository('stan-store-windsurf/payments')],
    ['ecr:PutImage', own.repository('stan-store-windsurf/payments')],
    ['s3:GetObject', `${own.state}/releases/${environment}/payments.json`],
    ['s3:PutObject', `${own.state}/releases/${environment}/payments.json`],
    ['s3:ListBucket', own.state, { 's3:prefix': `releases/${environment}/payments.json` }],
    ['ssm:GetParameter', own.parameter],
    ['ssm:PutParameter', own.parameter],
    ['sns:Publish', own.topic],
  ];
  const mayNot: [string, string, Question['context']?][] = [
    ['ecs:UpdateService', other.service('payments')],
    ['ecs:UpdateService', own.service('stranger')],
    ['ecs:DeleteService', own.service('payments')],
    ['ecs:RunTask', own.definition('payments'), own.cluster],
    ['ecs:RunTask', own.definition('payments-migrate'), other.cluster],
    ['iam:PassRole', own.role(`${environment}-payments-task`), { 'iam:PassedToService': 'lambda.amazonaws.com' }],
    ['iam:PassRole', own.role('administrator'), toTasks],
    ['iam:PassRole', own.role(`ci-terraform-${environment}`), toTasks],
    ['secretsmanager:GetSecretValue', own.secret('windsurf/shared')],
    ['secretsmanager:GetSecretValue', own.secret('windsurf/database/migrator_payments')],
    ['rds:DeleteDBInstance', own.database],
    ['s3:GetObject', `${own.state}/${environment}/terraform.tfstate`],
    ['s3:PutObject', `${own.state}/${environment}/terraform.tfstate`],
    ['s3:GetObject', own.products],
    ['ssm:PutParameter', other.parameter],
  ];
  return [...may.map((row): Row => [true, role, ...row]), ...mayNot.map((row): Row => [false, role, ...row])];
};

const drillRows = (environment: string, account: string): Row[] => {
  const own = namesOf(environment, account);
  const other = namesOf(environment === 'production' ? 'staging' : 'production', account);
  const role = `ci-drill-${environment}`;
  return [
    [true, role, 'rds:DescribeDBInstances', '*'],
    [true, role, 'rds:DescribeDBSnapshots', '*'],
    [true, role, 'rds:ListTagsForResource', own.copy],
    [true, role, 'rds:RestoreDBInstanceFromDBSnapshot', own.snapshot],
    [true, role, 'rds:RestoreDBInstanceFromDBSnapshot', own.copy],
    [true, role, 'rds:RestoreDBInstanceToPointInTime', own.database],
    [true, role, 'rds:RestoreDBInstanceToPointInTime', own.copy],
    [true, role, 'rds:AddTagsToResource', own.copy],
    [true, role, 'rds:DeleteDBInstance', own.copy],
    [false, role, 'rds:DeleteDBInstance', own.database],
    [false, role, 'rds:DeleteDBInstance', other.copy],
    [false, role, 'rds:ModifyDBInstance', own.database],
    [true, role, 'secretsmanager:GetSecretValue', own.secret('windsurf/database/backup_payments')],
    [true, role, 'secretsmanager:GetSecretValue', own.secret('windsurf/database/svc_payments')],
    [false, role, 'secretsmanager:GetSecretValue', own.secret('windsurf/database/migrator_payments')],
    [false, role, 'secretsmanager:GetSecretValue', own.secret('windsurf/database/administrator')],
    [false, role, 'secretsmanager:GetSecretValue', own.secret('windsurf/payments')],
    [false, role, 'ecs:UpdateService', own.service('payments')],
    [true, role, 'sns:Publish', own.topic],
  ];
};

const otherRows = (environment: string, account: string): Row[] => {
  const own = namesOf(environment, account);
  const elsewhere = environment === 'production' ? 'staging' : 'production';
  const change = `ci-terraform-${environment}`;
  const here = { 'aws:RequestedRegion': REGION };
  return [
    [true, 'ci-build', 'ecr:PutImage', own.repository('stan-store-windsurf/payments')],
    [false, 'ci-build', 'ecr:PutImage', own.repository('another/payments')],
    [false, 'ci-build', 'ecr:DeleteRepository', own.repository('stan-store-windsurf/payments')],
    [false, 'ci-build', 'ecs:UpdateService', own.service('payments')],
    [true, 'ci-plan', 's3:GetObject', `${own.state}/${environment}/terraform.tfstate`],
    [false, 'ci-plan', 's3:PutObject', `${own.state}/${environment}/terraform.tfstate`],
    [false, 'ci-plan', 's3:GetObject', own.products],
    [false, 'ci-plan', 'secretsmanager:GetSecretValue', own.secret('windsurf/shared')],
    [false, 'ci-plan', 'ec2:TerminateInstances', own.instance, here],
    [true, change, 's3:PutObject', `${own.state}/${environment}/terraform.tfstate`, here],
    [true, change, 's3:DeleteObject', `${own.state}/${environment}/terraform.tfstate.tflock`, here],
    [false, change, 's3:PutObject', `${own.state}/${elsewhere}/terraform.tfstate`, here],
    [true, change, 'rds:ModifyDBInstance', own.database, here],
    [false, change, 'rds:ModifyDBInstance', own.database, { 'aws:RequestedRegion': 'eu-west-1' }],
    [false, change, 'rds:DeleteDBInstance', own.database, here],
    [false, change, 'secretsmanager:GetSecretValue', own.secret('windsurf/shared'), here],
    [false, change, 'iam:CreateUser', own.user, here],
    [false, change, 'iam:PutRolePolicy', own.role(`ci-deploy-${elsewhere}`), here],
    [true, change, 'iam:PutRolePolicy', own.role(`${environment}-payments-task`), here],
    [true, change, 'iam:CreateRole', own.role(`creator-${environment}-backup`), here],
    [true, change, 'iam:CreateRole', own.role(`windsurf-${environment}-hook-admission`), here],
    [true, change, 'iam:UpdateAccountPasswordPolicy', '*', here],
    [false, change, 'cloudtrail:StopLogging', own.trail, here],
  ];
};

/** ReadOnlyAccess is AWS's own text and no part of a plan: its reading stands here for it. */
const READS: Statement = { Effect: 'Allow', Action: ['s3:Get*', 's3:List*', 'secretsmanager:Get*'], Resource: '*' };

/**
 * Asks every row of the roles that stand in the bootstrap's plan.
 *
 * @param account of the environment, twelve digits
 * @throws Error when a role is not in the plan, or the simulator refuses a question
 */
export const pipelineMatrix = async (plan: Plan, account: string): Promise<Asked[]> => {
  const roles = rolesOf(plan);
  const managed = { name: 'read-only', policy: { Version: '2012-10-17', Statement: [READS] } };
  const asked: Asked[] = [];
  for (const rows of [deployRows, drillRows, otherRows])
    for (const [wanted, name, action, resource, context] of rows(plan.environment, account)) {
      const role = roles.get(name);
      if (role === undefined) throw new Error(`no policy of ${name} stands in the plan`);
      const reads = name === 'ci-plan' || name.startsWith('ci-terraform-');
      const whole = reads ? { name, policies: [...role.policies, managed] } : role;
      const question: Question = { role: name, action, resource, ...(context === undefined ? {} : { context }) };
      asked.push({ ...question, wanted, allowed: await isAllowed(whole, question, account) });
    }
  return asked;
};
