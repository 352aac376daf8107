output "cluster_arn" {
  description = "ARN of the cluster."
  value       = aws_ecs_cluster.this.arn
}

output "cluster_name" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.this.name
}

output "namespace_arn" {
  description = "Namespace of Service Connect: services call one another as http://<service>:<port>."
  value       = aws_service_discovery_http_namespace.this.arn
}

output "log_group_names" {
  description = "Log group of each service."
  value       = { for name, group in aws_cloudwatch_log_group.service : name => group.name }
}

output "log_group_arns" {
  description = "ARN of each service's log group."
  value       = { for name, group in aws_cloudwatch_log_group.service : name => group.arn }
}

output "infrastructure_role_arn" {
  description = "Role with which ECS moves listener weights."
  value       = aws_iam_role.infrastructure.arn
}
