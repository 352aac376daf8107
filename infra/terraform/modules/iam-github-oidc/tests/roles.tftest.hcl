# What the pipelines' roles promise, applied without an account.

variables {
  environments      = ["staging"]
  services          = ["auth", "payments", "dashboard"]
  state_bucket_arn  = "arn:aws:s3:::state"
  state_kms_key_arn = "arn:aws:kms:af-south-1:111122223333:key/state"
  github_oidc_subjects = {
    "ci-plan"              = ["repo:owner/repository:pull_request"]
    "ci-build"             = ["repo:owner/repository:ref:refs/heads/develop"]
    "ci-deploy-staging"    = ["repo:owner/repository:environment:staging"]
    "ci-drill-staging"     = ["repo:owner/repository:environment:staging"]
    "ci-terraform-staging" = ["repo:owner/repository:environment:staging"]
  }
}

run "five_roles_for_one_environment" {
  command = apply

  assert {
    condition     = toset(keys(output.role_arns)) == toset(["ci-plan", "ci-build", "ci-deploy-staging", "ci-drill-staging", "ci-terraform-staging"])
    error_message = "Plan, build, deploy, drill and change are five."
  }
  assert {
    condition = alltrue([for name, role in aws_iam_role.this :
      tolist(jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"]) == var.github_oidc_subjects[name]
    ])
    error_message = "Each role is taken by its own subjects, to the letter."
  }
}

run "refuses_a_star" {
  command = plan

  variables {
    github_oidc_subjects = {
      "ci-plan"              = ["repo:owner/*:pull_request"]
      "ci-build"             = ["repo:owner/repository:ref:refs/heads/develop"]
      "ci-deploy-staging"    = ["repo:owner/repository:environment:staging"]
      "ci-drill-staging"     = ["repo:owner/repository:environment:staging"]
      "ci-terraform-staging" = ["repo:owner/repository:environment:staging"]
    }
  }
  expect_failures = [var.github_oidc_subjects]
}

run "refuses_a_deployment_from_a_branch" {
  command = plan

  variables {
    github_oidc_subjects = {
      "ci-plan"              = ["repo:owner/repository:pull_request"]
      "ci-build"             = ["repo:owner/repository:ref:refs/heads/develop"]
      "ci-deploy-staging"    = ["repo:owner/repository:ref:refs/heads/develop"]
      "ci-drill-staging"     = ["repo:owner/repository:environment:staging"]
      "ci-terraform-staging" = ["repo:owner/repository:environment:staging"]
    }
  }
  expect_failures = [var.github_oidc_subjects]
}

run "refuses_an_unknown_environment" {
  command = plan

  variables {
    environments = ["sandbox"]
  }
  expect_failures = [var.environments]
}
