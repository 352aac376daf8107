# What the load balancer promises, planned without an account.

variables {
  name              = "staging"
  vpc_id            = "vpc-1"
  subnet_ids        = ["subnet-1", "subnet-2", "subnet-3"]
  security_group_id = "sg-1"
  certificate_arn   = "arn:aws:acm:af-south-1:111122223333:certificate/one"
  app_host          = "app.example.com"
  store_host        = "example.com"
  origin_secrets    = ["0123456789abcdef0123456789abcdef"]
  logs_bucket       = "logs"
  services = {
    auth  = { port = 4010, paths = ["/v1/auth", "/v1/users", "/sign-in", "/.well-known/jwks.json"] }
    store = { port = 4020, paths = ["/v1/stores", "/v1/creators", "/v1/content", "/v1/campaigns", "/v1/products", "/@", "/media"] }
  }
}

run "one_rule_per_service_and_listener" {
  command = apply

  assert {
    condition     = length(aws_lb_listener_rule.production) == 3 && length(aws_lb_listener_rule.test) == 3
    error_message = "Two services and the dashboard have one rule on each listener: ECS moves the weights of one."
  }
  assert {
    condition     = aws_lb_listener_rule.production["auth"].priority == 4010 && aws_lb_listener_rule.production["dashboard"].priority == 40000
    error_message = "Priorities are the ports, and the dashboard comes last."
  }
  assert {
    condition = alltrue([for rule in concat(values(aws_lb_listener_rule.production), values(aws_lb_listener_rule.test)) :
      length(rule.action) == 1 && rule.action[0].type == "forward" && length(rule.action[0].forward[0].target_group) == 2
      && sort([for group in rule.action[0].forward[0].target_group : group.weight]) == sort([0, 100])
    ])
    error_message = "Every rule forwards to both groups and does nothing else."
  }
  assert {
    condition = alltrue([for rule in concat(values(aws_lb_listener_rule.production), [aws_lb_listener_rule.health, aws_lb_listener_rule.store_home]) :
      anytrue([for c in rule.condition : length(c.http_header) == 1])
    ])
    error_message = "Every rule that visitors can reach wants the edge's secret."
  }
  assert {
    condition     = aws_lb_listener.production.default_action[0].type == "fixed-response" && aws_lb.this.internal
    error_message = "Without a rule there is nothing; with a VPC origin there is no public address."
  }
  assert {
    condition = alltrue([for group in concat(values(aws_lb_target_group.blue), values(aws_lb_target_group.green)) :
      group.target_type == "ip" && group.deregistration_delay == "30" && length(group.name) <= 32
    ])
    error_message = "Groups are of addresses, drain for 30 s and have names that AWS takes."
  }
}

# Each expression against addresses that it must and must not take: what a visitor's address means.
run "paths_mean_what_they_say" {
  command = plan

  assert {
    condition = alltrue([for path in ["/v1/auth", "/v1/auth/codes", "/sign-in", "/.well-known/jwks.json"] :
      anytrue([for e in local.expressions["auth"] : can(regex(e, path))])
    ])
    error_message = "A path of auth is not taken."
  }
  assert {
    condition = alltrue([for path in ["/v1/authors", "/sign-inn", "/v1", "/", "/xwell-known/jwks.json", "/v1/store/auth"] :
      !anytrue([for e in local.expressions["auth"] : can(regex(e, path))])
    ])
    error_message = "A path that is not auth's is taken."
  }
  assert {
    condition = alltrue([for path in ["/@selam", "/@selam/p/coffee", "/media/1", "/v1/stores"] :
      anytrue([for e in local.expressions["store"] : can(regex(e, path))])
    ]) && !anytrue([for e in local.expressions["store"] : can(regex(e, "/selam/@"))])
    error_message = "/@ means everything that begins with it."
  }
}

run "public_balancer_in_the_other_mode" {
  command = plan
  variables {
    origin_mode = "public_alb"
  }
  assert {
    condition     = !aws_lb.this.internal
    error_message = "public_alb has a public address."
  }
}

run "two_secrets_while_rotating" {
  command = plan
  variables {
    origin_secrets = ["0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"]
  }
  assert {
    condition     = length(tolist(one([for c in aws_lb_listener_rule.production["auth"].condition : c.http_header[0].values if length(c.http_header) == 1]))) == 2
    error_message = "Both secrets are taken while one replaces the other."
  }
}

run "refuses_doubled_priorities" {
  command = plan
  variables {
    services = {
      auth     = { port = 4010, paths = ["/v1/auth"] }
      payments = { port = 4030, paths = ["/v1/payments"], priority = 4010 }
    }
  }
  expect_failures = [var.services]
}

run "refuses_a_path_beneath_another_service" {
  command = plan
  variables {
    services = {
      auth     = { port = 4010, paths = ["/v1/auth"] }
      payments = { port = 4030, paths = ["/v1/auth/money"] }
    }
  }
  expect_failures = [var.services]
}

run "refuses_a_wildcard" {
  command = plan
  variables {
    services = { auth = { port = 4010, paths = ["/v1/*"] } }
  }
  expect_failures = [var.services]
}

run "refuses_more_paths_than_one_rule_holds" {
  command = plan
  variables {
    services = { auth = { port = 4010, paths = [for n in range(13) : "/v1/p${n}"] } }
  }
  expect_failures = [aws_lb.this]
}

run "refuses_a_short_secret" {
  command = plan
  variables {
    origin_secrets = ["short"]
  }
  expect_failures = [var.origin_secrets]
}

run "refuses_a_secret_that_matches_everything" {
  command = plan
  variables {
    origin_secrets = ["********************************"]
  }
  expect_failures = [var.origin_secrets]
}

run "refuses_an_unknown_way_of_the_edge" {
  command = plan
  variables {
    origin_mode = "public"
  }
  expect_failures = [var.origin_mode]
}

run "refuses_one_host_for_both_origins" {
  command = plan
  variables {
    app_host = "example.com"
  }
  expect_failures = [var.store_host]
}
