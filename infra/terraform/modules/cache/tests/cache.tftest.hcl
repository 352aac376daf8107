# What the cache promises, applied without an account.

variables {
  name                = "creator-production"
  subnet_ids          = ["subnet-1", "subnet-2"]
  security_group_id   = "sg-1"
  node_type           = "cache.r6g.large"
  nodes               = 3
  secrets_kms_key_arn = "arn:aws:kms:af-south-1:111122223333:key/secrets"
  log_kms_key_arn     = "arn:aws:kms:af-south-1:111122223333:key/logs"
  log_retention_days  = 365
}

run "tls_a_token_and_a_second_node" {
  command = apply

  assert {
    condition     = aws_elasticache_replication_group.this.transit_encryption_enabled && aws_elasticache_replication_group.this.transit_encryption_mode == "required"
    error_message = "Nobody speaks to it without TLS."
  }
  assert {
    condition     = aws_elasticache_replication_group.this.auth_token == null && aws_secretsmanager_secret_version.address.secret_string == null
    error_message = "The token stands nowhere but in its secret."
  }
  assert {
    condition     = aws_elasticache_replication_group.this.automatic_failover_enabled && output.cluster_ids == ["creator-production-001", "creator-production-002", "creator-production-003"]
    error_message = "Another node takes over, and alarms know all of them by name."
  }
}

run "one_node_does_not_fail_over" {
  command = apply

  variables {
    nodes = 1
  }
  assert {
    condition     = !aws_elasticache_replication_group.this.automatic_failover_enabled
    error_message = "AWS refuses a fail-over to nobody."
  }
}

run "refuses_no_node" {
  command = plan

  variables {
    nodes = 0
  }
  expect_failures = [var.nodes]
}
