variable "name" {
  description = "Service whose queue is worked off; the ECS service is called <name>-worker."
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
  description = "Namespace of Service Connect: a worker calls other services, nobody calls it."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of the tasks."
  type        = list(string)
}

variable "security_group_id" {
  description = "The service's own security group, shared with its web tasks."
  type        = string
}

variable "task_definition_values" {
  description = "What the web task's definition is made of (output of ecs-service); role, names, sizes and pool are the worker's own."
  type        = any
}

variable "image" {
  description = "Image of the first task definition, by digest."
  type        = string
  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "An image is named by its digest (…@sha256:…): a tag can be moved."
  }
}

variable "cpu" {
  description = "Fargate's units of a task."
  type        = number
}

variable "memory" {
  description = "MiB of a task."
  type        = number
}

variable "scaling" {
  description = "Tasks at first, at least and at most; CPU in percent; seconds for which a message may have waited before a task is added."
  type = object({
    desired           = number
    min               = number
    max               = number
    cpu_percent       = optional(number, 60)
    queue_age_seconds = optional(number, 60)
  })
  validation {
    condition     = var.scaling.min >= 1 && var.scaling.min <= var.scaling.desired && var.scaling.desired <= var.scaling.max
    error_message = "1 <= min <= desired <= max: a worker that is scaled to nothing leaves paid orders undelivered."
  }
}

variable "load_balancer" {
  description = "Always null. A worker answers nobody; it is named here so that the mistake is told in words."
  type        = any
  default     = null
  validation {
    condition     = var.load_balancer == null
    error_message = "A worker has no load balancer: it is updated after the web was promoted, and rolls."
  }
}

variable "strategy" {
  description = "Always ROLLING."
  type        = string
  default     = "ROLLING"
  validation {
    condition     = var.strategy == "ROLLING"
    error_message = "A worker has no traffic to shift: its strategy is ROLLING, with the circuit breaker."
  }
}

variable "metric_namespace" {
  description = "Where the collector puts the age of the queue."
  type        = string
  default     = "Windsurf"
}
