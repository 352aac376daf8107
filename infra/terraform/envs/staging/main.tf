# Thin on purpose: what staging is stands in modules/environment, what is its own in terraform.tfvars.json.
terraform {
  required_version = ">= 1.11.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "= 6.66.0"
    }
  }

  # The bucket of the bootstrap, by the account's number. It encrypts what it is given with its own key.
  backend "s3" {
    bucket       = "windsurf-terraform-111111111111"
    key          = "staging/terraform.tfstate"
    region       = "af-south-1"
    use_lockfile = true
  }
}

provider "aws" {
  region              = try(var.settings.region, "af-south-1")
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      "part-of"     = "stan-store-windsurf"
      "environment" = "staging"
      "managed-by"  = "terraform"
    }
  }
}

module "environment" {
  source      = "../../modules/environment"
  environment = "staging"
  services    = { for service in jsondecode(file("${path.module}/../../services.json")) : service.name => service }
  settings    = var.settings
}
