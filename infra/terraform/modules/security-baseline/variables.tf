variable "name" {
  description = "Prefix of every name, for example creator-production."
  type        = string
}

variable "trail_lock_days" {
  description = "Days that nobody can delete an entry of the audit trail."
  type        = number

  validation {
    condition     = var.trail_lock_days >= 30
    error_message = "Thirty days at least: an intruder is found weeks later."
  }
}

variable "trail_lock_mode" {
  description = "COMPLIANCE: nobody at all. GOVERNANCE: only with a permission made for it."
  type        = string

  validation {
    condition     = contains(["COMPLIANCE", "GOVERNANCE"], var.trail_lock_mode)
    error_message = "trail_lock_mode is COMPLIANCE or GOVERNANCE."
  }
}

variable "log_kms_key_arn" {
  description = "Key of the log groups."
  type        = string
}

variable "emails" {
  description = "Who is told of findings and of costs that nobody expected."
  type        = list(string)

  validation {
    condition     = length(var.emails) > 0
    error_message = "A finding that reaches nobody is none."
  }
}

variable "anomaly_usd" {
  description = "Unexpected cost, in US dollars, from which people are told."
  type        = number
}

variable "budget_usd" {
  description = "What the account may cost in a month; people are told at 80 %, and when it will be passed."
  type        = number

  validation {
    condition     = var.budget_usd > 0
    error_message = "A budget of nothing tells nobody anything."
  }
}

variable "guardduty_features" {
  description = "Features of GuardDuty; what a region offers differs."
  type        = set(string)
  default     = ["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS", "RUNTIME_MONITORING"]
}

variable "guardduty_fargate_agent" {
  description = "Let GuardDuty put its agent beside every task. Each execution role must then be allowed to pull it from AWS's repository; ours pull their own image only."
  type        = bool
  default     = false
}

variable "config_rules" {
  description = "Managed rules of AWS Config, by name."
  type        = map(string)
  default = {
    "cloudtrail-enabled"           = "CLOUD_TRAIL_ENABLED"
    "ecr-scan-on-push"             = "ECR_PRIVATE_IMAGE_SCANNING_ENABLED"
    "ecs-no-privileged"            = "ECS_CONTAINERS_NONPRIVILEGED"
    "ecs-readonly-root"            = "ECS_CONTAINERS_READONLY_ACCESS"
    "ecs-no-secrets-in-text"       = "ECS_NO_ENVIRONMENT_SECRETS"
    "elasticache-backups"          = "ELASTICACHE_REDIS_CLUSTER_AUTOMATIC_BACKUP_CHECK"
    "guardduty-enabled"            = "GUARDDUTY_ENABLED_CENTRALIZED"
    "iam-no-admin-statements"      = "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS"
    "iam-root-no-access-key"       = "IAM_ROOT_ACCESS_KEY_CHECK"
    "iam-users-mfa"                = "IAM_USER_MFA_ENABLED"
    "kms-no-scheduled-deletion"    = "KMS_CMK_NOT_SCHEDULED_FOR_DELETION"
    "rds-backups"                  = "DB_INSTANCE_BACKUP_ENABLED"
    "rds-encrypted"                = "RDS_STORAGE_ENCRYPTED"
    "rds-not-public"               = "RDS_INSTANCE_PUBLIC_ACCESS_CHECK"
    "root-mfa"                     = "ROOT_ACCOUNT_MFA_ENABLED"
    "s3-encrypted"                 = "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED"
    "s3-no-public-read"            = "S3_BUCKET_PUBLIC_READ_PROHIBITED"
    "s3-no-public-write"           = "S3_BUCKET_PUBLIC_WRITE_PROHIBITED"
    "s3-only-tls"                  = "S3_BUCKET_SSL_REQUESTS_ONLY"
    "secrets-rotated-periodically" = "SECRETSMANAGER_SECRET_PERIODIC_ROTATION"
    "vpc-default-group-closed"     = "VPC_DEFAULT_SECURITY_GROUP_CLOSED"
    "vpc-flow-logs"                = "VPC_FLOW_LOGS_ENABLED"
  }
}

variable "cost_monitor" {
  description = "Watch the account's costs; false in an account whose organisation does."
  type        = bool
  default     = true
}
