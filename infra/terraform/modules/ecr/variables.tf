variable "services" {
  description = "What has an image: every service and the dashboard."
  type        = set(string)
}

variable "prefix" {
  description = "First part of every repository's name."
  type        = string
  default     = "stan-store-windsurf"
}

variable "kept_images" {
  description = "Tagged images that stay; a roll-back reaches no further."
  type        = number
  default     = 50

  validation {
    condition     = var.kept_images >= 10
    error_message = "Fewer than ten images leave too little to go back to."
  }
}

variable "replicate_to_account" {
  description = "Account whose registry gets a copy of every image, digest for digest; null for none. Staging's images become production's this way."
  type        = string
  default     = null

  validation {
    condition     = var.replicate_to_account == null || can(regex("^\\d{12}$", var.replicate_to_account))
    error_message = "An account has twelve digits."
  }
}

variable "replicate_from_account" {
  description = "Account that may copy images into this registry; null for none."
  type        = string
  default     = null

  validation {
    condition     = var.replicate_from_account == null || can(regex("^\\d{12}$", var.replicate_from_account))
    error_message = "An account has twelve digits."
  }
}
