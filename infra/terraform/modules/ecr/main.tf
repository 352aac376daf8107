data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

resource "aws_kms_key" "this" {
  description             = "Images of ${var.prefix}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_ecr_repository" "this" {
  for_each             = var.services
  name                 = "${var.prefix}/${each.key}"
  image_tag_mutability = "IMMUTABLE"
  tags                 = { "app.name" = each.key }

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.this.arn
  }
}

# Again whenever a new weakness becomes known, not only on the day of the push.
resource "aws_ecr_registry_scanning_configuration" "this" {
  scan_type = "ENHANCED"

  rule {
    scan_frequency = "CONTINUOUS_SCAN"
    repository_filter {
      filter      = "${var.prefix}/*"
      filter_type = "WILDCARD"
    }
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each   = var.services
  repository = aws_ecr_repository.this[each.key].name
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "What has no tag belongs to nobody"
        selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 14 }
        action       = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "The newest ${var.kept_images}"
        selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = var.kept_images }
        action       = { type = "expire" }
      },
    ]
  })
}

resource "aws_ecr_replication_configuration" "this" {
  count = var.replicate_to_account == null ? 0 : 1

  replication_configuration {
    rule {
      destination {
        region      = data.aws_region.current.region
        registry_id = var.replicate_to_account
      }
      repository_filter {
        filter      = "${var.prefix}/"
        filter_type = "PREFIX_MATCH"
      }
    }
  }
}

resource "aws_ecr_registry_policy" "replication" {
  count = var.replicate_from_account == null ? 0 : 1
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "CopiesOfWhatStagingRan"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${var.replicate_from_account}:root" }
      Action    = ["ecr:ReplicateImage"]
      Resource  = "arn:aws:ecr:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:repository/${var.prefix}/*"
    }]
  })
}
