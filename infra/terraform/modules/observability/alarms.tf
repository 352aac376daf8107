# Alarms are data (infra/observability/alarms.json), so that one test can read them without Terraform: each names what it
# looks at, when a person is told, and the runbook that says what to do. Here each is made once for everything it is about.

locals {
  kinds = { for one in jsondecode(file("${path.module}/../../../observability/alarms.json")) : one.name => one }

  always = {
    load_balancer = var.alb_arn_suffix
    cluster       = var.cluster_name
    namespace     = var.metric_namespace
    web_acl       = var.web_acl_name
  }
  with_worker = { for name, service in var.services : name => service if service.worker }

  # What each scope is about: a name for the alarm, the values of the placeholders, and the region of the metric.
  scopes = {
    target-group = merge([for name, service in var.services : {
      "${name}-blue"  = { service = name, target_group = service.blue_suffix, region = var.region }
      "${name}-green" = { service = name, target_group = service.green_suffix, region = var.region }
    }]...)
    service = { for name, service in var.services : name => {
      service = name, blue = service.blue_suffix, green = service.green_suffix, min_tasks = service.min_tasks, region = var.region
    } }
    task-set = merge(
      { for name, _ in var.services : name => { service = name, ecs_service = name, region = var.region } },
      { for name, _ in local.with_worker : "${name}-worker" => { service = name, ecs_service = "${name}-worker", region = var.region } },
    )
    load-balancer    = { balancer = { region = var.region } }
    payments         = { for name, _ in var.services : name => { service = name, region = var.region } if name == "payments" }
    queue            = { for name, _ in local.with_worker : name => { service = name, region = var.region } }
    database         = { for role, id in var.database_identifiers : role => { instance = id, region = var.region } }
    database-primary = { for role, id in var.database_identifiers : role => { instance = id, region = var.region } if role == "primary" }
    database-replica = { for role, id in var.database_identifiers : role => { instance = id, region = var.region } if role == "replica" }
    cache-node       = { for index, id in var.cache_cluster_ids : tostring(index) => { node = id, region = var.region } }
    nat-gateway      = { for zone, id in var.nat_gateway_ids : zone => { nat_gateway = id, region = var.region } }
    certificate      = { for region, arn in var.certificate_arns : region => { certificate = arn, region = region } }
    firewall         = { edge = { region = "us-east-1" } }
    distribution     = { for origin, id in var.distribution_ids : origin => { distribution = id, region = "us-east-1" } }
  }
  limits = merge({ for key, value in var.thresholds : key => value }, {
    connections_limit  = floor(var.database_limits.max_connections * 0.8)
    storage_free_bytes = floor(var.database_limits.storage_gib * 1073741824 * 0.2)
  })

  alarms = merge([for kind in values(local.kinds) : {
    for subject, about in local.scopes[kind.scope] : "${kind.name}-${subject}" => {
      kind        = kind.name
      service     = try(about.service, null)
      region      = about.region
      description = "${kind.says}. runbook: docs/runbooks/${kind.runbook}.md"
      runbook     = "docs/runbooks/${kind.runbook}.md"
      deployment  = try(kind.deployment, false)
      threshold = try(
        tonumber(kind.threshold),
        local.limits[trim(kind.threshold, "{}")],
        tonumber(about[trim(kind.threshold, "{}")]),
      )
      comparison = kind.is == "above" ? "GreaterThanThreshold" : "LessThanThreshold"
      period     = kind.period
      periods    = kind.periods
      breaching  = kind.breaching
      missing    = kind.missing
      expression = try(kind.expression, null)
      metrics = [for metric in try(kind.metrics, [merge(kind, { id = "only" })]) : {
        id        = metric.id
        namespace = metric.namespace == "{namespace}" ? var.metric_namespace : metric.namespace
        metric    = metric.metric
        statistic = metric.statistic
        dimensions = { for name, value in metric.dimensions : name => (
          startswith(value, "{") ? merge(local.always, about)[trim(value, "{}")] : value
        ) }
      }]
    }
  }]...)

  # By service: what a deployment is turned back by.
  deployment_alarm_names = { for service, _ in var.services : service => sort([
    for name, alarm in local.alarms : "${var.name}-${name}" if alarm.deployment && alarm.service == service
  ]) }
  alarm_list = [for name in sort(keys(local.alarms)) : {
    name       = "${var.name}-${name}"
    kind       = local.alarms[name].kind
    service    = local.alarms[name].service
    deployment = local.alarms[name].deployment
    runbook    = local.alarms[name].runbook
  }]
}

resource "aws_cloudwatch_metric_alarm" "metric" {
  for_each = { for name, alarm in local.alarms : name => alarm if alarm.expression == null }

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  region              = each.value.region
  namespace           = each.value.metrics[0].namespace
  metric_name         = each.value.metrics[0].metric
  dimensions          = each.value.metrics[0].dimensions
  statistic           = startswith(each.value.metrics[0].statistic, "p") ? null : each.value.metrics[0].statistic
  extended_statistic  = startswith(each.value.metrics[0].statistic, "p") ? each.value.metrics[0].statistic : null
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  period              = each.value.period
  evaluation_periods  = each.value.periods
  datapoints_to_alarm = each.value.breaching
  treat_missing_data  = each.value.missing
  # One slow answer at night is no p95.
  evaluate_low_sample_count_percentiles = startswith(each.value.metrics[0].statistic, "p") ? "ignore" : null
  alarm_actions                         = [each.value.region == "us-east-1" ? aws_sns_topic.on_call_us_east_1.arn : aws_sns_topic.on_call.arn]
  ok_actions                            = [each.value.region == "us-east-1" ? aws_sns_topic.on_call_us_east_1.arn : aws_sns_topic.on_call.arn]
}

resource "aws_cloudwatch_metric_alarm" "expression" {
  for_each = { for name, alarm in local.alarms : name => alarm if alarm.expression != null }

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  region              = each.value.region
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  evaluation_periods  = each.value.periods
  datapoints_to_alarm = each.value.breaching
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.on_call.arn]
  ok_actions          = [aws_sns_topic.on_call.arn]

  metric_query {
    id          = "figure"
    label       = each.value.kind
    expression  = each.value.expression
    return_data = true
  }
  dynamic "metric_query" {
    for_each = each.value.metrics
    content {
      id          = metric_query.value.id
      return_data = false
      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.metric
        stat        = metric_query.value.statistic
        period      = each.value.period
        dimensions  = metric_query.value.dimensions
      }
    }
  }
}
