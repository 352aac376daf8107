variables {
  name           = "staging"
  cluster_name   = "creator-staging"
  alb_arn_suffix = "app/windsurf-staging/1"
  services = {
    payments  = { blue_suffix = "targetgroup/pb/1", green_suffix = "targetgroup/pg/2", min_tasks = 1, worker = true }
    dashboard = { blue_suffix = "targetgroup/db/1", green_suffix = "targetgroup/dg/2", min_tasks = 1, worker = false }
  }
  database_identifiers = { primary = "windsurf-staging", replica = "windsurf-staging-replica" }
  database_limits      = { max_connections = 400, storage_gib = 100 }
  cache_cluster_ids    = ["windsurf-staging-001"]
  web_acl_name         = "windsurf-staging"
  certificate_arns     = { "af-south-1" = "arn:aws:acm:af-south-1:111122223333:certificate/one", "us-east-1" = "arn:aws:acm:us-east-1:111122223333:certificate/two" }
  nat_gateway_ids      = { "af-south-1a" = "nat-1" }
  distribution_ids     = { store = "E1", app = "E2" }
  on_call_emails       = ["on-call@example.com"]
  kms_key_arn          = "arn:aws:kms:af-south-1:111122223333:key/one"
}

run "every_alarm_tells_somebody_what_to_do" {
  command = apply

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.metric) + length(aws_cloudwatch_metric_alarm.expression) == length(output.alarms) && length(output.alarms) >= 30
    error_message = "The list is what is made."
  }
  assert {
    condition = alltrue([for a in concat(values(aws_cloudwatch_metric_alarm.metric), values(aws_cloudwatch_metric_alarm.expression)) :
      length(a.alarm_actions) == 1 && can(regex("runbook: docs/runbooks/[a-z-]+[.]md$", a.alarm_description))
    ])
    error_message = "Each alarm reaches the people on call and names its runbook."
  }
  assert {
    condition = alltrue([for name, a in aws_cloudwatch_metric_alarm.metric :
      (a.region == "us-east-1") == contains(a.alarm_actions, aws_sns_topic.on_call_us_east_1.arn)
    ])
    error_message = "An alarm tells the topic of its own region."
  }
}

run "a_deployment_is_turned_back_by_both_groups" {
  command = plan

  assert {
    condition     = output.deployment_alarm_names["dashboard"] == tolist(["staging-errors-5xx-dashboard-blue", "staging-errors-5xx-dashboard-green", "staging-healthy-tasks-dashboard", "staging-p95-dashboard-blue", "staging-p95-dashboard-green"])
    error_message = "Blue and green have alarms of their own: either may be the new one."
  }
  assert {
    condition     = contains(output.deployment_alarm_names["payments"], "staging-payment-success-payments") && contains(output.deployment_alarm_names["payments"], "staging-payments-unknown-payments")
    error_message = "Money turns a deployment of payments back."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.metric["database-connections-primary"].threshold == 320 && aws_cloudwatch_metric_alarm.metric["database-storage-primary"].threshold == 21474836480
    error_message = "Four in five connections, a fifth of the storage."
  }
  assert {
    condition     = length([for a in output.alarms : a if a.kind == "queue-age"]) == 1
    error_message = "Queues are where workers are."
  }
}

run "refuses_alarms_that_reach_nobody" {
  command = plan
  variables {
    on_call_emails = []
  }
  expect_failures = [var.on_call_emails]
}

run "refuses_alarms_over_nothing" {
  command = plan
  variables {
    services = {}
  }
  expect_failures = [var.services]
}

run "refuses_a_database_without_a_primary" {
  command = plan
  variables {
    database_identifiers = { replica = "windsurf-staging-replica" }
  }
  expect_failures = [var.database_identifiers]
}
