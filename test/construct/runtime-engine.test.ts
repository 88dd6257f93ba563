// What Engine.nullResource() and Engine.terraformData() synthesise, as a whole.
import { Fn, TerraformCount, TerraformIterator, type TerraformResource, TerraformVariable } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  BosBucketEncryption,
  type BosBucketEncryptionProps,
  BosProvider,
  Encryption,
  type RuntimeEngineOptions,
} from "../../lib/index.ts";
import {
  APPLY,
  applies,
  ignored,
  KINDS,
  type Kind,
  LIFECYCLE,
  stableConfigurationOf,
  undoes,
} from "./support/runtime-engine.ts";
import { issuesOf, newStack, ref } from "./support/stack.ts";

const FORGET = { from: "bos_bucket_encryption.logs", lifecycle: { destroy: false } };
const REQUIRED: Record<Kind["name"], object> = {
  "null-resource": {
    terraform: { required_providers: { null: { source: "hashicorp/null", version: "~> 3.2" } } },
  },
  "terraform-data": {},
};

interface Row {
  readonly props?: Partial<BosBucketEncryptionProps>;
  readonly options?: RuntimeEngineOptions;
  /** Keys of `apply` beside the contract, then those of `lifecycle`. */
  readonly keys: Readonly<Record<string, string>>;
  readonly kept: Readonly<Record<string, string>> | undefined;
  /** What the JSON for the runtime holds beside the keys. */
  readonly apply: string;
  readonly destroy?: string;
}

const rows: Record<string, Row> = {
  "only a bucket": {
    keys: { bucket: "acme-logs", sse_algorithm: "AES256" },
    kept: { bucket: "acme-logs" },
    apply: "contract = 1",
    destroy: 'contract = 1, on_destroy = "disable"',
  },
  "every property": {
    props: {
      encryption: Encryption.kmsManaged({ kmsMasterKeyId: "key-1", algorithm: "SM4" }),
      region: "gz",
      onDestroy: "retain",
      onConflict: "adopt",
      timeouts: { create: "90s", update: "2m", delete: "10s" },
    },
    keys: { bucket: "acme-logs", region: "gz", sse_algorithm: "SM4", kms_master_key_id: "key-1" },
    kept: { bucket: "acme-logs", region: "gz" },
    apply: 'contract = 1, on_conflict = "adopt", timeout = "2m"',
    destroy:
      'contract = 1, on_conflict = "adopt", on_destroy = "retain", kms_master_key_id = "key-1", timeout = "10s"',
  },
  "every option": {
    options: {
      region: "bj",
      endpoint: "https://[::1]:8443/",
      pathStyle: false,
      denyWeakening: true,
      requireHttps: true,
      requestTimeout: 2.5,
      maxRetries: 0,
    },
    keys: { bucket: "acme-logs", region: "bj", endpoint: "https://[::1]:8443/", sse_algorithm: "AES256" },
    kept: { bucket: "acme-logs", region: "bj", endpoint: "https://[::1]:8443/" },
    apply:
      "contract = 1, path_style = false, deny_weakening = true, require_https = true, request_timeout = 2.5, max_retries = 0",
    destroy:
      'contract = 1, path_style = false, deny_weakening = true, require_https = true, request_timeout = 2.5, max_retries = 0, endpoint = "https://[::1]:8443/", on_destroy = "disable"',
  },
  "an empty option is left out": {
    options: { region: "", endpoint: "" },
    keys: { bucket: "acme-logs", sse_algorithm: "AES256" },
    kept: { bucket: "acme-logs" },
    apply: "contract = 1",
    destroy: 'contract = 1, on_destroy = "disable"',
  },
  "the construct's own region before the engine's": {
    props: { region: "gz" },
    options: { region: "bj" },
    keys: { bucket: "acme-logs", region: "gz", sse_algorithm: "AES256" },
    kept: { bucket: "acme-logs", region: "gz" },
    apply: "contract = 1",
    destroy: 'contract = 1, on_destroy = "disable"',
  },
  "off: nothing to undo": {
    props: { encryption: Encryption.disabled(), timeouts: { create: "5m", delete: "1m" } },
    keys: { bucket: "acme-logs", enabled: "false" },
    kept: undefined,
    apply: 'contract = 1, enabled = false, timeout = "5m"',
  },
};

