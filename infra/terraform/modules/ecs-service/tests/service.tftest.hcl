# What a service behind the load balancer promises, planned without an account.

variables {
  name                    = "payments"
  environment             = "production"
  cluster_name            = "creator-production"
  cluster_arn             = "arn:aws:ecs:af-south-1:111122223333:cluster/creator-production"
  namespace_arn           = "arn:aws:servicediscovery:af-south-1:111122223333:namespace/ns-1"
  subnet_ids              = ["subnet-1", "subnet-2", "subnet-3"]
  security_group_id       = "sg-1"
  log_group_name          = "/windsurf/creator-production/payments"
  log_group_arn           = "arn:aws:logs:af-south-1:111122223333:log-group:/windsurf/creator-production/payments"
  repository_arn          = "arn:aws:ecr:af-south-1:111122223333:repository/stan-store-windsurf/payments"
  image                   = "111122223333.dkr.ecr.af-south-1.amazonaws.com/stan-store-windsurf/payments@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  port                    = 4030
  cpu                     = 512
  memory                  = 1024
  alb_arn_suffix          = "app/windsurf-production/1"
  infrastructure_role_arn = "arn:aws:iam::111122223333:role/creator-production-ecs-infrastructure"
  alarm_names             = ["production-errors-5xx-payments-blue"]
  domains                 = ["payments", "billing", "payouts"]
  deployment              = { strategy = "CANARY", bake_minutes = 30, approval_minutes = 1440 }
  scaling                 = { desired = 3, min = 3, max = 12 }
  task_environment        = { APP_ORIGIN = "https://app.example.com" }
  task_secrets            = { SERVICE_DATABASE_URL = "arn:aws:secretsmanager:af-south-1:111122223333:secret:windsurf/database/svc_payments-abc123:url::" }
  migration_secrets       = { MIGRATOR_DATABASE_URL = "arn:aws:secretsmanager:af-south-1:111122223333:secret:windsurf/database/migrator_payments-abc123:url::" }
  secret_arns             = ["arn:aws:secretsmanager:af-south-1:111122223333:secret:windsurf/payments-abc123"]
  secrets_kms_key_arn     = "arn:aws:kms:af-south-1:111122223333:key/one"
  target_groups = {
    blue_arn            = "arn:aws:elasticloadbalancing:af-south-1:111122223333:targetgroup/production-payments-blue/1"
    green_arn           = "arn:aws:elasticloadbalancing:af-south-1:111122223333:targetgroup/production-payments-green/2"
    blue_suffix         = "targetgroup/production-payments-blue/1"
    green_suffix        = "targetgroup/production-payments-green/2"
    production_rule_arn = "arn:aws:elasticloadbalancing:af-south-1:111122223333:listener-rule/app/windsurf-production/1/2/3"
    test_rule_arn       = "arn:aws:elasticloadbalancing:af-south-1:111122223333:listener-rule/app/windsurf-production/1/4/5"
  }
  hooks = {
    invoke_role_arn      = "arn:aws:iam::111122223333:role/windsurf-production-hooks-invoke"
    admission_arn        = "arn:aws:lambda:af-south-1:111122223333:function:admission"
    feature_domains_arn  = "arn:aws:lambda:af-south-1:111122223333:function:feature-domains"
    business_metrics_arn = "arn:aws:lambda:af-south-1:111122223333:function:business-metrics"
  }
  collector = {
    image          = "111122223333.dkr.ecr.af-south-1.amazonaws.com/stan-store-windsurf/collector@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    repository_arn = "arn:aws:ecr:af-south-1:111122223333:repository/stan-store-windsurf/collector"
  }
}

run "a_canary_with_hooks_and_one_question" {
  command = plan

  assert {
    condition     = aws_ecs_service.this.deployment_configuration[0].strategy == "CANARY" && aws_ecs_service.this.deployment_configuration[0].canary_configuration[0].canary_percent == 10
    error_message = "Production shifts a tenth first."
  }
  assert {
    condition = toset(flatten([for hook in aws_ecs_service.this.deployment_configuration[0].lifecycle_hook : [
      for stage in hook.lifecycle_stages : "${hook.target_type} ${stage}"
    ]])) == toset(["AWS_LAMBDA PRE_SCALE_UP", "AWS_LAMBDA POST_TEST_TRAFFIC_SHIFT", "AWS_LAMBDA PRODUCTION_TRAFFIC_SHIFT", "PAUSE POST_TEST_TRAFFIC_SHIFT"])
    error_message = "Admission, feature domains, business metrics, and one question to a person."
  }
  assert {
    condition = alltrue([for hook in aws_ecs_service.this.deployment_configuration[0].lifecycle_hook :
      hook.target_type == "PAUSE" ? true : jsondecode(hook.hook_details).domains == ["payments", "billing", "payouts"]
    ])
    error_message = "A hook is told the service's domains."
  }
  assert {
    condition     = length(aws_ecs_service.this.deployment_circuit_breaker) == 0 && aws_ecs_service.this.alarms[0].rollback
    error_message = "Alarms turn back; the circuit breaker is for rolling deployments."
  }
  assert {
    condition     = aws_ecs_service.this.desired_count == 3 && !aws_ecs_service.this.enable_execute_command && !aws_ecs_service.this.network_configuration[0].assign_public_ip
    error_message = "Three tasks, no shell into them, no public address."
  }
  assert {
    condition = alltrue([for one in aws_ecs_service.this.service_connect_configuration[0].service :
      one.timeout[0].idle_timeout_seconds < 65 && one.timeout[0].per_request_timeout_seconds > 30
    ])
    error_message = "The proxy lets go of connections before the services do, and of requests after them."
  }
  assert {
    condition     = length(aws_appautoscaling_policy.requests.target_tracking_scaling_policy_configuration[0].customized_metric_specification[0].metrics) == 4
    error_message = "Requests are counted over both groups."
  }
}

