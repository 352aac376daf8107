variable "name" {
  description = "Identifier of the primary, for example creator-production."
  type        = string
}

variable "environment" {
  description = "staging or production."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets without a way out, in at least two zones."
  type        = list(string)
}

variable "security_group_id" {
  description = "Group that lets the services in."
  type        = string
}

variable "engine_version" {
  description = "PostgreSQL 18, or a minor version of it."
  type        = string
  default     = "18"

  validation {
    condition     = can(regex("^18(\\.\\d+)?$", var.engine_version))
    error_message = "The services are tested on PostgreSQL 18: a new major version begins there, not here."
  }
}

variable "instance_class" {
  description = "Class of the primary and the replica; what a region offers differs, preflight-region.ts asks it."
  type        = string

  validation {
    condition     = can(regex("^db\\.[a-z0-9]+\\.[a-z0-9]+$", var.instance_class))
    error_message = "instance_class looks like db.r6g.large."
  }
}

variable "storage_gib" {
  description = "Storage at the start and the limit it may grow to, in GiB."
  type        = object({ initial = number, limit = number })

  validation {
    condition     = var.storage_gib.limit > var.storage_gib.initial
    error_message = "The limit must leave room to grow."
  }
}

variable "multi_az" {
  description = "A standby in a second zone."
  type        = bool
}

variable "replica" {
  description = "A read replica for the readers of analytics."
  type        = bool
}

variable "backup_retention_days" {
  description = "Days that the database can be brought back to any minute of."
  type        = number

  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 35
    error_message = "RDS keeps 7 to 35 days."
  }
}

variable "deletion_protection" {
  description = "Refuse to delete the instance."
  type        = bool
}

variable "log_retention_days" {
  description = "Days that the database's log is kept."
  type        = number
}

variable "log_kms_key_arn" {
  description = "Key of the log groups."
  type        = string
}

variable "secrets_kms_key_arn" {
  description = "Key of the administrator's secret."
  type        = string
}

variable "max_connections" {
  description = "Connections that PostgreSQL accepts; about 9.5 MB of memory each."
  type        = number
}

variable "connection_reserve" {
  description = "Connections for migrations, backups and people."
  type        = number
  default     = 40
}

variable "services" {
  description = "By service: connections that one task of each role opens at most, and tasks of each role at full scale."
  type = map(object({
    connections = object({ web = number, worker = number })
    max_tasks   = object({ web = number, worker = number })
  }))
}

variable "password_version" {
  description = "A higher number writes a new administrator's password, at the instance and in its secret."
  type        = number
  default     = 1
}
