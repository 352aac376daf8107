output "backend_hcl" {
  description = "What stands in backend.hcl of the environment's root."
  value       = <<-TEXT
    bucket     = "${aws_s3_bucket.state.bucket}"
    kms_key_id = "${aws_kms_key.state.arn}"
    region     = "${var.region}"
  TEXT
}

output "role_arns" {
  description = "Roles of the pipelines, for the variables of the repository."
  value       = module.github.role_arns
}
