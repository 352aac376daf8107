data "aws_caller_identity" "current" {}

locals {
  # products: what buyers bought. assets: pictures of stores. analytics: months that left the database.
  # backups: creators' own configuration, every night. logs: who asked for what, at the balancer and the buckets.
  buckets = {
    products  = { encryption = "aws:kms", noncurrent_days = 90, upload = true }
    assets    = { encryption = "AES256", noncurrent_days = 30, upload = true }
    analytics = { encryption = "aws:kms", noncurrent_days = 30, upload = false }
    backups   = { encryption = "aws:kms", noncurrent_days = 365, upload = false }
    # Load balancers and CloudFront can write only where S3 itself holds the key.
    logs = { encryption = "AES256", noncurrent_days = 7, upload = false }
  }
  account = data.aws_caller_identity.current.account_id
}

resource "aws_kms_key" "this" {
  description             = "${var.prefix} private buckets"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.prefix}-storage"
  target_key_id = aws_kms_key.this.key_id
}

resource "aws_s3_bucket" "this" {
  for_each      = local.buckets
  bucket        = "${var.prefix}-${each.key}-${local.account}"
  force_destroy = var.force_destroy
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each                = local.buckets
  bucket                  = aws_s3_bucket.this[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id

  rule {
    bucket_key_enabled = each.value.encryption == "aws:kms"
    apply_server_side_encryption_by_default {
      sse_algorithm     = each.value.encryption
      kms_master_key_id = each.value.encryption == "aws:kms" ? aws_kms_key.this.arn : null
    }
  }
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_logging" "this" {
  for_each      = { for purpose, bucket in local.buckets : purpose => bucket if purpose != "logs" }
  bucket        = aws_s3_bucket.this[each.key].id
  target_bucket = aws_s3_bucket.this["logs"].id
  target_prefix = "s3/${each.key}/"
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id

  rule {
    id     = "what-was-replaced-or-never-finished"
    status = "Enabled"
    filter {}
    noncurrent_version_expiration {
      noncurrent_days = each.value.noncurrent_days
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  dynamic "rule" {
    for_each = each.key == "logs" ? [var.log_retention_days] : []
    content {
      id     = "old-logs"
      status = "Enabled"
      filter {}
      expiration {
        days = rule.value
      }
    }
  }

  dynamic "rule" {
    for_each = contains(["analytics", "backups"], each.key) ? [each.key] : []
    content {
      id     = "seldom-read"
      status = "Enabled"
      filter {}
      transition {
        days          = 30
        storage_class = "STANDARD_IA"
      }
      transition {
        days          = 180
        storage_class = "GLACIER_IR"
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_cors_configuration" "this" {
  for_each = { for purpose, bucket in local.buckets : purpose => bucket if bucket.upload }
  bucket   = aws_s3_bucket.this[each.key].id

  cors_rule {
    allowed_methods = ["PUT"]
    allowed_origins = var.upload_origins
    allowed_headers = ["content-type", "content-length", "x-amz-checksum-sha256"]
    expose_headers  = ["etag"]
    max_age_seconds = 3600
  }
}
