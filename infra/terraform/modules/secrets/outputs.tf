output "kms_key_arn" {
  description = "Key that encrypts every secret."
  value       = aws_kms_key.this.arn
}

output "shared_secret_arn" {
  description = "ARN of windsurf/shared, which every service reads."
  value       = aws_secretsmanager_secret.shared.arn
}

output "service_secret_arns" {
  description = "ARN of windsurf/<service>, by service."
  value       = { for name, secret in aws_secretsmanager_secret.service : name => secret.arn }
}

output "database_login_arns" {
  description = "ARN of windsurf/database/<role>, by role name (svc_payments, migrator_payments, reader_analytics, ...); JSON with username, password and url; a service's own login has a read_url besides, at the replica."
  value       = { for role, secret in aws_secretsmanager_secret.login : role => secret.arn }
}

output "service_database_secret_arns" {
  description = "ARN of the login that a service's tasks use, by service."
  value       = { for name, service in var.services : name => aws_secretsmanager_secret.login["svc_${service.schema}"].arn }
}

output "migrator_database_secret_arns" {
  description = "ARN of the login that a service's migrations use, by service."
  value       = { for name, service in var.services : name => aws_secretsmanager_secret.login["migrator_${service.schema}"].arn }
}

output "readable_by_service" {
  description = "Every secret that a service may read, by service: what its roles are granted."
  value = { for name, service in var.services : name => [
    aws_secretsmanager_secret.shared.arn,
    aws_secretsmanager_secret.service[name].arn,
  ] }
}
