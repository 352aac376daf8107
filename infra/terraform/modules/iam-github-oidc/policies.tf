locals {
  arn = "arn:aws"
  of_services = { for environment in var.environments : environment => [
    for name in var.services :
    "${local.arn}:ecs:${local.region}:${local.account}:service/creator-${environment}/${name}"
  ] }

  state_access = [
    {
      Sid      = "State"
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:ListBucket"]
      Resource = [var.state_bucket_arn, "${var.state_bucket_arn}/*"]
    },
    {
      Sid      = "StateKey"
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
      Resource = [var.state_kms_key_arn]
    },
  ]

  # ReadOnlyAccess reads more than a plan needs: what people bought, what they said, and every secret stay closed.
  never_read = [
    {
      Sid         = "NotTheData"
      Effect      = "Deny"
      Action      = ["s3:GetObject", "s3:GetObjectVersion"]
      NotResource = ["${var.state_bucket_arn}/*"]
    },
    {
      Sid    = "NotTheSecretsOrLogs"
      Effect = "Deny"
      Action = [
        "secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue", "ssm:GetParameter*",
        "logs:GetLogEvents", "logs:FilterLogEvents", "logs:StartQuery", "logs:GetQueryResults",
      ]
      Resource = "*"
    },
  ]

  policies = {
    "ci-plan" = concat(local.state_access, local.never_read, [{
      Sid      = "PasswordsThatAreNeverWritten"
      Effect   = "Allow"
      Action   = ["secretsmanager:GetRandomPassword"]
      Resource = "*"
    }])

    "ci-build" = [
      {
        Sid      = "SignIn"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = "*"
      },
      {
        Sid    = "Push"
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImages",
          "ecr:DescribeImageScanFindings", "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage",
          "ecr:UploadLayerPart",
        ]
        Resource = [for name in var.services : "${local.arn}:ecr:${local.region}:${local.account}:repository/${var.repository_prefix}/${name}"]
      },
    ]
  }

  environment_policies = merge(
    { for environment in var.environments : "ci-deploy-${environment}" => local.deploy[environment] },
    { for environment in var.environments : "ci-drill-${environment}" => local.drill[environment] },
    { for environment in var.environments : "ci-terraform-${environment}" => concat(local.state_access, local.never_read, local.change[environment]) },
  )

  # What Terraform builds. Users, keys of people and the ways out of the audit stay closed to it.
  change = { for environment in var.environments : environment => [
    {
      Sid    = "Build"
      Effect = "Allow"
      Action = [
        "access-analyzer:*", "acm:*", "application-autoscaling:*", "backup:*", "backup-storage:*", "budgets:*", "ce:*",
        "cloudfront:*", "cloudtrail:*", "cloudwatch:*", "config:*", "ec2:*", "ecr:*", "ecs:*", "elasticache:*",
        "elasticloadbalancing:*", "events:*", "guardduty:*", "inspector2:*", "kms:*", "lambda:*", "logs:*", "rds:*",
        "route53:*", "s3:*", "secretsmanager:*", "securityhub:*", "servicediscovery:*", "sns:*", "ssm:*", "wafv2:*",
      ]
      Resource  = "*"
      Condition = { StringEquals = { "aws:RequestedRegion" = [local.region, "us-east-1"] } }
    },
    {
      Sid    = "RolesOfItsOwn"
      Effect = "Allow"
      Action = [
        "iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy",
        "iam:PassRole", "iam:PutRolePolicy", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole",
      ]
      Resource = [for prefix in ["${environment}-", "creator-${environment}-", "windsurf-${environment}-"] : "${local.arn}:iam::${local.account}:role/${prefix}*"]
    },
    {
      Sid      = "RuleOfPasswords"
      Effect   = "Allow"
      Action   = ["iam:DeleteAccountPasswordPolicy", "iam:UpdateAccountPasswordPolicy"]
      Resource = "*"
    },
    {
      Sid      = "RolesOfServices"
      Effect   = "Allow"
      Action   = ["iam:CreateServiceLinkedRole"]
      Resource = ["${local.arn}:iam::${local.account}:role/aws-service-role/*"]
    },
    {
      Sid    = "NeverThese"
      Effect = "Deny"
      Action = [
        "cloudtrail:DeleteTrail", "cloudtrail:StopLogging", "guardduty:DeleteDetector", "kms:DisableKey",
        "kms:ScheduleKeyDeletion", "iam:CreateUser", "iam:CreateAccessKey", "iam:CreateLoginProfile", "rds:DeleteDBInstance",
        "s3:BypassGovernanceRetention", "s3:DeleteBucket", "backup:DeleteRecoveryPoint", "ec2:ReleaseAddress",
      ]
      Resource = "*"
    },
    {
      Sid      = "WriteTheState"
      Effect   = "Allow"
      Action   = ["s3:PutObject", "s3:DeleteObject"]
      Resource = ["${var.state_bucket_arn}/${environment}/*"]
    },
    {
      Sid         = "NotAnothersState"
      Effect      = "Deny"
      Action      = ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"]
      NotResource = ["${var.state_bucket_arn}/${environment}/*"]
    },
  ] }
}
