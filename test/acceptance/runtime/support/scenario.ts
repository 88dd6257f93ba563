// Stacks of the engines that do without our provider, synthesised by CDK into a folder in which the real Terraform runs.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, LocalBackend, TerraformStack } from "cdktf";
import {
  BosBucketEncryption,
  type BosBucketEncryptionProps,
  Engine,
  type RuntimeEngine,
  type RuntimeEngineOptions,
} from "../../../../lib/index.ts";
import { initialise } from "../../support/initialise.ts";
import { type PlacedProviders, type ProviderKind, placeProviders } from "../../support/providers.ts";
import { createWorkspace, type Workspace, type WorkspaceOptions } from "../../support/terraform.ts";

/** One of the two engines that every scenario runs with. */
export interface Variant {
  readonly name: RuntimeEngine["kind"];
  readonly engine: (options?: RuntimeEngineOptions) => RuntimeEngine;
  /** Of both resources. */
  readonly type: "null_resource" | "terraform_data";
}

export const NULL_RESOURCE: Variant = {
  name: "null-resource",
  engine: Engine.nullResource,
  type: "null_resource",
};

export const TERRAFORM_DATA: Variant = {
  name: "terraform-data",
  engine: Engine.terraformData,
  type: "terraform_data",
};

export const VARIANTS = [NULL_RESOURCE, TERRAFORM_DATA] as const;

/** Constructs by their ids. Those that name no engine get the variant's. */
export type Constructs = Readonly<Record<string, BosBucketEncryptionProps>>;

/** What a stack holds: constructs, or whatever is made in it. */
export type Content = Constructs | ((stack: TerraformStack) => void);

export interface Scenario extends Workspace {
  /** Synthesises the stack anew. What an earlier synth left beside `cdk.tf.json` stays. */
  synth(content: Content): void;
}

export interface ScenarioOptions extends Pick<WorkspaceOptions, "emulator" | "env"> {
  /** As in {@link WorkspaceOptions}. Default: `hosted`. */
  readonly provider?: ProviderKind | "placed";
}

/** Makes a workspace that has the providers of every engine, so that a stack can change its own. */
export async function createScenario(
  variant: Variant,
  content: Content,
  { provider = "hosted", ...options }: ScenarioOptions = {},
): Promise<Scenario> {
  const tf = await createWorkspace({ ...options, provider: "absent" });
  const isInitialised = provider !== "placed";
  let providers: PlacedProviders | undefined;
  const synth = (next: Content) => synthesise(variant, next, tf.folder, isInitialised);
  const dispose = async () => {
    await tf.dispose();
    await providers?.close();
  };
  try {
    // A synth puts the built `bos` into the folder's own place; hosted ones lie beside it.
    const [kind, place] =
      provider === "hosted"
        ? (["hosted", join(tf.folder, "hosted")] as const)
        : (["built", tf.folder] as const);
    providers = await placeProviders(place, ["bos", "null"], kind);
    if (isInitialised) initialise(tf.folder, providers.placed);
    synth(content);
  } catch (error) {
    await dispose();
    throw error;
  }
  return { ...tf, synth, dispose, [Symbol.asyncDispose]: dispose };
}

function synthesise(variant: Variant, content: Content, folder: string, isInitialised: boolean): void {
  const outdir = mkdtempSync(join(tmpdir(), "bos-synth-"));
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "prod");
    new LocalBackend(stack, { path: "terraform.tfstate" });
    // Without the block the state is in the same place, and nothing has to be initialised for it.
    if (isInitialised) stack.addOverride("terraform.backend", undefined);
    if (typeof content === "function") content(stack);
    else encrypt(stack, variant, content);
    app.synth();
    cpSync(join(outdir, "stacks/prod"), folder, { recursive: true });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Puts constructs into a stack. */
export function encrypt(stack: TerraformStack, { engine }: Variant, constructs: Constructs): void {
  for (const [id, props] of Object.entries(constructs))
    new BosBucketEncryption(stack, id, { engine: engine(), ...props });
}

/** The full address of a resource in the state, of whose name this is the part before the hash. */
export function addressOf(tf: Workspace, part: string): string {
  const found = Object.keys(tf.state()).find((address) => address.split(".").at(-1)?.startsWith(`${part}_`));
  if (found === undefined) throw new Error(`The state has no ${part}: ${Object.keys(tf.state()).join(", ")}`);
  return found;
}
