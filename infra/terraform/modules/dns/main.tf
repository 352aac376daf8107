locals {
  hosts = {
    (var.domain)      = var.aliases.store
    "*.${var.domain}" = var.aliases.store # a creator's own name, one day
    (var.app_host)    = var.aliases.app
  }
  # Both certificates and the wildcard prove themselves with one and the same record.
  validation = tolist(aws_acm_certificate.regional.domain_validation_options)[0]
}

resource "aws_route53_zone" "this" {
  name = var.domain

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_route53_record" "host" {
  for_each = merge([for host, target in local.hosts : { for type in ["A", "AAAA"] : "${host} ${type}" => { host = host, type = type, target = target } }]...)
  zone_id  = aws_route53_zone.this.zone_id
  name     = each.value.host
  type     = each.value.type

  alias {
    name                   = each.value.target
    zone_id                = var.aliases.zone_id
    evaluate_target_health = false
  }
}

# Nobody but Amazon may issue a certificate for us.
resource "aws_route53_record" "caa" {
  zone_id = aws_route53_zone.this.zone_id
  name    = var.domain
  type    = "CAA"
  ttl     = 3600
  records = ["0 issue \"amazon.com\"", "0 issuewild \"amazon.com\""]
}

resource "aws_acm_certificate" "regional" {
  domain_name               = var.domain
  subject_alternative_names = ["*.${var.domain}"]
  validation_method         = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

# CloudFront reads certificates in this region only.
resource "aws_acm_certificate" "cloudfront" {
  region                    = "us-east-1"
  domain_name               = var.domain
  subject_alternative_names = ["*.${var.domain}"]
  validation_method         = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "validation" {
  zone_id         = aws_route53_zone.this.zone_id
  name            = local.validation.resource_record_name
  type            = local.validation.resource_record_type
  records         = [local.validation.resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "regional" {
  certificate_arn         = aws_acm_certificate.regional.arn
  validation_record_fqdns = [aws_route53_record.validation.fqdn]
}

resource "aws_acm_certificate_validation" "cloudfront" {
  region                  = "us-east-1"
  certificate_arn         = aws_acm_certificate.cloudfront.arn
  validation_record_fqdns = [aws_route53_record.validation.fqdn]
}
