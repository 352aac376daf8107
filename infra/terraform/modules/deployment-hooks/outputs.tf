output "hooks" {
  description = "What ecs-service takes: the three functions and the role with which ECS asks them."
  value = {
    invoke_role_arn      = aws_iam_role.invoke.arn
    admission_arn        = aws_lambda_function.hook["admission"].arn
    feature_domains_arn  = aws_lambda_function.hook["feature-domains"].arn
    business_metrics_arn = aws_lambda_function.hook["business-metrics"].arn
  }
}

output "function_names" {
  description = "Name of each function, for a run by hand."
  value       = { for hook, function in aws_lambda_function.hook : hook => function.function_name }
}

output "role_arns" {
  description = "Role of each function."
  value       = { for hook, role in aws_iam_role.hook : hook => role.arn }
}
