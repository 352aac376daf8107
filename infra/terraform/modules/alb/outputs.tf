output "arn" {
  description = "ARN of the load balancer, an origin of CloudFront."
  value       = aws_lb.this.arn
}

output "arn_suffix" {
  description = "How CloudWatch names the load balancer."
  value       = aws_lb.this.arn_suffix
}

output "dns_name" {
  description = "Name of the load balancer."
  value       = aws_lb.this.dns_name
}

output "zone_id" {
  description = "Hosted zone of that name, for an alias record."
  value       = aws_lb.this.zone_id
}

output "production_listener_arn" {
  description = "Listener that visitors reach."
  value       = aws_lb_listener.production.arn
}

output "test_listener_arn" {
  description = "Listener that only the hooks reach."
  value       = aws_lb_listener.test.arn
}

output "test_listener_url" {
  description = "Where the hooks find green tasks; they send the app's or the store's host name as Host."
  value       = "https://${aws_lb.this.dns_name}:${var.test_port}"
}

output "target_groups" {
  description = "Per service, the dashboard included: both groups, how CloudWatch names them, and the rules whose weights ECS moves."
  value = { for name in local.names : name => {
    blue_arn            = aws_lb_target_group.blue[name].arn
    green_arn           = aws_lb_target_group.green[name].arn
    blue_suffix         = aws_lb_target_group.blue[name].arn_suffix
    green_suffix        = aws_lb_target_group.green[name].arn_suffix
    production_rule_arn = aws_lb_listener_rule.production[name].arn
    test_rule_arn       = aws_lb_listener_rule.test[name].arn
  } }
}
