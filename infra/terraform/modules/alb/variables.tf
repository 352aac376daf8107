variable "name" {
  description = "Environment, the first part of every name: staging or production."
  type        = string
  validation {
    # A target group's name has 32 characters at most: production-store-builder-green has 30.
    condition     = length(var.name) <= 10 && can(regex("^[a-z]+$", var.name))
    error_message = "name is one lower-case word of at most ten letters."
  }
}

variable "vpc_id" {
  description = "VPC of the target groups."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets of the load balancer: private ones with origin_mode vpc_origin, public ones with public_alb."
  type        = list(string)
  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "A load balancer needs subnets in at least two zones."
  }
}

variable "security_group_id" {
  description = "Security group of the load balancer; it lets CloudFront reach 443 and the hooks reach test_port, and nobody else."
  type        = string
}

variable "certificate_arn" {
  description = "Validated certificate, in the load balancer's region, of both host names."
  type        = string
}

variable "app_host" {
  description = "Host of the dashboard, sign-in and checkout, such as app.example.com."
  type        = string
}

variable "store_host" {
  description = "Host of the storefronts, such as example.com."
  type        = string
  validation {
    condition     = var.store_host != var.app_host
    error_message = "Stores and the app are two origins: no cookie of one is seen by the other."
  }
}

variable "services" {
  description = "Services behind the load balancer, from services.json. Priority is the port unless told: ports are fixed and unique."
  type = map(object({
    port     = number
    paths    = list(string)
    priority = optional(number)
  }))
  validation {
    condition     = length(distinct([for s in var.services : coalesce(s.priority, s.port)])) == length(var.services)
    error_message = "Two services have one priority; each needs its own, or a plan moves rules about."
  }
  validation {
    condition     = alltrue([for s in var.services : coalesce(s.priority, s.port) >= 100 && coalesce(s.priority, s.port) < 40000])
    error_message = "Priorities lie between 100 and 39999; below stands the load balancer's own health, above the dashboard."
  }
  validation {
    condition     = alltrue([for s in var.services : length(s.paths) > 0 && alltrue([for p in s.paths : can(regex("^/[a-zA-Z0-9@._/-]+$", p)) && !endswith(p, "/")])])
    error_message = "A path begins with a slash, does not end with one, and holds no wildcard."
  }
  validation {
    # Rules are then free of order: no path of one service lies on or beneath a path of another.
    condition = alltrue(flatten([for a, one in var.services : [for b, other in var.services : a == b ? [true] : flatten([
      for p in one.paths : [for q in other.paths : p != q && !startswith(q, "${p}/") && !(p == "/@" && startswith(q, "/@"))]
    ])]]))
    error_message = "A path of one service lies on or beneath a path of another; the load balancer's answer would hang on the order of rules."
  }
}

variable "dashboard_port" {
  description = "Port of the dashboard's container; it answers whatever no service answers on the app host."
  type        = number
  default     = 8080
}

variable "origin_mode" {
  description = "How CloudFront reaches us: vpc_origin (internal load balancer, no public address) or public_alb."
  type        = string
  default     = "vpc_origin"
  validation {
    condition     = contains(["vpc_origin", "public_alb"], var.origin_mode)
    error_message = "origin_mode is vpc_origin or public_alb."
  }
}

variable "origin_secret_header" {
  description = "Header in which CloudFront proves that a request came through it."
  type        = string
  default     = "x-windsurf-origin"
}

variable "origin_secrets" {
  description = "Values that every production rule accepts in that header: the current one, and the former while it is rotated. Kept in the state, which is encrypted and closed; it opens no data."
  type        = list(string)
  sensitive   = true
  validation {
    # The load balancer compares with wildcards and without regard to case: a star would let everybody in.
    condition     = length(var.origin_secrets) >= 1 && length(var.origin_secrets) <= 2 && alltrue([for s in var.origin_secrets : can(regex("^[A-Za-z0-9_-]{32,128}$", s))])
    error_message = "One secret, or two while rotating, of 32 to 128 letters, digits, _ and - each."
  }
}

variable "test_port" {
  description = "Port of the test listener, on which the hooks look at green tasks before anyone else."
  type        = number
  default     = 8443
  validation {
    condition     = var.test_port != 443 && var.test_port > 1023
    error_message = "The test listener has a port of its own, above 1023."
  }
}

variable "logs_bucket" {
  description = "Bucket of the access logs; its policy lets the log delivery service write beneath alb/."
  type        = string
}

variable "deletion_protection" {
  description = "True where a load balancer must not be deleted by a plan."
  type        = bool
  default     = true
}
