# Who may speak to whom, as maps of rules: a group has no rule that does not stand here.

data "aws_ec2_managed_prefix_list" "cloudfront" {
  name = var.cloudfront_prefix_list_name
}

resource "aws_security_group" "alb" {
  name        = "${var.name}-alb"
  description = "Load balancer: CloudFront and the deployment hooks"
  vpc_id      = aws_vpc.this.id
  tags        = { Name = "${var.name}-alb" }
}

resource "aws_security_group" "hooks" {
  name        = "${var.name}-deployment-hooks"
  description = "Functions that look at a new version before it gets traffic"
  vpc_id      = aws_vpc.this.id
  tags        = { Name = "${var.name}-deployment-hooks" }
}

resource "aws_security_group" "service" {
  for_each    = var.services
  name        = "${var.name}-${each.key}"
  description = "Tasks of ${each.key}"
  vpc_id      = aws_vpc.this.id
  tags        = { Name = "${var.name}-${each.key}", "app.name" = each.key }
}

resource "aws_security_group" "database" {
  name        = "${var.name}-database"
  description = "PostgreSQL: the services that keep state"
  vpc_id      = aws_vpc.this.id
  tags        = { Name = "${var.name}-database" }
}

resource "aws_security_group" "cache" {
  name        = "${var.name}-cache"
  description = "Cache: the services that keep state"
  vpc_id      = aws_vpc.this.id
  tags        = { Name = "${var.name}-cache" }
}

resource "aws_security_group" "endpoints" {
  name        = "${var.name}-endpoints"
  description = "AWS interfaces inside the VPC"
  vpc_id      = aws_vpc.this.id
  tags        = { Name = "${var.name}-endpoints" }
}

locals {
  service_groups  = { for name, group in aws_security_group.service : name => group.id }
  stateful_groups = { for name, service in var.services : name => aws_security_group.service[name].id if service.stateful }

  # From a group of ours, to a group of ours, one port.
  between = merge(
    { for name, service in var.services : "alb to ${name}" => {
      from = aws_security_group.alb.id, to = local.service_groups[name], port = service.port
    } },
    merge([for name, service in var.services : { for other in service.calls : "${name} to ${other}" => {
      from = local.service_groups[name], to = local.service_groups[other], port = var.services[other].port
    } }]...),
    { for name, group in local.service_groups : "${name} to endpoints" => {
      from = group, to = aws_security_group.endpoints.id, port = 443
    } },
    { for name, group in local.stateful_groups : "${name} to database" => {
      from = group, to = aws_security_group.database.id, port = 5432
    } },
    { for name, group in local.stateful_groups : "${name} to cache" => {
      from = group, to = aws_security_group.cache.id, port = 6379
    } },
    {
      "hooks to test listener" = {
        from = aws_security_group.hooks.id, to = aws_security_group.alb.id, port = var.test_listener_port
      }
      "hooks to endpoints" = {
        from = aws_security_group.hooks.id, to = aws_security_group.endpoints.id, port = 443
      }
    },
  )
}

resource "aws_vpc_security_group_ingress_rule" "between" {
  for_each                     = local.between
  security_group_id            = each.value.to
  referenced_security_group_id = each.value.from
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  description                  = each.key
}

resource "aws_vpc_security_group_egress_rule" "between" {
  for_each                     = local.between
  security_group_id            = each.value.from
  referenced_security_group_id = each.value.to
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  description                  = each.key
}

resource "aws_vpc_security_group_ingress_rule" "cloudfront" {
  security_group_id = aws_security_group.alb.id
  prefix_list_id    = data.aws_ec2_managed_prefix_list.cloudfront.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  description       = "CloudFront to the load balancer"
}

# Image layers and objects: the gateway endpoint is a list of addresses, not a group.
resource "aws_vpc_security_group_egress_rule" "s3" {
  for_each          = local.service_groups
  security_group_id = each.value
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  description       = "${each.key} to S3"
}

# Rails, SMS and webhooks: only the services that declare it in services.json.
resource "aws_vpc_security_group_egress_rule" "outside" {
  for_each          = { for name, service in var.services : name => service if service.outside }
  security_group_id = aws_security_group.service[each.key].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  description       = "${each.key} to the outside"
}
