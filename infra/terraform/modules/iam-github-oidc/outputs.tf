output "role_arns" {
  description = "ARN of each pipeline role: ci-plan, ci-build, ci-deploy-, ci-drill- and ci-terraform-<environment>."
  value       = { for name, role in aws_iam_role.this : name => role.arn }
}

output "provider_arn" {
  description = "ARN of the identity provider of GitHub Actions."
  value       = aws_iam_openid_connect_provider.github.arn
}
