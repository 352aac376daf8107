resource "aws_kms_key" "this" {
  description             = "${var.name} cache"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_elasticache_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_elasticache_parameter_group" "this" {
  name   = "${var.name}-redis7"
  family = "redis7"

  # It holds only what may vanish: caches, live counters, limits of cheap things.
  parameter {
    name  = "maxmemory-policy"
    value = "allkeys-lru"
  }
}

resource "aws_cloudwatch_log_group" "slow" {
  name              = "/windsurf/${var.name}/cache-slow"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
}

ephemeral "aws_secretsmanager_random_password" "token" {
  password_length     = 64
  exclude_punctuation = true
}

resource "aws_elasticache_replication_group" "this" {
  replication_group_id = var.name
  description          = "Caches and counters of ${var.name}"
  engine               = "redis"
  engine_version       = "7.1"
  node_type            = var.node_type
  port                 = 6379
  parameter_group_name = aws_elasticache_parameter_group.this.name
  subnet_group_name    = aws_elasticache_subnet_group.this.name
  security_group_ids   = [var.security_group_id]

  num_cache_clusters         = var.nodes
  automatic_failover_enabled = var.nodes > 1
  multi_az_enabled           = var.nodes > 1

  at_rest_encryption_enabled = true
  kms_key_id                 = aws_kms_key.this.arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  auth_token_wo              = ephemeral.aws_secretsmanager_random_password.token.random_password
  auth_token_wo_version      = var.token_version
  # ROTATE accepts the old token beside the new one until the next rotation: no connection is lost.
  auth_token_update_strategy = "ROTATE"

  snapshot_retention_limit   = 1
  snapshot_window            = "01:30-02:30"
  maintenance_window         = "tue:03:00-tue:04:00"
  auto_minor_version_upgrade = true
  apply_immediately          = false

  log_delivery_configuration {
    destination      = aws_cloudwatch_log_group.slow.name
    destination_type = "cloudwatch-logs"
    log_format       = "json"
    log_type         = "slow-log"
  }
}

resource "aws_secretsmanager_secret" "address" {
  name                    = "windsurf/redis"
  description             = "Address of the cache with its token, as REDIS_URL"
  kms_key_id              = var.secrets_kms_key_arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret_version" "address" {
  secret_id = aws_secretsmanager_secret.address.id
  secret_string_wo = jsonencode({
    url = "rediss://:${ephemeral.aws_secretsmanager_random_password.token.random_password}@${aws_elasticache_replication_group.this.primary_endpoint_address}:6379"
  })
  secret_string_wo_version = var.token_version
}
