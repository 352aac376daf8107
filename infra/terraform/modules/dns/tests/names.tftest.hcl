# What the names promise, applied without an account.

variables {
  domain   = "example.com"
  app_host = "app.example.com"
  aliases  = { store = "store.cloudfront.net", app = "app.cloudfront.net", zone_id = "Z2FDTNDATAQYW2" }
}

run "two_hosts_and_a_wildcard" {
  command = apply

  assert {
    condition     = { for key, record in aws_route53_record.host : key => record.alias[0].name if record.type == "A" } == { "example.com A" = "store.cloudfront.net", "*.example.com A" = "store.cloudfront.net", "app.example.com A" = "app.cloudfront.net" }
    error_message = "Stores and the app are two distributions; a creator's name is a store's."
  }
  assert {
    condition     = aws_acm_certificate.cloudfront.region == "us-east-1" && aws_acm_certificate.regional.subject_alternative_names == toset(["*.example.com"])
    error_message = "CloudFront's certificate lies in us-east-1, the balancer's in the region; both know the wildcard."
  }
  assert {
    condition     = output.certificate_arn != output.cloudfront_certificate_arn
    error_message = "They are two."
  }
}

run "refuses_an_address" {
  command = plan

  variables {
    domain = "https://example.com"
  }
  expect_failures = [var.domain]
}
