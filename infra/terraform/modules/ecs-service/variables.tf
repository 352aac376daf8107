variable "name" {
  description = "Service, as its folder is called; the dashboard too."
  type        = string
}

variable "environment" {
  description = "staging or production."
  type        = string
  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "environment is staging or production."
  }
}

variable "cluster_name" {
  description = "Cluster, creator-<environment>."
  type        = string
}

variable "cluster_arn" {
  description = "ARN of the cluster."
  type        = string
}

variable "namespace_arn" {
  description = "Namespace of Service Connect."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of the tasks."
  type        = list(string)
}

variable "security_group_id" {
  description = "This service's own security group."
  type        = string
}

variable "log_group_name" {
  description = "Where the containers log."
  type        = string
}

variable "log_group_arn" {
  description = "ARN of that log group."
  type        = string
}

variable "repository_arn" {
  description = "ARN of the service's image repository: the only one that its tasks pull from, besides the collector's."
  type        = string
}

variable "image" {
  description = "Image of the first task definition, by digest. Later ones are registered by the deployment and are none of Terraform's business."
  type        = string
  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "An image is named by its digest (…@sha256:…): a tag can be moved."
  }
}

variable "kind" {
  description = "service (Node, web and worker roles) or dashboard (static files): which template of infra/task-definitions is used."
  type        = string
  default     = "service"
  validation {
    condition     = contains(["service", "dashboard"], var.kind)
    error_message = "kind is service or dashboard."
  }
}

variable "port" {
  description = "Port of the container."
  type        = number
}

variable "cpu" {
  description = "Fargate's units of a task: 1024 is one vCPU."
  type        = number
}

variable "memory" {
  description = "MiB of a task."
  type        = number
}

variable "cpu_architecture" {
  description = "X86_64, or ARM64 once it is confirmed for af-south-1 and the images are built for it."
  type        = string
  default     = "X86_64"
  validation {
    condition     = contains(["X86_64", "ARM64"], var.cpu_architecture)
    error_message = "cpu_architecture is X86_64 or ARM64."
  }
}

variable "task_environment" {
  description = "Variables of the container that are no secrets: APP_ORIGIN, STORE_ORIGIN, AUTH_URL, buckets. ENVIRONMENT, PORT, DRAIN_MS, TRUSTED_PROXIES and AWS_REGION are added."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for name, _ in var.task_environment : !can(regex("PASSWORD|SECRET|TOKEN|DATABASE_(READ_)?URL|REDIS_URL|_KEY$", name))])
    error_message = "A secret travels in task_secrets, never in the text of a task definition."
  }
}

variable "task_secrets" {
  description = "Variables that ECS fills from Secrets Manager: name to ARN with JSON key (arn:…:url::). SERVICE_DATABASE_URL and REDIS_URL, and DATABASE_READ_URL of a service that reads the replica."
  type        = map(string)
  default     = {}
}

variable "migration_secrets" {
  description = "The same for the one-off task that migrates: MIGRATOR_DATABASE_URL. Its execution role is another one, so that no web task can be given the migrator's login."
  type        = map(string)
  default     = {}
}

variable "region" {
  description = "Region of the tasks, their logs and secrets."
  type        = string
  default     = "af-south-1"
}

variable "metric_namespace" {
  description = "Where the collector puts the service's own metrics."
  type        = string
  default     = "Windsurf"
}

variable "secret_arns" {
  description = "Secrets that the service itself reads: windsurf/shared and windsurf/<service>."
  type        = list(string)
  default     = []
}

variable "secrets_kms_key_arn" {
  description = "Key of the secrets; null where the service reads none."
  type        = string
  default     = null
}

variable "buckets" {
  description = "What the service does with which bucket: access read or read-write, beneath a prefix (* for all); kms_key_arn where the bucket has a key of its own."
  type = map(object({
    arn         = string
    access      = string
    prefix      = optional(string, "*")
    kms_key_arn = optional(string)
  }))
  default = {}
  validation {
    condition     = alltrue([for b in var.buckets : contains(["read", "read-write"], b.access)])
    error_message = "access is read or read-write."
  }
}

variable "alb_arn_suffix" {
  description = "How CloudWatch names the load balancer."
  type        = string
}

