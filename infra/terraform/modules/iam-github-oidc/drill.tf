locals {
  # Brings a backup back as an instance of its own, looks through it with the services' logins, and takes it away again.
  drill = { for environment in var.environments : environment => [
    {
      Sid      = "LookForBackups"
      Effect   = "Allow"
      Action   = ["rds:DescribeDBInstances", "rds:DescribeDBSnapshots", "rds:ListTagsForResource"]
      Resource = "*"
    },
    {
      Sid    = "BringBackUnderAnotherName"
      Effect = "Allow"
      Action = ["rds:RestoreDBInstanceFromDBSnapshot", "rds:RestoreDBInstanceToPointInTime", "rds:AddTagsToResource"]
      Resource = [
        "${local.arn}:rds:${local.region}:${local.account}:db:creator-${environment}",
        "${local.arn}:rds:${local.region}:${local.account}:db:creator-${environment}-restore-*",
        "${local.arn}:rds:${local.region}:${local.account}:snapshot:creator-${environment}-*",
        "${local.arn}:rds:${local.region}:${local.account}:snapshot:rds:creator-${environment}-*",
        "${local.arn}:rds:${local.region}:${local.account}:subgrp:creator-${environment}",
        "${local.arn}:rds:${local.region}:${local.account}:pg:creator-${environment}-postgres18",
        "${local.arn}:rds:${local.region}:${local.account}:og:default:postgres-18",
      ]
    },
    {
      Sid      = "TakeTheCopyAway"
      Effect   = "Allow"
      Action   = ["rds:DeleteDBInstance"]
      Resource = ["${local.arn}:rds:${local.region}:${local.account}:db:creator-${environment}-restore-*"]
    },
    {
      Sid    = "LoginsThatLook"
      Effect = "Allow"
      Action = ["secretsmanager:GetSecretValue"]
      Resource = [for kind in ["backup", "svc"] :
        "${local.arn}:secretsmanager:${local.region}:${local.account}:secret:windsurf/database/${kind}_*"
      ]
    },
    {
      Sid      = "KeyOfLogins"
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = ["${local.arn}:kms:${local.region}:${local.account}:key/*"]
      Condition = {
        StringEquals               = { "kms:ViaService" = "secretsmanager.${local.region}.amazonaws.com" }
        "ForAnyValue:StringEquals" = { "kms:ResourceAliases" = "alias/windsurf-secrets" }
      }
    },
    {
      # RDS opens the copy's storage with the key of the original.
      Sid      = "KeyOfTheStorage"
      Effect   = "Allow"
      Action   = ["kms:CreateGrant", "kms:DescribeKey"]
      Resource = ["${local.arn}:kms:${local.region}:${local.account}:key/*"]
      Condition = {
        StringEquals               = { "kms:ViaService" = "rds.${local.region}.amazonaws.com" }
        "ForAnyValue:StringEquals" = { "kms:ResourceAliases" = "alias/creator-${environment}-postgres" }
      }
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
