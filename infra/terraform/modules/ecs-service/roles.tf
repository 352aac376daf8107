# Three roles, each for one thing: what the code may do (task), what ECS may do to start it (execution), and the same for
# the one-off task that migrates, which alone is given the migrator's login.

locals {
  trust_tasks = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      # Only for ECS of this account and region.
      Condition = { ArnLike = { "aws:SourceArn" = "${replace(var.cluster_arn, ":cluster/${var.cluster_name}", "")}:*" } }
    }]
  })

  # arn:…:secret:name-suffix:key:: is how a task definition names a key; a policy takes the first seven parts.
  injected_arns  = distinct([for arn in values(var.task_secrets) : join(":", slice(split(":", arn), 0, 7))])
  migration_arns = distinct([for arn in values(var.migration_secrets) : join(":", slice(split(":", arn), 0, 7))])

  reads_secrets = [for statement in [
    {
      Sid      = "OwnSecrets"
      Effect   = "Allow"
      Action   = ["secretsmanager:GetSecretValue"]
      Resource = var.secret_arns
    },
    {
      Sid       = "KeyOfSecrets"
      Effect    = "Allow"
      Action    = ["kms:Decrypt"]
      Resource  = [var.secrets_kms_key_arn]
      Condition = { StringEquals = { "kms:ViaService" = "secretsmanager.${var.region}.amazonaws.com" } }
    },
  ] : statement if length(var.secret_arns) > 0]
  touches_buckets = flatten([for purpose, bucket in var.buckets : concat(
    [
      {
        Sid    = "Objects${title(purpose)}"
        Effect = "Allow"
        Action = bucket.access == "read" ? ["s3:GetObject"] : [
          "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts",
        ]
        Resource = ["${bucket.arn}/${bucket.prefix}"]
      },
      {
        # Without it a missing object is answered with 403, which the services would take for a failure of ours.
        Sid      = "Missing${title(purpose)}"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = [bucket.arn]
      },
    ],
    [for statement in [{
      Sid       = "Key${title(purpose)}"
      Effect    = "Allow"
      Action    = bucket.access == "read" ? ["kms:Decrypt"] : ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = [bucket.kms_key_arn]
      Condition = { StringEquals = { "kms:ViaService" = "s3.${var.region}.amazonaws.com" } }
    }] : statement if bucket.kms_key_arn != null],
  )])
  writes_metrics = [for statement in [{
    Sid      = "CollectorLog"
    Effect   = "Allow"
    Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    Resource = ["${var.log_group_arn}:*"]
  }] : statement if var.kind == "service"]
  task_statements = concat(local.reads_secrets, local.touches_buckets, local.writes_metrics)
  task_policy     = jsonencode({ Version = "2012-10-17", Statement = local.task_statements })

  starts_tasks = [
    {
      # The one action that takes no resource.
      Sid      = "Registry"
      Effect   = "Allow"
      Action   = ["ecr:GetAuthorizationToken"]
      Resource = ["*"]
    },
    {
      Sid      = "OwnImage"
      Effect   = "Allow"
      Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Resource = compact([var.repository_arn, try(var.collector.repository_arn, null)])
    },
    {
      Sid      = "OwnLog"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = ["${var.log_group_arn}:*"]
    },
  ]
  key_of_injected = {
    Sid       = "KeyOfSecrets"
    Effect    = "Allow"
    Action    = ["kms:Decrypt"]
    Resource  = [var.secrets_kms_key_arn]
    Condition = { StringEquals = { "kms:ViaService" = "secretsmanager.${var.region}.amazonaws.com" } }
  }
}

resource "aws_iam_role" "task" {
  name               = "${var.environment}-${var.name}-task"
  description        = "What the code of ${var.name} may do"
  assume_role_policy = local.trust_tasks
  tags               = local.tags
}

resource "aws_iam_role_policy" "task" {
  # By kind, not by what the statements hold: ARNs are unknown until the first apply.
  count = var.kind == "service" ? 1 : 0

  name   = "own"
  role   = aws_iam_role.task.name
  policy = local.task_policy
}

resource "aws_iam_role" "execution" {
  name               = "${var.environment}-${var.name}-execution"
  description        = "What ECS may do to start a task of ${var.name}"
  assume_role_policy = local.trust_tasks
  tags               = local.tags
}

resource "aws_iam_role_policy" "execution" {
  name = "start"
  role = aws_iam_role.execution.name
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.starts_tasks, [for statement in [
    {
      Sid      = "InjectedSecrets"
      Effect   = "Allow"
      Action   = ["secretsmanager:GetSecretValue"]
      Resource = local.injected_arns
    },
    local.key_of_injected,
  ] : statement if length(local.injected_arns) > 0]) })
}

resource "aws_iam_role" "migration_execution" {
  count = length(var.migration_secrets) > 0 ? 1 : 0

  name               = "${var.environment}-${var.name}-migrate"
  description        = "What ECS may do to start the migrations of ${var.name}"
  assume_role_policy = local.trust_tasks
  tags               = local.tags
}

resource "aws_iam_role_policy" "migration_execution" {
  count = length(var.migration_secrets) > 0 ? 1 : 0

  name = "start"
  role = aws_iam_role.migration_execution[0].name
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.starts_tasks, [
    {
      Sid      = "MigratorLogin"
      Effect   = "Allow"
      Action   = ["secretsmanager:GetSecretValue"]
      Resource = local.migration_arns
    },
    local.key_of_injected,
  ]) })
}
