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
