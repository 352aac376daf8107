variable "name" {
  description = "Id of the replication group, for example creator-production."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets without a way out."
  type        = list(string)
}

variable "security_group_id" {
  description = "Group that lets the services in."
  type        = string
}

variable "node_type" {
  description = "Size of a node."
  type        = string

  validation {
    condition     = can(regex("^cache\\.[a-z0-9]+\\.[a-z0-9]+$", var.node_type))
    error_message = "node_type looks like cache.t4g.small."
  }
}

variable "nodes" {
  description = "Nodes; with two or more, one takes over when the primary fails."
  type        = number

  validation {
    condition     = var.nodes >= 1 && var.nodes <= 6
    error_message = "nodes is 1 to 6."
  }
}

variable "secrets_kms_key_arn" {
  description = "Key of the secret that holds the address with its token."
  type        = string
}

variable "log_kms_key_arn" {
  description = "Key of the log group."
  type        = string
}

variable "log_retention_days" {
  description = "Days that the slow log is kept."
  type        = number
}

variable "token_version" {
  description = "A higher number writes a new token, at the cache and in its secret."
  type        = number
  default     = 1
}
