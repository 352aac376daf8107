# One load balancer with two listeners: production, which CloudFront reaches, and test, which only the hooks reach.
# Each service has one rule per listener, never more: ECS moves the weights of exactly one rule, so a second one would
# leave a part of the paths on the old version. One pattern of regular expressions holds all paths of a service.

locals {
  # ALB takes 128 characters per expression; eight paths of the longest service stay below, the precondition sees to it.
  expressions = { for name, service in var.services : name => concat(
    contains(service.paths, "/@") ? ["^/@.*$"] : [],
    [for chunk in chunklist([for p in sort(service.paths) : p if p != "/@"], 8) :
      "^(${join("|", [for p in chunk : replace(p, ".", "\\.")])})(/.*)?$"
    ],
  ) }
  priorities = merge({ for name, service in var.services : name => coalesce(service.priority, service.port) }, { dashboard = 40000 })
  ports      = merge({ for name, service in var.services : name => service.port }, { dashboard = var.dashboard_port })
  names      = toset(keys(local.ports))
}

resource "aws_lb" "this" {
  name                       = "windsurf-${var.name}"
  load_balancer_type         = "application"
  internal                   = var.origin_mode == "vpc_origin"
  subnets                    = var.subnet_ids
  security_groups            = [var.security_group_id]
  enable_deletion_protection = var.deletion_protection
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "strictest"
  enable_http2               = true
  # Shorter than the services' 65 s, so that the balancer never sends into a connection that a task is closing.
  idle_timeout = 60
  # X-Forwarded-For ends with the visitor, whom CloudFront saw. Appending would put an edge of CloudFront behind it, in
  # public_alb a public address that no service trusts: all visitors of that edge would share one limit. As it is, a
  # service believes private addresses (TRUSTED_PROXIES) and finds the visitor, however many proxies of ours lie between.
  xff_header_processing_mode = "preserve"

  access_logs {
    bucket  = var.logs_bucket
    prefix  = "alb"
    enabled = true
  }

  lifecycle {
    precondition {
      condition     = alltrue(flatten([for all in local.expressions : [for one in all : length(one) <= 128]]))
      error_message = "An expression of paths is longer than the 128 characters that a rule takes; shorten the paths."
    }
    precondition {
      # Five values per rule: up to two secrets, three expressions.
      condition     = alltrue([for all in local.expressions : length(all) <= 3])
      error_message = "A service has more paths than one rule holds; ECS shifts one rule only, so split the service or its paths."
    }
  }
}

resource "aws_lb_listener" "production" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "There is nothing here."
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener" "test" {
  load_balancer_arn = aws_lb.this.arn
  port              = var.test_port
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "There is nothing here."
      status_code  = "404"
    }
  }
}

# What an outside monitor asks: the way through the edge stands.
resource "aws_lb_listener_rule" "health" {
  listener_arn = aws_lb_listener.production.arn
  priority     = 10

  action {
    type = "fixed-response"
    fixed_response {
      content_type = "application/json"
      message_body = jsonencode({ status = "healthy" })
      status_code  = "200"
    }
  }
  condition {
    path_pattern {
      values = ["/health"]
    }
  }
  condition {
    http_header {
      http_header_name = var.origin_secret_header
      values           = var.origin_secrets
    }
  }
}

# The store's bare host has no page of its own: it leads to the app, where a store is opened.
resource "aws_lb_listener_rule" "store_home" {
  listener_arn = aws_lb_listener.production.arn
  priority     = 20

  action {
    type = "redirect"
    redirect {
      host        = var.app_host
      path        = "/"
      query       = ""
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_302"
    }
  }
  condition {
    path_pattern {
      values = ["/"]
    }
  }
  condition {
    host_header {
      values = [var.store_host]
    }
  }
  condition {
    http_header {
      http_header_name = var.origin_secret_header
      values           = var.origin_secrets
    }
  }
}

resource "aws_lb_target_group" "blue" {
  for_each = local.names

  name                 = "${var.name}-${each.key}-blue"
  vpc_id               = var.vpc_id
  target_type          = "ip"
  port                 = local.ports[each.key]
  protocol             = "HTTP"
  deregistration_delay = "30"

  health_check {
    path                = each.key == "dashboard" ? "/health" : "/readyz"
    matcher             = "200"
    interval            = 10
    timeout             = 3
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

resource "aws_lb_target_group" "green" {
  for_each = local.names

  name                 = "${var.name}-${each.key}-green"
  vpc_id               = var.vpc_id
  target_type          = "ip"
  port                 = local.ports[each.key]
  protocol             = "HTTP"
  deregistration_delay = "30"

  health_check {
    path                = each.key == "dashboard" ? "/health" : "/readyz"
    matcher             = "200"
    interval            = 10
    timeout             = 3
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

resource "aws_lb_listener_rule" "production" {
  for_each = local.names

  listener_arn = aws_lb_listener.production.arn
  priority     = local.priorities[each.key]

  # Both groups hang on the rule, or ECS rolls back; forward alone, or a deployment fails.
  action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.blue[each.key].arn
        weight = 100
      }
      target_group {
        arn    = aws_lb_target_group.green[each.key].arn
        weight = 0
      }
    }
  }

  dynamic "condition" {
    for_each = each.key == "dashboard" ? [] : [local.expressions[each.key]]
    content {
      path_pattern {
        regex_values = condition.value
      }
    }
  }
  dynamic "condition" {
    for_each = each.key == "dashboard" ? [var.app_host] : []
    content {
      host_header {
        values = [condition.value]
      }
    }
  }
  condition {
    http_header {
      http_header_name = var.origin_secret_header
      values           = var.origin_secrets
    }
  }

  lifecycle {
    # The weights are ECS's: a plan that sets them back would move live traffic.
    ignore_changes = [action]
  }
}

# No secret here: the security group lets nobody in but the hooks, who then need not know it.
resource "aws_lb_listener_rule" "test" {
  for_each = local.names

  listener_arn = aws_lb_listener.test.arn
  priority     = local.priorities[each.key]

  action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.blue[each.key].arn
        weight = 100
      }
      target_group {
        arn    = aws_lb_target_group.green[each.key].arn
        weight = 0
      }
    }
  }

  dynamic "condition" {
    for_each = each.key == "dashboard" ? [] : [local.expressions[each.key]]
    content {
      path_pattern {
        regex_values = condition.value
      }
    }
  }
  dynamic "condition" {
    for_each = each.key == "dashboard" ? [var.app_host] : []
    content {
      host_header {
        values = [condition.value]
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}
