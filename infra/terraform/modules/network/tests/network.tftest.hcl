# What the network promises, applied without an account.

variables {
  name                    = "creator-staging"
  cidr                    = "10.20.0.0/16"
  availability_zones      = ["af-south-1a", "af-south-1b", "af-south-1c"]
  nat_per_zone            = true
  log_kms_key_arn         = "arn:aws:kms:af-south-1:111122223333:key/one"
  flow_log_retention_days = 30
  services = {
    payments  = { port = 4030, stateful = true, outside = true, calls = ["auth"] }
    auth      = { port = 4010, stateful = true, outside = false, calls = [] }
    dashboard = { port = 8080, stateful = false, outside = false, calls = [] }
  }
}

run "three_zones_with_a_fixed_address_each" {
  command = apply

  assert {
    condition     = length(output.private_subnet_ids) == 3 && length(output.public_subnet_ids) == 3 && length(output.data_subnet_ids) == 3
    error_message = "Each kind of subnet stands in three zones."
  }
  assert {
    condition     = length(output.egress_ips) == 3 && length(distinct(output.egress_ips)) == 3
    error_message = "The rails are given one fixed address per zone."
  }
  assert {
    condition     = length(distinct(concat([for s in aws_subnet.public : s.cidr_block], [for s in aws_subnet.private : s.cidr_block], [for s in aws_subnet.data : s.cidr_block]))) == 9
    error_message = "No two subnets have one range."
  }
  assert {
    condition     = length([for route in aws_route.private : route if route.nat_gateway_id == null]) == 0
    error_message = "Private subnets go out through a NAT gateway only."
  }
  assert {
    condition     = alltrue([for s in concat(values(aws_subnet.public), values(aws_subnet.private)) : s.map_public_ip_on_launch != true])
    error_message = "No subnet gives a public address by itself."
  }
}

run "one_way_out_where_that_is_enough" {
  command = apply

  variables {
    nat_per_zone = false
  }
  assert {
    condition     = length(output.egress_ips) == 1 && length(distinct([for route in aws_route.private : route.nat_gateway_id])) == 1
    error_message = "One NAT gateway serves all zones."
  }
}

run "who_may_speak_to_whom" {
  command = apply

  assert {
    condition     = toset(keys(aws_vpc_security_group_egress_rule.outside)) == toset(["payments"])
    error_message = "Only what declares outside calls machines that are not ours."
  }
  assert {
    condition = toset(keys(aws_vpc_security_group_ingress_rule.between)) == toset([
      "alb to payments", "alb to auth", "alb to dashboard", "payments to auth",
      "payments to endpoints", "auth to endpoints", "dashboard to endpoints",
      "payments to database", "auth to database", "payments to cache", "auth to cache",
      "hooks to test listener", "hooks to endpoints",
    ])
    error_message = "The ways inside are these and no others."
  }
  assert {
    condition     = alltrue([for rule in concat(values(aws_vpc_security_group_ingress_rule.between), [aws_vpc_security_group_ingress_rule.cloudfront]) : rule.cidr_ipv4 == null && rule.cidr_ipv6 == null])
    error_message = "Nothing is let in by address: groups and CloudFront's list only."
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.between["hooks to test listener"].from_port == 8443 && aws_vpc_security_group_ingress_rule.between["alb to payments"].to_port == 4030
    error_message = "Each way is one port wide."
  }
}

run "refuses_two_zones" {
  command = plan

  variables {
    availability_zones = ["af-south-1a", "af-south-1b"]
  }
  expect_failures = [var.availability_zones]
}

run "refuses_calls_to_nobody" {
  command = plan

  variables {
    services = { auth = { port = 4010, stateful = true, outside = false, calls = ["nobody"] } }
  }
  expect_failures = [var.services]
}
