variable "account_id" {
  description = "The account that is prepared: Terraform refuses to work in another."
  type        = string

  validation {
    condition     = can(regex("^\\d{12}$", var.account_id))
    error_message = "An account has twelve digits."
  }
}

variable "environment" {
  description = "Environment that will live in it."
  type        = string

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "environment is staging or production."
  }
}

variable "region" {
  description = "Region of the state, and of everything else."
  type        = string
  default     = "af-south-1"
}

variable "github_oidc_subjects" {
  description = "Who may take which role: the claim `sub` as the runbook oidc-claims prints it."
  type        = map(list(string))
}
