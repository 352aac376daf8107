data "aws_caller_identity" "current" {}

locals {
  operations_policies = { for region in [var.settings.region, "us-east-1"] : region => jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "TheAccountDecides"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*" # in a key's own policy: this key
      },
      {
        Sid       = "LogsOfThisAccount"
        Effect    = "Allow"
        Principal = { Service = "logs.${region}.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*" # in a key's own policy: this key
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:${region}:${data.aws_caller_identity.current.account_id}:log-group:*" } }
      },
      {
        Sid       = "AlarmsOfThisAccount"
        Effect    = "Allow"
        Principal = { Service = ["cloudwatch.amazonaws.com", "events.amazonaws.com"] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*" # in a key's own policy: this key
        Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
      },
    ]
  }) }
}

# Logs and the messages of alarms. Data has keys of its own, in the module that keeps it.
resource "aws_kms_key" "operations" {
  description             = "${local.name} logs and alarms"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = local.operations_policies[var.settings.region]
}

# CloudFront's firewall writes and warns in this region only.
resource "aws_kms_key" "operations_us_east_1" {
  region                  = "us-east-1"
  description             = "${local.name} logs and alarms of the edge"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = local.operations_policies["us-east-1"]
}

resource "aws_kms_alias" "operations" {
  name          = "alias/${local.name}-operations"
  target_key_id = aws_kms_key.operations.key_id
}
