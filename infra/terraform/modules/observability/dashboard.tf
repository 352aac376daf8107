# One page: money first, then each service (requests, errors, latency, tasks), then what they lean on. Blue and green are
# drawn together, so that a deployment is seen as one line taking over from the other.

locals {
  service_names = sort(keys(var.services))

  money_widgets = [
    {
      type = "metric", x = 0, y = 0, width = 8, height = 6
      properties = {
        title = "Payments by outcome", region = var.region, stat = "Sum", period = 300, view = "timeSeries"
        metrics = [for outcome in ["succeeded", "failed", "rail-down", "unknown", "parked"] :
          [var.metric_namespace, "windsurf_payments_outcomes_total", "service", "payments", "outcome", outcome]
        ]
      }
    },
    {
      type = "metric", x = 8, y = 0, width = 8, height = 6
      properties = {
        title = "Payments, refunds and payouts nobody can answer for", region = var.region, stat = "Maximum", period = 60, view = "timeSeries"
        metrics = [for figure in ["windsurf_payments_unknown", "windsurf_payments_parked", "windsurf_refunds_unknown", "windsurf_payouts_unknown", "windsurf_ledger_wrong"] :
          [var.metric_namespace, figure, "service", "payments"]
        ]
      }
    },
    {
      type = "metric", x = 16, y = 0, width = 8, height = 6
      properties = {
        title = "Oldest waiting message, seconds", region = var.region, stat = "Maximum", period = 60, view = "timeSeries"
        metrics = [for service in sort(keys(local.with_worker)) :
          [var.metric_namespace, "windsurf_queue_age_seconds", "service", service]
        ]
      }
    },
  ]
  service_widgets = flatten([for row, service in local.service_names : [
    {
      type = "metric", x = 0, y = 6 + 5 * row, width = 6, height = 5
      properties = {
        title = "${service}: requests", region = var.region, stat = "Sum", period = 60, view = "timeSeries"
        metrics = [for suffix in [var.services[service].blue_suffix, var.services[service].green_suffix] :
          ["AWS/ApplicationELB", "RequestCount", "LoadBalancer", var.alb_arn_suffix, "TargetGroup", suffix]
        ]
      }
    },
    {
      type = "metric", x = 6, y = 6 + 5 * row, width = 6, height = 5
      properties = {
        title = "${service}: errors", region = var.region, stat = "Sum", period = 60, view = "timeSeries"
        metrics = [for suffix in [var.services[service].blue_suffix, var.services[service].green_suffix] :
          ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", var.alb_arn_suffix, "TargetGroup", suffix]
        ]
      }
    },
    {
      type = "metric", x = 12, y = 6 + 5 * row, width = 6, height = 5
      properties = {
        title = "${service}: p95, seconds", region = var.region, stat = "p95", period = 60, view = "timeSeries"
        metrics = [for suffix in [var.services[service].blue_suffix, var.services[service].green_suffix] :
          ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.alb_arn_suffix, "TargetGroup", suffix]
        ]
      }
    },
    {
      type = "metric", x = 18, y = 6 + 5 * row, width = 6, height = 5
      properties = {
        title = "${service}: tasks", region = var.region, stat = "Average", period = 60, view = "timeSeries"
        metrics = [for set in concat([service], var.services[service].worker ? ["${service}-worker"] : []) :
          ["ECS/ContainerInsights", "RunningTaskCount", "ClusterName", var.cluster_name, "ServiceName", set]
        ]
      }
    },
  ]])
  below = 6 + 5 * length(local.service_names)
  ground_widgets = [
    {
      type = "metric", x = 0, y = local.below, width = 8, height = 6
      properties = {
        title = "Database", region = var.region, stat = "Average", period = 60, view = "timeSeries"
        metrics = concat([for id in values(var.database_identifiers) : [
          for figure in ["CPUUtilization", "DatabaseConnections", "ReplicaLag"] : ["AWS/RDS", figure, "DBInstanceIdentifier", id]
        ]]...)
      }
    },
    {
      type = "metric", x = 8, y = local.below, width = 8, height = 6
      properties = {
        title   = "Cache, percent full", region = var.region, stat = "Maximum", period = 60, view = "timeSeries"
        metrics = [for id in var.cache_cluster_ids : ["AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "CacheClusterId", id]]
      }
    },
    {
      type = "metric", x = 16, y = local.below, width = 8, height = 6
      properties = {
        title   = "Firewall: blocked", region = "us-east-1", stat = "Sum", period = 300, view = "timeSeries"
        metrics = [["AWS/WAFV2", "BlockedRequests", "WebACL", var.web_acl_name, "Rule", "ALL"]]
      }
    },
  ]
  widgets = concat(local.money_widgets, local.service_widgets, local.ground_widgets)
}
