# Three functions that ECS asks during a deployment. They judge; they change nothing. Each has a role of its own with what
# its question needs.

locals {
  hooks = {
    admission        = { timeout = 60, memory = 256 }
    feature-domains  = { timeout = 300, memory = 256 }
    business-metrics = { timeout = 120, memory = 256 }
  }

  # What the running revision is made of.
  reads_deployment = [
    {
      Sid      = "Revision"
      Effect   = "Allow"
      Action   = ["ecs:DescribeServiceRevisions", "ecs:DescribeServices", "ecs:DescribeServiceDeployments"]
      Resource = [for kind in ["service", "service-deployment", "service-revision"] : "${replace(var.cluster_arn, ":cluster/", ":${kind}/")}/*"]
    },
    {
      # Takes no resource.
      Sid      = "TaskDefinition"
      Effect   = "Allow"
      Action   = ["ecs:DescribeTaskDefinition"]
      Resource = ["*"]
    },
  ]
  permissions = {
    admission = concat(
      local.reads_deployment,
      [{
        Sid      = "Scans"
        Effect   = "Allow"
        Action   = ["ecr:DescribeImages", "ecr:DescribeImageScanFindings", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = var.repository_arns
      }],
      [for statement in [
        {
          Sid      = "LevelOfTheSchema"
          Effect   = "Allow"
          Action   = ["secretsmanager:GetSecretValue"]
          Resource = values(var.migration_secret_arns)
        },
        {
          Sid       = "KeyOfSecrets"
          Effect    = "Allow"
          Action    = ["kms:Decrypt"]
          Resource  = [var.secrets_kms_key_arn]
          Condition = { StringEquals = { "kms:ViaService" = "secretsmanager.${var.region}.amazonaws.com" } }
        },
      ] : statement if length(var.migration_secret_arns) > 0],
    )
    feature-domains = local.reads_deployment
    business-metrics = concat(local.reads_deployment, [{
      # Takes no resource.
      Sid      = "Metrics"
      Effect   = "Allow"
      Action   = ["cloudwatch:GetMetricData", "cloudwatch:DescribeAlarms"]
      Resource = ["*"]
    }])
  }
  environment = {
    admission = {
      REPOSITORY_PREFIX = var.repository_prefix
      MIGRATION_SECRETS = jsonencode(var.migration_secret_arns)
    }
    feature-domains = {
      TEST_LISTENER_URL = var.test_listener_url
      APP_HOST          = var.app_host
      STORE_HOST        = var.store_host
    }
    business-metrics = {
      LOAD_BALANCER    = var.alb_arn_suffix
      TARGET_GROUPS    = jsonencode(var.target_group_suffixes)
      METRIC_NAMESPACE = var.metric_namespace
    }
  }
}

resource "aws_cloudwatch_log_group" "hook" {
  for_each = local.hooks

  name              = "/aws/lambda/windsurf-${var.name}-${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.logs_kms_key_arn
}

resource "aws_iam_role" "hook" {
  for_each = local.hooks

  name        = "windsurf-${var.name}-hook-${each.key}"
  description = "What the hook ${each.key} may do"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "hook" {
  for_each = local.hooks

  name = "own"
  role = aws_iam_role.hook[each.key].name
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.permissions[each.key], [
    {
      Sid      = "OwnLog"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = ["${aws_cloudwatch_log_group.hook[each.key].arn}:*"]
    },
    {
      # A function inside a VPC makes its own network interface; these actions take no resource before it exists.
      Sid      = "NetworkInterface"
      Effect   = "Allow"
      Action   = ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"]
      Resource = ["*"]
    },
  ]) })
}

resource "aws_lambda_function" "hook" {
  for_each = local.hooks

  function_name    = "windsurf-${var.name}-${each.key}"
  description      = "Asked by ECS during a deployment"
  role             = aws_iam_role.hook[each.key].arn
  runtime          = var.runtime
  architectures    = ["arm64"]
  handler          = "${each.key}.handler"
  filename         = var.zip_path
  source_code_hash = var.zip_sha256 != null ? var.zip_sha256 : try(filebase64sha256(var.zip_path), null)
  timeout          = each.value.timeout
  memory_size      = each.value.memory

  environment {
    variables = merge(local.environment[each.key], { ENVIRONMENT = var.name, CLUSTER = var.cluster_name })
  }
  vpc_config {
    subnet_ids         = var.subnet_ids
    security_group_ids = [var.security_group_id]
  }
  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.hook[each.key].name
  }

  depends_on = [aws_iam_role_policy.hook]
}

# ECS asks with this role, and nobody else may.
resource "aws_iam_role" "invoke" {
  name        = "windsurf-${var.name}-hooks-invoke"
  description = "ECS asks the deployment hooks with it"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "invoke" {
  name = "ask"
  role = aws_iam_role.invoke.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["lambda:InvokeFunction"]
      Resource = [for function in aws_lambda_function.hook : function.arn]
    }]
  })
}
