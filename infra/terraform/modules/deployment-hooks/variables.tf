variable "name" {
  description = "Environment, the first part of every name: staging or production."
  type        = string
}

variable "region" {
  description = "Region of the deployments."
  type        = string
  default     = "af-south-1"
}

variable "zip_path" {
  description = "Archive with admission.mjs, feature-domains.mjs and business-metrics.mjs, made by packages/release/src/hooks/build-zip.ts before a plan."
  type        = string
}

variable "zip_sha256" {
  description = "Its SHA-256, base64, as build-zip prints it: a plan then shows that the code changed. Null lets Terraform read the file."
  type        = string
  default     = null
}

variable "runtime" {
  description = "Runtime of the functions."
  type        = string
  default     = "nodejs24.x"
}

variable "subnet_ids" {
  description = "Private subnets: the hooks reach the test listener and the endpoints of AWS, nothing else."
  type        = list(string)
}

variable "security_group_id" {
  description = "The hooks' security group, the only one that the test listener lets in."
  type        = string
}

variable "cluster_name" {
  description = "Cluster whose deployments ask."
  type        = string
}

variable "cluster_arn" {
  description = "ARN of the cluster."
  type        = string
}

variable "test_listener_url" {
  description = "https://<load balancer>:<test port>."
  type        = string
}

variable "app_host" {
  description = "Host of the app, sent as Host and checked against the certificate."
  type        = string
}

variable "store_host" {
  description = "Host of the stores."
  type        = string
}

variable "alb_arn_suffix" {
  description = "How CloudWatch names the load balancer."
  type        = string
}

variable "target_group_suffixes" {
  description = "How CloudWatch names both groups of each service: what the business metrics compare."
  type        = map(object({ blue = string, green = string }))
}

variable "metric_namespace" {
  description = "Where the collectors put the services' own metrics."
  type        = string
  default     = "Windsurf"
}

variable "repository_arns" {
  description = "Image repositories: admission reads what a scan found."
  type        = list(string)
}

variable "repository_prefix" {
  description = "Prefix of the repositories that a task may come from."
  type        = string
  default     = "stan-store-windsurf"
}

variable "migration_secret_arns" {
  description = "Logins, by service, with which admission reads the level of the schema; empty where the deployment command alone checks it."
  type        = map(string)
  default     = {}
}

variable "secrets_kms_key_arn" {
  description = "Key of those secrets; null where there are none."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days for which the hooks' logs are kept: what a domain answered, and why a deployment was turned back."
  type        = number
  default     = 365
}

variable "logs_kms_key_arn" {
  description = "Key that encrypts the logs."
  type        = string
}
