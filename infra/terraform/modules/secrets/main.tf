locals {
  # Each role of the database is a login of its own.
  logins = merge([for name, service in var.services : {
    for kind in ["svc", "migrator", "reader", "backup"] : "${kind}_${service.schema}" => {
      service = name
      host    = kind == "reader" ? var.database.replica_address : var.database.address
      # A service may read from the replica besides, with its own login.
      read_host = kind == "svc" ? var.database.replica_address : null
    }
  }]...)
}

resource "aws_kms_key" "this" {
  description             = "Secrets of Stan Store Windsurf"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_kms_alias" "this" {
  name          = "alias/windsurf-secrets"
  target_key_id = aws_kms_key.this.key_id
}

# What stands in them is entered by people (runbook first-bootstrap) and never by Terraform: keys of rails, of the SMS
# gateway, pepper and signing keys. No version resource, so none is ever in a plan or a state.
resource "aws_secretsmanager_secret" "shared" {
  name                    = "windsurf/shared"
  description             = "What every service reads: keys of fields, cookies and calls between services"
  kms_key_id              = aws_kms_key.this.arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret" "service" {
  for_each                = var.services
  name                    = "windsurf/${each.key}"
  description             = "What only ${each.key} reads"
  kms_key_id              = aws_kms_key.this.arn
  recovery_window_in_days = 30
  tags                    = { "app.name" = each.key }
}

ephemeral "aws_secretsmanager_random_password" "login" {
  for_each            = local.logins
  password_length     = 40
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret" "login" {
  for_each                = local.logins
  name                    = "windsurf/database/${each.key}"
  description             = "Database login ${each.key} of ${each.value.service}"
  kms_key_id              = aws_kms_key.this.arn
  recovery_window_in_days = 30
  tags                    = { "app.name" = each.value.service }
}

resource "aws_secretsmanager_secret_version" "login" {
  for_each  = local.logins
  secret_id = aws_secretsmanager_secret.login[each.key].id
  secret_string_wo = jsonencode(merge({
    engine   = "postgres"
    host     = each.value.host
    port     = var.database.port
    dbname   = var.database.name
    username = each.key
    password = ephemeral.aws_secretsmanager_random_password.login[each.key].random_password
    url      = "postgres://${each.key}:${ephemeral.aws_secretsmanager_random_password.login[each.key].random_password}@${each.value.host}:${var.database.port}/${var.database.name}?${var.database_url_options}"
    }, each.value.read_host == null ? {} : {
    read_url = "postgres://${each.key}:${ephemeral.aws_secretsmanager_random_password.login[each.key].random_password}@${each.value.read_host}:${var.database.port}/${var.database.name}?${var.database_url_options}"
  }))
  secret_string_wo_version = var.login_version
}

resource "aws_secretsmanager_secret_rotation" "login" {
  for_each            = var.rotation_function_arn == null ? {} : local.logins
  secret_id           = aws_secretsmanager_secret.login[each.key].id
  rotation_lambda_arn = var.rotation_function_arn
  rotate_immediately  = false

  rotation_rules {
    automatically_after_days = var.rotation_days
  }
}

# Services read their secret again when it changes; people hear of it, above all when it failed half-way.
resource "aws_cloudwatch_event_rule" "rotation" {
  name        = "windsurf-secret-rotation"
  description = "A secret was rotated, or was not"
  event_pattern = jsonencode({
    source        = ["aws.secretsmanager"]
    "detail-type" = ["AWS Service Event via CloudTrail"]
    detail        = { eventName = ["RotationSucceeded", "RotationFailed", "RotationAbandoned"] }
  })
}

resource "aws_cloudwatch_event_target" "rotation" {
  rule = aws_cloudwatch_event_rule.rotation.name
  arn  = var.rotation_topic_arn
}
