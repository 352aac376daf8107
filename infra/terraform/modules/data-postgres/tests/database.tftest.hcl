# What the database promises, applied without an account.

variables {
  name                  = "creator-production"
  environment           = "production"
  subnet_ids            = ["subnet-1", "subnet-2"]
  security_group_id     = "sg-1"
  instance_class        = "db.r6g.large"
  storage_gib           = { initial = 100, limit = 500 }
  multi_az              = true
  replica               = true
  backup_retention_days = 35
  deletion_protection   = true
  log_retention_days    = 365
  log_kms_key_arn       = "arn:aws:kms:af-south-1:111122223333:key/logs"
  secrets_kms_key_arn   = "arn:aws:kms:af-south-1:111122223333:key/secrets"
  max_connections       = 500
  connection_reserve    = 40
  services = {
    payments = { connections = { web = 5, worker = 12 }, max_tasks = { web = 6, worker = 3 } }
    auth     = { connections = { web = 5, worker = 12 }, max_tasks = { web = 6, worker = 3 } }
  }
}

run "a_standby_a_replica_and_five_weeks" {
  command = apply

  assert {
    condition     = aws_db_instance.primary.multi_az && aws_db_instance.primary.backup_retention_period == 35 && aws_db_instance.primary.deletion_protection
    error_message = "The primary survives a zone, a slip and five weeks of not noticing."
  }
  assert {
    condition     = output.replica_address == aws_db_instance.replica[0].address && output.replica_address != output.address
    error_message = "Readers read from the replica."
  }
  assert {
    condition     = aws_db_instance.primary.password == null && aws_secretsmanager_secret_version.master.secret_string == null
    error_message = "The administrator's password stands nowhere but in its secret."
  }
  assert {
    # (6 × 5 + 3 × 12) × 2 services × 2 colours + 40
    condition     = output.connections_planned == 304
    error_message = "Blue and green count twice."
  }
}

run "as_many_connections_as_there_are" {
  command = plan

  variables {
    max_connections = 380 # 304 of 380 are 80 %
  }
  assert {
    condition     = output.connections_planned == 304
    error_message = "Exactly four fifths fit."
  }
}

run "refuses_one_connection_too_many" {
  command = plan

  variables {
    max_connections = 379
  }
  expect_failures = [aws_db_instance.primary]
}

run "refuses_production_without_a_standby" {
  command = plan

  variables {
    multi_az = false
  }
  expect_failures = [aws_db_instance.primary]
}

run "refuses_another_major_version" {
  command = plan

  variables {
    engine_version = "17.4"
  }
  expect_failures = [var.engine_version]
}

run "staging_has_less" {
  command = apply

  variables {
    environment           = "staging"
    multi_az              = false
    replica               = false
    backup_retention_days = 7
    deletion_protection   = false
  }
  assert {
    condition     = length(aws_db_instance.replica) == 0 && output.replica_address == output.address
    error_message = "Without a replica, readers read from the primary."
  }
}
