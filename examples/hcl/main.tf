terraform {
  required_providers {
    bos = {
      source = "terraform.local/bos-encryption/bos"
      # "bos-encryption provider install" prints the version to pin here.
    }
  }
}

variable "kms_master_key_id" {
  description = "Id of a KMS master key in the region of bucket acme-ledger."
  type        = string
}

# Credentials and region come from the environment.
provider "bos" {}

# AES256 with keys that BOS manages. Removing this block turns encryption off.
resource "bos_bucket_encryption" "logs" {
  bucket = "acme-logs"
}

# SM4, the Chinese national standard.
resource "bos_bucket_encryption" "reports" {
  bucket        = "acme-reports"
  sse_algorithm = "SM4"
}

# A key of your own. Removing this block leaves the bucket as it is, because of on_destroy; and creating it is an error
# at plan, where the bucket is encrypted in another way already.
resource "bos_bucket_encryption" "ledger" {
  bucket            = "acme-ledger"
  kms_master_key_id = var.kms_master_key_id
  on_destroy        = "retain"
  on_conflict       = "fail"
}
