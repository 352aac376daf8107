output "primary_endpoint" {
  description = "Host name of the primary node."
  value       = aws_elasticache_replication_group.this.primary_endpoint_address
}

output "port" {
  description = "Port, TLS only."
  value       = 6379
}

output "replication_group_id" {
  description = "Id of the replication group, for alarms."
  value       = aws_elasticache_replication_group.this.replication_group_id
}

output "address_secret_arn" {
  description = "ARN of windsurf/redis; JSON with url."
  value       = aws_secretsmanager_secret.address.arn
}

output "cluster_ids" {
  description = "Nodes, as CloudWatch names them."
  value       = [for node in range(var.nodes) : format("%s-%03d", var.name, node + 1)]
}
