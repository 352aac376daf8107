# Two distributions, because stores and the app are two origins: what the store's serves may be cached and never carries
# a cookie; what the app's serves is personal and is not cached, but for the dashboard's hashed files.

locals {
  hosts    = { store = var.store_host, app = var.app_host }
  acl_name = "windsurf-${var.name}"
  # AWS's own policy "CachingDisabled"; its id is the same in every account.
  caching_disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  all_methods      = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]

  # path, and whether it is cached by the origin's headers, not at all, or comes from the bucket of pictures.
  behaviours = {
    store = [{ path = "/v1/*", kind = "uncached" }, { path = "/media/*", kind = "media" }]
    app = [
      { path = "/v1/*", kind = "uncached" }, { path = "/media/*", kind = "media" }, { path = "/assets/*", kind = "static" },
      # A crowd asks for it just when nobody answers: the edge goes on showing what it has.
      { path = "/status", kind = "pages" }, { path = "/status.json", kind = "pages" },
    ]
  }
}

resource "aws_cloudfront_vpc_origin" "alb" {
  count = var.origin_mode == "vpc_origin" ? 1 : 0

  vpc_origin_endpoint_config {
    name                   = "windsurf-${var.name}"
    arn                    = var.alb_arn
    http_port              = 80
    https_port             = 443
    origin_protocol_policy = "https-only"
    origin_ssl_protocols {
      items    = ["TLSv1.2"]
      quantity = 1
    }
  }
}

resource "aws_cloudfront_origin_access_control" "assets" {
  name                              = "windsurf-${var.name}-assets"
  description                       = "CloudFront alone reads the pictures"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_function" "request" {
  name    = "windsurf-${var.name}-request"
  runtime = "cloudfront-js-2.0"
  comment = "Strips headers that only we may set; one spelling per language"
  publish = true
  code    = file("${path.module}/request.js")
}

resource "aws_cloudfront_function" "media" {
  name    = "windsurf-${var.name}-media"
  runtime = "cloudfront-js-2.0"
  comment = "/media/<id> and its sizes are images/<id> in the bucket"
  publish = true
  code    = file("${path.module}/media.js")
}

# As long as the origin says, and no longer: a page without Cache-Control is not kept.
resource "aws_cloudfront_cache_policy" "pages" {
  name        = "windsurf-${var.name}-pages"
  comment     = "Storefront pages, by the origin's headers, per language"
  min_ttl     = 0
  default_ttl = 0
  max_ttl     = 31536000

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = true
    enable_accept_encoding_gzip   = true
    cookies_config {
      cookie_behavior = "none"
    }
    headers_config {
      header_behavior = "whitelist"
      headers {
        # A page for who saves data has buttons in the place of pictures.
        items = ["accept-language", "host", "save-data"]
      }
    }
    query_strings_config {
      query_string_behavior = "all"
    }
  }
}

resource "aws_cloudfront_cache_policy" "static" {
  name        = "windsurf-${var.name}-static"
  comment     = "Files whose name changes with their content"
  min_ttl     = 0
  default_ttl = 86400
  max_ttl     = 31536000

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = true
    enable_accept_encoding_gzip   = true
    cookies_config {
      cookie_behavior = "none"
    }
    headers_config {
      header_behavior = "none"
    }
    query_strings_config {
      query_string_behavior = "none"
    }
  }
}

# Cookies reach the app's services only: a creator's page never sees a session.
resource "aws_cloudfront_origin_request_policy" "this" {
  for_each = local.hosts

  name    = "windsurf-${var.name}-${each.key}"
  comment = "What the visitor sent${each.key == "store" ? ", without cookies" : ""}, and the country"

  cookies_config {
    cookie_behavior = each.key == "store" ? "none" : "all"
  }
  headers_config {
    header_behavior = "allViewerAndWhitelistCloudFront"
    headers {
      items = ["CloudFront-Viewer-Country"]
    }
  }
  query_strings_config {
    query_string_behavior = "all"
  }
}

resource "aws_cloudfront_response_headers_policy" "store" {
  name    = "windsurf-${var.name}-store"
  comment = "The store's origin sets no cookie; all other headers are the services' own"

  remove_headers_config {
    items {
      header = "set-cookie"
    }
  }
}

