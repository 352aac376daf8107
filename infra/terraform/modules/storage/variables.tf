variable "prefix" {
  description = "First part of every bucket's name; the account's number ends it."
  type        = string
}

variable "force_destroy" {
  description = "Let Terraform delete buckets that are not empty; never in production."
  type        = bool
  default     = false
}

variable "upload_origins" {
  description = "Origins of the pages from which a browser uploads to products and assets with a signed address."
  type        = list(string)

  validation {
    condition     = alltrue([for origin in var.upload_origins : startswith(origin, "https://")])
    error_message = "Origins are https."
  }
}

variable "cloudfront_distribution_arns" {
  description = "Distributions that may read the assets; nobody else can."
  type        = list(string)
}

variable "log_retention_days" {
  description = "Days that access logs are kept."
  type        = number
}

variable "elb_account_id" {
  description = "AWS's own account whose load balancers write logs in this region, as older regions ask; null where the log delivery service alone does."
  type        = string
  default     = "098369216593" # af-south-1
}
