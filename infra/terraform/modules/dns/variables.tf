variable "domain" {
  description = "Domain of the stores, such as example.com; the app is app.<domain>."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.domain))
    error_message = "domain is a host name in lower case."
  }
}

variable "app_host" {
  description = "Host of the app."
  type        = string
}

variable "aliases" {
  description = "CloudFront's name for each host of ours, and its hosted zone."
  type = object({
    store   = string
    app     = string
    zone_id = string
  })
}
