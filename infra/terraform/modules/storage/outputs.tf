output "bucket_names" {
  description = "Name of each bucket by purpose: products, assets, analytics, backups, logs."
  value       = { for purpose, bucket in aws_s3_bucket.this : purpose => bucket.bucket }
}

output "bucket_arns" {
  description = "ARN of each bucket by purpose."
  value       = { for purpose, bucket in aws_s3_bucket.this : purpose => bucket.arn }
}

output "bucket_regional_domain_names" {
  description = "Host name of each bucket by purpose; the assets bucket's is an origin of CloudFront."
  value       = { for purpose, bucket in aws_s3_bucket.this : purpose => bucket.bucket_regional_domain_name }
}

output "kms_key_arn" {
  description = "Key of the buckets that are private to services."
  value       = aws_kms_key.this.arn
}
