locals {
  only_tls = { for purpose, bucket in aws_s3_bucket.this : purpose => [{
    Sid       = "OnlyTls"
    Effect    = "Deny"
    Principal = "*"
    Action    = "s3:*"
    Resource  = [bucket.arn, "${bucket.arn}/*"]
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }] }

  further = {
    products  = []
    analytics = []
    backups   = []
    assets = [{
      Sid       = "OnlyOurCloudFront"
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.this["assets"].arn}/*"
      Condition = { StringEquals = { "aws:SourceArn" = var.cloudfront_distribution_arns } }
    }]
    logs = concat([for account in compact([var.elb_account_id]) : {
      Sid       = "LoadBalancersOfThisRegionWrite"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${account}:root" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.this["logs"].arn}/alb/*"
      }], [
      {
        Sid       = "LoadBalancersAndFlowsWrite"
        Effect    = "Allow"
        Principal = { Service = ["logdelivery.elasticloadbalancing.amazonaws.com", "delivery.logs.amazonaws.com", "logging.s3.amazonaws.com"] }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.this["logs"].arn}/*"
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
    ])
  }
}

resource "aws_s3_bucket_policy" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.only_tls[each.key], local.further[each.key])
  })
  depends_on = [aws_s3_bucket_public_access_block.this]
}
