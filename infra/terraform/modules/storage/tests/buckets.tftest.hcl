# What the buckets promise, applied without an account.

variables {
  prefix                       = "windsurf-staging"
  upload_origins               = ["https://app.example.com"]
  cloudfront_distribution_arns = ["arn:aws:cloudfront::111122223333:distribution/ONE"]
  log_retention_days           = 30
}

run "four_buckets_and_their_logs" {
  command = apply

  assert {
    condition     = toset(keys(output.bucket_names)) == toset(["products", "assets", "analytics", "backups", "logs"])
    error_message = "Four purposes, and the logs."
  }
  assert {
    condition     = alltrue([for block in aws_s3_bucket_public_access_block.this : block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets])
    error_message = "No bucket is public."
  }
  assert {
    condition     = alltrue([for policy in aws_s3_bucket_policy.this : jsondecode(policy.policy).Statement[0].Sid == "OnlyTls" && jsondecode(policy.policy).Statement[0].Effect == "Deny"])
    error_message = "No bucket answers without TLS."
  }
  assert {
    condition = alltrue([for purpose in ["products", "analytics", "backups"] :
      one(aws_s3_bucket_server_side_encryption_configuration.this[purpose].rule).apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms"
    ])
    error_message = "What is private has a key of ours."
  }
  assert {
    condition     = toset(keys(aws_s3_bucket_cors_configuration.this)) == toset(["products", "assets"])
    error_message = "A browser uploads products and pictures, nothing else."
  }
  assert {
    condition     = length(aws_s3_bucket_logging.this) == 4
    error_message = "Every bucket but the logs' own says who asked."
  }
}

run "assets_only_through_our_cloudfront" {
  command = apply

  assert {
    condition = [for statement in jsondecode(aws_s3_bucket_policy.this["assets"].policy).Statement : statement.Condition.StringEquals["aws:SourceArn"]
    if statement.Effect == "Allow"] == [["arn:aws:cloudfront::111122223333:distribution/ONE"]]
    error_message = "One reader, by name."
  }
  assert {
    condition     = length([for statement in jsondecode(aws_s3_bucket_policy.this["products"].policy).Statement : statement if statement.Effect == "Allow"]) == 0
    error_message = "The policy of what buyers bought allows nobody anything; roles do."
  }
}

run "refuses_an_origin_without_tls" {
  command = plan

  variables {
    upload_origins = ["http://app.example.com"]
  }
  expect_failures = [var.upload_origins]
}
