output "deployment_alarm_names" {
  description = "Per service, the alarms that turn a deployment back: 5xx and p95 of both groups, healthy tasks."
  value       = local.deployment_alarm_names
}

output "topic_arn" {
  description = "Topic of the people on call, in the region."
  value       = aws_sns_topic.on_call.arn
}

output "us_east_1_topic_arn" {
  description = "The same in us-east-1."
  value       = aws_sns_topic.on_call_us_east_1.arn
}

output "alarms" {
  description = "Every alarm with the runbook that its description names: what the check of one runbook per alarm reads."
  value       = local.alarm_list
}

output "dashboard_name" {
  description = "CloudWatch dashboard of the environment."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}
