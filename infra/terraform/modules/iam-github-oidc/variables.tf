variable "environments" {
  description = "Environments that live in this account."
  type        = set(string)

  validation {
    condition     = length(setsubtract(var.environments, ["staging", "production"])) == 0 && length(var.environments) > 0
    error_message = "environments are staging, production or both."
  }
}

variable "github_oidc_subjects" {
  description = "Who may take which role: the claim `sub` as GitHub prints it (runbook oidc-claims), by role. No pattern: one wrong star lets in every fork."
  type        = map(list(string))

  validation {
    condition = alltrue(flatten([
      for subjects in values(var.github_oidc_subjects) :
      [for subject in subjects : startswith(subject, "repo:") && !can(regex("[*?]", subject))]
    ]))
    error_message = "A subject begins with repo: and holds neither * nor ?."
  }

  validation {
    condition     = alltrue([for subjects in values(var.github_oidc_subjects) : length(subjects) > 0])
    error_message = "A role that nobody can take is a mistake."
  }

  validation {
    condition = alltrue(flatten([
      for role, subjects in var.github_oidc_subjects :
      [for subject in subjects : endswith(subject, ":environment:${regex("[a-z]+$", role)}")]
      if length(regexall("^ci-(deploy|drill|terraform)-", role)) > 0
    ]))
    error_message = "What changes an environment comes out of that environment of GitHub, where approval is asked: …:environment:<name>."
  }
}

variable "state_bucket_arn" {
  description = "Bucket of Terraform's state."
  type        = string
}

variable "state_kms_key_arn" {
  description = "Its key."
  type        = string
}

variable "repository_prefix" {
  description = "First part of every image repository's name."
  type        = string
  default     = "stan-store-windsurf"
}

variable "services" {
  description = "Everything that is deployed: each service and the dashboard."
  type        = set(string)
}
