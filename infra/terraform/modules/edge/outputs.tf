output "distribution_ids" {
  description = "Id of the distribution of each origin, store and app."
  value       = { for origin, one in aws_cloudfront_distribution.this : origin => one.id }
}

output "distribution_arns" {
  description = "ARNs that the policy of the pictures' bucket lets read."
  value       = { for origin, one in aws_cloudfront_distribution.this : origin => one.arn }
}

output "distribution_domain_names" {
  description = "What the records of the two hosts point to."
  value       = { for origin, one in aws_cloudfront_distribution.this : origin => one.domain_name }
}

output "distribution_hosted_zone_id" {
  description = "CloudFront's own hosted zone, for alias records."
  value       = aws_cloudfront_distribution.this["store"].hosted_zone_id
}

output "web_acl_arn" {
  description = "Firewall of both distributions."
  value       = aws_wafv2_web_acl.this.arn
}

output "web_acl_name" {
  description = "How CloudWatch names the firewall."
  value       = local.acl_name
}
