output "cluster_name" {
  description = "ECS cluster."
  value       = module.ecs_cluster.cluster_name
}

output "egress_ips" {
  description = "Addresses from which we call the rails."
  value       = module.network.egress_ips
}

output "name_servers" {
  description = "What the registrar is told."
  value       = module.dns.name_servers
}

output "repository_urls" {
  description = "Where images are pushed, by service."
  value       = module.ecr.repository_urls
}

output "database" {
  description = "For snapshots, restores and the connection check."
  value = {
    instance_identifier = module.data_postgres.instance_identifier
    max_connections     = module.data_postgres.max_connections
    connections_planned = module.data_postgres.connections_planned
  }
}

output "target_groups" {
  description = "Both groups and rules by service, for the emergency flip and the checks."
  value       = module.alb.target_groups
}

output "distribution_ids" {
  description = "CloudFront distributions, for invalidations."
  value       = module.edge.distribution_ids
}

output "deployment" {
  description = "What a deployment fills the templates of infra/task-definitions with, by service."
  value = {
    web       = merge({ for name, service in module.service : name => service.task_definition_values }, { dashboard = module.dashboard.task_definition_values })
    worker    = { for name, worker in module.worker : name => worker.task_definition_values }
    migration = { for name, service in module.service : name => service.migration_definition_values }
  }
}

output "migration_network" {
  description = "Where the one-off tasks of migrations run, by service."
  value = { for name in keys(var.services) : name => {
    subnets         = module.network.private_subnet_ids
    security_groups = [module.network.service_security_group_ids[name]]
  } }
}

output "alarms" {
  description = "Deployment alarms by service: a deployment refuses to start on a red one."
  value       = module.observability.deployment_alarm_names
}

output "policies" {
  description = "Policy of each task's role, for simulation."
  value       = { for name, service in module.service : name => service.task_policy_json }
}

output "topics" {
  description = "Whom messages reach: the people on call, and those who look at findings. Deployments are told to the first."
  value = {
    on_call  = module.observability.topic_arn
    security = module.security_baseline.security_topic_arn
  }
}
