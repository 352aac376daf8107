# The same image with --role=worker: no load balancer, no name that others call. It is updated after the web has been
# promoted, and rolls: new tasks first, then the old ones end after the message in hand; the circuit breaker turns back.

locals {
  name      = "${var.name}-worker"
  web       = var.task_definition_values
  templates = "${path.module}/../../../task-definitions"
  tags      = { "app.name" = var.name, "part-of" = "stan-store-windsurf", "role" = "worker" }

  # Everything that the two roles share, security first, comes from the web, but for the port: nobody connects to a
  # worker. Sizes and names are its own.
  template_values = merge({ for key, value in local.web : key => value if key != "port" }, {
    family = "${local.web.family}-worker"
    name   = local.name
    cpu    = tostring(var.cpu)
    memory = tostring(var.memory)
    collector_environment = [for one in local.web.collector_environment :
      one.name == "AOT_CONFIG_CONTENT" ? { name = one.name, value = replace(one.value, "replacement: web", "replacement: worker") } : one
    ]
  })
  task = jsondecode(templatefile("${local.templates}/worker.json.tmpl", {
    for key, value in merge(local.template_values, { image = var.image }) : key => jsonencode(value)
  }))
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
  skip_destroy             = true
  tags                     = local.tags

  runtime_platform {
    operating_system_family = local.task.runtimePlatform.operatingSystemFamily
    cpu_architecture        = local.task.runtimePlatform.cpuArchitecture
  }
}

resource "aws_ecs_service" "this" {
  name                               = local.name
  cluster                            = var.cluster_arn
  task_definition                    = aws_ecs_task_definition.first.arn
  desired_count                      = var.scaling.desired
  launch_type                        = "FARGATE"
  platform_version                   = "1.4.0"
  enable_execute_command             = false
  availability_zone_rebalancing      = "ENABLED"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  propagate_tags                     = "SERVICE"
  tags                               = local.tags

  deployment_controller {
    type = "ECS"
  }

  deployment_configuration {
    strategy = var.strategy
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.security_group_id]
    assign_public_ip = false
  }

  # It calls others by name; nobody calls it.
  service_connect_configuration {
    enabled   = true
    namespace = var.namespace_arn
  }

  lifecycle {
    ignore_changes = [desired_count, task_definition]
  }
}

resource "aws_appautoscaling_target" "tasks" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${var.cluster_name}/${aws_ecs_service.this.name}"
  min_capacity       = var.scaling.min
  max_capacity       = var.scaling.max
  tags               = local.tags
}

resource "aws_appautoscaling_policy" "cpu" {
  name               = "${var.environment}-${local.name}-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.tasks.service_namespace
  scalable_dimension = aws_appautoscaling_target.tasks.scalable_dimension
  resource_id        = aws_appautoscaling_target.tasks.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = var.scaling.cpu_percent
    scale_out_cooldown = 60
    scale_in_cooldown  = 300
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

# An old message means too few hands, whatever the processor says: workers wait for rails and gateways most of the time.
resource "aws_appautoscaling_policy" "queue_age" {
  name               = "${var.environment}-${local.name}-queue-age"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.tasks.service_namespace
  scalable_dimension = aws_appautoscaling_target.tasks.scalable_dimension
  resource_id        = aws_appautoscaling_target.tasks.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = var.scaling.queue_age_seconds
    scale_out_cooldown = 120
    scale_in_cooldown  = 600
    customized_metric_specification {
      namespace   = var.metric_namespace
      metric_name = "windsurf_queue_age_seconds"
      statistic   = "Maximum"
      dimensions {
        name  = "service"
        value = var.name
      }
    }
  }
}
