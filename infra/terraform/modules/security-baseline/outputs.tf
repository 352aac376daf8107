output "trail_bucket_name" {
  description = "Bucket of the audit trail; its objects cannot be deleted before their time."
  value       = aws_s3_bucket.trail.bucket
}

output "guardduty_detector_id" {
  description = "Id of the detector."
  value       = aws_guardduty_detector.this.id
}

output "security_topic_arn" {
  description = "Topic that findings, root sign-ins and budget warnings are sent to."
  value       = aws_sns_topic.security.arn
}
