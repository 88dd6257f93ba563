import type { OnConflict, OnDestroy } from "../../settings/index.ts";
import { BUCKET_SETTINGS, TIMED_OPERATIONS, TIMEOUT } from "../../settings/index.ts";
import { checkNames, isLiteral, META_PROPERTIES } from "../check.ts";
import type { Engine, RuntimeEngine } from "../engines/engine.ts";
import { checkSetting, checkValues } from "../settings.ts";
import type { Attributes } from "./element.ts";
import type { Encryption } from "./encryption.ts";
import type { MetaProps } from "./provider-block.ts";

/** How long operations on a bucket may take, waiting for the bucket and reading a write back included. */
export interface BosBucketEncryptionTimeouts {
  /**
   * A number with its unit, for example `"30s"`, `"5m"` or `"1h30m"`.
   *
   * @default - 30 seconds each for a bucket that does not exist yet and for reading a write back
   */
  readonly create?: string;

  /** As `create`, for a change. */
  readonly update?: string;

  /** As `create`, for turning encryption off when the construct goes away. */
  readonly delete?: string;
}

/** Properties of a `BosBucketEncryption`. */
export interface BosBucketEncryptionProps extends MetaProps {
  /**
   * Name of the bucket. May be a token, such as an attribute of the resource that makes the bucket.
   *
   * Another name is another bucket: the old one is given up as `onDestroy` says. Nothing else replaces the resource.
   */
  readonly bucket: string;

  /**
   * How new uploads are encrypted. Objects that are in the bucket already stay as they are.
   *
   * @default Encryption.bosManaged() which is AES256 with keys that BOS manages
   */
  readonly encryption?: Encryption;

  /**
   * Region of the bucket, for example `"bj"`.
   *
   * @default - the provider's region, else BAIDUCLOUD_REGION from the environment
   */
  readonly region?: string;

  /**
   * What happens to the bucket when this construct is removed, or the stack destroyed: `"disable"` turns encryption
   * off, `"retain"` leaves the bucket as it is.
   *
   * @default "disable"
   */
  readonly onDestroy?: OnDestroy;

  /**
   * What creating the resource does when the bucket is already encrypted in another way: `"adopt"` takes it over,
   * `"fail"` is an error at plan.
   *
   * @default - takes it over with a warning at plan, but never drops or swaps a KMS key: that is an error which asks for "adopt"
   */
  readonly onConflict?: OnConflict;

  /**
   * How long operations may take. A change of times alone asks the cloud nothing.
   *
   * @default - 30 seconds each for a bucket that does not exist yet and for reading a write back
   */
  readonly timeouts?: BosBucketEncryptionTimeouts;

  /**
   * What the construct is synthesised to.
   *
   * @default Engine.provider()
   */
  readonly engine?: Engine;
}

/** The resource's name in Terraform. */
export const RESOURCE_TYPE = "bos_bucket_encryption";

/** The properties, with the encryption that is meant where none was written. */
export type DesiredProps = BosBucketEncryptionProps & { readonly encryption: Encryption };

/** What is desired, in the spelling of the provider's resource. */
export function attributesOf({
  bucket,
  encryption,
  region,
  onDestroy,
  onConflict,
  timeouts,
}: DesiredProps): Attributes {
  return {
    bucket,
    ...encryptionAttributes(encryption),
    region,
    on_destroy: onDestroy,
    on_conflict: onConflict,
    timeouts: timeouts && { ...timeouts },
  };
}

function encryptionAttributes(encryption: Encryption): Attributes {
  switch (encryption.kind) {
    case "disabled":
      return { enabled: false };
    case "bos-managed":
      return { sse_algorithm: encryption.algorithm };
    case "kms-managed":
      return { sse_algorithm: encryption.algorithm, kms_master_key_id: encryption.kmsMasterKeyId };
  }
}

/** The optional settings that are properties of the construct itself; the others are part of its `encryption`. */
const OWN_SETTINGS = {
  region: BUCKET_SETTINGS.region,
  on_destroy: BUCKET_SETTINGS.on_destroy,
  on_conflict: BUCKET_SETTINGS.on_conflict,
};

const PROPERTIES: readonly string[] = [
  "bucket",
  "encryption",
  "region",
  "onDestroy",
  "onConflict",
  "timeouts",
  "engine",
  ...META_PROPERTIES,
];

/** Everything wrong with the properties. */
export function checkProperties(props: Readonly<Record<string, unknown>>): string[] {
  const { encryption, timeouts, engine } = props;
  return [
    ...checkNames("", props, PROPERTIES),
    ...checkValues(props, { bucket: BUCKET_SETTINGS.bucket }, ["bucket"]),
    ...(encryption === undefined ? [] : checkEncryption(encryption)),
    ...checkValues(props, OWN_SETTINGS),
    ...(timeouts === undefined ? [] : checkTimeouts(timeouts)),
    ...(engine === undefined ? [] : checkEngine(engine)),
  ];
}

const PARTS = { algorithm: BUCKET_SETTINGS.sse_algorithm, kmsMasterKeyId: BUCKET_SETTINGS.kms_master_key_id };
const PARTS_OF: Readonly<Record<Encryption["kind"], readonly (keyof typeof PARTS)[]>> = {
  disabled: [],
  "bos-managed": ["algorithm"],
  "kms-managed": ["algorithm", "kmsMasterKeyId"],
};

function checkEncryption(encryption: unknown): string[] {
  if (!isOfKind(encryption, Object.keys(PARTS_OF) as Encryption["kind"][])) {
    return ["encryption: Write Encryption.bosManaged(), Encryption.kmsManaged() or Encryption.disabled()."];
  }
  const { kind, ...written } = encryption;
  const parts = PARTS_OF[kind];
  return [
    ...checkNames("encryption.", written, parts),
    ...parts.flatMap((part) =>
      written[part] === undefined
        ? [`encryption.${part}: Is missing.`]
        : checkSetting(`encryption.${part}`, written[part], PARTS[part]),
    ),
  ];
}

function checkTimeouts(timeouts: unknown): string[] {
  if (typeof timeouts !== "object" || timeouts === null || !isLiteral(timeouts))
    return ['timeouts: Write the times, for example { create: "5m" }.'];
  const times: Readonly<Record<string, unknown>> = { ...timeouts };
  return [
    ...checkNames("timeouts.", times, TIMED_OPERATIONS),
    ...TIMED_OPERATIONS.flatMap((name) =>
      times[name] === undefined ? [] : checkSetting(`timeouts.${name}`, times[name], TIMEOUT),
    ),
  ];
}

function checkEngine(engine: unknown): string[] {
  if (isRuntimeEngine(engine)) return [];
  if (!isOfKind(engine, ["provider"]))
    return ["engine: Write Engine.provider(), Engine.nullResource() or Engine.terraformData()."];
  const { movedFrom } = engine;
  return movedFrom === undefined || isRuntimeEngine(movedFrom)
    ? []
    : ["engine.movedFrom: Write Engine.nullResource() or Engine.terraformData()."];
}

const RUNTIME_ENGINES: readonly RuntimeEngine["kind"][] = ["null-resource", "terraform-data"];

/** Its options are judged where they are used. */
const isRuntimeEngine = (value: unknown): boolean =>
  isOfKind(value, RUNTIME_ENGINES) && typeof value["options"] === "object" && value["options"] !== null;

function isOfKind<Kind extends string>(
  value: unknown,
  kinds: readonly Kind[],
): value is { readonly kind: Kind; readonly [part: string]: unknown } {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    kinds.some((kind) => kind === value.kind)
  );
}
