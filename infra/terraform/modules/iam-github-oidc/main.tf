data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.region
  roles   = keys(merge(local.policies, local.environment_policies))
}

resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "this" {
  for_each             = toset(local.roles)
  name                 = each.key
  max_session_duration = can(regex("^ci-(deploy|drill)-", each.key)) ? 7200 : 3600
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = { StringEquals = {
        "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
        "token.actions.githubusercontent.com:sub" = var.github_oidc_subjects[each.key]
      } }
    }]
  })

  lifecycle {
    precondition {
      condition     = contains(keys(var.github_oidc_subjects), each.key)
      error_message = "github_oidc_subjects names nobody for ${each.key}."
    }
  }
}

resource "aws_iam_role_policy" "this" {
  for_each = merge(local.policies, local.environment_policies)
  name     = "what-it-may"
  role     = aws_iam_role.this[each.key].id
  policy   = jsonencode({ Version = "2012-10-17", Statement = each.value })
}

# Reading everything is what a plan does; what it must not read stands as a denial in its own policy.
resource "aws_iam_role_policy_attachment" "read_only" {
  for_each   = toset([for role in local.roles : role if role == "ci-plan" || startswith(role, "ci-terraform-")])
  role       = aws_iam_role.this[each.key].name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
