data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account    = data.aws_caller_identity.current.account_id
  region     = data.aws_region.current.region
  trail_name = "${var.name}-trail"
  trail_arn  = "arn:aws:cloudtrail:${local.region}:${local.account}:trail/${local.trail_name}"
}

resource "aws_s3_account_public_access_block" "this" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_ebs_encryption_by_default" "this" {
  enabled = true
}

resource "aws_iam_account_password_policy" "this" {
  minimum_password_length        = 20
  password_reuse_prevention      = 24
  max_password_age               = 0 # length and a second factor, not a calendar
  require_lowercase_characters   = true
  require_uppercase_characters   = true
  require_numbers                = true
  require_symbols                = true
  allow_users_to_change_password = true
}

resource "aws_accessanalyzer_analyzer" "this" {
  analyzer_name = var.name
  type          = "ACCOUNT"
}

resource "aws_inspector2_enabler" "this" {
  account_ids    = [local.account]
  resource_types = ["ECR", "LAMBDA"]
}

resource "aws_guardduty_detector" "this" {
  enable                       = true
  finding_publishing_frequency = "FIFTEEN_MINUTES"
}

resource "aws_guardduty_detector_feature" "this" {
  for_each    = var.guardduty_features
  detector_id = aws_guardduty_detector.this.id
  name        = each.key
  status      = "ENABLED"

  dynamic "additional_configuration" {
    for_each = each.key == "RUNTIME_MONITORING" && var.guardduty_fargate_agent ? ["ECS_FARGATE_AGENT_MANAGEMENT"] : []
    content {
      name   = additional_configuration.value
      status = "ENABLED"
    }
  }
}

resource "aws_securityhub_account" "this" {
  enable_default_standards  = false
  control_finding_generator = "SECURITY_CONTROL"
}

resource "aws_securityhub_standards_subscription" "this" {
  for_each = toset([
    "arn:aws:securityhub:${local.region}::standards/aws-foundational-security-best-practices/v/1.0.0",
    "arn:aws:securityhub:${local.region}::standards/cis-aws-foundations-benchmark/v/3.0.0",
  ])
  standards_arn = each.key
  depends_on    = [aws_securityhub_account.this]
}

# Grave findings of both, sign-ins of the root user and a stopped trail reach people at once.
resource "aws_cloudwatch_event_rule" "this" {
  for_each = {
    guardduty   = { source = ["aws.guardduty"], "detail-type" = ["GuardDuty Finding"], detail = { severity = [{ numeric = [">=", 7] }] } }
    securityhub = { source = ["aws.securityhub"], "detail-type" = ["Security Hub Findings - Imported"], detail = { findings = { Severity = { Label = ["CRITICAL", "HIGH"] }, Workflow = { Status = ["NEW"] } } } }
    root        = { "detail-type" = ["AWS Console Sign In via CloudTrail"], detail = { userIdentity = { type = ["Root"] } } }
    trail       = { source = ["aws.cloudtrail"], "detail-type" = ["AWS API Call via CloudTrail"], detail = { eventName = ["StopLogging", "DeleteTrail", "UpdateTrail"] } }
  }
  name          = "${var.name}-security-${each.key}"
  event_pattern = jsonencode(each.value)
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = aws_cloudwatch_event_rule.this
  rule     = each.value.name
  arn      = aws_sns_topic.security.arn
}
