output "vpc_id" {
  description = "Id of the VPC."
  value       = aws_vpc.this.id
}

output "vpc_cidr" {
  description = "Address range of the VPC."
  value       = aws_vpc.this.cidr_block
}

output "public_subnet_ids" {
  description = "Subnets of the load balancer and the NAT gateways, one per zone."
  value       = [for zone in var.availability_zones : aws_subnet.public[zone].id]
}

output "private_subnet_ids" {
  description = "Subnets of the tasks, one per zone."
  value       = [for zone in var.availability_zones : aws_subnet.private[zone].id]
}

output "data_subnet_ids" {
  description = "Subnets of the databases and caches, one per zone; they have no way out."
  value       = [for zone in var.availability_zones : aws_subnet.data[zone].id]
}

output "alb_security_group_id" {
  description = "Security group of the load balancer."
  value       = aws_security_group.alb.id
}

output "hooks_security_group_id" {
  description = "Security group of the deployment hooks: the only one that reaches the test listener."
  value       = aws_security_group.hooks.id
}

output "service_security_group_ids" {
  description = "Security group of each service's tasks, web and worker, by service (the dashboard included)."
  value       = { for name, group in aws_security_group.service : name => group.id }
}

output "database_security_group_id" {
  description = "Security group of PostgreSQL."
  value       = aws_security_group.database.id
}

output "cache_security_group_id" {
  description = "Security group of the cache."
  value       = aws_security_group.cache.id
}

output "egress_ips" {
  description = "Fixed addresses from which we call the rails: what a provider puts on its allow-list."
  value       = [for zone in local.nat_zones : aws_eip.nat[zone].public_ip]
}

output "nat_gateway_ids" {
  description = "NAT gateways by zone."
  value       = { for zone, gateway in aws_nat_gateway.this : zone => gateway.id }
}
