# What an environment refuses, before anything is planned. What it is stands in the plans (packages/release/src/terraform).

variables {
  environment = "production"
  services    = { for service in jsondecode(file("../../services.json")) : service.name => service }
  settings = {
    cidr                = "10.30.0.0/16"
    domain              = "example.com"
    emails              = ["operations@example.com"]
    nat_per_zone        = true
    deletion_protection = true
    images              = {}
    collector_digest    = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
    deployment          = { strategy = "CANARY", bake_minutes = 30 }
    tasks               = { web = { desired = 3, min = 3, max = 6 }, worker = { desired = 2, min = 2, max = 3 } }
    database = {
      instance_class        = "db.r6g.large"
      storage_gib           = { initial = 200, limit = 1000 }
      multi_az              = true
      replica               = true
      backup_retention_days = 35
      max_connections       = 1250
    }
    cache              = { node_type = "cache.r6g.large", nodes = 3 }
    log_retention_days = 365
    trail              = { lock_days = 365, lock_mode = "COMPLIANCE" }
    backup_lock        = { min_days = 7, max_days = 400, days_to_change = 14 }
    monthly_budget_usd = 6000
    anomaly_usd        = 200
  }
}

run "refuses_an_unknown_environment" {
  command = plan

  variables {
    environment = "sandbox"
  }
  expect_failures = [var.environment]
}

run "refuses_an_empty_list_of_services" {
  command = plan

  variables {
    services = {}
  }
  expect_failures = [var.services]
}

run "refuses_two_services_on_one_port" {
  command = plan

  variables {
    services = { for service in jsondecode(file("../../services.json")) : service.name => merge(service, { port = 4030 }) }
  }
  expect_failures = [var.services]
}

run "refuses_production_that_can_be_deleted" {
  command = plan

  variables {
    settings = {
      cidr                = "10.30.0.0/16"
      domain              = "example.com"
      emails              = ["operations@example.com"]
      nat_per_zone        = true
      deletion_protection = false
      images              = {}
      collector_digest    = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
      deployment          = { strategy = "CANARY", bake_minutes = 30 }
      tasks               = { web = { desired = 3, min = 3, max = 6 }, worker = { desired = 2, min = 2, max = 3 } }
      database = {
        instance_class        = "db.r6g.large"
        storage_gib           = { initial = 200, limit = 1000 }
        multi_az              = true
        replica               = true
        backup_retention_days = 35
        max_connections       = 1250
      }
      cache              = { node_type = "cache.r6g.large", nodes = 3 }
      log_retention_days = 365
      trail              = { lock_days = 365, lock_mode = "COMPLIANCE" }
      backup_lock        = { min_days = 7, max_days = 400, days_to_change = 14 }
      monthly_budget_usd = 6000
      anomaly_usd        = 200
    }
  }
  expect_failures = [var.settings]
}

run "refuses_two_tasks_in_production" {
  command = plan

  variables {
    settings = {
      cidr                = "10.30.0.0/16"
      domain              = "example.com"
      emails              = ["operations@example.com"]
      nat_per_zone        = true
      deletion_protection = true
      images              = {}
      collector_digest    = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
      deployment          = { strategy = "CANARY", bake_minutes = 30 }
      tasks               = { web = { desired = 3, min = 2, max = 6 }, worker = { desired = 2, min = 2, max = 3 } }
      database = {
        instance_class        = "db.r6g.large"
        storage_gib           = { initial = 200, limit = 1000 }
        multi_az              = true
        replica               = true
        backup_retention_days = 35
        max_connections       = 1250
      }
      cache              = { node_type = "cache.r6g.large", nodes = 3 }
      log_retention_days = 365
      trail              = { lock_days = 365, lock_mode = "COMPLIANCE" }
      backup_lock        = { min_days = 7, max_days = 400, days_to_change = 14 }
      monthly_budget_usd = 6000
      anomaly_usd        = 200
    }
  }
  expect_failures = [var.settings]
}

run "refuses_an_image_by_tag" {
  command = plan

  variables {
    settings = {
      cidr                = "10.30.0.0/16"
      domain              = "example.com"
      emails              = ["operations@example.com"]
      nat_per_zone        = true
      deletion_protection = true
      images              = { payments = "latest" }
      collector_digest    = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
      deployment          = { strategy = "CANARY", bake_minutes = 30 }
      tasks               = { web = { desired = 3, min = 3, max = 6 }, worker = { desired = 2, min = 2, max = 3 } }
      database = {
        instance_class        = "db.r6g.large"
        storage_gib           = { initial = 200, limit = 1000 }
        multi_az              = true
        replica               = true
        backup_retention_days = 35
        max_connections       = 1250
      }
      cache              = { node_type = "cache.r6g.large", nodes = 3 }
      log_retention_days = 365
      trail              = { lock_days = 365, lock_mode = "COMPLIANCE" }
      backup_lock        = { min_days = 7, max_days = 400, days_to_change = 14 }
      monthly_budget_usd = 6000
      anomaly_usd        = 200
    }
  }
  expect_failures = [var.settings]
}

run "refuses_another_continent" {
  command = plan

  variables {
    settings = {
      region              = "us-west-2"
      availability_zones  = ["us-west-2a", "us-west-2b", "us-west-2c"]
      cidr                = "10.30.0.0/16"
      domain              = "example.com"
      emails              = ["operations@example.com"]
      nat_per_zone        = true
      deletion_protection = true
      images              = {}
      collector_digest    = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
      deployment          = { strategy = "CANARY", bake_minutes = 30 }
      tasks               = { web = { desired = 3, min = 3, max = 6 }, worker = { desired = 2, min = 2, max = 3 } }
      database = {
        instance_class        = "db.r6g.large"
        storage_gib           = { initial = 200, limit = 1000 }
        multi_az              = true
        replica               = true
        backup_retention_days = 35
        max_connections       = 1250
      }
      cache              = { node_type = "cache.r6g.large", nodes = 3 }
      log_retention_days = 365
      trail              = { lock_days = 365, lock_mode = "COMPLIANCE" }
      backup_lock        = { min_days = 7, max_days = 400, days_to_change = 14 }
      monthly_budget_usd = 6000
      anomaly_usd        = 200
    }
  }
  expect_failures = [var.settings]
}
