# The firewall of both distributions. It lives in us-east-1, as everything of CloudFront does. Managed rules that read
# bodies only count: creators write product texts with addresses and code in them, and the services escape what they show.
# Providers' callbacks are judged by no managed rule: they come from machines without a browser's manners, a lost one is money
# that waits, and the services check their signatures.

locals {
  callbacks = "^(${join("|", var.callback_prefixes)})"

  managed_rules = {
    AWSManagedRulesAmazonIpReputationList = { priority = 20, count = [] }
    AWSManagedRulesKnownBadInputsRuleSet  = { priority = 30, count = [] }
    AWSManagedRulesCommonRuleSet          = { priority = 40, count = ["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericRFI_BODY", "GenericLFI_BODY"] }
    AWSManagedRulesSQLiRuleSet            = { priority = 50, count = ["SQLi_BODY", "SQLiExtendedPatterns_BODY"] }
  }
}

resource "aws_wafv2_web_acl" "this" {
  name        = local.acl_name
  description = "In front of both distributions"
  scope       = "CLOUDFRONT"
  region      = "us-east-1"

  default_action {
    allow {}
  }

  # 3 000 000 bytes or more. The services refuse what is above their own limits: 1 MiB for most, 2 MiB for a picture.
  rule {
    name     = "large-bodies"
    priority = 10
    action {
      block {
        custom_response {
          response_code = 413
        }
      }
    }
    statement {
      and_statement {
        statement {
          regex_match_statement {
            regex_string = "^0*([3-9][0-9]{6}|[1-9][0-9]{7,})$"
            field_to_match {
              single_header {
                name = "content-length"
              }
            }
            text_transformation {
              priority = 0
              type     = "NONE"
            }
          }
        }
        statement {
          not_statement {
            statement {
              byte_match_statement {
                search_string         = var.large_upload_prefix
                positional_constraint = "STARTS_WITH"
                field_to_match {
                  uri_path {}
                }
                text_transformation {
                  priority = 0
                  type     = "NONE"
                }
              }
            }
          }
        }
      }
    }
    visibility_config {
      metric_name                = "large-bodies"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = false
    }
  }

  # A provider sends from a few addresses: a limit that only a flood reaches, then nothing else looks.
  rule {
    name     = "callbacks-flood"
    priority = 11
    action {
      block {
        custom_response {
          response_code = 429
        }
      }
    }
    statement {
      rate_based_statement {
        limit                 = var.requests_per_address
        evaluation_window_sec = 300
        aggregate_key_type    = "IP"
        scope_down_statement {
          regex_match_statement {
            regex_string = local.callbacks
            field_to_match {
              uri_path {}
            }
            text_transformation {
              priority = 0
              type     = "NONE"
            }
          }
        }
      }
    }
    visibility_config {
      metric_name                = "callbacks-flood"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = false
    }
  }

  rule {
    name     = "callbacks"
    priority = 12
    action {
      allow {}
    }
    statement {
      regex_match_statement {
        regex_string = local.callbacks
        field_to_match {
          uri_path {}
        }
        text_transformation {
          priority = 0
          type     = "NONE"
        }
      }
    }
    visibility_config {
      metric_name                = "callbacks"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = false
    }
  }

  dynamic "rule" {
    for_each = local.managed_rules
    content {
      name     = rule.key
      priority = rule.value.priority
      override_action {
        none {}
      }
      statement {
        managed_rule_group_statement {
          name        = rule.key
          vendor_name = "AWS"
          dynamic "rule_action_override" {
            for_each = rule.value.count
            content {
              name = rule_action_override.value
              action_to_use {
                count {}
              }
            }
          }
        }
      }
      visibility_config {
        metric_name                = rule.key
        cloudwatch_metrics_enabled = true
        sampled_requests_enabled   = false
      }
    }
  }

  rule {
    name     = "requests-per-address"
    priority = 60
    action {
      block {
        custom_response {
          response_code = 429
          response_header {
            name  = "retry-after"
            value = "300"
          }
        }
      }
    }
    statement {
      rate_based_statement {
        limit                 = var.requests_per_address
        evaluation_window_sec = 300
        aggregate_key_type    = "IP"
      }
    }
    visibility_config {
      metric_name                = "requests-per-address"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = false
    }
  }

  visibility_config {
    metric_name                = local.acl_name
    cloudwatch_metrics_enabled = true
    # Samples would show addresses with signed tokens in the console.
    sampled_requests_enabled = false
  }
}

resource "aws_cloudwatch_log_group" "firewall" {
  # WAF writes to groups whose name begins like this, and to no other.
  name              = "aws-waf-logs-${local.acl_name}"
  region            = "us-east-1"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.logs_kms_key_arn
}

resource "aws_cloudwatch_log_resource_policy" "firewall" {
  region      = "us-east-1"
  policy_name = "${local.acl_name}-firewall"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "delivery.logs.amazonaws.com" }
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "${aws_cloudwatch_log_group.firewall.arn}:*"
      Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:logs:us-east-1:*:*" } }
    }]
  })
}

# Only what was blocked or counted, without addresses, queries, cookies and tokens: they open receipts and downloads.
resource "aws_wafv2_web_acl_logging_configuration" "this" {
  region                  = "us-east-1"
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.firewall.arn]

  logging_filter {
    default_behavior = "DROP"
    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"
      condition {
        action_condition {
          action = "BLOCK"
        }
      }
      condition {
        action_condition {
          action = "COUNT"
        }
      }
    }
  }

  redacted_fields {
    uri_path {}
  }
  redacted_fields {
    query_string {}
  }
  redacted_fields {
    single_header {
      name = "authorization"
    }
  }
  redacted_fields {
    single_header {
      name = "cookie"
    }
  }

  depends_on = [aws_cloudwatch_log_resource_policy.firewall]
}
