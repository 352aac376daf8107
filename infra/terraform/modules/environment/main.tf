# One environment, whole. The roots in envs/ say which one and with which settings: what staging is tried with is what
# production gets, because both are this.

locals {
  name = "creator-${var.environment}"

  app_host   = "app.${var.settings.domain}"
  store_host = var.settings.domain

  dashboard = { port = 8080, cpu = 256, memory = 512 }
  names     = toset(concat(keys(var.services), ["dashboard"]))
  # Terraform names the first image only. Where none is given yet the service waits for its first deployment.
  no_image = "sha256:${join("", [for digit in range(64) : "0"])}"
  images   = { for name in local.names : name => "${module.ecr.repository_urls[name]}@${lookup(var.settings.images, name, local.no_image)}" }

  tasks = { for name in local.names : name => try(var.settings.tasks_of[name], var.settings.tasks) }

  # Who calls whom, as each service's env.ts asks for addresses (packages/release proves that the two agree).
  calls = merge(
    { for name in keys(var.services) : name => ["auth"] },
    {
      auth          = ["delivery", "notifications", "payments", "store-builder"]
      delivery      = ["auth", "payments"]
      notifications = ["auth", "delivery", "payments"]
      payments      = ["auth", "delivery"]
      store-builder = ["auth", "delivery", "payments"]
    },
  )

  # Which key of the bucket a service may touch; a purpose that is not named here is whole.
  prefixes = { assets = "images/*" }
  private  = ["products", "analytics", "backups"]
}

module "network" {
  source                  = "../network"
  name                    = local.name
  cidr                    = var.settings.cidr
  availability_zones      = var.settings.availability_zones
  nat_per_zone            = var.settings.nat_per_zone
  log_kms_key_arn         = aws_kms_key.operations.arn
  flow_log_retention_days = var.settings.log_retention_days
  services = merge(
    { for name, service in var.services : name => {
      port     = service.port
      stateful = true
      outside  = service.outside
      calls    = local.calls[name]
    } },
    { dashboard = { port = local.dashboard.port, stateful = false, outside = false, calls = [] } },
  )
}

module "data_postgres" {
  source                = "../data-postgres"
  name                  = local.name
  environment           = var.environment
  subnet_ids            = module.network.data_subnet_ids
  security_group_id     = module.network.database_security_group_id
  engine_version        = var.settings.database.engine_version
  instance_class        = var.settings.database.instance_class
  storage_gib           = var.settings.database.storage_gib
  multi_az              = var.settings.database.multi_az
  replica               = var.settings.database.replica
  backup_retention_days = var.settings.database.backup_retention_days
  max_connections       = var.settings.database.max_connections
  deletion_protection   = var.settings.deletion_protection
  log_retention_days    = var.settings.log_retention_days
  log_kms_key_arn       = aws_kms_key.operations.arn
  secrets_kms_key_arn   = module.secrets.kms_key_arn
  services = { for name, service in var.services : name => {
    connections = service.connections
    max_tasks   = { web = local.tasks[name].web.max, worker = local.tasks[name].worker.max }
  } }
}

module "cache" {
  source              = "../cache"
  name                = local.name
  subnet_ids          = module.network.data_subnet_ids
  security_group_id   = module.network.cache_security_group_id
  node_type           = var.settings.cache.node_type
  nodes               = var.settings.cache.nodes
  secrets_kms_key_arn = module.secrets.kms_key_arn
  log_kms_key_arn     = aws_kms_key.operations.arn
  log_retention_days  = var.settings.log_retention_days
}

module "secrets" {
  source                = "../secrets"
  services              = { for name, service in var.services : name => { schema = service.schema } }
  rotation_function_arn = var.settings.rotation_function_arn
  rotation_topic_arn    = module.security_baseline.security_topic_arn
  database = {
    address         = module.data_postgres.address
    replica_address = module.data_postgres.replica_address
    port            = module.data_postgres.port
    name            = module.data_postgres.database_name
  }
}

module "storage" {
  source                       = "../storage"
  prefix                       = "windsurf-${var.environment}"
  upload_origins               = ["https://${local.app_host}"]
  cloudfront_distribution_arns = values(module.edge.distribution_arns)
  log_retention_days           = var.settings.log_retention_days
}

module "ecr" {
  source                 = "../ecr"
  services               = setunion(local.names, ["collector"])
  replicate_to_account   = var.settings.images_to_account
  replicate_from_account = var.settings.images_from_account
}

module "dns" {
  source   = "../dns"
  domain   = var.settings.domain
  app_host = local.app_host
  aliases = {
    store   = module.edge.distribution_domain_names["store"]
    app     = module.edge.distribution_domain_names["app"]
    zone_id = module.edge.distribution_hosted_zone_id
  }
}

module "security_baseline" {
  source          = "../security-baseline"
  name            = local.name
  trail_lock_days = var.settings.trail.lock_days
  trail_lock_mode = var.settings.trail.lock_mode
  log_kms_key_arn = aws_kms_key.operations.arn
  emails          = var.settings.emails
  anomaly_usd     = var.settings.anomaly_usd
  budget_usd      = var.settings.monthly_budget_usd
}

module "backup" {
  source                 = "../backup"
  name                   = local.name
  database_arn           = module.data_postgres.instance_arn
  resource_arns          = concat([module.data_postgres.instance_arn], [for purpose in ["products", "backups"] : module.storage.bucket_arns[purpose]])
  daily_retention_days   = var.settings.database.backup_retention_days
  monthly_retention_days = var.settings.monthly_backup_days
  lock                   = var.settings.backup_lock
  topic_arn              = module.security_baseline.security_topic_arn
}