run "staging_shifts_at_once" {
  command = plan
  variables {
    environment = "staging"
    deployment  = { strategy = "BLUE_GREEN", approval_minutes = 60 }
    scaling     = { desired = 1, min = 1, max = 4 }
  }
  assert {
    condition     = length(aws_ecs_service.this.deployment_configuration[0].canary_configuration) == 0 && aws_ecs_service.this.deployment_configuration[0].bake_time_in_minutes == "5"
    error_message = "No canary in staging; five minutes of bake."
  }
  assert {
    condition     = contains(flatten([for hook in aws_ecs_service.this.deployment_configuration[0].lifecycle_hook : hook.lifecycle_stages if hook.target_type == "PAUSE"]), "PRE_PRODUCTION_TRAFFIC_SHIFT")
    error_message = "All at once, a person is asked right before the shift."
  }
}

run "least_privilege_of_a_service_with_a_bucket" {
  command = plan
  variables {
    buckets = { products = { arn = "arn:aws:s3:::products", access = "read", prefix = "files/*" } }
  }
  assert {
    condition = toset(flatten([for s in jsondecode(local.task_policy).Statement : s.Action])) == toset([
      "secretsmanager:GetSecretValue", "kms:Decrypt", "s3:GetObject", "s3:ListBucket", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents",
    ])
    error_message = "A reader reads; it writes nothing but its metrics."
  }
  assert {
    condition     = !contains(flatten([for s in jsondecode(local.task_policy).Statement : s.Resource]), "*")
    error_message = "No statement is about everything."
  }
  assert {
    condition = !anytrue([for s in jsondecode(aws_iam_role_policy.execution.policy).Statement :
      anytrue([for r in s.Resource : strcontains(r, "migrator_")])
    ]) && anytrue([for s in jsondecode(aws_iam_role_policy.migration_execution[0].policy).Statement : anytrue([for r in s.Resource : strcontains(r, "migrator_")])])
    error_message = "Only the task that migrates is started with the migrator's login."
  }
}

run "the_dashboard_may_nothing" {
  command = plan
  variables {
    name                = "dashboard"
    kind                = "dashboard"
    port                = 8080
    domains             = []
    collector           = null
    task_secrets        = {}
    migration_secrets   = {}
    secret_arns         = []
    secrets_kms_key_arn = null
  }
  assert {
    condition     = length(aws_iam_role_policy.task) == 0 && length(aws_iam_role.migration_execution) == 0
    error_message = "Static files need no permission."
  }
  assert {
    condition = !contains(flatten([for hook in aws_ecs_service.this.deployment_configuration[0].lifecycle_hook : [
      for stage in hook.lifecycle_stages : "${hook.target_type} ${stage}"
    ]]), "AWS_LAMBDA POST_TEST_TRAFFIC_SHIFT")
    error_message = "Nobody looks at domains that the dashboard does not have."
  }
}

run "refuses_an_unknown_strategy" {
  command = plan
  variables {
    deployment = { strategy = "BLUEGREEN" }
  }
  expect_failures = [var.deployment]
}

run "refuses_rolling_behind_a_load_balancer" {
  command = plan
  variables {
    deployment = { strategy = "ROLLING" }
  }
  expect_failures = [var.deployment]
}

run "refuses_a_deployment_without_bake" {
  command = plan
  variables {
    deployment = { strategy = "CANARY", bake_minutes = 0 }
  }
  expect_failures = [var.deployment]
}

run "refuses_silence_as_a_yes" {
  command = plan
  variables {
    deployment = { strategy = "CANARY", approval_minutes = 60, approval_on_timeout = "CONTINUE" }
  }
  expect_failures = [var.deployment]
}

run "refuses_a_tag_for_an_image" {
  command = plan
  variables {
    image = "111122223333.dkr.ecr.af-south-1.amazonaws.com/stan-store-windsurf/payments:latest"
  }
  expect_failures = [var.image]
}

run "refuses_a_secret_in_plain_text" {
  command = plan
  variables {
    task_environment = { SERVICE_DATABASE_URL = "postgres://svc:secret@db/windsurf" }
  }
  expect_failures = [var.task_environment]
}

run "refuses_no_alarms" {
  command = plan
  variables {
    alarm_names = []
  }
  expect_failures = [var.alarm_names]
}

run "refuses_two_tasks_in_production" {
  command = plan
  variables {
    scaling = { desired = 2, min = 2, max = 4 }
  }
  expect_failures = [var.scaling]
}

run "refuses_a_drain_shorter_than_the_balancers" {
  command = plan
  variables {
    drain_seconds = 10
  }
  expect_failures = [var.drain_seconds]
}

run "refuses_a_service_without_domains" {
  command = plan
  variables {
    domains = []
  }
  expect_failures = [var.domains]
}

run "refuses_a_service_without_a_collector" {
  command = plan
  variables {
    collector = null
  }
  expect_failures = [var.collector]
}
