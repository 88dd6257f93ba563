import { ComplexObject, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { ProviderDataSource, ProviderResource } from "../../lib/construct/elements/element.ts";
import {
  BosBucketEncryption,
  BosKmsKey,
  DataBosBucketEncryption,
  DataBosBucketEncryptions,
  DataBosKmsKey,
  DataBosKmsKeys,
  Encryption,
} from "../../lib/index.ts";
import { createBosProvider } from "../../lib/provider/provider.ts";
import { configurationOf, newStack } from "./support/stack.ts";

const provider = createBosProvider({});
const schemas = { resource: provider.resources, data: provider.dataSources ?? {} };

interface Row {
  readonly kind: "resource" | "data";
  readonly type: string;
  /** With every property. */
  readonly make: (stack: TerraformStack) => object;
}

const key = { description: "Buckets", region: "bj" };

const rows: Record<string, Row> = {
  BosBucketEncryption: {
    kind: "resource",
    type: BosBucketEncryption.tfResourceType,
    make: (stack) =>
      new BosBucketEncryption(stack, "it", {
        bucket: "acme-logs",
        encryption: Encryption.kmsManaged("key-1"),
        region: "bj",
        onDestroy: "retain",
        onConflict: "fail",
      }),
  },
  BosKmsKey: {
    kind: "resource",
    type: BosKmsKey.tfResourceType,
    make: (stack) =>
      new BosKmsKey(stack, "it", {
        ...key,
        keySpec: "SM4_128",
        protectedBy: "HSM",
        origin: "BAIDU_KMS",
        enabled: true,
        rotationCycle: 7,
        deletionWindowInDays: 7,
        force: true,
      }),
  },
  DataBosBucketEncryption: {
    kind: "data",
    type: DataBosBucketEncryption.tfResourceType,
    make: (stack) => new DataBosBucketEncryption(stack, "it", { bucket: "acme-logs", region: "bj" }),
  },
  DataBosBucketEncryptions: {
    kind: "data",
    type: DataBosBucketEncryptions.tfResourceType,
    make: (stack) => new DataBosBucketEncryptions(stack, "it", { namePattern: "*", region: "bj" }),
  },
  DataBosKmsKey: {
    kind: "data",
    type: DataBosKmsKey.tfResourceType,
    make: (stack) => new DataBosKmsKey(stack, "it", key),
  },
  DataBosKmsKeys: {
    kind: "data",
    type: DataBosKmsKeys.tfResourceType,
    make: (stack) =>
      new DataBosKmsKeys(stack, "it", {
        descriptionPattern: "*",
        keySpec: "SM4_128",
        keyState: "enabled",
        region: "bj",
      }),
  },
};

/** The tokens that an object offers by itself, in Terraform's spelling. */
/** What every construct has: the getters of these are CDK's. */
const BASES: readonly object[] = [Construct, ComplexObject, ProviderResource, ProviderDataSource].map(
  ({ prototype }) => prototype,
);

/** The getters of an element's class and of the mixins below it, in the spelling of HCL. */
function tokensOf(element: object): string[] {
  const names: string[] = [];
  for (let at = Object.getPrototypeOf(element); !BASES.includes(at); at = Object.getPrototypeOf(at)) {
    const descriptors = Object.getOwnPropertyDescriptors(at);
    names.push(...Object.keys(descriptors).filter((name) => name !== "fqn" && descriptors[name]?.get));
  }
  return names.map((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

test.each(Object.entries(rows))("%s has every attribute that the provider has", (_name, row) => {
  const stack = newStack();
  const element = row.make(stack);
  const written = configurationOf(stack)[row.kind]?.[row.type]?.["it"] ?? {};
  const attributes = Object.keys(schemas[row.kind][row.type]?.schema.attributes ?? {});
  expect(sorted([...Object.keys(written), ...tokensOf(element)])).toEqual(sorted(attributes));
});

const lists: Record<string, { type: string; attribute: string; entry: (stack: TerraformStack) => object }> = {
  BucketEncryptionEntry: {
    type: DataBosBucketEncryptions.tfResourceType,
    attribute: "buckets",
    entry: (stack) => new DataBosBucketEncryptions(stack, "it").buckets.get(0),
  },
  KmsKeyEntry: {
    type: DataBosKmsKeys.tfResourceType,
    attribute: "keys",
    entry: (stack) => new DataBosKmsKeys(stack, "it").keys.get(0),
  },
};

test.each(Object.entries(lists))(
  "%s has every attribute of an entry",
  (_name, { type, attribute, entry }) => {
    const fields = sorted(tokensOf(entry(newStack())));
    expect(schemas.data[type]?.schema.attributes[attribute]?.type).toEqual([
      "list",
      ["object", Object.fromEntries(fields.map((field) => [field, expect.any(String)]))],
    ]);
  },
);
