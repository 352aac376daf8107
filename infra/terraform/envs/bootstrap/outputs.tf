output "backend_hcl" {
  description = "What stands in backend.hcl of this root, once its state moves into the bucket."
  value       = <<-TEXT
    bucket = "${aws_s3_bucket.state.bucket}"
    region = "${var.region}"
  TEXT
}

output "role_arns" {
  description = "Roles of the pipelines, for the variables of the repository."
  value       = module.github.role_arns
}
