variable "services" {
  description = "The services that keep state, by name, with their schema."
  type        = map(object({ schema = string }))
}

variable "database" {
  description = "Where the logins' addresses lead: the primary, and what readers read."
  type = object({
    address         = string
    replica_address = string
    port            = number
    name            = string
  })
}

variable "database_url_options" {
  description = "Ends every database address. RDS's certificate is checked against the roots of the region, which every image carries."
  type        = string
  default     = "sslmode=verify-full&sslrootcert=/app/packages/db/rds-af-south-1.pem"

  validation {
    condition     = strcontains(var.database_url_options, "sslmode=verify-full")
    error_message = "The server's certificate is checked: sslmode=verify-full."
  }
}

variable "login_version" {
  description = "A higher number writes new passwords for all database logins; `first-bootstrap` then sets them in PostgreSQL."
  type        = number
  default     = 1
}

variable "rotation_function_arn" {
  description = "Function that rotates a database login (single user); null leaves rotation to the runbook secret-rotation."
  type        = string
  default     = null

  validation {
    condition     = var.rotation_function_arn == null || can(regex("^arn:aws:lambda:", var.rotation_function_arn))
    error_message = "rotation_function_arn is the ARN of a Lambda function."
  }
}

variable "rotation_days" {
  description = "Days between two rotations."
  type        = number
  default     = 90
}

variable "rotation_topic_arn" {
  description = "Topic that hears of every rotation, done or failed."
  type        = string
}
