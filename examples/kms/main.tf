terraform {
  required_providers {
    bos = {
      source = "terraform.local/bos-encryption/bos"
      # "bos-encryption provider install" prints the version to pin here.
    }
  }
}

locals {
  buckets = ["acme-logs", "acme-reports", "acme-ledger"]
}

# Credentials and region come from the environment.
provider "bos" {}

resource "bos_kms_key" "key" {
  description = "Buckets of Acme"
  key_spec    = "BAIDU_AES_256"

  # Another spec is another key: the buckets change over to it before the old one goes.
  lifecycle {
    create_before_destroy = true
  }
}

resource "bos_bucket_encryption" "bucket" {
  for_each          = toset(local.buckets)
  bucket            = each.value
  kms_master_key_id = bos_kms_key.key.key_id
}

output "key-id" {
  value = bos_kms_key.key.key_id
}
