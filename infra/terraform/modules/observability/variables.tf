variable "name" {
  description = "Environment, the first part of every name: staging or production."
  type        = string
}

variable "region" {
  description = "Region of the services."
  type        = string
  default     = "af-south-1"
}

variable "cluster_name" {
  description = "Cluster, as CloudWatch names it."
  type        = string
}

variable "alb_arn_suffix" {
  description = "Load balancer, as CloudWatch names it."
  type        = string
}

variable "services" {
  description = "Everything behind the load balancer, the dashboard included: both groups, least tasks, and whether a worker stands beside it."
  type = map(object({
    blue_suffix  = string
    green_suffix = string
    min_tasks    = number
    worker       = bool
  }))
  validation {
    condition     = length(var.services) > 0
    error_message = "Alarms over nothing are always green."
  }
}

variable "database_identifiers" {
  description = "Database instances by role: primary, replica."
  type        = map(string)
  validation {
    condition     = contains(keys(var.database_identifiers), "primary")
    error_message = "database_identifiers names at least the primary."
  }
}

variable "database_limits" {
  description = "max_connections and storage (GiB) of the primary: alarms stand at 80 % and 20 %."
  type = object({
    max_connections = number
    storage_gib     = number
  })
}

variable "cache_cluster_ids" {
  description = "Cache nodes, as CloudWatch names them."
  type        = list(string)
}

variable "web_acl_name" {
  description = "Firewall, as CloudWatch names it (us-east-1)."
  type        = string
}

variable "distribution_ids" {
  description = "CloudFront distributions by origin: store, app."
  type        = map(string)
  default     = {}
}

variable "certificate_arns" {
  description = "Certificates by region (af-south-1, us-east-1): alarms stand 30 days before the end."
  type        = map(string)
}

variable "nat_gateway_ids" {
  description = "NAT gateways by zone: when one has no ports left, calls to the rails fail."
  type        = map(string)
  default     = {}
}

variable "metric_namespace" {
  description = "Where the collectors put the services' own metrics."
  type        = string
  default     = "Windsurf"
}

variable "on_call_emails" {
  description = "Who is told. Each address must confirm once."
  type        = list(string)
  validation {
    condition     = length(var.on_call_emails) > 0
    error_message = "An alarm that reaches nobody is none: name at least one address."
  }
}

variable "kms_key_arn" {
  description = "Key of the topic in the region; its policy lets CloudWatch use it."
  type        = string
}

variable "us_east_1_kms_key_arn" {
  description = "Key of the topic in us-east-1, where CloudFront's firewall reports; null for SNS's own."
  type        = string
  default     = null
}

variable "thresholds" {
  description = "When a person is told. Seconds, percent or counts, as each name says."
  type = object({
    errors_5xx_per_minute        = optional(number, 5)
    p95_seconds                  = optional(number, 1)
    payment_success_percent      = optional(number, 60)
    payments_unknown             = optional(number, 5)
    queue_age_seconds            = optional(number, 300)
    dead_letters                 = optional(number, 0)
    database_cpu_percent         = optional(number, 80)
    replica_lag_seconds          = optional(number, 30)
    cache_memory_percent         = optional(number, 80)
    firewall_blocks_per_5minutes = optional(number, 2000)
    certificate_days             = optional(number, 30)
    edge_5xx_percent             = optional(number, 2)
  })
  default = {}
}
