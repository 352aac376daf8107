output "environment" {
  description = "What pipelines, release commands and runbooks read (`terraform output -json environment`)."
  value       = module.environment
  sensitive   = true
}
