# What the secrets promise, applied without an account.

variables {
  services = {
    payments      = { schema = "payments" }
    store-builder = { schema = "store" }
  }
  database = {
    address         = "primary.example"
    replica_address = "replica.example"
    port            = 5432
    name            = "windsurf"
  }
  rotation_topic_arn = "arn:aws:sns:af-south-1:111122223333:security"
}

run "one_secret_per_service_and_login" {
  command = apply

  assert {
    condition     = toset([for secret in aws_secretsmanager_secret.service : secret.name]) == toset(["windsurf/payments", "windsurf/store-builder"])
    error_message = "The names are those that the services ask for."
  }
  assert {
    condition = toset(keys(output.database_login_arns)) == toset(flatten([
      for schema in ["payments", "store"] : [for kind in ["svc", "migrator", "reader", "backup"] : "${kind}_${schema}"]
    ]))
    error_message = "Each role of the database has a login of its own, by schema."
  }
  assert {
    condition     = alltrue([for role, login in local.logins : login.read_host == (startswith(role, "svc_") ? "replica.example" : null)])
    error_message = "A service's own login also reads from the replica."
  }
  assert {
    condition     = alltrue([for version in aws_secretsmanager_secret_version.login : version.secret_string == null])
    error_message = "No password stands in the state."
  }
  assert {
    condition     = length(aws_secretsmanager_secret_rotation.login) == 0
    error_message = "Without a function, rotation is the runbook's."
  }
  assert {
    condition     = length(output.readable_by_service["payments"]) == 2 && contains(output.readable_by_service["payments"], output.service_secret_arns["payments"]) && !contains(output.readable_by_service["payments"], output.service_secret_arns["store-builder"])
    error_message = "A service reads what all read and its own."
  }
}

run "rotated_where_there_is_a_function" {
  command = apply

  variables {
    rotation_function_arn = "arn:aws:lambda:af-south-1:111122223333:function:rotate"
  }
  assert {
    condition     = length(aws_secretsmanager_secret_rotation.login) == 8
    error_message = "Every login is rotated."
  }
}

run "refuses_an_unchecked_server" {
  command = plan

  variables {
    database_url_options = "sslmode=require"
  }
  expect_failures = [var.database_url_options]
}
