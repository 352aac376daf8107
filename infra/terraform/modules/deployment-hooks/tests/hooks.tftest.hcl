variables {
  name                  = "staging"
  zip_path              = "hooks.zip"
  zip_sha256            = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
  subnet_ids            = ["subnet-1", "subnet-2"]
  security_group_id     = "sg-hooks"
  cluster_name          = "creator-staging"
  cluster_arn           = "arn:aws:ecs:af-south-1:111122223333:cluster/creator-staging"
  test_listener_url     = "https://internal-windsurf.elb.example:8443"
  app_host              = "app.example.com"
  store_host            = "example.com"
  alb_arn_suffix        = "app/windsurf-staging/1"
  target_group_suffixes = { auth = { blue = "targetgroup/b/1", green = "targetgroup/g/2" } }
  repository_arns       = ["arn:aws:ecr:af-south-1:111122223333:repository/stan-store-windsurf/auth"]
  logs_kms_key_arn      = "arn:aws:kms:af-south-1:111122223333:key/one"
}

run "three_hooks_that_only_look" {
  command = apply

  assert {
    condition     = toset(keys(aws_lambda_function.hook)) == toset(["admission", "feature-domains", "business-metrics"])
    error_message = "Three questions."
  }
  assert {
    condition = alltrue(flatten([for p in aws_iam_role_policy.hook : [for s in jsondecode(p.policy).Statement : [
      for a in s.Action : can(regex("^(ecs|ecr|cloudwatch|secretsmanager):(Describe|Get|BatchGet)|^kms:Decrypt$|^logs:(CreateLogStream|PutLogEvents)$|^ec2:", a))
    ]]]))
    error_message = "A hook judges and changes nothing."
  }
  assert {
    condition     = alltrue([for f in aws_lambda_function.hook : f.timeout <= 900 && length(f.vpc_config) == 1])
    error_message = "ECS waits 15 minutes for an answer; the test listener is reached from inside."
  }
  assert {
    condition     = jsondecode(aws_iam_role.invoke.assume_role_policy).Statement[0].Principal.Service == "ecs.amazonaws.com" && jsondecode(aws_iam_role_policy.invoke.policy).Statement[0].Action == ["lambda:InvokeFunction"]
    error_message = "ECS asks, and may do nothing else."
  }
  assert {
    condition     = !strcontains(aws_iam_role_policy.hook["feature-domains"].policy, "secretsmanager")
    error_message = "The hook that looks at pages knows no secret."
  }
}
