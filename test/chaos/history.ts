// A history: what users write and do, what goes wrong, and what others do meanwhile. Plain data, so that it can be
// printed, shortened and run by either driver.

import type { OperationName } from "../../lib/emulator/index.ts";

export type Algorithm = "AES256" | "SM4";
export type Alias = "bos" | "bos.second";

/** Which key a resource names: one that is there already, or one of the configuration's own. */
export type KeyChoice = { readonly id: string } | { readonly resource: string };

/** One `bos_bucket_encryption`; what is absent is not written. */
export interface BucketResource {
  readonly type: "bucket";
  readonly name: string;
  readonly bucket: string;
  readonly alias: Alias;
  readonly enabled?: boolean;
  readonly algorithm?: Algorithm;
  readonly key?: KeyChoice;
  readonly onDestroy?: "disable" | "retain";
  readonly onConflict?: "adopt" | "fail";
  readonly createBeforeDestroy?: boolean;
  /** Attributes that are known only after the apply has begun: they come from another resource that changes. */
  readonly late?: readonly ("bucket" | "enabled" | "kms_master_key_id")[];
}

/** One `bos_kms_key`. */
export interface KeyResource {
  readonly type: "key";
  readonly name: string;
  readonly alias: Alias;
  readonly spec?: "BAIDU_AES_256" | "SM4_128";
  readonly enabled?: boolean;
  readonly force?: boolean;
  readonly rotationCycle?: number;
  readonly createBeforeDestroy?: boolean;
}

export type Resource = BucketResource | KeyResource;

/** What the user has written. */
export interface Config {
  readonly resources: readonly Resource[];
  readonly denyWeakening?: boolean;
  /** Settings of the provider block that are known only after the apply has begun. */
  readonly lateSettings?: readonly ("max_retries" | "endpoint")[];
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  /** Addresses in `removed` blocks with `destroy = false`. */
  readonly removed?: readonly string[];
}

/** What somebody does who is none of ours. */
export type Act =
  | { readonly kind: "set"; readonly bucket: string; readonly algorithm: Algorithm; readonly key?: string }
  | { readonly kind: "turn-off"; readonly bucket: string }
  | { readonly kind: "delete-bucket"; readonly bucket: string }
  | { readonly kind: "create-bucket"; readonly bucket: string }
  | {
      readonly kind: "key-state";
      readonly key: string;
      readonly state: "enabled" | "disabled" | "pendingDeletion";
    };

export type Trouble =
  /** This answer in place of the service's own. With `effect` the request has done its work all the same. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly effect?: true;
    }
  /** No answer: the connection is reset, or silent for the whole request time. */
  | { readonly kind: "lost"; readonly how: "reset" | "timeout"; readonly effect?: true }
  /** GetBucketEncryption shows what was there so long ago. */
  | { readonly kind: "lag"; readonly ms: number }
  /** ListBuckets shows so many buckets and says that there are more. */
  | { readonly kind: "short-list"; readonly shown: number }
  /** Just before the request reaches the service. */
  | { readonly kind: "act"; readonly act: Act }
  /** kill -9 while the request is on its way. With `effect` it still arrives. */
  | { readonly kind: "kill"; readonly what: "terraform" | "provider"; readonly effect?: true }
  /** Ctrl-C. */
  | { readonly kind: "interrupt" };

/** A trouble, and the requests of the step that it hits. */
export interface Fault {
  /** Counts from 0, over the requests that `only` lets through. */
  readonly at: number;
  /** How many in a row; default 1. */
  readonly times?: number;
  /** Only these calls; default all. */
  readonly only?: readonly OperationName[];
  readonly trouble: Trouble;
}

/** A run of Terraform on one stack. */
export interface Run {
  readonly do: "apply" | "plan" | "apply-saved" | "destroy" | "import";
  /** 0 or 1: two stacks have a state each and share the account. */
  readonly stack: number;
  /** What is written from this run on. Ignored by `apply-saved`, which has its plan's. */
  readonly config: Config;
  /** Addresses given to `-replace`. */
  readonly replace?: readonly string[];
  /** `-refresh=false`. */
  readonly noRefresh?: true;
  /** `import` alone. */
  readonly address?: string;
}

/** One run of Terraform, or two at once. */
export interface RunStep {
  readonly runs: readonly Run[];
  /** Decides how what happens at once is interleaved. */
  readonly seed: number;
  readonly faults: readonly Fault[];
}

export type Step =
  | RunStep
  | { readonly edit: "state-rm" | "taint"; readonly stack: number; readonly address: string }
  | { readonly acts: readonly Act[] };

export interface History {
  /** Terraform from 1.12 on keeps identities, from 1.16 on it forwards a create's planned private bytes to its second plan. */
  readonly core: "1.11" | "1.16";
  /** The emulator's profile: the gateway of private clouds leaves the key behind when encryption is turned off. */
  readonly service?: "gateway";
  readonly begin: readonly Act[];
  readonly steps: readonly Step[];
}

export const addressOf = ({ type, name }: Resource): string =>
  `${type === "bucket" ? "bos_bucket_encryption" : "bos_kms_key"}.${name}`;
