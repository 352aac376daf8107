output "vault_name" {
  description = "Name of the locked vault."
  value       = aws_backup_vault.this.name
}

output "vault_arn" {
  description = "ARN of the locked vault."
  value       = aws_backup_vault.this.arn
}

output "restore_testing_plan_name" {
  description = "Name of the plan that restores a copy every month."
  value       = aws_backup_restore_testing_plan.this.name
}
