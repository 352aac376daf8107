variables {
  name             = "creator-staging"
  services         = ["auth", "dashboard"]
  logs_kms_key_arn = "arn:aws:kms:af-south-1:111122223333:key/one"
}

run "one_encrypted_log_per_service" {
  command = plan

  assert {
    condition     = length(aws_cloudwatch_log_group.service) == 2 && alltrue([for g in aws_cloudwatch_log_group.service : g.retention_in_days == 90 && g.kms_key_id != null])
    error_message = "Each service logs for itself, encrypted, for a time."
  }
  assert {
    condition     = aws_iam_role_policy_attachment.infrastructure.policy_arn == "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
    error_message = "ECS moves weights with AWS's own policy for it."
  }
}

run "refuses_a_cluster_that_nobody_knows" {
  command = plan
  variables {
    name = "staging"
  }
  expect_failures = [var.name]
}

run "refuses_logs_for_ever_or_a_day" {
  command = plan
  variables {
    log_retention_days = 0
  }
  expect_failures = [var.log_retention_days]
}
