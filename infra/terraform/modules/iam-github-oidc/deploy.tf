locals {
  # Named as modules/ecs-service names them.
  passed_role_names = { for environment in var.environments : environment => flatten([
    for name in var.services : [for use in ["task", "execution", "migrate"] : "${environment}-${name}-${use}"]
  ]) }

  deploy = { for environment in var.environments : environment => [
    {
      Sid    = "Look"
      Effect = "Allow"
      Action = [
        "cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData", "ecr:DescribeImages", "ecr:DescribeImageScanFindings",
        "ecs:DescribeTaskDefinition", "ecs:ListTaskDefinitions", "elasticloadbalancing:Describe*",
        "rds:DescribeDBInstances", "rds:DescribeDBSnapshots", "ecr:GetAuthorizationToken",
      ]
      Resource = "*"
    },
    {
      # A task definition names roles and images; on its own it starts nothing, and PassRole below holds it.
      Sid      = "Register"
      Effect   = "Allow"
      Action   = ["ecs:RegisterTaskDefinition", "ecs:TagResource"]
      Resource = ["${local.arn}:ecs:${local.region}:${local.account}:task-definition/${environment}-*:*"]
    },
    {
      Sid    = "Update"
      Effect = "Allow"
      Action = ["ecs:UpdateService", "ecs:DescribeServices", "ecs:ListServiceDeployments"]
      Resource = concat(
        local.of_services[environment],
        [for arn in local.of_services[environment] : "${arn}-worker"],
      )
    },
    {
      Sid    = "WalkTheDeployment"
      Effect = "Allow"
      Action = [
        "ecs:DescribeServiceDeployments", "ecs:DescribeServiceRevisions", "ecs:StopServiceDeployment",
        "ecs:ContinueServiceDeployment",
      ]
      Resource = [
        "${local.arn}:ecs:${local.region}:${local.account}:service-deployment/creator-${environment}/*",
        "${local.arn}:ecs:${local.region}:${local.account}:service-revision/creator-${environment}/*",
      ]
    },
    {
      Sid       = "Migrate"
      Effect    = "Allow"
      Action    = ["ecs:RunTask"]
      Resource  = ["${local.arn}:ecs:${local.region}:${local.account}:task-definition/${environment}-*-migrate:*"]
      Condition = { ArnEquals = { "ecs:cluster" = "${local.arn}:ecs:${local.region}:${local.account}:cluster/creator-${environment}" } }
    },
    {
      Sid       = "WatchTheMigration"
      Effect    = "Allow"
      Action    = ["ecs:DescribeTasks", "ecs:StopTask"]
      Resource  = ["${local.arn}:ecs:${local.region}:${local.account}:task/creator-${environment}/*"]
      Condition = { ArnEquals = { "ecs:cluster" = "${local.arn}:ecs:${local.region}:${local.account}:cluster/creator-${environment}" } }
    },
    {
      Sid       = "HandRolesToTasks"
      Effect    = "Allow"
      Action    = ["iam:PassRole"]
      Resource  = [for role in local.passed_role_names[environment] : "${local.arn}:iam::${local.account}:role/${role}"]
      Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
    },
    {
      Sid    = "SnapshotBeforeAContraction"
      Effect = "Allow"
      Action = ["rds:CreateDBSnapshot", "rds:AddTagsToResource"]
      Resource = [
        "${local.arn}:rds:${local.region}:${local.account}:db:creator-${environment}",
        "${local.arn}:rds:${local.region}:${local.account}:snapshot:creator-${environment}-*",
      ]
    },
    {
      # Which image of ours, is it attested; and the second tag of what staging has run.
      Sid      = "Images"
      Effect   = "Allow"
      Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:PutImage"]
      Resource = [for name in var.services : "${local.arn}:ecr:${local.region}:${local.account}:repository/${var.repository_prefix}/${name}"]
    },
    {
      # The state of a deployment, so that another runner carries on with it: s3://<bucket of the state>/releases/<environment>.
      Sid      = "StateOfDeployments"
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = ["${var.state_bucket_arn}/releases/${environment}/*"]
    },
    {
      # Without it a state that is not there yet is answered with 403.
      Sid       = "MissingStateOfDeployments"
      Effect    = "Allow"
      Action    = ["s3:ListBucket"]
      Resource  = [var.state_bucket_arn]
      Condition = { StringLike = { "s3:prefix" = "releases/${environment}/*" } }
    },
    {
      Sid       = "KeyOfThatState"
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = [var.state_kms_key_arn]
      Condition = { StringEquals = { "kms:ViaService" = "s3.${local.region}.amazonaws.com" } }
    },
    {
      Sid      = "RememberWhatWasDeployed"
      Effect   = "Allow"
      Action   = ["ssm:GetParameter", "ssm:PutParameter"]
      Resource = ["${local.arn}:ssm:${local.region}:${local.account}:parameter/windsurf/${environment}/*"]
    },
    {
      # The emergency tool of the runbook alb-tg-repair; every other day the weights are ECS's.
      Sid      = "FlipWeights"
      Effect   = "Allow"
      Action   = ["elasticloadbalancing:ModifyRule"]
      Resource = ["${local.arn}:elasticloadbalancing:${local.region}:${local.account}:listener-rule/app/windsurf-${environment}/*"]
    },
    {
      Sid      = "ReadTheLogsOfADeployment"
      Effect   = "Allow"
      Action   = ["logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartQuery"]
      Resource = ["${local.arn}:logs:${local.region}:${local.account}:log-group:/windsurf/*"]
    },
    {
      Sid      = "TellPeople"
      Effect   = "Allow"
      Action   = ["sns:Publish"]
      Resource = ["${local.arn}:sns:${local.region}:${local.account}:windsurf-${environment}-*"]
    },
    {
      Sid      = "KeyOfWhatIsTold"
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource = ["${local.arn}:kms:${local.region}:${local.account}:key/*"]
      Condition = {
        StringEquals               = { "kms:ViaService" = "sns.${local.region}.amazonaws.com" }
        "ForAnyValue:StringEquals" = { "kms:ResourceAliases" = "alias/creator-${environment}-operations" }
      }
    },
  ] }
}
