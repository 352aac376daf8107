# What all tasks of an environment share: the cluster, the names by which they call one another, their logs, and the
# role with which ECS moves weights. Security groups are the network's; roles of tasks are each service's own.

resource "aws_service_discovery_http_namespace" "this" {
  name        = var.name
  description = "Services call one another through it: http://auth:4010"
}

resource "aws_ecs_cluster" "this" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = "enhanced"
  }
  service_connect_defaults {
    namespace = aws_service_discovery_http_namespace.this.arn
  }
}

resource "aws_cloudwatch_log_group" "service" {
  for_each = var.services

  name              = "/windsurf/${var.name}/${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.logs_kms_key_arn
}

# Told by ECS itself: deployments, hooks that wait for a person, tasks that would not start.
resource "aws_cloudwatch_log_group" "events" {
  name              = "/aws/events/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.logs_kms_key_arn
}

resource "aws_cloudwatch_event_rule" "ecs" {
  name        = "${var.name}-ecs"
  description = "Deployments, hooks that await a person, tasks that stopped"
  event_pattern = jsonencode({
    source = ["aws.ecs"]
    # The account has one cluster, and events of deployments do not name theirs.
    "detail-type" = [{ prefix = "ECS " }]
  })
}

resource "aws_cloudwatch_event_target" "ecs_log" {
  rule = aws_cloudwatch_event_rule.ecs.name
  arn  = aws_cloudwatch_log_group.events.arn
}

resource "aws_cloudwatch_log_resource_policy" "events" {
  policy_name = "${var.name}-events"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "${aws_cloudwatch_log_group.events.arn}:*"
      Condition = { ArnEquals = { "aws:SourceArn" = aws_cloudwatch_event_rule.ecs.arn } }
    }]
  })
}

resource "aws_iam_role" "infrastructure" {
  name        = "${var.name}-ecs-infrastructure"
  description = "ECS moves the weights of listener rules with it"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "infrastructure" {
  role = aws_iam_role.infrastructure.name
  # No service-role/ in this one's path.
  policy_arn = "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}
