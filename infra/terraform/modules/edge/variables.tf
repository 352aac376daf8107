variable "name" {
  description = "Environment, the first part of every name: staging or production."
  type        = string
}

variable "app_host" {
  description = "Host of the dashboard, sign-in and checkout."
  type        = string
}

variable "store_host" {
  description = "Host of the storefronts."
  type        = string
}

variable "certificate_arn" {
  description = "Validated certificate of both hosts, in us-east-1."
  type        = string
  validation {
    condition     = can(regex("^arn:aws:acm:us-east-1:", var.certificate_arn)) || !can(regex("^arn:aws:acm:[a-z]+-[a-z]+-[0-9]:[0-9]{12}:certificate/", var.certificate_arn))
    error_message = "CloudFront takes certificates of us-east-1 only."
  }
}

variable "origin_mode" {
  description = "vpc_origin (internal load balancer) or public_alb."
  type        = string
  default     = "vpc_origin"
  validation {
    condition     = contains(["vpc_origin", "public_alb"], var.origin_mode)
    error_message = "origin_mode is vpc_origin or public_alb."
  }
}

variable "alb_arn" {
  description = "Load balancer behind CloudFront."
  type        = string
}

variable "alb_dns_name" {
  description = "Its name."
  type        = string
}

variable "origin_secret_header" {
  description = "Header in which CloudFront proves that a request came through it."
  type        = string
  default     = "x-windsurf-origin"
}

variable "origin_secret" {
  description = "Its current value: the first of the load balancer's origin_secrets."
  type        = string
  sensitive   = true
  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{32,128}$", var.origin_secret))
    error_message = "The secret has 32 to 128 letters, digits, _ and -."
  }
}

variable "assets_bucket_regional_domain_name" {
  description = "Host name of the bucket of pictures, which only CloudFront reads. Its policy names distribution_arns."
  type        = string
}

variable "price_class" {
  description = "PriceClass_100 has no edge in Africa."
  type        = string
  default     = "PriceClass_All"
  validation {
    condition     = contains(["PriceClass_All", "PriceClass_200"], var.price_class)
    error_message = "price_class is PriceClass_All or PriceClass_200: PriceClass_100 has no edge in Africa."
  }
}

variable "origin_shield_region" {
  description = "Region of CloudFront's origin shield; null for none."
  type        = string
  default     = null
}

variable "requests_per_address" {
  description = "Requests that one address may make in five minutes. Many phones share one behind a carrier's NAT."
  type        = number
  default     = 20000
  validation {
    condition     = var.requests_per_address >= 1000
    error_message = "Fewer than 1000 in five minutes would shut out a carrier's NAT."
  }
}

variable "callback_prefixes" {
  description = "Paths of providers' callbacks: no managed rule looks at them and they are counted by themselves; the services check signatures."
  type        = list(string)
  default     = ["/v1/payments/callbacks/", "/v1/notifications/reports/"]
  validation {
    condition     = length(var.callback_prefixes) >= 1 && alltrue([for p in var.callback_prefixes : can(regex("^/v1/[a-z/-]+/$", p))])
    error_message = "At least one prefix, each beginning with /v1/ and ending with a slash."
  }
}

variable "large_upload_prefix" {
  description = "Path that takes a provider's statement of up to 14 MB; everything of 3 MB or more elsewhere is refused at the edge."
  type        = string
  default     = "/v1/payments/operator/reconciliations"
}

variable "log_retention_days" {
  description = "Days for which requests that the firewall blocked are kept."
  type        = number
  default     = 90
}

variable "logs_kms_key_arn" {
  description = "Key of us-east-1 that encrypts those logs; null for CloudWatch's own."
  type        = string
  default     = null
}
