# One service behind the load balancer: the first task definition, the ECS service with its deployment, and its scaling.
# Terraform owns this plumbing; which version runs, how many tasks, and where traffic goes is the deployment's and the
# scaler's, and no plan takes it back (ignore_changes).

locals {
  tags      = { "app.name" = var.name, "part-of" = "stan-store-windsurf" }
  templates = "${path.module}/../../../task-definitions"
  # After DRAIN_MS a task has 15 s to close what is left, and a little for the init process.
  stop_timeout = var.drain_seconds + 20

  environment = merge(var.task_environment, {
    AWS_REGION  = var.region
    DRAIN_MS    = tostring(var.drain_seconds * 1000)
    ENVIRONMENT = var.environment
    PORT        = tostring(var.port)
    # Whatever of ours lies between has a private address; the load balancer keeps what CloudFront saw.
    TRUSTED_PROXIES = "loopback,linklocal,uniquelocal"
  })
  collector_environment = [
    { name = "AOT_CONFIG_CONTENT", value = templatefile("${path.module}/../../../observability/collector.yaml.tmpl", {
      service = var.name, role = "web", port = var.port, region = var.region, namespace = var.metric_namespace, log_group = var.log_group_name
    }) },
    { name = "GOMEMLIMIT", value = "150MiB" },
  ]

  # What the deployment fills in too, with another image: one template, two renderers, no second truth.
  template_values = merge(
    {
      family             = "${var.environment}-${var.name}"
      name               = var.name
      cpu                = tostring(var.cpu)
      memory             = tostring(var.memory)
      cpu_architecture   = var.cpu_architecture
      task_role_arn      = aws_iam_role.task.arn
      execution_role_arn = aws_iam_role.execution.arn
      port               = var.port
      stop_timeout       = local.stop_timeout
      log_group          = var.log_group_name
      region             = var.region
    },
    { for key, value in {
      environment           = [for name in sort(keys(local.environment)) : { name = name, value = local.environment[name] }]
      secrets               = [for name in sort(keys(var.task_secrets)) : { name = name, valueFrom = var.task_secrets[name] }]
      collector_image       = try(var.collector.image, null)
      collector_environment = local.collector_environment
    } : key => value if var.kind == "service" },
  )
  migration_values = length(var.migration_secrets) == 0 ? null : {
    family             = "${var.environment}-${var.name}-migrate"
    name               = "${var.name}-migrate"
    service            = var.name
    cpu                = "256"
    memory             = "512"
    cpu_architecture   = var.cpu_architecture
    execution_role_arn = aws_iam_role.migration_execution[0].arn
    stop_timeout       = 120
    environment        = [{ name = "AWS_REGION", value = var.region }]
    secrets            = [for name in sort(keys(var.migration_secrets)) : { name = name, valueFrom = var.migration_secrets[name] }]
    log_group          = var.log_group_name
    region             = var.region
  }

  task = jsondecode(templatefile("${local.templates}/${var.kind}.json.tmpl", {
    for key, value in merge(local.template_values, { image = var.image }) : key => jsonencode(value)
  }))

  hook_details = jsonencode({ service = var.name, environment = var.environment, domains = var.domains })
  # A person is asked once: a canary would be asked at every step of PRE_PRODUCTION_TRAFFIC_SHIFT.
  approval_stage = var.deployment.strategy == "BLUE_GREEN" ? "PRE_PRODUCTION_TRAFFIC_SHIFT" : "POST_TEST_TRAFFIC_SHIFT"
}

resource "aws_ecs_task_definition" "first" {
  family                   = local.task.family
  requires_compatibilities = local.task.requiresCompatibilities
  network_mode             = local.task.networkMode
  cpu                      = local.task.cpu
  memory                   = local.task.memory
  task_role_arn            = local.task.taskRoleArn
  execution_role_arn       = local.task.executionRoleArn
  container_definitions    = jsonencode(local.task.containerDefinitions)
  # Revisions are a history to go back to.
  skip_destroy = true
  tags         = local.tags

  runtime_platform {
    operating_system_family = local.task.runtimePlatform.operatingSystemFamily
    cpu_architecture        = local.task.runtimePlatform.cpuArchitecture
  }
}

