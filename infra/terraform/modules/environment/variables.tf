variable "environment" {
  description = "staging or production; each lives in an account of its own."
  type        = string

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "environment is staging or production."
  }
}

variable "services" {
  description = "services.json, by name."
  type = map(object({
    schema      = string
    port        = number
    paths       = list(string)
    domains     = list(string)
    connections = object({ web = number, worker = number })
    cpu         = number
    memory      = number
    buckets     = map(string)
    outside     = bool
    replica     = optional(bool, false)
  }))

  validation {
    condition     = length(var.services) > 0
    error_message = "services.json is empty."
  }
  validation {
    condition     = length(distinct([for service in values(var.services) : service.port])) == length(var.services)
    error_message = "Two services have one port."
  }
}

variable "settings" {
  description = "What differs between environments, and what only a real account can tell. The README of infra/terraform explains each."
  type = object({
    region             = optional(string, "af-south-1")
    availability_zones = optional(list(string), ["af-south-1a", "af-south-1b", "af-south-1c"])
    cidr               = string
    domain             = string
    emails             = list(string)

    nat_per_zone        = bool
    origin_mode         = optional(string, "vpc_origin")
    cpu_architecture    = optional(string, "X86_64")
    deletion_protection = bool

    images           = map(string) # digest of the first image, by service
    collector_digest = string
    hooks_zip        = optional(object({ path = string, sha256 = optional(string) }), { path = "hooks.zip" })
    # What CloudFront shows the load balancer, and what rules accept beside it: [1]; rotated by [1, 2], [2, 1], [2].
    origin_secret_generations = optional(list(number), [1])

    deployment = object({
      strategy         = string
      bake_minutes     = number
      step_percent     = optional(number, 10)
      step_minutes     = optional(number, 10)
      approval_minutes = optional(number, 0)
    })
    tasks = object({
      web    = object({ desired = number, min = number, max = number })
      worker = object({ desired = number, min = number, max = number })
    })
    tasks_of = optional(map(object({
      web    = object({ desired = number, min = number, max = number })
      worker = object({ desired = number, min = number, max = number })
    })), {})

    database = object({
      instance_class        = string
      engine_version        = optional(string, "18")
      storage_gib           = object({ initial = number, limit = number })
      multi_az              = bool
      replica               = bool
      backup_retention_days = number
      max_connections       = number
    })
    cache = object({ node_type = string, nodes = number })

    log_retention_days    = number
    trail                 = object({ lock_days = number, lock_mode = string })
    backup_lock           = object({ min_days = number, max_days = number, days_to_change = optional(number) })
    monthly_backup_days   = optional(number, 0)
    rotation_function_arn = optional(string)
    images_to_account     = optional(string)
    images_from_account   = optional(string)
    monthly_budget_usd    = number
    anomaly_usd           = number
  })

  validation {
    condition     = startswith(var.settings.region, "af-") || startswith(var.settings.region, "eu-") || startswith(var.settings.region, "me-")
    error_message = "Creators' data stays in Africa, Europe or the Gulf (docs/compliance): another region is a decision, not a setting."
  }
  validation {
    condition     = alltrue([for zone in var.settings.availability_zones : startswith(zone, var.settings.region)])
    error_message = "A zone lies outside of the region."
  }
  validation {
    condition     = alltrue([for digest in concat(values(var.settings.images), [var.settings.collector_digest]) : can(regex("^sha256:[0-9a-f]{64}$", digest))])
    error_message = "Images are named by digest (sha256:…): a tag can be moved."
  }
  validation {
    condition     = var.environment != "production" || (var.settings.deletion_protection && var.settings.nat_per_zone && var.settings.tasks.web.min >= 3)
    error_message = "Production has deletion protection, a way out per zone, and three web tasks at least."
  }
}
