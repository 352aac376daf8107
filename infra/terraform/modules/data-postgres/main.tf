locals {
  # Blue and green are both at full scale during a cut-over, so everything counts twice.
  connections_of_tasks = sum([
    for service in values(var.services) :
    service.max_tasks.web * service.connections.web + service.max_tasks.worker * service.connections.worker
  ])
  connections_planned = local.connections_of_tasks * 2 + var.connection_reserve
  connections_allowed = floor(var.max_connections * 0.8)
}

resource "aws_kms_key" "this" {
  description             = "${var.name} PostgreSQL"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}-postgres"
  target_key_id = aws_kms_key.this.key_id
}

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_db_parameter_group" "this" {
  name   = "${var.name}-postgres18"
  family = "postgres18"

  dynamic "parameter" {
    for_each = {
      "rds.force_ssl"                       = "1"
      "max_connections"                     = tostring(var.max_connections)
      "idle_in_transaction_session_timeout" = "60000"
      "log_lock_waits"                      = "1"
      "log_min_duration_statement"          = "500"
      "log_statement"                       = "ddl"
      "log_temp_files"                      = "10240"
      "track_io_timing"                     = "1"
      "shared_preload_libraries"            = "pg_stat_statements"
    }
    content {
      name  = parameter.key
      value = parameter.value
      # Static parameters wait for a restart; a dynamic one loses nothing by it.
      apply_method = "pending-reboot"
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Made for this run only: neither plan nor state ever holds it.
ephemeral "aws_secretsmanager_random_password" "master" {
  password_length     = 40
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret" "master" {
  name                    = "windsurf/database/administrator"
  description             = "Administrator of ${var.name}: first bootstrap and restores only"
  kms_key_id              = var.secrets_kms_key_arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret_version" "master" {
  secret_id = aws_secretsmanager_secret.master.id
  secret_string_wo = jsonencode({
    username = "windsurf_admin"
    password = ephemeral.aws_secretsmanager_random_password.master.random_password
  })
  secret_string_wo_version = var.password_version
}

resource "aws_cloudwatch_log_group" "postgresql" {
  for_each          = toset(["postgresql", "upgrade"])
  name              = "/aws/rds/instance/${var.name}/${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
}

resource "aws_iam_role" "monitoring" {
  name = "${var.name}-rds-monitoring"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}

resource "aws_db_instance" "primary" {
  identifier     = var.name
  db_name        = "windsurf"
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class

  username            = "windsurf_admin"
  password_wo         = ephemeral.aws_secretsmanager_random_password.master.random_password
  password_wo_version = var.password_version
  ca_cert_identifier  = "rds-ca-rsa2048-g1"

  storage_type          = "gp3"
  allocated_storage     = var.storage_gib.initial
  max_allocated_storage = var.storage_gib.limit
  storage_encrypted     = true
  kms_key_id            = aws_kms_key.this.arn

  multi_az               = var.multi_az
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [var.security_group_id]
  publicly_accessible    = false
  parameter_group_name   = aws_db_parameter_group.this.name
  port                   = 5432

  backup_retention_period   = var.backup_retention_days
  backup_window             = "00:30-01:30" # 03:30 in Addis Ababa
  maintenance_window        = "tue:02:00-tue:03:00"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = false
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = false
  final_snapshot_identifier = "${var.name}-final"

  auto_minor_version_upgrade  = true
  allow_major_version_upgrade = false
  apply_immediately           = false

  monitoring_interval                   = 60
  monitoring_role_arn                   = aws_iam_role.monitoring.arn
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = aws_kms_key.this.arn
  performance_insights_retention_period = 7
  enabled_cloudwatch_logs_exports       = ["postgresql", "upgrade"]

  depends_on = [aws_cloudwatch_log_group.postgresql]

  lifecycle {
    # Storage grows by itself; Terraform would try to shrink it.
    ignore_changes = [allocated_storage]

    precondition {
      condition     = local.connections_planned <= local.connections_allowed
      error_message = "Blue and green together may open ${local.connections_planned} connections, but only ${local.connections_allowed} (80 % of ${var.max_connections}) are meant for them: lower the tasks or pools, or raise max_connections with the instance class."
    }

    precondition {
      condition     = var.environment != "production" || (var.multi_az && var.replica && var.deletion_protection && var.backup_retention_days == 35)
      error_message = "Production has a standby, a replica, deletion protection and 35 days of backups."
    }
  }
}

resource "aws_db_instance" "replica" {
  count               = var.replica ? 1 : 0
  identifier          = "${var.name}-replica"
  replicate_source_db = aws_db_instance.primary.identifier
  instance_class      = var.instance_class
  ca_cert_identifier  = "rds-ca-rsa2048-g1"

  storage_type          = "gp3"
  max_allocated_storage = var.storage_gib.limit
  storage_encrypted     = true

  vpc_security_group_ids = [var.security_group_id]
  publicly_accessible    = false
  parameter_group_name   = aws_db_parameter_group.this.name

  backup_retention_period    = 0 # the primary's backups are the backups
  copy_tags_to_snapshot      = true
  deletion_protection        = var.deletion_protection
  skip_final_snapshot        = true
  auto_minor_version_upgrade = true
  apply_immediately          = false

  monitoring_interval                   = 60
  monitoring_role_arn                   = aws_iam_role.monitoring.arn
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = aws_kms_key.this.arn
  performance_insights_retention_period = 7
}
