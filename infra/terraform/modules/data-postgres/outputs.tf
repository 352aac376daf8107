output "address" {
  description = "Host name of the primary."
  value       = aws_db_instance.primary.address
}

output "port" {
  description = "Port of the primary and the replica."
  value       = aws_db_instance.primary.port
}

output "database_name" {
  description = "The one database; each service has a schema in it."
  value       = aws_db_instance.primary.db_name
}

output "replica_address" {
  description = "Host name that analytics reads from: the replica, or the primary where there is none."
  value       = var.replica ? aws_db_instance.replica[0].address : aws_db_instance.primary.address
}

output "instance_identifier" {
  description = "Identifier of the primary, for alarms, snapshots and restores."
  value       = aws_db_instance.primary.identifier
}

output "instance_arn" {
  description = "ARN of the primary, for the backup plan."
  value       = aws_db_instance.primary.arn
}

output "replica_identifier" {
  description = "Identifier of the replica; null where there is none."
  value       = var.replica ? aws_db_instance.replica[0].identifier : null
}

output "master_secret_arn" {
  description = "Secret with the administrator's login; for the first bootstrap and restores only."
  value       = aws_secretsmanager_secret.master.arn
}

output "max_connections" {
  description = "Connections that the parameter group allows."
  value       = var.max_connections
}

output "connections_planned" {
  description = "Connections that blue and green open together at full scale, and the reserve."
  value       = local.connections_planned
}
