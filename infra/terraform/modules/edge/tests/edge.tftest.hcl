# What the edge promises, planned without an account.

variables {
  name                               = "production"
  app_host                           = "app.example.com"
  store_host                         = "example.com"
  certificate_arn                    = "arn:aws:acm:us-east-1:111122223333:certificate/one"
  alb_arn                            = "arn:aws:elasticloadbalancing:af-south-1:111122223333:loadbalancer/app/windsurf-production/1"
  alb_dns_name                       = "internal-windsurf.elb.example"
  origin_secret                      = "0123456789abcdef0123456789abcdef"
  assets_bucket_regional_domain_name = "assets.s3.af-south-1.example"
}

run "two_origins_that_do_not_mix" {
  command = apply

  assert {
    condition     = aws_cloudfront_origin_request_policy.this["store"].cookies_config[0].cookie_behavior == "none" && aws_cloudfront_distribution.this["store"].default_cache_behavior[0].response_headers_policy_id == aws_cloudfront_response_headers_policy.store.id
    error_message = "The store's origin sees no cookie and sets none."
  }
  assert {
    condition     = aws_cloudfront_distribution.this["app"].default_cache_behavior[0].cache_policy_id == local.caching_disabled
    error_message = "What the app answers is personal: it is kept nowhere."
  }
  assert {
    condition = alltrue([for one in aws_cloudfront_distribution.this : one.http_version == "http2and3" && one.price_class == "PriceClass_All" && one.default_cache_behavior[0].compress
      && one.viewer_certificate[0].minimum_protocol_version == "TLSv1.2_2021"
    ])
    error_message = "HTTP/3, all edges, compressed, TLS 1.2 at least."
  }
  assert {
    condition = alltrue(flatten([for one in aws_cloudfront_distribution.this : [
      for b in one.ordered_cache_behavior : b.cache_policy_id == local.caching_disabled if b.path_pattern == "/v1/*"
    ]]))
    error_message = "The API is kept nowhere."
  }
  assert {
    condition = length([
      for b in aws_cloudfront_distribution.this["app"].ordered_cache_behavior : b
      if startswith(b.path_pattern, "/status") && b.cache_policy_id == aws_cloudfront_cache_policy.pages.id
    ]) == 2
    error_message = "What a crowd asks for while nobody answers is kept at the edge."
  }
  assert {
    condition = alltrue([for one in aws_cloudfront_distribution.this : alltrue([
      for o in one.origin : o.origin_id == "pictures" ? o.origin_access_control_id != "" : contains([for h in o.custom_header : h.name], "x-windsurf-origin")
    ])])
    error_message = "The services get the secret; the bucket gets a signature."
  }
  assert {
    condition     = length(aws_cloudfront_vpc_origin.alb) == 1
    error_message = "The load balancer has no public address."
  }
}

run "the_firewall_lets_callbacks_through" {
  command = plan

  assert {
    condition     = aws_wafv2_web_acl.this.scope == "CLOUDFRONT" && aws_wafv2_web_acl.this.region == "us-east-1"
    error_message = "CloudFront's firewall lives in us-east-1."
  }
  assert {
    condition = (
      one([for r in aws_wafv2_web_acl.this.rule : r.priority if r.name == "callbacks"]) <
      min([for r in aws_wafv2_web_acl.this.rule : r.priority if length(r.override_action) > 0]...)
    )
    error_message = "A provider's callback is let through before a managed rule sees it."
  }
  assert {
    condition     = alltrue([for path in ["/v1/payments/callbacks/telebirr", "/v1/payments/callbacks/webirr/abc", "/v1/notifications/reports/afromessage/k"] : can(regex(local.callbacks, path))]) && !can(regex(local.callbacks, "/v1/payments/callback")) && !can(regex(local.callbacks, "/x/v1/payments/callbacks/telebirr"))
    error_message = "Callbacks and nothing else."
  }
  assert {
    condition     = length([for r in aws_wafv2_web_acl.this.rule : r if length(r.override_action) > 0]) == 4
    error_message = "Four managed groups."
  }
}

run "refuses_a_certificate_of_another_region" {
  command = plan
  variables {
    certificate_arn = "arn:aws:acm:af-south-1:111122223333:certificate/one"
  }
  expect_failures = [var.certificate_arn]
}

run "refuses_edges_without_africa" {
  command = plan
  variables {
    price_class = "PriceClass_100"
  }
  expect_failures = [var.price_class]
}

run "refuses_a_limit_that_shuts_out_a_carrier" {
  command = plan
  variables {
    requests_per_address = 100
  }
  expect_failures = [var.requests_per_address]
}

run "refuses_a_callback_pattern" {
  command = plan
  variables {
    callback_prefixes = ["/v1/.*"]
  }
  expect_failures = [var.callback_prefixes]
}