describe.each(KINDS)("with $name", (kind) => {
  it.each(Object.entries(rows))("%s", (_name, { props, options, keys, kept, apply, destroy = "" }) => {
    const stack = newStack();
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine: kind.engine(options), ...props });
    expect(issuesOf(stack)).toEqual([]);
    expect(stableConfigurationOf(stack)).toEqual({
      ...REQUIRED[kind.name],
      removed: [FORGET],
      resource: {
        [kind.type]: {
          [APPLY]: {
            [kind.keys]: kind.written({ contract: "1", ...keys }),
            provisioner: [applies(kind, apply)],
          },
          ...(kept !== undefined && {
            [LIFECYCLE]: {
              [kind.keys]: kind.written(kept),
              provisioner: [undoes(kind, destroy, kept)],
              depends_on: [`${kind.type}.${APPLY}`],
              lifecycle: { ignore_changes: ignored(kind) },
            },
          }),
        },
      },
    });
  });

  const resourcesOf = (stack: ReturnType<typeof newStack>) =>
    stableConfigurationOf(stack).resource?.[kind.type];

  it("tokens and hand-written expressions are keys, and of a key that is one, only the destroy is told that there is one", () => {
    const stack = newStack();
    const name = new TerraformVariable(stack, "name", {}).stringValue;
    new BosBucketEncryption(stack, "logs", {
      bucket: `${name}-logs`,
      region: Fn.lower(name),
      encryption: {
        kind: "kms-managed",
        algorithm: new TerraformVariable(stack, "algorithm", {}).stringValue as "SM4",
        kmsMasterKeyId: ref("var.key"),
      },
      engine: kind.engine(),
    });
    expect(issuesOf(stack)).toEqual([]);
    const place = { bucket: `${ref("var.name")}-logs`, region: ref("lower(var.name)") };
    expect(resourcesOf(stack)).toMatchObject({
      [APPLY]: {
        [kind.keys]: kind.written({
          contract: "1",
          ...place,
          sse_algorithm: ref("var.algorithm"),
          kms_master_key_id: ref("var.key"),
        }),
      },
      [LIFECYCLE]: {
        [kind.keys]: kind.written(place),
        provisioner: [undoes(kind, 'contract = 1, on_destroy = "disable", kms_master_key_id = "*"')],
      },
    });
  });

  it("CDK's own properties stand where they have a meaning", () => {
    const stack = newStack();
    const condition = { condition: ref("var.ok"), errorMessage: "Not yet." };
    new BosBucketEncryption(stack, "logs", {
      bucket: "acme-logs",
      count: TerraformCount.of(2),
      dependsOn: [{ fqn: "null_resource.before" }],
      lifecycle: {
        preventDestroy: true,
        precondition: [condition],
        postcondition: [condition],
        replaceTriggeredBy: ["terraform_data.each"],
      },
      engine: kind.engine(),
    });
    expect(issuesOf(stack)).toEqual([]);
    const written = [{ condition: ref("var.ok"), error_message: "Not yet." }];
    expect(resourcesOf(stack)).toMatchObject({
      [APPLY]: {
        count: 2,
        depends_on: ["null_resource.before"],
        lifecycle: {
          precondition: written,
          postcondition: written,
          replace_triggered_by: ["terraform_data.each"],
        },
      },
      [LIFECYCLE]: {
        count: 2,
        depends_on: [`${kind.type}.${APPLY}`],
        lifecycle: { prevent_destroy: true, ignore_changes: ignored(kind) },
      },
    });
  });

  it("forEach makes both for each", () => {
    const stack = newStack();
    const buckets = TerraformIterator.fromList(["acme-logs", "acme-data"]);
    new BosBucketEncryption(stack, "logs", {
      forEach: buckets,
      bucket: buckets.value,
      engine: kind.engine(),
    });
    const forEach = ref('toset(["acme-logs", "acme-data"])');
    const bucket = ref("each.value");
    expect(resourcesOf(stack)).toMatchObject({
      [APPLY]: {
        for_each: forEach,
        [kind.keys]: kind.written({ contract: "1", bucket, sse_algorithm: "AES256" }),
      },
      [LIFECYCLE]: { for_each: forEach, [kind.keys]: kind.written({ bucket }) },
    });
  });

  it("settings come from a BosProvider where the engine says nothing", () => {
    const stack = newStack();
    new BosProvider(stack, "bos", { region: "bj", endpoint: "http://127.0.0.1:1", maxRetries: 1 });
    const archive = new BosProvider(stack, "archive", { alias: "archive", region: "gz", pathStyle: true });
    const engine = kind.engine({ maxRetries: 3 });
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine });
    const old = new BosBucketEncryption(stack, "old", { bucket: "acme-logs", provider: archive, engine });
    const apply = old.node.findChild("apply") as TerraformResource;
    expect(issuesOf(stack)).toEqual([]);
    const place = { region: "bj", endpoint: "http://127.0.0.1:1" };
    expect(resourcesOf(stack)).toMatchObject({
      [APPLY]: {
        [kind.keys]: kind.written({ contract: "1", bucket: "acme-logs", ...place, sse_algorithm: "AES256" }),
        provisioner: [applies(kind, "contract = 1, max_retries = 3")],
      },
      [LIFECYCLE]: { [kind.keys]: kind.written({ bucket: "acme-logs", ...place }) },
      [apply.friendlyUniqueId]: {
        [kind.keys]: kind.written({
          contract: "1",
          bucket: "acme-logs",
          region: "gz",
          sse_algorithm: "AES256",
        }),
        provisioner: [applies(kind, "contract = 1, path_style = true, max_retries = 3")],
      },
    });
  });
});