variable "target_groups" {
  description = "Both groups and both rules of this service, from the load balancer's module."
  type = object({
    blue_arn            = string
    green_arn           = string
    blue_suffix         = string
    green_suffix        = string
    production_rule_arn = string
    test_rule_arn       = string
  })
}

variable "infrastructure_role_arn" {
  description = "Role with which ECS moves listener weights."
  type        = string
}

variable "deployment" {
  description = "How a new version takes over. BLUE_GREEN: all at once after the test listener was looked at. CANARY: a share first. LINEAR: in steps."
  type = object({
    strategy            = string
    bake_minutes        = optional(number, 5)
    step_percent        = optional(number, 10)
    step_minutes        = optional(number, 10)
    approval_minutes    = optional(number, 0)
    approval_on_timeout = optional(string, "ROLLBACK")
  })
  validation {
    condition     = contains(["BLUE_GREEN", "CANARY", "LINEAR"], var.deployment.strategy)
    error_message = "strategy is BLUE_GREEN, CANARY or LINEAR; ROLLING is for workers, which have no load balancer."
  }
  validation {
    condition     = var.deployment.bake_minutes >= 1 && var.deployment.bake_minutes <= 1440
    error_message = "bake_minutes is 1 to 1440: without it there is no way back that takes seconds."
  }
  validation {
    condition     = var.deployment.step_percent >= 3 && var.deployment.step_percent <= 50
    error_message = "step_percent is 3 to 50."
  }
  validation {
    condition     = var.deployment.approval_minutes >= 0 && var.deployment.approval_minutes <= 20160
    error_message = "approval_minutes is 0 (nobody is asked) to 20160 (fourteen days)."
  }
  validation {
    condition     = var.deployment.approval_on_timeout == "ROLLBACK"
    error_message = "Nobody's answer is a no: only ROLLBACK ends a question without one."
  }
}

variable "hooks" {
  description = "Functions that ECS asks during a deployment, and the role with which it may."
  type = object({
    invoke_role_arn      = string
    admission_arn        = string
    feature_domains_arn  = string
    business_metrics_arn = string
  })
}

variable "domains" {
  description = "Feature domains, each with /v1/<domain>/health, that the hook looks at one by one; the dashboard has none."
  type        = list(string)
  default     = []
  validation {
    condition     = (length(var.domains) > 0) == (var.kind == "service")
    error_message = "A service names its feature domains, the dashboard has none: a hook without a domain would look at nothing."
  }
}

variable "alarm_names" {
  description = "Alarms that turn a deployment back."
  type        = list(string)
  validation {
    condition     = length(var.alarm_names) > 0
    error_message = "A deployment without an alarm is a leap: name at least one."
  }
}

variable "scaling" {
  description = "Tasks at first, at least and at most; CPU in percent; requests per task and minute, over blue and green together."
  type = object({
    desired             = number
    min                 = number
    max                 = number
    cpu_percent         = optional(number, 60)
    requests_per_minute = optional(number, 1200)
  })
  validation {
    condition     = var.scaling.min >= 1 && var.scaling.min <= var.scaling.desired && var.scaling.desired <= var.scaling.max
    error_message = "1 <= min <= desired <= max."
  }
  validation {
    condition     = var.environment != "production" || var.scaling.min >= 3
    error_message = "Production runs at least three tasks, one per zone."
  }
}

variable "drain_seconds" {
  description = "Seconds between not ready and the end of listening; at least the target groups' deregistration delay of 30."
  type        = number
  default     = 30
  validation {
    condition     = var.drain_seconds >= 30 && var.drain_seconds <= 60
    error_message = "drain_seconds is 30 (the target groups' deregistration delay) to 60 (the most that DRAIN_MS takes; Fargate kills after 120, and closing may take 15 more)."
  }
}

variable "collector" {
  description = "Image, by digest, and repository of the collector beside the service, which reads /metrics and writes CloudWatch metrics; the dashboard has none."
  type = object({
    image          = string
    repository_arn = string
  })
  default = null
  validation {
    condition     = (var.collector != null) == (var.kind == "service")
    error_message = "A service has a collector, the dashboard has none: without it the business alarms see nothing."
  }
}
