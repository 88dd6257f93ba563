import type { Emulator } from "../../lib/emulator/index.ts";

export const AES256 = { encryptionAlgorithm: "AES256" };
export const SM4 = { encryptionAlgorithm: "SM4" };
export const kms = (kmsMasterKeyId: string) => ({ encryptionAlgorithm: "AES256", kmsMasterKeyId });

type Cloud = Pick<Emulator, "requests">;

/** The methods of the requests about a bucket's encryption, in order. */
export const methods = (cloud: Cloud, bucket: string): readonly string[] =>
  cloud.requests
    .filter((request) => request.bucket === bucket && request.operation.endsWith("BucketEncryption"))
    .map(({ method }) => method);

/** The requests that write, in order. */
export const writes = (cloud: Cloud): readonly string[] =>
  cloud.requests
    .filter(({ method }) => method === "PUT" || method === "DELETE")
    .map(({ method, bucket }) => `${method} ${bucket}`);
