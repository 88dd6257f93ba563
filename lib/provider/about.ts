/** What a person reads who starts the provider by hand. */
export const ABOUT = `This is a provider for Terraform and OpenTofu: it sets the default encryption of buckets on Baidu AI Cloud
object storage (BOS). It is not run by hand, Terraform starts it. With the file in the place where
"terraform init" looks for it ("bos-encryption provider install" puts it there), write

  terraform {
    required_providers {
      bos = { source = "terraform.local/bos-encryption/bos" }
    }
  }

and see the README of the npm package bos-encryption for the rest.`;
