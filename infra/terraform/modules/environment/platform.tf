# CloudFront's proof of itself, made here once per generation. It stands in the state, which is encrypted and closed, because
# a listener rule has no write-only argument; it opens no data, only the way past the firewall.
resource "terraform_data" "origin_secret" {
  for_each = toset([for generation in var.settings.origin_secret_generations : tostring(generation)])
  input    = sha256("${uuid()}${uuid()}")

  lifecycle {
    ignore_changes = [input]
  }
}

locals {
  # Wrapped, because what terraform_data gives back is not known to be secret.
  origin_secrets = sensitive([for generation in var.settings.origin_secret_generations : terraform_data.origin_secret[tostring(generation)].output])
}

module "alb" {
  source              = "../alb"
  name                = var.environment
  vpc_id              = module.network.vpc_id
  subnet_ids          = var.settings.origin_mode == "vpc_origin" ? module.network.private_subnet_ids : module.network.public_subnet_ids
  security_group_id   = module.network.alb_security_group_id
  certificate_arn     = module.dns.certificate_arn
  app_host            = local.app_host
  store_host          = local.store_host
  origin_mode         = var.settings.origin_mode
  origin_secrets      = local.origin_secrets
  dashboard_port      = local.dashboard.port
  logs_bucket         = module.storage.bucket_names["logs"]
  deletion_protection = var.settings.deletion_protection
  services            = { for name, service in var.services : name => { port = service.port, paths = service.paths } }
}

module "edge" {
  source                             = "../edge"
  name                               = var.environment
  app_host                           = local.app_host
  store_host                         = local.store_host
  certificate_arn                    = module.dns.cloudfront_certificate_arn
  origin_mode                        = var.settings.origin_mode
  alb_arn                            = module.alb.arn
  alb_dns_name                       = module.alb.dns_name
  origin_secret                      = local.origin_secrets[0]
  assets_bucket_regional_domain_name = module.storage.bucket_regional_domain_names["assets"]
  logs_kms_key_arn                   = aws_kms_key.operations_us_east_1.arn
  log_retention_days                 = var.settings.log_retention_days
}

module "ecs_cluster" {
  source             = "../ecs-cluster"
  name               = local.name
  services           = local.names
  log_retention_days = var.settings.log_retention_days
  logs_kms_key_arn   = aws_kms_key.operations.arn
}

module "deployment_hooks" {
  source                = "../deployment-hooks"
  name                  = var.environment
  region                = var.settings.region
  zip_path              = var.settings.hooks_zip.path
  zip_sha256            = var.settings.hooks_zip.sha256
  subnet_ids            = module.network.private_subnet_ids
  security_group_id     = module.network.hooks_security_group_id
  cluster_name          = module.ecs_cluster.cluster_name
  cluster_arn           = module.ecs_cluster.cluster_arn
  test_listener_url     = module.alb.test_listener_url
  app_host              = local.app_host
  store_host            = local.store_host
  alb_arn_suffix        = module.alb.arn_suffix
  target_group_suffixes = { for name, groups in module.alb.target_groups : name => { blue = groups.blue_suffix, green = groups.green_suffix } }
  repository_arns       = values(module.ecr.repository_arns)
  log_retention_days    = var.settings.log_retention_days
  logs_kms_key_arn      = aws_kms_key.operations.arn
}

locals {
  buckets_of = { for name, service in var.services : name => { for purpose, access in service.buckets : purpose => {
    arn         = module.storage.bucket_arns[purpose]
    access      = access
    prefix      = lookup(local.prefixes, purpose, "*")
    kms_key_arn = contains(local.private, purpose) ? module.storage.kms_key_arn : null
  } } }

  environment_of = { for name, service in var.services : name => merge(
    {
      APP_ORIGIN   = "https://${local.app_host}"
      STORE_ORIGIN = "https://${local.store_host}"
    },
    { for other in local.calls[name] : "${upper(replace(other, "-", "_"))}_URL" => "http://${other}:${var.services[other].port}" },
    { for purpose, _ in service.buckets : "${upper(purpose)}_BUCKET" => module.storage.bucket_names[purpose] },
  ) }

  collector = {
    image          = "${module.ecr.repository_urls["collector"]}@${var.settings.collector_digest}"
    repository_arn = module.ecr.repository_arns["collector"]
  }
}

module "service" {
  for_each = var.services
  source   = "../ecs-service"

