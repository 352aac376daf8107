locals {
  # Named as modules/ecs-service names them.
  passed_role_names = { for environment in var.environments : environment => flatten([
    for name in var.services : [for use in ["task", "execution", "migrate"] : "${environment}-${name}-${use}"]
  ]) }
}
