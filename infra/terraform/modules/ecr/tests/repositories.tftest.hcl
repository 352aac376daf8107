# What the repositories promise, applied without an account.

variables {
  services = ["auth", "dashboard"]
}

run "immutable_scanned_and_named" {
  command = apply

  assert {
    condition     = toset([for one in aws_ecr_repository.this : one.name]) == toset(["stan-store-windsurf/auth", "stan-store-windsurf/dashboard"])
    error_message = "The prefix is the pipelines'."
  }
  assert {
    condition     = alltrue([for one in aws_ecr_repository.this : one.image_tag_mutability == "IMMUTABLE" && one.image_scanning_configuration[0].scan_on_push])
    error_message = "A tag stays where it is, and every image is looked at."
  }
  assert {
    condition     = length(aws_ecr_replication_configuration.this) == 0 && length(aws_ecr_registry_policy.replication) == 0
    error_message = "Nothing is copied unless told."
  }
}

run "copies_go_to_one_account" {
  command = apply

  variables {
    replicate_to_account = "222222222222"
  }
  assert {
    condition     = one(one(one(aws_ecr_replication_configuration.this[0].replication_configuration).rule).destination).registry_id == "222222222222"
    error_message = "Staging's images become production's, digest for digest."
  }
}

run "refuses_too_short_a_memory" {
  command = plan

  variables {
    kept_images = 3
  }
  expect_failures = [var.kept_images]
}

run "refuses_a_name_for_an_account" {
  command = plan

  variables {
    replicate_from_account = "staging"
  }
  expect_failures = [var.replicate_from_account]
}
