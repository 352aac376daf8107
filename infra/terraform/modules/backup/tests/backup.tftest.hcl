# What the backups promise, applied without an account.

variables {
  name                   = "creator-production"
  database_arn           = "arn:aws:rds:af-south-1:111122223333:db:creator-production"
  resource_arns          = ["arn:aws:rds:af-south-1:111122223333:db:creator-production", "arn:aws:s3:::products"]
  monthly_retention_days = 365
  lock                   = { min_days = 7, max_days = 400, days_to_change = 14 }
  topic_arn              = "arn:aws:sns:af-south-1:111122223333:security"
}

run "locked_and_restored_every_month" {
  command = apply

  assert {
    condition     = aws_backup_vault_lock_configuration.this.min_retention_days == 7 && aws_backup_vault_lock_configuration.this.changeable_for_days == 14
    error_message = "Nobody deletes a copy before its time, and in two weeks nobody can change that."
  }
  assert {
    condition     = length(aws_backup_plan.this.rule) == 2 && aws_backup_selection.this.resources == toset(var.resource_arns)
    error_message = "Every day and every month, database and buckets."
  }
  assert {
    condition     = aws_backup_restore_testing_selection.database.protected_resource_arns == toset([var.database_arn])
    error_message = "The database is brought back to see whether it comes."
  }
}

run "no_monthly_copy_where_none_is_wanted" {
  command = apply

  variables {
    monthly_retention_days = 0
  }
  assert {
    condition     = length(aws_backup_plan.this.rule) == 1
    error_message = "The daily copy alone."
  }
}

run "refuses_to_back_up_nothing" {
  command = plan

  variables {
    resource_arns = []
  }
  expect_failures = [var.resource_arns]
}
