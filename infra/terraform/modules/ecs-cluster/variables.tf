variable "name" {
  description = "Name of the cluster: creator-staging or creator-production."
  type        = string
  validation {
    condition     = contains(["creator-staging", "creator-production"], var.name)
    error_message = "The cluster is creator-staging or creator-production; the pipelines and runbooks know no other."
  }
}

variable "services" {
  description = "Everything that runs in the cluster, the dashboard included: one log group each."
  type        = set(string)
}

variable "log_retention_days" {
  description = "Days for which the services' logs are kept."
  type        = number
  default     = 90
  validation {
    condition     = contains([30, 60, 90, 120, 150, 180, 365, 400, 545, 731], var.log_retention_days)
    error_message = "CloudWatch keeps 30, 60, 90, 120, 150, 180, 365, 400, 545 or 731 days; fewer than 30 hide an incident."
  }
}

variable "logs_kms_key_arn" {
  description = "Key that encrypts the logs; its policy lets the logs service use it."
  type        = string
}