resource "aws_ecs_service" "this" {
  name                               = var.name
  cluster                            = var.cluster_arn
  task_definition                    = aws_ecs_task_definition.first.arn
  desired_count                      = var.scaling.desired
  launch_type                        = "FARGATE"
  platform_version                   = "1.4.0"
  enable_execute_command             = false
  availability_zone_rebalancing      = "ENABLED"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 60
  propagate_tags                     = "SERVICE"
  tags                               = local.tags

  deployment_controller {
    type = "ECS"
  }

  deployment_configuration {
    strategy             = var.deployment.strategy
    bake_time_in_minutes = tostring(var.deployment.bake_minutes)

    dynamic "canary_configuration" {
      for_each = var.deployment.strategy == "CANARY" ? [var.deployment] : []
      content {
        canary_percent              = canary_configuration.value.step_percent
        canary_bake_time_in_minutes = tostring(canary_configuration.value.step_minutes)
      }
    }
    dynamic "linear_configuration" {
      for_each = var.deployment.strategy == "LINEAR" ? [var.deployment] : []
      content {
        step_percent              = linear_configuration.value.step_percent
        step_bake_time_in_minutes = tostring(linear_configuration.value.step_minutes)
      }
    }

    # May this image start at all: ours, by digest, scanned, and the schema is at its level.
    lifecycle_hook {
      target_type      = "AWS_LAMBDA"
      hook_target_arn  = var.hooks.admission_arn
      role_arn         = var.hooks.invoke_role_arn
      lifecycle_stages = ["PRE_SCALE_UP"]
      hook_details     = local.hook_details
    }
    # Does every feature domain answer on the test listener, each by itself. Files have none: their health is the
    # target group's.
    dynamic "lifecycle_hook" {
      for_each = var.kind == "service" ? [var.hooks] : []
      content {
        target_type      = "AWS_LAMBDA"
        hook_target_arn  = lifecycle_hook.value.feature_domains_arn
        role_arn         = lifecycle_hook.value.invoke_role_arn
        lifecycle_stages = ["POST_TEST_TRAFFIC_SHIFT"]
        hook_details     = local.hook_details
      }
    }
    # Do people still buy, with a part of the traffic (every step of a canary) or all of it on the new version.
    lifecycle_hook {
      target_type      = "AWS_LAMBDA"
      hook_target_arn  = var.hooks.business_metrics_arn
      role_arn         = var.hooks.invoke_role_arn
      lifecycle_stages = ["PRODUCTION_TRAFFIC_SHIFT"]
      hook_details     = local.hook_details
    }
    dynamic "lifecycle_hook" {
      for_each = var.deployment.approval_minutes > 0 ? [var.deployment] : []
      content {
        target_type      = "PAUSE"
        lifecycle_stages = [local.approval_stage]
        timeout_configuration {
          timeout_in_minutes = tostring(lifecycle_hook.value.approval_minutes)
          action             = lifecycle_hook.value.approval_on_timeout
        }
      }
    }
  }

  # No circuit breaker: it is for rolling deployments only. These alarms and the hooks turn a deployment back.
  alarms {
    alarm_names = var.alarm_names
    enable      = true
    rollback    = true
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.security_group_id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = var.target_groups.blue_arn
    container_name   = var.name
    container_port   = var.port

    advanced_configuration {
      alternate_target_group_arn = var.target_groups.green_arn
      production_listener_rule   = var.target_groups.production_rule_arn
      test_listener_rule         = var.target_groups.test_rule_arn
      role_arn                   = var.infrastructure_role_arn
    }
  }

  # Other services call http://<name>:<port>. While a deployment is being looked at, only calls that carry the header
  # reach the new tasks.
  service_connect_configuration {
    enabled   = true
    namespace = var.namespace_arn

    service {
      port_name      = var.name
      discovery_name = var.name
      # The proxy stands before every request, the load balancer's too, and would cut one after 15 s; the services cut
      # their own after 30. It lets go of an idle connection before they do (65 s), or it would send into a closing one.
      timeout {
        idle_timeout_seconds        = 60
        per_request_timeout_seconds = 60
      }
      client_alias {
        dns_name = var.name
        port     = var.port
        test_traffic_rules {
          header {
            name = "x-amzn-ecs-blue-green-test"
            value {
              exact = "true"
            }
          }
        }
      }
    }
    log_configuration {
      log_driver = "awslogs"
      options = {
        "awslogs-group"         = var.log_group_name
        "awslogs-region"        = var.region
        "awslogs-stream-prefix" = "connect"
      }
    }
  }

  lifecycle {
    ignore_changes = [desired_count, task_definition, load_balancer]
  }
}
