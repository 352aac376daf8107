# Thin on purpose: what production is stands in modules/environment, what is its own in terraform.tfvars.json.
terraform {
  required_version = ">= 1.11.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "= 6.66.0"
    }
  }

  # bucket, key id and region come from backend.hcl, which the bootstrap prints: `terraform init -backend-config=backend.hcl`.
  backend "s3" {
    key          = "production/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region              = try(var.settings.region, "af-south-1")
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = {
      "part-of"     = "stan-store-windsurf"
      "environment" = "production"
      "managed-by"  = "terraform"
    }
  }
}

module "environment" {
  source         = "../../modules/environment"
  environment    = "production"
  services       = { for service in jsondecode(file("${path.module}/../../services.json")) : service.name => service }
  settings       = var.settings
  origin_secrets = var.origin_secrets
}
