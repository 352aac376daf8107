output "service_name" {
  description = "ECS service, <name>-worker."
  value       = aws_ecs_service.this.name
}

output "service_arn" {
  description = "ARN of the ECS service."
  value       = aws_ecs_service.this.id
}

output "task_definition_values" {
  description = "What the deployment puts into infra/task-definitions/worker.json.tmpl, everything but image and version."
  value       = local.template_values
}
