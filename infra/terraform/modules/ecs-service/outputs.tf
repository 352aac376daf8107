output "service_name" {
  description = "ECS service, as the service is called."
  value       = aws_ecs_service.this.name
}

output "service_arn" {
  description = "ARN of the ECS service."
  value       = aws_ecs_service.this.id
}

output "task_role_arn" {
  description = "What the code may do, web and worker alike."
  value       = aws_iam_role.task.arn
}

output "task_role_name" {
  description = "Name of that role."
  value       = aws_iam_role.task.name
}

output "execution_role_arn" {
  description = "What ECS may do to start a task: pull the image, write logs, read the listed secrets."
  value       = aws_iam_role.execution.arn
}

output "migration_execution_role_arn" {
  description = "The same for the task that migrates; null where nothing is migrated."
  value       = one(aws_iam_role.migration_execution[*].arn)
}

output "task_policy_json" {
  description = "Policy of the task's role, for simulation."
  value       = local.task_policy
}

output "task_definition_values" {
  description = "What the deployment puts into infra/task-definitions/<kind>.json.tmpl, everything but image and version."
  value       = local.template_values
}

output "migration_definition_values" {
  description = "What the deployment puts into infra/task-definitions/migrate.json.tmpl; null where nothing is migrated."
  value       = local.migration_values
}
