variable "account_id" {
  description = "The account of this environment: Terraform refuses to work in another."
  type        = string

  validation {
    condition     = can(regex("^\\d{12}$", var.account_id))
    error_message = "An account has twelve digits."
  }
}

variable "settings" {
  description = "See modules/environment/variables.tf, which gives every field its type and check."
  type        = any
}
