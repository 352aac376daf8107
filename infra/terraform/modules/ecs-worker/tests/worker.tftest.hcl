# What a worker promises, planned without an account.

variables {
  name              = "payments"
  environment       = "production"
  cluster_name      = "creator-production"
  cluster_arn       = "arn:aws:ecs:af-south-1:111122223333:cluster/creator-production"
  namespace_arn     = "arn:aws:servicediscovery:af-south-1:111122223333:namespace/ns-1"
  subnet_ids        = ["subnet-1", "subnet-2", "subnet-3"]
  security_group_id = "sg-1"
  image             = "111122223333.dkr.ecr.af-south-1.amazonaws.com/stan-store-windsurf/payments@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  cpu               = 512
  memory            = 1024
  scaling           = { desired = 2, min = 1, max = 6 }
  task_definition_values = {
    family             = "production-payments"
    name               = "payments"
    cpu                = "256"
    memory             = "512"
    cpu_architecture   = "X86_64"
    task_role_arn      = "arn:aws:iam::111122223333:role/production-payments-task"
    execution_role_arn = "arn:aws:iam::111122223333:role/production-payments-execution"
    port               = 4030
    stop_timeout       = 50
    log_group          = "/windsurf/creator-production/payments"
    region             = "af-south-1"
    environment        = [{ name = "PORT", value = "4030" }]
    secrets            = []
    collector_image    = "collector@sha256:0"
    collector_environment = [
      { name = "AOT_CONFIG_CONTENT", value = "replacement: web" },
      { name = "GOMEMLIMIT", value = "150MiB" },
    ]
  }
}

run "rolls_with_a_circuit_breaker" {
  command = plan

  assert {
    condition     = aws_ecs_service.this.name == "payments-worker" && length(aws_ecs_service.this.load_balancer) == 0
    error_message = "A worker has a name of its own and no load balancer."
  }
  assert {
    condition     = aws_ecs_service.this.deployment_configuration[0].strategy == "ROLLING" && aws_ecs_service.this.deployment_circuit_breaker[0].rollback
    error_message = "It rolls, and turns back by itself."
  }
  assert {
    condition     = contains(jsondecode(aws_ecs_task_definition.first.container_definitions)[0].command, "--role=worker") && !can(jsondecode(aws_ecs_task_definition.first.container_definitions)[0].portMappings)
    error_message = "It works; nobody connects to it."
  }
  assert {
    condition     = jsondecode(aws_ecs_task_definition.first.container_definitions)[1].environment[0].value == "replacement: worker" && aws_ecs_task_definition.first.cpu == "512"
    error_message = "Its figures say who tells them, and its size is its own."
  }
}

run "refuses_a_load_balancer" {
  command = plan
  variables {
    load_balancer = { target_group_arn = "arn:aws:elasticloadbalancing:af-south-1:111122223333:targetgroup/x/1" }
  }
  expect_failures = [var.load_balancer]
}

run "refuses_another_strategy" {
  command = plan
  variables {
    strategy = "CANARY"
  }
  expect_failures = [var.strategy]
}

run "refuses_scaling_to_nothing" {
  command = plan
  variables {
    scaling = { desired = 0, min = 0, max = 6 }
  }
  expect_failures = [var.scaling]
}
