output "repository_urls" {
  description = "Address of each repository, by service (the dashboard included)."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.repository_url }
}

output "repository_arns" {
  description = "ARN of each repository, by service."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.arn }
}
