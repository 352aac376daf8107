variable "name" {
  description = "Prefix of every name, for example creator-production."
  type        = string
}

variable "resource_arns" {
  description = "What is backed up: the database and the buckets that cannot be made again."
  type        = list(string)

  validation {
    condition     = length(var.resource_arns) > 0
    error_message = "A backup of nothing always succeeds."
  }
}

variable "database_arn" {
  description = "The database, which the restore test brings back."
  type        = string
}

variable "daily_retention_days" {
  description = "Days that a daily copy is kept."
  type        = number
  default     = 35
}

variable "monthly_retention_days" {
  description = "Days that a monthly copy is kept; 0 makes none."
  type        = number
  default     = 365
}

variable "lock" {
  description = "Nobody, the administrator included, deletes a copy before its time. days_to_change is the time after which the lock itself is final; null keeps it changeable."
  type        = object({ min_days = number, max_days = number, days_to_change = optional(number) })

  validation {
    condition     = var.lock.min_days >= 1 && var.lock.max_days >= var.lock.min_days
    error_message = "1 <= min_days <= max_days."
  }
  validation {
    condition     = var.lock.days_to_change == null || coalesce(var.lock.days_to_change, 0) >= 3
    error_message = "AWS gives at least three days to think again."
  }
}

variable "topic_arn" {
  description = "Topic that hears of copies and restores that failed."
  type        = string
}

variable "restore_window_hours" {
  description = "Hours that a restored copy stays up for checks."
  type        = number
  default     = 6
}
