# What the account's guards promise, applied without an account.

variables {
  name            = "creator-production"
  trail_lock_days = 365
  trail_lock_mode = "COMPLIANCE"
  log_kms_key_arn = "arn:aws:kms:af-south-1:111122223333:key/logs"
  emails          = ["operations@example.com"]
  anomaly_usd     = 100
  budget_usd      = 1000
}

run "watched_and_written_down" {
  command = apply

  assert {
    condition     = aws_guardduty_detector.this.enable && length(aws_guardduty_detector_feature.this) >= 4
    error_message = "GuardDuty looks, at containers, objects and sign-ins too."
  }
  assert {
    condition     = length(aws_securityhub_standards_subscription.this) == 2 && length(aws_config_config_rule.this) >= 20
    error_message = "Security Hub holds two standards, Config twenty rules at least."
  }
  assert {
    condition     = aws_cloudtrail.this.is_multi_region_trail && aws_cloudtrail.this.enable_log_file_validation && one(one(aws_s3_bucket_object_lock_configuration.trail.rule).default_retention).mode == "COMPLIANCE"
    error_message = "What was done is written in every region and cannot be taken back."
  }
  assert {
    condition     = toset(keys(aws_cloudwatch_event_target.this)) == toset(["guardduty", "securityhub", "root", "trail"])
    error_message = "Grave findings, the root user and a stopped trail reach people."
  }
  assert {
    condition     = length(aws_budgets_budget.month.notification) == 2 && length(aws_ce_anomaly_subscription.this) == 1
    error_message = "Costs are told before they are spent, and when they jump."
  }
}

run "refuses_a_trail_for_a_week" {
  command = plan

  variables {
    trail_lock_days = 7
  }
  expect_failures = [var.trail_lock_days]
}

run "refuses_findings_for_nobody" {
  command = plan

  variables {
    emails = []
  }
  expect_failures = [var.emails]
}