# Pictures come from the bucket, so nobody else can say what the service says with them.
resource "aws_cloudfront_response_headers_policy" "media" {
  name    = "windsurf-${var.name}-media"
  comment = "What store-builder says with a picture"

  security_headers_config {
    content_type_options {
      override = true
    }
    content_security_policy {
      content_security_policy = "default-src 'none'; sandbox"
      override                = true
    }
  }
  custom_headers_config {
    items {
      header   = "cache-control"
      value    = "public, max-age=31536000, immutable"
      override = true
    }
    items {
      header   = "cross-origin-resource-policy"
      value    = "cross-origin"
      override = true
    }
  }
}

resource "aws_cloudfront_distribution" "this" {
  for_each = local.hosts

  comment = "windsurf ${var.name}: ${each.key}"
  enabled = true
  # A creator's own name below the stores' domain is a store's; the app's own name wins over the wildcard.
  aliases         = concat([each.value], each.key == "store" ? ["*.${each.value}"] : [])
  http_version    = "http2and3"
  is_ipv6_enabled = true
  price_class     = var.price_class
  web_acl_id      = aws_wafv2_web_acl.this.arn

  origin {
    origin_id           = "services"
    domain_name         = var.alb_dns_name
    connection_attempts = 2
    connection_timeout  = 5

    # Overwrites what a visitor sends under that name.
    custom_header {
      name  = var.origin_secret_header
      value = var.origin_secret
    }
    dynamic "vpc_origin_config" {
      for_each = aws_cloudfront_vpc_origin.alb
      content {
        vpc_origin_id            = vpc_origin_config.value.id
        origin_read_timeout      = 30
        origin_keepalive_timeout = 55
      }
    }
    dynamic "custom_origin_config" {
      for_each = var.origin_mode == "public_alb" ? [true] : []
      content {
        http_port                = 80
        https_port               = 443
        origin_protocol_policy   = "https-only"
        origin_ssl_protocols     = ["TLSv1.2"]
        origin_read_timeout      = 30
        origin_keepalive_timeout = 55
      }
    }
    dynamic "origin_shield" {
      for_each = var.origin_shield_region == null ? [] : [var.origin_shield_region]
      content {
        enabled              = true
        origin_shield_region = origin_shield.value
      }
    }
  }

  origin {
    origin_id                = "pictures"
    domain_name              = var.assets_bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.assets.id
  }

  default_cache_behavior {
    target_origin_id           = "services"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = local.all_methods
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = each.key == "store" ? aws_cloudfront_cache_policy.pages.id : local.caching_disabled
    origin_request_policy_id   = aws_cloudfront_origin_request_policy.this[each.key].id
    response_headers_policy_id = each.key == "store" ? aws_cloudfront_response_headers_policy.store.id : null

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.request.arn
    }
  }

  dynamic "ordered_cache_behavior" {
    for_each = local.behaviours[each.key]
    content {
      path_pattern           = ordered_cache_behavior.value.path
      target_origin_id       = ordered_cache_behavior.value.kind == "media" ? "pictures" : "services"
      viewer_protocol_policy = ordered_cache_behavior.value.kind == "uncached" ? "https-only" : "redirect-to-https"
      allowed_methods        = ordered_cache_behavior.value.kind == "uncached" ? local.all_methods : ["GET", "HEAD"]
      cached_methods         = ["GET", "HEAD"]
      compress               = ordered_cache_behavior.value.kind != "media"
      cache_policy_id = (
        ordered_cache_behavior.value.kind == "uncached" ? local.caching_disabled
        : ordered_cache_behavior.value.kind == "pages" ? aws_cloudfront_cache_policy.pages.id
        : aws_cloudfront_cache_policy.static.id
      )
      # A bucket must not be sent the visitor's Host.
      origin_request_policy_id = (
        ordered_cache_behavior.value.kind == "media" ? null : aws_cloudfront_origin_request_policy.this[each.key].id
      )
      response_headers_policy_id = (
        ordered_cache_behavior.value.kind == "media" ? aws_cloudfront_response_headers_policy.media.id
        : each.key == "store" ? aws_cloudfront_response_headers_policy.store.id : null
      )

      function_association {
        event_type = "viewer-request"
        function_arn = (
          ordered_cache_behavior.value.kind == "media" ? aws_cloudfront_function.media.arn : aws_cloudfront_function.request.arn
        )
      }
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = var.certificate_arn
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}