  name                    = each.key
  environment             = var.environment
  region                  = var.settings.region
  cluster_name            = module.ecs_cluster.cluster_name
  cluster_arn             = module.ecs_cluster.cluster_arn
  namespace_arn           = module.ecs_cluster.namespace_arn
  subnet_ids              = module.network.private_subnet_ids
  security_group_id       = module.network.service_security_group_ids[each.key]
  log_group_name          = module.ecs_cluster.log_group_names[each.key]
  log_group_arn           = module.ecs_cluster.log_group_arns[each.key]
  repository_arn          = module.ecr.repository_arns[each.key]
  image                   = local.images[each.key]
  port                    = each.value.port
  cpu                     = each.value.cpu
  memory                  = each.value.memory
  cpu_architecture        = var.settings.cpu_architecture
  task_environment        = local.environment_of[each.key]
  secret_arns             = module.secrets.readable_by_service[each.key]
  secrets_kms_key_arn     = module.secrets.kms_key_arn
  buckets                 = local.buckets_of[each.key]
  alb_arn_suffix          = module.alb.arn_suffix
  target_groups           = module.alb.target_groups[each.key]
  infrastructure_role_arn = module.ecs_cluster.infrastructure_role_arn
  deployment              = var.settings.deployment
  hooks                   = module.deployment_hooks.hooks
  domains                 = each.value.domains
  alarm_names             = module.observability.deployment_alarm_names[each.key]
  scaling                 = local.tasks[each.key].web
  collector               = local.collector
  task_secrets = merge(
    {
      SERVICE_DATABASE_URL = "${module.secrets.service_database_secret_arns[each.key]}:url::"
      REDIS_URL            = "${module.cache.address_secret_arn}:url::"
    },
    # Only where there is a replica: a second pool to the primary would be outside of its connection budget.
    each.value.replica && var.settings.database.replica ? {
      DATABASE_READ_URL = "${module.secrets.service_database_secret_arns[each.key]}:read_url::"
    } : {},
  )
  migration_secrets = {
    MIGRATOR_DATABASE_URL = "${module.secrets.migrator_database_secret_arns[each.key]}:url::"
  }
}

module "worker" {
  for_each = var.services
  source   = "../ecs-worker"

  name                   = each.key
  environment            = var.environment
  cluster_name           = module.ecs_cluster.cluster_name
  cluster_arn            = module.ecs_cluster.cluster_arn
  namespace_arn          = module.ecs_cluster.namespace_arn
  subnet_ids             = module.network.private_subnet_ids
  security_group_id      = module.network.service_security_group_ids[each.key]
  task_definition_values = module.service[each.key].task_definition_values
  image                  = local.images[each.key]
  cpu                    = each.value.cpu
  memory                 = each.value.memory
  scaling                = local.tasks[each.key].worker
}

module "dashboard" {
  source = "../ecs-service"

  name                    = "dashboard"
  kind                    = "dashboard"
  environment             = var.environment
  region                  = var.settings.region
  cluster_name            = module.ecs_cluster.cluster_name
  cluster_arn             = module.ecs_cluster.cluster_arn
  namespace_arn           = module.ecs_cluster.namespace_arn
  subnet_ids              = module.network.private_subnet_ids
  security_group_id       = module.network.service_security_group_ids["dashboard"]
  log_group_name          = module.ecs_cluster.log_group_names["dashboard"]
  log_group_arn           = module.ecs_cluster.log_group_arns["dashboard"]
  repository_arn          = module.ecr.repository_arns["dashboard"]
  image                   = local.images["dashboard"]
  port                    = local.dashboard.port
  cpu                     = local.dashboard.cpu
  memory                  = local.dashboard.memory
  cpu_architecture        = var.settings.cpu_architecture
  alb_arn_suffix          = module.alb.arn_suffix
  target_groups           = module.alb.target_groups["dashboard"]
  infrastructure_role_arn = module.ecs_cluster.infrastructure_role_arn
  deployment              = var.settings.deployment
  hooks                   = module.deployment_hooks.hooks
  alarm_names             = module.observability.deployment_alarm_names["dashboard"]
  scaling                 = local.tasks["dashboard"].web
}

module "observability" {
  source         = "../observability"
  name           = var.environment
  cluster_name   = module.ecs_cluster.cluster_name
  alb_arn_suffix = module.alb.arn_suffix
  services = { for name in local.names : name => {
    blue_suffix  = module.alb.target_groups[name].blue_suffix
    green_suffix = module.alb.target_groups[name].green_suffix
    min_tasks    = local.tasks[name].web.min
    worker       = name != "dashboard"
  } }
  database_identifiers = merge(
    { primary = module.data_postgres.instance_identifier },
    var.settings.database.replica ? { replica = module.data_postgres.replica_identifier } : {},
  )
  database_limits = {
    max_connections = var.settings.database.max_connections
    storage_gib     = var.settings.database.storage_gib.initial
  }
  cache_cluster_ids = module.cache.cluster_ids
  web_acl_name      = module.edge.web_acl_name
  distribution_ids  = module.edge.distribution_ids
  certificate_arns = {
    (var.settings.region) = module.dns.certificate_arn
    "us-east-1"           = module.dns.cloudfront_certificate_arn
  }
  nat_gateway_ids       = module.network.nat_gateway_ids
  on_call_emails        = var.settings.emails
  kms_key_arn           = aws_kms_key.operations.arn
  us_east_1_kms_key_arn = aws_kms_key.operations_us_east_1.arn
}
