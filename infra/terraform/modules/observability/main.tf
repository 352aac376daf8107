# Who is told, and what they look at. What the account may cost is watched by security-baseline, which tells this topic.

data "aws_caller_identity" "current" {}

locals {
  publishers = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "budgets.amazonaws.com"]
}

resource "aws_sns_topic" "on_call" {
  name              = "windsurf-${var.name}-on-call"
  kms_master_key_id = var.kms_key_arn
}

# CloudFront, its firewall and its certificate report in us-east-1, and an alarm tells a topic of its own region.
resource "aws_sns_topic" "on_call_us_east_1" {
  name              = "windsurf-${var.name}-on-call"
  region            = "us-east-1"
  kms_master_key_id = var.us_east_1_kms_key_arn
}

resource "aws_sns_topic_policy" "on_call" {
  arn = aws_sns_topic.on_call.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = local.publishers }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.on_call.arn
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_sns_topic_policy" "on_call_us_east_1" {
  region = "us-east-1"
  arn    = aws_sns_topic.on_call_us_east_1.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.on_call_us_east_1.arn
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_sns_topic_subscription" "on_call" {
  for_each = toset(var.on_call_emails)

  topic_arn = aws_sns_topic.on_call.arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_sns_topic_subscription" "on_call_us_east_1" {
  for_each = toset(var.on_call_emails)

  region    = "us-east-1"
  topic_arn = aws_sns_topic.on_call_us_east_1.arn
  protocol  = "email"
  endpoint  = each.value
}

# A deployment that waits for a person, was turned back or could not be, and tasks that would not start.
resource "aws_cloudwatch_event_rule" "deployments" {
  name        = "windsurf-${var.name}-deployments"
  description = "Deployments that need a person"
  event_pattern = jsonencode({
    source = ["aws.ecs"]
    detail = { eventName = ["HOOK_AWAITING_ACTION", "SERVICE_DEPLOYMENT_FAILED", { prefix = "SERVICE_DEPLOYMENT_ROLLBACK" }] }
  })
}

resource "aws_cloudwatch_event_target" "deployments" {
  rule = aws_cloudwatch_event_rule.deployments.name
  arn  = aws_sns_topic.on_call.arn
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = "windsurf-${var.name}"
  dashboard_body = jsonencode({ widgets = local.widgets })
}
