variable "name" {
  description = "Prefix of every name, for example creator-production."
  type        = string
}

variable "cidr" {
  description = "Address range of the VPC, a /16."
  type        = string

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && endswith(var.cidr, "/16")
    error_message = "cidr must be a /16 range, for example 10.20.0.0/16."
  }
}

variable "availability_zones" {
  description = "Three zones of the region."
  type        = list(string)

  validation {
    condition     = length(var.availability_zones) == 3 && length(distinct(var.availability_zones)) == 3
    error_message = "availability_zones must name three different zones."
  }
}

variable "nat_per_zone" {
  description = "One NAT gateway (and fixed address) per zone; false keeps one for all."
  type        = bool
}

variable "services" {
  description = "The services, by name: the port their web tasks answer on, whether they keep state, which others they call, and whether they call machines that are not ours."
  type = map(object({
    port     = number
    stateful = bool
    outside  = bool
    calls    = list(string)
  }))

  validation {
    condition     = alltrue([for service in values(var.services) : length(setsubtract(service.calls, keys(var.services))) == 0])
    error_message = "A service calls one that does not exist."
  }
}

variable "cloudfront_prefix_list_name" {
  description = "AWS's list of the addresses from which CloudFront calls an origin."
  type        = string
  default     = "com.amazonaws.global.cloudfront.origin-facing"
}

variable "test_listener_port" {
  description = "Port of the listener that only the deployment hooks reach."
  type        = number
  default     = 8443
}

variable "interface_endpoints" {
  description = "AWS services that tasks and hooks reach inside the VPC."
  type        = set(string)
  default     = ["ecr.api", "ecr.dkr", "ecs", "logs", "monitoring", "secretsmanager"]
}

variable "log_kms_key_arn" {
  description = "Key of the log groups."
  type        = string
}

variable "flow_log_retention_days" {
  description = "Days that flow logs are kept."
  type        = number
}
