output "zone_id" {
  description = "Id of the hosted zone."
  value       = aws_route53_zone.this.zone_id
}

output "name_servers" {
  description = "Name servers to enter at the registrar."
  value       = aws_route53_zone.this.name_servers
}

output "certificate_arn" {
  description = "Certificate of the load balancer, in the region; validated."
  value       = aws_acm_certificate_validation.regional.certificate_arn
}

output "cloudfront_certificate_arn" {
  description = "Certificate of CloudFront, in us-east-1; validated."
  value       = aws_acm_certificate_validation.cloudfront.certificate_arn
}
